"""Sent & received: the list, the life of a file, what can be done about it, what is received."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from functools import partial

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from coordinator_app.excel import locking
from coordinator_app.services import editing, undoing
from coordinator_app.services.exchange import dispatch, review
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.ask_date import AskDateDialog
from coordinator_app.ui.pages.exchange import ExchangePage
from tests.services.exchange import spoiling
from tests.ui import courier
from tests.ui.desk import TODAY, Desk

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
WEEK = dt.timedelta(days=7)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return courier.workbook(tmp_path_factory.mktemp("exchange") / "mine.c1540")


@pytest.fixture
def desk(kit, template, tmp_path):
    made = Desk(kit, shutil.copy(template, tmp_path / "mine.c1540"))
    yield made
    made.close()


@pytest.fixture
def late(desk, tmp_path):
    ministry = {"label": "Ministry of National Security"}
    return courier.send(desk, tmp_path, "late.xlsx", recipient=ministry, due=TODAY - WEEK)


@pytest.fixture
def open_page(desk, shown):
    def make(size=(1170, 640), **route):
        page = ExchangePage(desk.context)
        page.resize(*size)
        shown(page)
        page.open(Route("exchange", route.pop("record", ""), route))
        desk.settle()
        return page

    return make


@pytest.fixture
def page(late, open_page):
    return open_page()


def line(page, row=0):
    model = page._model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def count(page):
    return page._model.rowCount()


def chips(page):
    return [each.accessibleName() for each in page._chips._buttons.values()]


def click(desk, button):
    QTest.mouseClick(button, LEFT)
    desk.settle()


def told(page):
    return [each.text() for each in page._pane.findChildren(QLabel) if each.isVisible()]


def fields(desk, sent, *keys):
    record = courier.tracked(desk, sent)
    return tuple(record.get(key) for key in keys)


class TestList:
    def test_nothing_sent_says_what_can_be_sent(self, desk, open_page):
        page = open_page()
        assert page._either.currentIndex() == 1
        assert chips(page) == ["Late, 0", "To check, 0", "Waiting, 0", "Done, 0"]

    def test_a_file_stands_with_all_that_is_asked_of_it(self, page):
        assert line(page) == [
            "Trinidad and Tobago",
            "Ministry of National Security",
            "State update form",
            "16 Mar 2026",
            "9 Mar 2026",
            "7 days late",
            "",
        ]
        assert chips(page)[0] == "Late, 1"

    def test_chips_choose_and_say_when_nothing_is_there(self, desk, page, tmp_path):
        courier.send(desk, tmp_path, "second.xlsx")
        assert count(page) == 2
        waiting = page._chips._buttons["waiting"]
        click(desk, waiting)
        assert [line(page)[5], count(page)] == ["Sent, waiting", 1]
        click(desk, page._chips._buttons["done"])
        assert page._either.currentIndex() == 2

    def test_a_file_that_was_asked_for_is_shown_whatever_the_chips(
        self, desk, page, late, tmp_path
    ):
        second = courier.send(desk, tmp_path, "second.xlsx")
        click(desk, page._chips._buttons["done"])
        page.open(Route("exchange", second.dispatch))
        desk.settle()
        assert page.route() == Route("exchange", second.dispatch)
        assert page._chips.selected() == []

    def test_new_here_sends(self, desk, page):
        asked = []
        desk.context.actions.bind("exchange.send", lambda: asked.append("send"))
        page.new_here()
        click(desk, page._send)
        assert asked == ["send", "send"]

    def test_enter_goes_on_checking_a_reply(self, desk, open_page, late):
        spoil(late)
        courier.take_in(desk, late.file)
        page = open_page()
        assert line(page)[5] == "1 to decide"
        QTest.keyClick(page._table, KEY.Key_Return)
        (kept,) = desk.read(partial(review.waiting, dispatch=late.dispatch))
        assert desk.shell.routes == [Route("review", "", {"review": kept.id})]
        click(desk, page._pane.check)
        assert desk.shell.routes[-1] == desk.shell.routes[0]

    @pytest.mark.parametrize("size", [(1045, 490), (863, 388)])
    def test_on_small_screens_the_life_lies_over_the_list(self, desk, open_page, late, size):
        page = open_page(size)
        assert page._side.over
        assert not page._pane.isVisible()
        QTest.keyClick(page._table, KEY.Key_Return)
        assert page._pane.isVisible()
        page.toggle_pane()
        assert not page._pane.isVisible()
        assert not page._table.horizontalScrollBar().isVisible()

    def test_read_only_nothing_can_be_done(self, kit, desk, late, shown):
        other = Desk(kit, desk.context.file.path, read_only=True)
        page = ExchangePage(other.context)
        page.resize(1170, 640)
        shown(page)
        page.open(Route("exchange"))
        other.settle()
        pane = page._pane
        for each in (
            page._send,
            page._receive,
            pane.remind,
            pane.extend,
            pane.again,
            pane.close_it,
        ):
            assert not each.isEnabled()
        other.close()


class TestLife:
    def test_it_tells_the_facts_and_what_happened(self, page, late):
        assert late.reference in told(page)
        assert "late.xlsx" in told(page)
        assert told(page)[-2:] == ["16 Mar 2026", "Sent"]

    def test_a_reminder_is_noted_and_its_words_are_there_to_copy(self, desk, page, late):
        pane = page._pane
        assert not pane.reminder_text.isVisible()
        click(desk, pane.remind)
        assert fields(desk, late, "reminded_on", "reminders") == ("2026-03-16", 1)
        assert line(page)[6] == "16 Mar 2026"
        assert "late.xlsx" in pane.reminder_text.toPlainText()
        assert pane.copy.hasFocus()
        click(desk, pane.copy)
        assert QGuiApplication.clipboard().text() == pane.reminder_text.toPlainText()
        desk.write(partial(undoing.undo, operation=desk.shell.undoable[0]))
        assert fields(desk, late, "reminded_on", "reminders") == (None, None)

    def test_the_words_go_with_the_file_they_are_about(self, desk, page, late, tmp_path):
        click(desk, page._pane.remind)
        courier.send(desk, tmp_path, "second.xlsx")
        assert page._pane.reminder_text.isVisible()
        page._table.selectRow(1)
        desk.settle()
        assert not page._pane.reminder_text.isVisible()

    def test_more_time_is_given_by_a_day(self, desk, page, late):
        click(desk, page._pane.extend)
        dialog = page.findChild(AskDateDialog)
        dialog.editor.line.selectAll()
        QTest.keyClicks(dialog.editor.line, "30 Mar 2026")
        QTest.keyClick(dialog.editor.line, KEY.Key_Return)
        if dialog.isVisible():
            dialog._on_take()
        desk.settle()
        assert fields(desk, late, "due_back") == ("2026-03-30",)
        assert (line(page)[4], line(page)[5]) == ("30 Mar 2026", "Sent, waiting")

    def test_a_day_that_has_passed_is_refused(self, desk, page, late):
        page._pane._on_extended((TODAY - WEEK).isoformat())
        desk.settle()
        assert "has passed" in desk.shell.explained[0].what

    def test_closed_without_reply_and_taken_back(self, desk, page, late):
        assert page._pane.close_it.text() == "Close without reply"
        click(desk, page._pane.close_it)
        assert fields(desk, late, "status") == ("LAPSED",)
        assert not page._pane.close_it.isEnabled()
        assert not page._pane.remind.isEnabled()
        desk.write(partial(undoing.undo, operation=desk.shell.undoable[0]))
        assert page._pane.close_it.isEnabled()

    def test_the_same_file_is_written_again_where_the_person_says(
        self, desk, page, late, tmp_path, monkeypatch
    ):
        proposed = []

        def choose(_parent, _title, path, _filter):
            proposed.append(path)
            return str(tmp_path / "again"), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        click(desk, page._pane.again)
        assert proposed[0].endswith("late.xlsx")
        assert (tmp_path / "again.xlsx").is_file()
        assert desk.shell.said == ["again.xlsx is saved again."]
        assert desk.shell.recall("send.folder") == str(tmp_path)


class TestReceiving:
    @pytest.fixture
    def downloads(self, tmp_path, monkeypatch):
        folder = tmp_path / "Downloads"
        folder.mkdir()
        monkeypatch.setattr(
            "coordinator_app.ui.pages.exchange_receive.QStandardPaths.standardLocations",
            lambda _place: [str(folder)],
        )
        return folder

    def test_replies_in_downloads_are_offered_newest_first(self, desk, late, downloads, open_page):
        spoil(late)
        shutil.copy(late.file, downloads / "reply & co.xlsx")
        page = open_page(receive=True)
        offered = [each.text() for each in page.receiving.found.actions()]
        assert offered[0].startswith("reply && co.xlsx · Trinidad and Tobago · ")
        assert offered[-2:] == ["Other files…", "A folder of replies…"]
        assert len(offered) == 4
        page.receiving.found.actions()[0].trigger()
        page.receiving.found.close()
        assert desk.shell.routes == [
            Route("review", "", {"path": str(downloads / "reply & co.xlsx")})
        ]

    def test_a_protected_reply_is_offered_and_says_so(self, desk, late, downloads, open_page):
        locked = downloads / "late (1).xlsx"
        locking.lock(io.BytesIO(late.file.read_bytes()), locked, "Knox Street")
        page = open_page(receive=True)
        offered, *_ = page.receiving.found.actions()
        assert offered.text().startswith("late (1).xlsx · Trinidad and Tobago · ")
        assert offered.text().endswith(" · needs its password")
        offered.trigger()
        page.receiving.found.close()
        assert desk.shell.routes == [Route("review", "", {"path": str(locked)})]

    def test_without_any_the_file_is_asked_for_at_once(
        self, desk, late, downloads, open_page, monkeypatch, tmp_path
    ):
        chosen = tmp_path / "x" / "reply.xlsx"
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(chosen)], ""))
        page = open_page()
        click(desk, page._receive)
        assert desk.shell.routes == [Route("review", "", {"path": str(chosen)})]
        assert desk.shell.recall("receive.folder") == str(chosen.parent)

    def test_giving_up_the_choice_goes_nowhere(self, desk, late, downloads, open_page, monkeypatch):
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
        click(desk, open_page()._receive)
        assert desk.shell.routes == []

    def test_several_in_downloads_can_be_checked_together(self, desk, late, downloads, open_page):
        spoil(late)
        second = courier.send(desk, late.file.parent, "second.xlsx")
        spoil(second)
        for sent in (late, second):
            shutil.copy(sent.file, downloads)
        page = open_page(receive=True)
        together = next(
            each for each in page.receiving.found.actions() if "together" in each.text()
        )
        assert together.text() == "Check all 2 together"
        together.trigger()
        page.receiving.found.close()
        (route,) = desk.shell.routes
        assert route.page == "replies"
        assert sorted(route.params["paths"]) == [
            str(downloads / "late.xlsx"),
            str(downloads / "second.xlsx"),
        ]

    def test_several_chosen_files_are_checked_together(
        self, desk, late, downloads, open_page, monkeypatch, tmp_path
    ):
        chosen = [str(tmp_path / "a.xlsx"), str(tmp_path / "b.ods")]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
        click(desk, open_page()._receive)
        assert desk.shell.routes == [Route("replies", "", {"paths": chosen})]

    def test_a_folder_is_chosen_from_the_menu(self, desk, open_page, monkeypatch, tmp_path):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
        open_page(receive="folder")
        assert desk.shell.routes == [Route("replies", "", {"paths": [str(tmp_path)]})]
        assert desk.shell.recall("receive.folder") == str(tmp_path)

    def test_a_folder_and_files_can_be_dropped_together(self, page, desk, tmp_path):
        data = QMimeData()
        places = [tmp_path, tmp_path / "reply.csv", tmp_path / "photo.jpg"]
        data.setUrls([QUrl.fromLocalFile(str(each)) for each in places])
        none = Qt.KeyboardModifier.NoModifier
        page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, none))
        assert desk.shell.routes == [
            Route("replies", "", {"paths": [str(each) for each in places[:2]]})
        ]

    def test_an_excel_file_can_be_dropped_on_the_page(self, desk, page, tmp_path):
        data = QMimeData()
        files = [tmp_path / "photo.jpg", tmp_path / "reply.XLSX"]
        data.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
        actions, buttons, none = Qt.DropAction.CopyAction, LEFT, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), actions, data, buttons, none)
        page.dragEnterEvent(enter)
        assert enter.isAccepted()
        page.dropEvent(QDropEvent(QPointF(5, 5), actions, data, buttons, none))
        assert desk.shell.routes == [Route("review", "", {"path": str(files[1])})]

    def test_anything_else_cannot(self, page, tmp_path):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "photo.jpg"))])
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, none)
        enter.ignore()
        page.dragEnterEvent(enter)
        assert not enter.isAccepted()


def spoil(sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "dates", "title", "Mission 1").value = "06/11/14"


class TestReports:
    def test_the_numbers_of_a_report_stand_beside_those_of_today(self, desk, open_page, tmp_path):
        request = dispatch.Request(
            profile="SECRETARIAT_QUARTER", frm=dt.date(2024, 7, 1), to=dt.date(2024, 9, 30)
        )
        sent = desk.write(partial(dispatch.send, request=request, path=tmp_path / "quarter.xlsx"))
        visit = courier.visit(desk, "Mission 3").id  # on 1 July 2024
        desk.write(partial(editing.delete, record_ids=[visit]))
        page = open_page(record=sent.dispatch)
        assert line(page)[0] == "Quarterly report to the secretariat"
        shown = [each.text() for each in page._pane.figures.findChildren(QLabel)]
        assert shown[:3] == ["Numbers", "As sent", "Today"]
        at = shown.index("States visited")
        then, now = shown[at + 1 : at + 3]
        assert (then.partition("/")[0], now.partition("/")[0]) == ("2", "1")
        assert not page._pane.again.isEnabled()

    def test_any_other_file_has_none(self, page):
        assert not page._pane.figures.isVisible()
