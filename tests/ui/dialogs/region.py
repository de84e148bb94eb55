"""A desk on a workbook of its own, and short ways to fill it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from coordinator_app.services import editing, reference
from tests.ui.desk import Desk

TTO = reference.country_id("TTO")
BRB = reference.country_id("BRB")


def make(desk: Desk, type_key: str, **values):
    """Record an entry and return its id."""
    return desk.write(partial(editing.create, type_key=type_key, values=values)).id


def record(desk: Desk, record_id: str):
    """Return an entry as it stands in the file."""
    return desk.read(lambda reading: reading.records.get(record_id))


def every(desk: Desk, type_key: str):
    """Return all living entries of a type."""
    return desk.read(lambda reading: list(reading.records.all(type_key)))


def click(desk: Desk, where: QWidget, text: str) -> None:
    """Click the button that says this, or bears this name."""
    buttons = where.findChildren(QPushButton)
    (button,) = (
        each for each in buttons if text in (each.text(), each.objectName()) and each.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()
