"""The next status of an entry: taken at once, or after asking for what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet, Update
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, naming
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.context import Context
from coordinator_app.ui.theme import SPACE_L, SPACE_M
from coordinator_app.ui.widgets.kit import words

#: Writes fields of an entry.
Write = Callable[[str, Mapping[str, Value]], None]


@dataclass(frozen=True)
class Step:
    """A wanted status, what stands in its way, and names of what the entry points at."""

    record: Record
    state: str
    issues: Sequence[Issue]
    names: Mapping[str, str]


def take(
    context: Context, record_id: str, state: str, parent: QWidget, write: Write | None = None
) -> None:
    """Give an entry another status, asking for what a guard needs.

    Args:
        write: Writes the fields; without it they are written as any edit.
    """
    taking = _Taking(context, parent, write or partial(_write, context))
    context.tasks.read(partial(_look, record_id, state, context.texts.lang), taking.on_read)


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
        asked = {issue.place.field for issue in step.issues}
        if life.field in asked or not asked <= set(record_type.by_key):
            self._context.shell.explain(step.issues[0].error(step.record.reference))
            return
        NextStatusDialog(self._context, step, self._write, self._parent.window()).open()


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
        self._step, self._write = step, write
        self.setWindowTitle(step.record.reference or step.record.title)
        # Few steps need anything: the forms are loaded for those that do.
        from coordinator_app.ui.forms.needed import NeededPanel  # noqa: PLC0415  loaded when a status first asks for more

        self.panel = NeededPanel(context, step.record, step.state, step.issues, step.names)
        self.panel.agreed.connect(self._on_agreed)
        self.panel.left.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(words(step.record.title, "heading", wrap=True))
        column.addWidget(self.panel)
        self.setFixedWidth(440)
        self.panel.begin()

    @Slot(object)
    def _on_agreed(self, values: Mapping[str, Value]) -> None:
        self._write(self._step.record.id, values)
        self.accept()


def _look(record_id: str, state: str, lang: str, reading: Reading) -> Step | None:
    record = reading.records.get(record_id)
    life = reading.catalogue[record.type].life if record is not None else None
    if record is None or life is None:
        return None
    issues = editing.problems(reading, Update(record_id, {life.field: state}))
    return Step(record, state, issues, naming.linked(reading, [record], lang))


def _write(context: Context, record_id: str, values: Mapping[str, Value]) -> None:
    context.tasks.write(partial(_update, record_id, values), None, context.shell.explain)


def _update(record_id: str, values: Mapping[str, Value], session: Session) -> ChangeSet:
    return editing.update(session, record_id, values)
