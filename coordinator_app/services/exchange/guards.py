"""Rules and guards on what a reply would make of entries: what they forbid stays undecided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from coordinator_app.domain.changes import Create, Edit, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.merge.planned import Decision, Plan
from coordinator_app.merge.policy import Answer, Decided
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
        marked = _marked(reading, plan, decided)
        if marked is None:
            break
        plan, blamed = marked
        answers = {n: answer for n, answer in answers.items() if n not in blamed}
        decided = decide(plan, answers)
    return plan, decided


def _marked(reading: Reading, plan: Plan, decided: Decided) -> tuple[Plan, set[int]] | None:
    """Return the plan with the first thing that is forbidden marked, None when nothing is."""
    for edit in decided.edits:
        issue = _issue(reading, edit)
        if issue is None:
            continue
        if isinstance(edit, Create):
            return _without_row(plan, edit.id, issue)
        if isinstance(edit, Update):
            return _without_cells(reading, plan, decided, edit, issue)
    return None


def _issue(reading: Reading, edit: Edit) -> Issue | None:
    try:
        return next((each for each in problems(reading, edit) if each.blocks), None)
    except UserError as error:
        return Issue(error.what, error.do, blocks=True, params=error.params)


def _without_row(plan: Plan, record: str, issue: Issue) -> tuple[Plan, set[int]]:
    rows = tuple(
        replace(
            row,
            issue=_placed(issue, row.place, record),
            missing=(*row.missing, _FORBIDDEN),
            decision=Decision.OPEN,
        )
        if row.record == record
        else row
        for row in plan.rows
    )
    return replace(plan, rows=rows), {row.n for row in rows if row.record == record}


def _without_cells(
    reading: Reading, plan: Plan, decided: Decided, edit: Update, issue: Issue
) -> tuple[Plan, set[int]]:
    taken = [
        cell
        for cell in plan.cells
        if cell.record == edit.record and decided.decisions[cell.n] is Decision.TAKE
    ]
    record = reading.records.get(edit.record)
    life = reading.catalogue[record.type].life if record else None
    # A guard forbids the step, whatever field it names as missing.
    suspects = (issue.place.field, life.field if life else "")
    guilty: list[int] = []
    for field in suspects:
        guilty = guilty or [cell.n for cell in taken if cell.field == field]
    blamed = set(guilty or [cell.n for cell in taken])
    counts = dict(plan.counts)
    cells = []
    for cell in plan.cells:
        if cell.n not in blamed:
            cells.append(cell)
            continue
        counts[cell.cls.value] -= 1
        counts[CellClass.INVALID.value] += 1
        cells.append(
            replace(
                cell,
                cls=CellClass.INVALID,
                issue=_placed(issue, cell.place, cell.record, cell.field),
                decision=Decision.OPEN,
                usable=False,
            )
        )
    return replace(plan, cells=tuple(cells), counts=counts), blamed


def _placed(issue: Issue, place: Place, record: str, field: str = "") -> Issue:
    return replace(issue, place=replace(place, record=record, field=field or issue.place.field))
