"""Asks for the password of a file that came in; it is used once and kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.ui.context import Context
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import button, words

_WIDTH = 440


class AskPasswordDialog(QDialog):
    """Asks for a password.

    Args:
        context: Collaborators.
        parent: What it lies over.
        names: The files it is for, as shown.
        wrong: The one given before did not open it.

    Signals:
        given: The password.
    """

    given = Signal(str)

    def __init__(
        self, context: Context, parent: QWidget, names: str, *, wrong: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("The file is protected by a password"))
        self.setMinimumWidth(_WIDTH)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(texts("Password"))
        self.line.textChanged.connect(self._on_typed)
        self.issue = words(
            texts("This password does not open it. Capital letters count.") if wrong else "",
            "issue",
            wrap=True,
        )
        self.issue.setVisible(wrong)
        self.take = button(kit, texts("Open"), "primary", clicked=self._on_take)
        self.take.setDefault(True)
        self.take.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(words(names, "heading", wrap=True))
        column.addWidget(self.line)
        column.addWidget(self.issue)
        column.addWidget(words(texts("The password is used once and kept nowhere."), "hint"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        row.addWidget(self.take)
        column.addLayout(row)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.take.setEnabled(bool(text))

    @Slot()
    def _on_take(self) -> None:
        password = self.line.text()
        if password:
            self.accept()
            self.given.emit(password)
