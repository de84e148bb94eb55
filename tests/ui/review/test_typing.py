"""Another value than either is typed: it belongs to its line, and mends what cannot be used."""

from __future__ import annotations

from functools import partial

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from coordinator_app.ui.review.model import FIELD, MARK, WHY
from tests.services.exchange import spoiling
from tests.ui import courier
from tests.ui.checking import CONTROL, KEY, at_desk, cell, open_at, press, rows, select
from tests.ui.courier import CONFLICTS


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return courier.workbook(tmp_path_factory.mktemp("check") / "mine.c1540")


@pytest.fixture
def desk(kit, template, tmp_path):
    made = at_desk(kit, template, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sent(desk, tmp_path):
    return courier.send(desk, tmp_path)


@pytest.fixture
def reply(desk, sent):
    return courier.answer(desk, sent)


@pytest.fixture
def open_page(desk, shown):
    return partial(open_at, desk, shown)


@pytest.fixture
def page(open_page, reply):
    return open_page(reply)


def test_what_is_typed_and_not_entered_is_taken_in_with_the_rest(desk, page):
    press(desk, page, KEY.Key_E)
    QTest.keyClicks(page.view.versions.editor.text, "Typed only")
    QTest.keyClick(page.view.versions.editor.text, KEY.Key_Return, CONTROL)
    desk.settle()
    assert courier.visit(desk, CONFLICTS[0]).get("next_steps") == "Typed only"


def test_what_is_typed_belongs_to_the_line_it_was_typed_for(desk, page):
    press(desk, page, KEY.Key_E)
    QTest.keyClicks(page.view.versions.editor.text, "For the first")
    page.view.select(1)
    desk.settle()
    assert rows(page, MARK)[:2] == ["Other value", "Decide"]


def test_esc_leaves_the_field_and_takes_nothing_over(desk, page):
    press(desk, page, KEY.Key_E)
    editor = page.view.versions.editor
    QTest.keyClicks(editor.text, "No")
    QTest.keyClick(editor.text, KEY.Key_Escape)
    assert page.view.table.hasFocus()
    assert desk.shell.routes == []
    assert cell(page, 0, MARK) == "Decide"


def test_another_value_is_taken_back_by_emptying_it(desk, page):
    press(desk, page, KEY.Key_E)
    editor = page.view.versions.editor
    QTest.keyClicks(editor.text, "Other")
    page.view.table.setFocus()
    assert cell(page, 0, MARK) == "Other value"
    editor.text.selectAll()
    QTest.keyClick(editor.text, KEY.Key_Delete)
    assert editor.commit()
    assert cell(page, 0, MARK) == "Decide"


def test_what_cannot_be_used_is_mended_in_place_or_sent_back(
    desk, sent, open_page, tmp_path, monkeypatch
):
    courier.put(sent.file, "visit", "Mission 1", dates="06/11/14")
    courier.put(sent.file, "visit", "Mission 2", participants="many")
    page = open_page(sent.file)
    assert "2 cannot be used" in page.view.totals.text()
    assert not page.view.versions.take.isEnabled()
    press(desk, page, KEY.Key_A)
    assert cell(page, 0, MARK) == "Decide"
    back = tmp_path / "back"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(back), ""))
    QTest.mouseClick(page.view.send_back, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.shell.said[-1].startswith("2 cells are marked in back.xlsx: send it to")
    assert openpyxl.load_workbook(f"{back}.xlsx").sheetnames
    select(page, "invalid")
    row = rows(page, FIELD).index("Dates")
    page.view.select(row)
    press(desk, page, KEY.Key_E)
    editor = page.view.versions.editor
    QTest.keyClicks(editor.line, "6 Nov 2014")
    QTest.keyClick(editor.line, KEY.Key_Return)
    assert (cell(page, row, MARK), page.view.take_in.text()) == ("Other value", "Take in 1")
    assert page.view.table.hasFocus()
    assert page.view.send_back.isVisible()
    page.view.select(rows(page, FIELD).index("Participants"))
    press(desk, page, KEY.Key_K)
    assert not page.view.send_back.isVisible()


@pytest.mark.parametrize("size", [(1170, 640), (863, 388)])
def test_a_date_that_reads_two_ways_offers_both_wherever_there_is_little_room(
    sent, open_page, size
):
    courier.put(sent.file, "visit", "Mission 1", dates="06/11/14")
    page = open_page(sent.file, size=size)
    offered = page.view.versions.proposals.buttons
    assert [each.text() for each in offered] == ["6 Nov 2014", "11 Jun 2014"]
    room = page.view.versions.rect()
    for part in (*offered, page.view.versions.editor):
        corner = part.mapTo(page.view.versions, part.rect().bottomRight())
        assert part.isVisible()
        assert room.contains(corner)


@pytest.mark.parametrize("key", ["summary", "venue"])
def test_the_field_for_another_value_is_whole_on_small_screens(sent, open_page, key):
    courier.put(sent.file, "visit", "Mission 1", **{key: "Theirs"})
    versions = open_page(sent.file, size=(863, 388)).view.versions
    editor = versions.editor
    holder = editor.parentWidget()
    assert editor.geometry().bottom() <= holder.rect().bottom()


def test_a_new_entry_that_resembles_one_of_mine_can_be_that_one(desk, sent, open_page):
    with spoiling.opened(sent.file) as book:
        sheet = spoiling.sheet(book, "institution")
        row = spoiling.blank_row(sheet, "name")
        sheet.cell(row, spoiling.column(sheet, "name")).value = "Customs & Excise Division"
    page = open_page(sent.file)
    assert rows(page, WHY) == ["≈  Perhaps here already"]
    assert rows(page, MARK) == ["Not taken"] or rows(page, MARK) == ["Decide"]
    press(desk, page, KEY.Key_E)
    assert page.view.versions.same.hasFocus()
    page.view.table.setFocus()
    press(desk, page, KEY.Key_S)
    assert rows(page, MARK) == ["Same entry"]
    press(desk, page, KEY.Key_Return, CONTROL)
    names = [each.title for each in desk.read(lambda r: list(r.records.all("institution")))]
    assert sum("Excise" in name for name in names) == 1
