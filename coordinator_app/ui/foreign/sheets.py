"""The sheets of a file: which are taken, and what their rows are."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.services.foreign.looked import Look, SheetLook
from coordinator_app.services.foreign.mapping import Mapping, SheetMapping
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import styled, words

_BOX_WIDTH = 220


@dataclass(frozen=True)
class Chosen:
    """What was chosen for one sheet: taken or not, and what its rows are."""

    taken: bool
    type: str


class SheetsStep(QWidget):
    """A line for each sheet.

    Args:
        context: Collaborators.

    Signals:
        changed: Something was ticked or chosen.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: dict[str, SheetLine] = {}
        styled(self, "plain")
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(context.texts("Sheets of the file"))
        styled(self._area, "plain")
        card = Card(flush=True)
        card.add(self._area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(
            words(
                context.texts("Tick the sheets to take in, and say what their rows are."),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(card, 1)

    def show_sheets(self, look: Look, mapping: Mapping) -> None:
        """Show the sheets of a file and what is proposed for them."""
        inner = QWidget()
        styled(inner, "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        self._lines = {}
        for row, each in enumerate(look.sheets):
            sheet = mapping.sheets.get(each.name, SheetMapping())
            made = SheetLine(inner, self._context, each, sheet)
            made.changed.connect(self.changed)
            self._lines[each.name] = made
            for at, part in enumerate((made.tick, made.about, made.type)):
                grid.addWidget(part, row, at, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(grid)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)

    def line(self, name: str) -> SheetLine:
        """Return the line of a sheet."""
        return self._lines[name]

    def chosen(self) -> MappingOf[str, Chosen]:
        """Return what is chosen, by sheet."""
        return {
            name: Chosen(each.tick.isChecked() and bool(each.type.currentData()),
                         each.type.currentData() or "")
            for name, each in self._lines.items()
        }  # fmt: skip

    def focus_first(self) -> None:
        """Put the cursor on the first sheet."""
        for each in self._lines.values():
            if each.tick.isEnabled():
                each.tick.setFocus(Qt.FocusReason.OtherFocusReason)
                return


class SheetLine(QObject):
    """The parts of one line: a tick with the name, what is in it, what its rows are.

    Signals:
        changed: Something was ticked or chosen.
    """

    changed = Signal()

    def __init__(
        self, parent: QWidget, context: Context, look: SheetLook, sheet: SheetMapping
    ) -> None:
        super().__init__(parent)
        texts = context.texts
        self.tick = QCheckBox(look.name.replace("&", "&&"))
        self.tick.setAccessibleName(look.name)
        self.tick.setChecked(bool(sheet.type or sheet.types))
        self.about = ElidedWords("hint")
        said = [texts.n("{n} row", "{n} rows", look.rows)]
        if look.hidden:
            said.append(texts("hidden"))
        said.append(", ".join(each.header for each in look.columns))
        self.about.say(" · ".join(filter(None, said)))
        self.type = ChoiceBox()
        self.type.setFixedWidth(_BOX_WIDTH)
        self.type.setAccessibleName(texts("What the rows of “{sheet}” are", sheet=look.name))
        if look.type_column:
            header = next((c.header for c in look.columns if c.column == look.type_column), "")
            self.type.addItem(texts("As “{header}” says", header=header), offers.BY_COLUMN)
        else:
            self.type.addItem("–", "")
        for key, label in offers.types(context.catalogue, texts, look.types):
            self.type.addItem(label, key)
        now = offers.BY_COLUMN if sheet.type_column else sheet.type
        self.type.setCurrentIndex(max(0, self.type.findData(now)))
        empty = not look.rows
        for part in (self.tick, self.type):
            part.setEnabled(not empty)
        if empty:
            self.tick.setChecked(False)
        self.tick.toggled.connect(self._on_changed)
        self.type.activated.connect(self._on_type)

    def _on_type(self) -> None:
        self.tick.setChecked(bool(self.type.currentData()))
        self.changed.emit()

    def _on_changed(self) -> None:
        self.changed.emit()
