import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.catalogue import built_in
from coordinator_app.services.pasted_text import table_of
from coordinator_app.texts import load
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tables.clipboard import Cell

_CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n\t"'),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() == text and "\r" not in text)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=3), min_size=1, max_size=6))
def test_what_is_copied_is_pasted_as_it_was(rows):
    width = max(map(len, rows))
    whole = [row + [""] * (width - len(row)) for row in rows]
    assert table_of(clipboard.as_text(whole)) == whole


def test_copied_text_keeps_what_excel_would_change():
    html = clipboard.as_html(["Code"], [[Cell("007")], [Cell("=1+1")], [Cell("12", 12)]])
    assert html.count('mso-number-format:"\\@"') == 2
    assert 'x:num="12"' in html


def test_a_day_is_a_day_and_an_end_of_line_stays_in_its_cell():
    html = clipboard.as_html([], [[Cell("1 Mar 2026", dt.date(2026, 3, 1)), Cell("a\nb")]])
    assert 'x:num="46082"' in html
    assert 'a<br style="mso-data-placement:same-cell">b' in html


def test_what_a_list_adds_or_leaves_out_is_not_copied():
    fields, texts = built_in()["follow_up"].by_key, load("en")
    due = clipboard.cell_of(fields["due_on"], "2026-01-10", "10 Jan 2026 · late", texts)
    assert due == Cell("10 Jan 2026", dt.date(2026, 1, 10))
    month = clipboard.cell_of(fields["due_on"], "2026-01", "Jan 2026 · late", texts)
    assert month == Cell("Jan 2026")
