"""The page of a training: participants, programme and results, commitments beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.activity_body import ActivityBody
from coordinator_app.ui.pages.commitments import CommitmentGrid
from coordinator_app.ui.pages.entry_body import EntryBody, Tab, TabSpec
from coordinator_app.ui.pages.entry_grids import GridsTab
from coordinator_app.ui.pages.entry_page import EntryPage
from coordinator_app.ui.pages.training_roster import ResultsTab, RosterTab
from coordinator_app.ui.tables.child_grid import ChildGrid

_FACTS: Final = ("countries", "dates", "training_type", "city")
_EXTRA: Final = (
    "#Substance", "objectives", "benefit", "themes", "obligations", "domains", "curriculum",
    "#Arrangements", "venue", "host_country", "start_time", "level", "nomination_deadline",
    "interpretation", "selection_rule", "languages", "audience",
)  # fmt: skip
#: So that the titles of sections are collected with the other texts.
_SECTIONS: Final = (N_("Substance"), N_("Arrangements"))
_UPPER: Final = 62


class TrainingBody(ActivityBody):
    """A training."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "training", _FACTS, CommitmentGrid(context), _UPPER)

    def _tabs(self) -> Sequence[TabSpec]:
        texts = self.texts
        return (
            TabSpec(texts("Participants"), self._make_roster),
            TabSpec(texts("Programme"), self._make_programme),
            TabSpec(texts("Results"), self._make_results),
            TabSpec(texts("Files"), self._make_files),
            TabSpec(texts("Report"), self._make_whole_report),
        )

    def _make_roster(self) -> Tab:
        made = RosterTab(self.context)
        made.paste_asked.connect(self._on_paste_asked)
        return made

    def _make_programme(self) -> Tab:
        texts = self.texts
        made = GridsTab(self.context)
        sessions = ChildGrid(
            self.context,
            "training_session",
            ("held_on", "starts", "ends", "title", "trainers", "number"),
            order=("held_on", "starts", "number"),
            prompt=texts("New session"),
        )
        partners = ChildGrid(
            self.context, "activity_partner", ("party", "role"), prompt=texts("Type a partner")
        )
        made.row.addWidget(made.titled(sessions, texts("Sessions")), 2)
        made.row.addWidget(made.titled(partners, texts("Partners")), 1)
        return made

    def _make_results(self) -> Tab:
        return ResultsTab(self.context, self.binding)

    def _make_whole_report(self) -> Tab:
        return self._make_report(_EXTRA)

    def _on_paste_asked(self) -> None:
        """Paste a list of names, matched against the people on record."""
        from coordinator_app.ui.dialogs.roster import RosterDialog  # noqa: PLC0415  when asked for

        RosterDialog(self.context, self.window(), self.record_id).open()


class TrainingPage(EntryPage):
    """A training at a time."""

    type_key = "training"

    def make_body(self) -> EntryBody:
        """Return the body of a training."""
        return TrainingBody(self.context)
