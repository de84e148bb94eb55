"""Choices that were kept under a name and fit the list: used again, or forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.services.foreign.mapping import Mapping
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import Kit, styled, tool_button, words

_LEAST, _WIDTH = 72, 170


class KeptChoices(QWidget):
    """A list of names; not to be seen when nothing is kept.

    Args:
        kit: Look, icons and texts.

    Signals:
        chosen: The Mapping that is to be used.
        forget_wanted: Name of one that is not to be kept any more.
    """

    chosen = Signal(object)
    forget_wanted = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        texts = kit.texts
        styled(self, "plain")
        self._saved: tuple[Mapping, ...] = ()
        self.box = ChoiceBox()
        self.box.setAccessibleName(texts("Choices kept before"))
        self.box.setMinimumWidth(_LEAST)
        self.box.setMaximumWidth(_WIDTH)
        self.box.activated.connect(self._on_chosen)
        name = texts("Forget these choices")
        self.forget = tool_button(kit, "delete", name, clicked=self._on_forget)
        label = words(texts("As in"), "label")
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.box)
        row.addWidget(self.forget)

    def show_saved(self, saved: Sequence[Mapping], used: str) -> None:
        """Offer these.

        Args:
            used: Name of the one in use, "" for none.
        """
        self._saved = tuple(saved)
        self.box.clear()
        self.box.addItem("–", "")
        for each in saved:
            self.box.addItem(each.name, each.name)
        self.box.setCurrentIndex(max(0, self.box.findData(used)))
        self.forget.setEnabled(bool(self.box.currentData()))
        self.setVisible(bool(saved))

    @Slot()
    def _on_chosen(self) -> None:
        for each in self._saved:
            if each.name == self.box.currentData():
                self.chosen.emit(each)

    @Slot()
    def _on_forget(self) -> None:
        self.forget_wanted.emit(self.box.currentData())
