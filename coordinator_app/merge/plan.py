"""Comparing a source with what was sent and with today's records: one pure function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.merge.afterthoughts import check_rules, doubt_sorted_columns, hold_groups
from coordinator_app.merge.compare import Comparer
from coordinator_app.merge.context import Context
from coordinator_app.merge.matching import Matcher
from coordinator_app.merge.newrows import NewRows
from coordinator_app.merge.planned import COUNTED, Plan, PlannedCell, PlannedRow
from coordinator_app.merge.promises import Promises
from coordinator_app.merge.sent import Incoming, Sent
from coordinator_app.merge.three_way import CellClass

Progress = Callable[[int, int], None]
#: So many rows are compared between two words of how far it is.
_STEP = 200


def plan(
    incoming: Incoming,
    sent: Sent,
    ours: Mapping[str, Record],
    lookup: Lookup,
    catalogue: Catalogue,
    progress: Progress | None = None,
) -> Plan:
    """Compare a source cell by cell and row by row; nothing is decided and nothing written.

    Rows and columns that are not there mean nothing. A field that was not asked for, or a row
    that was not sent, is outside; a spare row that was filled makes the record it was promised
    as, and is that record when it comes again; other rows without an id are matched with what
    earlier replies made, and else proposed as new, or as a duplicate of what they resemble.

    Args:
        incoming: The source.
        sent: What was sent and what came of it so far.
        ours: Today's records by id, at least those sent and taken.
        lookup: The workbook.
        catalogue: The record types.
        progress: Told how many rows of how many are compared; what it raises ends it.
    """
    context = Context(incoming, sent, ours, lookup, catalogue)
    promises = Promises(catalogue, sent.spares)
    comparer, new_rows = Comparer(context, promises), NewRows(context, promises)
    matcher = Matcher(sent, ours, lookup, catalogue, context.new_ids)
    matched = matcher.match(incoming.snapshot.rows)
    new = {each.index for each in matched if new_rows.is_new(each)}
    new_rows.tell_apart(each.id for each in matched if each.index not in new)
    for each in matched:
        if each.index in new:
            new_rows.promise(each)
    rows: list[PlannedRow] = []
    cells: list[PlannedCell] = []
    for number, each in enumerate(matched):
        if progress is not None and number % _STEP == 0:
            progress(number, len(matched))
        if each.index in new:
            if not each.row.remove:
                for found in new_rows.plan(each):
                    (rows if isinstance(found, PlannedRow) else cells).append(found)  # type: ignore[arg-type]  # told apart right here
            continue
        cells += comparer.cells(each)
        if (removal := comparer.removal(each)) is not None:
            rows.append(removal)
    cells, notices = doubt_sorted_columns(cells, comparer.columns, context)
    cells = check_rules(hold_groups(cells, context), context)
    snapshot = incoming.snapshot
    return Plan(
        incoming.label, sent.dispatch or snapshot.dispatch, snapshot.sha256, snapshot.lang,
        incoming.base, tuple(cells), tuple(rows),
        (*snapshot.issues, *notices, *_wrong(cells, rows)),
        _counts(cells, rows, comparer.uncounted[CellClass.UNCHANGED]),
    )  # fmt: skip


def _wrong(cells: Iterable[PlannedCell], rows: Iterable[PlannedRow]) -> Iterator[Issue]:
    for cell in cells:
        if cell.issue is not None and cell.cls is CellClass.INVALID:
            yield cell.issue
    for row in rows:
        if row.issue is not None:
            yield row.issue


def _counts(
    cells: Iterable[PlannedCell], rows: Iterable[PlannedRow], unchanged: int
) -> dict[str, int]:
    found = Counter[str](cell.cls.value for cell in cells)
    found.update(row.cls.value for row in rows)
    found[CellClass.UNCHANGED.value] += unchanged
    return {key: found[key] for key in COUNTED}
