"""The whole way with keys alone, and a name on everything that takes them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLineEdit,
    QWidget,
)

from coordinator_app.ui.foreign.view import COLUMNS, DOUBTS, SHEETS

KEY = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(desk, key, modifiers=NONE):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)
    desk.settle()


def stops(page):
    """Return what the tab key stops at, in its order."""
    first = QApplication.focusWidget()
    found, now = [first], first.nextInFocusChain()
    while now is not first:
        takes = now.focusPolicy() & Qt.FocusPolicy.TabFocus and now.isEnabled()
        if takes and now.isVisibleTo(page) and page.isAncestorOf(now) and now.focusProxy() is None:
            found.append(now)
        now = now.nextInFocusChain()
    return found


def name_of(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    name = widget.accessibleName()
    if not name and isinstance(widget, QLineEdit) and widget.parentWidget() is not None:
        name = widget.parentWidget().accessibleName()  # the line of a spin box
    return name


@pytest.fixture
def at(desk, page, several):
    """Go to a step."""

    def go(step):
        page.look_at(several)
        desk.settle()
        while page.view.step < step:
            page._on_next()
            desk.settle()
        assert page.view.step == step
        return page

    return go


@pytest.mark.parametrize("step", [0, SHEETS, COLUMNS, DOUBTS])
def test_everything_that_takes_keys_has_a_name(page, at, step):
    if step:
        at(step)
    found = stops(page)
    assert len(found) > 1
    nameless = [each for each in found if not name_of(each)]
    assert nameless == []
    areas = [
        each
        for each in page.findChildren(QAbstractScrollArea)
        if each.isVisible() and not isinstance(each, QHeaderView)
    ]
    assert [each for each in areas if not each.accessibleName()] == []


def test_the_tab_key_goes_down_the_columns_then_to_the_rules(at):
    page = at(COLUMNS)
    names = [name_of(each) for each in stops(page)]
    first = names.index("Field of column “País”")
    assert names.index("Field of column “Fecha”") > first
    assert names.index("Dates in column “Fecha”") == names.index("Field of column “Fecha”") + 1
    assert names.index("What is taken in") > names.index("Field of column “Ciudad”")


def test_from_the_sheets_to_the_changes_with_keys_alone(desk, at):
    page = at(SHEETS)
    assert QApplication.focusWidget() is page.view.sheets.line("Visitas").tick
    press(desk, KEY.Key_Return, CONTROL)
    assert page.view.step == COLUMNS
    press(desk, KEY.Key_Return, CONTROL)
    assert page.view.step == DOUBTS
    press(desk, KEY.Key_Space)
    assert page._answers.open == 2
    press(desk, KEY.Key_Return, CONTROL)
    assert desk.shell.routes[-1].page == "review"
