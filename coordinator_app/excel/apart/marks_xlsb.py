"""Cells with errors and hidden rows of an .xlsb file, straight from its records."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from coordinator_app.excel.apart.marks import Marks

_SHEET, _ROW, _COLUMNS = 156, 0, 60
_ERRORS: Final = (3, 11)  # a value, and the result of a formula
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb'(\w+)="([^"]*)"')


def scan(content: bytes, names: Sequence[str]) -> Mapping[str, Marks]:
    """Return the marks of each sheet.

    Args:
        content: The file.
        names: All sheets, in the order of the file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each.casefold(): each for each in archive.namelist()}
        book = parts.get("xl/workbook.bin")
        relations = parts.get("xl/_rels/workbook.bin.rels")
        if book is None or relations is None:
            return {}
        targets = _targets(archive.read(relations))
        found: dict[str, Marks] = {}
        for kind, data in records(archive.read(book)):
            if kind != _SHEET:
                continue
            relation, at = _text(data, 8)
            name, _ = _text(data, at)
            part = parts.get(posixpath.normpath(posixpath.join("xl", targets.get(relation, "?"))))
            if name in names and part is not None:
                found[name] = _sheet(archive.read(part))
    return found


def _targets(relations: bytes) -> dict[str, str]:
    found = {}
    for element in _RELATION.findall(relations):
        given = {key.decode(): value.decode() for key, value in _ATTRIBUTE.findall(element)}
        found[given.get("Id", "")] = given.get("Target", "").casefold()
    return found


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part: the number of the kind, and the data."""
    at = 0
    while at < len(content):
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[at] << 7)
            at += 1
        size = shift = 0
        for _ in range(4):
            byte = content[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        yield kind, content[at : at + size]
        at += size


def _text(data: bytes, at: int) -> tuple[str, int]:
    """Return a text and where it ends."""
    end = at + 4 + 2 * int(struct.unpack_from("<L", data, at)[0])
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _sheet(content: bytes) -> Marks:
    marks, row = Marks(), 0
    for kind, data in records(content):
        if kind == _ROW and len(data) >= 12:
            row = struct.unpack_from("<L", data)[0]
            if data[11] & 0x10:
                marks.hide_row(row)
        elif kind in _ERRORS and len(data) >= 9:
            marks.add_error(row, struct.unpack_from("<L", data)[0], data[8])
        elif kind == _COLUMNS and len(data) >= 18 and data[16] & 0x01:
            marks.hide_columns(*struct.unpack_from("<LL", data))
    return marks
