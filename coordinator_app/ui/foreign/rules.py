"""How rows are taken in: what is new, what is known, what a blank says, what is made, the name."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from coordinator_app.services.foreign.mapping import Mapping
from coordinator_app.texts import Texts
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.flow_layout import FlowLayout
from coordinator_app.ui.widgets.kit import Kit, styled, words

_NAME_WIDTH = 168


class Rules(QWidget):
    """A line of choices that wraps where there is little room.

    Args:
        kit: Look and texts.

    Signals:
        changed: Something was chosen.
    """

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        texts = kit.texts
        styled(self, "plain")
        self.mode = _box(texts("What is taken in"), offers.MODES, texts)
        self.blank = _box(texts("A blank cell"), offers.BLANKS, texts)
        self.missing = QCheckBox(
            texts("Create institutions, contacts and sources that are missing")
        )
        self.name = QLineEdit()
        self.name.setFixedWidth(_NAME_WIDTH)
        self.name.setMaxLength(80)
        self.name.setAccessibleName(texts("Keep these choices as"))
        self.name.setPlaceholderText(texts("Name, for next time"))
        row = FlowLayout(self, spacing=SPACE_S)
        row.addWidget(self.mode)
        row.addWidget(_beside(texts("A blank cell"), self.blank))
        row.addWidget(_beside(texts("Keep these choices as"), self.name))
        row.addWidget(self.missing)
        for box in (self.mode, self.blank):
            box.activated.connect(self._on_changed)
        self.missing.toggled.connect(self._on_changed)
        self.name.textEdited.connect(self._on_changed)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show what is chosen."""
        self.mode.setCurrentIndex(self.mode.findData(mapping.mode))
        self.blank.setCurrentIndex(self.blank.findData(mapping.blank))
        self.missing.blockSignals(True)  # showing is not choosing
        self.missing.setChecked(mapping.create_missing)
        self.missing.blockSignals(False)
        self.name.setText(mapping.name)
        self._fit()

    def put_into(self, mapping: Mapping) -> Mapping:
        """Return a mapping with what is chosen."""
        return replace(
            mapping,
            mode=self.mode.currentData(),
            blank=self.blank.currentData(),
            create_missing=self.missing.isChecked(),
            name=" ".join(self.name.text().split()),
        )

    def _fit(self) -> None:
        # A blank clears nothing where only blanks are filled or only new entries are made.
        self.blank.setEnabled(self.mode.currentData() in ("add_update", "update"))

    @Slot()
    def _on_changed(self) -> None:
        self._fit()
        self.changed.emit()


def _box(name: str, options: tuple[tuple[str, str], ...], texts: Texts) -> ChoiceBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
    for code, text in options:
        made.addItem(texts(text), code)
    return made


def _beside(label: str, widget: QWidget) -> QWidget:
    made = QWidget()
    styled(made, "plain")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    said = words(label, "label")
    said.setBuddy(widget)
    row.addWidget(said)
    row.addWidget(widget)
    return made
