"""What tests of the window share: no screen needed, one look, texts in English."""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app import paths
from coordinator_app.texts import load
from coordinator_app.ui.icons import Icons
from coordinator_app.ui.theme import Look, style_sheet
from coordinator_app.ui.widgets import Kit


@pytest.fixture(autouse=True)
def _collect_here():
    """Collect garbage on this thread alone, as the program does: widgets die of any other."""
    gc.disable()
    yield
    gc.enable()
    gc.collect(1)


@pytest.fixture
def look(qapp: QApplication):
    """The look of the program, which widgets have here without a window of the program."""

    def dress() -> None:
        qapp.setStyleSheet(style_sheet(made.theme))

    made = Look(qapp, "light")
    made.changed.connect(dress)
    dress()
    yield made
    made.choose("light")
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def kit(look: Look) -> Kit:
    return Kit(look, Icons(look, paths.resources() / "icons"), load("en"))


@pytest.fixture
def type_text():
    """Type any text as an input method does: key clicks abort on letters outside ASCII."""

    def type_it(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return type_it


@pytest.fixture
def shown(qtbot):
    """Show a widget in an active window and give it the focus."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        widget.setFocus()
        return widget

    return show


def pytest_collection_modifyitems(items):
    """Leave out what the screenless platform says of itself: it cannot raise or grab."""
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
