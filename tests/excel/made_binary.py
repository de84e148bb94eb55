"""An .xlsb file written by hand, record by record: no program here saves one."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.excel.made_files import OFFICE, pack, relations

_ROW, _ERROR, _REAL, _TEXT, _FORMULA_ERROR = 0, 3, 5, 6, 11
_COLUMN = 60
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record with its header: seven bits a byte, the eighth says that more follow."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    lengths = b""
    while True:
        size, low = size >> 7, size & 0x7F
        lengths += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + lengths + data


def text(value: str) -> bytes:
    """Return a text with its length in front."""
    return struct.pack("<L", len(value)) + value.encode("utf-16-le")


def row(number: int, *, hidden: bool = False) -> bytes:
    """Return the head of a row, counted from 0."""
    return record(_ROW, struct.pack("<LLHBBBLLL", number, 0, 300, 0, 0x10 * hidden, 0, 1, 0, 9))


def cell(kind: int, column: int, data: bytes) -> bytes:
    """Return a cell of the row before it."""
    return record(kind, struct.pack("<LL", column, 0) + data)


def error(column: int, code: int) -> bytes:
    """Return a cell that holds an error."""
    return cell(_ERROR, column, bytes([code]))


def formula_error(column: int, code: int) -> bytes:
    """Return a cell whose formula gave an error."""
    return cell(_FORMULA_ERROR, column, bytes([code]) + struct.pack("<HLL", 0, 0, 0))


def string(column: int, value: str) -> bytes:
    """Return a cell that holds a text."""
    return cell(_TEXT, column, text(value))


def real(column: int, value: float) -> bytes:
    """Return a cell that holds a number."""
    return cell(_REAL, column, struct.pack("<d", value))


def hidden_columns(first: int, last: int) -> bytes:
    """Return columns that are hidden, counted from 0."""
    return record(_COLUMN, struct.pack("<LLLLH", first, last, 2304, 0, 1))


def write(path: Path, cells: bytes, *, columns: bytes = b"") -> Path:
    """Write a book with one sheet, called Data."""
    before = record(129) + record(148, struct.pack("<LLLL", 0, 99, 0, 9))
    if columns:
        before += record(390) + columns + record(391)
    sheet = before + record(145) + cells + record(146) + record(130)
    bundle = struct.pack("<LL", 0, 1) + text("rId1") + text("Data")
    book = record(131) + record(143) + record(156, bundle) + record(144) + record(132)
    return pack(
        path,
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": relations(("rId1", f"{OFFICE}/officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations(
                ("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.bin")
            ),
            "xl/worksheets/sheet1.bin": sheet,
        },
    )
