"""The files of a lot, each with how it stands; choosing one shows its lines alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator_app.ui.theme import SMALL_PIXELS, SPACE_XS, base_font
from coordinator_app.ui.widgets.kit import Kit

#: The line that stands for every file.
ALL: Final = -1
_HEIGHT: Final = 38
_MOST_SHOWN: Final = 7
_PADDING: Final = 8
_NOTE: Final = int(Qt.ItemDataRole.UserRole)
_TONE: Final = _NOTE + 1
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_SELECTED: Final = QStyle.StateFlag.State_Selected
_SINGLE: Final = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True)
class FileLine:
    """One line of the list.

    Args:
        name: What the file is about.
        note: How it stands.
        tip: All there is to say of it.
        tone: "" as it is, "warning" when somebody has to decide, "danger" when it is left out,
            "muted" when nothing is to be done.
    """

    name: str
    note: str
    tip: str = ""
    tone: str = ""


class FilesList(QListWidget):
    """All files, then each of them.

    Args:
        kit: Look and texts.

    Signals:
        chosen: Number of the file from 0, ALL for all.
    """

    chosen = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._wanted = _HEIGHT
        self.setAccessibleName(kit.texts("Files"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(kit, self))
        self.currentRowChanged.connect(self._on_row)

    def fill(self, whole: FileLine, lines: list[FileLine], chosen: int = ALL) -> None:
        """Show the files; one (or all) is chosen without a signal."""
        self.blockSignals(True)
        if self.count() != len(lines) + 1:
            self.clear()
            for _ in range(len(lines) + 1):
                self.addItem(QListWidgetItem())
        for row, line in enumerate((whole, *lines)):
            item = self.item(row)
            item.setText(line.name)
            item.setData(_NOTE, line.note)
            item.setData(_TONE, line.tone)
            item.setToolTip(line.tip or f"{line.name}\n{line.note}")
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{line.name}, {line.note}")
        self.setCurrentRow(chosen + 1)
        self.blockSignals(False)
        self.viewport().update()

    def fit(self, room: int) -> None:
        """Take as many lines as there are, but leave room for the classes beneath.

        Args:
            room: Height of the two together.
        """
        most = max(2, min(_MOST_SHOWN, (room // 2) // _HEIGHT))
        self._wanted = min(self.count() or 1, most) * _HEIGHT + 2 * SPACE_XS
        self.setMinimumHeight(_HEIGHT + 2 * SPACE_XS)  # so that a tall page can become a short one
        self.setMaximumHeight(self._wanted)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of the lines that have room."""
        return QSize(super().sizeHint().width(), self._wanted)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row - 1)


class _Painter(QStyledItemDelegate):
    """Draws a name, and beneath it how the file stands."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self._strong = base_font(weight=QFont.Weight.DemiBold)
        self._small = base_font(pixels=SMALL_PIXELS)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room of two lines."""
        return QSize(0, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one file."""
        shown = cast("Any", option)  # the fields of the option are not in its type hints
        rect: QRect = shown.rect
        theme = self._kit.theme
        painter.save()
        if shown.state & _SELECTED:
            painter.fillRect(rect, theme.color("selection"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        tone = str(index.data(_TONE) or "")
        upper = QRect(rect.x() + _PADDING, rect.y() + 3, rect.width() - 2 * _PADDING, 17)
        lower = upper.translated(0, 16)
        color = "muted" if tone in ("muted", "danger") else "text"
        self._write(painter, upper, str(index.data(_DISPLAY) or ""), self._strong, color)
        below = tone if tone in ("warning", "danger") else "muted"
        self._write(painter, lower, str(index.data(_NOTE) or ""), self._small, below)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, text: str, font: QFont, color: str) -> None:
        painter.setFont(font)
        painter.setPen(self._kit.theme.color(color))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _SINGLE, cut)
