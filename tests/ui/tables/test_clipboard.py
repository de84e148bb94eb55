from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.services import pasting
from coordinator_app.ui.tables import clipboard

_CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=3), min_size=1, max_size=6))
def test_what_is_copied_is_pasted_as_it_was(rows):
    width = max(map(len, rows))
    whole = [row + [""] * (width - len(row)) for row in rows]
    assert pasting.table_of(clipboard.as_text(whole)) == whole


def test_copied_text_keeps_what_excel_would_change():
    html = clipboard.as_html(["Code"], [["007"], ["=1+1"], ["12"]])
    assert html.count("mso-number-format") == 2
    assert "<td>12</td>" in html
