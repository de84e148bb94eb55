"""A State on one page: who speaks for it, what is promised, everything that happened."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.services import contact_dates, naming, states
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.note import NoteDialog
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.pages.promises import Promises
from coordinator_app.ui.pages.state_header import StateHeader
from coordinator_app.ui.pages.state_side import StateSide
from coordinator_app.ui.pages.timeline import Timeline
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.kit import styled
from coordinator_app.ui.widgets.splitter import Splitter

_SIDE: Final = 300
#: So many letters jump to another State, if they follow one another within this time.
_LETTERS: Final = 3
_PAUSE_MS: Final = 1200

#: A State one can jump to: id, name, ISO code.
Place = tuple[str, str, str]


class StatePage(Page):
    """The page of one State.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._generation = Generation()
        self._state = ""
        self._stale = True
        self._shown: states.StatePage | None = None
        self._places: list[Place] = []
        self._letters = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._lay_out()
        bind = context.actions.bind
        bind("state.previous", self._on_previous, self)
        bind("state.next", self._on_next, self)
        bind("state.brief", self._on_brief, self)
        bind("state.send", self._on_send, self)

    def open(self, route: Route) -> None:
        """Show the State of a route, the first one of the region without any."""
        if route.record and route.record != self._state:
            self.side.commit()
            self._state, self._stale = route.record, True
        self._read()
        self.timeline.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change_set: ChangeSet) -> None:
        """Read again, now or when the page is next shown."""
        self._stale = True
        if self.isVisible():
            self._read()

    def leave(self) -> None:
        """Commit what is typed among the facts."""
        self.side.commit()

    def route(self) -> Route:
        """Return how to come back."""
        return Route("state", self._state)

    def toggle_pane(self) -> None:
        """Show or hide people and facts."""
        self.side.setVisible(self.side.isHidden())

    def new_here(self) -> None:
        """Begin a visit to this State."""
        self._on_asked("visit")

    @property
    def state(self) -> str:
        """Id of the State that is shown."""
        return self._state

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Jump to another State on three letters typed outside any field."""
        if not self._on_letter(event):
            super().keyPressEvent(event)

    # Inside -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.header = StateHeader(self.context)
        self.header.asked.connect(self._on_asked)
        self.header.step_asked.connect(self._step)
        self.header.contact_asked.connect(self.context.shell.go_to)
        self.side = StateSide(self.context)
        self.side.chosen.connect(self.context.shell.go_to)
        self.side.new_asked.connect(self._on_new)
        self.promises = Promises(self.context)
        self.promises.chosen.connect(self.context.shell.go_to)
        self.promises.new_asked.connect(self._on_new_promise)
        self.timeline = Timeline(self.context)
        self.timeline.chosen.connect(self._on_happening)
        middle = Splitter(Qt.Orientation.Vertical, "state/middle", self.context.shell)
        middle.addWidget(self.promises)
        middle.addWidget(self.timeline)
        middle.setStretchFactor(0, 4)
        middle.setStretchFactor(1, 6)
        middle.restore(400, 600)
        whole = Splitter(Qt.Orientation.Horizontal, "state", self.context.shell)
        whole.addWidget(self.side)
        right = QWidget()
        styled(right, "plain")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(middle)
        whole.addWidget(right)
        whole.setStretchFactor(0, 0)
        whole.setStretchFactor(1, 1)
        whole.restore(_SIDE, 1000 - _SIDE)
        self.side.setMinimumWidth(220)
        self.column.addWidget(self.header)
        self.column.addWidget(whole, 1)

    def _read(self) -> None:
        if self._stale:
            self._stale = False
            self.context.tasks.read(
                partial(_page, self._state, self.texts.lang),
                self._on_read,
                generation=self._generation.new(),
            )

    @Slot(object)
    def _on_read(self, found: tuple[states.StatePage | None, list[Place]]) -> None:
        page, self._places = found
        if page is None:
            return
        self._shown, self._state = page, page.overview.state.id
        self.header.show_state(page.overview)
        self.side.show_state(page)
        self.promises.show_state(page)
        self.timeline.show_state(page)

    def _go(self, state: str) -> None:
        if state != self._state:
            self.open(Route("state", state))

    def _step(self, by: int) -> None:
        ids = [state for state, _, _ in self._places]
        if self._state in ids:
            self._go(ids[(ids.index(self._state) + by) % len(ids)])

    def _on_letter(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        text = fold(event.text())
        if held or not text.isalpha():
            return False
        self._letters += event.text()
        self._pause.start()
        if len(self._letters) >= _LETTERS:
            self._jump(fold(self._letters))
        return True

    def _jump(self, typed: str) -> None:
        for state, name, code in self._places:
            words = (fold(name), *fold(name).split(), fold(code))
            if any(word.startswith(typed) for word in words):
                self._go(state)
                return

    @Slot()
    def _on_pause(self) -> None:
        self._letters = ""

    @Slot()
    def _on_previous(self) -> None:
        self._step(-1)

    @Slot()
    def _on_next(self) -> None:
        self._step(1)

    @Slot()
    def _on_brief(self) -> None:
        self._on_asked("brief")

    @Slot()
    def _on_send(self) -> None:
        self._on_asked("send")

    @Slot(str)
    def _on_asked(self, what: str) -> None:
        match what:
            case "note":
                NoteDialog(self.context, self.window(), {"countries": [self._state]}).open()
            case "visit":
                self._new("visit", {"country": self._state})
            case "send":
                self.context.shell.send(self._state)
            case "brief" if self._shown is not None:
                from coordinator_app.ui.dialogs.brief import (  # noqa: PLC0415  it brings printing
                    BriefDialog,
                )

                BriefDialog(self.context, self.window(), self._shown).open()

    @Slot(str)
    def _on_new(self, type_key: str) -> None:
        preset: dict[str, Value] = {"country": self._state, "countries": [self._state]}
        self._new(type_key, preset, go=type_key == "assistance_request")

    @Slot(str)
    def _on_new_promise(self, side: str) -> None:
        self._new("follow_up", {"countries": [self._state], "direction": side}, go=False)

    @Slot(str)
    def _on_happening(self, record_id: str) -> None:
        facts = self._shown.facts if self._shown is not None else ()
        if any(each.id == record_id for each in facts):
            self.side.setVisible(True)
            self.side.tabs.setCurrentIndex(1)
            self.side.facts.profile.open(record_id)
        else:
            self.context.shell.go_to(record_id)

    def _new(self, type_key: str, preset: dict[str, Value], *, go: bool = True) -> None:
        from coordinator_app.ui.dialogs.new_entry import NewEntryDialog  # noqa: PLC0415  when asked for

        NewEntryDialog(self.context, self.window(), type_key, preset, go=go).open()


def _page(state: str, lang: str, reading: Reading) -> tuple[states.StatePage | None, list[Place]]:
    region = contact_dates.in_my_region(reading)
    places = [
        (each.id, naming.name(each, lang), each.text("code"))
        for each in sorted(
            region, key=lambda each: (not each.get("un_member"), fold(naming.name(each, lang)))
        )
    ]
    wanted = state or (places[0][0] if places else "")
    return states.state_page(reading, wanted, lang), places
