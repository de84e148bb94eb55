"""Lists of entries: queries resolved against today and read page by page, for both front ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.record import Record
from coordinator_app.services import periods
from coordinator_app.services.filtering import query_of
from coordinator_app.services.session import Reading
from coordinator_app.store.computed import COMPUTED, computed_of
from coordinator_app.store.marks import MARKS
from coordinator_app.store.pages import PAGE, Pages, Result
from coordinator_app.store.query import OWNER, REFERENCE, STATES, TITLE, Condition, Op, Query
from coordinator_app.store.rows import Row
from coordinator_app.store.totals import NUMBERS, Group, Sum
from coordinator_app.texts import N_

__all__ = [
    "NUMBERS",
    "OWNER",
    "PAGE",
    "REFERENCE",
    "STATES",
    "TITLE",
    "Condition",
    "Group",
    "Lists",
    "Op",
    "Query",
    "Result",
    "Row",
    "Sum",
    "column",
    "columns",
    "list_records",
    "marks",
    "query_of",
    "records_of",
    "resolved",
]  # fmt: skip


class Lists:
    """The lists of one workbook in one thread; several may be open at once.

    Args:
        reading: Whose connection it reads through.
        lang: Language of the reader.
    """

    def __init__(self, reading: Reading, lang: str = "en") -> None:
        self._reading = reading
        self._pages = Pages(reading.book.connection, reading.catalogue, lang)

    def use_language(self, lang: str) -> None:
        """Name States and themes in another language from now on."""
        self._pages.use_language(lang)

    def open(self, query: Query) -> Result:
        """Choose the rows of a query; read them with `page`, let them go with `close`.

        Raises:
            UserError: A column or condition does not fit the type.
        """
        return self._pages.open(resolved(query, self._reading.today()))

    def page(
        self, handle: int, number: int, keys: Sequence[str] = (), size: int = PAGE
    ) -> list[Row]:
        """Return a page of rows from 0, with the values of some columns (none: all fields).

        The first comes at once; any other puts all rows in order first, once.
        """
        return self._pages.page(handle, number, keys, size)

    def position(self, handle: int, record: str) -> int | None:
        """Return where an entry stands in an open list, from 0; None when it is not in it."""
        return self._pages.position(handle, record)

    def ids(self, handle: int, first: int = 0, count: int = -1) -> list[str]:
        """Return the ids of rows of an open list, in its order; -1: all that follow."""
        return self._pages.ids(handle, first, count)

    def rows(self, type_key: str, records: Iterable[str], keys: Sequence[str] = ()) -> list[Row]:
        """Return rows as they are now, to show again what was changed."""
        return self._pages.rows(type_key, records, keys, self._reading.today())

    def counts(self, query: Query, key: str) -> list[tuple[Value, int]]:
        """Return the values of a column and how often each stands, for its filter menu.

        The column's own conditions do not narrow the menu; dates are counted by year.
        """
        return self._pages.counts(self._asked(query.without(key)), key)

    def sums(self, query: Query, keys: Sequence[str]) -> list[Sum]:
        """Return the sums of number columns over the rows of a query, a currency at a time."""
        return self._pages.sums(self._asked(query), keys)

    def groups(self, query: Query, key: str, keys: Sequence[str] = ()) -> list[Group]:
        """Return the groups a column divides the rows into, in order, with their sums."""
        return self._pages.groups(self._asked(query), key, keys)

    def titles(self, records: Iterable[str]) -> dict[str, str]:
        """Return the titles of entries in the reader's language, by id."""
        return self._pages.titles(records)

    def close(self, handle: int) -> None:
        """Let an open list go."""
        self._pages.close(handle)

    def interrupt(self) -> None:
        """Stop what is being read; callable from any thread."""
        self._pages.interrupt()

    def _asked(self, query: Query) -> Query:
        return resolved(query, self._reading.today())


def resolved(query: Query, today: dt.date) -> Query:
    """Return a query as of a day: its named periods become true days.

    Raises:
        UserError: There is no period of that name.
    """
    where = tuple(_resolved(each, today) for each in query.where)
    return replace(query, where=where, today=today)


def columns(catalogue: Catalogue, type_key: str) -> tuple[Field, ...]:
    """Return the columns a list of a type can show: its fields and the computed ones.

    The keys of computed columns begin with "$"; they can be sorted, grouped and filtered by, but
    not edited.
    """
    record_type = catalogue[type_key]
    return (*record_type.fields, *(each.field for each in computed_of(record_type)))


def column(catalogue: Catalogue, type_key: str, key: str) -> Field:
    """Return one column of a list.

    Raises:
        UserError: The type has no such column.
    """
    for each in COMPUTED:
        if each.field.key == key and each.suits(catalogue[type_key]):
            return each.field
    return catalogue.field(type_key, key)


def marks(type_key: str) -> tuple[str, ...]:
    """Return the computed marks a list of a type can ask for: open, overdue, stale."""
    return tuple(MARKS.get(type_key, ()))


def list_records(
    reading: Reading,
    type_key: str,
    filters: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    lang: str = "en",
) -> list[Record]:
    """Return the entries of a type that fit all filters, ordered by id.

    Args:
        filters: Field and value as written on the command line (see `filtering`); several
            values of one field mean any of them.

    Raises:
        UserError: A filter names no field, or its value cannot be read.
    """
    pairs = filters.items() if isinstance(filters, Mapping) else filters
    return records_of(Lists(reading, lang), reading, query_of(reading, type_key, pairs, lang))


def records_of(lists: Lists, reading: Reading, query: Query) -> list[Record]:
    """Return all entries of a query whole, ordered by id unless the query has an order."""
    result = lists.open(query)
    try:
        ids = lists.ids(result.handle)
    finally:
        lists.close(result.handle)
    return list(reading.records.get_many(ids if query.order else sorted(ids)).values())


def _resolved(condition: Condition, today: dt.date) -> Condition:
    if condition.op is not Op.WITHIN:
        return condition
    name = str(condition.values[0]) if condition.values else ""
    found = periods.bounds(name, today)
    if found is None:
        raise UserError(
            N_("There is no period called “{name}”."),
            name=name,
            do=N_("Use one of: {names}."),
            names=", ".join(periods.PERIODS),
        )
    return Condition(condition.field, Op.BETWEEN, tuple(day.isoformat() for day in found))
