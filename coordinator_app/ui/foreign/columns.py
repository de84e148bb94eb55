"""The columns of one sheet, each with what it looks like and the field it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.services.foreign.looked import ColumnLook, SheetLook
from coordinator_app.services.foreign.mapping import ColumnMapping, SheetMapping
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.foreign.field_box import FieldBox
from coordinator_app.ui.foreign.preview import letters
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import styled, words

_LEAST_WIDTH, _MOST_WIDTH = 168, 280
_SAMPLES: Final = " · "


class Columns(QScrollArea):
    """A line for each column of the file.

    Args:
        context: Collaborators.

    Signals:
        mapped: Number of a column and its ColumnMapping.
    """

    mapped = Signal(int, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._lines: list[ColumnLine] = []
        self.setAccessibleName(context.texts("Columns of the file"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        styled(self, "plain")

    def show_sheet(self, look: SheetLook, sheet: SheetMapping) -> None:
        """Show the columns of a sheet and what they are."""
        texts = self.context.texts
        inner = QWidget()
        styled(inner, "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        for at, heading in enumerate((texts("Column of the file"), texts("Field"))):
            grid.addWidget(words(heading, "label"), 0, at)
        type_key = offers.main_type(sheet)
        self._lines = [
            ColumnLine(inner, self, type_key, each, sheet.columns.get(each.column))
            for each in look.columns
        ]
        for each in self._lines:
            if each.look.column == sheet.type_column:
                each.field.set_prompt(texts("Says what each row is"))
                each.decides = True
        for row, line in enumerate(self._lines, start=1):
            grid.addWidget(line.about, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line.choices, row, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def line(self, header: str) -> ColumnLine:
        """Return the line of a column."""
        return next(each for each in self._lines if each.look.header == header)

    def commit(self) -> bool:
        """Take what is typed; False when it is no field."""
        taken = [each.field.commit() for each in self._lines]  # every one of them
        return all(taken)

    def focus_first(self) -> None:
        """Put the cursor into the first column that has no field yet, else into the first."""
        open_ones = [
            each for each in self._lines if each.field.value() is None and not each.decides
        ]
        for line in (open_ones or self._lines)[:1]:
            line.field.setFocus(Qt.FocusReason.OtherFocusReason)


class ColumnLine(QObject):
    """The parts of one line: what stands in the column, its field, the order of its dates."""

    def __init__(
        self,
        inner: QWidget,
        owner: Columns,
        type_key: str,
        look: ColumnLook,
        mapped: ColumnMapping | None,
    ) -> None:
        super().__init__(inner)
        self.look = look
        #: It says what each row is, and needs no field for that.
        self.decides = False
        self._context, self._type, self._owner = owner.context, type_key, owner
        context = self._context
        self._mapped = mapped or ColumnMapping("", look.header)
        texts, kit = context.texts, context.kit
        self.about = self._describe()
        name = texts("Field of column “{header}”", header=look.header)
        self.field = FieldBox(kit, name, offers.fields(context.catalogue, type_key, texts, look))
        self.field.set_titles(
            {
                self._mapped.field: offers.label(
                    context.catalogue, type_key, self._mapped.field, texts
                )
            }
        )
        self.field.set_value(self._mapped.field or None)
        self.field.committed.connect(self._on_field)
        #: In which order its dates are written, asked of dates alone.
        self.order: ChoiceBox | None = None
        self.choices = QWidget()
        self.choices.setMinimumWidth(_LEAST_WIDTH)
        self.choices.setMaximumWidth(_MOST_WIDTH)
        styled(self.choices, "plain")
        self._column = QVBoxLayout(self.choices)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_XS)
        self._column.addWidget(self.field)
        self._show_order()

    def _describe(self) -> QWidget:
        made = QWidget()
        styled(made, "plain")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header, samples = ElidedWords("strong"), ElidedWords("hint")
        header.say(f"{letters(self.look.column)}  {self.look.header}")
        shown = [" ".join(each.split()) for each in self.look.samples]
        samples.say(_SAMPLES.join(shown) or self._context.texts("nothing in it"), "\n".join(shown))
        column.addWidget(header)
        column.addWidget(samples)
        return made

    def _show_order(self) -> None:
        field = offers.field_of(self._context.catalogue, self._type, self._mapped.field)
        is_date = offers.is_date(field)
        if is_date and self.order is None:
            self.order = self._orders()
            self._column.addWidget(self.order)
        if self.order is not None:
            self.order.setVisible(is_date)

    def _orders(self) -> ChoiceBox:
        texts, made = self._context.texts, ChoiceBox()
        for code, text in offers.ORDERS:
            made.addItem(texts(text), code)
        made.setAccessibleName(texts("Dates in column “{header}”", header=self.look.header))
        made.setCurrentIndex(made.findData(self._mapped.date_order))
        made.activated.connect(self._on_order)
        return made

    def _on_field(self) -> None:
        value = self.field.value()
        self._mapped = replace(self._mapped, field=value if isinstance(value, str) else "")
        self._show_order()
        self._owner.mapped.emit(self.look.column, self._mapped)

    def _on_order(self, chosen: int) -> None:
        order, _ = offers.ORDERS[chosen]
        self._mapped = replace(self._mapped, date_order=order)
        self._owner.mapped.emit(self.look.column, self._mapped)
