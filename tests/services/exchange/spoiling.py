"""What people and programs do to a file before they send it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

KEYS, HEAD, FIRST = 1, 2, 3


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """Open a file to change it, and save it."""
    book = openpyxl.load_workbook(path)
    yield book
    book.save(path)


def sheet(book: Workbook, type_key: str) -> Worksheet:
    """Return the sheet of a record type."""
    return next(
        each for each in book if str(each.cell(KEYS, 1).value).startswith(f"{type_key}._id")
    )


def column(page: Worksheet, key: str) -> int:
    """Return the number of a field's column."""
    return next(
        int(cell.column)
        for cell in page[KEYS]
        if str(cell.value or "").partition(" ")[0].endswith(f".{key}")
    )


def row(page: Worksheet, key: str, value: Any) -> int:
    """Return the number of the row in which a column holds a value."""
    at = column(page, key)
    return next(
        number for number in range(FIRST, page.max_row + 1) if page.cell(number, at).value == value
    )


def cell(page: Worksheet, key: str, by: str, value: Any) -> Cell:
    """Return the cell of a field in the row where another field holds a value."""
    return page.cell(row(page, by, value), column(page, key))


def blank_row(page: Worksheet, key: str) -> int:
    """Return the number of the first spare row."""
    at = column(page, key)
    return next(
        number for number in range(FIRST, page.max_row + 1) if not page.cell(number, at).value
    )


def put(target: Cell, value: Any) -> None:
    """Put a value into a cell as a person's program would move it: a text stays a text."""
    target.value = value
    if isinstance(value, str):
        target.data_type = "s"


def sort(page: Worksheet, key: str) -> None:
    """Sort whole rows, from the end of the alphabet."""
    at = column(page, key)
    rows = [[each.value for each in cells] for cells in page.iter_rows(min_row=FIRST)]

    def by(found: list[Any]) -> str:
        return str(found[at - 1] or "")

    for number, found in enumerate(sorted(rows, key=by, reverse=True), start=FIRST):
        for at_column, value in enumerate(found, start=1):
            put(page.cell(number, at_column), value)


def move(page: Worksheet, key: str, to: int, first: int = KEYS) -> None:
    """Move a column elsewhere, from a row on downwards."""
    at = column(page, key)
    for number in range(first, page.max_row + 1):
        put(page.cell(number, to), page.cell(number, at).value)
        page.cell(number, at).value = None


def swap(page: Worksheet, one: str, other: str, first: int) -> None:
    """Swap two columns, from a row on downwards."""
    left, right = column(page, one), column(page, other)
    for number in range(first, page.max_row + 1):
        a, b = page.cell(number, left).value, page.cell(number, right).value
        put(page.cell(number, left), b)
        put(page.cell(number, right), a)


def everywhere(path: Path, change: Callable[[Worksheet], None]) -> None:
    """Do the same to every sheet with data."""
    with opened(path) as book:
        for page in book:
            if str(page.cell(KEYS, 1).value or "").partition(" ")[0].endswith("._id"):
                change(page)
