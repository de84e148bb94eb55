"""Changes: what an operation does to records; the unit of history, undo and merge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coordinator_app.domain.fields import Value

#: Pseudo-fields of the log: whether a record lives, and the reference it was given.
LIFE = "$life"
REFERENCE = "$ref"
LIVE, DELETED = "live", "deleted"


@dataclass(frozen=True)
class Change:
    """One logged change: one record in one operation.

    Args:
        id: UUIDv7 (UUIDv5 for reference data).
        record, type: What it touches.
        values: Field to new value (None: emptied). LIFE and REFERENCE are fields too.
        old: Field to the value before, for display.
        parents: Field to the change ids it supersedes; a creation has none.
        hlc: Hybrid logical clock; only orders the display.
        scope: State the record belongs to, a hint for synchronisation.
    """

    id: str
    record: str
    type: str
    values: Mapping[str, Value]
    old: Mapping[str, Value] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hlc: str = ""
    scope: str = ""

    @property
    def creates(self) -> bool:
        """Say whether it made the record."""
        return not self.parents


@dataclass(frozen=True)
class Create:
    """An edit that makes a record.

    Args:
        id, reference: Given when they were promised in advance (spare rows of a sent file).
        change_id: Given for reference data, whose creation is the same change everywhere.
        stored: The values are in their stored shape, none is empty and all are of fields: they
            were read from a file, and what reads files gives no others.
    """

    type: str
    values: Mapping[str, Value]
    id: str = ""
    reference: str = ""
    change_id: str = ""
    stored: bool = False


@dataclass(frozen=True)
class Update:
    """An edit that sets fields; parents names further heads it supersedes, per field."""

    record: str
    values: Mapping[str, Value]
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expected: Mapping[str, Value] | None = None


@dataclass(frozen=True)
class Delete:
    """An edit that puts a record, and the rows it owns, into the recycle bin."""

    record: str


@dataclass(frozen=True)
class Restore:
    """An edit that takes a record out of the recycle bin, with the rows deleted with it."""

    record: str


Edit = Create | Update | Delete | Restore


@dataclass(frozen=True)
class Operation:
    """What a person does in one go; applied whole or not at all.

    Args:
        edits: In order.
        kind: edit, bulk, import, merge, undo, redo or sync.
        label: English msgid that names it in the change log; {names} from params.
        source: Where it came from (dispatch id, file hash), if from elsewhere.
        undo_of: Operation it undoes or redoes.
    """

    edits: tuple[Edit, ...]
    kind: str = "edit"
    label: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    undo_of: str = ""


@dataclass(frozen=True)
class ChangeSet:
    """What an operation changed; views refresh from this and never guess.

    What it comes to is worked out once, since an operation may change a hundred thousand records.
    """

    operation: str
    kind: str
    label: str
    changes: tuple[Change, ...]

    @cached_property
    def records(self) -> tuple[str, ...]:
        """Ids of the records it touched, in order."""
        return tuple(dict.fromkeys(change.record for change in self.changes))

    @cached_property
    def types(self) -> frozenset[str]:
        """Record types it touched."""
        return frozenset(change.type for change in self.changes)

    @cached_property
    def creates(self) -> bool:
        """Say whether it made a record."""
        return any(change.creates for change in self.changes)
