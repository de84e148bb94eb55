"""The States that what came in is about, where it is about more than one."""

from __future__ import annotations

from collections.abc import Mapping

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.merge.planned import RowClass
from coordinator_app.services import naming
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.session import Reading

_States = tuple[tuple[str, str], ...]


class Belonging:
    """Finds the States of entries and of new rows; each is asked for once.

    Args:
        reading: The workbook.
        received: What came in.
        lang: Of the names.
    """

    def __init__(self, reading: Reading, received: Received, lang: str) -> None:
        self._reading, self._catalogue = reading, reading.catalogue
        plan = received.plan
        self._known: dict[str, _States] = {}
        self._records: Mapping[str, Record] = {}
        self._names: dict[str, str] = {}
        self._one = len(received.scope) == 1
        if self._one:
            return
        made = {
            row.record: Record(row.record, row.type, values=row.values)
            for row in plan.rows
            if row.cls is not RowClass.REMOVAL
        }
        there = reading.records.get_many(
            {*(each.record for each in plan.cells), *(each.record for each in plan.rows)}
        )
        self._records = {**made, **there}
        states = reading.records.all("country")
        self._names = {each.id: naming.name(each, lang) for each in states}

    def of(self, record_id: str) -> _States:
        """Return id and name of each State of an entry; none where all are about one State."""
        if self._one:
            return ()
        if record_id not in self._known:
            ids = self._find(record_id, self._catalogue)
            self._known[record_id] = tuple((each, self._names.get(each, "")) for each in ids)
        return self._known[record_id]

    def _find(self, record_id: str, catalogue: Catalogue) -> tuple[str, ...]:
        record = self._records.get(record_id)
        if record is None:
            return ()
        path = catalogue[record.type].state_path
        if path != PARENT:
            return tuple(dict.fromkeys(self._reading.records.states_of(record)))
        # The parent may be a new row of the same file; and many rows share one.
        found = (each for parent in record.ids(path) for each in self._of_parent(parent))
        return tuple(dict.fromkeys(found))

    def _of_parent(self, parent: str) -> tuple[str, ...]:
        if parent in self._records:
            return tuple(each for each, _ in self.of(parent))
        if parent not in self._known:
            there = self._reading.records.get(parent)
            ids = self._reading.records.states_of(there) if there is not None else ()
            self._known[parent] = tuple((each, self._names.get(each, "")) for each in ids)
        return tuple(each for each, _ in self._known[parent])
