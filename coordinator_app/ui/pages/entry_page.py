"""A page that shows one entry at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.entry_body import EntryBody
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import EmptyState


class EntryPage(Page):
    """Shows the entry a route names; subclasses say of which type, and with which body."""

    #: Record type, and name of the page.
    type_key = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self._stack = QStackedWidget()
        self._nothing = EmptyState(
            self.kit, self.type_key or "info", self.texts("No entry is chosen.")
        )
        self._stack.addWidget(self._nothing)
        self.column.addWidget(self._stack, 1)
        self.body: EntryBody | None = None
        self._route = Route(self.type_key or "record")

    def make_body(self) -> EntryBody:
        """Return the body of the page."""
        raise AssertionError("each page has a body of its own")

    def open(self, route: Route) -> None:
        """Show the entry."""
        self._route = route
        if not route.record:
            self._stack.setCurrentWidget(self._nothing)
            return
        self._use(self.body or self.make_body())
        if self.body is not None:
            self.body.show_entry(route.record)

    def refresh(self, change_set: ChangeSet) -> None:
        """Show what changed."""
        if self.body is not None:
            self.body.refresh(change_set)

    def leave(self) -> None:
        """Commit what is typed."""
        if self.body is not None:
            self.body.leave()

    def new_here(self) -> None:
        """Begin another entry of this kind."""
        self.context.actions.action(f"new.{self.type_key}").trigger()

    def route(self) -> Route | None:
        """Return how to come back to the entry."""
        shown = self.body.record_id if self.body is not None else ""
        return Route(self._route.page, shown) if shown else None

    def _use(self, body: EntryBody) -> None:
        if self._stack.indexOf(body) < 0:
            self._stack.addWidget(body)
            body.gone.connect(self._on_gone)
        self.body = body
        self._stack.setCurrentWidget(body)

    def _on_gone(self) -> None:
        self.context.shell.go_back()
