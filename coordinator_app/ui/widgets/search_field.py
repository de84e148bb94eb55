"""A search field that waits until typing pauses."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from coordinator_app.ui.widgets.kit import Kit

_PAUSE_MS: Final = 150


class SearchField(QLineEdit):
    """A line with a magnifying glass; Enter searches at once, Esc on text clears it.

    Args:
        kit: Collaborators.
        prompt: Translated text shown while empty; also the accessible name.

    Signals:
        searched: The text to search for, after a pause of 150 ms.
        down_pressed: The person wants to go into the list beneath.
    """

    searched = Signal(str)
    down_pressed = Signal()

    def __init__(self, kit: Kit, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(140)
        self.setMaximumWidth(420)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        glass = QAction(self)
        kit.icons.show_on(glass, "search")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._last = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc, go down on the arrow, else type."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search()
        elif event.key() == Qt.Key.Key_Down:
            self._search()
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_text_changed(self) -> None:
        self._pause.start()

    @Slot()
    def _search(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)
