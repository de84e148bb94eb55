"""A person at the keyboard: the real program on a real file, worked with key events alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from coordinator_app.ui.app import Program
from coordinator_app.ui.main_window import MainWindow
from coordinator_app.ui.widgets.suggestions import Suggestions

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Keyboard:
    """Types into whatever has the focus.

    Args:
        program: The running program.
    """

    def __init__(self, program: Program) -> None:
        self._program = program

    @property
    def window(self) -> MainWindow:
        """The window of the open file."""
        assert isinstance(self._program.window, MainWindow)
        return self._program.window

    @property
    def focused(self) -> QWidget:
        """What has the focus."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def settle(self) -> None:
        """Wait until the threads are idle and the window has shown what they said."""
        for _ in range(4):
            QApplication.processEvents()
            self.window.context.tasks.wait()
        QApplication.processEvents()
        if QApplication.activeWindow() is None:
            # A real screen gives the focus back when a dialog closes; the offscreen one does not.
            self.window.activateWindow()
            QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            QTest.keyClick(self.focused, key, modifiers)
            self.settle()

    def write(self, text: str) -> None:
        """Type words; letters outside ASCII come from the input method, as they do for people."""
        if text.isascii():
            QTest.keyClicks(self.focused, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focused, event)
        self.settle()

    def replace(self, text: str) -> None:
        """Type in the place of what stands in a line."""
        self.press(KEY.Key_A, CONTROL)
        self.write(text)

    def cell(self, text: str) -> None:
        """Type into the cell of a grid: the first key opens its editor."""
        if text[0].isascii():
            QTest.keyClicks(self.focused, text[0])
            text = text[1:]
        else:
            QTest.keyClick(self.focused, KEY.Key_F2)
        self.settle()
        self.write(text)

    def keep_as_words(self) -> None:
        """Go down the suggestions to the last, which keeps the name as words, and take it."""
        for _ in range(30):
            offered = [each for each in self._suggestions() if each.isVisible()]
            current = offered[0].current() if offered else None
            if current is not None and current.kind == "label":
                self.press(KEY.Key_Return)
                return
            self.press(KEY.Key_Down)
        raise AssertionError("the name is not offered as words")

    def _suggestions(self) -> list[Suggestions]:
        return [widget for widget in QApplication.allWidgets() if isinstance(widget, Suggestions)]

    def until(self, holds: Callable[[], bool], key: Qt.Key = KEY.Key_Tab, most: int = 40) -> None:
        """Press a key until something holds, as a person tabs to a field."""
        for _ in range(most):
            if holds():
                return
            self.press(key)
        raise AssertionError(f"never got there; the focus is on {self.named()!r}")

    def named(self) -> str:
        """Return the accessible name of what has the focus."""
        return self.focused.accessibleName()

    def to(self, name: str) -> None:
        """Tab to the field of a name."""
        self.until(lambda: self.named() == name)

    def name_a_file(self, path: str) -> Callable[[], None]:
        """Return what answers a file dialog that will open: types the path, presses Enter."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QFileDialog), dialog
            line = dialog.findChild(QLineEdit)
            assert line is not None
            line.selectAll()
            QTest.keyClicks(line, path)
            QTest.keyClick(line, KEY.Key_Return)

        return answer
