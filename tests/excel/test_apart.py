"""Other formats are read in a process apart: whatever a file does there, it ends and says why."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile

import pytest

from coordinator_app.excel.apart import answers, process
from coordinator_app.excel.apart.answers import Answer, plain, spell
from coordinator_app.excel.apart.book import read_apart
from coordinator_app.excel.cells import Cell, CellKind
from coordinator_app.excel.opening import open_any
from coordinator_app.excel.refusals import LimitReached, Limits, Reason, Refusal
from coordinator_app.excel.rows import Row
from coordinator_app.excel.safety import Format, inspect
from tests.excel import made_binary
from tests.excel.made_files import OFFICE, pack, parts, relations, sheet, styles

MORNING = dt.datetime(2024, 5, 1, 10, 30)  # noqa: DTZ001  cells know no zones


@pytest.fixture(scope="module")
def kinds(root):
    return root / "tests" / "data" / "formats"


def values(book, name="Kinds"):
    return {cell.reference: cell.value for row in book.sheet(name).rows() for cell in row.cells}


def kinds_of(book, name="Kinds"):
    return {cell.reference: cell.kind for row in book.sheet(name).rows() for cell in row.cells}


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_every_kind_of_cell_is_what_the_same_book_says_as_xlsx(kinds, ending):
    with open_any(kinds / "kinds.xlsx") as book:
        expected = values(book)
    with open_any(kinds / f"kinds.{ending}") as book:
        found = values(book)
    lost = {"L2"}  # a text without characters
    assert {place: each for place, each in expected.items() if place not in lost} == found
    assert found["D2"] == dt.date(2024, 5, 1)
    assert found["E2"] == MORNING
    assert found["F2"] == dt.time(10, 30)
    assert found["N2"] == 1.5


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_errors_are_errors(kinds, ending):
    with open_any(kinds / f"kinds.{ending}") as book:
        found = kinds_of(book)
    assert found["H2"] is CellKind.ERROR
    assert found["M2"] is CellKind.ERROR
    assert not book.notices


def test_what_is_hidden_and_merged_is_known_of_an_xls_file(kinds):
    with open_any(kinds / "kinds.xls") as book:
        page = book.sheet("kinds")
        assert page.merged == ["A4:C4"]
        assert page.hidden_rows == [(6, 6)]
        assert page.hidden_columns == [(16, 17)]
        assert [row.hidden for row in page.rows() if row.number == 6] == [True]
        assert [(each.name, each.state) for each in book.sheets] == [
            ("Kinds", "visible"),
            ("Aside", "hidden"),
            ("Empty", "visible"),
        ]
        assert values(book, "Aside") == {"C3": "x"}


@pytest.mark.parametrize("name", ["kinds.xlsx", "odd.csv", "none"])
def test_the_name_of_a_file_does_not_say_what_it_is(kinds, tmp_path, name):
    path = shutil.copy(kinds / "kinds.xls", tmp_path / name)
    with open_any(path) as book:
        assert book.format is Format.XLS
        assert values(book)["A1"] == "text"


def test_an_xlsb_file_has_its_errors_and_hidden_rows(tmp_path):
    cells = (
        made_binary.row(0)
        + made_binary.string(0, "Número")
        + made_binary.row(1, hidden=True)
        + made_binary.real(0, 2.5)
        + made_binary.error(1, 0x2A)
        + made_binary.row(200)
        + made_binary.formula_error(140, 0x17)
    )
    path = made_binary.write(tmp_path / "b.xlsb", cells, columns=made_binary.hidden_columns(3, 4))
    with open_any(path) as book:
        page = book.sheets[0]
        assert list(page.rows()) == [
            Row(1, False, [Cell(1, 1, "Número", CellKind.TEXT)]),
            Row(
                2,
                True,
                [Cell(2, 1, 2.5, CellKind.NUMBER), Cell(2, 2, "#N/A", CellKind.ERROR)],
            ),
            Row(201, False, [Cell(201, 141, "#REF!", CellKind.ERROR)]),
        ]
        assert page.hidden_rows == [(2, 2)]
        assert page.hidden_columns == [(4, 5)]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("text\nof two lines \u2028", CellKind.TEXT),
        (5, CellKind.NUMBER),
        (-2.5, CellKind.NUMBER),
        (True, CellKind.BOOL),
        (dt.date(2024, 5, 1), CellKind.DATE),
        (MORNING.replace(microsecond=5000), CellKind.DATE),
        (dt.time(23, 59), CellKind.DATE),
        ("#N/A", CellKind.ERROR),
        (None, CellKind.NO_VALUE),
    ],
)
@pytest.mark.parametrize("formula", [False, True])
@pytest.mark.parametrize("shown", [None, "005"])
def test_a_cell_crosses_to_the_other_process_unchanged(value, kind, formula, shown):
    line = spell(7, [3, plain(value, kind, formula=formula, shown=shown)], hidden=True)
    assert line.count("\n") == 1
    assert answers.row(line.encode()) == Row(7, True, [Cell(7, 3, value, kind, formula, shown)])


def test_sheets_can_be_read_in_turns_and_as_often_as_wanted(kinds):
    with open_any(kinds / "kinds.xls") as book:
        first, second = book.sheets[0].rows(), book.sheets[1].rows()
        one = next(first)
        assert next(second).cells[0].value == "x"
        assert [one, *first] == list(book.sheets[0].rows())


def program(monkeypatch, code):
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        ("import os; os.abort()", ""),
        ("import sys; sys.exit(3)", ""),
        ("print('half a line')", ""),
        ("print('{' * 30, end=' ' * 19 + '0')", ""),
        ("", ""),
        ("import time; time.sleep(60)", "reader_seconds"),
        (
            "import os; os.write(2, b'memory allocation of 9 bytes failed'); os.abort()",
            "reader_memory",
        ),
    ],
)
def test_however_it_ends_there_is_one_sentence(monkeypatch, kinds, code, limit):
    program(monkeypatch, code)
    container = inspect(kinds / "kinds.xls")
    with pytest.raises(Refusal) as caught:
        read_apart("calamine", container, Limits(reader_seconds=0.5 if limit else 30))
    assert caught.value.reason is (Reason.LIMIT if limit else Reason.DAMAGED)
    if isinstance(caught.value, LimitReached):
        assert caught.value.limit == limit


@pytest.mark.parametrize(
    ("limits", "limit"),
    [
        (Limits(reader_output=100), "reader_output"),
        (Limits(rows=3), "rows"),
        (Limits(columns=3), "columns"),
        (Limits(cells=3), "cells"),
        (Limits(cell_characters=3), "cell_characters"),
        (Limits(sheets=2), "sheets"),
    ],
)
def test_limits_hold_there_too(kinds, limits, limit):
    with pytest.raises(LimitReached) as caught:
        open_any(kinds / "kinds.xls", limits=limits)
    assert caught.value.limit == limit


@pytest.mark.skipif(sys.platform != "linux", reason="the system holds no process to its memory")
def test_memory_is_bounded(tmp_path):
    """A row said to be repeated makes a file of 2 KB ask for gigabytes."""
    cells = "<table:table-cell office:value-type='float' office:value='1'/>"
    row = f"<table:table-row table:number-rows-repeated='900000'>{cells * 100}</table:table-row>"
    names = " ".join(
        f"xmlns:{each}='urn:oasis:names:tc:opendocument:xmlns:{each}:1.0'"
        for each in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f"<table:table table:name='A'>{row}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<manifest xmlns='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    path = pack(
        tmp_path / "bomb.ods",
        {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest},
    )
    with pytest.raises(LimitReached) as caught:
        open_any(path, limits=Limits(reader_memory=64 * 2**20, reader_seconds=30))
    assert caught.value.limit in ("reader_memory", "cells")


def test_a_stopped_reader_leaves_no_process_and_no_file(monkeypatch, kinds, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    started = []
    popen = subprocess.Popen

    def start(*args, **kwargs):
        started.append(popen(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    program(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(LimitReached):
        open_any(kinds / "kinds.xls", limits=Limits(reader_seconds=0.3))
    monkeypatch.undo()
    assert [each.returncode is not None for each in started] == [True]
    assert list(tmp_path.iterdir()) == []


# -- the second reader ------------------------------------------------------------------------


def damaged(tmp_path, **changes):
    """Return a book whose styles the streaming reader cannot read to their end."""
    content = parts('<row r="1"><c r="A1" t="inlineStr"><is><t>kept</t></is></c></row>')
    return pack(tmp_path / "damaged.xlsx", content | changes)


def test_a_second_reader_reads_on_where_a_sheet_breaks(tmp_path):
    """A cell in a cell: the streaming reader trusts nothing after it, the library goes on."""
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v><v>3</v></c><c r="B2" t="e"><v>#N/A</v></c>'
        '<c r="C2"><f>1+1</f></c></row>'
    )
    changes = {
        "xl/worksheets/sheet1.xml": sheet(rows),
        "xl/styles.xml": styles(0),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
        ),
    }
    path = damaged(tmp_path, **changes)
    with open_any(path) as book:
        found = list(book.sheets[0].rows())
        assert [row.number for row in found] == [1, 2]
        assert found[1].cells[1:] == [
            Cell(2, 2, "#N/A", CellKind.ERROR),
            Cell(2, 3, None, CellKind.NO_VALUE, formula=True),
        ]
        assert len(book.notices) == 1
        assert book.sheets[0].merged == []


def test_what_neither_reads_is_refused_with_what_the_first_found(tmp_path):
    path = damaged(tmp_path, **{"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"})
    with open_any(path) as book, pytest.raises(Refusal) as caught:
        list(book.sheets[0].rows())
    assert caught.value.reason is Reason.DAMAGED


def test_a_sheet_that_is_missing_is_never_taken_for_empty(tmp_path):
    content = parts("")
    del content["xl/worksheets/sheet1.xml"]
    path = pack(tmp_path / "missing.xlsx", content)
    with open_any(path) as book, pytest.raises(Refusal) as caught:
        list(book.sheets[0].rows())
    assert caught.value.reason is Reason.MISSING_PART


def test_an_answer_that_grows_too_long_is_cut_and_says_so():
    with tempfile.TemporaryFile() as stream:
        answer = Answer(stream, 50)
        with pytest.raises(answers.Refused) as caught:
            answer.sheet("A", (spell(each, [1, "text"]) for each in range(9)), {})
        assert caught.value.limit == "reader_output"


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot stand for a program")
def test_a_packaged_program_starts_itself_as_the_reader(monkeypatch, kinds, tmp_path):
    """What stands for the packaged program here is Python with the program as its module."""
    launcher = tmp_path / "launcher"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coordinator_app "$@"\n')
    launcher.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(launcher))
    with open_any(kinds / "kinds.xls") as book:
        assert values(book)["A1"] == "text"
