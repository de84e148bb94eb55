"""What stands beside the list of Home: replies, the next month, States not heard of for long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.services.home import Home
from coordinator_app.texts import N_
from coordinator_app.ui.charts.tile_map import Tile, TileMap, band_of
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.brevity import (
    last_contact_said,
    short_name,
    short_names,
    without_year,
)
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.kit import styled

_REPLIES: Final = (
    Column("state", 96, 2, label=N_("State")),
    Column("what", 120, 3, label=N_("What")),
    Column("came", 88, label=N_("Received"), look="due"),
)
_AHEAD: Final = (
    Column("day", 96, label=N_("Day"), look="due"),
    Column("what", 150, 4, label=N_("What")),
    Column("state", 96, 1, label=N_("State"), look="muted", spare=True),
)
_CONTACTS: Final = (
    Column("state", 118, 3, label=N_("State")),
    Column("day", 124, 1, label=N_("Last contact"), look="due"),
    Column("what", 150, 3, label=N_("What"), look="muted", spare=True),
)
_MOST_REPLIES: Final = 4
#: Below this height the map takes the room of the next month.
_LOW: Final = 470
_VIEW_KEY: Final = "home/last_contact"


class HomeSide(QWidget):
    """The right part of Home.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        styled(self, "plain")
        texts, kit = context.texts, context.kit
        self.replies = LinesView(
            kit, texts("Replies to check"), _REPLIES, heading=False, beside=True
        )
        self.replies.chosen.connect(self._on_reply)
        self._replies_card = _card(texts("Replies to check"), self.replies)
        self.ahead = LinesView(kit, texts("Next 30 days"), _AHEAD, heading=False, beside=True)
        self.ahead.chosen.connect(self._on_entry)
        nothing = EmptyState(kit, "calendar", texts("Nothing is planned in the next 30 days."))
        self._ahead_list = LineList(kit, self.ahead, nothing)
        self._ahead_card = _card(texts("Next 30 days"), self._ahead_list)
        self.contacts = LinesView(kit, texts("Last contact"), _CONTACTS, heading=False, beside=True)
        self.contacts.chosen.connect(self._on_state)
        self.map = TileMap(kit)
        self.map.chosen.connect(self._on_state_id)
        self._contact_card = self._last_contact()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._replies_card)
        column.addWidget(self._ahead_card, 4)
        column.addWidget(self._contact_card, 5)
        self._replies_card.hide()
        self._choose(context.shell.recall(_VIEW_KEY) or "list")

    def show_home(self, home: Home) -> None:
        """Show what was read."""
        texts, today = self._context.texts, self._context.clock.today()
        self._show_replies(home)
        self._ahead_list.show_lines(
            [
                Line(
                    ahead.record.id,
                    (without_year(ahead.day_text, today), ahead.text, short_names(ahead.states)),
                    ahead.record.id,
                    icons={1: ahead.record.type},
                )
                for ahead in home.ahead
            ]
        )
        self.contacts.show_lines(
            [
                Line(
                    each.state.id,
                    (
                        short_name(each.name),
                        without_year(last_contact_said(each, texts), today),
                        each.record.title if each.record else "",
                    ),
                    each.state.id,
                    icons={} if each.record is None else {1: each.record.type},
                    tones={} if each.day else {1: "muted"},
                )
                for each in home.contacts
            ]
        )
        self.map.show_tiles(
            [
                Tile(
                    each.state.id,
                    each.state.text("code"),
                    each.name,
                    last_contact_said(each, texts),
                    band_of((today - each.day).days if each.day else None),
                )
                for each in home.contacts
            ]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the map the room it needs."""
        super().resizeEvent(event)
        self._share_room()

    def _show_replies(self, home: Home) -> None:
        self.replies.show_lines(
            [
                Line(
                    task.record.id,
                    (short_names(task.states), task.party or task.what, task.due_text),
                    task.record.id,
                )
                for task in home.replies
            ]
        )
        count = len(home.replies)
        self._replies_card.setVisible(bool(count))
        self.replies.setFixedHeight(min(count, _MOST_REPLIES) * ROW_HEIGHT + 2)
        if self._replies_card.title is not None:
            self._replies_card.title.set_note(str(count))

    def _last_contact(self) -> Card:
        texts = self._context.texts
        card = Card(texts("Longest without contact"), flush=True)
        self._views = Chips(self._context.kit, texts("Shown as"), several=False)
        self._views.set_chips([Chip("list", texts("List")), Chip("map", texts("Map"))])
        self._views.selection_changed.connect(self._on_view)
        if card.title is not None:
            card.title.add(self._views)
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        self._stack.addWidget(self.contacts)
        holder = QWidget()
        room = QVBoxLayout(holder)
        room.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        room.addWidget(self.map)
        self._stack.addWidget(holder)
        card.add(inner, 1)
        return card

    def _choose(self, view: str) -> None:
        self._views.select([view])
        self._stack.setCurrentIndex(1 if view == "map" else 0)
        self._share_room()

    def _share_room(self) -> None:
        shows_map = self._stack.currentIndex() == 1
        self._ahead_card.setVisible(not (shows_map and self.height() < _LOW))

    @Slot()
    def _on_view(self) -> None:
        chosen = (self._views.selected() or ["list"])[0]
        self._context.shell.remember(_VIEW_KEY, chosen)
        self._choose(chosen)

    @Slot(object)
    def _on_reply(self, line: Line) -> None:
        self._context.shell.go(Route("review", line.data))

    @Slot(object)
    def _on_entry(self, line: Line) -> None:
        self._context.shell.go_to(line.data)

    @Slot(object)
    def _on_state(self, line: Line) -> None:
        self._on_state_id(line.data)

    @Slot(str)
    def _on_state_id(self, state: str) -> None:
        self._context.shell.go(Route("state", state))


def _card(title: str, inner: QWidget) -> Card:
    card = Card(title, flush=True)
    card.add(inner, 1)
    return card
