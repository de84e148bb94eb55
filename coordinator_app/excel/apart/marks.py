"""What a reader of .xls, .xlsb or .ods does not tell of a sheet: errors, what is shown or hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from coordinator_app.excel.rows import add_range

#: Errors by the number that both formats give them.
CODES: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_OTHER: Final = "#ERROR!"
_MOST: Final = 1_000_000


@dataclass
class Marks:
    """The marks of one sheet; rows and columns count from 1.

    Args:
        errors: Code of the error by row, then column.
        shown: What a person sees where that is not the value, likewise.
        hidden_rows: Ranges, both ends included.
        hidden_columns: The same.
    """

    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    shown: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    _count: int = 0

    def add_error(self, row: int, column: int, code: int) -> None:
        """Mark a cell, counted from 0 as files count."""
        if self._count < _MOST:
            self._count += 1
            self.errors.setdefault(row + 1, {})[column + 1] = CODES.get(code, _OTHER)

    def add(self, row: int, errors: Mapping[int, str], shown: Mapping[int, str]) -> None:
        """Mark the cells of a row by column, counted from 0."""
        for mine, theirs in ((self.errors, errors), (self.shown, shown)):
            if theirs and self._count < _MOST:
                self._count += len(theirs)
                mine[row + 1] = {column + 1: each for column, each in theirs.items()}

    def hide_row(self, row: int) -> None:
        """Mark a row as hidden, counted from 0."""
        add_range(self.hidden_rows, row + 1, row + 1)

    def hide_columns(self, first: int, last: int) -> None:
        """Mark columns as hidden, counted from 0."""
        add_range(self.hidden_columns, first + 1, last + 1)
