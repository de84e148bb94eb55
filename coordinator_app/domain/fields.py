"""Fields: the frozen facts about one piece of data, and the closed list of kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from coordinator_app.texts import N_, P_

#: A value as the log keeps it: JSON, None is empty. Shapes by kind: see `values`.
Value = None | bool | int | float | str | list[str] | dict[str, Any]


class Kind(StrEnum):
    """What a field holds; every layer must handle every kind (`match` + `assert_never`)."""

    TEXT = "text"
    NOTE = "note"
    WHOLE = "whole"
    AMOUNT = "amount"
    PERCENT = "percent"
    DATE = "date"
    EDTF = "edtf"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"
    LINKS = "links"
    COUNT = "count"
    PARTY = "party"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    FILE = "file"


class Sensitivity(IntEnum):
    """How far a value may travel (domain 8.1); comparable, higher is more closed."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    STRICT = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a choice field: a stable code and its label (English msgid)."""

    code: str
    label: str


SENSITIVITIES = (
    Choice("PUBLIC", P_("sensitivity", "Public")),
    Choice("INTERNAL", P_("sensitivity", "Internal")),
    Choice("CONFIDENTIAL", P_("sensitivity", "Confidential")),
    Choice("STRICT", P_("sensitivity", "Strictly confidential")),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type, stated once; forms, tables, sheets and columns derive from it.

    Args:
        key: Stable name in the log, the store and the command line.
        kind: What it holds.
        label: English msgid.
        needed: The record cannot exist without it.
        needed_for: Life-cycle states that ask for it.
        choices: Allowed values of choice and choices.
        targets: Record types a link, links or party may point at; () means any.
        default: Value a new record starts with.
        hint: English msgid shown beside the field.
        sensitivity: How far its values may travel by default.
        personal: It is data about a person.
        group: Fields of one merge group are decided together.
        identifying: It helps to recognise a record (search results, matching).
        called: What known values of a text are called; it may hold others.
        inner: The program keeps it for itself; people are not shown it.
    """

    key: str
    kind: Kind
    label: str
    needed: bool = False
    needed_for: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    targets: tuple[str, ...] = ()
    default: Value = None
    hint: str = ""
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    personal: bool = False
    group: str = ""
    identifying: bool = False
    called: tuple[Choice, ...] = ()
    inner: bool = False

    def choice(self, code: str) -> Choice | None:
        """Return the allowed choice, or the known value, with that code."""
        for each in self.choices or self.called:
            if each.code == code:
                return each
        return None


def _maker(kind: Kind) -> Callable[..., Field]:
    def make(key: str, label: str, **facts: Any) -> Field:
        return Field(key, kind, label, **facts)

    return make


# One constructor per kind keeps the record types readable as tables.
text, note = _maker(Kind.TEXT), _maker(Kind.NOTE)
whole, amount, percent = _maker(Kind.WHOLE), _maker(Kind.AMOUNT), _maker(Kind.PERCENT)
date, edtf, time = _maker(Kind.DATE), _maker(Kind.EDTF), _maker(Kind.TIME)
yes_no, choice, choices = _maker(Kind.YES_NO), _maker(Kind.CHOICE), _maker(Kind.CHOICES)
link, links, party = _maker(Kind.LINK), _maker(Kind.LINKS), _maker(Kind.PARTY)
count, file = _maker(Kind.COUNT), _maker(Kind.FILE)
email, phone, url = _maker(Kind.EMAIL), _maker(Kind.PHONE), _maker(Kind.URL)


def sensitivity_field(default: str = "INTERNAL") -> Field:
    """Return the field that says how far this whole record may travel."""
    return choice("sensitivity", N_("Sensitivity"), choices=SENSITIVITIES, default=default)


def notes_field() -> Field:
    """Return the free notes every main record type has; they never leave by default."""
    return note("notes", N_("Notes"), sensitivity=Sensitivity.CONFIDENTIAL)
