"""An editor of plain text in several lines that grows with what is written."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import Kit

_SENTENCE: Final = re.compile(r"[^.!?…\n]+(?:[.!?…]+|$)")
_FRAME: Final = 12


class NoteField(Editor):
    """Plain text; value: str or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        rows: Least height in lines.
        most_rows: Greatest height in lines; 0 takes all the room the layout gives.

    Signals:
        sentence_chosen: Ctrl+Enter on the selected text, or on the sentence of the cursor.
    """

    sentence_chosen = Signal(str)

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        rows: int = 3,
        most_rows: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, name, parent)
        self._rows, self._most_rows = rows, most_rows
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        if not most_rows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._use_parts(self.text)
        self.text.textChanged.connect(self._on_text_changed)
        self._fit()

    def set_prompt(self, text: str) -> None:
        """Show a muted translated text while the field is empty."""
        self.text.setPlaceholderText(text)

    def sentence(self) -> str:
        """Return the selected text, else the sentence the cursor stands in."""
        cursor = self.text.textCursor()
        if cursor.hasSelection():
            chosen = cursor.selectedText().replace("\u2029", " ")
            return " ".join(chosen.split())
        line, place = cursor.block().text(), cursor.positionInBlock()
        for found in _SENTENCE.finditer(line):
            if found.start() <= place <= found.end():
                return found[0].strip()
        return line.strip()

    def insert(self, text: str) -> None:
        """Type text at the cursor, as the person would."""
        self.text.insertPlainText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Enter."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if sentence := self.sentence():
                self.sentence_chosen.emit(sentence)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new line breaks."""
        super().resizeEvent(event)
        self._fit()

    def _read(self) -> Value:
        written = self.text.toPlainText()
        return written.strip("\n").rstrip() or None

    def _show(self, value: Value) -> None:
        written = value if isinstance(value, str) else ""
        if self.text.toPlainText() == written:
            return
        place = self.text.textCursor().position() if self.text.hasFocus() else 0
        self.text.blockSignals(True)  # showing is not typing
        self.text.setPlainText(written)
        cursor = self.text.textCursor()
        cursor.setPosition(min(place, len(written.encode("utf-16-le")) // 2))
        self.text.setTextCursor(cursor)
        self.text.blockSignals(False)
        self._fit()

    def _apply_readonly(self, readonly: bool) -> None:
        self.text.setReadOnly(readonly)

    def _fit(self) -> None:
        height = QFontMetrics(self.text.font()).lineSpacing()
        if not self._most_rows:
            self.text.setMinimumHeight(self._rows * height + _FRAME)
            return
        lines = int(self.text.document().size().height())
        shown = min(max(lines, self._rows), self._most_rows)
        self.text.setFixedHeight(shown * height + _FRAME)

    @Slot()
    def _on_text_changed(self) -> None:
        self._fit()
        self._mark_edited()
