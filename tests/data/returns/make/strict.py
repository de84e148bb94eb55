"""Rewrite a file as "Strict Open XML Spreadsheet": other namespaces, dates as ISO texts."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

_FORMATS = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_SPACES = (
    (f"{_FORMATS}spreadsheetml/2006/main", f"{_STRICT}spreadsheetml/main"),
    (f"{_FORMATS}officeDocument/2006/relationships", f"{_STRICT}officeDocument/relationships"),
    (
        f"{_FORMATS}officeDocument/2006/extended-properties",
        f"{_STRICT}officeDocument/extendedProperties",
    ),
    (
        f"{_FORMATS}officeDocument/2006/custom-properties",
        f"{_STRICT}officeDocument/customProperties",
    ),
    (f"{_FORMATS}officeDocument/2006/docPropsVTypes", f"{_STRICT}officeDocument/docPropsVTypes"),
    (f"{_FORMATS}drawingml/2006/main", f"{_STRICT}drawingml/main"),
)
_XF = re.compile(r"<xf\b[^>]*>")
_CELL = re.compile(r'<c r="(\w+)" s="(\d+)"(?: t="n")?><v>(\d+)</v></c>')


def rewrite(source: Path, target: Path) -> None:
    """Write a file anew as Excel does when Strict is chosen."""
    with (
        zipfile.ZipFile(source) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        dated = _dated(before.read("xl/styles.xml").decode())
        for name in before.namelist():
            data = before.read(name)
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                text = _spaces(data.decode())
                if name.startswith("xl/worksheets/sheet"):
                    text = _CELL.sub(lambda found: _day(found, dated), text)
                if name == "xl/workbook.xml":
                    text = text.replace("<workbook ", '<workbook conformance="strict" ', 1)
                data = text.encode()
            after.writestr(name, data)


def _spaces(text: str) -> str:
    for transitional, strict in _SPACES:
        text = text.replace(transitional, strict)
    return text


def _dated(styles: str) -> set[str]:
    """Return the numbers of the cell formats that show days."""
    own = {
        found[1]
        for found in re.finditer(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles)
        if re.search(r"[dy]", found[2], re.IGNORECASE)
    } | {str(each) for each in range(14, 23)}
    cells = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0]
    return {
        str(at)
        for at, found in enumerate(_XF.finditer(cells))
        if (number := re.search(r'numFmtId="(\d+)"', found[0])) and number[1] in own
    }


def _day(found: re.Match[str], dated: set[str]) -> str:
    if found[2] not in dated:
        return found[0]
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(found[3]))
    return f'<c r="{found[1]}" s="{found[2]}" t="d"><v>{day.isoformat()}</v></c>'
