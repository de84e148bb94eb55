"""A page on the screen, worked with keys."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.services import editing
from coordinator_app.ui.context import Route
from tests.ui.desk import Desk

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def create(desk: Desk, type_key: str, **values):
    return desk.write(partial(editing.create, type_key=type_key, values=values)).id


def record(desk: Desk, record_id: str):
    return desk.read(lambda reading: reading.records.get(record_id))


def every(desk: Desk, type_key: str):
    return desk.read(lambda reading: list(reading.records.all(type_key)))


def put(desk: Desk, shown, page, record_id: str, size=(1190, 640)):
    """Show a page with an entry on it."""
    page.resize(*size)
    shown(page)
    page.open(Route(page.type_key, record_id))
    desk.settle()
    return page


def focused() -> Any:
    """Return what has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(desk: Desk, key: Qt.Key, modifiers=NONE) -> None:
    QTest.keyClick(focused(), key, modifiers)
    desk.settle()


def write(desk: Desk, text: str) -> None:
    """Type into what has the focus: in a grid the first key opens the cell."""
    if hasattr(focused(), "records"):
        if text[0].isascii():
            QTest.keyClicks(focused(), text[0])
            text = text[1:]
        else:
            QTest.keyClick(focused(), Qt.Key.Key_F2)
    if text.isascii():
        QTest.keyClicks(focused(), text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focused(), event)
    desk.settle()
