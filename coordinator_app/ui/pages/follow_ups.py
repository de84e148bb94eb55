"""Follow-ups: as a list to work through, or as a board; the details beside."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.listing import Condition, Op
from coordinator_app.texts import N_, P_
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.follow_up_board import FollowUpBoard
from coordinator_app.ui.pages.follow_up_pane import FollowUpPane
from coordinator_app.ui.pages.list_page import ListPage, View
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.widgets.kit import button, tool_button

_TYPE: Final = "follow_up"
_OPEN: Final = ("open",)
_BY_DUE: Final = (("due_on", False),)
VIEWS: Final = (
    View("open", N_("All open"), _TYPE, _TYPE, flags=_OPEN),
    View("late", N_("Late"), _TYPE, _TYPE, flags=("overdue",)),
    View(
        "week", N_("This week"), _TYPE, _TYPE,
        (Condition("due_on", Op.WITHIN, ("next_7_days",)),), _OPEN,
    ),
    View(
        "fortnight", N_("Next 14 days"), _TYPE, _TYPE,
        (Condition("due_on", Op.WITHIN, ("next_14_days",)),), _OPEN,
    ),
    View(
        "waiting", N_("Waiting"), _TYPE, _TYPE,
        (Condition("status", Op.IS, ("WAITING", "BLOCKED")),),
    ),
    View(
        "done", P_("chip", "Done"), _TYPE, "",
        (Condition("status", Op.IS, ("DONE", "VERIFIED")),), sort=(("done_on", True),),
    ),
    View("all", P_("chip", "All"), _TYPE),
)  # fmt: skip
_SPEC: Final = ListSpec(
    _TYPE,
    prompt=N_("Search follow-ups"),
    empty=N_("No follow-ups here. What somebody promises, and by when, is written down as one."),
    icon="follow_up",
    sort=_BY_DUE,
    double_click="edit",
)


class FollowUpsPage(ListPage):
    """The follow-ups.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        self._details = FollowUpPane(context)
        self._board: FollowUpBoard | None = None
        super().__init__(context, "follow_ups", context.texts("Follow-ups"), VIEWS, self._details)
        kit, texts = self.kit, self.texts
        self._as_board: QToolButton = tool_button(kit, "board", texts("As a board"))
        self._as_board.setCheckable(True)
        self._as_board.toggled.connect(self._on_board_toggled)
        self.header.add_button(self._as_board)
        new = button(kit, texts("New follow-up"), "primary", icon="add", clicked=self.new_here)
        new.setToolTip(context.actions.action("new.here").toolTip())
        new.setEnabled(not context.file.read_only)
        self.header.set_main(new)

    # ListPage ----------------------------------------------------------------------------------

    def make_table(self, name: str) -> ListTable:
        """Return the list."""
        add = button(self.kit, self.texts("New follow-up"), icon="add", clicked=self.new_here)
        add.setEnabled(not self.context.file.read_only)
        return ListTable(self.context, _SPEC, add)

    def current_id(self) -> str:
        """Return the id of the current row or card."""
        if self._board is not None and self.board_shown:
            return self._board.current_id()
        return super().current_id()

    def shown_part(self) -> QWidget:
        """Return the board while it is shown."""
        return self._board if self._board is not None and self.board_shown else self.table

    def show_details(self, record_id: str) -> None:
        """Show a follow-up in the pane."""
        self._details.show_record(record_id)

    def chip_changed(self, view: View) -> None:
        """Let the board follow the chips."""
        self._ask_board()

    def open(self, route: Route) -> None:
        """Show a chip, an entry, the board where it was left."""
        if self.context.shell.recall("follow_ups/board") == "on" and not self.tables:
            self._as_board.setChecked(True)
        if route.params.get("new"):
            self.new_here()
        super().open(route)

    def reveal(self, record_id: str) -> None:
        """Show an entry wherever it is: the chip is left if it would hide it."""
        if not self.tables or self.table.model.row_of(record_id) < 0:
            self.chips.select("all")
            self._show_view()
        super().reveal(record_id)

    def refresh(self, change_set: ChangeSet) -> None:
        """Follow what changed."""
        super().refresh(change_set)
        if {"follow_up", "contact", "institution", "country"} & change_set.types:
            self._ask_board()

    def leave(self) -> None:
        """Commit what is typed."""
        super().leave()
        self._details.commit()

    def new_here(self) -> None:
        """Ask what, who, by when and for which State."""
        self.context.actions.action("new.follow_up").trigger()

    # The board -----------------------------------------------------------------------------------

    @property
    def board_shown(self) -> bool:
        """Say whether the board is shown."""
        return self._as_board.isChecked()

    def _ask_board(self) -> None:
        if self._board is not None and self.board_shown and self.tables:
            self._board.ask(self.table.query())

    @Slot(bool)
    def _on_board_toggled(self, on: bool) -> None:
        self.context.shell.remember("follow_ups/board", "on" if on else "")
        if on and self._board is None:
            self._board = FollowUpBoard(self.context)
            self._board.current_changed.connect(self._on_card)
            self._board.opened.connect(self.on_opened)
            self.stack.addWidget(self._board)
            self.table.answered.connect(self._ask_board)
        self._ask_board()
        self.stack.setCurrentWidget(self.shown_part())
        self.shown_part().setFocus()

    @Slot(str)
    def _on_card(self, record_id: str) -> None:
        if self.side is not None and self.side.is_open:
            self._details.show_record(record_id)
