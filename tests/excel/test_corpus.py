"""Awkward files made by others: each is read as ever, or refused with a sentence of the list."""

from __future__ import annotations

import csv
import json
import math
import re
import subprocess
import warnings
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from time import perf_counter

import openpyxl
import pytest

from coordinator_app.excel.cells import CellKind
from coordinator_app.excel.sheets import open_book
from tests.excel.corpus import FOLDER, GOLDEN, files, summary

pytestmark = pytest.mark.corpus

REFUSED = {
    "calamine/issue252.xlsx": "damaged",
    "calamine/issue_530.xlsx": "names",
    "calamine/pass_protected.xlsx": "password",
    "exceljs/invalid-xml.xlsx": "damaged",
    "exceljs/missing-bits.xlsx": "not_workbook",
    "sheetjs/calendar_stress_test.xlsx": "empty_file",
    "sheetjs/large_strings.xlsx": "limit ratio",
}
OTHER_FORMATS = {"roo/type_excel.xlsm", "roo/type_openoffice.xlsm"}
MOST_SECONDS = 30
#: The one table that belongs to a book of another name.
BELONGS = {"percentage_ignore": "percentage"}
OPENPYXL_CANNOT = (KeyError, IndexError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError)
WIDE = {"calamine/issue_174.xlsx"}  # openpyxl makes a cell for every empty one
HYPERLINKS = {
    ("exceljs/test-issue-877.xlsx", "Handlungsanweisung", 1, 1)
}  # not what the cell holds


@pytest.fixture(scope="module")
def corpus(root):
    if not FOLDER.is_dir():
        pytest.skip("the folder of awkward files is not beside the project")
    return [path for path in files().values() if path.suffix in (".xlsx", ".xlsm")]


@pytest.fixture(scope="module")
def started():
    """Return the processes that were started; none of them may be left over at the end."""
    found: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*args, **kwargs):
        found.append(popen(*args, **kwargs))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", start)
        yield found
    assert [each.returncode for each in found if each.returncode is None] == []


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


def test_each_file_is_read_as_ever_or_refused_with_a_sentence(corpus, started):
    """Whoever changes what is read makes the lines anew and reads the difference."""
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert files().keys() == golden.keys()
    found, slow = {}, {}
    for name, path in files().items():
        before = perf_counter()
        found[name] = summary(path)
        if perf_counter() - before > MOST_SECONDS:
            slow[name] = perf_counter() - before
    assert found == golden
    assert slow == {}
    assert started  # those of another format than their names say were read apart


def test_those_refused_are_those_known():
    golden = json.loads(GOLDEN.read_text("utf-8"))
    refused = {name: line.partition("refused ")[2] for name, line in golden.items()}
    assert {name: why for name, why in refused.items() if why} == REFUSED


# -- the pairs: what each sheet holds is known from elsewhere -----------------------------------

PAIRS = sorted(path.stem for path in FOLDER.glob("xlsx2csv/*.csv")) or ["none"]
SPELLED = (
    *("%Y-%m-%d %H:%M:%S", "%d-%b-%Y", "%d-%m-%Y", "%m-%d-%y", "%m-%d-%Y %H:%M:%S"),
    *("%H:%M", "%d-%m-%Y %H:%M:%S", "%y-%m-%d"),
)
TITLE = re.compile(r"[-!]+ \d+ - ")
LINK = re.compile(r"<a href='[^']*'>(.*)</a>")


def expected_rows(path):
    """Return the rows that hold something, as lists of texts."""
    text = path.read_text("utf-8-sig").replace("\r", "\n")
    if path.stem == "variousdelim":
        rows = [line.split("\t") for line in text.replace("!", "\n!").splitlines()]
    else:
        rows = list(csv.reader(text.splitlines()))
    return [row for row in rows if any(row) and not TITLE.match(row[0])]


def moments(text):
    """Return every day or time that a text may stand for."""
    for form in SPELLED:
        with suppress(ValueError):
            yield datetime.strptime(text.replace('"', ""), form)  # noqa: DTZ007  cells know no zones


def same(cell, text):
    """Tell whether a cell holds what the other program wrote for it."""
    link = LINK.fullmatch(text)
    text = link[1] if link else text
    value = cell.value
    if isinstance(value, bool):
        return text == str(value).upper()
    if isinstance(value, int | float):
        share = 100 if text.endswith("%") else 1
        digits = text.rstrip("%")
        places = len(digits.partition(".")[2]) if digits[-1:].isdigit() else 0
        shown = round(value * share, places)
        return math.isclose(shown, float(digits), rel_tol=1e-12, abs_tol=10**-places)
    if isinstance(value, time):
        return any(each.time() in (value, value.replace(second=0)) for each in moments(text))
    if isinstance(value, datetime):
        return value in moments(text)
    if isinstance(value, date):
        return any(each.date() == value for each in moments(text))
    return value.replace("\n", "\\n").replace("\t", "\\t") == text or value == text


@pytest.mark.parametrize("stem", PAIRS)
def test_a_pair_says_the_same(corpus, stem):
    folder = FOLDER / "xlsx2csv"
    name = BELONGS.get(stem, stem)
    (path,) = [each for each in corpus if each.parent == folder and each.stem == name]
    with open_book(path) as book:
        titled = TITLE.search((folder / f"{stem}.csv").read_text("utf-8-sig"))
        pages = book.sheets if titled else book.sheets[:1]
        rows = [row for page in pages for row in page.rows()]
    found = [row for row in rows if any(str(cell.value).strip() for cell in row.cells)]
    expected = expected_rows(folder / f"{stem}.csv")
    assert len(found) == len(expected)
    for row, texts in zip(found, expected, strict=True):
        by_column = {cell.column: cell for cell in row.cells}
        for column, text in enumerate(texts, start=1):
            cell = by_column.pop(column, None)
            assert (cell is None and not text) or same(cell, text), (cell, text)
        assert [cell for cell in by_column.values() if str(cell.value).strip()] == []


@pytest.mark.slow
def test_the_cells_are_those_that_openpyxl_reads(corpus):
    compared = 0
    for path in corpus:
        name = f"{path.parent.name}/{path.name}"
        if name in REFUSED or name in OTHER_FORMATS or name in WIDE:
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
