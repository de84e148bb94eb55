from __future__ import annotations

import warnings
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from coordinator_app.excel.cells import CellKind
from coordinator_app.excel.refusals import Reason, Refusal
from coordinator_app.excel.sheets import open_book

pytestmark = pytest.mark.corpus

MAY_BE_REFUSED = {
    "calamine/issue252.xlsx": Reason.DAMAGED,
    "calamine/issue_530.xlsx": Reason.NAMES,
    "calamine/pass_protected.xlsx": Reason.PASSWORD,
    "exceljs/invalid-xml.xlsx": Reason.DAMAGED,
    "exceljs/missing-bits.xlsx": Reason.NOT_WORKBOOK,
    "roo/type_excel.xlsm": Reason.OTHER_FORMAT,
    "roo/type_openoffice.xlsm": Reason.OTHER_FORMAT,
    "sheetjs/calendar_stress_test.xlsx": Reason.EMPTY_FILE,
    "sheetjs/large_strings.xlsx": Reason.LIMIT,
}
OPENPYXL_CANNOT = (KeyError, IndexError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError)
WIDE = {"calamine/issue_174.xlsx"}  # openpyxl makes a cell for every empty one
HYPERLINKS = {
    ("exceljs/test-issue-877.xlsx", "Handlungsanweisung", 1, 1)
}  # not what the cell holds


@pytest.fixture(scope="module")
def corpus(root):
    folder = root.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the folder of awkward files is not beside the project")
    return sorted(path for path in folder.glob("*/*.xls[xm]"))


def ours(path):
    with open_book(path) as book:
        return {
            (sheet.name, cell.row, cell.column): cell
            for sheet in book.sheets
            for row in sheet.rows()
            for cell in row.cells
        }


def theirs(path):
    with warnings.catch_warnings(), path.open("rb") as file:  # which openpyxl leaves open
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, data_only=True)
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def alike(cell, other):
    """Tell whether a cell is what openpyxl says, where openpyxl says what stands there."""
    if cell is None or cell.value in (None, ""):
        return other is None
    if cell.kind is CellKind.ERROR:
        return other in (cell.value, None)
    if cell.kind is CellKind.NUMBER:
        not_a_day = isinstance(other, datetime | time | timedelta) or other == "#VALUE!"
        return not_a_day or float(f"{other:.15g}") == cell.value
    if isinstance(cell.value, str):
        return cell.value == other or "_x" in str(other)  # which openpyxl does not decode
    if isinstance(other, datetime):
        other = other.replace(microsecond=0) + timedelta(
            milliseconds=round(other.microsecond / 1e3)
        )
    if isinstance(cell.value, date) and not isinstance(cell.value, datetime):
        return other in (cell.value, datetime.combine(cell.value, time())) or cell.value == date(
            1904, 1, 1
        )
    return cell.value == other


def test_each_file_is_read_or_refused_for_a_known_reason(corpus):
    refused = {}
    for path in corpus:
        try:
            ours(path)
        except Refusal as refusal:
            refused[f"{path.parent.name}/{path.name}"] = refusal.reason
    assert refused == MAY_BE_REFUSED


@pytest.mark.slow
def test_the_cells_are_those_that_openpyxl_reads(corpus):
    compared = 0
    for path in corpus:
        name = f"{path.parent.name}/{path.name}"
        if name in MAY_BE_REFUSED or name in WIDE:
            continue
        try:
            expected = theirs(path)
        except OPENPYXL_CANNOT:
            continue
        if not expected:
            continue  # openpyxl opens Strict files as empty
        found = ours(path)
        different = {
            (name, *place): (found.get(place), expected.get(place))
            for place in found.keys() | expected.keys()
            if not alike(found.get(place), expected.get(place))
        }
        assert different.keys() <= HYPERLINKS, different
        compared += 1
    assert compared > 300
