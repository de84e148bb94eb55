"""Cells with errors and hidden rows of an .xls file, straight from its records."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import olefile

from coordinator_app.excel.apart.marks import Marks

_BEGIN, _END, _SHEET = 0x0809, 0x000A, 0x0085
_FORMULA, _BOOL_OR_ERROR, _ROW, _COLUMNS = 0x0006, 0x0205, 0x0208, 0x007D
_PASSWORD: Final = 0x002F
_IS_ERROR: Final = 2


def scan(content: bytes, names: Sequence[str]) -> Mapping[str, Marks]:
    """Return the marks of each sheet.

    Args:
        content: The file.
        names: All sheets, in the order of the file.
    """
    records = _stream(content)
    starts = [
        struct.unpack_from("<L", data)[0] for kind, data in _records(records, 0) if kind == _SHEET
    ]
    if len(starts) != len(names):
        return {}
    return {name: _sheet(records, start) for name, start in zip(names, starts, strict=True)}


def is_locked(content: bytes) -> bool:
    """Say whether a password protects the cells of a file."""
    return any(kind == _PASSWORD for kind, _ in _records(_stream(content), 0))


def _stream(content: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        name = next((each for each in ("Workbook", "Book") if file.exists(each)), "")
        return bytes(file.openstream(name).read()) if name else b""


def _records(content: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of the records from a place to the end of what begins there."""
    depth = 0
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        at += 4
        yield kind, content[at : at + size]
        at += size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return


def _sheet(content: bytes, start: int) -> Marks:
    marks = Marks()
    for kind, data in _records(content, start):
        if kind == _FORMULA and len(data) >= 14 and data[12:14] == b"\xff\xff":
            if data[6] == _IS_ERROR:
                row, column = struct.unpack_from("<HH", data)
                marks.add_error(row, column, data[8])
        elif kind == _BOOL_OR_ERROR and len(data) >= 8 and data[7]:
            row, column = struct.unpack_from("<HH", data)
            marks.add_error(row, column, data[6])
        elif kind == _ROW and len(data) >= 14 and data[12] & 0x20:
            marks.hide_row(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and len(data) >= 10 and data[8] & 0x01:
            marks.hide_columns(*struct.unpack_from("<HH", data))
    return marks
