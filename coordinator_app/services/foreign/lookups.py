"""A lookup that remembers what it was asked, and knows what the lines of a file are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.lookup import Candidate, Lookup
from coordinator_app.domain.record import Record


class RememberingLookup:
    """Asks another lookup for each name once.

    Args:
        lookup: The workbook.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._found: dict[tuple[str, tuple[str, ...]], Sequence[Candidate]] = {}
        self._promised: dict[str, dict[str, Candidate]] = {}
        self._records: dict[str, Record | None] = {}
        self._today = lookup.today()
        self._children: dict[tuple[str, str], Sequence[Record]] = {}

    def promise(self, name: str, type_key: str, record: str, title: str) -> None:
        """Let a name mean a record that the file itself holds."""
        candidate = Candidate(record, type_key, title or name)
        self._promised.setdefault(fold(name), {})[record] = candidate

    def find(self, text: str, targets: Sequence[str]) -> Sequence[Candidate]:
        """Return what a text may mean: on record, else in the file itself, else resemblances."""
        asked = text, tuple(targets)
        if asked not in self._found:
            self._found[asked] = self._lookup.find(text, targets)
        found = self._found[asked]
        if self._promised and not any(each.score >= 1.0 for each in found):
            here = self._promised.get(fold(text), {}).values()
            return [each for each in here if not targets or each.type in targets] or found
        return found

    def children(self, parent_id: str, type_key: str = "") -> Sequence[Record]:
        """Return the rows a record owns."""
        asked = parent_id, type_key
        if asked not in self._children:
            self._children[asked] = self._lookup.children(parent_id, type_key)
        return self._children[asked]

    def today(self) -> dt.date:
        """Return the day it is."""
        return self._today

    def get(self, record_id: str) -> Record | None:
        """Return a record."""
        if record_id not in self._records:
            self._records[record_id] = self._lookup.get(record_id)
        return self._records[record_id]

    def get_many(self, record_ids: Iterable[str]) -> Mapping[str, Record]:
        """Return records by id."""
        asked = list(record_ids)
        found = self._lookup.get_many(each for each in asked if each not in self._records)
        for each in asked:
            self._records.setdefault(each, found.get(each))
        return {each: record for each in asked if (record := self._records[each]) is not None}

    def recognise(self, said: Mapping[str, Mapping[str, Value]]) -> Mapping[str, Record]:
        """Return records by id, each with the very values said of it where it holds the same.

        A long list that comes again is then in memory once, and is compared at a glance.

        Args:
            said: What is said of them, by id.
        """
        new = self._lookup.get_many(each for each in said if each not in self._records)
        for record_id, values in said.items():
            if record_id not in self._records:
                record = new.get(record_id)
                self._records[record_id] = _sharing(record, values) if record else None
        return {each: record for each in said if (record := self._records[each]) is not None}

    def linked_from(self, record_id: str, type_key: str, field_key: str) -> Sequence[Record]:
        """Return the records that point at a record."""
        return self._lookup.linked_from(record_id, type_key, field_key)

    def living(self, type_key: str, without: str = "") -> Sequence[Record]:
        """Return the living records of a type, or those with nothing in a field."""
        return self._lookup.living(type_key, without)

    def states_of(self, record: Record) -> Sequence[str]:
        """Return the States of a record."""
        return self._lookup.states_of(record)


def _sharing(record: Record, values: Mapping[str, Value]) -> Record:
    held = {
        key: said if (said := values.get(key)) == value and type(said) is type(value) else value
        for key, value in record.values.items()
    }
    return replace(record, values=held)


def remembering_lookup(lookup: Lookup) -> RememberingLookup:
    """Return a lookup that remembers; one that does already is it."""
    return lookup if isinstance(lookup, RememberingLookup) else RememberingLookup(lookup)
