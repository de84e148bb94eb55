"""Draws the cells of a table: hairlines, pills, late dates, cut words; opens their editors."""

from __future__ import annotations

from typing import Any, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coordinator_app.ui.tables.record_model import (
    ALIGNMENT,
    DISPLAY,
    GROUP_ROLE,
    LOOK_ROLE,
    PROMPT_ROLE,
)
from coordinator_app.ui.theme import ROW_HEIGHT, SMALL_PIXELS, Theme, base_font
from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.status import TONE_ROLE, paint_pill, pill_width

_PADDING: Final = 8
_DOT: Final = 6
_SELECTED: Final = QStyle.StateFlag.State_Selected
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus
_ELIDE: Final = Qt.TextElideMode.ElideRight
_SINGLE: Final = int(Qt.TextFlag.TextSingleLine)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CellDelegate(QStyledItemDelegate):
    """Paints with the theme's tokens; no style sheet, no style: a table scrolls at full speed.

    Args:
        kit: Look and texts.
    """

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._font = base_font()
        self._metrics = QFontMetrics(self._font)
        self._pill_font = base_font(pixels=SMALL_PIXELS, weight=QFont.Weight.Medium)
        self._strong = base_font(weight=QFont.Weight.DemiBold)
        self._figures = base_font()
        # Figures of equal width, so that digits stand beneath digits.
        self._figures.setFeature(QFont.Tag("tnum"), 1)

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room a cell would like, for fitting a column to its content."""
        text = str(index.data(DISPLAY) or "")
        if index.data(LOOK_ROLE) == "status":
            return QSize(pill_width(text, QFontMetrics(self._pill_font)) + 14, ROW_HEIGHT)
        return QSize(self._metrics.horizontalAdvance(text) + 2 * _PADDING + 2, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        shown = cast("Any", option)  # the fields of the option are not in its type hints
        rect: QRect = shown.rect
        theme = self.kit.theme
        selected = bool(shown.state & _SELECTED)
        painter.save()
        if selected:
            painter.fillRect(rect, theme.color("selection"))
        elif self._in_current_row(shown.widget, index):
            painter.fillRect(rect, theme.color("accent_soft"))
        self._line(painter, rect, theme)
        if index.data(GROUP_ROLE) is None:
            self._content(painter, rect, index, theme, selected)
            if shown.state & _FOCUSED and self._marks_cell(shown.widget):
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    @staticmethod
    def _marks_cell(view: object) -> bool:
        return bool(getattr(view, "marks_cell", False))

    @staticmethod
    def _in_current_row(view: object, index: QModelIndex | QPersistentModelIndex) -> bool:
        if not isinstance(view, QTableView) or not getattr(view, "marks_cell", False):
            return False
        return bool(view.currentIndex().row() == index.row())

    @staticmethod
    def _line(painter: QPainter, rect: QRect, theme: Theme) -> None:
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _content(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        theme: Theme,
        selected: bool,
    ) -> None:
        text = index.data(DISPLAY)
        if not text:
            prompt = index.data(PROMPT_ROLE)
            if prompt:
                painter.setPen(theme.color("muted"))
                painter.setFont(self._font)
                painter.drawText(rect.adjusted(_PADDING, 0, 600, -1), _LEFT | _SINGLE, str(prompt))
            return
        look, tone = index.data(LOOK_ROLE), index.data(TONE_ROLE)
        if look == "status":
            inner = rect.adjusted(5, 0, -3, -1)
            paint_pill(painter, inner, str(text), tone or "neutral", theme, self._pill_font)
            return
        inner = rect.adjusted(_PADDING, 0, -_PADDING + 2, -1)
        color = "on_selection" if selected else "text"
        if tone:
            color = str(tone)
        elif look in ("muted", "reference") and not selected:
            color = "muted"
        painter.setPen(theme.color(color))
        figures = look == "number"
        painter.setFont(self._figures if figures else self._font)
        metrics = painter.fontMetrics() if figures else self._metrics
        if metrics.horizontalAdvance(str(text)) > inner.width():
            text = metrics.elidedText(str(text), _ELIDE, inner.width())
        painter.drawText(inner, int(index.data(ALIGNMENT) or _LEFT) | _SINGLE, str(text))


def paint_heading(
    painter: QPainter, rect: QRect, label: str, count: str, theme: Theme, *, closed: bool
) -> None:
    """Draw the heading of a group across its whole line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, theme.color("sunken"))
    painter.setPen(theme.color("line"))
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
    _chevron(painter, rect.left() + 12, rect.center().y(), theme, closed=closed)
    inner = rect.adjusted(24, 0, -_PADDING, -1)
    strong = base_font(weight=QFont.Weight.DemiBold)
    painter.setFont(strong)
    painter.setPen(theme.color("text"))
    metrics = QFontMetrics(strong)
    shown = metrics.elidedText(label, _ELIDE, max(40, inner.width() - 80))
    painter.drawText(inner, _LEFT | _SINGLE, shown)
    painter.setFont(base_font())
    painter.setPen(theme.color("muted"))
    rest = inner.adjusted(metrics.horizontalAdvance(shown) + _PADDING, 0, 0, 0)
    painter.drawText(rest, _LEFT | _SINGLE, count)
    painter.restore()


def _chevron(painter: QPainter, x: int, y: int, theme: Theme, *, closed: bool) -> None:
    painter.setPen(QPen(theme.color("muted"), 1.6))
    if closed:
        painter.drawLine(x - 2, y - 4, x + 2, y)
        painter.drawLine(x + 2, y, x - 2, y + 4)
    else:
        painter.drawLine(x - 4, y - 2, x, y + 2)
        painter.drawLine(x, y + 2, x + 4, y - 2)
