"""Visits, trainings and events in one list: three questions, their answers put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from coordinator_app.domain import counts
from coordinator_app.domain.edtf import bounds
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.domain.values import sort_key
from coordinator_app.services import listing
from coordinator_app.services.listing import PAGE, STATES, Query
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.tables.columns import REFERENCE, TYPE, Column
from coordinator_app.ui.tables.foot import Total
from coordinator_app.ui.tables.grouping import Group
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.tables.listed import Counted, Listed, Summing, fields_of, lists_of
from coordinator_app.ui.tables.paged_model import Answer
from coordinator_app.ui.tables.rows import Presenter, Row

COLUMNS: Final = (
    Column(TYPE, 102, label=N_("Kind"), look="muted", readonly=True),
    Column(REFERENCE, 144, label=N_("Reference"), look="reference", readonly=True),
    Column("dates", 136),
    Column(STATES, 104, 1, readonly=True),
    Column("title", 160, 6),
    Column("status", 112, look="status"),
    Column("city", 90, 1, spare=True),
    Column("participants", 92, look="number", spare=True),
)
SPEC: Final = ListSpec(
    "visit",
    key="activities",
    prompt=N_("Search activities"),
    empty=N_("No visit, training or event is recorded yet."),
    icon="activities",
    sort=(("dates", True),),
    columns=COLUMNS,
    watched=frozenset(ACTIVITIES),
)


class ActivitiesTable(ListTable):
    """The list of all three."""

    def lister(self) -> Summing:
        """Return what answers the present question for all three types."""
        return Merged(self.query(), self.columns, self.context.texts)


class Merged:
    """One question asked of three types, whose common fields bear the same names.

    Args:
        query: What is asked; its type is left aside.
        columns: What is shown.
        texts: Of the person's language.
    """

    def __init__(self, query: Query, columns: Sequence[Column], texts: Texts) -> None:
        self._query, self._columns, self._texts = query, tuple(columns), texts

    def open(self, reading: Reading, near: str) -> Answer:
        """Read all entries; a region has hundreds of activities, not hundreds of thousands."""
        entries: list[Any] = []
        for part in self._parts():
            entries += self._read(reading, part)
        for key, down in reversed(self._query.order):
            entries = self._sorted(reading, entries, key, down)
        ids = [each.id for each in entries]
        at = ids.index(near) if near in ids else -1
        groups = self._groups(reading, entries) if self._query.group else ()
        rows = self._present(reading, entries[:PAGE])
        return Answer(entries, len(entries), rows, groups, at)

    def page(self, reading: Reading, handle: Any, number: int) -> Sequence[Row]:
        """Return a page of rows."""
        return self._present(reading, handle[number * PAGE : (number + 1) * PAGE])

    def rows(self, reading: Reading, record_ids: Sequence[str]) -> Sequence[Row]:
        """Return rows as they are now."""
        types = reading.records.types_of(record_ids)
        return [
            row
            for part in self._parts()
            for row in Listed(part, self._columns, self._texts).rows(
                reading, [each for each in record_ids if types.get(each) == part.type]
            )
        ]

    def ids(self, _reading: Reading, handle: Any, first: int, count: int) -> list[str]:
        """Return the ids of entries in their order."""
        last = len(handle) if count < 0 else first + count
        return [each.id for each in handle[first:last]]

    def close(self, _reading: Reading, _handle: Any) -> None:
        """Let the list go; nothing is held for it."""

    def totals(self, reading: Reading) -> Sequence[Total]:
        """Return the sum of participants, its doubt kept."""
        if "participants" not in {each.key for each in self._columns}:
            return []
        held = [
            each.values.get("participants")
            for part in self._parts()
            for each in self._read(reading, part)
        ]
        found = counts.total(
            counts.make(each["n"], each["q"]) for each in held if isinstance(each, dict)
        )
        field = reading.catalogue.field("visit", "participants")
        note = self._texts(N_("{n} not known"), n=found.unknown) if found.unknown else ""
        return [Total(self._texts(field.label), found.text(self._texts(N_("unknown"))), note)]

    def counts(self, reading: Reading, key: str) -> Sequence[Counted]:
        """Return the lines of a column's filter menu over all three types."""
        merged: dict[str, Counted] = {}
        for part in self._parts():
            for each in Listed(part, self._columns, self._texts).counts(reading, key):
                before = merged.get(repr(each.value))
                number = each.count + (before.count if before else 0)
                merged[repr(each.value)] = replace(each, count=number)
        return list(merged.values())

    def _parts(self) -> list[Query]:
        return [replace(self._query, type=key, sort=(), group=None) for key in ACTIVITIES]

    def _read(self, reading: Reading, part: Query) -> list[Any]:
        lists, of = lists_of(reading, self._texts.lang), fields_of(reading.catalogue)
        wanted = {each.key for each in self._columns} | {key for key, _ in self._query.order}
        keys = [key for key in wanted if key != REFERENCE and of(part.type, key) is not None]
        opened = lists.open(part)
        found: list[Any] = []
        for number in range(-(-opened.count // PAGE)):
            found += lists.page(opened.handle, number, sorted({*keys, "status"}))
        lists.close(opened.handle)
        return found

    def _sorted(self, reading: Reading, entries: Sequence[Any], key: str, down: bool) -> list[Any]:
        def of(entry: Any) -> Any:
            return self._order_of(reading, entry, key)

        filled = [each for each in entries if of(each) is not None]
        empty = [each for each in entries if of(each) is None]
        return [*sorted(filled, key=of, reverse=down), *empty]

    def _order_of(self, reading: Reading, entry: Any, key: str) -> Any:
        if key == REFERENCE:
            return entry.reference or None
        field, value = self._field(reading, entry, key), entry.values.get(key)
        if value is None:
            return None
        if field.kind in (Kind.LINK, Kind.LINKS):
            return self._presenter(reading).text(field, value, entry.titles)
        return sort_key(field, value)

    def _groups(self, reading: Reading, entries: Sequence[Any]) -> tuple[Group, ...]:
        key = self._query.group or ""

        def words(entry: Any) -> str:
            return self._group_of(reading, entry, key)

        return tuple(
            Group(label, label, sum(1 for _ in each)) for label, each in groupby(entries, words)
        )

    def _group_of(self, reading: Reading, entry: Any, key: str) -> str:
        field, value = self._field(reading, entry, key), entry.values.get(key)
        if value is None:
            return self._texts(N_("(empty)"))
        if field.kind in (Kind.EDTF, Kind.DATE):
            first = bounds(str(value))[0]
            return str(first.year) if first else self._texts(N_("(empty)"))
        return self._presenter(reading).text(field, value, entry.titles)

    def _field(self, reading: Reading, entry: Any, key: str) -> Field:
        return listing.column(reading.catalogue, entry.type, key)

    def _presenter(self, reading: Reading) -> Presenter:
        return Presenter(self._columns, self._texts, fields_of(reading.catalogue))

    def _present(self, reading: Reading, entries: Sequence[Any]) -> list[Row]:
        return self._presenter(reading).rows(reading, entries)
