"""The recycle bin: what lies in it and how it comes back."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator_app.services import editing
from coordinator_app.ui.dialogs.recycle_bin import RecycleBinDialog
from tests.ui.dialogs.region import TTO, click, make, record


@pytest.fixture
def bin_(desk, qtbot):
    def opened():
        made = RecycleBinDialog(desk.context, desk.window)
        made.open()
        qtbot.waitExposed(made)
        made.activateWindow()
        desk.settle()
        return made

    return opened


def delete(desk, *ids):
    desk.write(partial(editing.delete, record_ids=ids))


def texts(dialog):
    lines = dialog.view.lines
    return [lines.line_at(row).texts for row in range(lines.rowCount())]


def test_it_says_what_where_when_and_who(desk, bin_):
    visit = make(desk, "visit", title="Mission", country=TTO)
    delete(desk, visit)
    dialog = bin_()
    assert texts(dialog) == [("Mission", "Visit", "Trinidad and Tobago", "16 Mar 2026", "Tester")]
    dialog.reject()


def test_restore_by_button_and_by_enter(desk, bin_):
    ids = [make(desk, "follow_up", title=title) for title in ("One", "Two")]
    delete(desk, *ids)
    dialog = bin_()
    first = dialog.view.current_line().key
    click(desk, dialog, "Restore")
    assert not record(desk, first).deleted
    assert len(texts(dialog)) == 1
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    desk.settle()
    assert not any(record(desk, each).deleted for each in ids)
    assert len(desk.shell.undoable) == 2
    assert dialog._list.empty.isVisible()
    assert not dialog.restore.isEnabled()
    dialog.reject()


def test_an_empty_bin(desk, bin_):
    dialog = bin_()
    assert dialog._list.empty.isVisible()
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    desk.settle()
    assert desk.shell.undoable == []
    dialog.reject()


def test_what_is_deleted_meanwhile_appears(desk, bin_):
    dialog = bin_()
    delete(desk, make(desk, "follow_up", title="Late"))
    assert [row[0] for row in texts(dialog)] == ["Late"]
    dialog.reject()


def test_a_row_says_what_it_belonged_to_and_comes_back(desk, bin_):
    contact = make(desk, "contact", name="Ana Pitahaya", country=TTO)
    role = make(desk, "contact_role", parent=contact, role="POC_1540", status="NOTIFIED")
    delete(desk, role)
    dialog = bin_()
    [row] = texts(dialog)
    assert row[1:4] == ("Role · Ana Pitahaya", "Trinidad and Tobago", "16 Mar 2026")
    click(desk, dialog, "Restore")
    assert not record(desk, role).deleted
    assert texts(dialog) == []
    dialog.reject()
