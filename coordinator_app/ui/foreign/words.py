"""The words by which a column says what each row is, and the record types they mean."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain.folding import fold
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.services.foreign.looked import SheetLook
from coordinator_app.services.foreign.mapping import SheetMapping, TypeMapping
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import styled

_BOX_WIDTH = 204


class TypeWords(QScrollArea):
    """A line for each word, with how many rows have it.

    Args:
        context: Collaborators.

    Signals:
        changed: The SheetMapping with other meanings.
    """

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sheet = SheetMapping()
        self._boxes: dict[str, ChoiceBox] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(context.texts("What each row is"))
        styled(self, "plain")

    def show_sheet(self, look: SheetLook, sheet: SheetMapping) -> None:
        """Show the words of a sheet."""
        texts, catalogue = self._context.texts, self._context.catalogue
        self._sheet, self._boxes = sheet, {}
        inner = QWidget()
        styled(inner, "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, 0, SPACE_S, SPACE_S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(0, 1)
        offered = offers.types(catalogue, texts, ACTIVITIES)
        for row, (word, count) in enumerate(look.words):
            said = ElidedWords()
            said.say(texts.n("{word} · {n} row", "{word} · {n} rows", count, word=word))
            means = sheet.types.get(fold(word), TypeMapping())
            box = ChoiceBox()
            box.setAccessibleName(texts("Rows that say “{word}”", word=word))
            box.setFixedWidth(_BOX_WIDTH)
            box.addItem(texts("Left out"), "")
            for key, label in offered:
                box.addItem(self._shown(key, label, means), key)
            box.setCurrentIndex(max(0, box.findData(means.type)))
            box.activated.connect(partial(self._on_chosen, word))
            self._boxes[word] = box
            grid.addWidget(said, row, 0)
            grid.addWidget(box, row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def box(self, word: str) -> ChoiceBox:
        """Return the choice of a word."""
        return self._boxes[word]

    def _shown(self, key: str, label: str, means: TypeMapping) -> str:
        """Return the record type, with what the word says beside."""
        if key != means.type or not means.values:
            return label
        texts, by_key = self._context.texts, self._context.catalogue[key].by_key
        said = [
            texts(choice.label)
            for name, value in means.values.items()
            if name in by_key and isinstance(value, str) and (choice := by_key[name].choice(value))
        ]
        return " · ".join([label, *said])

    def _on_chosen(self, word: str, _at: int) -> None:
        chosen = self._boxes[word].currentData()
        before = self._sheet.types.get(fold(word), TypeMapping())
        means = before if chosen == before.type else TypeMapping(chosen)
        self._sheet = replace(self._sheet, types={**self._sheet.types, fold(word): means})
        self.changed.emit(self._sheet)
