"""The page of a visit: meetings and their notes above, what was promised always in view beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.activity_body import ActivityBody
from coordinator_app.ui.pages.commitments import CommitmentGrid
from coordinator_app.ui.pages.entry_body import EntryBody, Tab, TabSpec
from coordinator_app.ui.pages.entry_forms import FormsTab
from coordinator_app.ui.pages.entry_page import EntryPage
from coordinator_app.ui.pages.visit_meetings import MeetingsTab
from coordinator_app.ui.pages.visit_team import TeamTab

_FACTS: Final = ("country", "dates", "visit_type", "city")
_FINDINGS: Final = (
    ("findings", "needs", "good_practices"),
    ("#Substance", "themes", "obligations", "domains", "benefit", "objectives",
     "#Stage", "stage_before", "stage_after", "cleared_by_state_on"),
)  # fmt: skip
_EXTRA: Final = (
    "#Arrangements", "venue", "start_time", "invitation_status", "invitation_ref", "invited_on",
    "host_country", "#Taking part", "participants", "institutions_count", "women", "men",
    "countries_count",
)  # fmt: skip
#: So that the titles of sections are collected with the other texts.
_SECTIONS: Final = (N_("Substance"), N_("Stage"), N_("Arrangements"), N_("Taking part"))


class VisitBody(ActivityBody):
    """A visit."""

    def __init__(self, context: Context) -> None:
        grid = CommitmentGrid(context, "visit_meeting", N_("Meeting"))
        super().__init__(context, "visit", _FACTS, grid)

    @property
    def meetings(self) -> MeetingsTab:
        """The first tab."""
        found = self.tab(0)
        if not isinstance(found, MeetingsTab):
            raise TypeError("the first tab of a visit holds its meetings")
        return found

    def commit_sentence(self) -> None:
        """Turn the selected sentence of the notes into a commitment."""
        notes = self.meetings.notes
        if notes.isAncestorOf(QApplication.focusWidget() or self):
            sentence = notes.sentence()
            if sentence:
                self.meetings.quote(sentence)

    def go_above(self) -> None:
        """Put the cursor into the notes."""
        self.go_to_tab(0, begin=False)
        self.meetings.notes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tabs(self) -> Sequence[TabSpec]:
        texts = self.texts
        return (
            TabSpec(texts("Meetings"), self._make_meetings),
            TabSpec(texts("Findings and needs"), self._make_findings),
            TabSpec(texts("Team and partners"), self._make_team),
            TabSpec(texts("Files"), self._make_files),
            TabSpec(texts("Report"), self._make_whole_report),
        )

    def _make_meetings(self) -> Tab:
        made = MeetingsTab(self.context)
        made.quoted.connect(self.commitments.quote)
        made.meeting_changed.connect(self.commitments.set_origin)
        made.listed.connect(self.commitments.offer_rows)
        return made

    def _make_findings(self) -> Tab:
        return FormsTab(self.context, self.binding, _FINDINGS)

    def _make_team(self) -> Tab:
        return TeamTab(self.context)

    def _make_whole_report(self) -> Tab:
        return self._make_report(_EXTRA)


class VisitPage(EntryPage):
    """A visit at a time."""

    type_key = "visit"

    def make_body(self) -> EntryBody:
        """Return the body of a visit."""
        return VisitBody(self.context)
