"""What a decision touches: so that of a large reply only that is decided anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from coordinator_app.merge.planned import Plan, PlannedCell, PlannedRow, RowClass


@dataclass(frozen=True)
class Part:
    """What decisions are made with, and what they touch.

    Args:
        plan: The part of the whole plan.
        numbers: Of the cells and rows of it that may stand otherwise now.
    """

    plan: Plan
    numbers: frozenset[int]


class Parts:
    """A plan by entries, and what of it hangs on what.

    Args:
        plan: Everything there is to decide.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._cells: dict[str, list[PlannedCell]] = defaultdict(list)
        self._rows: dict[str, list[PlannedRow]] = defaultdict(list)
        self._record: dict[int, str] = {}
        #: New entries to what names them, and the other way round.
        self._named_by: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        made = {row.record for row in plan.rows if row.cls is not RowClass.REMOVAL}
        for cell in plan.cells:
            self._cells[cell.record].append(cell)
            self._note(cell.n, cell.record, cell.needs, made)
        for row in plan.rows:
            self._rows[row.record].append(row)
            twins = (each.id for each in row.candidates)
            self._note(row.n, row.record, (*row.needs, *twins), made)
            for each in row.candidates:  # a row that is an entry on record changes that
                self._names[row.record].add(each.id)
                self._names[each.id].add(row.record)

    def around(self, numbers: Iterable[int]) -> Part:
        """Return the part of the plan that some decisions touch.

        Args:
            numbers: Of what was decided.
        """
        touched = self._spread(self._record[n] for n in numbers if n in self._record)
        whole = self._names_of(touched)
        cells = tuple(cell for record in whole for cell in self._cells.get(record, ()))
        rows = tuple(row for record in whole for row in self._rows.get(record, ()))
        things: tuple[PlannedCell | PlannedRow, ...] = (*cells, *rows)
        changed = {each.n for each in things if each.record in touched}
        return Part(replace(self._plan, cells=cells, rows=rows), frozenset(changed))

    def _note(self, n: int, record: str, needs: Iterable[str], made: set[str]) -> None:
        self._record[n] = record
        for each in needs:
            if each in made and each != record:
                self._named_by[each].add(record)
                self._names[record].add(each)

    def _spread(self, records: Iterable[str]) -> dict[str, None]:
        """Return the entries, and those that cannot be without them."""
        found = dict.fromkeys(records)
        waiting = list(found)
        while waiting:
            for each in self._named_by.get(waiting.pop(), ()):
                if each not in found:
                    found[each] = None
                    waiting.append(each)
        return found

    def _names_of(self, records: Iterable[str]) -> dict[str, None]:
        """Return the entries and all that they name."""
        found = dict.fromkeys(records)
        waiting = list(found)
        while waiting:
            for each in self._names.get(waiting.pop(), ()):
                if each not in found:
                    found[each] = None
                    waiting.append(each)
        return found
