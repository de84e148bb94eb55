"""Rows read at one stroke hold what they hold when they are read cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.excel import row_forms
from coordinator_app.excel.cells import CellKind
from coordinator_app.excel.grid import grids
from coordinator_app.excel.opening import open_any
from coordinator_app.excel.refusals import LimitReached, Limits

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
#: Cells without their address: what follows it. The styles: plain, a day, zeros in front.
_CELLS = (
    "", "", ' s="1"/>', "></c>", ' t="s"><v>0</v></c>', ' s="1" t="s"><v>1</v></c>',
    ' t="s"><v>2</v></c>', ' t="s"><v>9</v></c>', "><v>5</v></c>", "><v></v></c>",
    ' s="1"><v>41000</v></c>', ' s="2"><v>7</v></c>', ' s="9"><v>7</v></c>',
    ' t="n"><v>1.25</v></c>', ' t="b"><v>1</v></c>', ' t="e"><v>#N/A</v></c>',
    ' t="str"><v>said</v></c>', ' t="inlineStr"><is><t>here</t></is></c>',
    ' t="inlineStr"><is><t xml:space="preserve">  </t></is></c>',
    ' t="inlineStr"><is><t>a &amp; b</t></is></c>', ' t="inlineStr"><is><t>_x0041_</t></is></c>',
    ' t="inlineStr"><is><r><t>rich</t></r></is></c>', "><f>1+1</f><v>2</v></c>",
    "><f>1+1</f></c>",
)  # fmt: skip


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make forms of few rows."""
    monkeypatch.setattr(row_forms, "_ENOUGH", 6)


def make(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a book whose rows hold cells spelled so."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName='
        f'"/xl/workbook.xml" ContentType="{_SHEET}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet '
        'name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="170" '
        'formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="170"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>one</t></si><si><t>two</t></si>'
        "<si><t> </t></si></sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
        + "".join(
            f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number % 5 == 0 else ""}>'
            + "".join(
                f'<c r="{letter}{number}"{cell}'
                for letter, cell in zip("ABCDEFGH", cells, strict=False)
                if cell
            )
            + "</row>"
            for number, cells in enumerate(rows, start=1)
        )
        + "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def by_cells(path: Path) -> tuple[list[Any], dict[tuple[int, int], Any], list[Any]]:
    """Return what a grid should hold, read cell by cell."""
    rows: list[Any] = []
    odd = {}
    with open_any(path) as book:
        sheet = book.sheets[0]
        for row in sheet.rows():
            values: dict[int, object] = {}
            for cell in row.cells:
                if cell.shown is not None or cell.kind in (CellKind.ERROR, CellKind.NO_VALUE):
                    odd[cell.row, cell.column] = cell
                    values[cell.column] = cell.value
                elif str(cell.value).strip():
                    values[cell.column] = cell.value
            if values:
                width = range(1, max(values) + 1)
                rows.append((row.number, tuple(values.get(at) for at in width)))
        return rows, odd, list(sheet.issues)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    usual=st.lists(st.sampled_from(_CELLS), min_size=1, max_size=6),
    changes=st.lists(
        st.none() | st.tuples(st.integers(0, 5), st.sampled_from(_CELLS)), max_size=40
    ),
)
def test_rows_spelled_alike_hold_what_their_cells_hold(tmp_path, usual, changes):
    rows = [list(usual) for _ in range(12)]
    for change in changes:
        row = list(usual)
        if change is not None:
            at, cell = change
            row[at : at + 1] = [cell]
        rows.append(row)
    path = make(tmp_path / "made.xlsx", rows)
    expected, odd, issues = by_cells(path)
    with open_any(path) as book:
        found = list(grids(book))
    assert [list(each.rows) for each in found] == ([expected] if expected else [])
    if expected:
        assert found[0].odd == odd
        assert list(found[0].issues) == issues
        types = [[type(value) for value in values] for _, values in found[0].rows]
        assert types == [[type(value) for value in values] for _, values in expected]


def test_what_bounds_cells_bounds_rows_read_at_one_stroke(tmp_path):
    path = make(tmp_path / "long.xlsx", [["><v>5</v></c>"] * 4 for _ in range(100)])
    with open_any(path, limits=Limits(cells=300)) as book, pytest.raises(LimitReached):
        list(grids(book))
    long = f' t="inlineStr"><is><t>{"x" * 300}</t></is></c>'
    path = make(tmp_path / "wide.xlsx", [["><v>5</v></c>"]] * 20 + [[long]])
    with open_any(path, limits=Limits(cell_characters=200)) as book, pytest.raises(LimitReached):
        list(grids(book))
