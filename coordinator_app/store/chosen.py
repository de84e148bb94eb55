"""The rows a query chooses, kept as a set of row numbers while a list is looked at."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.store import search
from coordinator_app.store.connection import Connection
from coordinator_app.store.filters import predicates
from coordinator_app.store.indexes import list_index, reading_along
from coordinator_app.store.predicates import Predicate
from coordinator_app.store.query import Query

#: Up to so many rows are looked up one by one; more are met along an index or the table.
FEW = 4_000
_KEPT = 8


@dataclass(eq=False)
class Chosen:
    """The rows of a query, in no order.

    Args:
        type: Record type.
        table: Temporary table of their numbers, "" when they are all rows of the type.
        count: How many they are.
        users: Lists that look at them.
    """

    type: str
    table: str
    count: int
    deleted: bool = False
    users: int = 0

    @property
    def few(self) -> bool:
        """Say whether they are better looked up one by one."""
        return bool(self.table) and self.count <= FEW

    def source(self, join: str = "", index: str = "") -> str:
        """Return FROM and WHERE clauses that yield each of them as `t`.

        Args:
            join: A further table.
            index: What to read them along, if they are many.
        """
        if self.few:
            return f'FROM {self.table} c CROSS JOIN "{self.type}" t ON t.rid = c.rid {join} WHERE 1'
        along = reading_along(index, deleted=self.deleted)
        return f'FROM "{self.type}" t {along} {join} WHERE {self.within()}'

    def within(self) -> str:
        """Return a condition that `t` is one of them; it keeps the index that is being read."""
        living = f"t.deleted = {int(self.deleted)}"
        return f"{living} AND {self.member()}" if self.table else living

    def member(self) -> str:
        """Return a condition that a living row `t` (in the bin: a deleted one) is one of them."""
        return f"+t.rid IN {self.table}" if self.table else "1"


class Scratch:
    """Temporary tables of one connection; an interrupted statement leaves none half filled.

    Args:
        connection: Used in one thread only.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # Several readers may share a connection, one after the other.
        self._prefix = f"temp.list_{os.urandom(4).hex()}"
        self._number = 0

    def fill(self, columns: str, insert: str, params: Sequence[Any] = ()) -> tuple[str, int]:
        """Create a table and fill it; return its name and how many rows it got.

        Args:
            columns: Of CREATE TABLE.
            insert: What follows INSERT INTO and the table's name.
        """
        self._number += 1
        table = f"{self._prefix}_{self._number}"
        self._connection.execute(f"CREATE TABLE {table} ({columns})")
        try:
            cursor = self._connection.execute(f"INSERT INTO {table} {insert}", params)
        except BaseException:
            self.drop(table)
            raise
        return table, cursor.rowcount

    @contextlib.contextmanager
    def filled(self, columns: str, insert: str) -> Iterator[str]:
        """Have a filled table for the length of a block."""
        table, _ = self.fill(columns, insert)
        try:
            yield table
        finally:
            self.drop(table)

    def drop(self, table: str) -> None:
        """Drop a table; a late interrupt, meant for what was asked before, is no hindrance."""
        if not table:
            return
        try:
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        except sqlite3.OperationalError:
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")


class Chooser:
    """Chooses rows, and keeps what it chose last for the next question about it."""

    def __init__(self, connection: Connection, catalogue: Catalogue, scratch: Scratch) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._scratch = scratch
        self._known: dict[tuple[Query, object], Chosen] = {}

    def choose(self, query: Query, revision: object) -> Chosen:
        """Return the rows of a query, whatever its order.

        Args:
            revision: Of the workbook; what was chosen in another is not used again.

        Raises:
            UserError: A field does not exist or cannot be asked that.
        """
        key = replace(query, sort=(), group=None), revision
        found = self._known.pop(key, None) if _hashable(key) else None
        found = found or self._made(query)
        if _hashable(key):
            self._known[key] = found
        self.tidy()
        return found

    def tidy(self) -> None:
        """Drop what was chosen long ago and nobody looks at any more."""
        idle = [key for key, each in self._known.items() if not each.users]
        for key in idle[: max(0, len(idle) - _KEPT)]:
            self._scratch.drop(self._known.pop(key).table)

    def close(self) -> None:
        """Drop everything."""
        for each in self._known.values():
            self._scratch.drop(each.table)
        self._known.clear()

    def _made(self, query: Query) -> Chosen:
        sql, params = self._sql(query)
        if not sql:
            count = self._connection.execute(
                f'SELECT count(*) FROM "{self._catalogue[query.type].key}"'
                f" WHERE deleted = {int(query.deleted)}"
            ).fetchone()[0]
            return Chosen(query.type, "", count, query.deleted)
        table, count = self._scratch.fill("rid INTEGER PRIMARY KEY", sql, params)
        return Chosen(query.type, table, count, query.deleted)

    def _sql(self, query: Query) -> tuple[str, tuple[Any, ...]]:
        """Return the SELECT of the row numbers, "" for all rows of the type.

        What the index for lists can judge is judged there, and the rest only on the rows left:
        reading the rows is what takes the time.
        """
        found = predicates(self._catalogue, query)
        rows = f'SELECT t.rid FROM "{query.type}" t {{by}} WHERE t.deleted = {int(query.deleted)}'
        sql = ""
        params: tuple[Any, ...] = ()
        if query.text.strip():
            sql, params = search.rows_of(query.type, query.text, query.deleted)
        listed = [each for each in found if each.listed]
        rest = [each for each in found if not each.listed]
        if listed:
            # One condition may have an index of its own; several are judged in that for lists.
            index = (listed[0].index if len(listed) == 1 else "") or list_index(query.type)
            by = reading_along(index, deleted=query.deleted)
            inner = f" AND +t.rid IN ({sql})" if sql else ""
            sql = f"{rows.format(by=by)} AND {_all_of(listed)}{inner}"
            params = (*_bound(listed), *params)
        if rest:
            inner = f" AND t.rid IN ({sql})" if sql else ""
            sql = f"{rows.format(by='')} AND {_all_of(rest)}{inner}"
            params = (*_bound(rest), *params)
        return sql, params


def _all_of(found: Sequence[Predicate]) -> str:
    return " AND ".join(f"({each.sql})" for each in found)


def _bound(found: Sequence[Predicate]) -> tuple[Any, ...]:
    return tuple(param for each in found for param in each.params)


def _hashable(key: object) -> bool:
    """Say whether a query can be recognised again; values that are lists or dicts cannot."""
    try:
        hash(key)
    except TypeError:
        return False
    return True
