"""The change log read: history, base values of what was sent, and what undoing would do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.changes import (
    DELETED,
    LIFE,
    LIVE,
    REFERENCE,
    Change,
    Operation,
    Update,
)
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.heads import Folded, fold
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.values import same
from coordinator_app.store.connection import Connection
from coordinator_app.store.records import Records
from coordinator_app.texts import N_

#: Sources of operations that belong to the file itself: Ctrl+Z stops before them.
_GIVEN = ("reference", "sample", "demo")
# The second test lets SQLite use the index, which leaves out operations that undo nothing.
_UNDOES = "SELECT uid FROM txn WHERE undo_of = ? AND undo_of <> '' ORDER BY id DESC"
#: The columns of a change, in the order `change_of` reads them.
CHANGE_COLUMNS = "c.id, c.record, c.type, c.new, c.old, c.parents, c.hlc, c.scope"


@dataclass(frozen=True)
class Entry:
    """One operation of the change log.

    Args:
        operation: Its id.
        at: ISO time, UTC.
        label: English msgid, {names} filled from params.
        undone_by: Id of the operation that undid it, "" if it stands.
    """

    operation: str
    at: str
    actor: str
    kind: str
    label: str
    params: Mapping[str, str]
    source: str
    undo_of: str
    changes: tuple[Change, ...]
    undone_by: str = ""


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


class Log:
    """The operations of one workbook."""

    def __init__(self, connection: Connection, records: Records) -> None:
        self._connection = connection
        self._records = records

    def entries(self, record: str = "", *, limit: int = 200, before: str = "") -> list[Entry]:
        """Return operations, latest first.

        Args:
            record: Only those that touched it or the rows it owns.
            before: Only those older than this operation.
        """
        tests, params = ["1"], []
        if record:
            tests.append(
                "t.id IN (SELECT txn FROM change WHERE record = ? OR record IN"
                " (SELECT record FROM link WHERE target = ? AND field = 'parent'))"
            )
            params += [record, record]
        if before:
            tests.append("t.id < (SELECT id FROM txn WHERE uid = ?)")
            params.append(before)
        return self._entries(" AND ".join(tests), params, limit)

    def entry(self, operation: str) -> Entry | None:
        """Return one operation."""
        found = self._entries("t.uid = ?", [operation], 1)
        return found[0] if found else None

    def changes_of(self, record: str) -> list[Change]:
        """Return every change of a record, oldest first."""
        rows = self._query(
            f"SELECT {CHANGE_COLUMNS} FROM change c WHERE record = ? ORDER BY seq", record
        )
        return [change_of(row) for row in rows]

    def folded(self, record: str, record_type: RecordType) -> Folded:
        """Return a record as its changes make it."""
        return fold(
            (without_reference(change) for change in self.changes_of(record)),
            multi_fields(record_type),
        )

    def values_at(self, change_ids: Iterable[str]) -> dict[str, Mapping[str, Value]]:
        """Return what each change wrote: the base of values that were sent."""
        rows = self._query(
            "SELECT id, new FROM change WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(change_ids)),
        )
        return {change_id: json.loads(new) for change_id, new in rows}

    def authors(self, change_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return who made each change, and when (ISO time, UTC)."""
        rows = self._query(
            "SELECT c.id, t.actor, t.at FROM change c JOIN txn t ON t.id = c.txn"
            " WHERE c.id IN (SELECT value FROM json_each(?))",
            json.dumps(list(change_ids)),
        )
        return {change_id: (actor, at) for change_id, actor, at in rows}

    def touched_since(self, at: str) -> set[str]:
        """Return the ids of the records that changed at an ISO time or later."""
        rows = self._query(
            "SELECT DISTINCT c.record FROM change c JOIN txn t ON t.id = c.txn WHERE t.at >= ?", at
        )
        return {row[0] for row in rows}

    def revision(self) -> str:
        """Return the id of the latest operation, "" in an empty workbook."""
        rows = self._query("SELECT uid FROM txn ORDER BY id DESC LIMIT 1")
        return str(rows[0][0]) if rows else ""

    def latest_to_undo(self, actor: str = "") -> Entry | None:
        """Return the latest operation (of an actor) that stands and is not an undo or redo."""
        rows = self._query(
            "SELECT uid FROM txn WHERE kind NOT IN ('undo', 'redo') AND (? = '' OR actor = ?)"
            " AND source NOT IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT 1000",
            actor,
            actor,
            json.dumps(_GIVEN),
        )
        return next((self.entry(uid) for (uid,) in rows if not self._undone_by(uid)), None)

    def latest_to_redo(self, actor: str = "") -> Entry | None:
        """Return the latest undo that can be taken back: nothing new was done since."""
        rows = self._query(
            "SELECT uid, kind FROM txn WHERE (? = '' OR actor = ?) ORDER BY id DESC LIMIT 1000",
            actor,
            actor,
        )
        for uid, kind in rows:
            if kind not in ("undo", "redo"):
                return None
            if kind == "undo" and not self._query(_UNDOES, uid):
                return self.entry(uid)
        return None

    def plan_undo(self, operation: str, kind: str = "undo") -> UndoPlan:
        """Return what taking an operation back would do, guarded by value.

        A field is put back only if it still has what the operation wrote; what was edited or
        linked since is kept and named.
        """
        entry = self.entry(operation)
        if entry is None:
            return UndoPlan(Operation(()), impossible=(Kept("", "", N_("no such operation")),))
        now = self._records.get_many(change.record for change in entry.changes)
        back: dict[str, dict[str, Value]] = {}
        kept: list[Kept] = []
        impossible: list[Kept] = []
        for change in reversed(entry.changes):
            record = now.get(change.record)
            if record is None:
                impossible.append(Kept(change.record, "", N_("the entry is not there any more")))
                continue
            values, stays = self._back(change, record)
            if values:
                back[record.id] = values
            kept += stays
        made = {change.record for change in entry.changes if change.creates}
        kept += self._keep_linked(made & back.keys(), back)
        label = N_("Undo: {label}") if kind == "undo" else N_("Redo: {label}")
        return UndoPlan(
            Operation(
                tuple(Update(record_id, values) for record_id, values in back.items()),
                kind,
                label,
                {"label": entry.label, **entry.params},
                entry.source,
                operation,
            ),
            tuple((record_id, key) for record_id, values in back.items() for key in values),
            tuple(kept),
            tuple(impossible),
        )

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
        links = self._query(
            "SELECT l.target, l.record, l.field FROM link l JOIN record r ON r.id = l.record"
            " WHERE r.deleted = 0 AND r.type <> 'dispatch'"
            " AND l.target IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(going)),
        )
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

    def _entries(self, condition: str, params: Sequence[Any], limit: int) -> list[Entry]:
        rows = self._query(
            "SELECT t.id, t.uid, t.at, t.actor, t.kind, t.label, t.params, t.source, t.undo_of"
            f" FROM txn t WHERE {condition} ORDER BY t.id DESC LIMIT ?",
            *params,
            limit,
        )
        by_txn: dict[int, list[Change]] = {row[0]: [] for row in rows}
        for row in self._query(
            f"SELECT c.txn, {CHANGE_COLUMNS} FROM change c"
            " WHERE c.txn IN (SELECT value FROM json_each(?)) ORDER BY c.seq",
            json.dumps(list(by_txn)),
        ):
            by_txn[row[0]].append(change_of(row[1:]))
        return [
            Entry(
                uid,
                at,
                actor,
                kind,
                label,
                json.loads(named),
                source,
                undo_of,
                tuple(by_txn[txn]),
                self._undone_by(uid),
            )
            for txn, uid, at, actor, kind, label, named, source, undo_of in rows
        ]

    def _undone_by(self, uid: str) -> str:
        """Return the undo that stands against an operation, following redos."""
        for (undo,) in self._query(_UNDOES, uid):
            if not self._undone_by(undo):
                return str(undo)
        return ""

    def _query(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, params).fetchall()


def multi_fields(record_type: RecordType) -> frozenset[str]:
    """Return the keys of a type's fields that merge element by element."""
    return frozenset(
        each.key for each in record_type.fields if each.kind in (Kind.CHOICES, Kind.LINKS)
    )


def change_of(row: Sequence[Any]) -> Change:
    """Return the change that CHANGE_COLUMNS hold."""
    change_id, record, type_key, new, old, parents, hlc, scope = row
    return Change(
        change_id,
        record,
        type_key,
        json.loads(new),
        json.loads(old),
        {key: tuple(ids) for key, ids in json.loads(parents).items()},
        hlc,
        scope,
    )


def without_reference(change: Change) -> Change:
    """Return a change without the code it gave the record, which is no field of it."""
    if REFERENCE not in change.values:
        return change
    values = {key: value for key, value in change.values.items() if key != REFERENCE}
    return Change(
        change.id,
        change.record,
        change.type,
        values,
        change.old,
        change.parents,
        change.hlc,
        change.scope,
    )
