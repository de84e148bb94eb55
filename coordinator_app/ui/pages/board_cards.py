"""The cards of a board: what they hold and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator_app.ui.tables.rows import Row
from coordinator_app.ui.theme import SMALL_PIXELS, SPACE_S, base_font
from coordinator_app.ui.widgets.kit import Kit

CARD_MIME: Final = "application/x-coordinator-card"
_ROW: Final = int(Qt.ItemDataRole.UserRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_NO_PARENT: Final = QModelIndex()
_HEIGHT: Final = 82
_GAP: Final = 6
#: Narrower room than this is left empty rather than filled with dots.
_LEAST_WORD: Final = 44
#: Places of a card's words (see follow_up_board.CARD).
_TITLE, _STATE, _WHO, _DUE, _STATUS, _PRIORITY, _WAITING, _BLOCKED = range(8)

Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these cards."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of cards."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return the card, or what it says in one line."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == _DISPLAY:
            return row.texts[_TITLE]
        if role == _ACCESSIBLE:
            return ", ".join(filter(None, row.texts[: _STATUS + 1]))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cards be chosen and dragged."""
        flags = Qt.ItemFlag
        if not index.isValid():
            return flags.ItemIsDropEnabled
        return flags.ItemIsSelectable | flags.ItemIsEnabled | flags.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what a dragged card is."""
        return [CARD_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return a dragged card."""
        data = QMimeData()
        if indexes:
            data.setData(CARD_MIME, QByteArray(self.rows[indexes[0].row()].id.encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Move; the workbook does it."""
        return Qt.DropAction.MoveAction


class CardDelegate(QStyledItemDelegate):
    """Draws a card: what, State and who, due; a tick on what was verified."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self._strong = base_font(weight=QFont.Weight.Medium)
        self._small = base_font(pixels=SMALL_PIXELS)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of every card."""
        return QSize(120, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        row: Row = index.data(_ROW)
        shown = cast("Any", option)
        theme = self._kit.theme
        box = QRect(shown.rect).adjusted(SPACE_S, 0, -SPACE_S, -_GAP)
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        focused = bool(shown.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("accent" if focused else "line"))
        painter.setBrush(theme.color("selection" if chosen else "raised"))
        painter.drawRoundedRect(box, 6, 6)
        text = theme.color("on_selection" if chosen else "text")
        faint = theme.color("on_selection" if chosen else "muted")
        inner = box.adjusted(9, 6, -8, -6)
        painter.setFont(self._strong)
        painter.setPen(text)
        height = QFontMetrics(self._strong).lineSpacing()
        for at, line in enumerate(_two_lines(row.texts[_TITLE], self._strong, inner.width())):
            painter.drawText(inner.left(), inner.top() + 12 + at * height, line)
        painter.setFont(self._small)
        painter.setPen(faint)
        self._foot(painter, row, inner, faint)
        painter.restore()

    def _foot(self, painter: QPainter, row: Row, inner: QRect, faint: QColor) -> None:
        theme, metrics = self._kit.theme, QFontMetrics(self._small)
        middle = QRect(inner.left(), inner.top() + 37, inner.width(), 16)
        lowest = QRect(inner.left(), inner.top() + 54, inner.width(), 16)
        status, state = str(row.values.get("status")), row.texts[_STATE]
        reason = row.texts[_BLOCKED] if status == "BLOCKED" else row.texts[_WAITING]
        held_up = status in ("WAITING", "BLOCKED")
        said = " · ".join(filter(None, (state, row.texts[_WHO])))
        if held_up:
            # The lane says that it waits; that it is blocked is said with a word.
            said = reason if status == "WAITING" else f"{row.texts[_STATUS]}: {reason}"
            painter.setPen(theme.color("warning"))
        painter.drawText(middle, _LINE, metrics.elidedText(said, _ELIDE, middle.width()))
        if status == "VERIFIED":
            pixmap = self._kit.icons.pixmap("verified", size=14)
            painter.drawPixmap(lowest.left(), lowest.top() + 1, pixmap)
            painter.setPen(theme.color("ok"))
            painter.drawText(lowest.adjusted(19, 0, 0, 0), _LINE, row.texts[_STATUS])
            return
        due = row.texts[_DUE]
        painter.setPen(theme.color("danger") if row.tones[_DUE] == "danger" else faint)
        painter.drawText(lowest, _LINE, due)
        if held_up:
            used = metrics.horizontalAdvance(due) + SPACE_S if due else 0
            rest = lowest.adjusted(used, 0, 0, 0)
            painter.setPen(faint)
            if rest.width() >= _LEAST_WORD:
                painter.drawText(rest, _LINE, metrics.elidedText(state, _ELIDE, rest.width()))


_ELIDE: Final = Qt.TextElideMode.ElideRight
_LINE: Final = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)


def _two_lines(text: str, font: QFont, width: int) -> list[str]:
    """Return a text in two lines at most, the second cut where it must be."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    first = line.textLength()
    layout.endLayout()
    if first >= len(text):
        return [text]
    rest = QFontMetrics(font).elidedText(text[first:].strip(), _ELIDE, width)
    return [text[:first].strip(), rest]
