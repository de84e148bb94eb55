"""Reading records: the workbook's answers to everything that asks for entries by id."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.folding import fold
from coordinator_app.domain.lookup import Candidate
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.store.columns import all_columns, columns, row_values
from coordinator_app.store.connection import Connection
from coordinator_app.store.finding import Finder

_PAGE = 500
#: Shared by all the records that have none of something.
_NONE: Mapping[str, Any] = {}


class Records:
    """The records of an open workbook; implements `domain.lookup.Lookup`.

    Args:
        connection: Used in one thread only; no cursor stays open between calls, since an open
            one would block the writer.
        catalogue: What the records are.
        today: The day it is.
    """

    def __init__(
        self, connection: Connection, catalogue: Catalogue, today: Callable[[], dt.date]
    ) -> None:
        self.connection = connection
        self.catalogue = catalogue
        self._today = today
        self._finder = Finder(connection, catalogue)

    def today(self) -> dt.date:
        """Return the day it is for this workbook."""
        return self._today()

    def get(self, record_id: str) -> Record | None:
        """Return a record, deleted ones included."""
        return self.get_many((record_id,)).get(record_id)

    def get_many(self, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return the records that exist, by id, in the order asked for."""
        wanted = list(dict.fromkeys(record_ids))
        by_type: dict[str, list[str]] = {}
        for record_id, type_key in self._query(
            "SELECT id, type FROM record WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(wanted),
        ):
            by_type.setdefault(type_key, []).append(record_id)
        found = {
            record.id: record
            for type_key, ids in by_type.items()
            if type_key in self.catalogue
            for record in self._rows(
                self.catalogue[type_key],
                "t.id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            )
        }
        return {record_id: found[record_id] for record_id in wanted if record_id in found}

    def types_of(self, record_ids: Iterable[str]) -> dict[str, str]:
        """Return the record type of each id that exists."""
        return dict(
            self._query(
                "SELECT id, type FROM record WHERE id IN (SELECT value FROM json_each(?))",
                json.dumps(list(record_ids)),
            )
        )

    def titles(self, record_ids: Iterable[str]) -> dict[str, str]:
        """Return the stored title of each id that exists."""
        return dict(
            self._query(
                "SELECT id, title FROM record WHERE id IN (SELECT value FROM json_each(?))",
                json.dumps(list(record_ids)),
            )
        )

    def all(self, type_key: str, *, deleted: bool = False) -> Iterator[Record]:
        """Yield the records of a type in the order of their making, page by page."""
        record_type = self.catalogue[type_key]
        last = 0
        condition = "t.rid > ?" if deleted else "t.rid > ? AND t.deleted = 0"
        while True:
            page = self._rows_with_rid(
                record_type, f"{condition} ORDER BY t.rid LIMIT {_PAGE}", (last,)
            )
            yield from (record for _, record in page)
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def children(self, parent_id: str, type_key: str = "") -> list[Record]:
        """Return the living rows a record owns, oldest first."""
        return self.linked_from(parent_id, type_key, PARENT)

    def linked_from(self, record_id: str, type_key: str, field_key: str) -> list[Record]:
        """Return the living records (of a type) that point at a record by a field."""
        rows = self._query(
            "SELECT r.id FROM link l JOIN record r ON r.id = l.record"
            " WHERE l.target = ? AND (? = '' OR l.field = ?) AND (? = '' OR r.type = ?)"
            " AND r.deleted = 0 ORDER BY r.rid",
            record_id,
            field_key,
            field_key,
            type_key,
            type_key,
        )
        return list(self.get_many(row[0] for row in rows).values())

    def living(self, type_key: str, without: str = "") -> list[Record]:
        """Return the living records of a type; if a field is named, those with nothing in it."""
        if not without:
            return list(self.all(type_key))
        name = columns(self.catalogue.field(type_key, without))[0].name
        rows = self._query(
            f'SELECT id FROM "{type_key}" WHERE deleted = 0 AND "{name}" IS NULL ORDER BY rid'
        )
        return list(self.get_many(row[0] for row in rows).values())

    def by_reference(self, reference: str) -> list[Record]:
        """Return the records that bear a reference or id, living ones first."""
        # The second test lets SQLite use the index, which leaves out records without one.
        rows = self._query(
            "SELECT id FROM record WHERE rid IN (SELECT rid FROM record WHERE id = ?1 UNION"
            " SELECT rid FROM record WHERE reference IN (?2, ?3) AND reference <> '')"
            " ORDER BY deleted, rid",
            reference.lower(),
            reference,
            reference.upper(),
        ) or self._query(
            "SELECT id FROM record WHERE reference = ? COLLATE NOCASE AND reference <> ''"
            " ORDER BY deleted, rid",
            reference,
        )
        return list(self.get_many(row[0] for row in rows).values())

    def states_of(self, record: Record) -> tuple[str, ...]:
        """Return the ids of the States a record belongs to, through its parents if need be."""
        return states_of(record, self.catalogue, self.get)

    def find(self, text: str, targets: Sequence[str]) -> list[Candidate]:
        """Return what a text may mean among records of some types, best first."""
        return self._finder.find(text, targets)

    def starting_with(self, text: str, targets: Sequence[str], limit: int) -> list[str]:
        """Return ids of living records whose title holds a word that begins so, by title."""
        wanted = fold(text)
        among = list(targets) or [each.key for each in self.catalogue]
        rows = self._query(
            "SELECT id FROM record WHERE deleted = 0"
            " AND type IN (SELECT value FROM json_each(?))"
            " AND (title_fold LIKE ? ESCAPE '\\' OR title_fold LIKE ? ESCAPE '\\')"
            " ORDER BY title_fold NOT LIKE ? ESCAPE '\\', title_fold LIMIT ?",
            json.dumps(among),
            f"{_escaped(wanted)}%",
            f"% {_escaped(wanted)}%",
            f"{_escaped(wanted)}%",
            limit,
        )
        return [row[0] for row in rows]

    def count(self, type_key: str) -> int:
        """Return how many living records of a type there are."""
        return int(
            self._query("SELECT count(*) FROM record WHERE type = ? AND deleted = 0", type_key)[0][
                0
            ]
        )

    def deleted(self, limit: int = 500) -> list[Record]:
        """Return what lies in the recycle bin, latest first.

        A row of a deleted entry is left out: it went with that entry and comes back with it.
        """
        rows = self._query(
            "SELECT r.id FROM record r WHERE r.deleted = 1 AND NOT EXISTS (SELECT 1 FROM link l"
            " JOIN record owner ON owner.id = l.target"
            " WHERE l.record = r.id AND l.field = ? AND owner.deleted = 1)"
            " ORDER BY (SELECT max(seq) FROM change c WHERE c.record = r.id) DESC LIMIT ?",
            PARENT,
            limit,
        )
        return list(self.get_many(row[0] for row in rows).values())

    def _query(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()

    def _rows(
        self, record_type: RecordType, condition: str, params: tuple[Any, ...]
    ) -> list[Record]:
        return [record for _, record in self._rows_with_rid(record_type, condition, params)]

    def _rows_with_rid(
        self, record_type: RecordType, condition: str, params: tuple[Any, ...]
    ) -> list[tuple[int, Record]]:
        names = ", ".join(f't."{name}"' for name in all_columns(record_type))
        rows = self._query(
            "SELECT t.rid, t.id, r.reference, r.title, t.deleted, t.made, t.heads, t.extra,"
            f' {names} FROM "{record_type.key}" t JOIN record r ON r.id = t.id WHERE {condition}',
            *params,
        )
        return [(row[0], _record(record_type, row)) for row in rows]


def states_of(
    record: Record, catalogue: Catalogue, get: Callable[[str], Record | None]
) -> tuple[str, ...]:
    """Return the ids of the States a record belongs to.

    Args:
        get: Finds the parents of owned rows.
    """
    path = catalogue[record.type].state_path
    if path == "id":
        return (record.id,)
    if path == PARENT:
        parents = (get(parent) for parent in record.ids(PARENT))
        return tuple(
            state
            for parent in parents
            if parent is not None
            for state in states_of(parent, catalogue, get)
        )
    if not path:
        return ()
    if catalogue.field(record.type, path).kind.value == "party":
        # A party may be an institution: only a State makes the row belong to a State.
        linked = (get(each) for each in record.ids(path))
        return tuple(each.id for each in linked if each is not None and each.type == "country")
    return record.ids(path)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _record(record_type: RecordType, row: Sequence[Any]) -> Record:
    _, record_id, reference, title, deleted, made, heads, extra = row[:8]
    return Record(
        id=record_id,
        type=record_type.key,
        reference=reference,
        title=title,
        values=row_values(record_type, row[8:]),
        deleted=bool(deleted),
        made=made,
        heads=_heads(heads),
        extra=json.loads(extra) if extra else _NONE,
    )


def _heads(stored: str) -> Mapping[str, tuple[str, ...]]:
    if stored == "{}":
        return _NONE
    return {key: tuple(heads) for key, heads in json.loads(stored).items()}
