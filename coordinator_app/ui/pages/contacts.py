"""Contacts: people with their roles, institutions, points of contact, and what nobody verified."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot

from coordinator_app.services.listing import OWNER, STATES, Condition, Op
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.contact_pane import ContactPane
from coordinator_app.ui.pages.list_page import ListPage, View
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.widgets.kit import button

_PEOPLE, _INSTITUTIONS, _STALE = "people", "institutions", "stale"
_POC: Final = ("POC_1540", "POC_1540_ALTERNATE")
VIEWS: Final = (
    View(_PEOPLE, N_("People"), _PEOPLE, "contact"),
    View(_INSTITUTIONS, N_("Institutions"), _INSTITUTIONS, "institution"),
    View(
        "poc", N_("Points of contact"), _PEOPLE, "contact",
        (Condition("$roles", Op.IS, _POC),), sort=(("country", False),),
    ),
    View(_STALE, N_("Not verified for a year"), _STALE, "contact_role", flags=("stale",)),
)  # fmt: skip
_BY_NAME: Final = (("name", False),)
_SPECS: Final = {
    _PEOPLE: ListSpec(
        "contact",
        prompt=N_("Search people"),
        empty=N_("No contact is recorded yet."),
        icon="contact",
        sort=_BY_NAME,
    ),
    _INSTITUTIONS: ListSpec(
        "institution",
        prompt=N_("Search institutions"),
        empty=N_("No institution is recorded yet."),
        icon="institution",
        sort=_BY_NAME,
    ),
    _STALE: ListSpec(
        "contact_role",
        prompt=N_("Search roles"),
        empty=N_("Every role was verified in the last twelve months."),
        icon="ok",
        sort=(("last_verified_on", False),),
        columns=(
            Column(OWNER, 150, 2, N_("Contact"), readonly=True),
            Column("role", 150, 2),
            Column(STATES, 104, 1, N_("State"), readonly=True),
            Column("institution", 130, 3),
            Column("status", 96, look="status"),
            Column("last_verified_on", 136),
            Column("position", 120, 2, spare=True),
            Column("verified_how", 120, 1, spare=True),
        ),
    ),
}


class ContactsPage(ListPage):
    """The contacts.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        self._details = ContactPane(context)
        super().__init__(context, "contacts", context.texts("Contacts"), VIEWS, self._details)
        self._new = button(
            self.kit, self.texts("New contact"), "primary", icon="add", clicked=self.new_here
        )
        self._new.setToolTip(context.actions.action("new.here").toolTip())
        self._new.setEnabled(not context.file.read_only)
        self.header.set_main(self._new)
        context.actions.bind("record.replace", self._details.replace, self)

    def make_table(self, name: str) -> ListTable:
        """Return a list."""
        add = None
        if name != _STALE:
            add = button(self.kit, self._new_words(name), icon="add", clicked=self.new_here)
            add.setEnabled(not self.context.file.read_only)
        return ListTable(self.context, _SPECS[name], add)

    def open(self, route: Route) -> None:
        """Show a person or an institution, on the chip it belongs to."""
        if not route.record or route.params.get("chip"):
            super().open(route)
            return
        self._route = route
        self.context.tasks.read(_TypeOf(route.record), self._on_type)

    def show_details(self, record_id: str) -> None:
        """Show the entry of a row; of a role, its person."""
        if self.view.table == _STALE:
            row = self.table.model.row_at(self.table.model.row_of(record_id))
            owner = row.values.get(OWNER) if row is not None else ""
            self._details.show_record("contact", str(owner or ""))
            return
        self._details.show_record(_SPECS[self.view.table].type, record_id)

    def chip_changed(self, view: View) -> None:
        """Name the main button after what is shown."""
        self._new.setText(self._new_words(view.table))

    def leave(self) -> None:
        """Commit what is typed."""
        super().leave()
        self._details.commit()

    def new_here(self) -> None:
        """Ask for a new person or institution."""
        kind = "institution" if self.view.table == _INSTITUTIONS else "contact"
        self.context.actions.action(f"new.{kind}").trigger()

    def _new_words(self, table: str) -> str:
        new = N_("New institution") if table == _INSTITUTIONS else N_("New contact")
        return self.texts(new)

    @Slot(str)
    def _on_type(self, type_key: str) -> None:
        chip = _INSTITUTIONS if type_key == "institution" else _PEOPLE
        super().open(Route("contacts", self._route.record, {"chip": chip}))


class _TypeOf:
    """Finds the record type of an entry."""

    def __init__(self, record_id: str) -> None:
        self._record_id = record_id

    def __call__(self, reading: Reading) -> str:
        return reading.records.types_of([self._record_id]).get(self._record_id, "")
