"""Activities: visits, trainings and events, together or each kind by itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu

from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.texts import N_, P_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.activities_list import SPEC, ActivitiesTable
from coordinator_app.ui.pages.list_page import ListPage, View
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.widgets.kit import button

_ALL: Final = "all"
VIEWS: Final = (
    View(_ALL, P_("chip", "All"), _ALL),
    View("visits", N_("Visits"), "visit", "visit"),
    View("trainings", N_("Trainings"), "training", "training"),
    View("events", N_("Events"), "event", "event"),
)
_NEW: Final = {
    _ALL: N_("New activity"),
    "visit": N_("New visit"),
    "training": N_("New training"),
    "event": N_("New event"),
}
_PROMPTS: Final = {
    "visit": N_("Search visits"),
    "training": N_("Search trainings"),
    "event": N_("Search events"),
}
_EMPTY: Final = {
    "visit": N_("No visit is recorded yet."),
    "training": N_("No training is recorded yet."),
    "event": N_("No event is recorded yet."),
}


class ActivitiesPage(ListPage):
    """The activities; opening one goes to its page.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, "activities", context.texts("Activities"), VIEWS)
        self._menu = QMenu(self)
        for key in ACTIVITIES:
            self._menu.addAction(context.actions.action(f"new.{key}"))
        first = self.texts(_NEW[_ALL])
        self._new = button(self.kit, first, "primary", icon="add", clicked=self.new_here)
        self._new.setToolTip(context.actions.action("new.here").toolTip())
        self._new.setEnabled(not context.file.read_only)
        self.header.set_main(self._new)

    def make_table(self, name: str) -> ListTable:
        """Return the list of a kind, or of all three."""
        texts = self.texts
        add = button(self.kit, texts(_NEW[name]), icon="add", clicked=self.new_here)
        add.setEnabled(not self.context.file.read_only)
        if name == _ALL:
            return ActivitiesTable(self.context, SPEC, add)
        spec = ListSpec(
            name,
            prompt=_PROMPTS[name],
            empty=_EMPTY[name],
            icon=name,
            sort=(("dates", True),),
        )
        return ListTable(self.context, spec, add)

    def chip_changed(self, view: View) -> None:
        """Name the main button after the kind that is shown."""
        self._new.setText(self.texts(_NEW[view.table]))

    def new_here(self) -> None:
        """Begin an activity of the kind that is shown; of all, ask which."""
        kind = self.view.table
        if kind != _ALL:
            self.context.actions.action(f"new.{kind}").trigger()
            return
        self._menu.popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))

    @Slot(str)
    def on_opened(self, record_id: str) -> None:
        """Go to the page of an activity."""
        self.context.shell.go_to(record_id)
