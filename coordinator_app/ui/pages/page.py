"""What every page of the window has in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.theme import SPACE_L, SPACE_M
from coordinator_app.ui.widgets.kit import styled


class Page(QWidget):
    """A page; built when first visited, told of every change, asked to commit when left.

    Subclasses lay themselves out in `self.column` and override what they need.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.kit = context.kit
        self.texts = context.texts
        styled(self, "page")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self.column.setSpacing(SPACE_M)
        context.changes.changed.connect(self._on_changed)

    def open(self, route: Route) -> None:
        """Show what a route asks for; called each time the page is gone to."""

    def refresh(self, change_set: ChangeSet) -> None:
        """Show what changed; called also while the page is hidden."""

    def leave(self) -> None:
        """Commit what is typed; called before another page is shown and before closing."""

    def new_here(self) -> None:
        """Make the entry that Ctrl+N means on this page."""

    def find_here(self) -> None:
        """Put the cursor into the page's own search field (Ctrl+F)."""

    def toggle_pane(self) -> None:
        """Show or hide the pane of details (F4)."""

    def take_focus(self) -> None:
        """Put the cursor where it was on this page, else on its first part that takes keys."""
        child: QWidget | None = self.focusWidget()
        if child is None or child is self:
            child = self.nextInFocusChain()
            while child is not None and child is not self and not _takes_keys(child, self):
                child = child.nextInFocusChain()
        (child or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def route(self) -> Route | None:
        """Return how to come back to what is shown now."""
        return None

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        self.refresh(change_set)


def _takes_keys(child: QWidget, page: Page) -> bool:
    tab = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and page.isAncestorOf(child) and child.isVisibleTo(page) and child.isEnabled()
