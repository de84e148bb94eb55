"""What can be done with a line of Home, each by one key, and each undone again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.fields import Value
from coordinator_app.services import editing
from coordinator_app.services.home import Task
from coordinator_app.services.session import Session
from coordinator_app.texts import N_
from coordinator_app.ui.action_table import ACTIONS
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs import next_status
from coordinator_app.ui.dialogs.ask_date import AskDateDialog
from coordinator_app.ui.dialogs.note import NoteDialog
from coordinator_app.ui.pages.lines import LinesView
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import button, styled, words

#: The field that holds the date of each kind of line, and whether it is a true day.
_DATES: Final = {
    "follow_up": ("due_on", False),
    "file": ("due_back", True),
    "report": ("report_due_on", True),
    "request": ("next_check_on", True),
}
_CAP, _HEIGHT = 20, 36
_SPECS: Final = {spec.id: spec for spec in ACTIONS}


class TaskActions(QWidget):
    """The foot of the list: what can be done with its current line, and by which key.

    Args:
        context: Collaborators.
        view: The list; its lines stand for Tasks.
        owner: The widget inside which the keys work.
    """

    def __init__(self, context: Context, view: LinesView, owner: QWidget) -> None:
        super().__init__()
        self._context, self._view = context, view
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_S, 3, SPACE_S, 3)
        self._row.setSpacing(2)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(_HEIGHT)
        self._caps: list[QLabel] = []
        self._buttons: list[QPushButton] = []
        for name, slot in (
            ("home.open", self.open_current),
            ("home.done", self._on_done),
            ("home.date", self._on_date),
            ("home.note", self._on_note),
            ("home.reminder", self._on_reminder),
        ):
            context.actions.bind(name, slot, owner)
            self._offer(name, slot)
        self._later = words("", "hint")
        self._later.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rest = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        rest.setRetainSizeWhenHidden(True)
        self._later.setSizePolicy(rest)
        self._row.addWidget(self._later, 1)

    def show_later(self, text: str) -> None:
        """Say at the right what is not in the list yet."""
        self._later.setText(text)
        self._share_room()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(self._row.sizeHint().width(), _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Leave out the keys where there is little room; tool tips tell them too."""
        caps = sum(cap.sizeHint().width() + SPACE_XS for cap in self._caps)
        buttons = sum(made.sizeHint().width() + SPACE_XS for made in self._buttons)
        shown = self.width() >= caps + buttons + 4 * SPACE_S
        for cap in self._caps:
            cap.setVisible(shown)
        later = self._later.sizeHint().width() + len(self._buttons) * SPACE_S + 4 * SPACE_S
        taken = buttons + (caps if shown else 0)
        self._later.setVisible(bool(self._later.text()) and self.width() >= taken + later)

    def _offer(self, name: str, slot: Callable[[], object]) -> None:
        spec = _SPECS[name]
        text = self._context.texts(spec.text)
        made = button(self._context.kit, text, "quiet", icon=spec.icon, clicked=slot)
        made.setObjectName(name)
        made.setEnabled(not (spec.needs and self._context.file.read_only))
        key = spec.sequences()[0].toString(QKeySequence.SequenceFormat.NativeText)
        cap = words("↵" if spec.key == "Return" else key)
        made.setToolTip(f"{text} ({key})")
        styled(cap, "key")
        cap.setFixedHeight(_CAP)
        self._row.addWidget(made)
        self._row.addWidget(cap)
        self._caps.append(cap)
        self._buttons.append(made)
        self._row.addSpacing(SPACE_XS)

    def _task(self) -> Task | None:
        found = self._view.current_line()
        return found.data if found is not None else None

    @Slot()
    def open_current(self) -> None:
        """Go to the entry of the current line, or open and close a group."""
        task = self._task()
        if task is None:
            self._view.toggle_current()
        elif task.kind == "reply":
            self._context.shell.go(Route("review", task.record.id))
        else:
            self._context.shell.go_to(task.record.id)

    @Slot()
    def _on_done(self) -> None:
        task = self._task()
        if task is None:
            return
        today = self._context.clock.today().isoformat()
        match task.kind:
            case "follow_up":
                self._write(task, {"status": "DONE", "done_on": today}, N_("Done: {title}"))
            case "file":
                self._write(task, {"status": "LAPSED"}, N_("Closed without reply: {title}"))
            case "report":
                next_status.take(self._context, task.record.id, "REPORTED", self.window())
            case _:
                self.open_current()

    @Slot()
    def _on_date(self) -> None:
        task = self._task()
        if task is None or task.kind not in _DATES:
            return self._check_first(task)
        key, exact = _DATES[task.kind]
        self._ask(task, key, N_("New date"), N_("New date: {title}"), exact=exact)
        return None

    @Slot()
    def _on_reminder(self) -> None:
        task = self._task()
        if task is None or task.kind == "reply":
            return self._check_first(task)
        if task.kind == "file":
            count = task.record.get("reminders")
            values: dict[str, Value] = {
                "reminded_on": self._context.clock.today().isoformat(),
                "reminders": (count if isinstance(count, int) else 0) + 1,
            }
            self._write(task, values, N_("Reminded: {title}"))
        elif task.kind in ("report", "request"):
            self._on_date()
        else:
            self._ask(task, "next_contact_on", N_("Remind me on"), N_("Reminder: {title}"))
        return None

    @Slot()
    def _on_note(self) -> None:
        task = self._task()
        if task is None:
            return
        record = task.record
        person = record.get("owner") or record.get("recipient")
        preset: dict[str, Value] = {
            "countries": list(record.ids("countries") or record.ids("country")),
            "about": record.id,
        }
        if isinstance(person, dict):
            preset["person"] = person
        NoteDialog(self._context, self.window(), preset).open()

    def _check_first(self, task: Task | None) -> None:
        if task is not None:
            self._context.shell.say(self._context.texts("Check the reply first."))

    def _ask(self, task: Task, key: str, title: str, label: str, *, exact: bool = True) -> None:
        dialog = AskDateDialog(
            self._context,
            self.window(),
            title=self._context.texts(title),
            subject=task.what,
            value=task.record.text(key),
            exact=exact,
        )
        dialog.taken.connect(partial(self._on_date_taken, task, key, label))
        dialog.open()

    def _on_date_taken(self, task: Task, key: str, label: str, value: str) -> None:
        self._write(task, {key: value}, label)

    def _write(self, task: Task, values: Mapping[str, Value], label: str) -> None:
        said = self._context.texts(label, title=task.what)
        self._context.tasks.write(
            partial(_update, task.record.id, values, label), partial(self._on_written, said)
        )

    def _on_written(self, said: str, change_set: ChangeSet) -> None:
        self._context.shell.say_undoable(said, change_set.operation)


def _update(record_id: str, values: Mapping[str, Value], label: str, session: Session) -> ChangeSet:
    return editing.update(session, record_id, values, label=label)
