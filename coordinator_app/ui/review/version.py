"""One version of a value: whose it is, the text, and who or where."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.review.differences import marked
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import styled


class Version(QWidget):
    """One version: whose it is, the text, and who or where."""

    def __init__(self, title: str) -> None:
        super().__init__()
        styled(self, "plain")
        self._title = ElidedWords("label")
        self._title.say(title)
        self._note = ElidedWords("hint")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea()
        styled(scroll, "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._text)
        scroll.setMinimumWidth(40)
        scroll.viewport().setAutoFillBackground(False)
        self._text.setAutoFillBackground(False)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(scroll, 1)

    def set_title(self, title: str) -> None:
        """Change whose version it is."""
        self._title.say(title)

    def show_text(
        self, text: str, base: str = "", marks: tuple[str, str, str] | None = None, note: str = ""
    ) -> None:
        """Show a text, with what differs from the base marked."""
        self._note.say(note)
        self._note.setVisible(bool(note))
        self._text.setText(marked(base if marks else text, text, marks or ("", "", "")))
