"""What pages with lists have in common: chips, search, lists, and details at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.listing import Condition, Query
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.chip_bar import ChipBar
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.pages.side_pane import PaneFrame, SidePane
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.tables.listed import lists_of
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.chips import Chip
from coordinator_app.ui.widgets.kit import tool_button
from coordinator_app.ui.widgets.page_header import PageHeader

#: A held arrow key passes many rows that nobody wants to read.
_SETTLE_MS: Final = 60


@dataclass(frozen=True)
class View:
    """What a chip shows.

    Args:
        key: Name of the chip, also in routes.
        text: English msgid.
        table: Name of the list it shows.
        type: Record type that is counted; "" for no count.
        where, flags: Narrow the list.
        sort: Order when no heading was clicked; None: the list's own.
    """

    key: str
    text: str
    table: str
    type: str = ""
    where: tuple[Condition, ...] = ()
    flags: tuple[str, ...] = ()
    sort: tuple[tuple[str, bool], ...] | None = None


class ListPage(Page):
    """A page with one or more lists.

    Args:
        context: Collaborators.
        key: Name of the page.
        title: Translated title.
        views: The chips.
        pane: The details; None for a page without.
    """

    def __init__(
        self,
        context: Context,
        key: str,
        title: str,
        views: Sequence[View],
        pane: PaneFrame | None = None,
    ) -> None:
        super().__init__(context)
        self.key, self.views = key, {view.key: view for view in views}
        self.header = PageHeader(title)
        self.chips = ChipBar(self.kit, self.texts("Show"))
        self.tables: dict[str, ListTable] = {}
        self.stack = QStackedWidget()
        self._searches = QStackedWidget()
        self._searches.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._searches.setMaximumWidth(320)
        self._counting = Generation()
        self._stale = True  # a page may make its list before it is first opened
        self.pane = pane
        self.side = SidePane(context, key, self.stack, pane) if pane is not None else None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show_current)
        self._lay_out()

    # For subclasses ----------------------------------------------------------------------------

    def make_table(self, name: str) -> ListTable:
        """Return a new list; called when its chip is first chosen."""
        raise AssertionError("each page knows its lists")

    def show_details(self, record_id: str) -> None:
        """Show an entry in the pane; "" shows none."""

    def current_id(self) -> str:
        """Return the id of the current entry."""
        return self.table.current_id()

    def shown_part(self) -> QWidget:
        """Return what fills the page beside the pane: the list, unless a page shows it otherwise."""
        return self.table

    def chip_changed(self, view: View) -> None:
        """Follow another chip (the main button, for instance)."""

    # Page --------------------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the chip a route names, and its entry."""
        asked = str(route.params.get("chip", ""))
        if asked in self.views and asked != self.chips.key:
            self.chips.select(asked)
            self._show_view()
        elif self._stale:
            self._show_view()
        if route.record:
            self.reveal(route.record)
        self.shown_part().setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, record_id: str) -> None:
        """Make an entry the current one and open its details."""
        self.table.select(record_id)
        if self.side is not None:
            self.side.open_pane()
            self.show_details(record_id)

    def refresh(self, change_set: ChangeSet) -> None:
        """Count again; the lists follow by themselves."""
        if change_set.types & {view.type for view in self.views.values()}:
            self._count()

    def leave(self) -> None:
        """Commit what is typed."""
        for table in self.tables.values():
            table.commit()

    def find_here(self) -> None:
        """Put the cursor into the search field."""
        self.table.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.table.search.selectAll()

    def toggle_pane(self) -> None:
        """Show or hide the details."""
        if self.side is not None:
            self.side.toggle()
            self._show_current()

    def route(self) -> Route:
        """Return how to come back."""
        current = self.current_id() if self.tables else ""
        open_now = self.side is not None and self.side.is_open and not self.side.over
        return Route(self.key, current if open_now else "", {"chip": self.chips.key})

    # Inside ------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The chip that is on."""
        return self.views[self.chips.key]

    @property
    def table(self) -> ListTable:
        """The list of the chip that is on."""
        name = self.view.table
        if name not in self.tables:
            made = self.make_table(name)
            made.current_changed.connect(self._on_current_changed)
            made.opened.connect(self.on_opened)
            self.tables[name] = made
            self.stack.addWidget(made)
            self._searches.addWidget(made.search)
        return self.tables[name]

    def _lay_out(self) -> None:
        first = next(iter(self.views))
        chips = [Chip(view.key, self.texts(view.text)) for view in self.views.values()]
        self.chips.set_chips(chips, first)
        self.chips.chosen.connect(self._on_chip)
        self.header.add_filter(self.chips)
        self.header.add_filter(self._searches)
        if self.side is not None:
            name = self.texts("Details (F4)")
            button = tool_button(self.kit, "pane", name, clicked=self.toggle_pane)
            self.header.add_button(button)
            self.side.shown_changed.connect(self._on_pane_shown)
        self.column.addWidget(self.header)
        self.column.addWidget(self.side or self.stack, 1)

    def _show_view(self) -> None:
        self._stale = False
        view, table = self.view, self.table
        self.stack.setCurrentWidget(self.shown_part())
        self._searches.setCurrentWidget(table.search)
        table.set_base(*view.where, flags=view.flags, sort=view.sort)
        self.chip_changed(view)
        self._count()

    def _count(self) -> None:
        asked = {view.key: view for view in self.views.values() if view.type}
        self.context.tasks.read(
            partial(_counts, asked, self.texts.lang),
            self._on_counted,
            generation=self._counting.new(),
        )

    @Slot(object)
    def _on_counted(self, counts: dict[str, int]) -> None:
        self.chips.set_chips(
            [
                Chip(view.key, self.texts(view.text), counts.get(view.key))
                for view in self.views.values()
            ]
        )

    @Slot(str)
    def _on_chip(self, _key: str) -> None:
        self._show_view()

    @Slot(str)
    def on_opened(self, record_id: str) -> None:
        """Open an entry: here in the pane, elsewhere on its page."""
        if self.side is not None:
            self.side.open_pane()
            self.show_details(record_id)

    @Slot(str)
    def _on_current_changed(self, _record_id: str) -> None:
        self._settle.start()

    @Slot(bool)
    def _on_pane_shown(self, on: bool) -> None:
        if on:
            self._show_current()

    @Slot()
    def _show_current(self) -> None:
        if not self.isVisible():
            return  # left meanwhile; the file may even be closed
        if self.side is not None and self.side.is_open and self.tables:
            self.show_details(self.current_id())


def _counts(views: dict[str, View], lang: str, reading: Reading) -> dict[str, int]:
    lists, found = lists_of(reading, lang), {}
    for key, view in views.items():
        query = Query(view.type, where=view.where, flags=frozenset(view.flags))
        opened = lists.open(query)
        lists.close(opened.handle)
        found[key] = opened.count
    return found
