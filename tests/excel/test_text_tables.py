"""Tables that are text: encoding and separator are found, and cells stay the texts they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.excel.cells import CellKind
from coordinator_app.excel.opening import from_text, open_any
from coordinator_app.excel.refusals import LimitReached, Limits, Reason, Refusal
from coordinator_app.excel.safety import Format


@pytest.fixture
def saved(tmp_path):
    """Return what saves bytes and opens them."""

    def save(content, name="list.csv", limits=None):
        path = tmp_path / name
        path.write_bytes(content)
        return open_any(path, limits=limits)

    return save


def texts(book):
    """Return the texts of the only sheet, row by row, with None where nothing stands."""
    (page,) = book.sheets
    found = []
    for row in page.rows():
        by_column = {cell.column: cell.value for cell in row.cells}
        found.append([by_column.get(at + 1) for at in range(max(by_column))])
    return found


PEOPLE = "Estado;Día\nMéxico;5/3/2024\nCôte d’Ivoire;\n"
READ = [["Estado", "Día"], ["México", "5/3/2024"], ["Côte d’Ivoire"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_letters_are_right_in_every_encoding(saved, encoding, ending):
    content = PEOPLE.replace("\n", ending)
    if encoding in ("utf-16-le", "utf-16-be"):
        content = "\ufeff" + content
    with saved(content.encode(encoding)) as book:
        assert texts(book) == READ
        assert [each.place.file for each in book.notices] == (
            ["list.csv"] if encoding == "cp1252" else []
        )


def test_one_broken_letter_does_not_break_the_others(saved):
    content = (PEOPLE * 20).encode() + b"broken \xe9;x\n"
    with saved(content) as book:
        assert texts(book)[:3] == READ
        assert texts(book)[-1] == ["broken \ufffd", "x"]


@pytest.mark.parametrize(
    ("content", "separator"),
    [
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a,b\nx; y,1\nz; w,2\n", ","),
        ("a\tb\n1,5\t2;5\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('name,note\n"x, y; z","1; 2; 3"\nw,v\n', ","),
        ("A report of the year; for all\n\nState,Day,Kind\nTTO,1,2\nGUY,2,3\n", ","),
        ("sep=;\na,b;c\n1,2;3\n", ";"),
        ("SEP=|\r\na,b|c\r\n", "|"),
    ],
)
def test_what_parts_the_cells_is_found(saved, content, separator):
    with saved(content.encode()) as book:
        named = content.lower().startswith("sep=")
        first = content.splitlines()[1 if named else 0]
        assert book.format is (Format.TSV if separator == "\t" else Format.CSV)
        assert texts(book)[0] == first.split(separator)


def test_a_text_with_a_quoted_line_end_is_one_cell_and_rows_are_counted_as_excel_counts(saved):
    with saved(b'a,b\n\n"one\ntwo","say ""hi"""\nlast,\n') as book:
        rows = list(book.sheets[0].rows())
    assert [row.number for row in rows] == [1, 3, 4]
    assert [cell.value for cell in rows[1].cells] == ["one\ntwo", 'say "hi"']
    assert [cell.value for cell in rows[2].cells] == ["last"]


def test_cells_stay_texts_but_errors_are_errors(saved):
    with saved(b'0012,1e5,TRUE,#N/A,"=""0012""",=A1,#hash\nx,y,z,,,,\n') as book:
        cells = next(book.sheets[0].rows()).cells
    assert [cell.value for cell in cells] == [
        *("0012", "1e5", "TRUE", "#N/A", "0012", "=A1", "#hash")
    ]
    assert [cell.kind for cell in cells if cell.kind is not CellKind.TEXT] == [CellKind.ERROR]


def test_a_quotation_mark_that_is_never_closed_is_no_success(saved):
    with saved(b'a,b\n"open,1\nx,y\n') as book, pytest.raises(Refusal) as caught:
        list(book.sheets[0].rows())
    assert caught.value.reason is Reason.DAMAGED


def test_a_text_named_excel_is_read_where_it_is_a_table(saved):
    with saved(b"State\tDay\nTTO\t1\n", "export.xls") as book:
        assert texts(book) == [["State", "Day"], ["TTO", "1"]]
    with pytest.raises(Refusal) as caught:
        saved(b"Dear all,\nthank you.\n", "letter.xlsx")
    assert caught.value.reason is Reason.NOT_EXCEL


@pytest.mark.parametrize(
    ("limits", "limit"),
    [
        (Limits(rows=2), "rows"),
        (Limits(columns=2), "columns"),
        (Limits(cells=5), "cells"),
        (Limits(cell_characters=4), "cell_characters"),
        (Limits(file_bytes=10), "file_bytes"),
    ],
)
def test_limits_hold(saved, limits, limit):
    with (
        pytest.raises(LimitReached) as caught,
        saved(b"a,b,c\n1,2,3\n1,2,three\n", limits=limits) as book,
    ):
        list(book.sheets[0].rows())
    assert caught.value.limit == limit


def test_a_cell_beyond_what_any_program_holds_is_refused(saved):
    content = b"a,b\n" + b"x" * 200_000 + b",1\n"
    with saved(content) as book, pytest.raises(LimitReached) as caught:
        list(book.sheets[0].rows())
    assert caught.value.limit == "cell_characters"


@pytest.mark.parametrize(
    ("copied", "rows"),
    [
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a\tb\r\n1\t2\r\n", [["a", "b"], ["1", "2"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"said"\t"5"" pipe"\t7" pipe\n', [['"said"', '5" pipe', '7" pipe']]),
        ('"open\tb\nc\td', [['"open', "b"], ["c", "d"]]),
        ("\t\tx\n\n\ty", [[None, None, "x"], [None, "y"]]),
        ("one\ntwo\n", [["one"], ["two"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ],
)
def test_what_was_copied_is_a_table(copied, rows):
    with from_text(copied, "Clipboard") as book:
        assert texts(book) == rows
        assert book.sheets[0].name == "Clipboard"


def test_nothing_copied_is_refused():
    with pytest.raises(Refusal) as caught:
        from_text(" \n", "Clipboard")
    assert caught.value.reason is Reason.EMPTY_FILE


def outcome(opening):
    """Return how reading everything ends: None, or the reason of the refusal."""
    try:
        with opening() as book:
            for page in book.sheets:
                assert all(row.cells for row in page.rows())
    except Refusal as refusal:
        return refusal.reason
    return None


@given(st.text(max_size=60))
def test_no_copied_text_breaks_anything(copied):
    reasons = (None, Reason.DAMAGED) if copied.strip() else (Reason.EMPTY_FILE,)
    assert outcome(lambda: from_text(copied, "Clipboard")) in reasons


@given(st.binary(max_size=200))
def test_no_bytes_break_anything(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    assert outcome(lambda: open_any(path)) in (None, *Reason)
