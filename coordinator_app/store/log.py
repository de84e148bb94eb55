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
    Edit,
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

_CHANGE = "c.id, c.record, c.type, c.new, c.old, c.parents, c.hlc, c.scope"


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
        rows = self._query(f"SELECT {_CHANGE} FROM change c WHERE record = ? ORDER BY seq", record)
        return [_change(row) for row in rows]

    def folded(self, record: str, record_type: RecordType) -> Folded:
        """Return a record as its changes make it."""
        return fold(
            (_without_reference(change) for change in self.changes_of(record)),
            multi_fields(record_type),
        )

    def values_at(self, change_ids: Iterable[str]) -> dict[str, Mapping[str, Value]]:
        """Return what each change wrote: the base of values that were sent."""
        rows = self._query(
            "SELECT id, new FROM change WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(change_ids)),
        )
        return {change_id: json.loads(new) for change_id, new in rows}

    def revision(self) -> str:
        """Return the id of the latest operation, "" in an empty workbook."""
        rows = self._query("SELECT uid FROM txn ORDER BY id DESC LIMIT 1")
        return str(rows[0][0]) if rows else ""

    def latest_to_undo(self, actor: str = "") -> Entry | None:
        """Return the latest operation (of an actor) that stands and is not an undo or redo."""
        rows = self._query(
            "SELECT uid FROM txn WHERE kind NOT IN ('undo', 'redo') AND (? = '' OR actor = ?)"
            " ORDER BY id DESC LIMIT 1000",
            actor,
            actor,
        )
        for (uid,) in rows:
            entry = self.entry(uid)
            if entry is not None and not entry.undone_by and entry.source != "reference":
                return entry
        return None

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
            if kind == "undo" and not self._query("SELECT 1 FROM txn WHERE undo_of = ?", uid):
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
        touched = {change.record for change in entry.changes}
        edits: list[Edit] = []
        undone: list[tuple[str, str]] = []
        kept: list[Kept] = []
        impossible: list[Kept] = []
        for change in reversed(entry.changes):
            record = now.get(change.record)
            if record is None:
                impossible.append(Kept(change.record, "", N_("the entry is not there any more")))
                continue
            back, stays = self._back(change, record, touched)
            if back:
                edits.append(Update(record.id, back))
                undone += [(record.id, key) for key in back]
            kept += stays
        label = N_("Undo: {label}") if kind == "undo" else N_("Redo: {label}")
        return UndoPlan(
            Operation(
                tuple(edits),
                kind,
                label,
                {"label": entry.label, **entry.params},
                entry.source,
                operation,
            ),
            tuple(undone),
            tuple(kept),
            tuple(impossible),
        )

    def _back(
        self, change: Change, record: Record, touched: set[str]
    ) -> tuple[dict[str, Value], list[Kept]]:
        if change.creates:
            return self._unmake(change, record, touched)
        record_type = self._records.catalogue[change.type]
        back: dict[str, Value] = {}
        kept: list[Kept] = []
        for key, wrote in change.values.items():
            if key == LIFE:
                if (DELETED if record.deleted else LIVE) == wrote:
                    back[LIFE] = change.old.get(LIFE, LIVE)
                else:
                    kept.append(Kept(record.id, LIFE, N_("deleted or restored since")))
            elif same(record_type.by_key[key], record.get(key), wrote):
                back[key] = change.old.get(key)
            else:
                kept.append(Kept(record.id, key, N_("edited since")))
        return back, kept

    def _unmake(
        self, change: Change, record: Record, touched: set[str]
    ) -> tuple[dict[str, Value], list[Kept]]:
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
        if self._linked_by_others(record.id, touched):
            return {}, [Kept(record.id, LIFE, N_("linked since"))]
        return {LIFE: DELETED}, []

    def _linked_by_others(self, record: str, touched: set[str]) -> bool:
        rows = self._query(
            "SELECT l.record FROM link l JOIN record r ON r.id = l.record"
            " WHERE l.target = ? AND r.deleted = 0 AND r.type <> 'dispatch'",
            record,
        )
        return any(row[0] not in touched for row in rows)

    def _entries(self, condition: str, params: Sequence[Any], limit: int) -> list[Entry]:
        rows = self._query(
            "SELECT t.id, t.uid, t.at, t.actor, t.kind, t.label, t.params, t.source, t.undo_of"
            f" FROM txn t WHERE {condition} ORDER BY t.id DESC LIMIT ?",
            *params,
            limit,
        )
        by_txn: dict[int, list[Change]] = {row[0]: [] for row in rows}
        for row in self._query(
            f"SELECT c.txn, {_CHANGE} FROM change c"
            " WHERE c.txn IN (SELECT value FROM json_each(?)) ORDER BY c.seq",
            json.dumps(list(by_txn)),
        ):
            by_txn[row[0]].append(_change(row[1:]))
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
        for (undo,) in self._query("SELECT uid FROM txn WHERE undo_of = ? ORDER BY id DESC", uid):
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


def _change(row: Sequence[Any]) -> Change:
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


def _without_reference(change: Change) -> Change:
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
