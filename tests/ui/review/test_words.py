"""Differences of long texts in words: accents, signs, moved sentences; drawn in one line each."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from coordinator_app.services.exchange.beside import Beside
from coordinator_app.services.exchange.lines import Line
from coordinator_app.texts import load
from coordinator_app.ui.review.comparison import as_html
from coordinator_app.ui.review.differences import Part, marked, parts
from coordinator_app.ui.review.long_texts import LongTextDelegate, are_long, side_by_side
from coordinator_app.ui.review.model import MINE, PARTS_ROLE, THEIRS, ReviewModel
from tests.ui.review.test_review_pieces import CELLS, deciding


def shown(found: list[Part]) -> str:
    signs = {"same": "{}", "gone": "-{}-", "come": "+{}+", "moved_from": "<{}<", "moved_to": ">{}>"}
    return "".join(signs[part.kind].format(part.text) for part in found)


@pytest.mark.parametrize(
    ("base", "text", "words"),
    [
        ("Jose Perez came", "José Pérez came", "-Jose Perez-+José Pérez+ came"),
        ("cafe\u0301 open", "café open", "café open"),
        ("O’Neill’s team met", "O’Neill’s group met", "O’Neill’s -team-+group+ met"),
        ("the end", "the end.", "the end+.+"),
        ("one, two", "one; two", "one-,-+;+ two"),
        ("co-ordinated work", "coordinated work", "-co-ordinated-+coordinated+ work"),
        ("a  b", "a b", "a b"),
        (
            "First the port of Point Lisas. Then the law.",
            "Then the law. First the port of Point Lisas.",
            ">Then the law. >First the port of Point Lisas.< Then the law.<",
        ),
        ("line one\nline two", "line one\nline 2", "line one\nline -two-+2+"),
        ("", "new text", "+new text+"),
        ("old text", "", "-old text-"),
    ],
)
def test_words_are_compared_as_people_read_them(base, text, words):
    assert shown(parts(base, text)) == words


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_from_the_parts(base, text):
    found = parts(base, text)
    came = "".join(each.text for each in found if each.kind in ("same", "come", "moved_to"))
    assert came == unicodedata.normalize("NFC", text) or came == text
    went = "".join(each.text for each in found if each.kind in ("same", "gone", "moved_from"))
    assert "".join(went.split()) == "".join(unicodedata.normalize("NFC", base).split())


def test_what_moved_is_marked_as_such():
    found = marked("First the harbour. Then law.", "Then law. First the harbour.", ("r", "g", "b"))
    assert found.count("background:b") == 2
    assert "background:r" not in found


def line(ours, theirs, cls="conflict", field="summary") -> Line:
    return Line(1, cls, "visit", "Visit", "r", "VIS", field, "Summary", "", ours, theirs, "")


@pytest.mark.parametrize(
    ("asked", "long"),
    [
        (line("one two three four", "one"), True),
        (line("one two", "three"), False),
        (line("", "one two three four"), False),
        (line("one two three four", "x", "invalid"), False),
        (line("one two three four", "x", field=""), False),
    ],
)
def test_only_long_texts_on_both_sides_are_looked_into(asked, long):
    assert are_long(asked) is long


def test_both_begin_where_they_begin_to_differ():
    start = "The terminal, the scanners and the port were shown "
    mine, theirs = side_by_side(f"{start}again\nand again", f"{start}twice\nand again")
    assert shown(mine) == "… were shown -again- ⏎ and again"
    assert shown(theirs) == "… were shown +twice+ ⏎ and again"


def test_the_model_gives_parts_for_long_texts_alone(qapp):
    model = ReviewModel(load("en"))
    model.show_lines(deciding(CELLS[:1]))
    assert model.index(0, MINE).data(PARTS_ROLE) is None
    long = line("the same old words here", "the same new words here")
    model.show_lines(deciding(CELLS[:1], lines=(long,)))
    assert shown(model.index(0, MINE).data(PARTS_ROLE)) == "the same -old- words here"
    assert shown(model.index(0, THEIRS).data(PARTS_ROLE)) == "the same +new+ words here"


@pytest.mark.parametrize("selected", [True, False])
@pytest.mark.parametrize(("column", "ground"), [(MINE, "danger_soft"), (THEIRS, "ok_soft")])
def test_words_that_differ_are_drawn_on_grounds_of_their_own(qapp, kit, selected, column, ground):
    model = ReviewModel(kit.texts)
    long = line("the same old words here", "the same new words here")
    model.show_lines(deciding(CELLS[:1], lines=(long,)))
    view = QTableView()
    view.setModel(model)
    delegate = LongTextDelegate(kit, PARTS_ROLE, view)
    image = QImage(240, 26, QImage.Format.Format_RGB32)
    image.fill(kit.theme.color("surface"))
    option = QStyleOptionViewItem()
    option.rect = image.rect()
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, column))
    painter.end()
    colors = {image.pixelColor(x, 6).name() for x in range(240)}
    assert kit.theme.color(ground).name() in colors
    assert (kit.theme.color("selection").name() in colors) == selected


def test_nothing_of_an_entry_becomes_markup(kit):
    made = Line(
        1, "duplicate", "visit", "Visit", "r", "VIS", "", "", "", "", "", "",
        candidates=(("i", "<b>A & B"),), place="S!A1",
        beside=(Beside("Ti<tle", "a <i> b", ("c & d\ne",), (True,)),),
    )  # fmt: skip
    found = as_html(made, kit)
    for text in ("&lt;b&gt;A &amp; B", "Ti&lt;tle", "a &lt;i&gt; b", "c &amp; d<br>e"):
        assert text in found
    assert kit.theme.warning_soft in found
