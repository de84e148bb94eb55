"""Rows in the making: where each cell stands, what it holds, and what bounds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from coordinator_app.domain.issues import Issue, Place
from coordinator_app.excel.cells import (
    Cell,
    CellKind,
    NumberFormat,
    Value,
    column_letters,
    split_reference,
)
from coordinator_app.excel.refusals import LimitReached, Limits
from coordinator_app.excel.row_forms import PlainCell, RowForms
from coordinator_app.excel.values import ValueReader
from coordinator_app.texts import N_

_MOST_ISSUES = 100
_TEXT = CellKind.TEXT
_new_cell = tuple.__new__  # half the cost of Cell(...)


class Row(NamedTuple):
    """One row that holds something.

    Args:
        number: From 1.
        hidden: By hand or by a filter.
        cells: Those that hold something, in the order of the file.
        values: In the place of cells, where these alone were asked for and there is no more to
            them: from the first column on, None where nothing stands.
    """

    number: int
    hidden: bool
    cells: Sequence[Cell]
    values: Sequence[Value] = ()


class RowBuilder:
    """Builds the rows of one sheet, in the order of the file.

    Args:
        place: File and sheet.
        limits: How much is read.
        strings: The shared strings.
        formats: Style as the file numbers it, to its format, or None where that changes nothing.
        from_1904: Serial dates count from 1904.
    """

    def __init__(
        self,
        place: Place,
        limits: Limits,
        strings: Sequence[str],
        formats: Mapping[str, NumberFormat | None],
        *,
        from_1904: bool,
    ) -> None:
        self.finished: list[Row] = []
        self.hidden: list[tuple[int, int]] = []
        self.issues: list[Issue] = []
        self.where = f"{place.file}, {place.sheet}"
        self._place = place
        self._longest = limits.cell_characters
        self._limits = limits
        self._values = ValueReader(strings, formats, from_1904, self._report)
        self.forms = RowForms(self._values, limits.cell_characters)
        self._columns: dict[str, int] = {}
        self._cells: list[Cell] = []
        self._row = self._column = self._count = 0
        self._row_text = "0"
        self._row_hidden = False

    def start_row(self, given: str, *, hidden: bool) -> None:
        """Finish the row before and start the next.

        Args:
            given: Its number as the file says it; anything else counts on from the row before.
            hidden: The file hides it.
        """
        self.finish_row()
        row = int(given) if given.isdecimal() and len(given) < 12 else self._row + 1
        if not 0 < row <= self._limits.rows:
            raise LimitReached("rows", self._limits, where=self.where)
        again = row <= self._row
        self._row, self._column = row, 0
        if again:
            self._report(N_("This row stands in the sheet twice, or out of order."))
        self._row_text = str(row)
        self._row_hidden = hidden
        if hidden:
            add_range(self.hidden, row, row)

    def finish_row(self) -> None:
        """Hand over the row, if it holds something."""
        if self._cells:
            self._count += len(self._cells)
            if self._count > self._limits.cells:
                raise LimitReached("cells", self._limits, where=self.where)
            self.finished.append(Row(self._row, self._row_hidden, self._cells))
            self._cells = []

    def place_in(self, letters: str) -> None:
        """Move to the cell in a column of this row."""
        column = self._columns.get(letters)
        if column is None:
            self.place_at(letters + self._row_text)
        elif column > self._column:
            self._column = column
        else:
            self._move(column)

    def place_at(self, reference: str) -> None:
        """Move to the cell of a reference; without one, to the cell after the last."""
        if not reference:
            self._move(self._column + 1)
            return
        place = split_reference(reference)
        self._move(place[1] if place else self._column + 1)
        if place is None or place[0] != self._row:
            self._report(N_("This cell has an address that does not fit its row."))
        elif reference.endswith(self._row_text):
            self._columns[reference[: -len(self._row_text)]] = place[1]

    def add(
        self, kind: str | None, raw: str, style: str | None = None, *, formula: bool = False
    ) -> None:
        """Add what the cell here holds; a text without characters is nothing."""
        if len(raw) > self._longest:
            raise LimitReached("cell_characters", self._limits, where=self.where)
        value, read, shown = self._values.read(kind, raw, style)
        if not formula and (value is None or value == ""):
            return
        cell = (self._row, self._column, value, read, formula, shown)
        self._cells.append(_new_cell(Cell, cell))

    def add_plain(self, cells: Iterable[PlainCell]) -> None:
        """Add many cells of this row.

        The same as place_in() and add() for each, with the usual cases written out here: four
        calls a cell would double what reading a sheet costs.
        """
        strings, known, columns = self._values.strings, self._values.known, self._columns
        count, longest, row, append = len(strings), self._longest, self._row, self._cells.append
        last = self._column
        for letters, style, kind, inline, raw in cells:
            column = columns.get(letters, 0)
            if column <= last:
                self._column = last
                self.place_in(letters)
                column = self._column
            last = column
            if raw is None:
                continue
            if kind == "s" and raw.isdecimal() and (at := int(raw)) < count:
                if text := strings[at]:
                    append(_new_cell(Cell, (row, column, text, _TEXT, False, None)))
            elif meaning := known.get((kind, raw, style)):
                value, read, shown = meaning
                if value is not None and value != "":
                    append(_new_cell(Cell, (row, column, value, read, False, shown)))
            elif inline and raw and len(raw) <= longest and "_x" not in raw:
                append(_new_cell(Cell, (row, column, raw, _TEXT, False, None)))
            else:
                self._column = column
                self.add("inlineStr" if inline else kind, raw, style)
        self._column = last

    def add_values(self, number: str, values: list[Value], *, hidden: bool) -> None:
        """Add a whole row by its values alone."""
        self.start_row(number, hidden=hidden)
        while values and values[-1] is None:
            values.pop()
        self._count += len(values) - values.count(None)
        if self._count > self._limits.cells:
            raise LimitReached("cells", self._limits, where=self.where)
        if values:
            self.finished.append(Row(self._row, hidden, (), values))

    def _move(self, column: int) -> None:
        if column > self._limits.columns or len(self._cells) > self._limits.columns:
            raise LimitReached("columns", self._limits, where=self.where)
        twice = column <= self._column and any(cell.column == column for cell in self._cells)
        self._column = column
        if twice:
            self._report(N_("This cell stands in the sheet twice; the last one counts."))

    def _report(self, what: str) -> None:
        if len(self.issues) < _MOST_ISSUES:
            cell = f"{column_letters(self._column or 1)}{self._row}"
            self.issues.append(Issue(what, place=replace(self._place, cell=cell)))


def add_range(ranges: list[tuple[int, int]], first: int, last: int) -> None:
    """Add a range to ranges, joined to the last one where they touch."""
    if ranges and ranges[-1][1] + 1 == first:
        ranges[-1] = (ranges[-1][0], last)
    else:
        ranges.append((first, last))
