"""Every way to a list: keys, the menu of a list, a file that is none of ours; and the way out."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator_app.ui.dialogs.search import SearchDialog
from coordinator_app.ui.foreign.view import CHOOSE, COLUMNS, DOUBTS
from tests.ui.running import Running

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def running(qapp, blank_workbook, tmp_path):
    made = Running(qapp, tmp_path / "home")
    made.open(shutil.copy(blank_workbook, tmp_path / "mine.c1540"))
    yield made
    made.close()


def here(running):
    running.settle()
    return running.window.route().page, running.window.page


def test_a_key_and_a_command_lead_here(running, qtbot):
    QTest.keyClick(running.window, KEY.Key_I, CONTROL | SHIFT)
    name, page = here(running)
    assert (name, page.view.step) == ("bring_list", CHOOSE)
    running.go("home")
    QTest.keyClick(running.window, KEY.Key_K, CONTROL)
    dialog = running.dialog(SearchDialog)
    QTest.keyClicks(dialog.field, "bring in a list")
    qtbot.wait(220)  # the search waits until typing pauses
    running.settle()
    QTest.keyClick(dialog.field, KEY.Key_Return)
    assert here(running)[0] == "bring_list"


def test_the_list_of_contacts_brings_in_contacts(running, several):
    contacts = running.go("contacts")
    contacts.table.commands.bring()
    name, page = here(running)
    assert name == "bring_list"
    assert page._type == contacts.table.spec.type


def test_a_file_that_is_none_of_ours_is_received_as_a_list(running, visits):
    running.go("review", path=str(visits))
    name, page = here(running)
    assert (name, page.view.step) == ("bring_list", COLUMNS)
    assert page.view.columns.type_box.currentText() == "Visits"


def test_a_list_that_was_left_is_taken_up_and_taken_in(running, visits):
    page = running.go("bring_list", path=str(visits))
    for step in (COLUMNS, DOUBTS):
        assert page.view.step == step
        page._on_next()
        running.settle()
    name, review = here(running)
    assert name == "review"
    assert review.view.mapping.isVisible()
    review._on_leave()
    name, page = here(running)
    assert (name, page.view.step) == ("bring_list", CHOOSE)
    assert page.view.choose._left.isVisible()
    for other in ("home", "exchange", "history"):
        running.go(other)
    page = running.go("bring_list", type="")
    page.view.choose._left.body.itemAt(1).widget().click()
    name, review = here(running)
    assert name == "review"
    assert not review.view.mapping.isVisible()


def test_the_columns_are_changed_from_the_check_of_changes(running, visits):
    page = running.go("bring_list", path=str(visits))
    for _ in range(2):
        page._on_next()
        running.settle()
    review = here(running)[1]
    review.view.mapping.click()
    name, again = here(running)
    assert (name, again.view.step) == ("bring_list", COLUMNS)
    assert again is page
