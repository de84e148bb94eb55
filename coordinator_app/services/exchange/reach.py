"""The records that lie within what a file is about, and what they point at, read in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services.exchange import offering
from coordinator_app.services.exchange.extent import Extent
from coordinator_app.services.session import Reading
from coordinator_app.store.records import states_of


class Reach:
    """What of a workbook lies within an extent.

    Args:
        reading: The workbook.
        extent: What a file is about.
    """

    def __init__(self, reading: Reading, extent: Extent) -> None:
        self._records = reading.records
        self._catalogue = reading.catalogue
        self._extent = extent
        self._known: dict[str, Record | None] = {each.id: each for each in extent.states}
        self._changed = None if extent.since is None else self._since(reading, extent)

    def records(self, type_key: str) -> Iterator[Record]:
        """Yield the living records of a type within it, whether they may be shown or not."""
        met: set[str] = set()
        for each in self._within(type_key):
            if each.id not in met and (self._changed is None or each.id in self._changed):
                met.add(each.id)
                self._known[each.id] = each
                yield each

    def all(self, type_key: str) -> Iterator[Record]:
        """Yield all living records of a type."""
        return self._records.all(type_key)

    def of_states(self, type_key: str) -> Iterator[Record]:
        """Yield the living records of a type that belong to the States it is about."""
        for state in self._extent.states:
            yield from self._of_state(state, type_key)

    def get(self, record_id: str) -> Record | None:
        """Return a record, deleted ones included; it is read once."""
        if record_id not in self._known:
            self._known[record_id] = self._records.get(record_id)
        return self._known[record_id]

    def preload(self, records: Iterable[Record]) -> None:
        """Read at once what records point at, and whose they are."""
        wanted = {
            target
            for record in records
            for field in self._catalogue[record.type].linking
            for target in record.ids(field.key)
        }
        wanted -= self._known.keys()
        self._known |= dict.fromkeys(wanted)
        self._known |= self._records.get_many(wanted)

    def states_of(self, record: Record) -> tuple[str, ...]:
        """Return the ids of the States a record belongs to."""
        return states_of(record, self._catalogue, self.get)

    def _within(self, type_key: str) -> Iterator[Record]:
        entry = self._extent.entry
        if self._extent.blank:
            return
        if entry is not None and entry.type == "institution":
            yield from offering.records(self._records, entry, type_key, self._extent.asking)
        elif entry is not None:
            yield from self._of_entry(entry, type_key)
        elif self._extent.everything:
            yield from self._records.all(type_key)
        else:
            yield from self.of_states(type_key)

    def _of_entry(self, entry: Record, type_key: str) -> Iterator[Record]:
        if type_key == entry.type:
            yield entry
        elif entry.type in self._catalogue[type_key].parents:
            for each in self._records.children(entry.id, type_key):
                states = self.states_of(each)
                if not self._extent.of_states or (states and self._extent.holds(states)):
                    yield each

    def _of_state(self, state: Record, type_key: str) -> Iterator[Record]:
        path = self._catalogue[type_key].state_path
        if path == "id":
            yield state
        elif path == PARENT:
            yield from self._owned(state, type_key)
        elif path:
            yield from self._records.linked_from(state.id, type_key, path)

    def _owned(self, state: Record, type_key: str) -> Iterator[Record]:
        for owner in self._catalogue[type_key].parents:
            if owner == "*":
                continue
            path = self._catalogue[owner].state_path
            if owner == "country":
                yield from self._records.children(state.id, type_key)
            elif path:
                for each in self._records.linked_from(state.id, owner, path):
                    yield from self._records.children(each.id, type_key)

    def _since(self, reading: Reading, extent: Extent) -> set[str]:
        """Return the ids of what changed, and of what owns it: its rows name it by its code."""
        day = extent.since
        changed = reading.log.touched_since(day.isoformat()) if day else set()
        found = set(changed)
        while changed:
            records = self._records.get_many(changed).values()
            changed = {owner for each in records for owner in each.ids(PARENT)} - found
            found |= changed
        return found
