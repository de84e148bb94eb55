import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from coordinator_app.domain.errors import UserError
from coordinator_app.ui.errors import BugDialog, Errors, ExplainDialog, report
from coordinator_app.ui.widgets import Kit

ERROR = UserError("“{name}” is no file.", where="C:/Mail", do="Choose another.", name="a.xlsx")


def broken() -> Exception:
    try:
        {}["lost"]
    except KeyError as error:
        return error
    raise AssertionError


@pytest.fixture
def window(shown):
    return shown(QWidget())


@pytest.fixture
def left() -> list[bool]:
    return []


@pytest.fixture
def errors(window, kit: Kit, left, tmp_path):
    made = Errors(window, kit, tmp_path / "coordinator.log", lambda: left.append(True))
    yield made
    made.uninstall()


def press(dialog: QWidget, text: str) -> None:
    found = [each for each in dialog.findChildren(QPushButton) if each.text() == text]
    found[0].click()


def test_an_error_is_explained_by_what_where_and_do(errors, window):
    errors.show(ERROR)
    dialog = window.findChild(ExplainDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"“a.xlsx” is no file.", "C:/Mail", "Choose another."} <= set(said)
    assert dialog.isVisible()
    press(dialog, "Close")
    assert not dialog.isVisible()


def test_a_bug_can_be_copied_and_names_the_log(errors, window, left, tmp_path):
    errors.show(broken())
    dialog = window.findChild(BugDialog)
    press(dialog, "Copy report")
    copied = QGuiApplication.clipboard().text()
    assert "KeyError: 'lost'" in copied
    assert str(tmp_path / "coordinator.log") in copied
    press(dialog, "Go on")
    assert left == []


def test_a_second_bug_is_added_to_the_open_report(errors, window, left):
    errors.bug(broken())
    errors.bug(ValueError("second"))
    dialogs = window.findChildren(BugDialog)
    assert len(dialogs) == 1
    assert "ValueError: second" in dialogs[0].text()
    press(dialogs[0], "Close the program")
    assert left == [True]
    errors.bug(ValueError("third"))
    assert any(each.isVisible() for each in window.findChildren(BugDialog))


def test_the_report_holds_the_way_to_the_bug(tmp_path):
    assert "in broken" in report(broken(), tmp_path)


def test_what_nobody_caught_comes_down_the_same_road(errors, window, qtbot):
    before = sys.excepthook, threading.excepthook
    errors.install()
    try:
        sys.excepthook(UserError, ERROR, None)
        qtbot.waitUntil(lambda: window.findChild(ExplainDialog) is not None)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: window.findChild(BugDialog) is not None)
    finally:
        errors.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def test_escape_closes_an_explanation(errors, window, qtbot):
    errors.explain(ERROR)
    dialog = window.findChild(ExplainDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
