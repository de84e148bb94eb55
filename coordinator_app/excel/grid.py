"""A whole sheet in memory, as small as can be: plain values by row, and the few odd cells apart.

A foreign file is looked at several times before it is taken in (what it is, what is doubtful,
what it changes); it is read from the disk once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.issues import Issue
from coordinator_app.domain.reading import written
from coordinator_app.excel.books import BookSource, SheetSource, SheetState
from coordinator_app.excel.cells import Cell, CellKind, Value

#: A row: its number, and its values from the first column on; None where nothing stands.
GridRow = tuple[int, tuple[Value, ...]]
_ODD = (CellKind.ERROR, CellKind.NO_VALUE)
#: So many rows are read between two words of how far it is.
_STEP = 500


@dataclass(frozen=True)
class Grid:
    """One sheet.

    Args:
        name: Of the sheet.
        hidden: The file hides it.
        rows: Those that hold something, in the order of the file.
        odd: Row and column to cells that are more than their value: errors, formulas without a
            result, zero-padded numbers.
        merged: Merged ranges (A1:C1).
        issues: What was wrong with single cells.
        from_1904: Numbers without a format count days from 1904.
    """

    name: str
    hidden: bool
    rows: Sequence[GridRow]
    odd: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    from_1904: bool = False

    def text(self, row: int, column: int, value: Value) -> str:
        """Return what stands in a cell as a person reads it."""
        cell = self.odd.get((row, column)) if self.odd else None
        if cell is not None and cell.shown:
            return cell.shown
        if cell is not None and cell.kind is CellKind.ERROR:
            return str(cell.value)
        return written(value).strip()

    @property
    def width(self) -> int:
        """Number of the last column that holds something."""
        return max((len(values) for _, values in self.rows), default=0)


def grids(book: BookSource, tell: Callable[[int], None] | None = None) -> Iterator[Grid]:
    """Yield the sheets of a book that hold something.

    Args:
        tell: Told now and then how many rows are read; what it raises ends it.

    Raises:
        Refusal: A sheet cannot be read to its end.
    """
    before = 0
    for sheet in book.sheets:
        if sheet.readable and (grid := _grid(sheet, before, tell, from_1904=book.from_1904)).rows:
            before += len(grid.rows)
            yield grid


def _grid(
    sheet: SheetSource, before: int, tell: Callable[[int], None] | None, *, from_1904: bool
) -> Grid:
    rows: list[GridRow] = []
    odd: dict[tuple[int, int], Cell] = {}
    for at, (number, _, cells, alone) in enumerate(sheet.rows(plain=True)):
        if tell is not None and at % _STEP == 0:
            tell(before + at)
        if alone:
            rows.append((number, tuple(alone)))
            continue
        values: list[Value] = []
        for cell in cells:
            column, value = cell[1], cell[2]
            if cell[5] is not None or cell[3] in _ODD:
                odd[number, column] = cell
            elif value is None or (isinstance(value, str) and not value.strip()):
                continue
            gap = column - len(values) - 1
            if gap > 0:
                values.extend([None] * gap)
            if gap >= 0:
                values.append(value)
            else:  # out of order, or there twice: the last one counts
                values[column - 1] = value
        if values:
            rows.append((number, tuple(values)))
    return Grid(
        sheet.name,
        sheet.state is not SheetState.VISIBLE,
        rows,
        odd,
        tuple(sheet.merged),
        tuple(sheet.issues),
        from_1904,
    )
