"""Another day by which a reply is asked for."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import day_editor
from coordinator_app.ui.theme import SPACE_L, SPACE_M
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, words


class ExtendDialog(QDialog):
    """Asks for a day.

    Args:
        context: Collaborators.
        parent: The window.
        day: The day asked for so far, ISO.

    Signals:
        chosen: The new day (datetime.date).
    """

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget, day: str) -> None:
        super().__init__(parent)
        texts, kit = context.texts, context.kit
        self._texts = texts
        self.setWindowTitle(texts("Give more time"))
        self.setMinimumWidth(340)
        self._day = day_editor(texts("Reply by"), context)
        self._day.set_value(day or None)
        self._issue = words("", "issue", wrap=True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(kit, texts("Cancel"), "quiet", clicked=self.reject))
        foot.addWidget(button(kit, texts("Give more time"), "primary", clicked=self._on_ok))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(FieldRow(texts("Reply by"), self._day))
        column.addWidget(self._issue)
        column.addLayout(foot)

    @Slot()
    def _on_ok(self) -> None:
        value = self._day.value() if self._day.commit() else None
        if not isinstance(value, str):
            self._issue.setText(self._texts("Give the day."))
            return
        self.accept()
        self.chosen.emit(dt.date.fromisoformat(value))
