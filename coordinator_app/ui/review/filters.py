"""The classes and record types of a reply, each with how many lines it has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from coordinator_app.services.exchange.lines import LABELS
from coordinator_app.ui.review.deciding import Deciding
from coordinator_app.ui.review.model import SIGNS
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_XS, base_font
from coordinator_app.ui.widgets.kit import Kit

_CHOSEN: Final = int(Qt.ItemDataRole.UserRole)
_HEADING_PIXELS: Final = 11


class Filters(QListWidget):
    """What is listed: all, a class, a record type.

    Args:
        kit: Collaborators.

    Signals:
        chosen: Class and record type, "" for all.
    """

    chosen = Signal(str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setAccessibleName(kit.texts("Show"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the counts stand at the end
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)

    def fill(self, deciding: Deciding) -> None:
        """Show what a reply has; all of it is chosen."""
        texts = self._kit.texts
        self.blockSignals(True)
        self.clear()
        self._add(texts("All"), len(deciding.lines), "", "")
        for cls, count in deciding.totals().by_class.items():
            self._add(f"{SIGNS[cls]}  {texts(LABELS[cls])}", count, cls, "")
        types: dict[str, list[str]] = {}
        for line in deciding.lines:
            types.setdefault(line.type, []).append(line.type_label)
        if len(types) > 1:
            self._add_heading(texts("Record types"))
            for key, labels in types.items():
                self._add(labels[0], len(labels), "", key)
        self.setCurrentRow(0)
        self.blockSignals(False)

    def show_all(self) -> None:
        """Choose all."""
        self.setCurrentRow(0)

    def _add(self, text: str, count: int, cls: str, type_key: str) -> None:
        item = QListWidgetItem(f"{text}  ({count})")
        item.setData(_CHOSEN, (cls, type_key))
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
        chosen = self.item(row).data(_CHOSEN) if row >= 0 else None
        if chosen is not None:
            self.chosen.emit(*chosen)
