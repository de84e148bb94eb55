"""Lists of any length: the chosen rows in order, read page by page, no cursor left open."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.store import rows, totals
from coordinator_app.store.chosen import Chooser, Chosen, Scratch
from coordinator_app.store.connection import Connection
from coordinator_app.store.local_titles import LocalTitles
from coordinator_app.store.query import Query
from coordinator_app.store.rows import Row
from coordinator_app.store.sorting import order
from coordinator_app.store.terms import Term, sorting_term, term

PAGE = 256


@dataclass(frozen=True)
class Result:
    """An open list: the handle its pages are asked by, and how many rows it has."""

    handle: int
    count: int


@dataclass
class _Opened:
    query: Query
    chosen: Chosen
    arranged: str = ""


class Pages:
    """Reads lists through one connection.

    Args:
        connection: Used in one thread only; the temporary tables are its own.
        lang: Language of the reader, for the names of States and themes.
    """

    def __init__(self, connection: Connection, catalogue: Catalogue, lang: str = "en") -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._scratch = Scratch(connection)
        self._chooser = Chooser(connection, catalogue, self._scratch)
        self._titles = LocalTitles(connection, catalogue, lang)
        self._open: dict[int, _Opened] = {}
        self._last = 0
        connection.create_function("folded", 1, _folded, deterministic=True)

    def use_language(self, lang: str) -> None:
        """Name States and themes in another language from now on."""
        self._titles.use(lang)

    def open(self, query: Query) -> Result:
        """Choose the rows of a query; several lists may be open at once.

        Raises:
            UserError: A field does not exist or cannot be asked that.
        """
        for key, _ in query.order:
            self._sorting(query, key)
        chosen = self._chosen(query)
        chosen.users += 1
        self._last += 1
        self._open[self._last] = _Opened(query, chosen)
        return Result(self._last, chosen.count)

    def page(
        self, handle: int, number: int, keys: Sequence[str] = (), size: int = PAGE
    ) -> list[Row]:
        """Return a page of rows.

        The first page comes before all rows are in order; any other puts them in order once.

        Args:
            handle: Of an open list.
            number: From 0.
            keys: Columns whose values are wanted; empty: all fields of the type.
        """
        opened = self._open[handle]
        if number == 0 and not opened.arranged:
            with self._ordered(opened) as select:
                rids = self._numbers(f"{select} LIMIT ?", size)
        else:
            rids = self._numbers(
                f"SELECT rid FROM {self.arrange(handle)} WHERE n > ? AND n <= ? ORDER BY n",
                number * size,
                (number + 1) * size,
            )
        return self._rows(opened.query, keys, rids)

    def arrange(self, handle: int) -> str:
        """Put all rows of an open list in order, if they are not yet; return their table."""
        opened = self._open[handle]
        if not opened.arranged:
            with self._ordered(opened) as select:
                opened.arranged, _ = self._scratch.fill(
                    "n INTEGER PRIMARY KEY, rid INTEGER NOT NULL", f"(rid) {select}"
                )
        return opened.arranged

    def position(self, handle: int, record_id: str) -> int | None:
        """Return where in an open list a record stands, from 0; None when it is not in it."""
        table = self.arrange(handle)
        found = self._numbers(
            f"SELECT n FROM {table} WHERE rid ="
            f' (SELECT rid FROM "{self._open[handle].query.type}" WHERE id = ?)',
            record_id,
        )
        return found[0] - 1 if found else None

    def ids(self, handle: int, first: int = 0, count: int = -1) -> list[str]:
        """Return the ids of rows of an open list in their order (to copy or export them)."""
        table, type_key = self.arrange(handle), self._open[handle].query.type
        rows = self._connection.execute(
            f'SELECT t.id FROM {table} a CROSS JOIN "{type_key}" t ON t.rid = a.rid'
            " WHERE a.n > ? ORDER BY a.n LIMIT ?",
            (first, count),
        ).fetchall()
        return [row[0] for row in rows]

    def rows(
        self, type_key: str, record_ids: Iterable[str], keys: Sequence[str], today: dt.date
    ) -> list[Row]:
        """Return rows of a type as they are now, to show again what was changed."""
        self._refresh_titles()
        return self._rows(Query(type_key, today=today), keys, list(record_ids))

    def counts(self, query: Query, key: str) -> list[tuple[Value, int]]:
        """Return the values of a column among the rows of a query and how often each stands.

        The elements of a list are counted one by one, dates by year; None counts the empty ones.
        """
        return totals.counts(self._connection, self._chosen(query), self._sorting(query, key))

    def sums(self, query: Query, keys: Sequence[str]) -> list[totals.Sum]:
        """Return the sums of number columns over the rows of a query, a currency at a time."""
        terms = [self._term(query, key) for key in keys]
        return totals.sums(self._connection, self._chosen(query), terms)

    def groups(self, query: Query, key: str, keys: Sequence[str] = ()) -> list[totals.Group]:
        """Return the groups a column divides the rows of a query into, with their sums.

        They come in the order in which a list grouped by that column shows them.
        """
        down = dict(query.sort).get(key, False)
        terms = [self._term(query, each) for each in keys]
        by = self._sorting(query, key)
        return totals.groups(self._connection, self._chosen(query), by, down, terms)

    def titles(self, record_ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of records in the reader's language, by id."""
        self._refresh_titles()
        return self._titles.titles(record_ids)

    def close(self, handle: int) -> None:
        """Let an open list go."""
        opened = self._open.pop(handle, None)
        if opened is not None:
            opened.chosen.users -= 1
            self._scratch.drop(opened.arranged)
            self._chooser.tidy()

    def close_all(self) -> None:
        """Let all lists go, and what is kept for the next question."""
        for handle in list(self._open):
            self.close(handle)
        self._chooser.close()

    def interrupt(self) -> None:
        """Stop what is being read now; it fails with OperationalError. From any thread."""
        self._connection.interrupt()

    def _term(self, query: Query, key: str) -> Term:
        return term(self._catalogue, self._catalogue[query.type], key, query.today)

    def _sorting(self, query: Query, key: str) -> Term:
        return sorting_term(self._catalogue, self._catalogue[query.type], key, query.today)

    def _chosen(self, query: Query) -> Chosen:
        return self._chooser.choose(query, self._refresh_titles())

    def _refresh_titles(self) -> object:
        """Make the local titles fit the workbook as it is; return its revision."""
        revision = self._connection.execute("SELECT max(id) FROM txn").fetchone()[0]
        self._titles.refresh(revision)
        return revision

    @contextlib.contextmanager
    def _ordered(self, opened: _Opened) -> Iterator[str]:
        """Have the SELECT of a list's row numbers in order, and what it reads them along."""
        self._refresh_titles()
        query, chosen = opened.query, opened.chosen
        terms = [(self._sorting(query, key), down) for key, down in query.order]
        found = order(terms, whole=not chosen.few, type_key=query.type, deleted=query.deleted)
        tail = f"ORDER BY {', '.join(found.keys)}"
        if found.values:
            with self._scratch.filled("n INTEGER PRIMARY KEY, c0, c1", found.values) as values:
                yield (
                    f'SELECT t.rid FROM {values} k CROSS JOIN "{query.type}" t'
                    f" WHERE {chosen.within()} AND {found.join} {tail}"
                )
        elif found.by_reference:
            yield (
                f'SELECT t.rid FROM record r CROSS JOIN "{query.type}" t ON t.id = r.id'
                f" WHERE r.type = '{query.type}' AND r.deleted = {int(query.deleted)}"
                f" AND {chosen.member()} {tail}"
            )
        else:
            yield f"SELECT t.rid {chosen.source(index=found.index)} {tail}"

    def _rows(
        self, query: Query, keys: Sequence[str], wanted: Sequence[int] | Sequence[str]
    ) -> list[Row]:
        listed = keys or self._catalogue[query.type].by_key
        terms = [self._term(query, key) for key in listed]
        return rows.read(self._connection, self._titles, query.type, terms, wanted)

    def _numbers(self, sql: str, *params: int | str) -> list[int]:
        return [row[0] for row in self._connection.execute(sql, params).fetchall()]


def _folded(text: object) -> str | None:
    """Return a text as it is searched; the SQL function of the temporary connection."""
    return fold(str(text)) if text is not None else None
