"""What a status needs, asked for where the status was chosen: no dialog, no lost choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from coordinator_app.domain import display
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms import filling
from coordinator_app.ui.forms.editors import editor_for
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.flow_layout import FlowLayout
from coordinator_app.ui.widgets.kit import button, styled, words
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.suggestions import Suggestions

#: Where one of several fields will do, all of them are offered.
_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "evidence": ("evidence", "evidence_waiver"),
    "report_text": ("summary", "report_text"),
    "countries": ("country", "countries"),
}
#: Days that are today unless the person says otherwise.
_TODAY: Final = ("done_on", "valid_to")
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NeededPanel(QFrame):
    """Fields without which an entry cannot take a status, and the step itself.

    Args:
        context: Collaborators.
        record: The entry as it is.
        state: The status wanted.
        issues: What stands in its way; each names a field.
        names: What the values of the entry point at.

    Signals:
        agreed: The status with the fields it needs, by key.
        left: The person leaves the status as it was.
    """

    agreed = Signal(object)
    left = Signal()

    def __init__(
        self,
        context: Context,
        record: Record,
        state: str,
        issues: Sequence[Issue],
        names: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        styled(self, "sunken")
        self._context, self._state = context, state
        self._type = context.catalogue[record.type]
        self._rows: dict[str, FieldRow] = {}
        texts = context.texts
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_S)
        said = " ".join(dict.fromkeys(each.sentence(texts) for each in issues))
        column.addWidget(words(said, wrap=True))
        # One below the other: the panel may lie in a pane that is no wider than one field.
        for key in self._asked(issues):
            column.addWidget(self._row(record, key, names))
        column.addLayout(self._buttons())

    def begin(self) -> None:
        """Put the cursor where something is to be typed."""
        empty = (row for row in self._rows.values() if row.editor.value() is None)
        first = next(empty, next(iter(self._rows.values())))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, key: str) -> FieldRow:
        """Return the line of a field that is asked for."""
        return self._rows[key]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the step with Enter; Esc leaves the status, and only that."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress and not self._offers():
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in _ENTER and not event.isAutoRepeat():
                self._on_agreed()
                return True
        return False

    def _offers(self) -> bool:
        """Say whether a list hangs open beneath a field, whose keys these are."""
        return any(each.isVisible() for each in self.findChildren(Suggestions))

    def _asked(self, issues: Sequence[Issue]) -> list[str]:
        keys = [
            key for issue in issues for key in _INSTEAD.get(issue.place.field, (issue.place.field,))
        ]
        return [key for key in dict.fromkeys(keys) if key in self._type.by_key]

    def _row(self, record: Record, key: str, names: Mapping[str, str]) -> FieldRow:
        field, texts = self._type.by_key[key], self._context.texts
        editor = editor_for(field, self._context)
        made = FieldRow(texts(field.label), editor, texts(field.hint))
        filling.name_links(editor, names)
        today = self._context.clock.today().isoformat()
        value = record.get(key)
        editor.set_value(value if value is not None or key not in _TODAY else today)
        for part in editor.findChildren(QWidget):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(editor, NoteField):
                part.installEventFilter(self)
        self._rows[key] = made
        return made

    def _buttons(self) -> FlowLayout:
        kit, texts = self._context.kit, self._context.texts
        life = self._type.life
        label = display.label(self._type.by_key[life.field], self._state, texts) if life else ""
        row = FlowLayout(spacing=SPACE_S)
        row.addWidget(
            button(kit, texts("Set to {status}", status=label), "primary", clicked=self._on_agreed)
        )
        row.addWidget(button(kit, texts("Leave it as it was"), "quiet", clicked=self.left.emit))
        return row

    @Slot()
    def _on_agreed(self) -> None:
        valid = [row.editor.commit() for row in self._rows.values()]  # each, also after a bad one
        if not all(valid):
            return
        values = {key: row.editor.value() for key, row in self._rows.items()}
        if all(value is None for value in values.values()):
            first = next(iter(self._rows.values()))
            first.set_issue(self._context.texts("Fill this in."))
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        life = self._type.life
        if life is not None:
            given: dict[str, Value] = {
                key: each for key, each in values.items() if each is not None
            }
            self.agreed.emit({life.field: self._state, **given})
