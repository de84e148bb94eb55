"""The classes, States and record types of a reply, each with how many lines it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coordinator_app.services.exchange.lines import CLASSES, LABELS
from coordinator_app.texts import N_
from coordinator_app.ui.review.chosen import Chosen, Facet
from coordinator_app.ui.review.deciding import Deciding
from coordinator_app.ui.review.model import SIGNS
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_XS, base_font
from coordinator_app.ui.widgets.kit import Kit

_CHOICE: Final = int(Qt.ItemDataRole.UserRole)
_HEADING_PIXELS: Final = 11
_HEADINGS: Final[dict[Facet, str]] = {"state": N_("States"), "type": N_("Record types")}
_KEYS: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TICK: Final = "✓"


class Filters(QListWidget):
    """What is listed: one class at a time, and of it one State and one record type.

    Going through the classes shows each; a State or a record type is chosen by a click, the space
    bar or Enter, and let go in the same way.

    Args:
        kit: Collaborators.

    Signals:
        chosen: What is chosen (Chosen).
    """

    chosen = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._deciding: Deciding | None = None
        self._names: Mapping[Facet, Mapping[str, str]] = {}
        self._now = Chosen()
        self.setItemDelegate(_Readable(self))
        self.setAccessibleName(kit.texts("Show"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the counts stand at the end
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)
        self.itemClicked.connect(self._on_clicked)

    def fill(self, deciding: Deciding) -> None:
        """Show what a reply has; all of it is chosen."""
        self._deciding, self._now = deciding, Chosen()
        self._names = deciding.names
        self._show(0)

    def empty(self) -> None:
        """Show nothing."""
        self._deciding, self._now = None, Chosen()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    def show_all(self) -> None:
        """Let every line through."""
        if self._now != Chosen():
            self._now = Chosen()
            self._show(0)
            self.chosen.emit(self._now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a State or a record type."""
        if event.key() in _KEYS and self.currentItem() is not None:
            self._on_clicked(self.currentItem())
            return
        super().keyPressEvent(event)

    def _show(self, current: int) -> None:
        """List everything anew: the counts of each group depend on the choices in the others."""
        deciding, texts = self._deciding, self._kit.texts
        if deciding is None:
            return
        self.blockSignals(True)
        self.clear()
        found = deciding.facets.counted(self._now, "cls")
        self._add("cls", "", texts("All"), found.total())
        for cls in CLASSES:
            if cls in self._names["cls"]:
                self._add("cls", cls, f"{SIGNS[cls]}  {texts(LABELS[cls])}", found[cls])
        for facet, heading in _HEADINGS.items():
            if len(self._names[facet]) > 1:
                self._add_group(facet, texts(heading), deciding)
        self.setCurrentRow(current)
        self.blockSignals(False)

    def _add_group(self, facet: Facet, heading: str, deciding: Deciding) -> None:
        self._add_heading(heading)
        found = deciding.facets.counted(self._now, facet)
        for key, word in sorted(self._names[facet].items(), key=_by_word):
            is_chosen = getattr(self._now, facet) == key
            self._add(facet, key, f"{_TICK} {word}" if is_chosen else word, found[key])

    def _add(self, facet: Facet, key: str, text: str, count: int) -> None:
        item = QListWidgetItem(f"{text}  ({count})")
        item.setData(_CHOICE, (facet, key))
        item.setToolTip(text)
        item.setSizeHint(QSize(0, ROW_HEIGHT))
        self.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(base_font(pixels=_HEADING_PIXELS))
        item.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        item.setSizeHint(QSize(0, ROW_HEIGHT + 4))
        self.addItem(item)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        facet, key = self.item(row).data(_CHOICE) if row >= 0 else (None, "")
        if facet == "cls" and key != self._now.cls:
            self._choose(self._now.but("cls", key), row)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        choice = item.data(_CHOICE)
        if choice is None or choice[0] == "cls":
            return
        facet, key = choice
        wanted = "" if getattr(self._now, facet) == key else key
        self._choose(self._now.but(facet, wanted), self.row(item))

    def _choose(self, wanted: Chosen, row: int) -> None:
        self._now = wanted
        self._show(row)
        self.chosen.emit(wanted)


def _by_word(named: tuple[str, str]) -> str:
    return named[1].casefold()


class _Readable(QStyledItemDelegate):
    """Headings cannot be chosen; they are read like any other."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw what cannot be chosen in the colour of headings, not in that of what is off."""
        super().initStyleOption(option, index)
        quiet = option.palette.placeholderText()
        option.palette.setBrush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, quiet)
