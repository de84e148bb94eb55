"""What is seen only once all cells are classed: sorted columns, groups, rules on whole records."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.record import Record
from coordinator_app.domain.rules import forbidden
from coordinator_app.merge.context import Context, placed
from coordinator_app.merge.permuted import Columns
from coordinator_app.merge.planned import Decision, PlannedCell
from coordinator_app.merge.three_way import CellClass
from coordinator_app.texts import N_, Message

_SORTED_APART = N_("The values of “{field}” seem to have been sorted apart from their rows.")
_LOOK = N_("Look at them before taking them in, or ask for the file again.")
_TOGETHER = Issue(
    N_("It belongs together with a field that both sides changed."), N_("Decide that one first.")
)


def doubt_sorted_columns(
    cells: Sequence[PlannedCell], columns: Columns, context: Context
) -> tuple[list[PlannedCell], list[Issue]]:
    """Return the cells, those of columns sorted apart no longer ticked, and what to say of it."""
    apart = dict.fromkeys(columns.permuted())
    sheets = {each.type: each.place for each in reversed(cells)}
    issues = {
        (type_key, key): Issue(
            _SORTED_APART,
            _LOOK,
            Place(field=key, file=sheets[type_key].file, sheet=sheets[type_key].sheet),
            params={
                "field": Message(context.catalogue.field(type_key, key).label),
                "type": type_key,
            },
        )
        for type_key, key in apart
    }
    found = []
    for cell in cells:
        issue = issues.get((cell.type, cell.field))
        if issue and cell.cls is CellClass.THEIRS_ONLY and cell.decision is Decision.TAKE:
            where = placed(issue, cell.place, cell.record, cell.field)
            found.append(dataclasses.replace(cell, decision=Decision.OPEN, issue=where))
        else:
            found.append(cell)
    return found, list(issues.values())


def hold_groups(cells: Iterable[PlannedCell], context: Context) -> list[PlannedCell]:
    """Return the cells, those of a group with a conflict waiting for it: they go together."""
    cells = list(cells)
    conflicts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for cell in cells:
        group = context.catalogue.field(cell.type, cell.field).group
        if group and cell.cls is CellClass.CONFLICT:
            conflicts[cell.record, group].append(cell.n)
    if not conflicts:
        return cells
    return [_held(cell, conflicts, context) for cell in cells]


def check_rules(cells: Iterable[PlannedCell], context: Context) -> list[PlannedCell]:
    """Return the cells, those that a rule on the whole record forbids no longer valid."""
    found = {cell.n: cell for cell in cells}
    by_record: dict[str, list[PlannedCell]] = defaultdict(list)
    for cell in found.values():
        if cell.decision is Decision.TAKE and not cell.gone:
            by_record[cell.record].append(cell)
    for record_id, ticked in by_record.items():
        record = context.record(record_id)
        if record is not None:
            found |= {cell.n: cell for cell in _refused(record, ticked, context)}
    return list(found.values())


def _held(
    cell: PlannedCell, conflicts: dict[tuple[str, str], list[int]], context: Context
) -> PlannedCell:
    group = context.catalogue.field(cell.type, cell.field).group
    together = tuple(conflicts.get((cell.record, group), ())) if group else ()
    if not together or cell.decision is not Decision.TAKE:
        return cell
    issue = placed(_TOGETHER, cell.place, cell.record, cell.field)
    return dataclasses.replace(cell, decision=Decision.OPEN, issue=issue, together=together)


def _refused(record: Record, ticked: list[PlannedCell], context: Context) -> Iterable[PlannedCell]:
    """Yield the cells to blame for what forbids the merged record, until nothing does."""
    record_type = context.catalogue[record.type]
    state = record_type.life.field if record_type.life else ""
    while ticked:
        values = {**record.values, **{cell.field: cell.result for cell in ticked}}
        held = {key: value for key, value in values.items() if value is not None}
        after = dataclasses.replace(record, values=held)
        issues = forbidden(record_type, record, after, context.lookup)
        if not issues:
            return
        fields = {cell.field for cell in ticked}
        # A guard forbids the step, whatever field it names as missing.
        blamed = issues[0].place.field if issues[0].place.field in fields else state
        guilty = [cell for cell in ticked if cell.field == blamed] or ticked
        for cell in guilty:
            issue = placed(issues[0], cell.place, cell.record, cell.field)
            yield dataclasses.replace(
                cell, cls=CellClass.INVALID, decision=Decision.OPEN, issue=issue
            )
        ticked = [cell for cell in ticked if cell not in guilty]
