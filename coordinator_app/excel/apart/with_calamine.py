"""Reading .xls, .xlsb and .ods with calamine, and telling what it leaves out."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from coordinator_app.excel.apart import marks_ods, marks_xls, marks_xlsb
from coordinator_app.excel.apart.answers import Answer, Refused, Task, plain, spell
from coordinator_app.excel.apart.marks import Marks
from coordinator_app.excel.apart.mended import mended
from coordinator_app.excel.cells import CellKind, column_letters
from coordinator_app.excel.refusals import Reason
from coordinator_app.excel.safety import Format

_DAY: Final = 86_400
_NONE: Final[Mapping[int, str]] = {}
_DURATION: Final = re.compile(r"PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S")


def read(task: Task, answer: Answer) -> None:
    """Read all sheets.

    Raises:
        Refused: They cannot be read, or not within the limits.
    """
    try:
        _read(task, answer)
    except CalamineError as error:
        if "limit exceeded" in str(error):
            raise Refused(Reason.LIMIT, "cells") from error
        raise


def _read(task: Task, answer: Answer) -> None:
    content = _whole(task, task.source.read())
    book = _open(task, content)
    found = [each for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
    if not found:
        raise Refused(Reason.NO_SHEETS)
    if len(found) > task.limits["sheets"]:
        raise Refused(Reason.LIMIT, "sheets")
    marks = _marks(task, content, [each.name for each in book.sheets_metadata])
    for meta in found:
        sheet = book.get_sheet_by_name(meta.name)
        mark = marks.get(meta.name, Marks())
        facts = {
            "state": _state(meta.visible),
            "merged": [_range(*each) for each in sheet.merged_cell_ranges or ()],
            "hidden_rows": mark.hidden_rows,
            "hidden_columns": mark.hidden_columns,
        }
        answer.sheet(meta.name, _rows(sheet, mark, task), facts)
    answer.finish()


def _whole(task: Task, content: bytes) -> bytes:
    """Return the file with what calamine would pass by written so that it does not."""
    try:
        return mended(task.format, content)
    except (OSError, ValueError, IndexError, struct.error, zipfile.BadZipFile, zlib.error):
        return content  # damaged: calamine says how


def _open(task: Task, content: bytes) -> CalamineWorkbook:
    if task.format == Format.XLS and marks_xls.is_locked(content):
        raise Refused(Reason.PASSWORD)
    if task.format == Format.ODS and marks_ods.is_locked(content):
        raise Refused(Reason.CANNOT_UNLOCK)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        if task.path.lower().endswith(f".{task.format}"):
            CalamineWorkbook.from_path(task.path)  # tells more: raises what is wrong
        raise


def _marks(task: Task, content: bytes, names: list[str]) -> Mapping[str, Marks]:
    """Return what calamine does not tell."""
    try:
        if task.format == Format.ODS:
            return marks_ods.scan(content)
        scan = marks_xls.scan if task.format == Format.XLS else marks_xlsb.scan
        return scan(content, names)
    except (OSError, ValueError, IndexError, struct.error, zipfile.BadZipFile, zlib.error):
        return {}  # damaged where calamine does not look


def _rows(sheet: CalamineSheet, marks: Marks, task: Task) -> Iterator[str]:
    left, contents = 0, iter(list[tuple[int, list[Any]]]())
    if sheet.start is not None and sheet.end is not None:
        (_, left), (bottom, right) = sheet.start, sheet.end
        _check(bottom + 1, "rows", task)
        _check(right + 1, "columns", task)
        contents = enumerate(sheet.iter_rows(), start=1)  # from the top, but not from the left
    errors = dict(marks.errors)
    hidden = {each for first, last in marks.hidden_rows for each in range(first, last + 1)}
    longest, count = task.limits["cell_characters"], 0
    for number, content in contents:
        seen = marks.shown.get(number, {})
        cells = _cells(content, left, errors.pop(number, {}), longest, seen)
        if cells:
            count += len(cells) // 2
            _check(count, "cells", task)
            yield spell(number, cells, hidden=number in hidden)
    for number in sorted(errors):  # outside the area in which calamine saw anything
        yield spell(number, _cells((), 0, errors[number], longest), hidden=number in hidden)


def _cells(
    content: Sequence[Any],
    left: int,
    errors: Mapping[int, str],
    longest: int,
    seen: Mapping[int, str] = _NONE,
) -> list[object]:
    cells: list[object] = []
    for column, value in enumerate(content, start=left + 1):
        if column in errors:
            cells += (column, plain(errors[column], CellKind.ERROR))
        if value == "" or column in errors:
            continue
        if isinstance(value, str) and len(value) > longest:
            raise Refused(Reason.LIMIT, "cell_characters")
        cells += (column, _content(value, seen.get(column)))
    for column in sorted(errors):
        if not left < column <= left + len(content):
            cells += (column, plain(errors[column], CellKind.ERROR))
    return cells


def _check(found: int, limit: str, task: Task) -> None:
    if found > task.limits[limit]:
        raise Refused(Reason.LIMIT, limit)


def _content(value: Any, shown: str | None) -> object:
    """Return what stands for a value that is there."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        found = _DURATION.fullmatch(value)
        if found is None:
            return value
        hours, minutes, seconds = (float(each) for each in found.groups())
        return _number((hours * 3600 + minutes * 60 + seconds) / _DAY, shown)
    if isinstance(value, int | float):
        return _number(value, shown)
    if isinstance(value, dt.timedelta):
        return _number(value.total_seconds() / _DAY, shown)
    if isinstance(value, dt.datetime | dt.time):
        value = value.replace(tzinfo=None)
    return plain(value, CellKind.DATE, shown=shown)


def _number(value: float, shown: str | None) -> object:
    if not math.isfinite(value):
        return plain("#NUM!", CellKind.ERROR)
    value = float(f"{value:.15g}")
    if value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return plain(value, CellKind.NUMBER, shown=shown)


def _state(visible: SheetVisibleEnum) -> str:
    if visible == SheetVisibleEnum.Hidden:
        return "hidden"
    return "veryHidden" if visible == SheetVisibleEnum.VeryHidden else "visible"


def _range(first: tuple[int, int], last: tuple[int, int]) -> str:
    return ":".join(f"{column_letters(column + 1)}{row + 1}" for row, column in (first, last))
