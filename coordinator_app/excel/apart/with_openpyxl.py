"""Reading an .xlsx file with openpyxl, where the streaming reader cannot."""

from __future__ import annotations

import datetime as dt
import io
import math
import warnings
from collections.abc import Iterator
from typing import Any, Final

import openpyxl
from openpyxl.cell.cell import Cell as TheirCell

from coordinator_app.excel.apart.answers import Answer, Refused, Task, plain, spell
from coordinator_app.excel.cells import CellKind, NumberFormat, parse_format
from coordinator_app.excel.refusals import Reason

_DAY: Final = dt.timedelta(days=1)


def read(task: Task, answer: Answer) -> None:
    """Read all sheets that the library finds."""
    warnings.simplefilter("ignore")
    content = task.source.read()
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    if not values.worksheets:
        raise Refused(Reason.NO_SHEETS)
    for sheet in values.worksheets:
        hidden = sorted(at for at, each in sheet.row_dimensions.items() if each.hidden)
        facts = {
            "state": sheet.sheet_state,
            "merged": [str(each) for each in sheet.merged_cells.ranges],
            "hidden_rows": [(at, at) for at in hidden],
            "hidden_columns": [
                (each.min, each.max)
                for each in sheet.column_dimensions.values()
                if each.hidden and each.min and each.max
            ],
        }
        rows = _rows(sheet, formulas[sheet.title], set(hidden), task)
        answer.sheet(sheet.title, rows, facts)
    answer.finish(declared=len(values.worksheets))


def _rows(sheet: Any, formulas: Any, hidden: set[int], task: Task) -> Iterator[str]:
    for row, stated in zip(sheet.iter_rows(), formulas.iter_rows(), strict=True):
        cells: list[object] = []
        for cell, other in zip(row, stated, strict=True):
            told = _content(cell, formula=other.data_type == "f")
            if told is None:
                continue
            if isinstance(told, str) and len(told) > task.limits["cell_characters"]:
                raise Refused(Reason.LIMIT, "cell_characters")
            cells += (cell.column, told)
        if cells:
            yield spell(row[0].row, cells, hidden=row[0].row in hidden)


def _content(cell: TheirCell, *, formula: bool) -> object:
    value: Any = cell.value
    if value is None or value == "":
        return plain(None, CellKind.NO_VALUE, formula=True) if formula and value is None else None
    if cell.data_type == "e":
        return plain(str(value), CellKind.ERROR, formula=formula)
    if isinstance(value, bool):
        return plain(value, CellKind.BOOL, formula=formula)
    if isinstance(value, dt.timedelta):
        value = value / _DAY
    if isinstance(value, int | float):
        return _number(value, cell.number_format, formula=formula)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        form = parse_format(cell.number_format)
        moment = _day_or_moment(value, form)
        shown = form.shown(moment) if form else None
        return plain(moment, CellKind.DATE, formula=formula, shown=shown)
    return plain(str(value), CellKind.TEXT, formula=formula)


def _number(value: float, code: str, *, formula: bool) -> object:
    if not math.isfinite(value):
        return plain("#NUM!", CellKind.ERROR, formula=formula)
    value = float(f"{value:.15g}")
    if value.is_integer() and abs(value) < 1e15:
        value = int(value)
    form = parse_format(code)
    shown = form.shown(value) if form else None
    return plain(value, CellKind.NUMBER, formula=formula, shown=shown)


def _day_or_moment(value: Any, form: NumberFormat | None) -> Any:
    """Return a moment as a day where the cell shows days only and it is midnight."""
    midnight = isinstance(value, dt.datetime) and value.time() == dt.time()
    return value.date() if midnight and not (form and form.clock) else value
