"""What follows from the values of records: links, titles, search texts; page by page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.changes import Change
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.store.connection import Connection, immediate
from coordinator_app.store.log import CHANGE_COLUMNS, change_of
from coordinator_app.store.records import Records
from coordinator_app.store.titles import search_body, title

#: Kinds whose values point at other records.
LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
#: Records looked at in one go: few queries, and memory that does not grow with the file.
PAGE = 500
#: Titles kept at hand; past that they are asked for anew.
_TITLES = 100_000
#: Titles rest on titles of others, one or two steps deep; more rounds than this is a circle.
_ROUNDS = 8
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True)
class Registered:
    """What the registry says of a record."""

    rid: int
    id: str
    type: str
    reference: str
    title: str
    title_fold: str
    deleted: int


@dataclass
class Page:
    """Some records in the order of their ids, with everything the file says of them.

    Args:
        rows: What stands in their tables; a record whose table lacks it is absent.
        changes: Record id to its changes, oldest first.
        links: Record id to its (field, target) pairs.
        bodies: Row number to the search text.
    """

    registered: list[Registered]
    rows: Mapping[str, Record] = field(default_factory=dict)
    changes: Mapping[str, list[Change]] = field(default_factory=dict)
    links: Mapping[str, set[tuple[str, str]]] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)


class Derived:
    """Walks the records of a workbook and knows what follows from their values."""

    def __init__(self, connection: Connection, records: Records) -> None:
        self._connection = connection
        self._records = records
        self._titles: dict[str, str] = {}

    def pages(self, *, log: bool = False, derived: bool = False) -> Iterator[Page]:
        """Yield all records, page by page in the order of their ids.

        Args:
            log: With their changes, those of ids that no record bears included.
            derived: With their links and search texts, likewise.
        """
        last, ends = "", False
        while not ends:
            found = self._query(
                "SELECT rid, id, type, reference, title, title_fold, deleted FROM record"
                " WHERE id > ? ORDER BY id LIMIT ?",
                last,
                PAGE,
            )
            registered = [Registered(*row) for row in found]
            ends = len(registered) < PAGE
            until = _AFTER_ALL if ends else registered[-1].id
            page = Page(registered, self._records.get_many(each.id for each in registered))
            if log:
                page.changes = self._changes(last, until)
            if derived:
                page.links = self._links(last, until)
                page.bodies = self._bodies(registered)
            yield page
            last = until

    def links(self, record: Record) -> set[tuple[str, str]]:
        """Return the links that follow from a record's values."""
        return {
            (each.key, target)
            for each in linking(self._records.catalogue[record.type])
            for target in record.ids(each.key)
        }

    def learn(self, records: Iterable[Record]) -> None:
        """Fetch the titles that the titles and search texts of some records rest on."""
        wanted = {target for record in records for _, target in self.links(record)}
        if len(self._titles) > _TITLES:
            self._titles.clear()
        self._titles.update(self._records.titles(wanted - self._titles.keys()))

    def knows(self, record_id: str) -> bool:
        """Say whether a record exists, once `learn` saw a link to it."""
        return record_id in self._titles

    def title(self, record: Record) -> str:
        """Return the title that follows from a record's values and the stored titles of others."""
        return title(self._records.catalogue[record.type], record.values, self._title_of)

    def body(self, record: Record, shown: str) -> str:
        """Return the search text that follows from a record's values, given its title."""
        record_type = self._records.catalogue[record.type]
        return search_body(record_type, record.reference, shown, record.values, self._title_of)

    def rebuild(self) -> None:
        """Write links, titles and search texts anew from the values, in one transaction."""
        with immediate(self._connection):
            self._connection.execute("DELETE FROM link")
            for page in self.pages():
                self._connection.executemany(
                    "INSERT INTO link VALUES (?, ?, ?)",
                    [
                        (record.id, key, target)
                        for record in page.rows.values()
                        for key, target in sorted(self.links(record))
                    ],
                )
            for _ in range(_ROUNDS):
                if not self._retitled():
                    break
            self._connection.execute("DELETE FROM search_text")
            self._each_page(self._write_bodies)
            self._connection.execute("INSERT INTO search (search) VALUES ('rebuild')")

    def _retitled(self) -> bool:
        """Write the titles that are not what they ought to be; say whether there were any."""
        found: list[bool] = []

        def write(page: Page) -> None:
            wrong = [
                (shown, fold(shown), each.rid)
                for each in page.registered
                if each.id in page.rows
                and (shown := self.title(page.rows[each.id]), fold(shown))
                != (each.title, each.title_fold)
            ]
            self._connection.executemany(
                "UPDATE record SET title = ?, title_fold = ? WHERE rid = ?", wrong
            )
            found.append(bool(wrong))

        self._each_page(write)
        return any(found)

    def _write_bodies(self, page: Page) -> None:
        self._connection.executemany(
            "INSERT INTO search_text (rid, body) VALUES (?, ?)",
            [
                (each.rid, self.body(page.rows[each.id], each.title))
                for each in page.registered
                if each.id in page.rows
            ],
        )

    def _each_page(self, do: Callable[[Page], None]) -> None:
        self._titles.clear()
        for page in self.pages():
            self.learn(page.rows.values())
            do(page)

    def _title_of(self, record_id: str) -> str:
        return self._titles.get(record_id, "")

    def _changes(self, after: str, until: str) -> dict[str, list[Change]]:
        changes: dict[str, list[Change]] = {}
        for row in self._query(
            f"SELECT {CHANGE_COLUMNS} FROM change c WHERE record > ? AND record <= ?"
            " ORDER BY record, seq",
            after,
            until,
        ):
            change = change_of(row)
            changes.setdefault(change.record, []).append(change)
        return changes

    def _links(self, after: str, until: str) -> dict[str, set[tuple[str, str]]]:
        links: dict[str, set[tuple[str, str]]] = {}
        for record, key, target in self._query(
            "SELECT record, field, target FROM link WHERE record > ? AND record <= ?", after, until
        ):
            links.setdefault(record, set()).add((key, target))
        return links

    def _bodies(self, registered: Iterable[Registered]) -> dict[int, str]:
        return dict(
            self._query(
                "SELECT rid, body FROM search_text WHERE rid IN (SELECT value FROM json_each(?))",
                json.dumps([each.rid for each in registered]),
            )
        )

    def _query(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, params).fetchall()


def linking(record_type: RecordType) -> list[Field]:
    """Return the fields of a type that point at other records."""
    return [each for each in record_type.fields if each.kind in LINKING]
