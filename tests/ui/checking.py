"""A reply on the page where it is checked, worked with keys."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator_app import paths
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.check_changes import CheckChangesPage
from tests.ui.desk import Desk

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def at_desk(kit, template: Path, folder: Path) -> Desk:
    """Return a desk on a copy of a workbook, with places of its own."""
    made = Desk(kit, Path(shutil.copy(template, folder / "mine.c1540")))
    made.program.places = paths.Places(*(folder / name for name in "sdlw"))
    return made


def open_at(desk: Desk, shown, path=None, size=(1170, 640), **params) -> CheckChangesPage:
    """Show the page with a reply."""
    page = CheckChangesPage(desk.context)
    page.resize(*size)
    shown(page)
    page.open(Route("review", "", params or {"path": str(path)}))
    desk.settle()
    return page


def press(desk, page, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.view.table, key, modifiers)
    desk.settle()


def cell(page, row, column):
    model = page.view.model
    return model.index(row, column).data()


def rows(page, column):
    return [cell(page, row, column) for row in range(page.view.model.rowCount())]


def line(page):
    return page.view.model.line(page.view.table.currentIndex().row())


def select(page, cls):
    row = next(n for n in range(page.view.model.rowCount()) if page.view.model.line(n).cls == cls)
    page.view.select(row)


def leave(desk, page):
    page.leave()
    desk.settle()
