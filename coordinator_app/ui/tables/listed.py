"""Questions of one record type, answered by `services.listing` in the reader's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.numbers import show_money
from coordinator_app.services import listing
from coordinator_app.services.listing import Lists, Query
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.tables.columns import REFERENCE, TYPE, Column
from coordinator_app.ui.tables.foot import Total
from coordinator_app.ui.tables.grouping import Group
from coordinator_app.ui.tables.paged_model import Answer, Lister
from coordinator_app.ui.tables.rows import FieldOf, Presenter, Row

EMPTY = N_("(empty)")
_UNKNOWN = N_("{n} not known")


def lists_of(reading: Reading, lang: str) -> Lists:
    """Return the lists of a reader, naming States and themes in a language."""
    reading.lists.use_language(lang)
    return reading.lists


def fields_of(catalogue: Catalogue) -> FieldOf:
    """Return the look-up of columns, computed ones included."""

    def find(type_key: str, key: str) -> Field | None:
        try:
            return listing.column(catalogue, type_key, key)
        except UserError:
            return None

    return find


@dataclass(frozen=True)
class Counted:
    """One line of a filter's menu: a value, its words, and how many entries have it."""

    value: Value
    text: str
    count: int


class Summing(Lister, Protocol):
    """A lister that also sums, and counts what stands in a column."""

    def totals(self, reading: Reading) -> Sequence[Total]:
        """Return the sums of the number columns that are shown."""
        ...

    def counts(self, reading: Reading, key: str) -> Sequence[Counted]:
        """Return the lines of a column's filter menu."""
        ...


class Listed:
    """One question.

    Args:
        query: What is asked; without its day, which is the reader's.
        columns: What is shown.
        texts: Of the person's language.
    """

    def __init__(self, query: Query, columns: Sequence[Column], texts: Texts) -> None:
        self._query, self._columns, self._texts = query, tuple(columns), texts

    def open(self, reading: Reading, near: str) -> Answer:
        """Choose the entries and read the first page."""
        lists = self._lists(reading)
        found = lists.open(self._query)
        groups: tuple[Group, ...] = ()
        if self._query.group:
            groups = self._groups(reading, lists, self._query.group)
        at = lists.position(found.handle, near) if near else None
        rows = self.page(reading, found.handle, 0)
        return Answer(found.handle, found.count, rows, groups, -1 if at is None else at)

    def page(self, reading: Reading, handle: int, number: int) -> Sequence[Row]:
        """Return a page of rows."""
        catalogue, lists = reading.catalogue, self._lists(reading)
        found = lists.page(handle, number, self._keys(catalogue))
        return self._presenter(catalogue).rows(reading, found)

    def rows(self, reading: Reading, record_ids: Sequence[str]) -> Sequence[Row]:
        """Return rows as they are now."""
        keys = self._keys(reading.catalogue)
        found = self._lists(reading).rows(self._query.type, record_ids, keys)
        return self._presenter(reading.catalogue).rows(reading, found)

    def ids(self, reading: Reading, handle: int, first: int, count: int) -> list[str]:
        """Return the ids of entries in their order."""
        return self._lists(reading).ids(handle, first, count)

    def close(self, reading: Reading, handle: int) -> None:
        """Let the list go."""
        self._lists(reading).close(handle)

    def totals(self, reading: Reading) -> list[Total]:
        """Return the sums of the number columns that are shown."""
        of = fields_of(reading.catalogue)
        shown = {
            column.key: field
            for column in self._columns
            if (field := of(self._query.type, column.key)) and field.kind in _SUMMED
        }
        if not shown:
            return []
        sums = self._lists(reading).sums(self._query, list(shown))
        presenter = self._presenter(reading.catalogue)
        return [_total(each, shown[each.field], presenter, self._texts) for each in sums]

    def counts(self, reading: Reading, key: str) -> list[Counted]:
        """Return the lines of a column's filter menu."""
        lists = self._lists(reading)
        field = listing.column(reading.catalogue, self._query.type, key)
        found = lists.counts(self._query, key)
        names = lists.titles(each for value, _ in found for each in _pointed(value))
        return [Counted(value, self._words(field, value, names), n) for value, n in found]

    def _lists(self, reading: Reading) -> Lists:
        return lists_of(reading, self._texts.lang)

    def _presenter(self, catalogue: Catalogue) -> Presenter:
        return Presenter(self._columns, self._texts, fields_of(catalogue))

    def _keys(self, catalogue: Catalogue) -> list[str]:
        record_type, of = catalogue[self._query.type], fields_of(catalogue)
        keys = [
            column.key
            for column in self._columns
            if column.key not in (REFERENCE, TYPE) and of(record_type.key, column.key)
        ]
        life = [record_type.life.field] if record_type.life else []
        return list(dict.fromkeys((*keys, *life)))

    def _groups(self, reading: Reading, lists: Lists, key: str) -> tuple[Group, ...]:
        field = listing.column(reading.catalogue, self._query.type, key)
        found = lists.groups(self._query, key)
        names = lists.titles(each for group in found for each in _pointed(group.value))
        return tuple(
            Group(str(group.value), self._words(field, group.value, names), group.count)
            for group in found
        )

    def _words(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        if value is None:
            return self._texts(EMPTY)
        match field.kind:
            case Kind.DATE | Kind.EDTF:
                return str(value)  # a year
            case Kind.LINKS | Kind.CHOICES if isinstance(value, str):
                value = [value]
        shown = Presenter((), self._texts, fields_of_none).text(field, value, names)
        return shown or self._texts(EMPTY)


_SUMMED = (Kind.WHOLE, Kind.COUNT, Kind.AMOUNT)


def fields_of_none(_type_key: str, _key: str) -> Field | None:
    """Find no field: for putting single values into words."""
    return None


def _total(total: listing.Sum, field: Field, presenter: Presenter, texts: Texts) -> Total:
    note = texts(_UNKNOWN, n=total.unknown) if total.unknown else ""
    if field.kind is Kind.AMOUNT:
        shown = show_money(int(total.total or 0), total.currency, grouped=True)
        if total.total is None:
            shown = "–"
    elif total.total is None:
        shown = "–"
    elif field.kind is Kind.COUNT:
        shown = presenter.text(field, dict(total.count), {})
    else:
        shown = presenter.text(field, total.total, {})
    return Total(texts(field.label), shown, note)


def _pointed(value: Value) -> list[str]:
    match value:
        case str(one) | {"id": str(one)}:
            return [one]
        case list(many):
            return [str(each) for each in many]
        case _:
            return []
