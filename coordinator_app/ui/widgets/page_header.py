"""The one line at the head of a page: title, filters, main button at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from coordinator_app.ui.theme import HEADER_HEIGHT, SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import words


class PageHeader(QWidget):
    """40 px: title and count, then filters, then buttons; the main one is last.

    Args:
        title: Translated title.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEADER_HEIGHT)
        self._title = words(title, "title")
        self._count = words("", "muted")
        self._count.hide()
        self._main: QPushButton | None = None
        self._filters = QHBoxLayout()
        self._filters.setSpacing(SPACE_S)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_S)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addSpacing(SPACE_L - SPACE_M)
        row.addLayout(self._filters, 1)
        row.addLayout(self._buttons)
        self._filters.addStretch(1)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_count(self, text: str) -> None:
        """Show a muted word after the title ("128 follow-ups"); "" hides it."""
        self._count.setText(text)
        self._count.setVisible(bool(text))

    def add_filter(self, widget: QWidget) -> None:
        """Put a filter after the ones already there."""
        policy = widget.sizePolicy().horizontalPolicy()
        takes_room = bool(policy.value & QSizePolicy.PolicyFlag.ExpandFlag.value)
        self._filters.insertWidget(
            self._filters.count() - 1, widget, 3 if takes_room else 0, Qt.AlignmentFlag.AlignVCenter
        )

    def add_button(self, button: QWidget) -> None:
        """Put a second-rank button before the main one."""
        before_main = self._buttons.count() - (self._main is not None)
        self._buttons.insertWidget(before_main, button)

    def set_main(self, button: QPushButton) -> None:
        """Put the page's main button at the right end."""
        self._main = button
        self._buttons.addWidget(button)
