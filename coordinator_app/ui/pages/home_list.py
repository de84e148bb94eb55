"""What needs me: one list, each line of which is dealt with by one key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain import edtf
from coordinator_app.services.home import Home, Task, When
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.brevity import short_names, without_year
from coordinator_app.ui.pages.home_actions import TaskActions
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import button, line, words

#: Groups of the list and what they are called.
GROUPS: Final[Mapping[When, str]] = {
    When.LATE: N_("Late"),
    When.WEEK: N_("This week"),
    When.FORTNIGHT: N_("Next 14 days"),
    When.WAITING: N_("Waiting on others"),
    When.UNDATED: N_("No date yet"),
}
_COLUMNS: Final = (
    Column("due", 96, label=N_("Due"), look="due", spare=True),
    Column("state", 92, 1, label=N_("State")),
    Column("what", 176, 4, label=N_("What")),
    Column("whom", 100, 2, label=N_("With whom")),
    Column("next", 108, 2, label=N_("Next step"), spare=True),
    Column("news", 108, 2, label=N_("Last news"), look="muted", spare=True),
)
#: Room for the current line in full, and the height below which the list has it.
_DETAILS: Final = 76
_LOW: Final = 400
_ICONS: Final = {
    "follow_up": "",
    "reply": "receive",
    "file": "send",
    "report": "reports",
    "request": "assistance_request",
}


class TaskList(Card):
    """The list, and what can be done with its current line.

    Args:
        context: Collaborators.

    Signals:
        begun: The person begins their first entry.
    """

    begun = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(flush=True)
        self._context = context
        self._tasks: tuple[Task, ...] = ()
        self._only: When | None = None
        texts, kit = context.texts, context.kit
        self.view = LinesView(kit, texts("What needs me"), _COLUMNS)
        self._first = button(kit, texts("Record the first visit"), "primary", icon="add")
        self._first.clicked.connect(self.begun)
        self.list = LineList(
            kit, self.view, EmptyState(kit, "ok", texts("Nothing waits for you."), self._first)
        )
        self.add(self.list, 1)
        self.add(line())
        self._whole = words("", "strong", wrap=True)
        self._rest = words("", "hint", wrap=True)
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(2)
        column.addWidget(self._whole)
        column.addWidget(self._rest)
        column.addStretch(1)
        self._details.setFixedHeight(_DETAILS)
        self.add(self._details)
        self.add(line())
        self.actions_ = TaskActions(context, self.view, self.list)
        self.add(self.actions_)
        self.body.setSpacing(0)
        self.view.chosen.connect(self.actions_.open_current)
        self.view.current_changed.connect(self._on_current_changed)

    def show_home(self, home: Home) -> None:
        """Show what was read."""
        texts = self._context.texts
        self._tasks = home.tasks
        new = not home.entries
        self.list.empty.set_sentence(
            texts("Nothing is recorded yet. Begin with a visit, or press Ctrl+L for a note.")
            if new
            else texts("Nothing waits for you.")
        )
        self._first.setVisible(new and not self._context.file.read_only)
        self.actions_.show_later(
            texts.n("{n} more is due later", "{n} more are due later", home.later)
            if home.later
            else ""
        )
        self.actions_.setVisible(bool(home.tasks))
        self._share_room()
        self._show()

    def show_only(self, when: When | None) -> None:
        """Show one group, or all of them."""
        self._only = when
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the list where there is little."""
        super().resizeEvent(event)
        self._share_room()

    def counts(self) -> dict[When, int]:
        """Return how many lines each group has."""
        return {when: sum(task.when is when for task in self._tasks) for when in GROUPS}

    def current(self) -> Task | None:
        """Return the line the cursor is on."""
        found = self.view.current_line()
        return found.data if found is not None else None

    def _share_room(self) -> None:
        self._details.setVisible(bool(self._tasks) and self.height() > _LOW)

    def _show(self) -> None:
        texts = self._context.texts
        shown = [task for task in self._tasks if self._only in (None, task.when)]
        self.list.show_lines(
            [self._line(task) for task in shown],
            [(when.value, texts(label)) for when, label in GROUPS.items()],
        )

    def _line(self, task: Task) -> Line:
        states = short_names(task.states)
        return Line(
            task.record.id,
            (
                without_year(task.due_text, self._context.clock.today()),
                states,
                self._what(task),
                task.party,
                self._next(task),
                self._news(task),
            ),
            task,
            task.when.value,
            {2: _ICONS[task.kind]},
            {0: "danger"} if task.when is When.LATE else {},
            (
                task.due.isoformat() if task.due else "~",
                states,
                task.what,
                task.party,
                task.next_step,
                task.news_on,
            ),
        )

    def _what(self, task: Task) -> str:
        match task.kind:
            case "reply":
                return self._context.texts("Reply to check: {title}", title=task.what)
            case "file":
                return self._context.texts("File not back: {title}", title=task.what)
            case "report":
                return self._context.texts("Report due: {title}", title=task.what)
            case "request":
                return self._context.texts("Ask about the request: {title}", title=task.what)
            case _:
                return task.what

    def _next(self, task: Task) -> str:
        if task.contact_on is None:
            return task.next_step
        day = self._day(task.contact_on.isoformat())
        return f"{day}: {task.next_step}" if task.next_step else day

    def _news(self, task: Task) -> str:
        if task.kind == "file" and task.news_on:
            reminded = bool(task.record.get("reminded_on"))
            pattern = N_("Reminded on {day}") if reminded else N_("Sent on {day}")
            return self._context.texts(pattern, day=self._day(task.news_on))
        return f"{self._day(task.news_on)}: {task.last_news}" if task.news_on else task.last_news

    def _day(self, iso: str) -> str:
        shown = edtf.display_day(iso, self._context.texts.lang)
        return without_year(shown, self._context.clock.today())

    @Slot()
    def _on_current_changed(self) -> None:
        task, texts = self.current(), self._context.texts
        self._whole.setText(self._what(task) if task else "")
        parts = []
        if task is not None:
            parts = [
                " · ".join(task.states),
                texts("With {party}", party=task.party) if task.party else "",
                texts("Next: {step}", step=self._next(task)) if self._next(task) else "",
                self._news(task),
            ]
        self._rest.setText("  ·  ".join(part for part in parts if part))
