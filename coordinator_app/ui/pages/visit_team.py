"""Who travelled, who took part, what was seen, and how the visit was arranged."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.services import viewing
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.record_form import FormPane, RecordForm
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import words

_ARRANGED: Final = (
    "#Arrangements", "venue", "start_time", "invitation_status", "invitation_ref", "invited_on",
    "#Taking part", "participants", "institutions_count", "women", "men",
)  # fmt: skip


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

    def titled(self, grid: ChildGrid, title: str) -> QWidget:
        """Return a grid under its title."""
        self.grids.append(grid)
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
        first = self.grids[0]
        if first.ids():
            first.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            first.write_line()


class TeamTab(GridsTab):
    """The team, partners and sites of a visit, and its arrangements."""

    def __init__(self, context: Context, binding: Binding) -> None:
        super().__init__(context)
        texts = context.texts
        team = ChildGrid(context, "visit_delegate", prompt=texts("Type who travelled"))
        partners = ChildGrid(
            context, "activity_partner", ("party", "role"), prompt=texts("Type a partner")
        )
        sites = ChildGrid(
            context, "visit_site", ("name", "site_type"), prompt=texts("Type a place")
        )
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self.titled(partners, texts("Partners")), 1)
        right.addWidget(self.titled(sites, texts("Sites visited")), 1)
        card = Card(flush=True)
        form = RecordForm(context, "visit", _ARRANGED, columns=2, binding=binding)
        card.add(FormPane(form), 1)
        self.row.addWidget(self.titled(team, texts("Team")), 4)
        self.row.addLayout(right, 3)
        self.row.addWidget(card, 4)
        self.grids = [team, partners, sites]
