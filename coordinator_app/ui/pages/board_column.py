"""One column of a board: its heading, its cards, and the keys and drops that move them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.board_cards import CARD_MIME, CardDelegate, CardModel, Index
from coordinator_app.ui.tables.rows import Row
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import Kit, words


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
        self.setItemDelegate(CardDelegate(kit, self))
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

    def show_cards(self, rows: Sequence[Row], count: int, period: str = "") -> None:
        """Show the first cards and how many there are.

        Args:
            period: Translated words for the time they are from; "" for any.
        """
        texts = self._context.texts
        if self.title is not None:
            self.title.set_note(" · ".join(filter(None, (str(count), period))))
        self.list.cards_model.show_rows(rows)
        rest = count - len(rows)
        self._more.setVisible(rest > 0)
        self._more.setText(texts.n("{n} more in the list", "{n} more in the list", rest))


def _card(data: QMimeData) -> str:
    return bytes(data.data(CARD_MIME).data()).decode() if data.hasFormat(CARD_MIME) else ""


def _nothing(_record_id: str) -> bool:
    return False
