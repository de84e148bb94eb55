"""The two lines at the head of an entry: what it is called, and its main facts, editable in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.fields import Kind
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms import filling
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.cut_label import CutLabel
from coordinator_app.ui.forms.folded_field import FoldedField
from coordinator_app.ui.forms.incomplete import IncompleteMark
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import words
from coordinator_app.ui.widgets.text_field import LineEditor

#: Of the status: as wide as its longest word asks for, within these; and the room of its arrow.
_STATUS_WIDTHS: Final = (150, 230)
_ARROW: Final = 54
#: From this width on the fields of the second line have labels; tool tips name them always.
_LABELLED_FROM: Final = 900
#: Shares of the second line by kind; the others share alike.
_SHARES: Final[Mapping[Kind, int]] = {
    Kind.CHOICE: 5,
    Kind.LINK: 6,
    Kind.PARTY: 6,
    Kind.LINKS: 4,
    Kind.EDTF: 4,
    Kind.DATE: 4,
}
_SHARE: Final = 3
#: Labels of the strip, where the place says the rest.
_SHORT: Final[Mapping[str, str]] = {
    "visit_type": N_("Type"),
    "training_type": N_("Type"),
    "event_type": N_("Type"),
    "requester": N_("Asked by"),
    "items": N_("Items"),
    "next_check_on": N_("Ask next"),
}


class EntryStrip(QWidget):
    """Title, reference, status, marks and tools; beneath them the main facts.

    Args:
        context: Collaborators.
        binding: The entry's editors.
        facts: Fields of the second line.
    """

    def __init__(self, context: Context, binding: Binding, facts: Sequence[str]) -> None:
        super().__init__()
        self._context, self._binding = context, binding
        self._reference = words("", "muted")
        self._reference.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reference.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.mark = IncompleteMark(context.kit)
        self._labels: list[QLabel] = []
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(self._first_line())
        if facts:
            column.addLayout(self._second_line(facts))
        self._slot = QVBoxLayout()
        self._slot.setSpacing(SPACE_XS)
        column.addLayout(self._slot)
        for row in self.findChildren(FieldRow):
            self._slot.addWidget(filling.issue_label(row))  # beneath: the columns are narrow
        binding.shown.connect(self._on_shown)
        binding.issues_changed.connect(self.mark.show_issues)
        binding.asked.connect(self._on_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the labels out where little room is left for what they name."""
        super().resizeEvent(event)
        for label in self._labels:
            label.setVisible(self.width() >= _LABELLED_FROM)

    @property
    def named(self) -> bool:
        """The title is made of other fields and only shown here."""
        return self._name is not None

    def add_tool(self, tool: QToolButton | QPushButton) -> None:
        """Put a button at the right end of the first line."""
        self._tools.addWidget(tool)

    def _first_line(self) -> QHBoxLayout:
        record_type = self._binding.type
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self._icon = QLabel()
        self._icon.setFixedWidth(22)
        self._context.kit.look.changed.connect(self._draw_icon)
        self._draw_icon()
        row.addWidget(self._icon)
        title = record_type.title[0]
        if record_type.by_key[title].kind is Kind.TEXT:
            row.addWidget(self._binding.row(title, look="title", bare=True), 1)
            self._name: CutLabel | None = None
        else:
            self._name = CutLabel("", "title")
            row.addWidget(self._name, 1)
        row.addWidget(self._reference)
        row.addWidget(self.mark)
        if record_type.life is not None:
            status = self._binding.row(record_type.life.field, bare=True)
            status.setFixedWidth(self._status_width(record_type))
            row.addWidget(status)
        row.addLayout(self._tools)
        return row

    def _status_width(self, record_type: RecordType) -> int:
        texts, measured = self._context.texts, self.fontMetrics()
        choices = record_type.by_key[record_type.life.field].choices if record_type.life else ()
        widest = max(measured.horizontalAdvance(texts(each.label)) for each in choices)
        least, most = _STATUS_WIDTHS
        return min(most, max(least, widest + _ARROW))

    def _second_line(self, facts: Sequence[str]) -> QHBoxLayout:
        texts = self._context.texts
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for key in facts:
            field = self._binding.type.by_key[key]
            label = texts(_SHORT.get(key, field.label))
            width = filling.label_width(label)
            if field.kind is Kind.LINKS:
                made: QWidget = FoldedField(self._context, self._binding, key, label, width)
            else:
                row_made = self._binding.row(key, beside=width)
                row_made.set_label(label)
                editor = row_made.editor
                if isinstance(editor, LineEditor) and not editor.line.placeholderText():
                    editor.set_prompt(label)
                made = row_made
            made.setToolTip(label)
            direct = made.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
            self._labels += [each for each in direct if each.property("kind") == "label"]
            row.addWidget(made, _SHARES.get(field.kind, _SHARE), Qt.AlignmentFlag.AlignTop)
        return row

    @Slot()
    def _draw_icon(self) -> None:
        icons = self._context.kit.icons
        self._icon.setPixmap(icons.pixmap(self._binding.type.key, role="muted", size=18))

    @Slot(object)
    def _on_shown(self, record: Record) -> None:
        self._reference.setText(record.reference)
        self._reference.setVisible(bool(record.reference))
        if self._name is not None:
            self._name.show_text(record.title)
        else:
            self._binding.editor(self._binding.type.title[0]).setToolTip(record.title)

    @Slot(object)
    def _on_asked(self, panel: QFrame) -> None:
        self._slot.addWidget(panel)
