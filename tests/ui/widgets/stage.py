"""Where an editor is tried out: with somewhere else to go, and real keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget


class Stage(QWidget):
    """An editor, a line to go to, and what the editor said."""

    def __init__(self, editor) -> None:
        super().__init__()
        self.editor = editor
        self.elsewhere = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(editor)
        column.addWidget(self.elsewhere)
        self.committed: list[object] = []
        self.problems: list[str] = []
        editor.committed.connect(self.on_committed)
        editor.problem_changed.connect(self.problems.append)

    def on_committed(self) -> None:
        self.committed.append(self.editor.value())


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def keys(text: str) -> None:
    QTest.keyClicks(focused(), text)


def key(code: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), code, modifiers)
