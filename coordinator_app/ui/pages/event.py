"""The page of an event: delegations, agenda and outcomes; an outcome becomes a commitment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coordinator_app.services import commitments
from coordinator_app.services.session import Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.activity_body import ActivityBody
from coordinator_app.ui.pages.commitments import CommitmentGrid
from coordinator_app.ui.pages.entry_body import EntryBody, Tab, TabSpec
from coordinator_app.ui.pages.entry_grids import GridsTab, GridTab
from coordinator_app.ui.pages.entry_page import EntryPage
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import button, words

_FACTS: Final = ("countries", "dates", "event_type", "city")
_EXTRA: Final = (
    "#Taking part", "participants", "countries_count", "women", "men", "institutions_count",
    "#Substance", "mandates", "objectives", "benefit", "themes", "obligations", "domains",
    "#Arrangements", "venue", "host_country", "start_time",
)  # fmt: skip
#: So that the titles of sections are collected with the other texts.
_SECTIONS: Final = (N_("Taking part"), N_("Substance"), N_("Arrangements"))
_OUTCOMES: Final = 2
_UPPER: Final = 58


class OutcomesTab(GridsTab):
    """The outcomes of an event, each of which can become a commitment.

    Args:
        context: Collaborators.

    Signals:
        chosen: Id of an outcome that is to become a commitment.
        listed: Id and name of each outcome.
    """

    chosen = Signal(str)
    listed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        texts = context.texts
        self.grid = ChildGrid(
            context,
            "outcome",
            ("outcome_type", "text", "who", "addressed_to", "number"),
            key="event/outcomes",
            order=("number",),
            prompt=texts("New outcome"),
        )
        self.hold(self.grid)
        self._make = button(
            context.kit, texts("Make it a commitment"), icon="follow_up", clicked=self.choose
        )
        self._make.setToolTip(texts("Ctrl+Enter"))
        self._make.setEnabled(False)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        hint = texts("Interest expressed is no commitment until somebody says so.")
        head.addWidget(words(hint, "hint"), 1)
        head.addWidget(self._make)
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        self.row.addLayout(column)
        self.grid.selected.connect(self._on_selected)
        self.grid.counted.connect(self._on_counted)

    @Slot()
    def choose(self) -> None:
        """Say that the current outcome is to become a commitment."""
        if self.grid.current_id():
            self.chosen.emit(self.grid.current_id())

    @Slot(str)
    def _on_selected(self, outcome: str) -> None:
        self._make.setEnabled(bool(outcome) and not self._context.file.read_only)

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        model = self.grid.model
        column = model.column_of("text")
        names = [model.text_at(at, column)[:60] for at in range(count)]
        self.listed.emit(list(zip(self.grid.ids(), names, strict=True)))


class EventBody(ActivityBody):
    """An event."""

    def __init__(self, context: Context) -> None:
        grid = CommitmentGrid(context, "outcome", N_("Outcome"))
        super().__init__(context, "event", _FACTS, grid, _UPPER)

    def commit_sentence(self) -> None:
        """Make the current outcome a commitment."""
        if self.stack.currentIndex() == _OUTCOMES:
            tab = self.tab(_OUTCOMES)
            if isinstance(tab, OutcomesTab):
                tab.choose()

    def _tabs(self) -> Sequence[TabSpec]:
        texts = self.texts
        return (
            TabSpec(texts("Delegations"), self._make_delegations),
            TabSpec(texts("Agenda"), self._make_agenda),
            TabSpec(texts("Outcomes"), self._make_outcomes),
            TabSpec(texts("Files"), self._make_files),
            TabSpec(texts("Report"), self._make_whole_report),
        )

    def _make_delegations(self) -> Tab:
        texts = self.texts
        made = GridsTab(self.context)
        delegations = ChildGrid(self.context, "delegation", prompt=texts("Type a delegation"))
        partners = ChildGrid(
            self.context, "activity_partner", ("party", "role"), prompt=texts("Type a partner")
        )
        made.row.addWidget(made.titled(delegations, texts("Delegations")), 2)
        made.row.addWidget(made.titled(partners, texts("Partners")), 1)
        return made

    def _make_agenda(self) -> Tab:
        grid = ChildGrid(
            self.context,
            "agenda_item",
            ("held_on", "starts", "title", "speakers", "number"),
            order=("held_on", "starts", "number"),
            prompt=self.texts("New item"),
        )
        return GridTab(self.context, grid)

    def _make_outcomes(self) -> Tab:
        made = OutcomesTab(self.context)
        made.chosen.connect(self._on_chosen)
        made.listed.connect(self.commitments.offer_rows)
        return made

    def _make_whole_report(self) -> Tab:
        return self._make_report(_EXTRA)

    @Slot(str)
    def _on_chosen(self, outcome: str) -> None:
        self.context.tasks.write(partial(_commitment, outcome), self._on_made)

    @Slot(str)
    def _on_made(self, follow_up: str) -> None:
        self.commitments.select(follow_up)
        self.context.shell.say(self.texts("Commitment added · F6 goes to it"))


class EventPage(EntryPage):
    """An event at a time."""

    type_key = "event"

    def make_body(self) -> EntryBody:
        """Return the body of an event."""
        return EventBody(self.context)


def _commitment(outcome: str, session: Session) -> str:
    return commitments.of_outcome(session, outcome)
