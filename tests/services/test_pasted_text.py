"""What spreadsheets, Word and mail put on the clipboard, as cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.errors import UserError
from coordinator_app.services.pasted_text import MOST_ROWS, table_of

WORD = """<html><head><style>td { color: red }</style><title>x</title></head><body>
<p>Before</p><table><tr><td><p>Ana</p><p>Lima</p></td><td colspan=2>12&nbsp;May</td></tr>
<tr><td>Luis<table><tr><td>inner</td></tr></table></td><td>b</td><td>c</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("", []),
        ("\r\n", []),
        ("one", [["one"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc", [["a", "b"], ["c", ""]]),
        ('"two\nlines"\tb', [["two\nlines", "b"]]),
        ('say ""this""\tb', [['say ""this""', "b"]]),
        ('"a ""b"" c"\td', [['a "b" c', "d"]]),
        (" padded \t x", [["padded", "x"]]),
        ('"never closed\tb\nc\td', [['"never closed', "b"], ["c", "d"]]),
        ('"said" he\tb', [['"said" he', "b"]]),
        ('""\tb', [["", "b"]]),
    ],
)
def test_text_of_the_clipboard_becomes_cells(text, table):
    assert table_of(text) == table


@given(st.text(st.sampled_from('ab"\t\n\r '), max_size=30))
def test_no_text_is_too_odd_and_every_row_is_as_wide_as_the_others(text):
    assert len({len(row) for row in table_of(text)}) <= 1


def test_cells_of_several_lines_in_word_stay_cells():
    text = "Ana\nLima\t12 May\nLuis\tb\tc"
    assert table_of(text, WORD) == [["Ana\nLima", "12 May", ""], ["Luis\ninner", "b", "c"]]


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        ("<td rowspan=2>R<td>1<br>one<tr><td>2", [["R", "1\none"], ["", "2"]]),
        ("<td>1<br>one<td rowspan=3>R<tr><td>2<tr><td>3", [["1\none", "R"], ["2", ""], ["3", ""]]),
        (
            "<td rowspan=2 colspan=2>R<td>1<br>one<tr><td>2<tr><td>a<td>b<td>c",
            [["R", "", "1\none"], ["", "", "2"], ["a", "b", "c"]],
        ),
        ("<td rowspan=999999999>R<td>1<br>one<tr><td>2", [["R", "1\none"], ["", "2"]]),
        ("<td rowspan=0>R<td colspan=x>1<br>one<tr><td>2", [["R", "1\none"], ["2", ""]]),
    ],
)
def test_a_cell_that_reaches_over_rows_pushes_no_other_aside(rows, table):
    text = "R\t1\none\n2"
    assert table_of(text, f"<table><tr>{rows}</table>") == table


def test_html_without_a_table_changes_nothing():
    assert table_of("a\tb\nc", "<p>a b</p>") == [["a", "b"], ["c", ""]]


def test_a_block_that_is_a_whole_database_is_refused_not_cut():
    assert len(table_of("x\n" * MOST_ROWS)) == MOST_ROWS
    for rows in (MOST_ROWS + 1, 10 * MOST_ROWS):
        with pytest.raises(UserError, match="at most can be pasted"):
            table_of("x\n" * rows)
