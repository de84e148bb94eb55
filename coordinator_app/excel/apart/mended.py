"""Rewriting what calamine stumbles over or passes by, though the formats allow it.

An .ods file whose elements stand on lines of their own (Gnumeric and SheetJS write it so) is refused
by it, and what starts a new line inside a text (Gnumeric) is left out; of an .xlsb file with short
cell records (SheetJS), it drops every cell but the first of a row.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Final

from coordinator_app.excel.apart.marks_xlsb import records
from coordinator_app.excel.safety import Format

#: White space after a tag of a table, where no text may stand, or after the end of a paragraph.
_BETWEEN: Final = re.compile(rb"(</?(?:table|office|calcext):[^<>]*>|</text:p>)\s+(?=<)")
_INDENTED: Final = re.compile(rb"<(?:\w+:)?table-row\b[^<>]*>\s+<")
_SIGNS: Final = re.compile(rb"<text:(line-break|tab)\s*(?:/>|>\s*</text:\1>)")
_CONTENT: Final = "content.xml"
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)
#: Records of cells that stand right of the one before: they become those that say their column.
_SHORT: Final = {each: each - 11 for each in range(12, 19)}
_ROW: Final = 0
_CELLS: Final = range(1, 12)
_STYLE: Final = 4  # bytes of a short cell that stand before its value


def mended(form: str, content: bytes) -> bytes:
    """Return a file in the form that calamine reads whole; the file itself where nothing is odd.

    Args:
        form: A Format.
        content: The file.
    """
    match form:
        case Format.ODS:
            return _rewritten(content, lambda name: name == _CONTENT, _with_signs)
        case Format.XLSB:
            return _rewritten(content, lambda name: bool(_SHEET.fullmatch(name)), _with_columns)
        case _:
            return content


def _rewritten(
    content: bytes, wanted: Callable[[str], bool], mend: Callable[[bytes], bytes | None]
) -> bytes:
    """Return a file with the parts that were mended; None says that a part needs no mending."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if wanted(name)]
        found = {name: part for name in names if (part := mend(archive.read(name))) is not None}
        if not found:
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as copy:
            for name in archive.namelist():
                copy.writestr(name, found[name] if name in found else archive.read(name))
        return target.getvalue()


def _with_signs(part: bytes) -> bytes | None:
    """Return the tables without indents, and with the signs that stand for line ends and tabs."""
    made = _BETWEEN.sub(rb"\1", part) if _INDENTED.search(part) else part
    made = _SIGNS.sub(_sign, made) if b"<text:line-break" in made or b"<text:tab" in made else made
    return None if made is part else made


def _sign(found: re.Match[bytes]) -> bytes:
    return b"\t" if found[1] == b"tab" else b"\n"


def _with_columns(part: bytes) -> bytes | None:
    """Return a sheet whose cells all say their column."""
    made, column, short = bytearray(), -1, False
    for kind, data in records(part):
        if kind == _ROW:
            column = -1
        if kind in _CELLS and len(data) >= _STYLE:
            column = int.from_bytes(data[:4], "little")
        elif kind in _SHORT and len(data) >= _STYLE:
            column, short = column + 1, True
            _write(made, _SHORT[kind], column.to_bytes(4, "little") + data)
            continue
        _write(made, kind, data)
    return bytes(made) if short else None


def _write(made: bytearray, kind: int, data: bytes) -> None:
    if kind < 0x80:
        made.append(kind)
    else:
        made += bytes((kind & 0x7F | 0x80, kind >> 7))
    size = len(data)
    while size >= 0x80:
        made.append(size & 0x7F | 0x80)
        size >>= 7
    made.append(size)
    made += data
