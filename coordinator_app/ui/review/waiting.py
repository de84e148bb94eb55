"""What is shown while a reply is read: that something goes on, and a way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import words

_WIDTH = 320
#: What is read sooner needs no word of it.
_AFTER_MS = 250


class Waiting(Card):
    """A sentence, a bar that moves, and a button.

    Args:
        leave: Gives up.
    """

    def __init__(self, leave: QPushButton) -> None:
        super().__init__()
        self._words = words("", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        for each in (self._words, self._bar, leave):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(1)
        self.add(self._inner)
        self.body.addStretch(2)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._on_time)

    def begin(self, text: str) -> None:
        """Say what goes on, if it goes on for long."""
        self._words.setText(text)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self._inner.hide()
        self._timer.start()

    def step(self, text: str, done: int, total: int) -> None:
        """Say how far it is."""
        self._words.setText(text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end(self) -> None:
        """Be done."""
        self._timer.stop()

    @Slot()
    def _on_time(self) -> None:
        self._inner.show()
