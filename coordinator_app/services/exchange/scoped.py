"""Looking names up as far as the State of a file goes: nobody of another State is proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from coordinator_app.domain.lookup import Candidate, Lookup
from coordinator_app.domain.record import Record


class ScopedLookup:
    """A lookup that finds by name only what belongs to some States, or to no State at all.

    Every State has its ministry of foreign affairs; a reply of one means its own.

    Args:
        lookup: The whole workbook.
        states: Ids of the States; none for the whole workbook.
        among: Ids of all that may be found besides States; None for no such limit.
    """

    def __init__(
        self, lookup: Lookup, states: Iterable[str], among: Collection[str] | None = None
    ) -> None:
        self._lookup = lookup
        self._states = frozenset(states)
        self._among = among
        self._found: dict[tuple[str, tuple[str, ...]], tuple[Candidate, ...]] = {}

    def find(self, text: str, targets: Sequence[str]) -> Sequence[Candidate]:
        """Return what a text may mean within the States; the same names come again and again."""
        asked = text, tuple(targets)
        if asked not in self._found:
            found = self._lookup.find(text, targets)
            records = self._lookup.get_many(each.id for each in found)
            self._found[asked] = tuple(each for each in found if self._within(records.get(each.id)))
        return self._found[asked]

    def _within(self, record: Record | None) -> bool:
        if record is None:
            return False
        if self._among is not None:
            return record.type == "country" or record.id in self._among
        if not self._states:
            return True
        states = set(self._lookup.states_of(record))
        return not states or bool(states & self._states)

    def today(self) -> dt.date:
        """Return the day it is."""
        return self._lookup.today()

    def get(self, record_id: str) -> Record | None:
        """Return a record."""
        return self._lookup.get(record_id)

    def get_many(self, record_ids: Iterable[str]) -> Mapping[str, Record]:
        """Return records by id."""
        return self._lookup.get_many(record_ids)

    def children(self, parent_id: str, type_key: str = "") -> Sequence[Record]:
        """Return the rows a record owns."""
        return self._lookup.children(parent_id, type_key)

    def linked_from(self, record_id: str, type_key: str, field_key: str) -> Sequence[Record]:
        """Return the records that point at a record."""
        return self._lookup.linked_from(record_id, type_key, field_key)

    def living(self, type_key: str, without: str = "") -> Sequence[Record]:
        """Return the living records of a type, or those with nothing in a field."""
        return self._lookup.living(type_key, without)

    def states_of(self, record: Record) -> Sequence[str]:
        """Return the States of a record."""
        return self._lookup.states_of(record)
