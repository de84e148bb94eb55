"""From decisions to edits: what is taken, what is kept, what still waits for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coordinator_app.domain.changes import Create, Delete, Edit, Restore, Update
from coordinator_app.domain.fields import Value
from coordinator_app.domain.heads import merge_sets
from coordinator_app.domain.record_type import PARENT
from coordinator_app.merge.planned import Decision, Plan, PlannedCell, PlannedRow, RowClass
from coordinator_app.merge.three_way import CellClass

Accept = Literal["safe", "all", "none"]
Conflicts = Literal["keep", "ours", "theirs"]
_Values = dict[str, Value]


@dataclass(frozen=True)
class Other:
    """The decision for another value: of a cell in its stored shape, of a row the id it is.

    Args:
        update: Of a row: the entry it is gets what the row says, where that says something.
    """

    value: Value
    update: bool = False


Answer = Literal["take", "keep"] | Other


@dataclass(frozen=True)
class Decided:
    """What decisions come to.

    Args:
        edits: One operation: new records with parents first, changes, removals.
        left: Numbers of what still waits for somebody, ascending.
        decisions: What becomes of each cell and row.
        created: Ids of the records the edits make (or take out of the bin) out of new rows.
        settled: (record, field, value of theirs, text) of what somebody decided against; of a row
            the field is empty and the value what it says, of what cannot be read there is only
            the text. Not asked again when the same comes back.
    """

    edits: tuple[Edit, ...]
    left: tuple[int, ...]
    decisions: Mapping[int, Decision]
    created: tuple[str, ...]
    settled: tuple[tuple[str, str, Value, str], ...]


def decide(
    plan: Plan,
    accept: Accept = "safe",
    conflicts: Conflicts = "keep",
    decisions: Mapping[int, Answer] | None = None,
) -> Decided:
    """Turn decisions into edits; what nobody decided is left, and never written.

    Args:
        plan: What there is to decide.
        accept: "safe" takes what comes ticked; "all" every usable proposal but conflicts; "none"
            nothing that is not among the decisions.
        conflicts: "keep" leaves them undecided; "ours" and "theirs" decide them all.
        decisions: By number; they go before everything else.
    """
    maker = _Maker(plan, decisions or {})
    return maker.decided(_judged(plan, accept, conflicts, maker))


def judge(
    plan: Plan,
    accept: Accept = "safe",
    conflicts: Conflicts = "keep",
    decisions: Mapping[int, Answer] | None = None,
) -> dict[int, Decision]:
    """Return what becomes of each cell and row, without the edits (see `decide`)."""
    return _judged(plan, accept, conflicts, _Maker(plan, decisions or {}))


def _judged(plan: Plan, accept: Accept, conflicts: Conflicts, maker: _Maker) -> dict[int, Decision]:
    found = {cell.n: _of_cell(cell, accept, conflicts, maker.answers) for cell in plan.cells}
    found |= {row.n: _of_row(row, accept, maker) for row in plan.rows}
    for cell in plan.cells:
        if cell.together and found[cell.n] is Decision.OPEN and cell.n not in maker.answers:
            follows = all(found[n] is Decision.TAKE for n in cell.together)
            found[cell.n] = Decision.TAKE if follows and accept != "none" else Decision.OPEN
    maker.wait_for_what_they_point_at(found)
    maker.drop_with_their_rows(found)
    return found


def _of_cell(
    cell: PlannedCell, accept: Accept, conflicts: Conflicts, answers: Mapping[int, Answer]
) -> Decision:
    answer = answers.get(cell.n)
    if isinstance(answer, Other):
        return Decision.TAKE
    if answer is not None:
        takes = answer == "take"
        return (Decision.TAKE if cell.usable else Decision.OPEN) if takes else Decision.KEEP
    if cell.rule and conflicts == "keep":
        taken = cell.decision is Decision.TAKE
        return Decision.OPEN if taken and accept == "none" else cell.decision
    if cell.decision in (Decision.KEEP, Decision.NONE) and not cell.rule:
        return cell.decision
    if cell.cls is CellClass.CONFLICT:
        choices = {"keep": Decision.OPEN, "ours": Decision.KEEP, "theirs": Decision.TAKE}
        return choices[conflicts] if cell.usable else Decision.OPEN
    if accept == "all" and cell.usable and cell.cls is not CellClass.INVALID:
        return Decision.TAKE
    if accept == "none" and cell.decision is Decision.TAKE:
        return Decision.OPEN
    return cell.decision


def _of_row(row: PlannedRow, accept: Accept, maker: _Maker) -> Decision:
    answer = maker.answers.get(row.n)
    if answer == "keep":
        return Decision.KEEP
    if isinstance(answer, Other):
        return Decision.TAKE
    gaps = row.cls is not RowClass.REMOVAL and not maker.complete(row)
    if gaps:
        return Decision.KEEP if row.decision is Decision.KEEP else Decision.OPEN
    if answer == "take":
        return Decision.TAKE
    if row.decision is Decision.KEEP:
        return row.decision
    if accept == "none":
        return Decision.OPEN
    filled = row.cls is RowClass.NEW and bool(row.missing) and row.issue is None
    if accept == "all" or filled:
        return Decision.TAKE
    return row.decision


class _Maker:
    """Makes the edits of one set of decisions."""

    def __init__(self, plan: Plan, answers: Mapping[int, Answer]) -> None:
        self._plan = plan
        self.answers = answers
        self._rows = {row.record: row for row in plan.rows if row.cls is not RowClass.REMOVAL}
        self._of: dict[str, list[PlannedCell]] = {}
        for cell in plan.cells:
            self._of.setdefault(cell.record, []).append(cell)
        self._pointing = [(each.n, {*each.needs}) for each in plan.rows if each.needs]
        self._pointing += [(each.n, {*each.needs}) for each in plan.cells if each.needs]
        #: Rows that somebody said are records on file: the id they were promised, and theirs.
        self._same_as: dict[str, Value] = {
            row.record: answer.value
            for row in self._rows.values()
            if isinstance(answer := answers.get(row.n), Other)
        }
        #: What such rows say of the entries they are, by entry.
        self._more: dict[str, list[PlannedRow]] = {}
        for row in self._rows.values():
            answer = answers.get(row.n)
            if not isinstance(answer, Other):
                continue
            if isinstance(answer.value, str) and answer.value in self._rows:
                self._pointing.append((row.n, {answer.value}))
            if answer.update:
                self._more.setdefault(str(answer.value), []).append(row)

    def complete(self, row: PlannedRow) -> bool:
        """Say whether all a new row needs is there, values given in place included."""
        return {*row.missing} <= self._given(row).keys()

    def wait_for_what_they_point_at(self, found: dict[int, Decision]) -> None:
        """Leave what points at a new row that is not taken; and what points at that."""
        waiting = True
        while waiting:
            there = {record for record, row in self._rows.items() if found[row.n] is Decision.TAKE}
            waiting = False
            for n, needs in self._pointing:
                if found[n] is Decision.TAKE and not needs <= there:
                    found[n] = Decision.OPEN
                    waiting = True

    def drop_with_their_rows(self, found: dict[int, Decision]) -> None:
        """Let nobody wait for cells of new rows that were refused or are records on file."""
        for record, row in self._rows.items():
            if found[row.n] is Decision.KEEP or record in self._same_as:
                for cell in self._of.get(record, ()):
                    if found[cell.n] is Decision.OPEN:
                        found[cell.n] = Decision.KEEP

    def decided(self, found: Mapping[int, Decision]) -> Decided:
        """Return the edits and what is left."""
        taken = [row for row in self._plan.rows if found[row.n] is Decision.TAKE]
        removed = [row.record for row in taken if row.cls is RowClass.REMOVAL]
        made = [
            row
            for row in self._parents_first(
                [row for row in taken if row.cls is not RowClass.REMOVAL]
            )
            if row.record not in self._same_as
        ]
        edits: list[Edit] = []
        for row in made:
            edits += self._creation(row, found)
        edits += self._updates(found, {*removed})
        edits += [Delete(record) for record in removed]
        left = [n for n, decision in found.items() if decision is Decision.OPEN]
        return Decided(
            tuple(edits), tuple(sorted(left)), found, tuple(row.record for row in made),
            tuple(self._settled(found)),
        )  # fmt: skip

    def _given(self, row: PlannedRow) -> dict[str, Value]:
        """Return the values that were given in place for cells of a new row."""
        return {
            cell.field: answer.value
            for cell in self._of.get(row.record, ())
            if isinstance(answer := self.answers.get(cell.n), Other) and answer.value is not None
        }

    def _creation(self, row: PlannedRow, found: Mapping[int, Decision]) -> list[Edit]:
        cells, twins = self._of.get(row.record, ()), self._more.get(row.record, ())
        if not (cells or twins or self._same_as or row.gone or None in row.values.values()):
            return [Create(row.type, row.values, row.record, row.reference, stored=True)]
        also = {
            key: value
            for twin in reversed(twins)
            if found[twin.n] is Decision.TAKE
            for key, value in self._said(twin, found).items()
            if key not in row.said
        }
        more = {cell.field: self._value(cell) for cell in cells if found[cell.n] is Decision.TAKE}
        values = {
            key: self._redirected(value)
            for key, value in {**row.values, **also, **more}.items()
            if value is not None
        }
        if row.gone:
            return [Restore(row.record), Update(row.record, values)]
        return [Create(row.type, values, row.record, row.reference)]

    def _updates(self, found: Mapping[int, Decision], removed: set[str]) -> list[Edit]:
        edits: list[Edit] = []
        said = self._said_of_entries(found)
        for record in dict.fromkeys((*self._of, *said)):
            cells = [cell for cell in self._of.get(record, ()) if found[cell.n] is Decision.TAKE]
            expected, values = said.get(record, ({}, {}))
            if not (cells or values) or record in self._rows or record in removed:
                continue
            if cells and cells[0].gone:
                edits.append(Restore(record))
            edits.append(
                Update(
                    record,
                    values | {cell.field: self._redirected(self._value(cell)) for cell in cells},
                    {cell.field: cell.heads for cell in cells if cell.heads},
                    expected | {cell.field: cell.ours for cell in cells},
                )
            )
        return edits

    def _said_of_entries(self, found: Mapping[int, Decision]) -> dict[str, tuple[_Values, _Values]]:
        """Return what rows that are entries on record change of them: what stands, what comes."""
        changed: dict[str, tuple[_Values, _Values]] = {}
        for record, rows in self._more.items():
            for row in rows:
                if record in self._rows or found[row.n] is not Decision.TAKE:
                    continue
                mine = row.beside.get(record)
                expected, values = changed.setdefault(record, ({}, {}))
                for key, value in self._said(row, found).items():
                    ours = mine.get(key) if mine is not None else None
                    comes = self._redirected(value)
                    if isinstance(value, list):
                        comes = merge_sets(None, [ours, comes])
                    if comes != ours and (mine is not None or not isinstance(value, list)):
                        values[key] = comes
                        if mine is not None:
                            expected[key] = ours
        return changed

    def _said(self, row: PlannedRow, found: Mapping[int, Decision]) -> _Values:
        """Return what stood in a row, values given in place included."""
        said = {key: row.values.get(key) for key in row.said if key != PARENT}
        taken = {
            cell.field: self._value(cell)
            for cell in self._of.get(row.record, ())
            if found[cell.n] is Decision.TAKE and cell.field != PARENT
        }
        return {key: value for key, value in {**said, **taken}.items() if value is not None}

    def _value(self, cell: PlannedCell) -> Value:
        answer = self.answers.get(cell.n)
        return answer.value if isinstance(answer, Other) else cell.result

    def _redirected(self, value: Value) -> Value:
        """Return a value that points at a record on file where it pointed at a row that is one."""
        if not self._same_as:
            return value
        match value:
            case str():
                return self._same_as.get(value, value)
            case list():
                return sorted({str(self._same_as.get(each, each)) for each in value})
            case {"id": str(record)}:
                return {"id": self._same_as.get(record, record)}
            case _:
                return value

    def _parents_first(self, rows: list[PlannedRow]) -> list[PlannedRow]:
        by_id = {row.record: row for row in rows}
        ordered: dict[str, PlannedRow] = {}

        def place(row: PlannedRow, above: frozenset[str]) -> None:
            for each in row.needs:
                if each in by_id and each not in ordered and each not in above:
                    place(by_id[each], above | {each})
            ordered[row.record] = row

        for row in rows:
            if row.record not in ordered:
                place(row, frozenset({row.record}))
        return list(ordered.values())

    def _settled(self, found: Mapping[int, Decision]) -> list[tuple[str, str, Value, str]]:
        cells: list[tuple[str, str, Value, str]] = [
            (cell.record, cell.field, cell.theirs, cell.raw.strip() if cell.theirs is None else "")
            for cell in self._plan.cells
            if found[cell.n] is Decision.KEEP
            or (isinstance(self.answers.get(cell.n), Other) and self._stays_different(cell))
        ]
        rows: list[tuple[str, str, Value, str]] = [
            (row.record, "", row.words, "")
            for row in self._plan.rows
            if found[row.n] is Decision.KEEP or row.record in self._same_as
        ]
        return cells + rows

    def _stays_different(self, cell: PlannedCell) -> bool:
        return self._value(cell) != cell.theirs
