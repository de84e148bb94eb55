"""The look inside a file before it is saved: what it holds, how sensitive, what was left out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from coordinator_app.domain.fields import SENSITIVITIES
from coordinator_app.services.exchange.dispatch import LeftOut, Preview, SheetPreview
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import styled, words

#: What is counted, by what is left out.
COUNTED: Final = {
    "entries": (N_("{n} entry"), N_("{n} entries")),
    "fields": (N_("{n} field"), N_("{n} fields")),
    "values": (N_("{n} value"), N_("{n} values")),
}


class LookInside(QWidget):
    """What is in a file that is about to be saved.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        texts = context.texts
        styled(self, "plain")
        self.personal = QCheckBox(texts("Include data about people (names, telephones, e-mail)"))
        self._to = words("", "muted", wrap=True)
        self.sensitivity = words("", "strong")
        self.people = words("", "strong")
        self.locked = words(texts("It opens with the password alone."), "muted")
        self.locked.hide()
        self._inside, self._left_out = QGridLayout(), QGridLayout()
        for grid in (self._inside, self._left_out):
            grid.setHorizontalSpacing(SPACE_M)
            grid.setVerticalSpacing(SPACE_XS)
        self._inside.setColumnStretch(0, 1)
        self._left_out.setColumnStretch(2, 1)
        inside = Card(texts("What is in it"))
        inside.add(self._inside)
        marks = Card()
        for each in (self.sensitivity, self.people, self.locked, self.personal):
            marks.add(each)
        self._out = Card(texts("What was left out"))
        self._out.add(self._left_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_S)
        for widget in (self._to, marks, inside, self._out):
            column.addWidget(widget)
        column.addStretch(1)

    def show_preview(self, preview: Preview, to: str) -> None:
        """Show what a file would hold.

        Args:
            to: Whom it is for, and by when.
        """
        texts = self._context.texts
        self._to.setText(to)
        self._to.setVisible(bool(to))
        levels = {choice.code: texts(choice.label) for choice in SENSITIVITIES}
        self.sensitivity.setText(
            texts("Most sensitive: {level}", level=levels[preview.sensitivity])
        )
        self.people.setText(
            texts("Data about people: yes")
            if preview.personal_data
            else texts("Data about people: no")
        )
        _clear(self._inside)
        for row, sheet in enumerate(preview.sheets):
            self._show_sheet(row, sheet)
        for row, (name, rows) in enumerate(preview.pages, len(preview.sheets)):
            self._inside.addWidget(words(name), row, 0)
            self._inside.addWidget(words(texts.n("{n} line", "{n} lines", rows)), row, 1)
        self.locked.setVisible(preview.password)
        _clear(self._left_out)
        for row, each in enumerate(preview.left_out):
            self._show_left_out(row, each)
        self._out.setVisible(bool(preview.left_out))

    def _show_sheet(self, row: int, sheet: SheetPreview) -> None:
        texts, record_type = self._context.texts, self._context.catalogue[sheet.type]
        labels = [texts(record_type.by_key[key].label) for key in sheet.fields]
        asked = texts.n("{n} field", "{n} fields", len(sheet.fields))
        if sheet.editable:
            asked += " · " + texts.n("{n} to fill in", "{n} to fill in", len(sheet.editable))
        fields = words(asked, "muted")
        fields.setToolTip(", ".join(labels))
        spare = texts.n("{n} blank row", "{n} blank rows", sheet.spare) if sheet.spare else ""
        cells = (
            words(sheet.name),
            words(texts.n("{n} entry", "{n} entries", sheet.rows)),
            words(spare, "muted"),
            fields,
        )
        for column, cell in enumerate(cells):
            self._inside.addWidget(cell, row, column)

    def _show_left_out(self, row: int, each: LeftOut) -> None:
        texts, catalogue = self._context.texts, self._context.catalogue
        one, many = COUNTED[each.what]
        why = words(texts(each.reason), "muted", wrap=True)
        top = Qt.AlignmentFlag.AlignTop
        self._left_out.addWidget(words(texts(catalogue[each.type].plural)), row, 0, top)
        self._left_out.addWidget(words(texts.n(one, many, each.count)), row, 1, top)
        self._left_out.addWidget(why, row, 2)


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
