"""What the columns of a file are: sheet by sheet, beside its first rows and its fixed values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.services.foreign.looked import Look, SheetLook
from coordinator_app.services.foreign.mapping import ColumnMapping, Mapping, SheetMapping
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.foreign.columns import Columns
from coordinator_app.ui.foreign.fixed import FixedValues
from coordinator_app.ui.foreign.kept import KeptChoices
from coordinator_app.ui.foreign.offers import taken
from coordinator_app.ui.foreign.preview import Preview
from coordinator_app.ui.foreign.rules import Rules
from coordinator_app.ui.foreign.words import TypeWords
from coordinator_app.ui.foreign.work import Wish
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import styled, words

_TYPE_WIDTH, _SHEET_WIDTH, _SPIN_WIDTH = 190, 150, 56
_LEAST_WIDTH, _LEAST_HEIGHT, _LEAST_BOX = 480, 200, 84
_SETTLE_MS, _MOST_DEPTH, _TALL = 250, 3, 480


class MapStep(QWidget):
    """The mapping screen.

    Args:
        context: Collaborators.

    Signals:
        mapped: The Mapping is another one.
        look_wanted: A Wish: a sheet is to be looked at again.
        saved_chosen: A Mapping that was kept is to be used.
        forget_wanted: Name of a Mapping that is not to be kept any more.
    """

    mapped = Signal(object)
    look_wanted = Signal(object)
    saved_chosen = Signal(object)
    forget_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._look = Look("", "", ())
        self._mapping = Mapping()
        self._sheet = ""
        kit = context.kit
        styled(self, "plain")
        self.sheet_box, self.type_box = ChoiceBox(), ChoiceBox()
        self.kept = KeptChoices(kit)
        self.header_row, self.header_depth = QSpinBox(), QSpinBox()
        self.columns = Columns(context)
        self.preview = Preview(kit)
        self.words = TypeWords(context)
        self.fixed = FixedValues(context)
        self.rules = Rules(kit)
        self.issue = words("", "issue", wrap=True)
        self.issue.hide()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._lay_out()
        self.sheet_box.activated.connect(self._on_sheet)
        self.type_box.activated.connect(self._on_type)
        self.kept.chosen.connect(self.saved_chosen)
        self.kept.forget_wanted.connect(self.forget_wanted)
        for spin in (self.header_row, self.header_depth):
            spin.valueChanged.connect(self._on_header)
        self._settle.timeout.connect(self._on_settled)
        self.columns.mapped.connect(self._on_mapped)
        self.words.changed.connect(self._on_words)
        self.fixed.changed.connect(self._on_fixed)
        self.rules.changed.connect(self._on_rules)

    # For the page ------------------------------------------------------------------------------

    def show_mapping(self, look: Look, mapping: Mapping, saved: Sequence[Mapping] = ()) -> None:
        """Show a file and what is proposed for it.

        Args:
            saved: Choices that were kept and fit the file.
        """
        self._look, self._mapping = look, mapping
        self.kept.show_saved(saved, mapping.name)
        names = self._names()
        if self._sheet not in names:
            self._sheet = names[0] if names else ""
        self.sheet_box.clear()
        for name in names:
            self.sheet_box.addItem(name, name)
        self.sheet_box.setCurrentIndex(self.sheet_box.findData(self._sheet))
        self._sheet_row.setVisible(len(names) > 1)
        self.rules.show_mapping(mapping)
        self._show_sheet()

    def commit(self) -> bool:
        """Take what is typed; False, and said why, when it cannot be compared yet."""
        if self._settle.isActive():
            self._on_settled()
            return False
        return self.take_typed() and self._check()

    def take_typed(self) -> bool:
        """Take what is typed; False when it is nothing."""
        return self.columns.commit() & self.fixed.commit()

    def with_rules(self, mapping: Mapping) -> Mapping:
        """Return a mapping with the rules that are chosen here."""
        return self.rules.put_into(mapping)

    def focus_first(self) -> None:
        """Put the cursor where something is to be chosen."""
        self.columns.focus_first()

    @property
    def mapping(self) -> Mapping:
        """What is chosen."""
        return self._mapping

    # Showing -----------------------------------------------------------------------------------

    def _names(self) -> list[str]:
        known = {each.name for each in self._look.sheets}
        return [
            name for name, each in self._mapping.sheets.items() if name in known and taken(each)
        ]

    def _now(self) -> tuple[SheetLook | None, SheetMapping | None]:
        return self._look.sheet(self._sheet), self._mapping.sheets.get(self._sheet)

    def _show_sheet(self) -> None:
        look, sheet = self._now()
        if look is None or sheet is None:
            return
        self._offer_types(look, sheet)
        last = max((number for number, _ in look.top), default=1)
        for spin, most, value in (
            (self.header_row, max(last, sheet.header_row), sheet.header_row),
            (self.header_depth, _MOST_DEPTH, max(1, sheet.header_depth)),
        ):
            spin.blockSignals(True)  # showing is not choosing
            spin.setRange(spin.minimum(), most)
            spin.setValue(value)
            spin.blockSignals(False)
        self.header_depth.setEnabled(sheet.header_row > 0)
        self.columns.show_sheet(look, sheet)
        self.preview.show_sheet(look)
        self.words.show_sheet(look, sheet)
        self.fixed.show_sheet(sheet)
        self._fit()
        self._check()

    def _offer_types(self, look: SheetLook, sheet: SheetMapping) -> None:
        texts, catalogue = self._context.texts, self._context.catalogue
        self.type_box.clear()
        if look.type_column:
            header = next((c.header for c in look.columns if c.column == look.type_column), "")
            self.type_box.addItem(texts("As “{header}” says", header=header), offers.BY_COLUMN)
        for key, label in offers.types(catalogue, texts, look.types):
            self.type_box.addItem(label, key)
        chosen = offers.BY_COLUMN if sheet.type_column else sheet.type
        self.type_box.setCurrentIndex(self.type_box.findData(chosen))

    def _check(self) -> bool:
        """Say what is still wrong, or what new entries will lack; only the former is in the way."""
        look, sheet = self._now()
        texts, catalogue = self._context.texts, self._context.catalogue
        said, fine = "", True
        if look is not None and sheet is not None:
            double = offers.twice(look, sheet)
            lacking = offers.lacking(catalogue, sheet, texts)
            if double is not None:
                field = offers.label(catalogue, offers.main_type(sheet), double[0], texts)
                said, fine = texts(
                    "“{field}” is chosen for two columns, “{first}” and “{second}”: leave one out.",
                    field=field, first=double[1], second=double[2],
                ), False  # fmt: skip
            elif not any(each.field for each in sheet.columns.values()):
                said, fine = texts("Choose a field for one column at least."), False
            elif lacking:
                said = texts(
                    "New entries need: {fields}. Choose a column, or give all rows a value.",
                    fields=", ".join(lacking),
                )
        self.issue.setText(said)
        self.issue.setVisible(bool(said))
        return fine

    # Choosing ----------------------------------------------------------------------------------

    @Slot()
    def _on_sheet(self) -> None:
        self.take_typed()
        self._sheet = self.sheet_box.currentData()
        self._show_sheet()

    @Slot()
    def _on_type(self) -> None:
        chosen = self.type_box.currentData()
        self._wish(None if chosen == offers.BY_COLUMN else chosen)

    @Slot()
    def _on_header(self) -> None:
        self.header_depth.setEnabled(self.header_row.value() > 0)
        self._settle.start()

    @Slot()
    def _on_settled(self) -> None:
        self._settle.stop()
        _, sheet = self._now()
        if sheet is not None:
            self._wish(None if sheet.type_column else sheet.type)

    def _wish(self, type_key: str | None) -> None:
        head = self.header_row.value(), self.header_depth.value()
        self.look_wanted.emit(Wish(self._sheet, type_key, head))

    @Slot(int, object)
    def _on_mapped(self, column: int, mapped: ColumnMapping) -> None:
        self._take(self._mapping.with_column(self._sheet, column, mapped))

    @Slot(object)
    def _on_words(self, sheet: SheetMapping) -> None:
        _, before = self._now()
        if before is not None:
            self._take(self._mapping.with_sheet(self._sheet, replace(before, types=sheet.types)))

    @Slot(object)
    def _on_fixed(self, values: dict[str, Value]) -> None:
        _, sheet = self._now()
        if sheet is not None:
            self._take(self._mapping.with_sheet(self._sheet, replace(sheet, constants=values)))

    @Slot()
    def _on_rules(self) -> None:
        self._take(self.rules.put_into(self._mapping))

    def _take(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._check()
        self.mapped.emit(mapping)

    # Laying out --------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Be content with little: what has no room is shown one at a time."""
        return QSize(_LEAST_WIDTH, _LEAST_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the parts at the right one at a time where there is little room."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        _, sheet = self._now()
        cards = {"rows": self._rows_card, "words": self._words_card, "fixed": self._fixed_card}
        if sheet is None or not sheet.type_column:
            cards["words"].hide()
            del cards["words"]
        texts, short = self._context.texts, self.height() < _TALL
        names = {
            "rows": texts("First rows"),
            "words": texts("What each row is"),
            "fixed": texts("Same for all") if short else texts("The same for all rows"),
        }
        self._parts.set_chips([Chip(key, names[key]) for key in cards])
        if len(self._parts.selected()) != 1:
            self._parts.select(["rows"])
        self._parts.setVisible(short)
        shown = self._parts.selected() if short else list(cards)
        for key, card in cards.items():
            card.setVisible(key in shown)
            if card.title is not None:
                card.title.set_text("" if short else names[key])
        for card in (self._words_card, self._fixed_card):
            if card.title is not None:
                card.title.setVisible(not short)

    def _lay_out(self) -> None:
        self._panes = QHBoxLayout()
        self._panes.setSpacing(SPACE_S)
        self._panes.addWidget(self._lay_left(), 5)
        self._panes.addLayout(self._lay_right(), 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(self._panes, 1)
        column.addWidget(self.issue)
        column.addWidget(self.rules)

    def _lay_left(self) -> Card:
        """Lay out which sheet it is, what its rows are, and its columns."""
        texts = self._context.texts
        for box, name, width in (
            (self.sheet_box, texts("Sheet"), _SHEET_WIDTH),
            (self.type_box, texts("What the rows are"), _TYPE_WIDTH),
        ):
            box.setAccessibleName(name)
            box.setMinimumWidth(_LEAST_BOX)
            box.setMaximumWidth(width)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sheet_row = _labelled(texts("Sheet"), self.sheet_box)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, 0)
        top.setSpacing(SPACE_M)
        top.addWidget(self._sheet_row, 4)
        top.addWidget(_labelled(texts("Rows are"), self.type_box), 5)
        top.addWidget(self.kept, 4)
        left = Card(flush=True)
        left.add(top)
        left.add(self.columns, 1)
        return left

    def _lay_right(self) -> QVBoxLayout:
        """Lay out the first rows with the place of the header, and what no column says."""
        texts = self._context.texts
        self.header_row.setRange(0, 1)
        self.header_row.setSpecialValueText(texts("none"))
        self.header_depth.setRange(1, _MOST_DEPTH)
        self._rows_card = rows = Card(texts("First rows"), flush=True)
        for label, name, spin in (
            (texts("Header in row"), texts("Header in row"), self.header_row),
            (texts("rows of it"), texts("Rows of the header"), self.header_depth),
        ):
            spin.setFixedWidth(_SPIN_WIDTH)
            spin.setAccessibleName(name)
            if rows.title is not None:
                rows.title.add(_labelled(label, spin))
        rows.add(self.preview, 1)
        self._words_card = Card(texts("What each row is"), flush=True)
        self._words_card.add(self.words, 1)
        self._fixed_card = Card(texts("The same for all rows"), flush=True)
        self._fixed_card.add(self.fixed, 1)
        self._parts = Chips(self._context.kit, texts("Show"), several=False)
        self._parts.selection_changed.connect(self._fit)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self._parts)
        for card, stretch in ((rows, 6), (self._words_card, 5), (self._fixed_card, 4)):
            right.addWidget(card, stretch)
        return right


def _labelled(label: str, widget: QWidget) -> QWidget:
    made = QWidget()
    styled(made, "plain")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    said = words(label, "label")
    said.setBuddy(widget)
    row.addWidget(said, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(widget, 10)
    row.addStretch(1)
    return made
