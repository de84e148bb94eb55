"""A tab of an entry made of grids of the rows it owns."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.services import viewing
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import words


def begin_in(grid: ChildGrid) -> None:
    """Put the cursor into a grid: on its current row, else into the empty line."""
    grid.view.setFocus(Qt.FocusReason.OtherFocusReason)
    if not grid.ids():
        grid.write_line()


def offer_first_line(grid: ChildGrid) -> None:
    """Put the cursor into the empty line once it is known that a grid has no rows."""
    grid.counted.connect(partial(_on_counted, grid))


def _on_counted(grid: ChildGrid, count: int) -> None:
    if not count and grid.view.hasFocus() and not grid.view.currentIndex().isValid():
        grid.write_line()


class GridsTab(Tab):
    """Grids of owned rows beside each other, each under its title.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.grids: list[ChildGrid] = []
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(SPACE_S)

    def hold(self, grid: ChildGrid) -> ChildGrid:
        """Show the rows of the entry in a grid."""
        self.grids.append(grid)
        offer_first_line(grid)
        return grid

    def titled(self, grid: ChildGrid, title: str) -> QWidget:
        """Return a grid under its title."""
        self.hold(grid)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(words(title, "section"))
        column.addWidget(grid, 1)
        return made

    def show_entry(self, view: viewing.View) -> None:
        """Show the rows of an entry."""
        for grid in self.grids:
            grid.show_parent(view.record.id)

    def commit(self) -> None:
        """Take what is being typed."""
        for grid in self.grids:
            grid.commit()

    def begin(self) -> None:
        """Go to the first grid."""
        begin_in(self.grids[0])


class GridTab(GridsTab):
    """One grid that fills its tab.

    Args:
        context: Collaborators.
        grid: The grid.
    """

    def __init__(self, context: Context, grid: ChildGrid) -> None:
        super().__init__(context)
        self.row.addWidget(self.hold(grid))
