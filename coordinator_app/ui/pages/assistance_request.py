"""The page of a request for assistance: its items, the offers that name them, what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.dialogs.new_entry import NewEntryDialog
from coordinator_app.ui.pages.activity_body import ActivityBody
from coordinator_app.ui.pages.assistance_offers import OffersTab
from coordinator_app.ui.pages.commitments import CommitmentGrid
from coordinator_app.ui.pages.entry_body import EntryBody, Tab, TabSpec
from coordinator_app.ui.pages.entry_forms import FormsTab
from coordinator_app.ui.pages.entry_grids import GridTab
from coordinator_app.ui.pages.entry_page import EntryPage
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.tables.columns import REFERENCE, Column
from coordinator_app.ui.widgets.kit import tool_button

_FACTS: Final = ("countries", "requester", "submitted_on", "next_check_on")
_DETAILS: Final = (
    ("situation", "objective", "previous_assistance", "national_contribution", "notes"),
    ("#How it was made", "channel", "note_verbale", "language", "contact",
     "#What it is about", "urgency", "time_frame", "obligations", "domains",
     "#Who may see it", "circulate_ok", "publish_ok", "sensitivity"),
)  # fmt: skip
_COLUMNS: Final = (
    Column("number", 58, look="number"),
    Column("text", 200, 6),
    Column("assist_type", 124, 1),
    Column("status", 152, look="status"),
    Column("beneficiaries", 130, 2, spare=True),
    Column("quantity", 100, 1, spare=True),
    Column(REFERENCE, 144, label=N_("Code"), look="reference", spare=True, readonly=True),
)
#: So that the titles of sections are collected with the other texts.
_SECTIONS: Final = (N_("How it was made"), N_("What it is about"), N_("Who may see it"))
_ITEMS: Final = 0
_UPPER: Final = 62


class ItemsTab(GridTab):
    """The items of a request.

    Args:
        context: Collaborators.

    Signals:
        listed: Id and words of each item.
    """

    listed = Signal(object)

    def __init__(self, context: Context) -> None:
        self.grid = ChildGrid(
            context,
            "assistance_item",
            _COLUMNS,
            key="request/items",
            order=("number",),
            prompt=context.texts("Type what is asked for"),
        )  # fmt: skip
        super().__init__(context, self.grid)
        self.grid.counted.connect(self._on_counted)

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        model = self.grid.model
        column = model.column_of("text")
        names = [model.text_at(at, column)[:60] for at in range(count)]
        self.listed.emit(list(zip(self.grid.ids(), names, strict=True)))


class RequestBody(ActivityBody):
    """A request for assistance."""

    def __init__(self, context: Context) -> None:
        grid = CommitmentGrid(context, "assistance_item", N_("Item"))
        super().__init__(context, "assistance_request", _FACTS, grid, _UPPER)
        send = tool_button(
            self.kit, "send", self.texts("Send the assistance form"), clicked=self._on_send
        )
        send.setEnabled(not context.file.read_only)
        self.strip.add_tool(send)

    @property
    def items(self) -> ItemsTab:
        """The first tab."""
        found = self.tab(_ITEMS)
        if not isinstance(found, ItemsTab):
            raise TypeError("the first tab of a request holds its items")
        return found

    def commit_sentence(self) -> None:
        """Make a commitment of the current item."""
        item = self.items.grid.current_id()
        if item and self.stack.currentIndex() == _ITEMS:
            self.commitments.set_origin(item)
            self.commitments.quote(self._words_of(item))
            self.commitments.set_origin("")

    def _words_of(self, item: str) -> str:
        model = self.items.grid.model
        return model.text_at(model.row_of(item), model.column_of("text"))

    def _tabs(self) -> Sequence[TabSpec]:
        texts = self.texts
        return (
            TabSpec(texts("Items"), self._make_items),
            TabSpec(texts("Offers"), self._make_offers),
            TabSpec(texts("Details"), self._make_details),
            TabSpec(texts("Files"), self._make_files),
        )

    def _make_items(self) -> Tab:
        made = ItemsTab(self.context)
        made.listed.connect(self.commitments.offer_rows)
        return made

    def _make_offers(self) -> Tab:
        made = OffersTab(self.context)
        made.chosen.connect(self.context.shell.go_to)
        made.new_asked.connect(self._on_new_offer)
        return made

    def _make_details(self) -> Tab:
        return FormsTab(self.context, self.binding, _DETAILS)

    @Slot()
    def _on_send(self) -> None:
        """Send the form about this request, filled in with what is on record."""
        self.leave()
        self.context.shell.send(request=self.record_id)

    @Slot()
    def _on_new_offer(self) -> None:
        """Begin an offer that names the current item."""
        item = self.items.grid.current_id()
        preset = {"items": [item]} if item else {}
        NewEntryDialog(self.context, self.window(), "assistance_offer", preset, go=False).open()


class RequestPage(EntryPage):
    """A request for assistance at a time."""

    type_key = "assistance_request"

    def make_body(self) -> EntryBody:
        """Return the body of a request."""
        return RequestBody(self.context)
