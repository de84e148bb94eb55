"""The next status of an entry: taken at once, or after asking for what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain import display
from coordinator_app.domain.changes import ChangeSet, Update
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.services import editing
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import editor_for
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, words

#: Where one of several fields will do, all of them are offered.
_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {"evidence": ("evidence", "evidence_waiver")}
#: Days that are today unless the person says otherwise.
_TODAY: Final = ("done_on", "valid_to")

#: Writes fields of an entry.
Write = Callable[[str, Mapping[str, Value]], None]


@dataclass(frozen=True)
class Step:
    """A wanted status and what stands in its way."""

    record: Record
    state: str
    issues: Sequence[Issue]


def take(
    context: Context, record_id: str, state: str, parent: QWidget, write: Write | None = None
) -> None:
    """Give an entry another status, asking for what a guard needs.

    Args:
        write: Writes the fields; without it they are written as any edit.
    """
    step = _Taking(context, parent, write or partial(_write, context))
    context.tasks.read(partial(_look, record_id, state), step.on_read)


class _Taking:
    """One status on its way."""

    def __init__(self, context: Context, parent: QWidget, write: Write) -> None:
        self._context, self._parent, self._write = context, parent, write

    def on_read(self, step: Step | None) -> None:
        """Write, ask, or explain."""
        if step is None:
            return
        record_type = self._context.catalogue[step.record.type]
        life = record_type.life
        if life is None or step.record.get(life.field) == step.state:
            return
        if not step.issues:
            self._write(step.record.id, {life.field: step.state})
            return
        fields = [issue.place.field for issue in step.issues]
        if life.field in fields or not set(fields) <= set(record_type.by_key):
            self._context.shell.explain(step.issues[0].error(step.record.reference))
            return
        NextStatusDialog(self._context, step, self._write, self._parent).open()


class NextStatusDialog(QDialog):
    """Asks for what a status needs.

    Args:
        context: Collaborators.
        step: The status wanted, and what is missing.
        write: Writes the fields when the person agrees.
    """

    def __init__(
        self, context: Context, step: Step, write: Write, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._step, self._write = context, step, write
        self._type = context.catalogue[step.record.type]
        texts = context.texts
        self._life = self._type.life
        label = self._label()
        self.setWindowTitle(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        heading = words(f"{step.record.title} → {label}", "heading", wrap=True)
        column.addWidget(heading)
        self._rows: dict[str, FieldRow] = {}
        for key in self._asked():
            field = self._type.by_key[key]
            row = FieldRow(texts(field.label), editor_for(field, context), texts(field.hint))
            today = context.clock.today().isoformat()
            row.editor.set_value(step.record.get(key) or (today if key in _TODAY else None))
            self._rows[key] = row
            column.addWidget(row)
        self._say = words("", "issue", wrap=True)
        self._say.hide()
        column.addWidget(self._say)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch(1)
        buttons.addWidget(button(context.kit, texts("Cancel"), clicked=self.reject))
        self._ok = button(context.kit, label, "primary", clicked=self._on_ok)
        self._ok.setDefault(True)
        buttons.addWidget(self._ok)
        column.addLayout(buttons)
        self.setMinimumWidth(380)
        next(iter(self._rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, key: str) -> FieldRow:
        """Return the line of a field that is asked for."""
        return self._rows[key]

    def _label(self) -> str:
        if self._life is None:
            return ""
        field = self._type.by_key[self._life.field]
        return display.label(field, self._step.state, self._context.texts)

    def _asked(self) -> list[str]:
        keys = [
            key
            for issue in self._step.issues
            for key in _INSTEAD.get(issue.place.field, (issue.place.field,))
        ]
        return list(dict.fromkeys(keys))

    def _values(self) -> dict[str, Value]:
        values = {key: row.editor.value() for key, row in self._rows.items()}
        return {key: value for key, value in values.items() if value is not None}

    @Slot()
    def _on_ok(self) -> None:
        if not all(row.editor.commit() for row in self._rows.values()):
            return
        for key, row in self._rows.items():
            group = next((each for each in _INSTEAD.values() if key in each), (key,))
            given = any(self._rows[each].editor.value() is not None for each in group)
            row.set_issue("" if given else self._context.texts("Fill this in."))
            if not given:
                row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self._life is not None:
            self._write(
                self._step.record.id, {self._life.field: self._step.state, **self._values()}
            )
        self.accept()


def _look(record_id: str, state: str, reading: Reading) -> Step | None:
    record = reading.records.get(record_id)
    life = reading.catalogue[record.type].life if record is not None else None
    if record is None or life is None:
        return None
    return Step(record, state, editing.problems(reading, Update(record_id, {life.field: state})))


def _write(context: Context, record_id: str, values: Mapping[str, Value]) -> None:
    context.tasks.write(partial(_update, record_id, values), None, context.shell.explain)


def _update(record_id: str, values: Mapping[str, Value], session: Session) -> ChangeSet:
    return editing.update(session, record_id, values)
