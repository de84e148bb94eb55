"""The list of keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.texts import N_
from coordinator_app.ui.action_table import PLACES, ActionSpec
from coordinator_app.ui.theme import SPACE_L, SPACE_S, SPACE_XL
from coordinator_app.ui.widgets.kit import Kit, sized, styled, words


class KeysDialog(QDialog):
    """Every key, by where it works.

    Args:
        kit: Collaborators.
        specs: The declarations.
    """

    def __init__(
        self, kit: Kit, specs: Iterable[ActionSpec], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(kit.texts("Keys"))
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_S - 2)
        self._grid.setColumnStretch(1, 1)
        self._row = 0
        keyed = [spec for spec in specs if spec.key]
        places = {"window": N_("Everywhere"), **PLACES}
        for place, title in places.items():
            here = [spec for spec in keyed if spec.place == place]
            if here:
                self._add_place(kit, kit.texts(title), here)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(kit.texts("Keys"))
        styled(area, "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        # As wide as its words ask for, and the bar beside them.
        bar = area.verticalScrollBar().sizeHint().width()
        sized(self, max(460, inner.sizeHint().width() + bar + 4), 560)
        self.setMinimumWidth(self.width())

    def _add_place(self, kit: Kit, title: str, specs: list[ActionSpec]) -> None:
        if self._row:
            self._grid.setRowMinimumHeight(self._row, SPACE_S)
            self._row += 1
        self._grid.addWidget(words(title, "section"), self._row, 0, 1, 2)
        self._row += 1
        for spec in specs:
            keys = spec.sequences()[0].toString(QKeySequence.SequenceFormat.NativeText)
            key: QLabel = words(keys)
            styled(key, "key")
            self._grid.addWidget(key, self._row, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(words(kit.texts(spec.text)), self._row, 1)
            self._row += 1
