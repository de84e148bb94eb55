"""The window: navigation at the left, one page at a time, a line of status at the foot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from coordinator_app.domain import wording
from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import undoing
from coordinator_app.services.session import DEMO, SAMPLE, Reading, Session
from coordinator_app.texts import N_
from coordinator_app.ui import pages
from coordinator_app.ui.actions import MENUS, Actions
from coordinator_app.ui.changes import Changes
from coordinator_app.ui.commands import Commands
from coordinator_app.ui.context import Context, OpenFile, Program, Route
from coordinator_app.ui.dropping import Dropping
from coordinator_app.ui.mirror import Mirror
from coordinator_app.ui.navigation import NARROW_BELOW, Navigation, menu_button
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.tasks import Tasks
from coordinator_app.ui.theme import SPACE_M
from coordinator_app.ui.widgets.banner import Banner
from coordinator_app.ui.widgets.kit import Kit, styled, words

_LONGEST_WAY_BACK: Final = 50
_MARKS: Final = {
    SAMPLE: N_("SAMPLE: public facts for looking around"),
    DEMO: N_("DEMO: invented people and events"),
}


class MainWindow(QMainWindow):
    """The window on one open file.

    Args:
        program: The program.
        kit: Look, icons and texts.
        tasks, changes: Of the open file.
        clock: The day that counts as today.
        file: What is open.
        route: Where to begin.
        navigation: One that is there already, to be taken over.
    """

    def __init__(
        self,
        program: Program,
        kit: Kit,
        tasks: Tasks[Reading, Session],
        changes: Changes,
        clock: Clock,
        file: OpenFile,
        route: Route | None = None,
        navigation: Navigation | None = None,
    ) -> None:
        super().__init__()
        self._program, self._kit = program, kit
        self.actions_ = Actions(self, kit)
        self.context = Context(
            kit, tasks, changes, self, self.actions_, built_in(), clock, file, program
        )
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._way_back: list[Route] = []
        self._stack = QStackedWidget()
        self._navigation: Navigation | None = None
        self._lay_out(navigation)
        self._banner = Banner(kit, self._stack)
        self._available = undoing.Available()
        changes.changed.connect(self._on_changed)
        tasks.busy.connect(self._on_busy)
        self.commands = Commands(self.context, self)
        self._bind()
        self._set_conditions()
        self._title()
        self.go(route or Route("home"))
        self._ask_available()
        Mirror(self.context, self, self._banner).point_out()
        Dropping(self.context, self)

    # For pages (see context.Shell) -----------------------------------------------------------

    def go(self, route: Route) -> None:
        """Go to a page."""
        page = self._page(route.page)
        before = self._pages.get(self._current)
        if before is not None:
            before.leave()
            here = before.route()
            if here is not None and (before is not page or _another(here, route)):
                self._way_back = [*self._way_back, here][-_LONGEST_WAY_BACK:]
        self._current = route.page
        self._stack.setCurrentWidget(page)
        self._banner.come_forward()
        if self._navigation is not None:
            self._navigation.show_current(pages.NAVIGATION_OF_PAGE.get(route.page, route.page))
        page.open(route)

    def go_to(self, record_id: str) -> None:
        """Go to the page of an entry, whatever its type; owned rows lie with their parent."""
        self.context.tasks.read(partial(pages.whereabouts, record_id), self._on_found)

    def go_back(self) -> None:
        """Go to the page before."""
        if self._way_back:
            *before, route = self._way_back
            self.go(route)
            self._way_back = before

    def say(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Say at the foot what was done, with something to do about it."""
        self._banner.say(text, action, run)

    def say_undoable(self, text: str, operation: str) -> None:
        """Say what was done and offer to undo that operation."""
        self._banner.say(text, self.context.texts("Undo"), partial(self.undo, operation))

    def explain(self, error: UserError) -> None:
        """Explain what is wrong."""
        self.context.tasks.explain(error)

    def send(self, state: str = "", request: str = "") -> None:
        """Open the steps of sending a file, for a State or about a request for assistance."""
        self.commands.send(state, request)

    def recall(self, key: str) -> str:
        """Return something remembered about the window."""
        return str(self._program.remembered().window.get(key, ""))

    def remember(self, key: str, value: str) -> None:
        """Remember something about the window."""
        self._program.remember(key, value)

    # For the program and the commands --------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._current]

    def route(self) -> Route:
        """Return how to come back to what is shown now."""
        return self.page.route() or Route(self._current)

    def undo(self, operation: str = "") -> None:
        """Undo an operation, by default this person's latest."""
        self.page.leave()
        self.context.tasks.write(partial(undoing.undo, operation=operation), self._on_undone)

    def redo(self) -> None:
        """Redo what was undone last."""
        self.page.leave()
        self.context.tasks.write(undoing.redo, self._on_redone)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what is typed and let the program close the file."""
        self.page.leave()
        self.remember("size", f"{self.width()}x{self.height()}")
        event.accept()
        self._program.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the navigation on small windows."""
        super().resizeEvent(event)
        self._lay_navigation(self.width() < NARROW_BELOW)

    # Inside -------------------------------------------------------------------------------------

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            self._pages[name] = pages.make(name, self.context)
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    def _lay_out(self, navigation: Navigation | None) -> None:
        whole = QWidget()
        styled(whole, "page")
        self._row = QHBoxLayout(whole)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._stack, 1)
        self.setCentralWidget(whole)
        if navigation is not None:
            self._take(navigation)
        else:
            self._lay_navigation(self.width() < NARROW_BELOW)
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        status.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        self._saved = words("", "muted")
        status.addWidget(self._saved)
        file, texts = self.context.file, self.context.texts
        for mark in filter(None, (texts(_MARKS.get(file.kind, "")), self._reading_only())):
            status.addPermanentWidget(words(mark, "strong"))
        status.addPermanentWidget(words(file.path.name, "muted"))

    def _lay_navigation(self, narrow: bool) -> None:
        if self._navigation is not None:
            if self._navigation.narrow == narrow:
                return
            self._row.removeWidget(self._navigation)
            self._navigation.deleteLater()
        self._take(Navigation(self._kit, menu_button(self._kit), narrow=narrow))

    def _take(self, navigation: Navigation) -> None:
        self._navigation = navigation
        navigation.chosen.connect(self._on_chosen)
        menu = QMenu(navigation.menu_button)
        for name in MENUS:
            menu.addMenu(self.actions_.menu(name, menu))
        navigation.menu_button.setMenu(menu)
        # Later: when the menu has closed, focus is back on its button.
        menu.triggered.connect(self._on_menu_chosen, Qt.ConnectionType.QueuedConnection)
        self._row.insertWidget(0, navigation)
        if self._current:
            navigation.show_current(pages.NAVIGATION_OF_PAGE.get(self._current, self._current))

    def _reading_only(self) -> str:
        file, texts = self.context.file, self.context.texts
        if not file.read_only:
            return ""
        if file.held_by:
            return texts("Read only: open on {machine}", machine=file.held_by)
        return texts("Read only")

    def _title(self) -> None:
        file, texts = self.context.file, self.context.texts
        parts = [file.path.stem, texts("1540 Coordinator Workbook")]
        if file.kind:
            parts.insert(0, f"[{texts(_MARKS[file.kind]).partition(':')[0]}]")
        self.setWindowTitle(
            " · ".join(parts) if not file.kind else f"{parts[0]} {parts[1]} · {parts[2]}"
        )

    def _bind(self) -> None:
        bind = self.actions_.bind
        bind("edit.undo", self._on_undo)
        bind("edit.redo", self.redo)
        bind("go.back", self.go_back)
        bind("edit.save", self._on_save)
        bind("edit.find", self._on_find)
        bind("new.here", self._on_new_here)
        bind("view.pane", self._on_pane)
        bind("view.navigation", self._on_navigation)
        for page in (
            "home",
            "follow_ups",
            "states",
            "activities",
            "assistance",
            "contacts",
            "exchange",
            "history",
            "settings",
        ):
            bind(f"go.{page}", partial(self.go, Route(page)))

    def _set_conditions(self) -> None:
        met = ["open"]
        if not self.context.file.read_only:
            met.append("writable")
        if self._available.undo:
            met.append("undo")
        if self._available.redo:
            met.append("redo")
        self.actions_.set_conditions(*met)
        texts, can = self.context.texts, self._available
        named = (
            ("edit.undo", N_("Undo: {label}"), can.undo, can.undo_params),
            ("edit.redo", N_("Redo: {label}"), can.redo, can.redo_params),
        )
        for action, pattern, label, params in named:
            if label:
                shown = wording.operation(label, params, texts)
                self.actions_.set_text(action, texts(pattern, label=shown))

    def _ask_available(self) -> None:
        self.context.tasks.read(
            partial(undoing.available, actor=self.context.file.actor), self._on_available
        )

    @Slot(object)
    def _on_available(self, available: undoing.Available) -> None:
        self._available = available
        self._set_conditions()

    @Slot(object)
    def _on_changed(self, _change_set: ChangeSet) -> None:
        self._saved.setText(self.context.texts("Saved"))
        self._ask_available()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if busy:
            return
        if not self._saved.text() and not self.context.file.read_only:
            self._saved.setText(self.context.texts("Saved"))

    @Slot(object)
    def _on_found(self, found: tuple[str, str] | None) -> None:
        if found is not None:
            page, record = found
            self.go(Route(page, record))

    @Slot(object)
    def _on_undone(self, result: undoing.Undone) -> None:
        self._tell(N_("Undone: {label}"), result)

    @Slot(object)
    def _on_redone(self, result: undoing.Undone) -> None:
        self._tell(N_("Redone: {label}"), result)

    def _tell(self, pattern: str, result: undoing.Undone) -> None:
        texts = self.context.texts
        text = texts(pattern, label=wording.operation(result.label, result.params, texts))
        if result.skipped:
            label, params = result.skipped[0]
            text += " · " + texts(
                "“{label}” stays: all of it was changed since",
                label=wording.operation(label, params, texts),
            )
        if result.kept:
            text += " · " + texts.n(
                "{n} value was edited since and stays",
                "{n} values were edited since and stay",
                len(result.kept),
            )
        if result.impossible:
            text += " · " + texts.n(
                "{n} could not be undone", "{n} could not be undone", len(result.impossible)
            )
        self._banner.say(text, texts("Redo") if pattern.startswith("Undone") else "", self.redo)

    @Slot(str)
    def _on_chosen(self, page: str) -> None:
        self.go(Route(page))

    @Slot()
    def _on_menu_chosen(self) -> None:
        button = self._navigation.menu_button if self._navigation is not None else None
        if button is not None and self.focusWidget() is button:
            self.page.take_focus()

    @Slot()
    def _on_undo(self) -> None:
        self.undo()

    @Slot()
    def _on_save(self) -> None:
        self.page.leave()

    @Slot()
    def _on_find(self) -> None:
        self.page.find_here()

    @Slot()
    def _on_new_here(self) -> None:
        self.page.new_here()

    @Slot()
    def _on_pane(self) -> None:
        self.page.toggle_pane()

    @Slot()
    def _on_navigation(self) -> None:
        if self._navigation is not None:
            self._lay_navigation(not self._navigation.narrow)


def _another(here: Route, route: Route) -> bool:
    """Say whether a page is to show another entry than it shows."""
    return bool(here.record and route.record) and here.record != route.record
