"""Excel files written by hand, part by part, as no library would write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def relations(*found: tuple[str, str, str]) -> str:
    """Return a relations part: id, whole type, target."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in found
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def sheet(data: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """Return a sheet's part around its rows."""
    return (
        f'<worksheet xmlns="{namespace}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    )


def strings(*items: str) -> str:
    """Return a part of shared strings."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def styles(*formats: int, custom: Mapping[int, str] | None = None) -> str:
    """Return a part of styles: the number format of each, and the codes of their own."""
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in (custom or {}).items()
    )
    given = "".join(f'<xf numFmtId="{number}"/>' for number in formats)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{given}</cellXfs></styleSheet>'
    )


def parts(data: str, *, office: str = OFFICE, namespace: str = MAIN) -> dict[str, str]:
    """Return the parts of a book with one sheet, called Data."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override '
        f'PartName="/xl/workbook.xml" ContentType="{_SHEET_MAIN}"/></Types>',
        "_rels/.rels": relations(("rId1", f"{office}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{office}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", f"{office}/worksheet", "worksheets/sheet1.xml"),
            ("rId2", f"{office}/sharedStrings", "sharedStrings.xml"),
            ("rId3", f"{office}/styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet(data, namespace=namespace),
    }


def pack(path: Path, content: Mapping[str, str | bytes]) -> Path:
    """Write parts as a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path
