"""One date, asked quickly: typed, or taken from the few that are meant most often."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import date_editor, day_editor
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, words

#: Days from today that are offered.
_SOON: Final = (
    (1, N_("Tomorrow")),
    (7, N_("In a week")),
    (14, N_("In two weeks")),
    (30, N_("In a month")),
)


class AskDateDialog(QDialog):
    """Asks for a date.

    Args:
        context: Collaborators.
        parent: What it lies over.
        title: Translated title, which is also the field's name.
        subject: What the date is for.
        value: The date now, "" for none.
        exact: A true day, rather than a date that may be partial.

    Signals:
        taken: The date, as it is stored.
    """

    taken = Signal(str)

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        title: str,
        subject: str,
        value: str = "",
        exact: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        texts = context.texts
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.editor = (day_editor if exact else date_editor)(title, context)
        self.editor.set_value(value or None)
        self._row = FieldRow(title, self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(words(subject, "heading", wrap=True))
        column.addWidget(self._row)
        column.addLayout(self._soon())
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(button(context.kit, texts("Cancel"), clicked=self.reject))
        take = button(context.kit, title, "primary", clicked=self._on_take)
        take.setDefault(True)
        row.addWidget(take)
        column.addLayout(row)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.line.selectAll()

    def _soon(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for days, text in _SOON:
            made = button(self._context.kit, self._context.texts(text), "chip")
            made.clicked.connect(partial(self._on_soon, days))
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _on_soon(self, days: int, _checked: bool = False) -> None:
        day = self._context.clock.today() + dt.timedelta(days=days)
        self._finish(day.isoformat())

    @Slot()
    def _on_take(self) -> None:
        if not self.editor.commit():
            return
        value = self.editor.value()
        if isinstance(value, str):
            self._finish(value)
        else:
            self._row.set_issue(self._context.texts("Fill this in."))

    def _finish(self, value: str) -> None:
        self.taken.emit(value)
        self.accept()
