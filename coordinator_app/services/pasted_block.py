"""A pasted block as data: cells, rows, and what needs a decision before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue

#: From so many rows on a person sees what a block would change before it does.
LOOK_FROM = 20


@dataclass(frozen=True)
class PastedCell:
    """One cell of a block.

    Args:
        field: Key of the field it goes to.
        raw: As it stood on the clipboard.
        value: What it means, when there is no issue.
        before, after: The old and the new value as a person reads them.
        issue: Why it cannot be used as it is; its proposals may be chosen instead.
        changes: It would change the entry.
        aside: Another cell of the row says it by the way: "24 (10 women)".
    """

    field: str
    raw: str
    value: Value = None
    before: str = ""
    after: str = ""
    issue: Issue | None = None
    changes: bool = False
    aside: bool = False


@dataclass(frozen=True)
class PastedRow:
    """One row of a block and the entry it goes to; record "" makes a new one."""

    record: str
    title: str
    cells: tuple[PastedCell, ...]
    lacks: tuple[str, ...] = ()

    @property
    def new(self) -> bool:
        """Say whether it would make an entry."""
        return not self.record


@dataclass(frozen=True)
class Block:
    """What a pasted block would do.

    Args:
        type: Record type of the entries.
        rows: In the order of the block.
        beyond: Rows for which there is no entry: the list ended, or none has their reference.
        left_out: Columns that went past the last one, or onto one that cannot be edited.
    """

    type: str
    rows: tuple[PastedRow, ...]
    beyond: int = 0
    left_out: int = 0

    @property
    def changed(self) -> int:
        """Return how many cells would change."""
        return sum(cell.changes for row in self.rows for cell in row.cells)

    @property
    def problems(self) -> list[tuple[int, int]]:
        """Return row and place of the cells that cannot be used as they are."""
        return [
            (at, place)
            for at, row in enumerate(self.rows)
            for place, cell in enumerate(row.cells)
            if cell.issue is not None
        ]

    @property
    def wants_a_look(self) -> bool:
        """Say whether a person should see it first."""
        aside = any(cell.aside and cell.changes for row in self.rows for cell in row.cells)
        return len(self.rows) > LOOK_FROM or bool(self.problems) or self.beyond > 0 or aside

    @property
    def questions(self) -> list[Question]:
        """Return what is to be decided: the same words in the same column once."""
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for at, place in self.problems:
            cell = self.rows[at].cells[place]
            found.setdefault((cell.field, cell.raw), []).append((at, place))
        return [Question(*said, tuple(cells)) for said, cells in found.items()]

    def with_value(self, cells: Iterable[tuple[int, int]], value: Value, shown: str = "") -> Block:
        """Return the block with another value for some cells.

        Args:
            cells: Row and place of each.
            value: What they mean; None leaves them as they are.
            shown: The value in words.
        """
        rows = list(self.rows)
        for at, place in cells:
            row = rows[at]
            cell = row.cells[place]
            after = cell.before if value is None else shown
            cell = replace(cell, value=value, after=after, issue=None, changes=value is not None)
            rows[at] = replace(row, cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))
        return replace(self, rows=tuple(rows))


@dataclass(frozen=True)
class Question:
    """Words that cannot be used as they are, and the cells (row, place) that say them."""

    field: str
    raw: str
    cells: tuple[tuple[int, int], ...]
