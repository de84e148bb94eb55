"""The two ways what is typed in a form reaches the workbook: into an entry, or into a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from coordinator_app.domain.changes import Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.services import drafting, editing
from coordinator_app.services.session import Session
from coordinator_app.ui.context import Context

_DRAFT_MS: Final = 700


class EntryWriter(QObject):
    """Writes fields of entries, one operation for each call.

    Signals:
        taken: Record id and values that are in the workbook now.
        forbidden: Record id, values, and the issues (list of Issue) that forbid them.
        refused: Record id, values, and why they cannot be values (UserError).
    """

    taken = Signal(str, object)
    forbidden = Signal(str, object, object)
    refused = Signal(str, object, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._on_way: Counter[str] = Counter()

    def write(self, record_id: str, values: Mapping[str, Value]) -> None:
        """Change fields of an entry."""
        self._on_way.update(values.keys())
        self._context.tasks.write(
            partial(_attempt, record_id, values),
            partial(self._on_answered, record_id, values),
            partial(self._on_refused, record_id, values),
        )

    def busy(self, key: str) -> bool:
        """Say whether a value of a field is on its way."""
        return self._on_way[key] > 0

    def _arrived(self, values: Mapping[str, Value]) -> None:
        self._on_way.subtract(values.keys())
        self._on_way += Counter()  # drops what is back at nought

    def _on_answered(
        self, record_id: str, values: Mapping[str, Value], issues: Sequence[Issue]
    ) -> None:
        self._arrived(values)
        if issues:
            self.forbidden.emit(record_id, values, issues)
        else:
            self.taken.emit(record_id, values)

    def _on_refused(self, record_id: str, values: Mapping[str, Value], error: UserError) -> None:
        self._arrived(values)
        self.refused.emit(record_id, values, error)


class DraftWriter(QObject):
    """Keeps what is typed into an entry that cannot exist yet, and records it when it can.

    Args:
        context: Collaborators.
        type_key: Record type.
        held: Gives what is typed so far.

    Signals:
        recorded: The entry (Record) it has become.
    """

    recorded = Signal(object)

    def __init__(
        self,
        context: Context,
        type_key: str,
        held: Callable[[], Mapping[str, Value]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._type_key, self._held = context, type_key, held
        self._name = ""
        self._open = self._recording = False
        self._count = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DRAFT_MS)
        self._pause.timeout.connect(self.keep)

    @property
    def recording(self) -> bool:
        """The entry is on its way into the workbook."""
        return self._recording

    def begin(self, name: str) -> None:
        """Begin a draft kept under a name; "" keeps none."""
        self.leave()
        self._name, self._open = name, True

    def leave(self) -> None:
        """Show something else; what is being recorded is recorded, and nothing follows it."""
        self._pause.stop()
        self._open = self._recording = False
        self._count += 1

    @Slot()
    def typed(self) -> None:
        """Keep the draft when typing pauses."""
        if self._open:
            self._pause.start()

    def flush(self) -> None:
        """Keep what was typed since the last pause; called when the page is left."""
        if self._pause.isActive():
            self.keep()

    @Slot()
    def keep(self) -> None:
        """Keep the draft as it is now."""
        self._pause.stop()
        if self._open and self._name:
            keep = partial(_keep, self._name, self._type_key, dict(self._held()))
            with suppress(RuntimeError):  # the file was closed meanwhile, and the draft with it
                self._context.tasks.write(keep)

    def record(self) -> None:
        """Record the entry that the draft has become; twice asked is once done."""
        if not self._open:
            return
        self._open, self._recording = False, True
        self._pause.stop()
        self._context.tasks.write(
            partial(_record, self._name, self._type_key, dict(self._held())),
            partial(self._on_recorded, self._count),
            partial(self._on_failed, self._count),
        )

    def throw_away(self) -> None:
        """Forget the draft."""
        self._open = False
        self._pause.stop()
        if self._name:
            self._context.tasks.write(partial(_forget, self._name))

    def _on_recorded(self, count: int, record: Record) -> None:
        if count == self._count:
            self._recording = False
            self.recorded.emit(record)

    def _on_failed(self, count: int, error: UserError) -> None:
        if count == self._count:
            self._open, self._recording = True, False
        self._context.shell.explain(error)


def _attempt(record_id: str, values: Mapping[str, Value], session: Session) -> Sequence[Issue]:
    """Change fields, or return what forbids it."""
    found = editing.problems(session, Update(record_id, dict(values)))
    if not found:
        editing.update(session, record_id, values)
    return found


def _keep(draft: str, type_key: str, values: Mapping[str, Value], session: Session) -> None:
    drafting.keep(session, draft, type_key, values)


def _forget(draft: str, session: Session) -> None:
    drafting.forget(session, draft)


def _record(draft: str, type_key: str, values: Mapping[str, Value], session: Session) -> Record:
    return drafting.record(session, draft, type_key, values)
