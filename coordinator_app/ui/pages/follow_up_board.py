"""The board of follow-ups: four columns of cards, moved by mouse or keys to lawful statuses only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from coordinator_app.domain import display
from coordinator_app.services import periods
from coordinator_app.services.listing import Condition, Op, Query
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, P_
from coordinator_app.ui.context import Context
from coordinator_app.ui.dialogs import next_status
from coordinator_app.ui.pages.board_column import BoardColumn
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.listed import Listed
from coordinator_app.ui.tables.rows import Row
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_S

_TYPE: Final = "follow_up"
#: Marks that nothing done bears.
_OPEN_ONLY: Final = frozenset(("open", "overdue", "stale"))


@dataclass(frozen=True)
class Lane:
    """A column of the board.

    Args:
        status: What a card that is put here becomes.
        holds: Statuses of the cards in it.
        title: English msgid.
        sort: Its order.
        recent: Date field and named period that it is narrowed to where only open ones are asked
            for: what was just moved here is still seen, what was done long ago is not.
    """

    status: str
    holds: tuple[str, ...]
    title: str
    sort: tuple[tuple[str, bool], ...] = (("due_on", False),)
    recent: tuple[str, str] = ("", "")


LANES: Final = (
    Lane("OPEN", ("OPEN",), P_("status", "Open")),
    Lane("IN_PROGRESS", ("IN_PROGRESS",), P_("status", "In progress")),
    Lane("WAITING", ("WAITING", "BLOCKED"), N_("Waiting")),
    Lane(
        "DONE",
        ("DONE", "VERIFIED"),
        P_("status", "Done"),
        (("done_on", True),),
        ("done_on", "last_30_days"),
    ),
)
#: What a card says, in the order of `Row.texts`.
CARD: Final = (
    Column("title", 0),
    Column("countries", 0),
    Column("owner", 0),
    Column("due_on", 0, look="due"),
    Column("status", 0, look="status"),
    Column("priority", 0),
    Column("waiting_on", 0),
    Column("blocked_reason", 0),
)


@dataclass(frozen=True)
class Cards:
    """What a lane shows: its first page, how many there are, whether only recent ones."""

    rows: Sequence[Row]
    count: int
    recent: bool = False


class FollowUpBoard(QWidget):
    """Four lanes side by side.

    Args:
        context: Collaborators.

    Signals:
        current_changed: Id of the current card, "" for none.
        opened: Id of a card the person wants to see whole.
    """

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._generation = Generation()
        self._base = Query(_TYPE)
        self._wanted = ""
        self._current = ""
        self.lanes = [BoardColumn(context, context.texts(lane.title)) for lane in LANES]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        writable = not context.file.read_only
        for at, column in enumerate(self.lanes):
            row.addWidget(column, 1)
            column.list.set_movable(writable)
            column.list.current_moved.connect(self._on_current)
            column.list.opened.connect(self.opened)
            column.list.side_asked.connect(partial(self._on_side, at))
            column.list.move_asked.connect(partial(self._on_move_asked, at))
            column.list.menu_asked.connect(self._on_menu)
            column.list.dropped.connect(partial(self._on_dropped, at))
            column.list.accepts = partial(self.may_enter, at)
        self.setFocusProxy(self.lanes[0].list)

    def ask(self, base: Query, near: str = "") -> None:
        """Show the cards of a question (the page's chips and search).

        Args:
            near: Card to make the current one.
        """
        self._base = base
        self._wanted = near or self._wanted or self._current
        self._context.tasks.read(
            partial(_read, base, self._context), self._on_read, generation=self._generation.new()
        )

    def current_id(self) -> str:
        """Return the id of the current card."""
        return self._current

    def may_enter(self, lane: int, record_id: str) -> bool:
        """Say whether a card may lawfully be put into a lane."""
        return self._row(record_id) is not None and LANES[lane].status in self._next(record_id)

    def put(self, record_id: str, status: str) -> None:
        """Give a card another status, asking for what it needs."""
        self._wanted = record_id
        next_status.take(self._context, record_id, status, self)

    def _row(self, record_id: str) -> Row | None:
        found = (row for lane in self.lanes for row in lane.list.cards() if row.id == record_id)
        return next(found, None)

    def _next(self, record_id: str) -> tuple[str, ...]:
        row, life = self._row(record_id), self._context.catalogue[_TYPE].life
        if row is None or life is None:
            return ()
        return life.next_states(str(row.values.get("status") or ""))

    @Slot(object)
    def _on_read(self, found: Mapping[str, Cards]) -> None:
        wanted, self._wanted = self._wanted, ""
        for lane, column in zip(LANES, self.lanes, strict=True):
            cards = found[lane.status]
            texts = self._context.texts
            period = periods.label(lane.recent[1], texts) if cards.recent else ""
            column.show_cards(cards.rows, cards.count, period)
        for column in self.lanes:
            if wanted and column.list.select(wanted):
                column.list.setFocus()
                return
        self._on_current("")

    @Slot(str)
    def _on_current(self, record_id: str) -> None:
        if not record_id:
            focused = next((each.list for each in self.lanes if each.list.hasFocus()), None)
            record_id = focused.current_id() if focused else ""
        for column in self.lanes:
            if column.list.current_id() != record_id:
                column.list.forget_current()
        if record_id != self._current:
            if record_id:
                self._wanted = ""  # a person went elsewhere meanwhile
            self._current = record_id
            self.current_changed.emit(record_id)

    def _on_side(self, lane: int, by: int) -> None:
        """Go to the card beside, past empty lanes."""
        row = self.lanes[lane].list.currentIndex().row()
        at = lane + by
        while 0 <= at < len(self.lanes) and not self.lanes[at].list.cards():
            at += by
        if 0 <= at < len(self.lanes):
            beside = self.lanes[at].list
            beside.setFocus()
            beside.go_to(min(max(0, row), len(beside.cards()) - 1))

    def _on_move_asked(self, lane: int, by: int) -> None:
        """Move the current card to the nearest lane on that side it may lawfully enter."""
        record_id = self.lanes[lane].list.current_id()
        at = lane + by
        while record_id and 0 <= at < len(LANES):
            if self.may_enter(at, record_id):
                self.put(record_id, LANES[at].status)
                return
            at += by
        if record_id:
            self._context.shell.say(self._context.texts("It may not go there from here."))

    def _on_dropped(self, lane: int, record_id: str) -> None:
        self.put(record_id, LANES[lane].status)

    @Slot(str, QPoint)
    def _on_menu(self, record_id: str, corner: QPoint) -> None:
        field = self._context.catalogue.field(_TYPE, "status")
        texts = self._context.texts
        menu = QMenu(self)
        menu.addAction(texts("Open")).triggered.connect(partial(self._open, record_id))
        menu.addSeparator()
        if not self._context.file.read_only:
            for status in self._next(record_id):
                word = display.label(field, status, texts)
                action: QAction = menu.addAction(texts("Set to {status}", status=word))
                action.triggered.connect(partial(self._take, record_id, status))
        menu.popup(corner)

    def _open(self, record_id: str, *_: object) -> None:
        self.opened.emit(record_id)

    def _take(self, record_id: str, status: str, *_: object) -> None:
        self.put(record_id, status)


def _read(base: Query, context: Context, reading: Reading) -> dict[str, Cards]:
    found = {}
    for lane in LANES:
        recent = bool(lane.recent[0]) and bool(base.flags & _OPEN_ONLY)
        listed = Listed(_asked(lane, base, recent=recent), CARD, context.texts)
        answer = listed.open(reading, "")
        listed.close(reading, answer.handle)
        found[lane.status] = Cards(answer.rows, answer.count, recent)
    return found


def _asked(lane: Lane, base: Query, *, recent: bool) -> Query:
    where = (*base.where, Condition("status", Op.IS, lane.holds))
    flags = base.flags
    if recent:
        field, period = lane.recent
        where, flags = (*where, Condition(field, Op.WITHIN, (period,))), flags - _OPEN_ONLY
    return Query(_TYPE, where, lane.sort, base.text, flags=flags)
