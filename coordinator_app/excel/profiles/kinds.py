"""What a kind of file declares of itself: direction, scope, sheets, pages, who may change what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coordinator_app.domain.fields import Sensitivity


class Direction(StrEnum):
    """Which way a kind of file travels."""

    OUT = "out"
    BOTH = "both"


class Scope(StrEnum):
    """What a file is about; it is built from that and carries nothing else."""

    STATE = "state"  # one State
    TRAINING = "training"  # one training: of one State when one is chosen, else of all
    REQUEST = "request"  # one request for assistance, or a new one of one State
    PROVIDER = "provider"  # what one donor is told of, and what it offers
    STATES = "states"  # the States chosen, or all of the workbook
    WORKBOOK = "workbook"  # all of it


class PageKind(StrEnum):
    """Pages that are worked out for a report and are only to be read."""

    SUMMARY = "summary"
    WORDS = "words"
    INDICATORS = "indicators"
    ACTIVITIES = "activities"
    PARTICIPANTS = "participants"
    STATES = "states"
    FOLLOW_UPS = "follow_ups"
    ASSISTANCE = "assistance"
    PLAN = "plan"
    DEFINITIONS = "definitions"
    CHANGES = "changes"


@dataclass(frozen=True)
class SheetProfile:
    """One sheet of a kind of file: the records of one type that are within its scope.

    Args:
        type: Record type.
        fields: All fields shown, in order; those not in `editable` are only to be read.
        editable: Fields the recipient is asked for.
        task: English msgid: what the recipient does there.
        label: English msgid: name on its tab, "" for what its entries are called.
        spare: Blank rows to be filled in.
        spare_when_blank: They are there only in a file that begins with nothing on record.
        filled: Fields that name, in blank rows too, the entry the file is about.
        personal: The sheet is about people; it is there only when personal data are ticked.
        asks_people: It asks for people: without that tick those on record are left out, the
            columns and the blank rows stay.
        ceiling: The most sensitive value or entry it may carry.
        removable: Removal may be proposed.
        seats: As many blank rows as the training still has seats, if it says how many.
        circulated: Of requests only those that their States let be circulated to providers;
            nothing else of them, or of what they own, is so much as named.
    """

    type: str
    fields: tuple[str, ...]
    editable: frozenset[str]
    task: str
    label: str = ""
    spare: int = 0
    spare_when_blank: bool = False
    filled: tuple[str, ...] = ()
    personal: bool = False
    asks_people: bool = False
    ceiling: Sensitivity = Sensitivity.INTERNAL
    removable: bool = False
    seats: bool = False
    circulated: bool = False


@dataclass(frozen=True)
class PageProfile:
    """One page of a report.

    Args:
        kind: How it is worked out.
        label: English msgid: name on its tab.
        task: English msgid: what it shows, for the first page.
        columns: What it shows of each entry, in order, where the kind leaves a choice.
        ceiling: The most sensitive value or entry it may carry.
        written: Key of the words on it that the sender writes, "" where there are none.
    """

    kind: PageKind
    label: str
    task: str
    columns: tuple[str, ...] = ()
    ceiling: Sensitivity = Sensitivity.INTERNAL
    written: str = ""


@dataclass(frozen=True)
class Profile:
    """One kind of file.

    Args:
        key: Stable name, in files and on the command line.
        label: English msgid.
        purpose: English msgid: what is asked of the recipient, for the first page.
        sheets: In order; those of a parent before those of what it owns.
        pages: Pages that are worked out, after the sheets.
        direction: Whether a reply is expected.
        scope: What a file of this kind is about.
        by_period: It is about a period.
        since: It holds what changed since a day.
        names_up_to: The most sensitive entry that may be named without being shown.
        names_people: People may be named who are not in the file themselves, when personal data
            are ticked.
        lists: Record types of which a State's own entries are offered in lists.
        locked: It leaves only with a password on it.
        own: It stays with us: nothing of the workbook is kept back.
        numbers: It carries numbers instead of people; never personal data, ticked or not.
    """

    key: str
    label: str
    purpose: str
    sheets: tuple[SheetProfile, ...] = ()
    pages: tuple[PageProfile, ...] = ()
    direction: Direction = Direction.BOTH
    scope: Scope = Scope.STATE
    by_period: bool = False
    since: bool = False
    names_up_to: Sensitivity = Sensitivity.INTERNAL
    names_people: bool = False
    lists: tuple[str, ...] = ()
    locked: bool = False
    own: bool = False
    numbers: bool = False

    @property
    def written(self) -> dict[str, PageProfile]:
        """Return the pages that hold words of the sender, by the key of these."""
        return {each.written: each for each in self.pages if each.written}

    @property
    def answered(self) -> bool:
        """Say whether a reply is expected."""
        return self.direction is Direction.BOTH

    @property
    def for_one_state(self) -> bool:
        """Say whether it is made for one State each, and so for each of several."""
        return self.scope in (Scope.STATE, Scope.TRAINING, Scope.REQUEST)


def sheet(type_key: str, fields: str | Sequence[str], task: str, **facts: Any) -> SheetProfile:
    """Return a sheet; fields in brackets are shown to be read, the others are asked for."""
    named = fields.split() if isinstance(fields, str) else list(fields)
    return SheetProfile(
        type_key,
        tuple(each.strip("()") for each in named),
        frozenset(each for each in named if not each.startswith("(")),
        task,
        **facts,
    )


#: People's own data go to their own State, and only when ticked; scores never do.
PEOPLE: dict[str, Any] = {
    "personal": True,
    "ceiling": Sensitivity.CONFIDENTIAL,
    "removable": True,
}
