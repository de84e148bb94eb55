"""What the page of an entry is made of: strip, tabs, tools, and reading it in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, viewing
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.delete_question import delete_entries
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.pages.entry_strip import EntryStrip
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import button, styled, words

_KEYS = 5


class Tab(QWidget):
    """One tab of an entry; told which entry is shown, asked to commit when it is left."""

    def show_entry(self, view: viewing.View) -> None:
        """Show what belongs to an entry; called again whenever the entry changes."""

    def commit(self) -> None:
        """Commit what is typed here."""

    def begin(self) -> None:
        """Put the cursor where one begins; called when the person comes to the tab by key."""

    def attach(self) -> None:
        """Ask for a file to attach; only the tab of files does."""


@dataclass(frozen=True)
class TabSpec:
    """A tab that is made when it is first visited: its translated name and its maker."""

    name: str
    make: Callable[[], Tab]


class EntryBody(QWidget):
    """An entry on a page.

    Subclasses give `_tabs` and, where something is always in view beneath them, override `_lower`.

    Args:
        context: Collaborators.
        type_key: Record type.
        facts: Fields of the strip's second line.

    Signals:
        read: The View that is shown.
        gone: The entry was deleted here.
    """

    read = Signal(object)
    gone = Signal()

    def __init__(self, context: Context, type_key: str, facts: Sequence[str] = ()) -> None:
        super().__init__()
        self.context, self.kit, self.texts = context, context.kit, context.texts
        self.binding = Binding(context, type_key, self, follows=False)
        self.view: viewing.View | None = None
        self._wanted = ""
        self._arriving = False
        self._generation = Generation()
        self._specs: list[TabSpec] = []
        self._made: dict[int, Tab] = {}
        self._places: list[QVBoxLayout] = []
        styled(self, "plain")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_S)
        self.strip = EntryStrip(context, self.binding, facts)
        self.strip.mark.chosen.connect(self._on_issue_chosen)
        self.column.addWidget(self.strip)
        self._binned = self._binned_line()
        self.column.addWidget(self._binned)
        self.bar = QTabBar()
        self.bar.setAccessibleName(self.texts("Parts of the entry"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.stack = QStackedWidget()
        self._lay_tabs()
        self._bind()
        self.binding.recorded.connect(self._on_recorded)

    # For pages -------------------------------------------------------------------------------

    @property
    def record_id(self) -> str:
        """The entry that is shown or being read."""
        return self._wanted

    def show_entry(self, record_id: str) -> None:
        """Read and show an entry; what is typed in the one before is committed first."""
        if record_id != self._wanted:
            self.leave()
            self._arriving = True
        self._wanted = record_id
        self._read()

    def refresh(self, change_set: ChangeSet) -> None:
        """Read again when the entry, or what it is made of, changed."""
        if self._wanted and self.concerns(change_set):
            self._read()

    def concerns(self, change_set: ChangeSet) -> bool:
        """Say whether a change shows on this entry."""
        if self._wanted in change_set.records:
            return True
        named = self.view.names if self.view is not None else {}
        return any(record in named for record in change_set.records) or any(
            "parent" in change.values for change in change_set.changes
        )

    def leave(self) -> None:
        """Commit what is typed."""
        self.binding.commit()
        for tab in self._made.values():
            tab.commit()

    def tab(self, place: int) -> Tab:
        """Return a tab, made when first asked for."""
        if place not in self._made:
            made = self._specs[place].make()
            self._made[place] = made
            self._places[place].addWidget(made)
            if self.view is not None:
                made.show_entry(self.view)
        return self._made[place]

    def go_to_tab(self, place: int, *, begin: bool = True) -> None:
        """Show a tab and put the cursor into it."""
        if place < len(self._specs):
            self.bar.setCurrentIndex(place)
            if begin:
                self.tab(place).begin()

    # For subclasses --------------------------------------------------------------------------

    def _tabs(self) -> Sequence[TabSpec]:
        """Return the tabs."""
        return ()

    def _lower(self) -> QWidget | None:
        """Return what is always in view beneath the tabs."""
        return None

    def _arrange(self, upper: QWidget, lower: QWidget | None) -> QWidget:
        """Put the tabs and what is beneath them together."""
        if lower is None:
            return upper
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(upper, 1)
        column.addWidget(lower)
        return both

    def _print(self) -> None:
        """Print the entry."""
        from coordinator_app.ui.forms.paper import preview  # noqa: PLC0415  loads Qt's printing

        preview(self.context, self.window(), self._wanted)

    # Inside ----------------------------------------------------------------------------------

    def _lay_tabs(self) -> None:
        self._specs = list(self._tabs())
        for place, spec in enumerate(self._specs):
            at = self.bar.addTab(spec.name)
            if place < _KEYS:
                self.bar.setTabToolTip(at, f"Ctrl+{place + 1}")
            holder = QWidget()
            room = QVBoxLayout(holder)
            room.setContentsMargins(0, 0, 0, 0)
            self._places.append(room)
            self.stack.addWidget(holder)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.bar.setVisible(len(self._specs) > 1)
        self.column.addWidget(self._arrange(upper, self._lower()), 1)
        self.bar.currentChanged.connect(self._on_tab_changed)
        if self._specs:
            self.tab(0)

    def _bind(self) -> None:
        actions = self.context.actions
        for name, slot in (
            ("record.history", self._on_history),
            ("record.attach", self._on_attach),
            ("record.print", self._on_print),
            ("record.delete", self._on_delete),
        ):
            action = actions.bind(name, slot, self)
            if name != "record.attach" or self._files_tab() >= 0:
                self.strip.add_tool(actions.tool_button(action))
        for place in range(min(_KEYS, len(self._specs))):
            actions.bind(f"visit.tab{place + 1}", partial(self.go_to_tab, place), self)

    def _binned_line(self) -> QFrame:
        made = QFrame()
        styled(made, "sunken")
        row = QHBoxLayout(made)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        row.addWidget(words(self.texts("This entry is in the recycle bin.")), 1)
        row.addWidget(button(self.kit, self.texts("Restore"), clicked=self._on_restore))
        made.hide()
        return made

    def _files_tab(self) -> int:
        """Return which tab holds the files, -1 for none."""
        return -1

    def _read(self) -> None:
        self.context.tasks.read(
            partial(_view, self._wanted, self.texts.lang),
            self._on_read,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_read(self, view: viewing.View | None) -> None:
        self.view = view
        if view is None:
            self.binding.clear()
            return
        self._binned.setVisible(view.record.deleted)
        self.binding.show_view(view)
        for tab in self._made.values():
            tab.show_entry(view)
        self.read.emit(view)
        if self._arriving and self._specs:
            self._arriving = False
            self.tab(self.stack.currentIndex()).begin()

    @Slot(int)
    def _on_tab_changed(self, place: int) -> None:
        before = self._made.get(self.stack.currentIndex())
        if before is not None:
            before.commit()
        self.tab(place)
        self.stack.setCurrentIndex(place)

    @Slot(str)
    def _on_issue_chosen(self, key: str) -> None:
        """Go to the field that lacks something, on whatever tab it is."""
        for place in range(len(self._specs)):
            self.tab(place)
        if key not in self.binding.keys:
            return
        row = self.binding.row(key)
        for place, tab in self._made.items():
            if tab.isAncestorOf(row):
                self.go_to_tab(place, begin=False)
        self.binding.focus(key)

    @Slot(object)
    def _on_recorded(self, record: Record) -> None:
        self.show_entry(record.id)

    @Slot()
    def _on_history(self) -> None:
        self.context.shell.go(Route("history", self._wanted, {"record": self._wanted}))

    @Slot()
    def _on_attach(self) -> None:
        place = self._files_tab()
        if place >= 0:
            self.go_to_tab(place, begin=False)
            self.tab(place).attach()

    @Slot()
    def _on_print(self) -> None:
        self.leave()
        self._print()

    @Slot()
    def _on_delete(self) -> None:
        if self.view is not None and not self.view.record.deleted:
            self.leave()
            delete_entries(self.context, self, [self._wanted], self.gone.emit)

    @Slot()
    def _on_restore(self) -> None:
        self.context.tasks.write(partial(_restore, self._wanted))


def _view(record_id: str, lang: str, reading: Reading) -> viewing.View | None:
    return viewing.view(reading, record_id, lang)


def _restore(record_id: str, session: Session) -> ChangeSet:
    return editing.restore(session, record_id)
