"""The head of a table: a click sorts, the funnel of a column filters by what stands in it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from coordinator_app.ui.tables.record_model import ALIGNMENT, DISPLAY
from coordinator_app.ui.theme import SMALL_PIXELS, base_font
from coordinator_app.ui.widgets.kit import Kit

_HEIGHT: Final = 28
_PADDING: Final = 8
_FUNNEL: Final = 20
_ARROW: Final = 14


class FilterHeader(QHeaderView):
    """Sections that sort and filter.

    Args:
        kit: Look, icons and texts.

    Signals:
        sort_asked: Section whose heading was clicked.
        filter_asked: Section, and the point its menu hangs from.
        menu_asked: Section, and where the person right-clicked.
    """

    sort_asked = Signal(int)
    filter_asked = Signal(int, QPoint)
    menu_asked = Signal(int, QPoint)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._kit = kit
        self._filterable: frozenset[int] = frozenset()
        self._filtered: frozenset[int] = frozenset()
        self._sorted: tuple[int, bool] = (-1, False)
        self._hovered = -1
        self._pressed_funnel = False
        self._font = base_font(pixels=SMALL_PIXELS, weight=QFont.Weight.DemiBold)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(36)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(kit.texts("Headings"))
        self.sectionClicked.connect(self._on_clicked)
        kit.look.changed.connect(self._on_look_changed)

    def sizeHint(self) -> QSize:
        """Return a fixed height."""
        return QSize(super().sizeHint().width(), _HEIGHT)

    def words_width(self, section: int) -> int:
        """Return the width at which a heading is read whole, the arrow of a sorted one included."""
        words = str(self.model().headerData(section, self.orientation(), DISPLAY) or "")
        return QFontMetrics(self._font).horizontalAdvance(words) + 2 * _PADDING + _ARROW

    def set_filterable(self, sections: Collection[int]) -> None:
        """Say which columns have a filter."""
        self._filterable = frozenset(sections)
        self.viewport().update()

    def set_filtered(self, sections: Collection[int]) -> None:
        """Say which columns are filtered now: their funnel stays and is filled."""
        self._filtered = frozenset(sections)
        self.viewport().update()

    def set_sorted(self, section: int, *, down: bool) -> None:
        """Say by which column rows are sorted; -1 for none."""
        self._sorted = (section, down)
        self.viewport().update()

    def ask_filter(self, section: int) -> None:
        """Open the filter of a column, from the keyboard."""
        if section in self._filterable:
            left = self.sectionViewportPosition(section)
            self.filter_asked.emit(section, self.mapToGlobal(QPoint(left, self.height())))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        theme = self._kit.theme
        hovered = section == self._hovered
        painter.save()
        painter.fillRect(rect, theme.color("hover" if hovered else "surface"))
        painter.setPen(theme.color("line_strong"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if hovered:
            painter.setPen(theme.color("line"))
            painter.drawLine(rect.right(), rect.top() + 6, rect.right(), rect.bottom() - 6)
        inner = rect.adjusted(_PADDING, 0, -_PADDING + 2, 0)
        if section in self._filtered or (hovered and section in self._filterable):
            self._draw_funnel(painter, rect, active=section in self._filtered)
            inner.setRight(rect.right() - _FUNNEL)
        self._draw_words(painter, inner, section)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open a filter when its funnel is pressed."""
        section = self._funnel_at(event.position().toPoint())
        self._pressed_funnel = section >= 0 and event.button() is Qt.MouseButton.LeftButton
        if self._pressed_funnel:
            self.ask_filter(section)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do not sort when it was the funnel that was pressed."""
        if self._pressed_funnel:
            self._pressed_funnel = False
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the funnel of the column pointed at."""
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the funnel again."""
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a column."""
        self.menu_asked.emit(self.logicalIndexAt(event.pos()), event.globalPos())

    def _draw_words(self, painter: QPainter, inner: QRect, section: int) -> None:
        theme = self._kit.theme
        model = self.model()
        text = str(model.headerData(section, self.orientation(), DISPLAY) or "")
        at = int(model.headerData(section, self.orientation(), ALIGNMENT) or 0)
        ordered = self._sorted[0] == section
        if ordered:
            inner.setRight(inner.right() - _ARROW)
        painter.setFont(self._font)
        painter.setPen(theme.color("text" if ordered else "muted"))
        metrics = QFontMetrics(self._font)
        shown = metrics.elidedText(text, self.textElideMode(), inner.width())
        painter.drawText(inner, at | int(Qt.TextFlag.TextSingleLine), shown)
        if ordered:
            right = bool(at & int(Qt.AlignmentFlag.AlignRight))
            x = inner.right() if right else inner.left() + metrics.horizontalAdvance(shown)
            _draw_arrow(painter, QPoint(x + 9, inner.center().y()), down=self._sorted[1])

    def _draw_funnel(self, painter: QPainter, rect: QRect, *, active: bool) -> None:
        role = "accent_text" if active else "muted"
        pixmap = self._kit.icons.pixmap("filter", role=role, size=14)
        painter.drawPixmap(rect.right() - 17, rect.center().y() - 6, pixmap)

    def _funnel_at(self, point: QPoint) -> int:
        section = self.logicalIndexAt(point)
        if section not in self._filterable:
            return -1
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        # The last three pixels belong to dragging the width.
        return section if right - _FUNNEL <= point.x() < right - 3 else -1

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    @Slot(int)
    def _on_clicked(self, section: int) -> None:
        self.sort_asked.emit(section)

    @Slot()
    def _on_look_changed(self) -> None:
        self.viewport().update()


def _draw_arrow(painter: QPainter, centre: QPoint, *, down: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(painter.pen().color(), 1.6))
    tip = 2 if down else -2
    painter.drawLine(centre.x() - 3, centre.y() - tip, centre.x(), centre.y() + tip)
    painter.drawLine(centre.x(), centre.y() + tip, centre.x() + 3, centre.y() - tip)
