"""Who travelled, who took part, and what was seen."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.entry_grids import GridsTab
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.theme import SPACE_S


class TeamTab(GridsTab):
    """The team, partners and sites of a visit.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        texts = context.texts
        team = ChildGrid(context, "visit_delegate", prompt=texts("Type who travelled"))
        partners = ChildGrid(
            context, "activity_partner", ("party", "role"), prompt=texts("Type a partner")
        )
        sites = ChildGrid(
            context, "visit_site", ("name", "site_type", "seen_on"), prompt=texts("Type a place")
        )
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        self.row.addWidget(self.titled(team, texts("Team")), 1)
        right.addWidget(self.titled(partners, texts("Partners")), 1)
        right.addWidget(self.titled(sites, texts("Sites visited")), 1)
        self.row.addLayout(right, 1)
