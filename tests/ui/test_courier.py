"""The whole way in the window: sent, received, checked, left, taken up, taken in, undone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from coordinator_app.services import editing
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.send import SendDialog
from coordinator_app.ui.review.model import MARK
from coordinator_app.ui.review.waiting import Waiting
from coordinator_app.ui.widgets.kit import button
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import TTO
from tests.ui import courier
from tests.ui.running import Running

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return courier.workbook(tmp_path_factory.mktemp("courier") / "mine.c1540")


@pytest.fixture
def running(qapp, template, tmp_path):
    made = Running(qapp, tmp_path / "home")
    made.open(Path(shutil.copy(template, tmp_path / "mine.c1540")))
    yield made
    made.close()


@pytest.fixture
def sent(running, tmp_path, monkeypatch):
    """Send a file through the dialog, as a person does."""
    path = tmp_path / "form.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    running.window.send(TTO)
    dialog = running.dialog(SendDialog)
    for _ in range(2):
        QTest.mouseClick(dialog.next, LEFT)
        running.settle()
    running.window.activateWindow()  # a screenless platform does not do that when a dialog goes
    running.settle()
    return path


@pytest.fixture
def reply(running, sent, tmp_path):
    """Two safe changes, and one of a cell that was changed here, too."""
    with spoiling.opened(sent) as book:
        page = spoiling.sheet(book, "visit")
        for title, values in (
            ("Mission 0", {"next_steps": "Their next step", "venue": "Their hall"}),
            ("Mission 1", {"venue": "Another hall"}),
        ):
            for key, value in values.items():
                spoiling.cell(page, key, "title", title).value = value
    running.write(
        lambda session: editing.update(
            session, visit(running, session).id, {"next_steps": "My next step"}
        )
    )
    return sent


def visit(running, reading=None, title="Mission 0"):
    def find(asked):
        return next(each for each in asked.records.all("visit") if each.title == title)

    return find(reading) if reading is not None else running.read(find)


def press(running, widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifiers)
    running.settle()


def situation(page):
    return [page._model.index(row, 5).data() for row in range(page._model.rowCount())]


def values(running):
    found = visit(running)
    return found.get("next_steps"), found.get("venue")


def marks(page):
    return [page.view.model.index(row, MARK).data() for row in range(page.view.model.rowCount())]


def test_sent_it_stands_in_the_list_and_is_said(running, sent):
    window = running.window
    assert window.route().page == "exchange"
    assert window._banner.text.startswith("form.xlsx is saved: send it to ")
    assert situation(window.page) == ["Sent, waiting"]
    assert sent.is_file()


def test_checked_left_taken_up_taken_in_and_undone(running, reply):
    page = running.go("review", path=str(reply))
    assert page.view.take_in.text() == "Take in 2"
    press(running, page.view.table, KEY.Key_Escape)
    assert running.window.route().page == "exchange"
    assert situation(running.window.page) == ["1 to decide"]
    press(running, running.window.page._table, KEY.Key_Return)
    page = running.window.page
    assert marks(page) == ["Decide", "Take in", "Take in"]
    press(running, page.view.table, KEY.Key_A)
    press(running, page.view.table, KEY.Key_Return, CONTROL)
    assert running.window._banner.text == "3 taken in"
    assert situation(running.window.page) == ["Taken in"]
    assert values(running) == ("Their next step", "Their hall")
    running.window._banner.press()
    running.settle()
    assert values(running) == ("My next step", None)
    assert situation(running.window.page) == ["Taken in and undone"]


def test_back_comes_to_the_reply_with_its_decisions(running, reply):
    page = running.go("review", path=str(reply))
    press(running, page.view.table, KEY.Key_K)
    running.go("states")
    press(running, running.window, KEY.Key_Up, ALT)
    assert running.window.page is page
    assert marks(page)[0] == "Keep mine"


def test_what_is_left_stays_and_the_undo_of_the_rest_is_seen_at_once(running, reply):
    page = running.go("review", path=str(reply))
    press(running, page.view.table, KEY.Key_Return, CONTROL)
    assert running.window.page is page
    assert running.window._banner.text == "2 taken in · 1 left to decide"
    assert marks(page) == ["Decide"]
    running.window._banner.press()
    running.settle()
    assert values(running) == ("My next step", None)
    assert marks(page) == ["Decide"]


def test_decisions_are_kept_when_the_window_is_closed(running, reply, tmp_path):
    page = running.go("review", path=str(reply))
    press(running, page.view.table, KEY.Key_K)
    running.window.close()
    running.program._leaving = False
    running.program.window = None
    running.open(tmp_path / "mine.c1540", Route("exchange"))
    assert situation(running.window.page) == ["Reply to check"]


def test_the_language_changes_in_the_middle_of_a_reply(running, reply):
    page = running.go("review", path=str(reply))
    press(running, page.view.table, KEY.Key_A)
    running.program.choose_language("es")
    running.shown()
    assert marks(running.window.page)[0] == "Incorporar"
    assert running.window.page.view.take_in.text() == "Incorporar 3"


def test_long_reading_shows_that_it_goes_on(qtbot, kit, qapp):
    waiting = Waiting(button(kit, "Cancel"))
    qtbot.addWidget(waiting)
    waiting.show()
    waiting.begin("Reading the file…")
    assert not waiting._inner.isVisible()
    qtbot.waitUntil(waiting._inner.isVisible)
    waiting.end()
    waiting.begin("Reading the file…")
    waiting.end()
    qapp.sendPostedEvents(None, QEvent.Type.Timer)
    qtbot.wait(300)
    assert not waiting._inner.isVisible()
