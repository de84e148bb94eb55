"""A grid of the rows one entry owns: an empty last line makes a new one, Del takes one away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView

from coordinator_app.domain.changes import ChangeSet, Create
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.values import sort_key
from coordinator_app.services import editing, pasting
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.dialogs.paste import paste_block
from coordinator_app.ui.tables import columns as layouts
from coordinator_app.ui.tables.child_model import ChildModel
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.grid_editing import GridEditing
from coordinator_app.ui.tables.rows import Presenter, Row, own_fields
from coordinator_app.ui.tables.view import TableView
from coordinator_app.ui.tables.widths import Widths
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.card import Card

#: What new rows get besides what is typed: the State of the visit, where they come from ...
Given = Callable[[], Mapping[str, Value]]


def _nothing() -> Mapping[str, Value]:
    return {}


class ChildGrid(Card):
    """Rows of one parent.

    Args:
        context: Collaborators.
        type_key: Record type of the rows.
        columns: Keys of the fields shown, or columns; () takes the layout of the type.
        key: Under which widths are remembered; "" for the type's key.
        link: The field by which a row points at the parent ("parent"; "origin" of follow-ups).
        prompt: Translated words in the empty last line ("Type an institution…").
        given: Returns further values of a new row.
        order: Fields the rows are sorted by when the parent is opened.

    Signals:
        selected: Id of the current row, "" on the empty line or with no row.
        opened: Id of a row the person wants to see (Enter on it).
        counted: How many rows there are.
    """

    selected = Signal(str)
    opened = Signal(str)
    counted = Signal(int)

    def __init__(
        self,
        context: Context,
        type_key: str,
        columns: Sequence[str | Column] = (),
        *,
        key: str = "",
        link: str = PARENT,
        prompt: str = "",
        given: Given = _nothing,
        order: Sequence[str] = (),
    ) -> None:
        super().__init__(flush=True)
        self._context, self._link, self._given = context, link, given
        self._order, self._sequence = tuple(order), ()
        self._type = context.catalogue[type_key]
        self._parent_id = ""
        self._wanted = ""
        self._promoted: set[str] = set()
        self._generation = Generation()
        shown = layouts.laid(self._type, columns) if columns else layouts.layout(self._type)
        self._presenter = Presenter(shown, context.texts, own_fields(context.catalogue))
        writable = not context.file.read_only
        self.model = ChildModel(
            context.catalogue, type_key, shown, context.texts, prompt=prompt, editable=writable,
            parent=self,
        )  # fmt: skip
        self.view = TableView(context.kit, context.texts(self._type.plural))
        self.view.set_editable(writable)
        self.view.setModel(self.model)
        self._widths = Widths(context.shell, self.view, key or f"grid/{type_key}")
        self._widths.lay(shown)
        self.editing = GridEditing(context, self.view, self._on_paste if writable else None)
        self.editing.bind()
        self.body.setContentsMargins(1, 3, 1, 3)
        self.add(self.view, 1)
        self.setFocusProxy(self.view)
        bind = context.actions.bind
        bind("list.open", self._on_open, self.view)
        if writable:
            bind("list.delete", self._on_delete, self.view)
        self.editing.line_typed.connect(self._on_line_typed)
        self.view.row_changed.connect(self._on_row_changed)
        self.view.opened.connect(self._on_row_opened)
        self.view.head.setSectionsClickable(False)
        context.changes.changed.connect(self._on_changed)

    # For pages ---------------------------------------------------------------------------------

    def show_parent(self, parent_id: str) -> None:
        """Show the rows of an entry, "" for none."""
        if parent_id != self._parent_id:
            self._parent_id = parent_id
            self._sequence = ()
            self._promoted.clear()
            self.model.offer_line(on=False)
            self.model.set_rows(())
        self._read()

    def current_id(self) -> str:
        """Return the id of the current row."""
        row = self.model.row_at(self.view.currentIndex().row())
        return row.id if row else ""

    def select(self, record_id: str) -> None:
        """Make a row the current one, now or when it arrives."""
        at = self.model.row_of(record_id)
        if at >= 0:
            self.view.go_to(at)
        else:
            self._wanted = record_id

    def ids(self) -> list[str]:
        """Return the ids of the rows, in the order shown."""
        return [row.id for row in self.model.rows()]

    def write_line(self) -> None:
        """Put the cursor into the empty last line."""
        if self.model.writes:
            self.view.go_to(self.model.rowCount() - 1, 0)
            self.view.setFocus()

    def commit(self) -> None:
        """Take what is being typed; called when the page is left."""
        if self.view.state() is QAbstractItemView.State.EditingState:
            self.view.setFocus()

    # Reading -----------------------------------------------------------------------------------

    def _read(self) -> None:
        stamp = self._generation.new()
        if self._parent_id:
            asked = partial(
                _rows, self._parent_id, self._type.key, self._link, self._order, self._presenter
            )
            self._context.tasks.read(asked, self._on_read, generation=stamp)

    @Slot(object)
    def _on_read(self, rows: Sequence[Row]) -> None:
        found = {row.id: row for row in rows}
        self._promoted -= found.keys()
        before = [row for row in self.model.rows() if row.id in found or row.id in self._promoted]
        known = {row.id for row in before}
        # Rows keep their places while one works in them; they are sorted when the page is opened.
        ordered = [found.get(row.id, row) for row in before]
        ordered += [row for row in rows if row.id not in known]
        self.model.set_rows(ordered)
        self.model.offer_line(on=self.model.editable)
        if self._wanted and self.model.row_of(self._wanted) >= 0:
            self.view.go_to(self.model.row_of(self._wanted))
            self._wanted = ""
        elif not self.view.currentIndex().isValid() and ordered:
            self.view.go_to(0, 0)
        self.counted.emit(len(ordered))
        self._on_row_changed()

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._parent_id and (
            self._type.key in change_set.types or self._points_at(change_set.records)
        ):
            self._read()

    def _points_at(self, record_ids: Sequence[str]) -> bool:
        changed = set(record_ids)
        return any(changed & row.names.keys() for row in self.model.rows())

    # Making, deleting, pasting -------------------------------------------------------------------

    def given(self) -> dict[str, Value]:
        """Return what every new row gets."""
        return {**self._given(), self._link: self._parent_id}

    @Slot()
    def _on_line_typed(self) -> None:
        given = self.given()
        if not self._parent_id or self.model.lacks(given):
            return
        record_id = uuid7()
        values = {**given, **self.model.typed()}
        # The line becomes the row at once, so that typing goes on in it while it is written.
        self.model.promote(record_id)
        self._promoted.add(record_id)
        self._context.tasks.write(
            partial(_create, self._type.key, values, record_id),
            None,
            partial(self._on_not_made, record_id),
        )
        self._on_row_changed()

    def _on_not_made(self, record_id: str, error: UserError) -> None:
        self._promoted.discard(record_id)
        self.model.demote(record_id)
        self._context.shell.explain(error)

    @Slot()
    def _on_delete(self) -> None:
        ids = [row.id for at in self.view.selected_rows() if (row := self.model.row_at(at))]
        doomed = [each for each in ids if each]
        if doomed:
            self._context.tasks.write(
                partial(_delete, doomed), partial(self._on_deleted, len(doomed))
            )
        elif ids:
            self.model.clear_line()

    def _on_deleted(self, count: int, change_set: ChangeSet) -> None:
        texts = self._context.texts
        said = texts.n("{n} line deleted", "{n} lines deleted", count)
        self._context.shell.say_undoable(said, change_set.operation)

    def _on_paste(self, table: Sequence[Sequence[str]], row: int, column: int) -> None:
        shown = [
            (at, field.key if (field := self.model.field_at(at)) and not each.readonly else "")
            for at, each in enumerate(self.model.columns)
            if not self.view.isColumnHidden(at)
        ]
        fields = [key for at, key in shown if at >= column]
        targets = self.ids()[row:]
        plan = partial(
            pasting.plan, type_key=self._type.key, fields=fields, targets=targets,
            table=table, texts=self._context.texts, given=self.given(),
            listed=[key for _, key in shown],
        )  # fmt: skip
        paste_block(self._context, self, plan, self.given())

    # Following the cursor --------------------------------------------------------------------------

    @Slot()
    def _on_row_changed(self) -> None:
        self.selected.emit(self.current_id())

    @Slot()
    def _on_open(self) -> None:
        self._on_row_opened(self.view.currentIndex().row())

    @Slot(int)
    def _on_row_opened(self, at: int) -> None:
        row = self.model.row_at(at)
        if row is None or not row.id:
            QTimer.singleShot(0, self.editing.edit)
        else:
            self.opened.emit(row.id)


def _rows(
    parent_id: str,
    type_key: str,
    link: str,
    order: Sequence[str],
    presenter: Presenter,
    reading: Reading,
) -> list[Row]:
    records = reading.records.linked_from(parent_id, type_key, link)
    fields = reading.catalogue[type_key].by_key

    def key(record: Record) -> tuple[object, ...]:
        return tuple(sort_key(fields[each], record.get(each)) for each in order)

    return presenter.of_records(reading, sorted(records, key=key) if order else records)


def _create(
    type_key: str, values: Mapping[str, Value], record_id: str, session: Session
) -> ChangeSet:
    made = Create(type_key, values, record_id)
    return editing.apply(session, [made], N_("New {type}"), type=type_key)


def _delete(record_ids: Sequence[str], session: Session) -> ChangeSet:
    return editing.delete(session, record_ids)
