"""Edit the sent file as programs on top of openpyxl do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.exchange import spoiling


def edit(source: Path, target: Path, steps: list[list[Any]]) -> None:
    """Do the steps of one file."""
    target.write_bytes(source.read_bytes())
    with spoiling.opened(target) as book:
        for name, type_key, *given in steps:
            _STEPS[name](spoiling.sheet(book, type_key), *given)


def _put(page: Worksheet, row: list[str], field: str, value: Any) -> None:
    _write(spoiling.cell(page, field, *row), value)


def _spare(page: Worksheet, values: dict[str, Any]) -> None:
    _fill(page, spoiling.blank_row(page, next(iter(values))), values)


def _below(page: Worksheet, values: dict[str, Any]) -> None:
    _fill(page, page.max_row + 1, values)


def _fill(page: Worksheet, row: int, values: dict[str, Any]) -> None:
    for field, value in values.items():
        _write(page.cell(row, spoiling.column(page, field)), value)


def _write(cell: Cell, value: Any) -> None:
    match value:
        case {"day": str(day)}:
            cell.value = dt.datetime.fromisoformat(day)
            cell.number_format = "dd/mm/yyyy"
        case _:
            spoiling.put(cell, value)


_STEPS = {"put": _put, "spare": _spare, "below": _below}
