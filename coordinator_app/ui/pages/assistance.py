"""Assistance: what States ask for, request by request and item by item, and what is offered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot

from coordinator_app.services.listing import OWNER, STATES
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.list_page import ListPage, View
from coordinator_app.ui.tables.columns import REFERENCE, Column
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.widgets.kit import button

_REQUEST, _ITEM, _OFFER = "assistance_request", "assistance_item", "assistance_offer"
VIEWS: Final = (
    View("open", N_("Open requests"), _REQUEST, _REQUEST, flags=("open",)),
    View("requests", N_("All requests"), _REQUEST, _REQUEST),
    View("items", N_("Items to be met"), _ITEM, _ITEM, flags=("open",)),
    View("offers", N_("Offers"), _OFFER, _OFFER),
)
_NEW: Final = {
    _REQUEST: N_("New request"),
    _ITEM: N_("New request"),
    _OFFER: N_("New offer"),
}
_SPECS: Final = {
    _REQUEST: ListSpec(
        _REQUEST,
        prompt=N_("Search requests"),
        empty=N_("No request for assistance is recorded yet."),
        icon=_REQUEST,
        sort=(("submitted_on", True),),
        watched=frozenset({_ITEM}),
    ),
    _ITEM: ListSpec(
        _ITEM,
        key="assistance/items",
        prompt=N_("Search items"),
        empty=N_("No request names an item yet."),
        icon=_ITEM,
        sort=((REFERENCE, False),),
        columns=(
            Column(REFERENCE, 144, label=N_("Code"), look="reference", readonly=True),
            Column(STATES, 104, 1, N_("State"), readonly=True),
            Column("text", 200, 6),
            Column("assist_type", 120, 1),
            Column("status", 152, look="status"),
            Column("priority", 84, spare=True),
            Column(OWNER, 140, 2, N_("Request"), readonly=True, spare=True),
        ),
    ),
    _OFFER: ListSpec(
        _OFFER,
        prompt=N_("Search offers"),
        empty=N_("No offer of assistance is recorded yet."),
        icon=_OFFER,
        sort=(("offered_on", True),),
    ),
}


class AssistancePage(ListPage):
    """Requests, the items they name, and offers; opening one goes to its page.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, "assistance", context.texts("Assistance"), VIEWS)
        first = self.texts(_NEW[_REQUEST])
        self._new = button(self.kit, first, "primary", icon="add", clicked=self.new_here)
        self._new.setToolTip(context.actions.action("new.here").toolTip())
        self._new.setEnabled(not context.file.read_only)
        self.header.set_main(self._new)

    def make_table(self, name: str) -> ListTable:
        """Return the list of requests, items or offers."""
        add = button(self.kit, self.texts(_NEW[name]), icon="add", clicked=self.new_here)
        add.setEnabled(not self.context.file.read_only)
        return ListTable(self.context, _SPECS[name], add)

    def chip_changed(self, view: View) -> None:
        """Name the main button after what is shown."""
        self._new.setText(self.texts(_NEW[view.table]))

    def new_here(self) -> None:
        """Begin an offer among the offers, a request elsewhere."""
        kind = _OFFER if self.view.table == _OFFER else _REQUEST
        self.context.actions.action(f"new.{kind}").trigger()

    @Slot(str)
    def on_opened(self, record_id: str) -> None:
        """Go to the page of an entry; an item is shown with its request."""
        self.context.shell.go_to(record_id)
