"""The change log read: history, base values of what was sent, and what undoing would do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordinator_app.domain.changes import REFERENCE, Change, Operation
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.heads import Folded, fold
from coordinator_app.domain.record_type import RecordType
from coordinator_app.store.connection import Connection
from coordinator_app.store.records import Records
from coordinator_app.store.taking_back import Entry, Kept, Logged, TakingBack, UndoPlan
from coordinator_app.texts import N_

__all__ = [
    "CHANGE_COLUMNS",
    "Entry",
    "Kept",
    "Log",
    "Logged",
    "LoggedChange",
    "UndoPlan",
    "change_of",
    "multi_fields",
    "without_reference",
]

#: Sources of operations that belong to the file itself: Ctrl+Z stops before them.
_GIVEN = ("reference", "sample", "demo")
# The second test lets SQLite use the index, which leaves out operations that undo nothing.
_UNDOES = "SELECT uid FROM txn WHERE undo_of = ? AND undo_of <> '' ORDER BY id DESC"
#: The columns of a change, in the order `change_of` reads them.
CHANGE_COLUMNS = "c.id, c.record, c.type, c.new, c.old, c.parents, c.hlc, c.scope"


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One change, with the operation it belongs to.

    Args:
        number: In the order of the log.
        at, actor, label, params, source: Of the operation.
    """

    number: int
    at: str
    actor: str
    label: str
    params: Mapping[str, str]
    source: str
    change: Change


class Log:
    """The operations of one workbook."""

    def __init__(self, connection: Connection, records: Records) -> None:
        self._connection = connection
        self._records = records

    def entries(self, record: str = "", *, limit: int = 200, before: str = "") -> list[Entry]:
        """Return operations with all they changed, latest first (see `logged`)."""
        logged = self._logged_rows(record, limit, before)
        changes = self._changes(txn for txn, _ in logged)
        return [_entry(each, changes[txn]) for txn, each in logged]

    def logged(self, record: str = "", *, limit: int = 200, before: str = "") -> list[Logged]:
        """Return operations, latest first; what they changed is counted, not read.

        Args:
            record: Only those that touched it or the rows it owns.
            before: Only those older than this operation.
        """
        return [each for _, each in self._logged_rows(record, limit, before)]

    def _logged_rows(self, record: str, limit: int, before: str) -> list[tuple[int, Logged]]:
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
        return self._found(" AND ".join(tests), params, limit)

    def entry(self, operation: str) -> Entry | None:
        """Return one operation with all it changed."""
        for txn, each in self._found("t.uid = ?", [operation], 1):
            return _entry(each, self._changes([txn])[txn])
        return None

    def operation(self, operation: str) -> Logged | None:
        """Return one operation; what it changed is counted, not read."""
        return next((each for _, each in self._found("t.uid = ?", [operation], 1)), None)

    def changes_of(self, record: str) -> list[Change]:
        """Return every change of a record, oldest first."""
        rows = self._query(
            f"SELECT {CHANGE_COLUMNS} FROM change c WHERE record = ? ORDER BY seq", record
        )
        return [change_of(row) for row in rows]

    def every_change(self, first: int = 0, last: int | None = None) -> Iterator[LoggedChange]:
        """Yield all changes with the operations they belong to, oldest first.

        Args:
            first, last: Numbers of the first and the last; all if not said.
        """
        rows = self._connection.execute(
            "SELECT c.seq, t.at, t.actor, t.label, t.params, t.source,"
            f" {CHANGE_COLUMNS} FROM change c JOIN txn t ON t.id = c.txn"
            " WHERE c.seq >= ? AND (? IS NULL OR c.seq <= ?) ORDER BY c.seq",
            (first, last, last),
        )
        for seq, at, actor, label, params, source, *change in rows:
            named = json.loads(params)
            yield LoggedChange(seq, at, actor, label, named, source, change_of(change))

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

    def made_by(self, records: Iterable[str], source: str) -> list[str]:
        """Return those records that an operation of a source made."""
        rows = self._query(
            "SELECT r.value FROM json_each(?) r JOIN change c ON c.seq ="
            " (SELECT min(seq) FROM change WHERE record = r.value)"
            " JOIN txn t ON t.id = c.txn WHERE t.source = ? ORDER BY r.key",
            json.dumps(list(records)),
            source,
        )
        return [record for (record,) in rows]

    def together(self, record: str) -> list[str]:
        """Return the records that were made in one go with a record, itself included.

        Each was made by an operation of its own; what joins them is in the params.
        """
        rows = self._query(
            "SELECT c.record FROM txn t JOIN change c ON c.txn = t.id,"
            " (SELECT o.label, json_extract(o.params, '$.together') AS named FROM txn o"
            "  WHERE o.id = (SELECT txn FROM change WHERE record = ? ORDER BY seq LIMIT 1)) first"
            " WHERE t.label = first.label AND json_extract(t.params, '$.together') = first.named"
            " ORDER BY c.seq",
            record,
        )
        return [found for (found,) in rows]

    def revision(self) -> str:
        """Return the id of the latest operation, "" in an empty workbook."""
        rows = self._query("SELECT uid FROM txn ORDER BY id DESC LIMIT 1")
        return str(rows[0][0]) if rows else ""

    def last_stamp(self) -> str:
        """Return the stamp of the latest change, "" in an empty workbook."""
        rows = self._query("SELECT hlc FROM change ORDER BY seq DESC LIMIT 1")
        return str(rows[0][0]) if rows else ""

    def undoable(self, actor: str = "") -> Iterator[Logged]:
        """Yield the operations (of an actor) that stand, latest first, but undos and redos."""
        rows = self._query(
            "SELECT uid FROM txn WHERE kind NOT IN ('undo', 'redo') AND (? = '' OR actor = ?)"
            " AND source NOT IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT 1000",
            actor,
            actor,
            json.dumps(_GIVEN),
        )
        for (uid,) in rows:
            found = None if self._undone_by(uid) else self.operation(uid)
            if found is not None:
                yield found

    def latest_to_undo(self, actor: str = "") -> Logged | None:
        """Return the latest operation (of an actor) that stands and is not an undo or redo."""
        return next(self.undoable(actor), None)

    def latest_to_redo(self, actor: str = "") -> Logged | None:
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
                return self.operation(uid)
        return None

    def plan_undo(self, operation: str, kind: str = "undo") -> UndoPlan:
        """Return what taking an operation back would do (see `store.taking_back`)."""
        for txn, logged in self._found("t.uid = ?", [operation], 1):
            rows = self._connection.execute(
                f"SELECT {CHANGE_COLUMNS} FROM change c WHERE c.txn = ? ORDER BY c.seq DESC", (txn,)
            )
            changes = map(change_of, rows)
            return TakingBack(self._connection, self._records).plan(logged, changes, kind)
        return UndoPlan(Operation(()), impossible=(Kept("", "", N_("no such operation")),))

    def _found(self, condition: str, params: Sequence[Any], limit: int) -> list[tuple[int, Logged]]:
        rows = self._query(
            "SELECT t.id, t.uid, t.at, t.actor, t.kind, t.label, t.params, t.source, t.undo_of,"
            " (SELECT count(*) FROM change c WHERE c.txn = t.id)"
            f" FROM txn t WHERE {condition} ORDER BY t.id DESC LIMIT ?",
            *params,
            limit,
        )
        return [
            (
                txn,
                Logged(
                    uid,
                    at,
                    actor,
                    kind,
                    label,
                    json.loads(named),
                    source,
                    undo_of,
                    self._undone_by(uid),
                    touched,
                ),
            )
            for txn, uid, at, actor, kind, label, named, source, undo_of, touched in rows
        ]

    def _changes(self, txns: Iterable[int]) -> dict[int, tuple[Change, ...]]:
        found: dict[int, list[Change]] = {txn: [] for txn in txns}
        for row in self._query(
            f"SELECT c.txn, {CHANGE_COLUMNS} FROM change c"
            " WHERE c.txn IN (SELECT value FROM json_each(?)) ORDER BY c.seq",
            json.dumps(list(found)),
        ):
            found[row[0]].append(change_of(row[1:]))
        return {txn: tuple(changes) for txn, changes in found.items()}

    def _undone_by(self, uid: str) -> str:
        """Return the undo that stands against an operation, following redos."""
        for (undo,) in self._query(_UNDOES, uid):
            if not self._undone_by(undo):
                return str(undo)
        return ""

    def _query(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, params).fetchall()


def _entry(logged: Logged, changes: tuple[Change, ...]) -> Entry:
    return Entry(**vars(logged), changes=changes)


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
