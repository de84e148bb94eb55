"""The list beneath a line while one types: found entries and what else can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.ui.theme import SMALL_PIXELS, SPACE_S, base_font
from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.popup import Popup

OptionKind = Literal["entry", "create", "label"]

_ROW: Final = 28
_ROWS_SHOWN: Final = 9
_OPTION: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Option:
    """One line: an entry that was found, or what else can be done with what is typed.

    Args:
        id: Id (or code) of the entry; the typed text for "create" and "label".
        title: What is shown first.
        subtitle: What tells it from others (State, institution), muted.
        kind: "entry", "create" (make a new one) or "label" (keep the words only).
    """

    id: str
    title: str
    subtitle: str = ""
    kind: OptionKind = "entry"


#: Answers a text with options, at once or later (the UI thread never waits for the database).
Finder = Callable[[str, Callable[[Sequence[Option]], None]], None]


def at_once(find: Callable[[str], Sequence[Option | tuple[str, str, str]]]) -> Finder:
    """Make a Finder of a plain function; tuples are (id, title, subtitle)."""

    def finder(text: str, answer: Callable[[Sequence[Option]], None]) -> None:
        answer([each if isinstance(each, Option) else Option(*each) for each in find(text)])

    return finder


class Suggestions(Popup):
    """A list that floats beneath its line and never takes the focus.

    Args:
        kit: Collaborators.
        owner: The widget it hangs from.

    Signals:
        chosen: The Option that was clicked.
    """

    chosen = Signal(object)

    def __init__(self, kit: Kit, owner: QWidget) -> None:
        super().__init__(kit, owner)

    @cached_property
    def _list(self) -> QListWidget:
        """The list, made when it is first used: most lines of a form are only read."""
        made = QListWidget()
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.viewport().setAutoFillBackground(False)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setItemDelegate(_OptionDelegate(self.kit, made))
        made.setAccessibleName(self.kit.texts("Suggestions"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(made)
        made.itemEntered.connect(made.setCurrentItem)
        made.itemClicked.connect(self._on_clicked)
        return made

    def offer(self, options: Sequence[Option], *, select_first: bool) -> None:
        """Show these options beneath the owner; none hides the list."""
        self._list.clear()
        for option in options:
            item = QListWidgetItem(option.title)
            item.setData(_OPTION, option)
            self._list.addItem(item)
        if not options:
            self.hide()
            return
        self._list.setCurrentRow(0 if select_first else -1)
        self._show(len(options))

    def options(self) -> list[Option]:
        """Return what is offered."""
        return [self._list.item(row).data(_OPTION) for row in range(self._list.count())]

    def current(self) -> Option | None:
        """Return the highlighted option."""
        if not self.isVisible() or self._list.currentRow() < 0:
            return None
        offered: Option = self._list.currentItem().data(_OPTION)
        return offered

    def step(self, by: int) -> Option | None:
        """Move the highlight; past an end it goes to the other."""
        rows = self._list.count()
        row = self._list.currentRow()
        following = (row + by) % rows if row >= 0 else (0 if by > 0 else rows - 1)
        self._list.setCurrentRow(following)
        return self.current()

    def _show(self, count: int) -> None:
        rows = min(count, _ROWS_SHOWN)
        widest = self._list.sizeHintForColumn(0) + 34
        width = max(self._owner.width(), min(widest, 520), 240)
        self.show_at_owner(QSize(width, rows * _ROW + 10))

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_OPTION))


class _OptionDelegate(QStyledItemDelegate):
    """Draws title and muted subtitle in one line; what creates something has a sign before it."""

    def __init__(self, kit: Kit, parent: QListWidget) -> None:
        super().__init__(parent)
        self._kit, self._list = kit, parent
        self._small = base_font(pixels=SMALL_PIXELS)
        self._strong = base_font(weight=QFont.Weight.Medium)

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room for title and subtitle."""
        offered: Option = index.data(_OPTION)
        width = QFontMetrics(self._strong).horizontalAdvance(offered.title)
        width += QFontMetrics(self._small).horizontalAdvance(offered.subtitle)
        return QSize(width + 3 * SPACE_S + (22 if offered.kind != "entry" else 0), _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        offered: Option = index.data(_OPTION)
        theme = self._kit.theme
        rect: QRect = option.rect
        chosen = index.row() == self._list.currentRow()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection" if chosen else "raised"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        inner = rect.adjusted(SPACE_S, 0, -SPACE_S, 0)
        if offered.kind != "entry":
            icon = "add" if offered.kind == "create" else "note"
            pixmap = self._kit.icons.pixmap(icon, role="accent_text")
            painter.drawPixmap(inner.x(), rect.center().y() - 7, pixmap)
            inner.setLeft(inner.left() + 22)
        color = "on_selection" if chosen else "text" if offered.kind == "entry" else "accent_text"
        self._write(
            painter,
            inner,
            offered,
            theme.color(color),
            theme.color("on_selection" if chosen else "muted"),
        )
        painter.restore()

    def _write(
        self, painter: QPainter, inner: QRect, offered: Option, color: QColor, faint: QColor
    ) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        metrics = QFontMetrics(self._strong)
        small = QFontMetrics(self._small)
        right = min(small.horizontalAdvance(offered.subtitle), inner.width() * 2 // 5)
        room = inner.width() - (right + SPACE_S if offered.subtitle else 0)
        title = metrics.elidedText(offered.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._strong)
        painter.setPen(color)
        painter.drawText(inner, flags, title)
        if offered.subtitle:
            painter.setFont(self._small)
            painter.setPen(faint)
            used = metrics.horizontalAdvance(title) + SPACE_S
            rest = inner.adjusted(used, 0, 0, 0)
            shown = small.elidedText(offered.subtitle, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, flags, shown)
