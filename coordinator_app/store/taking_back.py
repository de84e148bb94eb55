"""Taking an operation back: what would be put back, what stays because it changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from coordinator_app.domain.changes import DELETED, LIFE, LIVE, Change, Operation, Update
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.values import same
from coordinator_app.store.connection import Connection
from coordinator_app.store.records import Records
from coordinator_app.texts import N_

#: How many records are held at a time while what is undone is compared with them.
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Logged:
    """One operation of the change log, without what it changed.

    Args:
        operation: Its id.
        at: ISO time, UTC.
        label: English msgid, {names} filled from params.
        undone_by: Id of the operation that undid it, "" if it stands.
        touched: How many records it changed.
    """

    operation: str
    at: str
    actor: str
    kind: str
    label: str
    params: Mapping[str, str]
    source: str
    undo_of: str
    undone_by: str = ""
    touched: int = 0


@dataclass(frozen=True)
class Entry(Logged):
    """One operation of the change log, with all it changed."""

    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A value that undoing leaves alone, and why (English msgid)."""

    record: str
    field: str
    why: str


@dataclass(frozen=True)
class UndoPlan:
    """What undoing an operation would do: restored, kept because edited since, impossible."""

    operation: Operation
    undone: tuple[tuple[str, str], ...] = ()
    kept: tuple[Kept, ...] = ()
    impossible: tuple[Kept, ...] = field(default_factory=tuple)


class TakingBack:
    """Plans what undoing or redoing an operation does.

    Args:
        connection: Of the workbook.
        records: Its records as they stand.
    """

    def __init__(self, connection: Connection, records: Records) -> None:
        self._connection = connection
        self._records = records

    def plan(self, logged: Logged, changes: Iterable[Change], kind: str) -> UndoPlan:
        """Return what taking an operation back would do, guarded by value.

        A field is put back only if it still has what the operation wrote; what was edited or
        linked since is kept and named.

        Args:
            changes: What it changed, the latest first; few of them are held at a time.
        """
        back: dict[str, dict[str, Value]] = {}
        kept: list[Kept] = []
        impossible: list[Kept] = []
        made: set[str] = set()
        for change, record in self._as_they_are(changes):
            if change.creates:
                made.add(change.record)
            if record is None:
                impossible.append(Kept(change.record, "", N_("the entry is not there any more")))
                continue
            values, stays = self._back(change, record)
            if values:
                back[record.id] = values
            kept += stays
        kept += self._keep_linked(made & back.keys(), back)
        label = N_("Undo: {label}") if kind == "undo" else N_("Redo: {label}")
        return UndoPlan(
            Operation(
                tuple(Update(record_id, values) for record_id, values in back.items()),
                kind,
                label,
                {"label": logged.label, **logged.params},
                logged.source,
                logged.operation,
            ),
            tuple((record_id, key) for record_id, values in back.items() for key in values),
            tuple(kept),
            tuple(impossible),
        )

    def _as_they_are(self, changes: Iterable[Change]) -> Iterator[tuple[Change, Record | None]]:
        """Yield changes with the records they touched, few of which are held at a time."""
        following = iter(changes)
        while some := list(islice(following, _AT_ONCE)):
            now = self._records.get_many(each.record for each in some)
            yield from ((each, now.get(each.record)) for each in some)

    def _back(self, change: Change, record: Record) -> tuple[dict[str, Value], list[Kept]]:
        if change.creates:
            return self._unmake(change, record)
        record_type = self._records.catalogue[change.type]
        back: dict[str, Value] = {}
        kept: list[Kept] = []
        for key, wrote in change.values.items():
            if key == LIFE:
                if (DELETED if record.deleted else LIVE) == wrote:
                    back[LIFE] = change.old.get(LIFE, LIVE)
                else:
                    kept.append(Kept(record.id, LIFE, N_("deleted or restored since")))
            elif key in record_type.by_key and same(
                record_type.by_key[key], record.get(key), wrote
            ):
                back[key] = change.old.get(key)
            else:
                kept.append(Kept(record.id, key, N_("edited since")))
        return back, kept

    def _unmake(self, change: Change, record: Record) -> tuple[dict[str, Value], list[Kept]]:
        if record.deleted:
            return {}, []
        if not record.heads:  # nothing was changed since
            return {LIFE: DELETED}, []
        record_type = self._records.catalogue[change.type]
        edited = [
            key
            for key, field_ in record_type.by_key.items()
            if not same(field_, record.get(key), change.values.get(key))
        ]
        if edited:
            return {}, [Kept(record.id, key, N_("edited since")) for key in edited]
        return {LIFE: DELETED}, []

    def _keep_linked(self, going: set[str], back: dict[str, dict[str, Value]]) -> list[Kept]:
        """Take out of an undo the records that something that stays links to.

        A record kept for that reason may itself link to another one that was about to go.

        Args:
            going: Records the operation made and that would be deleted.
            back: What would be put back, by record; the kept ones are removed from it.
        """
        links = self._connection.execute(
            "SELECT l.target, l.record, l.field FROM link l JOIN record r ON r.id = l.record"
            " WHERE r.deleted = 0 AND r.type <> 'dispatch'"
            " AND l.target IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(going)),),
        ).fetchall()
        kept: list[Kept] = []
        while True:
            held = {
                target
                for target, record, key in links
                if target in going and record not in going and key not in back.get(record, {})
            }
            if not held:
                return kept
            going = going - held
            for target in sorted(held):
                del back[target]
                kept.append(Kept(target, LIFE, N_("linked since")))
