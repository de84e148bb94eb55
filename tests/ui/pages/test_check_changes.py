"""A reply is decided by keys and clicks, taken in, undone, left and taken up again."""

from __future__ import annotations

import threading
from functools import partial

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.services import undoing
from coordinator_app.services.exchange import review, sent_files
from coordinator_app.texts import load
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.check_changes import CheckChangesPage
from coordinator_app.ui.review.model import ENTRY, FIELD, MARK, MINE, THEIRS, WHY
from tests.ui import courier
from tests.ui.checking import CONTROL, KEY, SHIFT, at_desk, cell, leave, line, open_at, press, rows
from tests.ui.courier import CONFLICTS
from tests.ui.desk import Desk


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


def test_what_came_is_told_and_safe_changes_come_ticked(page, sent):
    view = page.view
    assert view.take_in.text() == "Take in 14"
    assert "3 to decide · 3 both changed · 14 changed by them" in view.totals.text()
    assert sent.reference in view.about.text()
    assert "sent on 16 Mar 2026 · reply no. 1" in view.about.text()
    assert rows(page, MARK) == ["Decide"] * 3 + ["Take in"] * 14
    assert view.table.hasFocus()
    assert not view.send_back.isVisible()
    assert not view.notice.isVisible()


def test_a_line_says_entry_field_mine_theirs_and_why(page):
    assert cell(page, 0, ENTRY).endswith(CONFLICTS[0])
    assert cell(page, 0, ENTRY).startswith("VIS-TTO")
    assert cell(page, 0, FIELD) == "Next steps"
    assert (cell(page, 0, MINE), cell(page, 0, THEIRS)) == ("My next step", "Their next step")
    assert cell(page, 0, WHY) == "≠  Both changed"
    assert cell(page, 3, WHY) == "→  Changed by them"


def test_lines_are_copied_with_headings_and_whole_values(desk, page):
    page.view.table.selectAll()
    press(desk, page, KEY.Key_C, CONTROL)
    head, first, *others = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[:4] == ["Decision", "Entry", "Field", "My file now"]
    assert first.split("\t")[3:5] == ["My next step", "Their next step"]
    assert len(others) == 16
    assert desk.shell.said == ["17 rows copied with their headings"]


def test_decided_by_keys_taken_in_and_undone(desk, page, sent):
    press(desk, page, KEY.Key_F8)
    assert line(page).entry.endswith(CONFLICTS[1])
    page.view.select(0)
    press(desk, page, KEY.Key_A)
    assert (cell(page, 0, MARK), line(page).entry[-9:]) == ("Take in", CONFLICTS[1])
    press(desk, page, KEY.Key_K)
    assert (cell(page, 1, MARK), line(page).entry[-9:]) == ("Keep mine", CONFLICTS[2])
    press(desk, page, KEY.Key_E)
    editor = page.view.versions.editor
    assert editor.text.hasFocus()
    QTest.keyClicks(editor.text, "Both of it")
    QTest.keyClick(editor.text, KEY.Key_Tab)
    assert cell(page, 2, MARK) == "Other value"
    assert page.view.take_in.text() == "Take in 16"
    assert page.view.table.hasFocus()
    press(desk, page, KEY.Key_Return, CONTROL)
    assert desk.shell.said[-1] == "16 taken in"
    steps = [courier.visit(desk, title).get("next_steps") for title in CONFLICTS]
    assert steps == ["Their next step", "My next step", "Both of it"]
    assert courier.visit(desk, "Mission 5").get("city") == "San Fernando"
    assert courier.tracked(desk, sent).get("status") == "MERGED"
    assert desk.shell.routes[-1] == Route("exchange", sent.dispatch)
    desk.write(partial(undoing.undo, operation=desk.shell.undoable[-1]))
    steps = [courier.visit(desk, title).get("next_steps") for title in CONFLICTS]
    assert steps == ["My next step"] * 3
    assert courier.visit(desk, "Mission 5").get("city") == "Port of Spain"


def test_taking_in_can_be_stopped_and_leaves_nothing_behind(desk, page, sent):
    gate = threading.Event()
    desk.tasks.write(lambda _session: gate.wait(30))
    QTest.mouseClick(page.view.take_in, Qt.MouseButton.LeftButton)
    assert not page.view.take_in.isEnabled()
    assert page.view.leave.text() == "Stop"
    QTest.mouseClick(page.view.leave, Qt.MouseButton.LeftButton)
    gate.set()
    desk.settle()
    assert desk.shell.said == ["Stopped: nothing was taken in."]
    assert (page.view.take_in.text(), page.view.take_in.isEnabled()) == ("Take in 14", True)
    assert page.view.leave.text().startswith("Leave")
    assert courier.visit(desk, "Mission 5").get("city") == "Port of Spain"
    assert courier.tracked(desk, sent).get("status") == "SENT"
    QTest.mouseClick(page.view.take_in, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.shell.said[-1].startswith("14 taken in")


def test_everything_decided_is_said(desk, page):
    for _ in range(3):
        press(desk, page, KEY.Key_K)
    press(desk, page, KEY.Key_F8)
    assert desk.shell.said == ["Everything is decided."]


def test_what_is_undecided_stays_listed_with_the_file(desk, page, sent):
    QTest.mouseClick(page.view.take_in, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.shell.said[-1] == "14 taken in · 3 left to decide"
    assert rows(page, MARK) == ["Decide"] * 3
    assert "Part of it was taken in" in page.view.notice.text()
    assert "reply no. 1" in page.view.about.text()
    assert not page.view.take_in.isEnabled()
    (file,) = desk.read(lambda reading: sent_files.sent_files(reading, load("en")))
    assert (file.group, file.undecided) == ("check", 3)
    for key in (KEY.Key_A, KEY.Key_K, KEY.Key_A):
        press(desk, page, key)
    press(desk, page, KEY.Key_Return, CONTROL)
    assert desk.shell.said[-1] == "2 taken in"
    assert courier.tracked(desk, sent).get("status") == "MERGED"


def test_left_with_esc_it_is_taken_up_where_it_was(desk, page, sent, open_page):
    press(desk, page, KEY.Key_A)
    press(desk, page, KEY.Key_Escape)
    assert desk.shell.routes == [Route("exchange", sent.dispatch)]
    leave(desk, page)
    (kept,) = desk.read(partial(review.waiting, dispatch=sent.dispatch))
    assert kept.undecided == 2
    again = open_page(review=kept.id)
    assert rows(again, MARK)[:3] == ["Take in", "Decide", "Decide"]
    assert again.view.take_in.text() == "Take in 15"


def test_the_file_itself_opened_again_knows_the_decisions(desk, page, reply, open_page):
    press(desk, page, KEY.Key_K)
    leave(desk, page)
    assert rows(open_page(reply), MARK)[0] == "Keep mine"


def test_a_reply_only_looked_at_waits_to_be_checked(desk, page, sent):
    leave(desk, page)
    (kept,) = desk.read(partial(review.waiting, dispatch=sent.dispatch))
    assert kept.undecided == 3


def test_the_same_file_again_is_recognised(desk, page, reply, open_page):
    for _ in range(3):
        press(desk, page, KEY.Key_K)
    press(desk, page, KEY.Key_Return, CONTROL)
    again = open_page(reply)
    assert "taken in before, on 16 Mar 2026; there is nothing new in it" in again.view.notice.text()
    assert not again.view.take_in.isEnabled()


def test_a_reply_without_changes_can_be_recorded(desk, sent, open_page):
    page = open_page(sent.file)
    assert "nothing new in this reply" in page.view.notice.text()
    assert page.view.take_in.text() == "Record the reply"
    QTest.mouseClick(page.view.take_in, Qt.MouseButton.LeftButton)
    desk.settle()
    found = courier.tracked(desk, sent)
    assert (found.get("status"), found.get("replies")) == ("MERGED", 1)


def test_the_box_is_ticked_with_the_mouse_and_the_space_bar(desk, page):
    table = page.view.table
    place = table.visualRect(page.view.model.index(5, MARK)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (cell(page, 5, MARK), page.view.take_in.text()) == ("Keep mine", "Take in 13")
    press(desk, page, KEY.Key_Space)
    assert (cell(page, 5, MARK), page.view.take_in.text()) == ("Take in", "Take in 14")


def test_several_lines_and_whole_entries_are_taken_at_once(desk, page):
    page.view.select(0)
    press(desk, page, KEY.Key_Down, SHIFT)
    press(desk, page, KEY.Key_A)
    assert rows(page, MARK)[:3] == ["Take in", "Take in", "Decide"]
    page.view.select(2)
    press(desk, page, KEY.Key_A, SHIFT)
    assert page.view.take_in.text() == "Take in 17"


def test_buttons_do_what_the_keys_do(desk, page):
    versions = page.view.versions
    QTest.mouseClick(versions.keep, Qt.MouseButton.LeftButton)
    assert cell(page, 0, MARK) == "Keep mine"
    assert page.view.table.hasFocus()
    QTest.mouseClick(versions.take, Qt.MouseButton.LeftButton)
    assert cell(page, 1, MARK) == "Take in"


def test_lines_are_listed_by_class_and_type(desk, page, sent):
    view = page.view
    shown = [view.filters.item(row).text() for row in range(view.filters.count())]
    assert shown == ["All  (17)", "≠  Both changed  (3)", "→  Changed by them  (14)"]
    view.filters.setCurrentRow(2)
    assert rows(page, MARK) == ["Take in"] * 14
    press(desk, page, KEY.Key_F8)
    assert (view.filters.currentRow(), line(page).cls) == (0, "conflict")


def test_sending_back_everything_that_could_be_used_is_explained(desk, page, tmp_path):
    page.send_back(tmp_path / "back.xlsx")
    desk.settle()
    assert "nothing to send back" in str(desk.shell.explained[0].what)


def test_a_file_that_is_none_of_mine_is_brought_in_as_a_list(desk, open_page, tmp_path):
    path = tmp_path / "budget.xlsx"
    openpyxl.Workbook().save(path)
    page = open_page(path)
    assert desk.shell.routes == [Route("bring_list", "", {"path": str(path)})]
    assert page.route() is None


def test_it_follows_what_changes_meanwhile(desk, page):
    courier.update(desk, courier.visit(desk, "Mission 5").id, city="Scarborough")
    desk.settle()
    assert "4 both changed · 13 changed by them" in page.view.totals.text()
    # Place and city belong together: the hall waits for the city.
    assert page.view.take_in.text() == "Take in 12"


def test_decisions_outlast_what_changes_meanwhile(desk, page):
    press(desk, page, KEY.Key_A)
    courier.update(desk, courier.visit(desk, "Mission 5").id, city="Scarborough")
    desk.settle()
    assert page.view.take_in.text() == "Take in 13"


def test_read_only_nothing_can_be_decided(kit, desk, reply, shown):
    other = Desk(kit, desk.context.file.path, read_only=True)
    page = CheckChangesPage(other.context)
    shown(page)
    page.open(Route("review", "", {"path": str(reply)}))
    other.settle()
    assert not page.view.take_in.isEnabled()
    for key in (KEY.Key_A, KEY.Key_Space):
        QTest.keyClick(page.view.table, key)
    assert rows(page, MARK)[0] == "Decide"
    assert not page.view.versions.keep.isEnabled()
    assert page.view.versions.editor is None
    page.leave()
    other.settle()
    other.close()


def test_reading_can_be_given_up(desk, reply, shown):
    page = CheckChangesPage(desk.context)
    shown(page)
    page.open(Route("review", "", {"path": str(reply)}))
    assert page.view.give_up.parentWidget() is not None
    page._on_give_up()
    desk.settle()
    assert page.view.model.rowCount() == 0 or desk.shell.routes == [Route("exchange")]
    assert desk.shell.routes == [Route("exchange")]


@pytest.mark.parametrize("size", [(1170, 640), (1045, 490), (863, 388)])
def test_it_fits_small_screens(open_page, reply, size):
    page = open_page(reply, size=size)
    assert (page.width(), page.height()) == size
    assert page.view.totals.isVisible()
    assert page.view.take_in.isVisible()
    table = page.view.table
    assert table.viewport().height() // 26 >= 4
    assert not table.columnViewportPosition(THEIRS) > table.viewport().width() - 100
