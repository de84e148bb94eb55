"""Editing in a table: cells typed over, repeated, filled, pasted; the workbook does the undoing."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, QPersistentModelIndex, Signal, Slot

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.services import editing
from coordinator_app.services.session import Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.dialogs import next_status
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tables.cell_editors import EditingDelegate
from coordinator_app.ui.tables.child_model import ChildModel
from coordinator_app.ui.tables.copying import Copying
from coordinator_app.ui.tables.record_model import RecordModel
from coordinator_app.ui.tables.view import TableView

#: Word of a change may come after the answer to the write that made it.
_REMEMBERED: Final = 16
_FILL: Final = N_("Fill down in {count} entries")


class Pastes(Protocol):
    """Takes a block of cells from the clipboard at a cell."""

    def __call__(self, cells: Sequence[Sequence[str]], row: int, column: int, /) -> None:
        """Paste it."""
        ...


class GridEditing(QObject):
    """Joins a view to the workbook.

    Args:
        context: Collaborators.
        view: Shows a RecordModel.
        paste: Takes what is pasted.

    Signals:
        line_typed: Something was typed into the empty last line of a grid.
    """

    line_typed = Signal()

    def __init__(self, context: Context, view: TableView, paste: Pastes | None = None) -> None:
        super().__init__(view)
        self._context, self._view, self._paste = context, view, paste
        self._writing = 0
        self._written: deque[str] = deque(maxlen=_REMEMBERED)
        self._copying = Copying(context, view)
        self._delegate = EditingDelegate(context, view)
        view.setItemDelegate(self._delegate)
        self._delegate.entered.connect(self._on_entered)
        self._delegate.left.connect(self._on_left)
        self._delegate.refused.connect(self._on_refused)

    def bind(self) -> None:
        """Give the view the keys of a list that edit and copy."""
        bind, view = self._context.actions.bind, self._view
        bind("list.edit", self.edit, view)
        bind("list.copy", self._copying.copy, view)
        if self._view.marks_cell:
            bind("list.fill", self.fill, view)
            bind("list.fill_down", self.fill, view)
        if self._paste is not None:
            bind("list.paste", self.paste, view)

    @Slot()
    def edit(self) -> None:
        """Edit the current cell."""
        index = self._view.currentIndex()
        if index.isValid():
            self._view.edit(index)

    @Slot()
    def paste(self) -> None:
        """Paste a block at the top left of the chosen cells."""
        chosen = self._view.selectedIndexes() or [self._view.currentIndex()]
        chosen = [each for each in chosen if each.isValid()]
        table = clipboard.read(self._context)
        if self._paste is not None and chosen and table:
            self._paste(
                table,
                min(each.row() for each in chosen),
                min(each.column() for each in chosen),
            )

    @Slot()
    def fill(self) -> None:
        """Repeat the top cells of the chosen ones downwards; a single one repeats that above."""
        model = self._view.records()
        chosen = self._view.selectedIndexes() or [self._view.currentIndex()]
        rows = sorted({each.row() for each in chosen if each.isValid()})
        if not rows:
            return
        source = rows[0] if len(rows) > 1 else rows[0] - 1
        changes: dict[str, dict[str, Value]] = {}
        for column in sorted({each.column() for each in chosen}):
            field = model.field_at(column)
            if field is None or model.row_at(source) is None:
                continue
            for row in rows:
                found = model.row_at(row)
                if row != source and found is not None and model.can_edit(row, column):
                    self._put(row, column, field, source, changes)
        if changes:
            self.write_many(changes, _FILL)

    def is_own(self, change_set: ChangeSet) -> bool:
        """Say whether a change was made in this table: its rows then stay where they are."""
        return self._writing > 0 or change_set.operation in self._written

    def write(self, record_id: str, values: Mapping[str, Value]) -> None:
        """Change fields of one entry."""
        self._writing += 1
        self._context.tasks.write(
            partial(_update, record_id, values),
            self._on_wrote,
            partial(self._on_failed, (record_id,)),
        )

    def _put(
        self,
        row: int,
        column: int,
        field: Field,
        source: int,
        changes: dict[str, dict[str, Value]],
    ) -> None:
        model = self._view.records()
        value, text = model.value_at(source, column), model.text_at(source, column)
        if isinstance(model, ChildModel) and model.is_new(row):
            model.type_in(field.key, value, text)
            self.line_typed.emit()
            return
        found = model.row_at(row)
        if found is not None:
            changes.setdefault(found.id, {})[field.key] = value
            model.show_pending(found.id, model.columns[column].key, text)

    def write_many(self, changes: Mapping[str, Mapping[str, Value]], label: str) -> None:
        """Change fields of several entries as one operation."""
        self._writing += 1
        self._context.tasks.write(
            partial(_update_many, changes, label),
            self._on_wrote,
            partial(self._on_failed, tuple(changes)),
        )

    @Slot(QPersistentModelIndex, object, str)
    def _on_entered(self, index: QPersistentModelIndex, value: Value, text: str) -> None:
        model = self._view.records()
        row, column = index.row(), index.column()
        field, found = model.field_at(column), model.row_at(row)
        if field is None or found is None:
            return
        if isinstance(model, ChildModel) and model.is_new(row):
            model.type_in(field.key, value, text)
            self.line_typed.emit()
            return
        life = model.record_type.life
        if life is not None and field.key == life.field and isinstance(value, str):
            next_status.take(self._context, found.id, value, self._view, self.write)
            return
        if field.kind in (Kind.LINKS, Kind.CHOICES):
            text = ""  # put into words by the workbook in a moment
        if text or value is None:
            model.show_pending(found.id, model.columns[column].key, text)
        self.write(found.id, {field.key: value})

    @Slot(int, int)
    def _on_left(self, rows: int, columns: int) -> None:
        self._view.setFocus()
        if rows or columns:
            self._view.step(rows, columns)

    @Slot(str)
    def _on_refused(self, problem: str) -> None:
        self._context.shell.say(problem)

    @Slot(object)
    def _on_wrote(self, change_set: ChangeSet) -> None:
        self._writing -= 1
        self._written.append(change_set.operation)

    def _on_failed(self, record_ids: Sequence[str], error: UserError) -> None:
        self._writing -= 1
        model: RecordModel = self._view.records()
        model.drop_pending(record_ids)
        self._context.shell.explain(error)


def _update(record_id: str, values: Mapping[str, Value], session: Session) -> ChangeSet:
    return editing.update(session, record_id, values)


def _update_many(
    changes: Mapping[str, Mapping[str, Value]], label: str, session: Session
) -> ChangeSet:
    return editing.update_many(session, changes, label=label)
