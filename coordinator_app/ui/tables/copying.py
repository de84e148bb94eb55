"""Copying the chosen cells of a list of entries, those that were never in sight among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Slot

from coordinator_app.ui.context import Context
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tables.paged_model import PagedModel
from coordinator_app.ui.tables.rows import Row
from coordinator_app.ui.tables.view import TableView

_NOTHING = clipboard.Cell("")


class Copying(QObject):
    """Puts what is chosen in a view on the clipboard.

    Args:
        context: Collaborators.
        view: Shows a RecordModel.
    """

    def __init__(self, context: Context, view: TableView) -> None:
        super().__init__(view)
        self._context, self._view = context, view

    @Slot()
    def copy(self) -> None:
        """Copy the chosen cells with their headings; a single cell without."""
        model, chosen = self._view.records(), self._chosen()
        rows = {at: row for at in chosen if (row := model.row_at(at)) is not None}
        if isinstance(model, PagedModel):
            entries = {at: entry for at in chosen if (entry := model.entry_at(at)) >= 0}
            if len(rows) < len(entries):
                model.read_rows(entries.values(), partial(self._on_rows, chosen, entries))
                return
        self._put(chosen, rows)

    def _on_rows(
        self,
        chosen: Mapping[int, set[int]],
        entries: Mapping[int, int],
        rows: Mapping[int, Row],
    ) -> None:
        self._put(chosen, {at: rows[entry] for at, entry in entries.items() if entry in rows})

    def _chosen(self) -> dict[int, set[int]]:
        """Return the chosen columns of each line."""
        found: dict[int, set[int]] = {}
        for part in self._view.selectionModel().selection().toList():
            columns = {
                column
                for column in range(part.left(), part.right() + 1)
                if not self._view.isColumnHidden(column)
            }
            for row in range(part.top(), part.bottom() + 1):
                found[row] = found[row] | columns if row in found else columns
        return found

    def _put(self, chosen: Mapping[int, set[int]], rows: Mapping[int, Row]) -> None:
        model = self._view.records()
        wanted = set().union(*(chosen[at] for at in rows))
        columns = sorted(wanted, key=self._view.horizontalHeader().visualIndex)
        block = [
            [self._cell(rows[at], each) if each in chosen[at] else _NOTHING for each in columns]
            for at in sorted(rows)
        ]
        clipboard.put(self._context, [model.heading(each) for each in columns], block)

    def _cell(self, row: Row, column: int) -> clipboard.Cell:
        field = self._view.records().field_at(column)
        value = row.values.get(field.key) if field is not None else None
        return clipboard.cell_of(field, value, row.texts[column], self._context.texts)
