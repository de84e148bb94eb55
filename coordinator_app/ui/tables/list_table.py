"""A list of entries: headings that sort and filter, rows by pages, a foot that counts and sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QStackedWidget, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.services.listing import Condition, Query
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.filter_menu import FilterMenu
from coordinator_app.ui.tables.foot import Foot, Total
from coordinator_app.ui.tables.grid_editing import GridEditing
from coordinator_app.ui.tables.list_commands import ListCommands
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.listed import Counted, Listed, Summing, fields_of
from coordinator_app.ui.tables.paged_model import PagedModel
from coordinator_app.ui.tables.view import TableView
from coordinator_app.ui.tables.widths import Widths
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import button, line
from coordinator_app.ui.widgets.search_field import SearchField

#: Columns and whether they run downwards, the most important first.
Order = tuple[tuple[str, bool], ...]


class ListTable(Card):
    """A list with everything about it; put its `search` into the page's header.

    Args:
        context: Collaborators.
        spec: What it lists.
        add: The button of the empty list.

    Signals:
        opened: Id of the entry the person wants to see.
        current_changed: Id of the current row's entry, "" for none.
        answered: The list shows the answer to its latest question.
    """

    opened = Signal(str)
    current_changed = Signal(str)
    answered = Signal()

    def __init__(
        self,
        context: Context,
        spec: ListSpec,
        add: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(flush=True, parent=parent)
        self.context, self.spec = context, spec
        self._base = Query(spec.type, sort=spec.sort)
        self._filters: dict[str, tuple[Condition, ...]] = {}
        self._sort: Order = ()
        self._group = ""
        self._wanted = ""
        self._keep_at: tuple[int, int] = (-1, 0)
        self._later = False
        self._from_top = False
        self._sums = Generation()
        self._menu: FilterMenu | None = None
        self._laid: tuple[Column, ...] = ()
        texts, kit = context.texts, context.kit
        writable = spec.editable and not context.file.read_only
        self.view = TableView(
            kit, texts(context.catalogue[spec.type].plural), double_click=spec.double_click
        )
        self.view.set_editable(writable)
        self.widths = Widths(context.shell, self.view, f"list/{spec.name}")
        self.columns = self._columns_first()
        self.model = PagedModel(
            context,
            spec.type,
            self.columns,
            editable=writable,
            field_of=fields_of(context.catalogue),
            parent=self,
        )
        self.view.setModel(self.model)
        self.search = SearchField(kit, texts(spec.prompt))
        self.foot = Foot()
        self.editing = GridEditing(context, self.view, self._on_paste if writable else None)
        self.editing.bind()
        self.commands = ListCommands(self)
        self._lay_out(add)
        self._connect()
        self.setFocusProxy(self.view)

    # For pages ---------------------------------------------------------------------------------

    def set_base(
        self, *where: Condition, flags: Sequence[str] = (), sort: Order | None = None
    ) -> None:
        """Narrow the list as the page's chips say, and ask anew.

        Args:
            where: Conditions beside those of the headings.
            flags: Computed marks (`services.listing.marks`).
            sort: ((column, downwards), ...) when no heading was clicked; None: the spec's.
        """
        order = self.spec.sort if sort is None else sort
        self._base = replace(self._base, where=tuple(where), flags=frozenset(flags), sort=order)
        self.columns = self._columns_first()
        self.ask_anew()

    def refresh(self) -> None:
        """Ask the present question anew; the current row stays the current one."""
        if self.view.state() is QAbstractItemView.State.EditingState:
            self._later = True
            return
        near = self._wanted or self.current_id()
        self._keep_at = self.view.currentIndex().column(), self.view.verticalScrollBar().value()
        self.model.ask(self.lister(), self.columns, near)

    def ask_anew(self) -> None:
        """Ask another question: the list is shown from its top.

        Where the former row would stand is not asked: that alone would put all rows in order.
        """
        self._keep_at = self.view.currentIndex().column(), 0
        self._from_top = True
        self.model.ask(self.lister(), self.columns, self._wanted)

    def query(self) -> Query:
        """Return what is asked now."""
        filters = tuple(each for found in self._filters.values() for each in found)
        return replace(
            self._base.also(*filters),
            text=self.search.text().strip(),
            sort=self._sort or self._base.sort,
            group=self._group or None,
        )

    def lister(self) -> Summing:
        """Return what answers the present question."""
        return Listed(self.query(), self.columns, self.context.texts)

    def current_id(self) -> str:
        """Return the id of the current row's entry."""
        row = self.model.row_at(self.view.currentIndex().row())
        return row.id if row else ""

    def selected_ids(self) -> list[str]:
        """Return the ids of the chosen rows that are here."""
        found = (self.model.row_at(at) for at in self.view.selected_rows())
        return [row.id for row in found if row is not None]

    def select(self, record_id: str) -> None:
        """Make an entry the current row, wherever in the list it stands."""
        at = self.model.row_of(record_id)
        if at >= 0:
            self.view.go_to(at)
        else:
            self._wanted = record_id
            self.refresh()

    def filtered(self) -> bool:
        """Say whether headings or the search leave something out."""
        return bool(self._filters) or bool(self.search.text().strip())

    @Slot()
    def clear_filters(self) -> None:
        """Leave nothing out but what the page's chips do."""
        self._filters = {}
        self.search.clear()
        self.ask_anew()

    def commit(self) -> None:
        """Take what is being typed; called when the page is left."""
        if self.view.state() is QAbstractItemView.State.EditingState:
            self.view.setFocus()

    # For the list's commands -------------------------------------------------------------------

    def filter_by(self, key: str, conditions: Sequence[Condition]) -> None:
        """Filter by a column."""
        self._filters.pop(key, None)
        if conditions:
            self._filters[key] = tuple(conditions)
        self.ask_anew()

    def sort_by(self, key: str, *, down: bool) -> None:
        """Sort by a column."""
        self._sort = ((key, down),)
        self.ask_anew()

    def group_by(self, key: str) -> None:
        """Put rows under headings by a column; "" puts them in one list again."""
        self._group = key
        self.ask_anew()

    @property
    def group(self) -> str:
        """The column rows are grouped by."""
        return self._group

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show other columns and remember them; () those shown at first."""
        self.widths.choose(keys)
        self.columns = self._columns_first()
        self.refresh()

    def can_be_asked(self, section: int) -> bool:
        """Say whether a column can be sorted and filtered by."""
        return self.model.field_at(section) is not None and not self.columns[section].compute

    # Inside ------------------------------------------------------------------------------------

    def _columns_first(self) -> tuple[Column, ...]:
        order = self._base.sort if self._base.sort != self.spec.sort else ()
        record_type, needed = self.context.catalogue[self.spec.type], order[0][0] if order else ""
        return self.widths.columns(record_type, self.spec.columns, needed)

    def _lay_out(self, add: QPushButton | None) -> None:
        kit, texts = self.context.kit, self.context.texts
        self._stack = QStackedWidget()
        self._nothing = EmptyState(kit, self.spec.icon, texts(self.spec.empty), add)
        clear = button(kit, texts("Show all"), clicked=self.clear_filters)
        self._no_hit = EmptyState(kit, "filter", texts("Nothing fits the filters."), clear)
        for shown in (self.view, self._nothing, self._no_hit):
            self._stack.addWidget(shown)
        self.body.setContentsMargins(1, 3, 1, 1)
        self.body.setSpacing(0)
        self.add(self._stack, 1)
        self.add(line())
        self.add(self.foot)
        for each in self.commands.buttons():
            self.foot.add_button(each)

    def _connect(self) -> None:
        model, view, head = self.model, self.view, self.view.head
        model.answered.connect(self._on_answered)
        model.failed.connect(self._on_failed)
        view.opened.connect(self._on_opened)
        view.heading_clicked.connect(model.toggle_group)
        view.row_changed.connect(self._on_row_changed)
        view.itemDelegate().closeEditor.connect(self._on_editor_closed)
        head.sort_asked.connect(self._on_sort_asked)
        head.filter_asked.connect(self._on_filter_asked)
        head.menu_asked.connect(self.commands.show_head_menu)
        self.search.searched.connect(self._on_searched)
        self.search.down_pressed.connect(self._on_down)
        self.context.changes.changed.connect(self._on_changed)
        self.context.actions.bind("list.open", self._on_open, view)

    def _mark_head(self) -> None:
        keys = [each.key for each in self.columns]
        head = self.view.head
        head.set_filterable([at for at in range(len(keys)) if self.can_be_asked(at)])
        head.set_filtered([keys.index(key) for key in self._filters if key in keys])
        order = self._sort or self._base.sort
        key, down = order[0] if order else ("", False)
        head.set_sorted(keys.index(key) if key in keys else -1, down=down)

    def _points_at(self, record_ids: Sequence[str]) -> bool:
        changed = set(record_ids)
        return any(changed & row.names.keys() for row in self.model.loaded())

    @Slot()
    def _on_answered(self) -> None:
        count = self.model.count
        if self._laid != self.columns:
            self.widths.lay(self.columns)
            self._laid = self.columns
        if count:
            self._stack.setCurrentWidget(self.view)
        else:
            self._stack.setCurrentWidget(self._no_hit if self.filtered() else self._nothing)
        self._mark_head()
        self._restore_place()
        texts = self.context.texts
        self.foot.show_count(texts.n("{n} entry", "{n} entries", count))
        if count:
            totals = self.lister().totals
            self.context.tasks.read(totals, self._on_totals, generation=self._sums.new())
        else:
            self._sums.new()
            self.foot.show_totals(())
        self.answered.emit()
        self._on_row_changed()

    def _restore_place(self) -> None:
        column, scrolled = self._keep_at
        at = self.model.position
        if at < 0 and self.model.count:
            first = 0 if self.model.entry_at(0) >= 0 else 1  # beneath the heading of a group
            place = first if self._from_top else self.view.currentIndex().row()
            at = min(max(0, place), self.model.rowCount() - 1)
        self._from_top = False
        if at >= 0 and at != self.view.currentIndex().row():
            self.view.go_to(at, max(0, column))
        if not self._wanted:
            self.view.verticalScrollBar().setValue(scrolled)
        if at >= 0:
            self.view.scrollTo(self.model.index(at, max(0, self.view.currentIndex().column())))
        self._wanted = ""

    @Slot(object)
    def _on_totals(self, totals: Sequence[Total]) -> None:
        self.foot.show_totals(totals)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.context.shell.explain(error)

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        mine = {self.spec.type, *self.spec.watched}
        mine |= {each.key for each in self.context.catalogue.children_of(self.spec.type)}
        if not mine & change_set.types and not self._points_at(change_set.records):
            return
        if self.editing.is_own(change_set) and not change_set.creates:
            # What one edits stays where it is, even where it no longer fits the filter.
            self.model.reload(change_set.records)
        else:
            self.refresh()

    @Slot()
    def _on_editor_closed(self) -> None:
        if self._later:
            self._later = False
            self.refresh()

    @Slot()
    def _on_row_changed(self) -> None:
        self.current_changed.emit(self.current_id())

    @Slot()
    def _on_open(self) -> None:
        self._on_opened(self.view.currentIndex().row())

    @Slot(int)
    def _on_opened(self, at: int) -> None:
        row = self.model.row_at(at)
        if row is not None:
            self.opened.emit(row.id)
        else:
            self.model.toggle_group(at)

    @Slot(str)
    def _on_searched(self, _text: str) -> None:
        if self.isVisible():  # the field waits a moment; the list may be gone by then
            self.ask_anew()

    @Slot()
    def _on_down(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid():
            self.view.go_to(0, 0)

    @Slot(int)
    def _on_sort_asked(self, section: int) -> None:
        if not self.can_be_asked(section):
            return
        key = self.columns[section].key
        now = (self._sort or self._base.sort)[:1]
        if now == ((key, False),):
            self.sort_by(key, down=True)
        elif now == ((key, True),) and self._sort:
            self._sort = ()
            self.ask_anew()
        else:
            self.sort_by(key, down=False)

    @Slot(int, QPoint)
    def _on_filter_asked(self, section: int, corner: QPoint) -> None:
        found = self.model.field_at(section)
        if found is None:
            return
        key = self.columns[section].key
        now = self._filters.get(key, ())
        menu = FilterMenu(self.context, found, self.model.heading(section), now, self)
        menu.changed.connect(partial(self.filter_by, key))
        self._menu = menu
        if menu.wants_counts:
            self.context.tasks.read(partial(_counts, self.lister(), key), menu.show_counts)
        menu.open_at(corner)

    def _on_paste(self, cells: Sequence[Sequence[str]], row: int, column: int) -> None:
        self.commands.paste(cells, row, column)


def _counts(asked: Summing, key: str, reading: Reading) -> Sequence[Counted]:
    return asked.counts(reading, key)
