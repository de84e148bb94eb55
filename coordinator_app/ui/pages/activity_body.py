"""What the pages of visits, trainings and events have in common: commitments beneath the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.services import viewing
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.commitments import CommitmentGrid, Commitments
from coordinator_app.ui.pages.entry_body import EntryBody, Tab
from coordinator_app.ui.pages.entry_files import FilesTab
from coordinator_app.ui.pages.entry_report import ReportTab
from coordinator_app.ui.widgets.splitter import Splitter

_FILES: Final = 3
_WHOLE: Final = 10_000


class ActivityBody(EntryBody):
    """An activity: tabs above, commitments always in view beneath.

    Args:
        context: Collaborators.
        type_key: Record type.
        facts: Fields of the strip's second line.
        commitments: The grid of commitments.
        upper: Share of the upper part, of 100.
    """

    def __init__(
        self,
        context: Context,
        type_key: str,
        facts: Sequence[str],
        commitments: CommitmentGrid,
        upper: int = 55,
    ) -> None:
        self.commitments, self._upper = commitments, upper
        super().__init__(context, type_key, facts)
        bind = context.actions.bind
        bind("visit.switch", self._on_switch, self)
        bind("visit.commitment", self._on_commitment, self)
        bind("visit.add_row", commitments.write_line, self)
        self.read.connect(self._on_view)
        commitments.opened.connect(context.shell.go_to)

    def leave(self) -> None:
        """Commit what is typed."""
        super().leave()
        self.commitments.commit()

    def commit_sentence(self) -> None:
        """Make a commitment of what is chosen above; each kind of activity knows what that is."""

    def go_above(self) -> None:
        """Put the cursor where one works above the commitments."""
        self.tab(self.stack.currentIndex()).begin()

    # EntryBody -------------------------------------------------------------------------------

    def _lower(self) -> QWidget:
        return Commitments(self.context, self.texts("Commitments"), self.commitments)

    def _arrange(self, upper: QWidget, lower: QWidget | None) -> QWidget:
        """Share the height, and remember where the person moved the line."""
        splitter = Splitter(Qt.Orientation.Vertical, self.binding.type.key, self.context.shell)
        splitter.addWidget(upper)
        if lower is not None:
            splitter.addWidget(lower)
        share = _WHOLE * self._upper // 100
        splitter.restore(share, _WHOLE - share)
        splitter.setStretchFactor(0, self._upper)
        splitter.setStretchFactor(1, 100 - self._upper)
        return splitter

    def _files_tab(self) -> int:
        return _FILES

    def _make_files(self) -> Tab:
        return FilesTab(self.context)

    def _make_report(self, extra: Sequence[str] = ()) -> Tab:
        return ReportTab(self.context, self.binding, self._on_print, extra)

    @Slot(object)
    def _on_view(self, view: viewing.View) -> None:
        self.commitments.show_entry(view.record.id)

    @Slot()
    def _on_switch(self) -> None:
        """Go from above to the commitments, and back."""
        if self.commitments.isAncestorOf(QApplication.focusWidget() or self):
            self.go_above()
        elif self.commitments.current_id():
            self.commitments.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.commitments.write_line()

    @Slot()
    def _on_commitment(self) -> None:
        self.commit_sentence()
