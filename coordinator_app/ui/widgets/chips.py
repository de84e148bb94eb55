"""A row of toggles with counts: filters one sees at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.flow_layout import FlowLayout
from coordinator_app.ui.widgets.kit import Kit, button


@dataclass(frozen=True, slots=True)
class Chip:
    """One toggle: its key, its translated word, and how many entries it would show."""

    key: str
    text: str
    count: int | None = None


class Chips(QWidget):
    """Toggles in a row that wraps.

    Args:
        kit: Collaborators.
        name: Translated accessible name of the row ("Situation").
        several: More than one may be on; otherwise at most one.

    Signals:
        selection_changed: The person turned a chip on or off.
    """

    selection_changed = Signal()

    def __init__(
        self, kit: Kit, name: str, *, several: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit, self._several = kit, several
        self._buttons: dict[str, QPushButton] = {}
        self._row = FlowLayout(self, spacing=SPACE_S - 2)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Iterable[Chip]) -> None:
        """Show these chips; those that were on and are still here stay on."""
        chips = list(chips)
        if list(self._buttons) == [chip.key for chip in chips]:
            for chip in chips:
                self._write(self._buttons[chip.key], chip)
            return
        selected = set(self.selected())
        for old in self._buttons.values():
            self._row.removeWidget(old)
            old.deleteLater()
        self._buttons = {}
        for chip in chips:
            made = button(self._kit, "", "chip")
            made.setCheckable(True)
            made.setChecked(chip.key in selected)
            made.setProperty("chip", chip.key)
            made.clicked.connect(self._on_clicked)
            self._write(made, chip)
            self._row.addWidget(made)
            self._buttons[chip.key] = made
        self.updateGeometry()

    def selected(self) -> list[str]:
        """Return the keys that are on, in the order shown."""
        return [key for key, made in self._buttons.items() if made.isChecked()]

    def select(self, keys: Sequence[str]) -> None:
        """Turn exactly these on, without a signal."""
        for key, made in self._buttons.items():
            made.setChecked(key in keys)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        hint = super().sizeHint()
        width = sum(
            made.sizeHint().width() + self._row.spacing() for made in self._buttons.values()
        )
        hint.setWidth(max(0, width - self._row.spacing()))
        return hint

    @staticmethod
    def _write(made: QPushButton, chip: Chip) -> None:
        text = chip.text.replace("&", "&&")
        made.setText(text if chip.count is None else f"{text}  {chip.count}")
        made.setAccessibleName(chip.text if chip.count is None else f"{chip.text}, {chip.count}")

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if not self._several and isinstance(sender, QPushButton) and sender.isChecked():
            self.select([str(sender.property("chip"))])
        self.selection_changed.emit()
