"""Home: what needs me at the left, what comes and who was not heard of at the right."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services import home
from coordinator_app.services.home import When
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.home_list import GROUPS, TaskList
from coordinator_app.ui.pages.home_side import HomeSide
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.tasks import Generation, Job
from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.kit import button
from coordinator_app.ui.widgets.page_header import PageHeader
from coordinator_app.ui.widgets.splitter import Splitter

_KEYS: Final = {
    When.LATE: "home.late",
    When.WEEK: "home.week",
    When.FORTNIGHT: "home.fortnight",
    When.WAITING: "home.waiting",
}
_LEFT, _RIGHT = 62, 38
_CHIPS: Final = 26


class HomePage(Page):
    """The page one begins with.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._generation = Generation()
        self._stale = True
        self._reading: Job | None = None
        self.groups = Chips(self.kit, self.texts("Groups"), several=False)
        self.groups.setFixedHeight(_CHIPS)
        self.groups.selection_changed.connect(self._on_groups_changed)
        self.list = TaskList(context)
        self.list.begun.connect(self._on_begun)
        self.side = HomeSide(context)
        self._header = PageHeader(self.texts("Home"))
        self._header.add_filter(self.groups)
        note = button(self.kit, self.texts("Note"), "primary", icon="note", tip="Ctrl+L")
        note.clicked.connect(context.actions.action("new.note").trigger)
        note.setEnabled(not context.file.read_only)
        self._header.set_main(note)
        self.column.addWidget(self._header)
        self._splitter = Splitter(Qt.Orientation.Horizontal, "home", context.shell)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(0, _LEFT)
        self._splitter.setStretchFactor(1, _RIGHT)
        self._splitter.restore(_LEFT * 10, _RIGHT * 10)
        self.column.addWidget(self._splitter, 1)
        for when, name in _KEYS.items():
            context.actions.bind(name, partial(self._toggle, when), self)

    def open(self, route: Route) -> None:
        """Read what has changed since, and put the cursor into the list."""
        self._read()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change_set: ChangeSet) -> None:
        """Read again, now or when the page is next shown."""
        self._stale = True
        if self.isVisible():
            self._read()

    def leave(self) -> None:
        """Stop reading: the page that is gone to is not to wait for this one."""
        if self._reading is not None:
            self.context.tasks.cancel(self._reading)
            self._reading, self._stale = None, True

    def route(self) -> Route:
        """Return how to come back."""
        return Route("home")

    def new_here(self) -> None:
        """Begin a follow-up."""
        self.context.actions.action("new.follow_up").trigger()

    def toggle_pane(self) -> None:
        """Show or hide the right part."""
        self.side.setVisible(self.side.isHidden())

    def _read(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self._reading = self.context.tasks.read(
            partial(_read_home, self.texts.lang), self._on_read, generation=self._generation.new()
        )

    @Slot(object)
    def _on_read(self, found: home.Home) -> None:
        self._reading = None
        self.list.show_home(found)
        self.side.show_home(found)
        counts = self.list.counts()
        self.groups.set_chips(
            Chip(when.value, self.texts(label), counts[when])
            for when, label in GROUPS.items()
            if counts[when]
        )
        self._on_groups_changed()

    @Slot()
    def _on_groups_changed(self) -> None:
        chosen = self.groups.selected()
        self.list.show_only(When(chosen[0]) if chosen else None)

    def _toggle(self, when: When) -> None:
        if not self.list.counts()[when]:
            self.context.shell.say(
                self.texts("Nothing in “{group}”.", group=self.texts(GROUPS[when]))
            )
            return
        self.groups.select([] if self.groups.selected() == [when.value] else [when.value])
        self._on_groups_changed()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_begun(self) -> None:
        self.context.actions.action("new.visit").trigger()


def _read_home(lang: str, reading: Reading) -> home.Home:
    return home.home(reading, lang)
