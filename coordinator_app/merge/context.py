"""What all parts of planning look at: the source, what was sent, today's records."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from coordinator_app.domain import display
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.folding import clean
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.snapshot import Said, SnapshotRow
from coordinator_app.domain.values import same
from coordinator_app.merge.new_ids import NewIds
from coordinator_app.merge.planned import Decision, PlannedRow
from coordinator_app.merge.sent import Incoming, Sent
from coordinator_app.texts import Texts, load


@dataclass(frozen=True)
class Context:
    """The inputs of a plan."""

    incoming: Incoming
    sent: Sent
    ours: Mapping[str, Record]
    lookup: Lookup
    catalogue: Catalogue

    @cached_property
    def texts(self) -> Texts:
        """Texts of the language the source is written in."""
        return load(self.incoming.snapshot.lang)

    @cached_property
    def new_ids(self) -> NewIds:
        """Ids for rows that came without one."""
        rows = self.incoming.snapshot.rows
        return NewIds(self.sent.dispatch, rows, self.catalogue, self._knows)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The number of each row; its cells follow, then the needed fields it has no column for.

        They depend on the file alone, so that a decision made on one comparison of a file
        finds its cell in the next.
        """
        numbers, n, needed = [], 1, self.needed
        for row in self.incoming.snapshot.rows:
            numbers.append(n)
            cells = row.cells
            n += 1 + len(cells) + sum([key not in cells for key in needed[row.type]])
        return tuple(numbers)

    def absent(self, row: SnapshotRow) -> tuple[str, ...]:
        """Return the needed fields a row has no column for."""
        return tuple(key for key in self.needed[row.type] if key not in row.cells)

    @cached_property
    def needed(self) -> Mapping[str, tuple[str, ...]]:
        """The fields that a record of each type cannot exist without."""
        return {
            each.key: tuple(field.key for field in each.fields if field.needed)
            for each in self.catalogue
        }

    def record(self, record_id: str) -> Record | None:
        """Return a record as it is today, deleted ones included."""
        return self.ours.get(record_id) or self.lookup.get(record_id)

    def exists(self, record_id: str) -> bool:
        """Say whether there is a record of that id, in the bin or not."""
        return self.record(record_id) is not None

    def title(self, record_id: str) -> str:
        """Return the title of a record, "" when there is none."""
        record = self.record(record_id)
        return record.title if record else ""

    def as_sent(self, field: Field, base: Value, said: Said) -> bool:
        """Say whether a cell still holds the very text its value was sent as.

        It may read as nothing any more (a name that two people bear by now) and be unchanged.
        """
        if base is None or not said.raw:
            return False
        written = " ".join(clean(said.raw).split())
        forms = (
            show(field, base, self.texts, titles)
            for show in (display.raw, display.show)
            for titles in (self.title, self._reference)
        )
        return any(" ".join(form.split()) == written for form in forms)

    def settled(self, record_id: str, field: Field, theirs: Value, raw: str) -> bool:
        """Say whether somebody looked at this very value before and did not take it."""
        if theirs is None and (text := raw.strip()):
            return (record_id, field.key, text) in self.sent.unread
        values = self.sent.settled.get((record_id, field.key), ())
        return any(same(field, value, theirs) for value in values)

    def seen(self, row: PlannedRow) -> PlannedRow:
        """Return a row, kept out if somebody looked at the very same before and did not take it."""
        before = self.sent.settled.get((row.record, ""), ())
        if before and row.words in before:
            return dataclasses.replace(row, decision=Decision.KEEP)
        return row

    def _knows(self, record_id: str) -> bool:
        return self.sent.known(record_id) is not None or self.exists(record_id)

    def _reference(self, record_id: str) -> str:
        record = self.record(record_id)
        return (record.reference or record.title) if record else ""


def decision(settled: bool, otherwise: Decision) -> Decision:
    """Return the decision of a proposal that may have been looked at before."""
    return Decision.KEEP if settled else otherwise


def placed(issue: Issue, place: Place, record: str, field: str = "") -> Issue:
    """Return an issue with the place in the file and the record it concerns."""
    where = dataclasses.replace(place, record=record, field=field or issue.place.field)
    return dataclasses.replace(issue, place=where)
