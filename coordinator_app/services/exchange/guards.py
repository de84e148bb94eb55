"""Rules and guards on what a reply would make of entries: what they forbid stays undecided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from coordinator_app.domain.changes import Create, Edit, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.record import Record
from coordinator_app.domain.rules import forbidden
from coordinator_app.merge.planned import Decision, Plan, PlannedCell
from coordinator_app.merge.policy import Answer, Decided, Other
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.editing import problems
from coordinator_app.services.session import Reading

Decide = Callable[[Plan, Mapping[int, Answer]], Decided]

#: Stands for "not complete" in a new row that a rule forbids; no field is called so.
_FORBIDDEN = "$rule"


def without_forbidden(
    reading: Reading, plan: Plan, decide: Decide, answers: Mapping[int, Answer]
) -> tuple[Plan, Decided]:
    """Return the plan with what rules forbid marked in it, and what is then decided.

    Good cells go in all the same; only those to blame are left.
    """
    decided = decide(plan, answers)
    for _ in range(len(plan.cells) + len(plan.rows)):
        marked = _marked(reading, plan, decided, answers)
        if marked is None:
            break
        plan, blamed = marked
        answers = {n: answer for n, answer in answers.items() if n not in blamed}
        decided = decide(plan, answers)
    return plan, replace(decided, edits=tuple(_with_wishes(reading, plan, decided.edits)))


def _with_wishes(reading: Reading, plan: Plan, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits; new entries with what they take besides where no rule forbids it.

    So do those that were taken in before a cell of theirs was answered.
    """
    wishes = {row.record: row.wishes for row in plan.rows if row.wishes}
    wishes |= {cell.record: cell.wishes for cell in plan.cells if cell.wishes}
    for edit in edits:
        if isinstance(edit, Create) and edit.id in wishes:
            fuller = replace(edit, values={**edit.values, **wishes[edit.id]}, stored=False)
            yield edit if _of_new(reading, fuller) else fuller
        elif isinstance(edit, Update) and edit.record in wishes:
            yield _granted(reading, edit, wishes[edit.record])
        else:
            yield edit


def _granted(reading: Reading, edit: Update, wishes: Mapping[str, Value]) -> Update:
    """Return a change of an entry with what it takes besides, where that is still as it began."""
    record = reading.records.get(edit.record)
    if record is None:
        return edit
    record_type = reading.catalogue[record.type]
    begun = {key: value for key, value in wishes.items()
             if record.get(key) == record_type.defaults.get(key) and key not in edit.values}  # fmt: skip
    held = {**record.values, **edit.values, **begun}
    after = replace(record, values={key: each for key, each in held.items() if each is not None})
    if forbidden(record_type, record, after, reading.records):
        return edit
    return replace(edit, values={**edit.values, **begun})


def _marked(
    reading: Reading, plan: Plan, decided: Decided, answers: Mapping[int, Answer]
) -> tuple[Plan, set[int]] | None:
    """Return the plan with all that is forbidden marked, None when nothing is."""
    rows: dict[str, Issue] = {}
    cells: dict[int, Issue] = {}
    taken: dict[str, list[PlannedCell]] = defaultdict(list)
    for cell in plan.cells:
        if decided.decisions[cell.n] is Decision.TAKE:
            taken[cell.record].append(cell)
    # What was read is in its stored shape already; only values given in place are looked at.
    read = not any(isinstance(answer, Other) for answer in answers.values())
    for edit in decided.edits:
        found = _of_new(reading, edit) if read and isinstance(edit, Create) else None
        issue = _issue(reading, edit) if found is None else next(iter(found), None)
        if issue is None:
            continue
        if isinstance(edit, Create):
            rows[edit.id] = issue
        elif isinstance(edit, Update):
            blamed = _blamed(reading, edit, issue, taken[edit.record])
            cells.update(dict.fromkeys(blamed, issue))
            if not blamed:  # new rows that are this entry say it
                rows.update(dict.fromkeys(_same_as(plan, edit.record, answers), issue))
    if not rows and not cells:
        return None
    marked = {row.n for row in plan.rows if row.record in rows} | cells.keys()
    return _without_cells(_without_rows(plan, rows), cells), marked


def _same_as(plan: Plan, record: str, answers: Mapping[int, Answer]) -> list[str]:
    """Return the new rows that somebody said are an entry on record."""
    said = {n: answer.value for n, answer in answers.items() if isinstance(answer, Other)}
    return [row.record for row in plan.rows if said.get(row.n) == record]


def _of_new(reading: Reading, edit: Create) -> list[Issue]:
    """Return what forbids a new entry whose values are in their stored shape, none empty."""
    record_type = reading.catalogue[edit.type]
    record = Record(edit.id, edit.type, values={**record_type.defaults, **edit.values})
    return forbidden(record_type, None, record, reading.records)


def _issue(reading: Reading, edit: Edit) -> Issue | None:
    try:
        return next((each for each in problems(reading, edit) if each.blocks), None)
    except UserError as error:
        return Issue(error.what, error.do, blocks=True, params=error.params)


def _blamed(
    reading: Reading, edit: Update, issue: Issue, taken: Sequence[PlannedCell]
) -> list[int]:
    """Return the cells to blame for what forbids an edit."""
    record = reading.records.get(edit.record)
    life = reading.catalogue[record.type].life if record else None
    # A guard forbids the step, whatever field it names as missing.
    for field in (issue.place.field, life.field if life else ""):
        guilty = [cell.n for cell in taken if cell.field == field]
        if guilty:
            return guilty
    return [cell.n for cell in taken]


def _without_rows(plan: Plan, forbidden: Mapping[str, Issue]) -> Plan:
    rows = tuple(
        replace(
            row,
            issue=_placed(forbidden[row.record], row.place, row.record),
            missing=(*row.missing, _FORBIDDEN),
            decision=Decision.OPEN,
        )
        if row.record in forbidden
        else row
        for row in plan.rows
    )
    return replace(plan, rows=rows)


def _without_cells(plan: Plan, forbidden: Mapping[int, Issue]) -> Plan:
    counts = dict(plan.counts)
    cells = []
    for cell in plan.cells:
        if cell.n not in forbidden:
            cells.append(cell)
            continue
        counts[cell.cls.value] -= 1
        counts[CellClass.INVALID.value] += 1
        issue = _placed(forbidden[cell.n], cell.place, cell.record, cell.field)
        cells.append(
            replace(cell, cls=CellClass.INVALID, issue=issue, decision=Decision.OPEN, usable=False)
        )
    return replace(plan, cells=tuple(cells), counts=counts)


def _placed(issue: Issue, place: Place, record: str, field: str = "") -> Issue:
    return replace(issue, place=replace(place, record=record, field=field or issue.place.field))
