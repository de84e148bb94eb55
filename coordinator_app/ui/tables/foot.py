"""The line beneath a table: how many rows, the sums of their numbers, and what the list offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import styled, words

_HEIGHT = 30


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a column: its heading, the sum with its sign (≥, ≈), and what it leaves out."""

    heading: str
    text: str
    note: str = ""


class Foot(QFrame):
    """Count at the left, then sums, buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        styled(self, "plain")
        self.setFixedHeight(_HEIGHT)
        self._count = words("", "hint")
        self._totals = words("", "hint")
        self._totals.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._totals.setSizePolicy(policy)
        self._whole = ""
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, 1, SPACE_S, 1)
        row.setSpacing(SPACE_M)
        row.addWidget(self._count)
        row.addWidget(self._totals, 1)
        row.addLayout(self._buttons)

    def add_button(self, button: QToolButton) -> None:
        """Put a button at the right end."""
        self._buttons.addWidget(button)

    def show_count(self, text: str) -> None:
        """Show how many rows there are."""
        self._count.setText(text)

    def show_totals(self, totals: Sequence[Total]) -> None:
        """Show the sums."""
        self._whole = "   ·   ".join(f"{each.heading} {each.text}" for each in totals)
        notes = [f"{each.heading}: {each.note}" for each in totals if each.note]
        self._totals.setToolTip("\n".join(notes) or self._whole)
        self._totals.setAccessibleName(self._whole)
        self._cut()

    def text(self) -> str:
        """Return all it says."""
        return "   ·   ".join(filter(None, (self._count.text(), self._whole)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the sums where there is no room for them."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        metrics = self._totals.fontMetrics()
        room = self._totals.width()
        self._totals.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room))
