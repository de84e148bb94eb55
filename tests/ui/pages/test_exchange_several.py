"""Several sent files chosen on Sent & received: reminded, given more time, closed together."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from coordinator_app.services import undoing
from coordinator_app.services.exchange import batch, dispatch, recipients
from coordinator_app.services.session import Session
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.ask_date import AskDateDialog
from coordinator_app.ui.dialogs.reminders import RemindersDialog
from coordinator_app.ui.pages.exchange import ExchangePage
from tests.services.exchange.busy_workbook import COL, JAM, TTO
from tests.ui import courier
from tests.ui.desk import TODAY, Desk, clock

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
WEEK = dt.timedelta(days=7)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Return a workbook from which two files were sent; one of them is late."""
    path = courier.workbook(tmp_path_factory.mktemp("exchange") / "mine.c1540")
    with Session.open_for(path, clock(), "Tester") as session:
        for name, due in (("late", TODAY - WEEK), ("waiting", TODAY + WEEK)):
            request = dispatch.Request(TTO, due=due)
            dispatch.send(session, request, path.parent / f"{name}.xlsx")
    return path


@pytest.fixture
def desk(kit, template, tmp_path):
    made = Desk(kit, shutil.copy(template, tmp_path / "mine.c1540"))
    yield made
    made.close()


def line(page, row=0):
    model = page._model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def chips(page):
    return [each.accessibleName() for each in page._chips._buttons.values()]


def click(desk, button):
    QTest.mouseClick(button, LEFT)
    desk.settle()


@pytest.fixture
def many(desk, shown):
    page = ExchangePage(desk.context)
    page.resize(1170, 640)
    shown(page)
    page.open(Route("exchange"))
    desk.settle()
    page._table.setFocus()
    QTest.keyClick(page._table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    return page


def test_what_they_have_in_common_is_said(many):
    pane = many._pane.several
    assert pane.isVisible()
    assert pane.stand.text() == "1 late · 1 waiting"
    assert [each.text() for each in (pane.remind, pane.extend, pane.close_them)] == [
        "Remind 2",
        "Extend 2…",
        "Close 2 without reply",
    ]
    many._table.selectRow(0)
    assert not pane.isVisible()


def test_reminding_is_one_operation_and_gives_every_word(desk, many):
    click(desk, many._pane.several.remind)
    dialog = next(iter(many.findChildren(RemindersDialog)))
    assert dialog.list.count() == 2
    assert "late.xlsx" in dialog.text.toPlainText()
    QTest.keyClick(dialog.list, KEY.Key_Down)
    assert "waiting.xlsx" in dialog.text.toPlainText()
    click(desk, dialog.copy_all)
    copied = QGuiApplication.clipboard().text()
    assert "late.xlsx" in copied
    assert "waiting.xlsx" in copied
    assert desk.shell.said[0] == "2 reminders are noted."
    assert len(desk.shell.undoable) == 1
    assert [line(many, row)[6] for row in range(2)] == ["16 Mar 2026"] * 2


def test_a_mail_is_opened_with_the_words(desk, many, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    click(desk, many._pane.several.remind)
    dialog = next(iter(many.findChildren(RemindersDialog)))
    click(desk, dialog.mail)
    assert opened[0].scheme() == "mailto"
    assert "late.xlsx" in opened[0].toString()


def test_more_time_for_all_keeps_them_chosen(desk, many):
    click(desk, many._pane.several.extend)
    dialog = many.findChild(AskDateDialog)
    dialog._finish("2026-03-30")
    desk.settle()
    assert [line(many, row)[4] for row in range(2)] == ["30 Mar 2026"] * 2
    assert chips(many)[0] == "Late, 0"
    assert len(many._selected()) == 2
    assert many._pane.several.stand.text() == "2 waiting"


def test_closed_together_and_taken_back_together(desk, many):
    click(desk, many._pane.several.close_them)
    assert chips(many)[3] == "Done, 2"
    assert not many._pane.several.close_them.isEnabled()
    desk.write(partial(undoing.undo, operation=desk.shell.undoable[-1]))
    assert chips(many)[3] == "Done, 0"


def test_files_sent_in_one_go_are_found_from_any_of_them_and_withdrawn(desk, many, tmp_path):
    desk.write(partial(_send_two, tmp_path))
    page = many
    page._chips.select(["late"])
    page._show_rows()
    desk.settle()
    assert not page._pane.together.isVisible()  # that one was sent alone
    page._chips.select(["waiting"])
    page._show_rows()
    page._table.selectRow(0)
    desk.settle()
    rows = {line(page, row)[0]: row for row in range(page._model.rowCount())}
    page._table.selectRow(rows["Colombia"])
    desk.settle()
    assert page._pane.together.text() == "Sent together with 1 other"
    click(desk, page._pane.together)
    chosen = {each.state for each in page._selected()}
    assert chosen == {"Colombia", "Jamaica"}
    pane = page._pane.several
    assert pane.withdraw.text() == "Withdraw 2"
    click(desk, pane.withdraw)
    assert chips(page)[3] == "Done, 2"
    desk.write(partial(undoing.undo, operation=desk.shell.undoable[-1]))
    assert chips(page)[3] == "Done, 0"


def _send_two(folder, session):
    states = recipients.addressees(session, (COL, JAM))
    wanted = batch.items(session, dispatch.Request(due=TODAY + WEEK), states, folder)
    return batch.send_all(session, wanted)
