"""A saved review seen with today's entries, when the file itself is not at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coordinator_app.domain.record import Record
from coordinator_app.merge.planned import (
    COUNTED,
    Decision,
    Plan,
    PlannedCell,
    PlannedRow,
    RowClass,
)
from coordinator_app.merge.three_way import CellClass, classify, taken
from coordinator_app.services.exchange import standing
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.session import Reading

#: Classes that rest on the three versions alone.
_COMPARED = (
    CellClass.THEIRS_ONLY,
    CellClass.OURS_ONLY,
    CellClass.SAME,
    CellClass.CONFLICT,
    CellClass.EMPTIED,
)
_DEFAULTS = {
    CellClass.THEIRS_ONLY: Decision.TAKE,
    CellClass.CONFLICT: Decision.OPEN,
    CellClass.EMPTIED: Decision.UNTICKED,
}


def refreshed(reading: Reading, received: Received) -> Received:
    """Return a reply whose cells are compared with the entries as they are now."""
    plan = received.plan
    ids = [*(each.record for each in plan.cells), *(each.record for each in plan.rows)]
    records = reading.records.get_many(ids)
    made = {row.record for row in plan.rows if row.cls is not RowClass.REMOVAL}
    rows = tuple(
        _beside(reading, row)
        for row in plan.rows
        if _still(records.get(row.record), removal=row.cls is RowClass.REMOVAL)
    )
    cells = tuple(_cells(reading, plan, records, made - {row.record for row in rows}))
    fresh = replace(plan, cells=cells, rows=rows, counts=_counts(plan, cells, rows))
    fresh = standing.applied(reading, fresh, received.dispatch)
    return replace(received, plan=fresh, revision=reading.log.revision())


def _beside(reading: Reading, row: PlannedRow) -> PlannedRow:
    """Return a row with what it resembles as that is today."""
    if not row.beside:
        return row
    records = reading.records.get_many(row.beside)
    return replace(row, beside={key: dict(each.values) for key, each in records.items()})


def _still(record: Record | None, *, removal: bool) -> bool:
    """Say whether a row still proposes something."""
    there = record is not None and not record.deleted
    return there if removal else not there


def _cells(
    reading: Reading, plan: Plan, records: Mapping[str, Record], done: set[str]
) -> Iterator[PlannedCell]:
    for cell in plan.cells:
        record = records.get(cell.record)
        if cell.record in done or record is None or record.deleted:
            if cell.record not in done:
                yield cell
            continue
        field = reading.catalogue.field(cell.type, cell.field)
        ours = record.get(cell.field)
        heads = tuple(dict.fromkeys((*cell.heads, *record.heads_of(cell.field))))
        fresh = replace(cell, ours=ours, heads=heads)
        if cell.usable:
            fresh = replace(fresh, result=taken(field, cell.base, ours, cell.theirs))
        if cell.cls in _COMPARED and cell.usable:
            cls = classify(field, cell.base, ours, cell.theirs)
            if cls is not cell.cls:
                decision = _DEFAULTS.get(cls, Decision.NONE)
                fresh = replace(fresh, cls=cls, decision=decision)
        yield fresh


def _counts(plan: Plan, cells: Sequence[PlannedCell], rows: Sequence[PlannedRow]) -> dict[str, int]:
    before, after = _classes(plan.cells, plan.rows), _classes(cells, rows)
    return {key: plan.counts.get(key, 0) - before[key] + after[key] for key in COUNTED}


def _classes(cells: Sequence[PlannedCell], rows: Sequence[PlannedRow]) -> Counter[str]:
    found = Counter(each.cls.value for each in cells)
    found.update(each.cls.value for each in rows)
    return found
