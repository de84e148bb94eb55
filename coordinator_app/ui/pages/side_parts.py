"""What the columns beside a State's history are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from coordinator_app.ui.theme import SPACE_XS
from coordinator_app.ui.widgets.kit import words


def box() -> tuple[QWidget, QVBoxLayout]:
    """Return a block of lines close to each other, and its column."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return made, column


def hint(text: str) -> QLabel:
    """Return a quiet line that is wrapped and can be copied."""
    label = words(text, "hint", wrap=True)
    label.setContentsMargins(SPACE_XS, 0, 0, 0)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def clear(column: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
