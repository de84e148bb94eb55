"""Draws what was decided about a line: a box as on a form, and the word for it."""

from __future__ import annotations

from typing import Any, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator_app.ui.review.deciding import KEEP, NONE, OPEN, TAKE
from coordinator_app.ui.review.model import DECISION_ROLE
from coordinator_app.ui.theme import ROW_HEIGHT, Theme, base_font
from coordinator_app.ui.widgets.kit import Kit

_BOX: Final = 14
_LEFT: Final = 8
_GAP: Final = 7
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_SELECTED: Final = QStyle.StateFlag.State_Selected
_TICK: Final = (QPointF(3, 7.2), QPointF(5.9, 10), QPointF(11, 4.4))
_COLORS: Final = {TAKE: "ok", OPEN: "warning", KEEP: "text"}


class MarkDelegate(QStyledItemDelegate):
    """Draws the first column of the changes.

    Args:
        kit: Look and texts.
    """

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._font = base_font()

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room of the box and its word."""
        width = QFontMetrics(self._font).horizontalAdvance(str(index.data(_DISPLAY) or ""))
        return QSize(2 * _LEFT + _BOX + _GAP + width, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        shown = cast("Any", option)  # the fields of the option are not in its type hints
        rect: QRect = shown.rect
        theme = self._kit.theme
        selected = bool(shown.state & _SELECTED)
        decision = str(index.data(DECISION_ROLE) or NONE)
        painter.save()
        if selected:
            painter.fillRect(rect, theme.color("selection"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if decision != NONE:
            top = rect.y() + (rect.height() - 1 - _BOX) / 2
            self._box(painter, QPointF(rect.x() + _LEFT, top), decision, theme)
        painter.setPen(theme.color(_COLORS.get(decision, "muted")))
        painter.setFont(self._font)
        words = rect.adjusted(_LEFT + _BOX + _GAP, 0, -2, -1)
        text = painter.fontMetrics().elidedText(
            str(index.data(_DISPLAY) or ""), Qt.TextElideMode.ElideRight, words.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(flags | Qt.TextFlag.TextSingleLine), text)
        painter.restore()

    @staticmethod
    def _box(painter: QPainter, at: QPointF, decision: str, theme: Theme) -> None:
        box = QRectF(at.x() + 0.5, at.y() + 0.5, _BOX - 1, _BOX - 1)
        filled = decision == TAKE
        edge = {TAKE: "accent", OPEN: "warning"}.get(decision, "muted")
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color("accent" if filled else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if filled:
            painter.setPen(QPen(theme.color("on_accent"), 1.8))
            painter.drawPolyline([at + point for point in _TICK])
        elif decision == OPEN:
            painter.setPen(theme.color("warning"))
            painter.setFont(base_font(pixels=11))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "?")
