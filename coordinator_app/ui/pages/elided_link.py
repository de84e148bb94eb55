"""A link to another entry that never makes its surroundings wider."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from coordinator_app.ui.widgets.kit import Kit, styled

_PADDING: Final = 12


class ElidedLink(QPushButton):
    """Words that go somewhere, cut where there is no room for them.

    Args:
        kit: Collaborators.
        clicked: A bound method.
    """

    def __init__(
        self, kit: Kit, clicked: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setAutoDefault(False)
        styled(self, "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(clicked)

    def show_text(self, text: str) -> None:
        """Show other words."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        """Be content with little."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - _PADDING
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))
