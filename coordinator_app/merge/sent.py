"""What went out and what came in: the two things a plan compares with today's records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Sensitivity, Value
from coordinator_app.domain.snapshot import Snapshot


@dataclass(frozen=True)
class Incoming:
    """A source to be compared.

    Args:
        label: What a person calls it (file name, sender).
        snapshot: What it says.
        base: Where the sent values come from: history, keys, none.
    """

    label: str
    snapshot: Snapshot
    base: str = "history"


@dataclass(frozen=True, slots=True)
class SentRow:
    """A record as the recipient last had it from us, or we from them.

    Args:
        id, type, reference: Of the record.
        base: Field to value at the change ids of the dispatch, or as it was taken in from an
            earlier reply; empty fields are absent.
        heads: Field to the change ids that value came from.
    """

    id: str
    type: str
    reference: str = ""
    base: Mapping[str, Value] = field(default_factory=dict)
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spare:
    """A blank row that was sent with its id and code given in advance.

    Args:
        id, type, reference: Of the record it makes once filled.
        base: What stood in it already; that alone does not make it filled.
    """

    id: str
    type: str
    reference: str = ""
    base: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Offered:
    """The fields of one record type that were sent.

    Args:
        shown: Keys of all of them.
        editable: Those that were asked for.
    """

    shown: frozenset[str]
    editable: frozenset[str]


@dataclass(frozen=True)
class Sent:
    """What one dispatch sent, and what came of it so far.

    Args:
        dispatch: Its id.
        rows: Records sent, by id.
        offered: Fields sent, by record type.
        spares: Blank rows sent, by id.
        taken: Records that earlier replies to it created, by id (spare rows among them).
        settled: (record, field) to the values of theirs that a person looked at before and
            did not take; they are not asked again. Of a row the field is empty and the value
            what it says.
        scope: Ids of the States it was about.
        sensitivity: Ceiling of what was sent.
        given: What stood in the blank rows already, by record type; it holds for further rows.
        unread: Record, field and text of what could not be read and was decided all the same; it
            is not asked again either.
    """

    dispatch: str = ""
    rows: Mapping[str, SentRow] = field(default_factory=dict)
    offered: Mapping[str, Offered] = field(default_factory=dict)
    spares: Mapping[str, Spare] = field(default_factory=dict)
    taken: Mapping[str, SentRow] = field(default_factory=dict)
    settled: Mapping[tuple[str, str], tuple[Value, ...]] = field(default_factory=dict)
    scope: frozenset[str] = frozenset()
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    given: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    unread: frozenset[tuple[str, str, str]] = frozenset()

    def known(self, record_id: str) -> SentRow | Spare | None:
        """Return what this dispatch knows a record id as; a spare row that was filled is taken."""
        return self.rows.get(record_id) or self.taken.get(record_id) or self.spares.get(record_id)

    def asks_for(self, type_key: str, field_key: str) -> bool:
        """Say whether the recipient was asked for a field."""
        offered = self.offered.get(type_key)
        return offered is not None and field_key in offered.editable

    def shows(self, type_key: str, field_key: str) -> bool:
        """Say whether the recipient was sent a field."""
        offered = self.offered.get(type_key)
        return offered is not None and field_key in offered.shown
