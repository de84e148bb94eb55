"""The only writer: turns an operation into changes and writes log, rows, links and search."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.changes import LIFE, REFERENCE, Change, ChangeSet, Operation
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record_type import RecordType
from coordinator_app.store import search_texts
from coordinator_app.store.batch import Batch, Pending
from coordinator_app.store.columns import cells, columns, filled
from coordinator_app.store.connection import Connection, immediate
from coordinator_app.store.records import Records
from coordinator_app.store.references import promised
from coordinator_app.store.titles import TitleOf, search_body
from coordinator_app.store.titles import title as title_for

#: Titles rest on titles of others, one or two steps deep; more rounds than this is a circle.
_ROUNDS = 8
#: So many new records go into their table at once: memory does not grow with what comes in.
_AT_ONCE = 1_000


#: Told how many edits of how many are as good as written.
Tell = Callable[[int, int], None]
_Item = TypeVar("_Item")
#: An operation is gone through so often: worked out, logged, made searchable.
_PASSES = 3


class _Passes:
    """Tells how far several passes over the same edits are, taken together.

    Args:
        tell: Is told; None for nobody.
        total: How many edits there are.
    """

    def __init__(self, tell: Tell | None, total: int) -> None:
        self._tell, self._total = tell, total
        self._over = 0

    def over(self, items: Sequence[_Item], step: int = _AT_ONCE) -> Iterable[_Item]:
        """Return the items, told of each time so many of them are done."""
        return items if self._tell is None else self._told(items, step, self._tell)

    def _told(self, items: Sequence[_Item], step: int, tell: Tell) -> Iterator[_Item]:
        for number, each in enumerate(items):
            if number % step == 0:
                gone = self._over + number / len(items)
                tell(int(self._total * gone / _PASSES), self._total)
            yield each
        self._over += 1


class Writer:
    """Commits operations to one workbook.

    Args:
        connection: Used in one thread only.
        records: Reads through the same connection.
        clock: Stamps changes; its replica is written on every operation.
        actor: The configured name of the person.
        new_id: Makes UUIDv7 texts.
    """

    def __init__(
        self,
        connection: Connection,
        records: Records,
        clock: Clock,
        actor: str,
        new_id: Callable[[], str],
    ) -> None:
        self._connection = connection
        self._records = records
        self._clock = clock
        self.actor = actor
        self._new_id = new_id

    @property
    def catalogue(self) -> Catalogue:
        """The record types it writes."""
        return self._records.catalogue

    def commit(
        self,
        operation: Operation,
        also: Callable[[str], None] | None = None,
        tell: Tell | None = None,
    ) -> ChangeSet:
        """Apply an operation whole, or not at all.

        Args:
            operation: What to do; edits that change nothing are left out, and an operation
                that changes nothing is not logged.
            also: Called with the operation's id inside the same transaction, for the rows that
                belong to it (files taken in, rows sent).
            tell: Told how far it is; what it raises takes everything back.

        Raises:
            UserError: A value, link or expectation does not hold; nothing was written.
        """
        stamp = self._clock.tick()
        passes = _Passes(tell, len(operation.edits))
        with immediate(self._connection):
            batch = Batch(self._records, self._clock.today(), self._new_id)
            batch.expect(operation.edits)
            for edit in passes.over(operation.edits):
                batch.add(edit)
            pending = batch.finished()
            uid = self._new_id()
            if pending:
                changes = tuple(self._change(each, stamp.text) for each in pending)
                self._log(uid, operation, passes.over(changes))
                self._write(pending, batch, passes)
            else:
                changes = ()
            if also is not None:
                also(uid)
        return ChangeSet(uid if changes else "", operation.kind, operation.label, changes)

    def promise_references(
        self, wanted: Iterable[tuple[str, str, Mapping[str, Value]]]
    ) -> list[str]:
        """Return references for records promised in advance (spare rows of a sent file).

        Args:
            wanted: Record id, record type and the values known so far (State, date, owner).
        """
        return promised(self._records, self._clock.today(), wanted)

    def _change(self, pending: Pending, hlc: str) -> Change:
        return Change(
            id=pending.change_id,
            record=pending.record.id,
            type=pending.record.type,
            values=pending.new,
            old=pending.old,
            parents=pending.parents,
            hlc=hlc,
            scope=pending.scope,
        )

    def _log(self, uid: str, operation: Operation, changes: Iterable[Change]) -> None:
        cursor = self._connection.execute(
            "INSERT INTO txn (uid, at, actor, replica, kind, label, params, source, undo_of,"
            " catalogue) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                uid,
                self._clock.now().isoformat(timespec="seconds"),
                self.actor,
                self._clock.replica,
                operation.kind,
                operation.label,
                _json(dict(operation.params)),
                operation.source,
                operation.undo_of,
                self.catalogue.version,
            ),
        )
        txn = cursor.lastrowid
        self._connection.executemany(
            "INSERT INTO change (id, txn, type, record, scope, hlc, new, old, parents)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    change.id,
                    txn,
                    change.type,
                    change.record,
                    change.scope,
                    change.hlc,
                    _json(change.values),
                    _json(change.old),
                    _json(change.parents),
                )
                for change in changes
            ),
        )

    def _write(self, pending: list[Pending], batch: Batch, passes: _Passes) -> None:
        titles = self._titles(pending, batch)
        created = [each for each in pending if each.created]
        updated = [each for each in pending if not each.created]
        self._insert(created, titles, batch.title_of, passes)
        for each in updated:
            self._update(each, titles[each.record.id])
        self._links(updated, batch)
        # What goes into the bin, or comes out of it, is found by the same words.
        reworded = [each for each in updated if each.new.keys() != {LIFE}]
        search_texts.put(
            self._connection,
            {each.record.id: self._body(each, titles, batch.title_of) for each in reworded},
        )
        renamed = [each.record.id for each in updated if each.was_titled != titles[each.record.id]]
        for _ in range(_ROUNDS):
            if renamed:
                renamed = self._retitle_dependents(renamed)

    def _titles(self, pending: list[Pending], batch: Batch) -> dict[str, str]:
        """Return the title of each record; those that name others come after these.

        A title names records only that name none themselves, so one round is enough.
        """
        naming = {
            record_type.key
            for record_type in self.catalogue
            if any(each.key in record_type.title for each in record_type.linking)
        }
        titles: dict[str, str] = {}
        batch.titles = titles
        for each in sorted(pending, key=lambda each: each.record.type in naming):
            record_type = self.catalogue[each.record.type]
            titles[each.record.id] = title_for(record_type, each.values, batch.title_of)
        return titles

    def _body(self, each: Pending, titles: Mapping[str, str], title_of: TitleOf) -> str:
        record = each.record
        title = titles[record.id]
        return search_body(
            self.catalogue[record.type], record.reference, title, each.values, title_of
        )

    def _insert(
        self,
        created: list[Pending],
        titles: Mapping[str, str],
        title_of: TitleOf,
        passes: _Passes,
    ) -> None:
        # The numbers SQLite would give; known here, they need not be asked for.
        last = self._connection.execute("SELECT coalesce(max(rid), 0) FROM record").fetchone()[0]
        self._connection.executemany(
            "INSERT INTO record (rid, id, type, reference, title, title_fold, deleted)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    rid,
                    each.record.id,
                    each.record.type,
                    each.record.reference,
                    titles[each.record.id],
                    fold(titles[each.record.id]),
                    int(each.deleted),
                )
                for rid, each in enumerate(created, last + 1)
            ),
        )
        by_type: dict[str, list[Pending]] = {}
        for each in created:
            by_type.setdefault(each.record.type, []).append(each)
        for type_key, rows in by_type.items():
            for start in range(0, len(rows), _AT_ONCE):
                self._insert_into(self.catalogue[type_key], rows[start : start + _AT_ONCE])
        for start in passes.over(range(0, len(created), _AT_ONCE), 1):
            some = created[start : start + _AT_ONCE]
            bodies = [self._body(each, titles, title_of) for each in some]
            search_texts.add(self._connection, last + 1 + start, bodies)

    def _insert_into(self, record_type: RecordType, created: list[Pending]) -> None:
        names, found = filled(record_type, [each.values for each in created])
        listed = "".join(f', "{name}"' for name in names)
        self._connection.executemany(
            f'INSERT INTO "{record_type.key}" (id, made, state_scope, deleted{listed})'
            f" VALUES (?, ?, ?, ?{', ?' * len(names)})",
            zip(
                (each.record.id for each in created),
                (each.change_id for each in created),
                (each.scope for each in created),
                (int(each.deleted) for each in created),
                *found,
                strict=True,
            ),
        )

    def _update(self, each: Pending, title: str) -> None:
        record_type = self.catalogue[each.record.type]
        names, found = (
            ["heads", "state_scope", "deleted"],
            [_json(each.heads), each.scope, int(each.deleted)],
        )
        for key in each.new:
            if key in (LIFE, REFERENCE):
                continue
            field = record_type.by_key[key]
            names += [column.name for column in columns(field)]
            found += cells(field, each.values.get(key))
        assignments = ", ".join(f'"{name}" = ?' for name in names)
        self._connection.execute(
            f'UPDATE "{record_type.key}" SET {assignments} WHERE id = ?',
            (*found, each.record.id),
        )
        self._connection.execute(
            "UPDATE record SET title = ?, title_fold = ?, deleted = ? WHERE id = ?",
            (title, fold(title), int(each.deleted), each.record.id),
        )

    def _links(self, updated: list[Pending], batch: Batch) -> None:
        stale = (
            (each.record.id, field.key)
            for each in updated
            for field in self.catalogue[each.record.type].linking
            if field.key in each.new
        )
        fresh = ((each.record.id, field.key, target) for each, field, target in batch.links)
        self._connection.executemany("DELETE FROM link WHERE record = ? AND field = ?", stale)
        self._connection.executemany("INSERT INTO link VALUES (?, ?, ?)", fresh)

    def _retitle_dependents(self, renamed: list[str]) -> list[str]:
        """Give the records that bear a renamed record's title their new one.

        Returns:
            Those that are now renamed in their turn.
        """
        rows = self._connection.execute(
            "SELECT DISTINCT record FROM link WHERE target IN (SELECT value FROM json_each(?))",
            (_json(renamed),),
        ).fetchall()
        dependents = self._records.get_many(row[0] for row in rows)
        targets = {
            target
            for record in dependents.values()
            for field in self.catalogue[record.type].linking
            for target in record.ids(field.key)
        }
        known = self._records.titles(targets)

        def title_of(record_id: str) -> str:
            return known.get(record_id, "")

        bodies, retitled = {}, []
        for record in dependents.values():
            record_type = self.catalogue[record.type]
            title = title_for(record_type, record.values, title_of)
            body = search_body(record_type, record.reference, title, record.values, title_of)
            if title != record.title:
                retitled.append((title, fold(title), record.id))
            bodies[record.id] = body
        self._connection.executemany(
            "UPDATE record SET title = ?, title_fold = ? WHERE id = ?", retitled
        )
        search_texts.put(self._connection, bodies)
        return [record_id for _, _, record_id in retitled]


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _json(value: object) -> str:
    return "{}" if value == {} else _ENCODER.encode(value)
