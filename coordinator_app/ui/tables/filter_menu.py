"""The menu of a column's filter: what can be asked depends on what the column holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.services.listing import Condition, Op
from coordinator_app.services.periods import PERIODS
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import day_editor
from coordinator_app.ui.tables.check_list import ROW, CheckList
from coordinator_app.ui.tables.listed import Counted
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import button, line, words
from coordinator_app.ui.widgets.number_fields import WholeField
from coordinator_app.ui.widgets.popup import Popup

#: Kinds whose values are ticked in a list.
_TICKED: Final = (
    Kind.CHOICE,
    Kind.CHOICES,
    Kind.YES_NO,
    Kind.LINK,
    Kind.LINKS,
    Kind.PARTY,
)
_DATES: Final = (Kind.DATE, Kind.EDTF)
_NUMBERS: Final = (Kind.WHOLE, Kind.COUNT, Kind.PERCENT, Kind.AMOUNT)
_WIDTH: Final = 260
_SEARCH_FROM: Final = 9
_MOST_ROWS: Final = 11
#: Money is asked for in whole units and kept in smaller ones.
_CENTS: Final = 100


class FilterMenu(Popup):
    """Floats beneath a heading; each change is asked at once.

    Args:
        context: Collaborators.
        field: What the column shows.
        heading: Its translated heading.
        now: The column's conditions.
        owner: The table.

    Signals:
        changed: The conditions the column has from now on.
    """

    changed = Signal(object)

    def __init__(
        self,
        context: Context,
        field: Field,
        heading: str,
        now: Sequence[Condition],
        owner: QWidget,
    ) -> None:
        super().__init__(context.kit, owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._field, self._now = context, field, tuple(now)
        self.setAccessibleName(context.texts("Filter: {name}", name=heading))
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        self._column.setSpacing(SPACE_S)
        self._search: QLineEdit | None = None
        self._list: CheckList | None = None
        self._contains: QLineEdit | None = None
        self._period: ChoiceBox | None = None
        self._bounds: Sequence[Editor] = ()
        if field.kind in _TICKED:
            self._lay_ticks()
        elif field.kind in _DATES:
            self._lay_dates()
        elif field.kind in _NUMBERS:
            self._lay_numbers()
        else:
            self._lay_text()
        self._lay_foot()

    @property
    def wants_counts(self) -> bool:
        """Say whether it shows values with how often they stand."""
        return self._list is not None

    def open_at(self, corner: QPoint) -> None:
        """Show it beneath a heading, inside the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(min(corner.y(), max(room.top(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        first = self._search or self._contains or self._period or self._list
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_counts(self, counted: Sequence[Counted]) -> None:
        """Offer the values there are."""
        if self._list is None:
            return
        ticked = self._ticked_before()
        self._list.blockSignals(True)  # filling is not choosing
        self._list.clear()
        for each in counted:
            self._list.offer(f"{each.text}   {each.count}", each.value, ticked=each.value in ticked)
        self._list.blockSignals(False)
        rows = max(2, min(len(counted), _MOST_ROWS))
        self._list.setFixedHeight(rows * ROW + 4)
        if self._search is not None:
            self._search.setVisible(len(counted) >= _SEARCH_FROM)
        self.adjustSize()
        if self._list.count():
            self._list.setCurrentRow(0)
        if self._search is None or not self._search.isVisible():
            self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Enter as on Esc: everything is asked already."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    # Laying out --------------------------------------------------------------------------------

    def _lay_ticks(self) -> None:
        texts = self._context.texts
        self._search = QLineEdit()
        self._search.setPlaceholderText(texts("Find"))
        self._search.setAccessibleName(texts("Find"))
        self._search.textChanged.connect(self._on_searched)
        self._search.returnPressed.connect(self._tick_first)
        self._search.hide()
        self._list = CheckList(self._context.kit, texts("Values"))
        self._list.itemChanged.connect(self._on_ticked)
        self._column.addWidget(self._search)
        self._column.addWidget(self._list)

    def _lay_dates(self) -> None:
        texts = self._context.texts
        self._period = ChoiceBox()
        self._period.setAccessibleName(texts("Period"))
        self._period.addItem(texts("Any time"), "")
        for name, label in PERIODS.items():
            self._period.addItem(texts(label), name)
        held = self._held(Op.WITHIN)
        if held:
            self._period.setCurrentIndex(self._period.findData(held[0]))
        self._period.activated.connect(self._on_period)
        self._column.addWidget(self._period)
        low, high = self._between()
        fields = [day_editor(texts("From"), self._context), day_editor(texts("To"), self._context)]
        for field, value in zip(fields, (low, high), strict=True):
            field.set_value(value)
            field.set_prompt(field.name)
            field.committed.connect(self._on_bounds)
        self._bounds = fields
        self._column.addLayout(self._beside(*fields))

    def _lay_numbers(self) -> None:
        texts, kit = self._context.texts, self._context.kit
        fields = [WholeField(kit, texts("At least")), WholeField(kit, texts("At most"))]
        for field, value in zip(fields, self._between(), strict=True):
            money = self._field.kind is Kind.AMOUNT and isinstance(value, int)
            field.set_value(value // _CENTS if money and isinstance(value, int) else value)
            field.set_prompt(field.name)
            field.committed.connect(self._on_bounds)
        self._bounds = fields
        self._column.addLayout(self._beside(*fields))

    def _lay_text(self) -> None:
        texts = self._context.texts
        self._contains = QLineEdit()
        self._contains.setPlaceholderText(texts("Contains"))
        self._contains.setAccessibleName(texts("Contains"))
        held = self._held(Op.CONTAINS)
        self._contains.setText(str(held[0]) if held else "")
        self._contains.textEdited.connect(self._on_typed)
        self._contains.returnPressed.connect(self.close)
        self._column.addWidget(self._contains)

    def _lay_foot(self) -> None:
        texts, kit = self._context.texts, self._context.kit
        if self._list is None:
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            row.addWidget(button(kit, texts("Empty"), "quiet", clicked=self._on_empty))
            row.addWidget(button(kit, texts("Not empty"), "quiet", clicked=self._on_not_empty))
            row.addStretch(1)
            self._column.addLayout(row)
        self._column.addWidget(line())
        foot = QHBoxLayout()
        self._clear = button(kit, texts("Show all"), "quiet", clicked=self._on_clear)
        foot.addWidget(self._clear)
        foot.addStretch(1)
        self._column.addLayout(foot)

    @staticmethod
    def _beside(low: QWidget, high: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(low, 1)
        row.addWidget(words("–", "muted"))
        row.addWidget(high, 1)
        return row

    # Conditions --------------------------------------------------------------------------------

    def _held(self, op: Op) -> tuple[Value, ...]:
        return next((each.values for each in self._now if each.op is op), ())

    def _between(self) -> tuple[Value, Value]:
        held = (*self._held(Op.BETWEEN), None, None)
        return held[0], held[1]

    def _ticked_before(self) -> list[Value]:
        return list(self._held(Op.IS))

    def _say(self, *conditions: Condition) -> None:
        self._now = conditions
        self.changed.emit(conditions)

    def _about(self, op: Op, *values: Value) -> Condition:
        return Condition(self._field.key, op, values)

    @Slot()
    def _on_ticked(self) -> None:
        if self._list is None:
            return
        ticked: list[Any] = self._list.ticked()
        self._say(*([self._about(Op.IS, *ticked)] if ticked else []))

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        if self._list is not None:
            self._list.narrow(text)

    @Slot()
    def _tick_first(self) -> None:
        """Tick what the search left at the top: find, Enter, done."""
        if self._list is not None:
            self._list.tick_first()
        self.close()

    @Slot()
    def _on_period(self) -> None:
        name = self._period.currentData() if self._period is not None else ""
        for field in self._bounds:
            field.set_value(None)
        self._say(*([self._about(Op.WITHIN, name)] if name else []))

    @Slot()
    def _on_bounds(self) -> None:
        low, high = (self._bound(field.value()) for field in self._bounds)
        if self._period is not None:
            self._period.setCurrentIndex(0)
        given = low is not None or high is not None
        self._say(*([self._about(Op.BETWEEN, low, high)] if given else []))

    def _bound(self, value: Value) -> Value:
        money = self._field.kind is Kind.AMOUNT and isinstance(value, int)
        return value * _CENTS if money and isinstance(value, int) else value

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        wanted = text.strip()
        self._say(*([self._about(Op.CONTAINS, wanted)] if wanted else []))

    @Slot()
    def _on_empty(self) -> None:
        self._say(self._about(Op.EMPTY))
        self.close()

    @Slot()
    def _on_not_empty(self) -> None:
        self._say(self._about(Op.NOT_EMPTY))
        self.close()

    @Slot()
    def _on_clear(self) -> None:
        self._say()
        self.close()
