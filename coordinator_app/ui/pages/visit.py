"""The page of a visit: meetings and their notes above, what was promised always in view beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.services import viewing
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.commitments import CommitmentGrid, Commitments
from coordinator_app.ui.pages.entry_body import EntryBody, Tab, TabSpec
from coordinator_app.ui.pages.entry_files import FilesTab
from coordinator_app.ui.pages.entry_forms import FormsTab
from coordinator_app.ui.pages.entry_page import EntryPage
from coordinator_app.ui.pages.entry_report import ReportTab
from coordinator_app.ui.pages.visit_meetings import MeetingsTab
from coordinator_app.ui.pages.visit_team import TeamTab
from coordinator_app.ui.widgets.splitter import Splitter

_FACTS: Final = ("country", "dates", "visit_type", "city")
_FINDINGS: Final = (
    ("findings", "needs", "good_practices"),
    ("#Substance", "themes", "obligations", "domains", "benefit", "objectives",
     "#Stage", "stage_before", "stage_after", "cleared_by_state_on"),
)  # fmt: skip
_FILES: Final = 3


class VisitBody(EntryBody):
    """A visit."""

    def __init__(self, context: Context) -> None:
        self.commitments = CommitmentGrid(context, "visit_meeting", N_("Meeting"))
        super().__init__(context, "visit", _FACTS)
        bind = context.actions.bind
        bind("visit.switch", self._on_switch, self)
        bind("visit.commitment", self._on_commitment, self)
        bind("visit.add_row", self.commitments.write_line, self)
        self.read.connect(self._on_view)
        self.commitments.opened.connect(context.shell.go_to)

    @property
    def meetings(self) -> MeetingsTab:
        """The first tab."""
        found = self.tab(0)
        if not isinstance(found, MeetingsTab):
            raise TypeError("the first tab of a visit holds its meetings")
        return found

    def leave(self) -> None:
        """Commit what is typed."""
        super().leave()
        self.commitments.commit()

    def _tabs(self) -> Sequence[TabSpec]:
        texts = self.texts
        return (
            TabSpec(texts("Meetings"), self._make_meetings),
            TabSpec(texts("Findings and needs"), self._make_findings),
            TabSpec(texts("Team and partners"), self._make_team),
            TabSpec(texts("Files"), self._make_files),
            TabSpec(texts("Report"), self._make_report),
        )

    def _lower(self) -> QWidget:
        return Commitments(self.context, self.texts("Commitments"), self.commitments)

    def _arrange(self, upper: QWidget, lower: QWidget | None) -> QWidget:
        """Give the upper part 55 of 100, and remember where the person moved the line."""
        splitter = Splitter(Qt.Orientation.Vertical, "visit", self.context.shell)
        splitter.addWidget(upper)
        if lower is not None:
            splitter.addWidget(lower)
        splitter.restore(5500, 4500)
        splitter.setStretchFactor(0, 55)
        splitter.setStretchFactor(1, 45)
        return splitter

    def _files_tab(self) -> int:
        return _FILES

    def _make_meetings(self) -> Tab:
        made = MeetingsTab(self.context)
        made.quoted.connect(self.commitments.quote)
        made.meeting_changed.connect(self.commitments.set_origin)
        return made

    def _make_findings(self) -> Tab:
        return FormsTab(self.context, self.binding, _FINDINGS)

    def _make_team(self) -> Tab:
        return TeamTab(self.context, self.binding)

    def _make_files(self) -> Tab:
        return FilesTab(self.context)

    def _make_report(self) -> Tab:
        return ReportTab(self.context, self.binding, self._on_print)

    @Slot(object)
    def _on_view(self, view: viewing.View) -> None:
        self.commitments.show_entry(view.record.id)

    @Slot()
    def _on_switch(self) -> None:
        """Go from the notes to the commitments, and back."""
        if self.commitments.isAncestorOf(QApplication.focusWidget() or self):
            self.go_to_tab(0, begin=False)
            self.meetings.notes.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.commitments.current_id():
            self.commitments.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.commitments.write_line()

    @Slot()
    def _on_commitment(self) -> None:
        """Turn the selected sentence of the notes into a commitment."""
        notes = self.meetings.notes
        if notes.isAncestorOf(QApplication.focusWidget() or self):
            sentence = notes.sentence()
            if sentence:
                self.meetings.quote(sentence)


class VisitPage(EntryPage):
    """A visit at a time."""

    type_key = "visit"

    def make_body(self) -> EntryBody:
        """Return the body of a visit."""
        return VisitBody(self.context)
