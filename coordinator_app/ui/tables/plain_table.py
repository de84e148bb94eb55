"""A table of lines that are only to be read: no grid, whole rows, no editing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.theme import ROW_HEIGHT


def plain_table(
    context: Context,
    model: QAbstractItemModel,
    name: str,
    widths: Sequence[int] = (),
    *,
    several: bool = False,
) -> QTableView:
    """Return a table in the look of all lists.

    Args:
        name: Translated accessible name.
        widths: Of the columns, from the left.
        several: More than one row can be chosen.
    """
    modes = QAbstractItemView.SelectionMode
    table = QTableView()
    table.setModel(model)
    table.setItemDelegate(CellDelegate(context.kit, table))
    table.setAccessibleName(name)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.horizontalHeader().setHighlightSections(False)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    return table
