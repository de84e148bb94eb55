"""One column of a board: its heading, its cards, and the keys and drops that move them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.rows import Row
from coordinator_app.ui.theme import SMALL_PIXELS, SPACE_S, SPACE_XS, base_font
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import Kit, words

_MIME: Final = "application/x-coordinator-card"
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
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return a dragged card."""
        data = QMimeData()
        if indexes:
            data.setData(_MIME, QByteArray(self.rows[indexes[0].row()].id.encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Move; the workbook does it."""
        return Qt.DropAction.MoveAction


class CardList(QListView):
    """The cards of one column.

    Signals:
        current_moved: Id of the current card, "" when the last one went.
        opened: Id of a card the person wants to see.
        side_asked: -1 or 1: the card beside.
        move_asked: -1 or 1: the current card to the side.
        menu_asked: Id of a card, and where its menu opens.
        dropped: Id of a card that was dropped here.
    """

    current_moved = Signal(str)
    opened = Signal(str)
    side_asked = Signal(int)
    move_asked = Signal(int)
    menu_asked = Signal(str, QPoint)
    dropped = Signal(str)

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self.cards_model = CardModel(self)
        self.accepts: Callable[[str], bool] = _nothing
        self._hovered = False
        self._kit = kit
        self.setModel(self.cards_model)
        self.setItemDelegate(_CardDelegate(kit, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.activated.connect(self._on_activated)
        self.doubleClicked.connect(self._on_activated)

    def set_movable(self, movable: bool) -> None:
        """Let cards be dragged and dropped."""
        self.setDragEnabled(movable)
        self.setAcceptDrops(movable)
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.DragDrop if movable else mode.NoDragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def cards(self) -> list[Row]:
        """Return the cards."""
        return self.cards_model.rows

    def current_id(self) -> str:
        """Return the id of the current card."""
        at = self.currentIndex().row()
        return self.cards()[at].id if 0 <= at < len(self.cards()) else ""

    def select(self, record_id: str) -> bool:
        """Make a card the current one; return whether it is here."""
        for at, row in enumerate(self.cards()):
            if row.id == record_id:
                self.go_to(at)
                return True
        return False

    def go_to(self, at: int) -> None:
        """Make a card the current one by its place."""
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.cards_model.index(at, 0), chosen)

    def forget_current(self) -> None:
        """Let no card be the current one: another column has it."""
        self.selectionModel().clear()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which card is the current one."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.current_moved.emit(self.current_id())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first card."""
        at = max(0, self.currentIndex().row())
        super().focusInEvent(event)
        if self.cards():
            self.go_to(min(at, len(self.cards()) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to other columns with the arrows; with Ctrl take the card along."""
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        by = sides.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_asked.emit(by)
        else:
            self.side_asked.emit(by)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the lawful statuses of a card."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_asked.emit(self.current_id(), event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take only cards that may lawfully come here."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take only cards that may lawfully come here."""
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Stop showing that a card could be dropped."""
        self._hover(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was dropped; the card moves when the workbook has changed."""
        self._hover(on=False)
        record_id = _card(event.mimeData())
        if record_id and self.accepts(record_id):
            # Said to be a copy, or the view would take the card out before anything is written.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(record_id)

    def paintEvent(self, event: Any) -> None:
        """Draw the cards, and a frame while one could be dropped."""
        super().paintEvent(event)
        if self._hovered:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._kit.theme.color("accent"))
            painter.drawRoundedRect(self.viewport().rect().adjusted(2, 2, -3, -3), 6, 6)
            painter.end()

    def _judge(self, event: QDragMoveEvent | QDragEnterEvent) -> None:
        record_id = _card(event.mimeData())
        lawful = bool(record_id) and self.accepts(record_id)
        self._hover(on=lawful)
        if lawful:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _hover(self, *, on: bool) -> None:
        if on != self._hovered:
            self._hovered = on
            self.viewport().update()

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.current_id():
            self.opened.emit(self.current_id())


class BoardColumn(Card):
    """A heading with a count, cards beneath.

    Args:
        context: Collaborators.
        title: Translated heading.
    """

    def __init__(self, context: Context, title: str) -> None:
        super().__init__(title, flush=True)
        self._context = context
        self.list = CardList(context.kit, title)
        self._more = words("", "hint", wrap=True)
        self._more.setContentsMargins(SPACE_S, 0, SPACE_S, SPACE_S)
        self._more.hide()
        self.body.setSpacing(SPACE_XS)
        self.add(self.list, 1)
        self.add(self._more)
        self.setMinimumWidth(150)

    def show_cards(self, rows: Sequence[Row], count: int) -> None:
        """Show the first cards and how many there are."""
        texts = self._context.texts
        if self.title is not None:
            self.title.set_note(str(count))
        self.list.cards_model.show_rows(rows)
        rest = count - len(rows)
        self._more.setVisible(rest > 0)
        self._more.setText(texts.n("{n} more in the list", "{n} more in the list", rest))


class _CardDelegate(QStyledItemDelegate):
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


def _card(data: QMimeData) -> str:
    return bytes(data.data(_MIME).data()).decode() if data.hasFormat(_MIME) else ""


def _nothing(_record_id: str) -> bool:
    return False
