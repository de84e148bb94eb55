"""A line of words that is cut with dots where there is no room, whole in its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption

from coordinator_app.ui.widgets.kit import WordKind, styled


class ElidedWords(QLabel):
    """A label that gives way: it asks for the room of its words and is content with less.

    Args:
        kind: Kind of words the style sheet knows.
    """

    def __init__(self, kind: WordKind = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if kind:
            styled(self, kind)

    def say(self, text: str, tip: str = "") -> None:
        """Show words.

        Args:
            tip: Tool tip, the words themselves unless given.
        """
        self.setText(text)
        self.setToolTip(tip or text)

    def minimumSizeHint(self) -> QSize:
        """Be content with little."""
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, cut where they must be."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.contentsRect(), int(flags), shown)
