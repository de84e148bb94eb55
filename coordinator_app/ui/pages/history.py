"""The change log: every operation, what it changed, and the way back."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services import changelog, naming, undoing
from coordinator_app.services.changelog import Told, Wanted
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, P_, Texts
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.chip_bar import ChipBar
from coordinator_app.ui.pages.history_pane import HistoryPane
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.pages.side_pane import SidePane
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.foot import Foot
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.chips import Chip
from coordinator_app.ui.widgets.kit import button, line, tool_button
from coordinator_app.ui.widgets.page_header import PageHeader
from coordinator_app.ui.widgets.search_field import SearchField

_COLUMNS: Final = (
    Column("when", 136, label=N_("When")),
    Column("who", 104, 1, N_("Who")),
    Column("what", 200, 6, N_("What")),
    Column("entries", 72, label=N_("Entries"), look="number"),
    Column("source", 120, 2, N_("Source"), "muted", spare=True),
)
_KINDS: Final[dict[str, tuple[str, tuple[str, ...], bool]]] = {
    "all": (P_("chip", "All"), (), False),
    "edits": (N_("Edits"), ("edit", "bulk"), False),
    "imports": (N_("Taken in"), ("import", "merge"), False),
    "undos": (N_("Undo and redo"), ("undo", "redo"), False),
    "undone": (N_("Undone since"), (), True),
}
_ICONS: Final = {"import": "receive", "merge": "merge", "undo": "undo", "redo": "redo"}
_SETTLE_MS: Final = 60
_PANE: Final = 430


class HistoryPage(Page):
    """The change log.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record = ""
        self._last = ""
        self._asked_more = False
        self._stale = True
        self._told: list[Told] = []
        self._generation = Generation()
        self._naming = Generation()
        kit, texts = self.kit, self.texts
        self.chips = ChipBar(kit, texts("Show"))
        self.search = SearchField(kit, texts("Search the change log"))
        self.list = LinesView(kit, texts("Operations"), _COLUMNS)
        empty = EmptyState(kit, "history", texts("Nothing was changed yet."))
        self.lines = LineList(kit, self.list, empty)
        self.foot = Foot()
        self.pane = HistoryPane(context)
        self.side = SidePane(context, "history", self._laid(), self.pane, _PANE)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._only = button(
            kit, texts("Only this entry"), icon="close", clicked=self._on_all_entries
        )
        self._lay_out()
        self._connect()

    # Page --------------------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the log, or what was done to one entry."""
        if route.record != self._record:
            self._record, self._stale = route.record, True
        self._only.setVisible(bool(self._record))
        if self._record:
            asked = partial(_name, self._record, self.texts.lang)
            self.context.tasks.read(asked, self._on_named, generation=self._naming.new())
        if self._stale:
            self._ask()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change_set: ChangeSet) -> None:
        """Read the log anew, now or when the page is next shown."""
        self._stale = True
        if self.isVisible():
            self._ask()

    def find_here(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def toggle_pane(self) -> None:
        """Show or hide what an operation changed."""
        self.side.toggle()

    def route(self) -> Route:
        """Return how to come back."""
        return Route("history", self._record)

    # Laying out --------------------------------------------------------------------------------

    def _laid(self) -> QWidget:
        card = Card(flush=True)
        card.body.setContentsMargins(1, 3, 1, 1)
        card.body.setSpacing(0)
        card.add(self.lines, 1)
        card.add(line())
        card.add(self.foot)
        card.setFocusProxy(self.list)
        return card

    def _lay_out(self) -> None:
        texts = self.texts
        header = PageHeader(texts("Change log"))
        chips = [Chip(key, texts(text)) for key, (text, _, _) in _KINDS.items()]
        self.chips.set_chips(chips, "all")
        header.add_filter(self.chips)
        header.add_filter(self._only)
        header.add_filter(self.search)
        name = texts("Details (F4)")
        header.add_button(tool_button(self.kit, "pane", name, clicked=self.toggle_pane))
        self.column.addWidget(header)
        self.column.addWidget(self.side, 1)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._ask)
        self.search.searched.connect(self._on_searched)
        self.search.down_pressed.connect(self.list.setFocus)
        self.list.current_changed.connect(self._settle.start)
        self.list.chosen.connect(self._on_chosen)
        self.list.head.setSectionsClickable(False)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.pane.undo_asked.connect(self._on_undo)
        self.side.shown_changed.connect(self._settle.start)
        self._settle.timeout.connect(self._show_current)

    # Reading -----------------------------------------------------------------------------------

    def _wanted(self) -> Wanted:
        _, kinds, undone = _KINDS[self.chips.key]
        return Wanted(self._record, kinds, undone, self.search.text().strip())

    @Slot()
    def _ask(self) -> None:
        self._stale = False
        self.context.tasks.read(
            partial(_page, self._wanted(), self.texts, ""),
            self._on_first,
            generation=self._generation.new(),
        )

    @Slot(str)
    def _on_searched(self, _text: str) -> None:
        if self.isVisible():  # the field waits a moment; the page may be left by then
            self._ask()

    @Slot(object)
    def _on_first(self, page: changelog.Page) -> None:
        self._told = []
        self._on_page(page)

    @Slot(object)
    def _on_page(self, page: changelog.Page) -> None:
        self._asked_more = False
        self._last = page.last
        self._told += page.told
        self.lines.show_lines([_line(told) for told in self._told])
        count = len(self._told)
        texts = self.texts
        more = texts("older ones follow") if page.last else ""
        said = texts.n("{n} operation", "{n} operations", count)
        self.foot.show_count(" · ".join(filter(None, (said, more))))
        self._settle.start()

    @Slot(str)
    def _on_named(self, name: str) -> None:
        self._only.setText(self.texts("Only {title}", title=name).replace("&", "&&"))

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        """Read older operations before the end of the list is reached."""
        near = value >= self.list.verticalScrollBar().maximum() - self.list.height()
        if near and self._last and not self._asked_more:
            self._asked_more = True
            self.context.tasks.read(
                partial(_page, self._wanted(), self.texts, self._last),
                self._on_page,
                generation=self._generation.now(),
            )

    # Doing -------------------------------------------------------------------------------------

    @Slot()
    def _show_current(self) -> None:
        current = self.list.current_line()
        if self.isVisible() and self.side.is_open:
            self.pane.show_operation(current.key if current else "")

    @Slot(object)
    def _on_chosen(self, line_: Line) -> None:
        self.side.open_pane()
        self.pane.show_operation(line_.key)

    @Slot()
    def _on_all_entries(self) -> None:
        self._record = ""
        self._only.hide()
        self._ask()

    @Slot(str)
    def _on_undo(self, operation: str) -> None:
        self.context.tasks.write(partial(_undo, operation), self._on_undone)

    @Slot(object)
    def _on_undone(self, result: undoing.Undone) -> None:
        texts = self.texts
        told = next((each for each in self._told if each.operation == result.operation), None)
        said = [texts("Undone: {label}", label=told.what if told else "…")]
        if result.kept:
            said.append(
                texts.n(
                    "{n} value was edited since and stays",
                    "{n} values were edited since and stay",
                    len(result.kept),
                )
            )
        if result.impossible:
            said.append(
                texts.n(
                    "{n} could not be undone", "{n} could not be undone", len(result.impossible)
                )
            )
        self.context.shell.say(" · ".join(said))


def _line(told: Told) -> Line:
    icon = "undo" if told.undone_by else _ICONS.get(told.kind, "")
    texts = (told.when, told.actor, told.what, str(told.entries), told.source)
    tones = {2: "muted"} if told.undone_by else {}
    return Line(told.operation, texts, told, icons={2: icon} if icon else {}, tones=tones)


def _page(wanted: Wanted, texts: Texts, before: str, reading: Reading) -> changelog.Page:
    return changelog.page(reading, wanted, texts, before)


def _name(record_id: str, lang: str, reading: Reading) -> str:
    record = reading.records.get(record_id)
    return (record.reference or naming.name(record, lang)) if record is not None else ""


def _undo(operation: str, session: Session) -> undoing.Undone:
    return undoing.undo(session, operation)
