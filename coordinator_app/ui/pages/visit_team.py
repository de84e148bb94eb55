"""Who travelled, who took part, what was seen, and how the visit was arranged."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.record_form import FormPane, RecordForm
from coordinator_app.ui.pages.entry_grids import GridsTab
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.card import Card

#: So that the titles of sections are collected with the other texts.
_SECTIONS: Final = (N_("Arrangements"), N_("Taking part"))
_ARRANGED: Final = (
    "#Arrangements", "venue", "start_time", "invitation_status", "invitation_ref", "invited_on",
    "#Taking part", "participants", "institutions_count", "women", "men",
)  # fmt: skip


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
        self.grids = [team, partners, sites]  # the order of the eye, not of making
