"""One choice of a few: chips with counts, without them, or a drop-down list, as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import Kit

_LEAST, _MOST = 130, 220
_HEIGHT = 24


class ChipBar(QWidget):
    """Exactly one chip is on.

    Args:
        kit: Collaborators.
        name: Translated accessible name.

    Signals:
        chosen: Key of the chip that is on now.
    """

    chosen = Signal(str)

    def __init__(self, kit: Kit, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = Chips(kit, name, several=False)
        self._box = ChoiceBox()
        self._box.setAccessibleName(name)
        self._box.setMaximumWidth(_MOST)
        self._box.hide()
        self._offered: list[Chip] = []
        self._bare: list[Chip] = []
        self._widths = (0, 0)
        self._key = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._chips.setFixedHeight(_HEIGHT)
        place = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._chips, 0, place)
        row.addWidget(self._box, 1, place)
        row.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chips.selection_changed.connect(self._on_selected)
        self._box.activated.connect(self._on_activated)

    @property
    def key(self) -> str:
        """The chip that is on."""
        return self._key

    def set_chips(self, chips: Sequence[Chip], key: str = "") -> None:
        """Show these chips.

        Args:
            key: The one that is on from the start; later calls keep what is on.
        """
        self._offered = list(chips)
        self._bare = [Chip(chip.key, chip.text) for chip in self._offered]
        self._widths = (self._width_of(self._offered), self._width_of(self._bare))
        self._box.clear()
        for chip in self._offered:
            counted = chip.text if chip.count is None else f"{chip.text}  {chip.count}"
            self._box.addItem(counted, chip.key)
        self.select(self._key or key)
        self.updateGeometry()
        self._fit()

    def select(self, key: str) -> None:
        """Turn a chip on, without a signal."""
        self._key = key
        self._chips.select([key])
        self._box.setCurrentIndex(self._box.findData(key))

    def sizeHint(self) -> QSize:
        """Ask for all chips in one line."""
        return QSize(self._widths[0], 28)

    def minimumSizeHint(self) -> QSize:
        """Be content with the drop-down list."""
        return QSize(_LEAST, 28)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between chips and list."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        whole, bare = self._widths
        self._chips.set_chips(self._offered if whole <= self.width() else self._bare)
        self._chips.select([self._key])
        self._chips.setVisible(bare <= self.width())
        self._box.setVisible(bare > self.width())

    def _width_of(self, chips: Sequence[Chip]) -> int:
        self._chips.set_chips(chips)
        return self._chips.sizeHint().width()

    @Slot()
    def _on_selected(self) -> None:
        selected = self._chips.selected()
        if not selected:
            self._chips.select([self._key])
            return
        self._choose(selected[0])

    @Slot()
    def _on_activated(self) -> None:
        self._choose(str(self._box.currentData()))

    def _choose(self, key: str) -> None:
        if key != self._key:
            self.select(key)
            self.chosen.emit(key)
