"""A layout that sets its items one after the other and begins a new line when one is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from coordinator_app.ui.theme import SPACE_S


class FlowLayout(QLayout):
    """Left to right, wrapped; hidden items take no room.

    Args:
        parent: The widget laid out.
        spacing: Pixels between items.
        stretch_last: The last item takes the rest of its line (an input after chips).
    """

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = SPACE_S, stretch_last: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretch_last = stretch_last
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the item at index."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end, as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no room beyond the hint."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the items need at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one line of everything."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        y = inner.y()
        for line, height in self._lines(inner):
            x = inner.x()
            for item, size in line:
                if move:  # lower ones stand in the middle of their line
                    beside = QPoint(x, y + (height - size.height()) // 2)
                    item.setGeometry(QRect(beside, size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        end = max(y - self.spacing(), inner.y())
        return end - rect.y() + self.contentsMargins().bottom()

    def _lines(self, inner: QRect) -> list[tuple[list[tuple[QLayoutItem, QSize]], int]]:
        """Share the items out over lines: each with its items, their sizes and its height."""
        lines: list[tuple[list[tuple[QLayoutItem, QSize]], int]] = []
        used = 0
        shown = [item for item in self._items if not item.isEmpty()]
        for item in shown:
            is_last = self._stretch_last and item is shown[-1]
            size = item.minimumSize() if is_last else item.sizeHint()
            if not lines or used + size.width() > inner.width():
                lines.append(([], 0))
                used = 0
            if is_last:
                size.setWidth(max(size.width(), inner.width() - used))
            size.setWidth(min(size.width(), max(inner.width(), 0)))
            used += size.width() + self.spacing()
            line, height = lines[-1]
            line.append((item, size))
            lines[-1] = line, max(height, size.height())
        return lines
