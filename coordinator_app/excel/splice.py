"""Rows put into a finished .xlsx package: the general writer makes all of it but these."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

#: Where rows end in the part of a sheet.
_END = b"</sheetData>"
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')

#: Given the row that was written as a pattern, yields the rows that take its place.
Rows = Callable[[bytes], Iterator[bytes]]


@dataclass(frozen=True)
class Insertion:
    """What is put into the part of a sheet.

    Args:
        number: Of the pattern row: its cells wear all looks of the sheet.
        covered: The range the sheet covers then.
        rows: Makes the rows that take its place.
        table: Name of the part of its table, and its range as it is and as it is to be; None for a
            sheet without one.
    """

    number: int
    covered: str
    rows: Rows
    table: tuple[str, str, str] | None = None


def sheet_part(number: int) -> str:
    """Return the name of the part of a sheet, counted from 1 in the order of making."""
    return f"xl/worksheets/sheet{number}.xml"


def table_part(number: int) -> str:
    """Return the name of the part of a table, counted from 1 in the order of making."""
    return f"xl/tables/table{number}.xml"


def insert(skeleton: BinaryIO, out: BinaryIO, rows: Mapping[str, Insertion]) -> None:
    """Copy a package with rows put into some of its sheets.

    Args:
        skeleton: The package.
        out: Where the whole goes.
        rows: By part.
    """
    grown = {each.table[0]: each.table[1:] for each in rows.values() if each.table}
    with (
        zipfile.ZipFile(skeleton) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            content = before.read(info)
            made = zipfile.ZipInfo(info.filename, info.date_time)
            made.compress_type = zipfile.ZIP_DEFLATED
            made.external_attr = info.external_attr
            if info.filename in grown:
                was, becomes = (f'ref="{each}"'.encode() for each in grown[info.filename])
                content = content.replace(was, becomes)
            if info.filename not in rows:
                after.writestr(made, content)
                continue
            asked = rows[info.filename]
            head, pattern, tail = _parts(content, asked.number)
            dimension = f'<dimension ref="{asked.covered}"/>'.encode()
            with after.open(made, "w") as stream:
                stream.write(_DIMENSION.sub(dimension, head, count=1))
                for part in asked.rows(pattern):
                    stream.write(part)
                stream.write(tail)


def _parts(content: bytes, number: int) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the pattern row, the row, and what stands after it."""
    start = content.index(f'<row r="{number}"'.encode())
    end = content.index(_END, start)
    return content[:start], content[start:end], content[end:]
