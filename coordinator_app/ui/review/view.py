"""How a reply under review is laid out: what came, totals, classes, lines, versions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.edtf import display_day
from coordinator_app.services.exchange.lines import Line
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.review.chosen import Chosen
from coordinator_app.ui.review.deciding import Deciding
from coordinator_app.ui.review.filters import Filters
from coordinator_app.ui.review.long_texts import LongTextDelegate
from coordinator_app.ui.review.marks import MarkDelegate
from coordinator_app.ui.review.model import (
    ENTRY,
    FIELD,
    MARK,
    MINE,
    PARTS_ROLE,
    THEIRS,
    WHY,
    ReviewModel,
)
from coordinator_app.ui.review.opening import Opened
from coordinator_app.ui.review.versions import Versions
from coordinator_app.ui.review.waiting import Waiting
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, styled, words
from coordinator_app.ui.widgets.page_header import PageHeader

_WIDTHS: Final = {MARK: 116, ENTRY: 206, FIELD: 112, WHY: 168}
_NARROW: Final = {MARK: 108, ENTRY: 156, FIELD: 92}
_LEFT, _LEFT_NARROW = 220, 176
_BUTTON = 60
_ROOM_FOR_WHY, _ROOM_FOR_ALL, _TALL = 1100, 960, 440


class View(QWidget):
    """Everything of the page but what it does.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        texts, kit = context.texts, context.kit
        styled(self, "page")
        self.sent_by = ""
        self.take_in = button(kit, texts("Take in"), "primary", icon="ok")
        said = texts("Send back what cannot be used")
        self.send_back = button(kit, said, icon="send", tip=said)
        self.send_back.setAccessibleName(said)
        self.send_back.hide()
        self.leave = button(kit, texts("Leave, and go on later"))
        self._wide, self._taking = True, False
        self.give_up = button(kit, texts("Cancel"))
        said = texts("Try without saving…")
        self.rehearse = button(kit, said, icon="print", tip=texts("What taking it in would change"))
        self.rehearse.setAccessibleName(said)
        self.totals = ElidedWords("strong")
        self.about = ElidedWords("muted")
        self.mapping = button(kit, "", "link")
        self.mapping.hide()
        self.notice = words("", "issue", wrap=True)
        self.notice.hide()
        for each in (self.leave, self.rehearse, self.send_back):
            each.setMinimumWidth(_BUTTON)  # their words are shortened where the page is narrow
        self.model = ReviewModel(texts, self)
        self.table = self._make_table()
        self.filters = Filters(kit)
        self.versions = Versions(context)
        self._waiting = Waiting(self.give_up)
        self._lay_out()

    # Showing -----------------------------------------------------------------------------------

    def wait(self, text: str) -> None:
        """Say what goes on."""
        self.clear()
        self._waiting.begin(text)
        self._stack.setCurrentWidget(self._waiting)

    def wait_on(self, text: str, done: int, total: int) -> None:
        """Say how far it is."""
        self._waiting.step(text, done, total)

    def clear(self) -> None:
        """Show nothing."""
        self.model.show_lines(None)
        self.filters.empty()
        self.versions.show_line(None)
        for each in (self.totals, self.about):
            each.say("")
        self.notice.hide()
        self.mapping.hide()
        self.send_back.hide()
        self.rehearse.setEnabled(False)
        self.take_in.setEnabled(False)
        self.take_in.setText(self._context.texts("Take in"))

    def end_waiting(self) -> None:
        """Say no more that something goes on."""
        self._waiting.end()

    def show_reply(self, opened: Opened, deciding: Deciding, *, again: bool) -> None:
        """Show a reply.

        Args:
            again: It was opened from a file, rather than taken up where it was left.
        """
        texts = self._context.texts
        self.end_waiting()
        self._stack.setCurrentIndex(0)
        self.sent_by = opened.sender
        self.about.say(_about(opened, texts))
        told = [_known(opened, texts, asks=deciding.asks, again=again), *opened.notices]
        self.notice.setText("\n".join(filter(None, told)))
        self.notice.setVisible(any(told))
        self.versions.name_them(opened.sender)
        self.filters.fill(deciding)
        self.show_lines(deciding)

    def show_lines(self, deciding: Deciding, chosen: Chosen | None = None) -> None:
        """Show the lines that a choice lets through, all of them without one."""
        self.versions.show_line(None)
        self.model.show_lines(deciding, chosen or Chosen())
        if self.model.rowCount():
            self.select(0)

    def say_mapping(self, name: str | None) -> None:
        """Say by which kept choices a list was read; "" for choices without a name.

        Args:
            name: None when no list is shown, or its choices are not at hand.
        """
        texts = self._context.texts
        self.mapping.setVisible(name is not None)
        if name:
            self.mapping.setText(texts("Choices “{name}” used · Change", name=name))
        else:
            self.mapping.setText(texts("Change the columns"))

    def put_above_classes(self, widget: QWidget) -> None:
        """Put something into the left column, above the classes."""
        self._left.body.insertWidget(0, widget)

    def select(self, row: int) -> None:
        """Make a row the current one, and the only one that is selected."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model.index(row, MARK)
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def show_line(self, line: Line | None, deciding: Deciding | None) -> None:
        """Show the versions of a line."""
        wanted = self.versions.sizeHint().height()
        if line is None or deciding is None:
            self.versions.show_line(line)
        else:
            self.versions.show_line(line, deciding.other(line.n), deciding.refusal(line.n))
        if self.versions.sizeHint().height() != wanted:  # entries side by side take more room
            QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def show_totals(self, deciding: Deciding) -> None:
        """Show how the lines stand."""
        texts = self._context.texts
        totals = deciding.totals()
        parts = []
        if totals.undecided:  # first, so that it is seen where there is room for little
            parts.append(texts.n("{n} to decide", "{n} to decide", totals.undecided))
        parts += [_counted(cls, count, texts) for cls, count in totals.by_class.items()]
        parts.append(texts.n("{n} same", "{n} same", totals.same))
        self.totals.say(" · ".join(parts) if not deciding.behind else texts("Deciding…"))
        if totals.taken:
            self.take_in.setText(texts.n("Take in {n}", "Take in {n}", totals.taken))
        elif deciding.received.dispatch is not None:
            self.take_in.setText(texts("Record the reply"))
        else:
            self.take_in.setText(texts("Take in"))
        nothing_new = not deciding.asks and bool(deciding.received.known)
        writes = (totals.taken or deciding.settled) and not nothing_new and not deciding.behind
        self.take_in.setEnabled(bool(writes) and not self._context.file.read_only)
        self.rehearse.setEnabled(deciding.asks)
        self.send_back.setVisible(deciding.has_unusable)
        self.model.redraw()

    def show_taking(self, said: str) -> None:
        """Say that taking in goes on, and how far it is; it can be stopped. "" is its end."""
        self._taking = bool(said)
        self._word_leaving()
        if said:
            self.take_in.setEnabled(False)
            self.totals.say(said)

    def _word_leaving(self) -> None:
        texts = self._context.texts
        if self._taking:
            self.leave.setText(texts("Stop"))
        else:
            said = texts("Leave, and go on later") if self._wide else texts("Leave")
            self.leave.setText(said)

    def fit(self, width: int, height: int) -> None:
        """Leave out what has no room; reasons stand beneath the versions, too."""
        wide, tall = width >= _ROOM_FOR_ALL, height >= _TALL
        self.table.setColumnHidden(WHY, width < _ROOM_FOR_WHY)
        for column, size in (_WIDTHS if wide else _NARROW).items():
            self.table.setColumnWidth(column, size)
        self._left.setMaximumWidth(_LEFT if wide else _LEFT_NARROW)
        self.versions.be_short(short=not tall)
        texts = self._context.texts
        self.send_back.setText(
            texts("Send back what cannot be used")
            if width >= _ROOM_FOR_WHY
            else texts("Send back…")
        )
        self.rehearse.setText(texts("Try without saving…") if wide else texts("Try…"))
        self._wide = wide
        self._word_leaving()
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if tall else directions.LeftToRight)
        self._top.setSpacing(SPACE_XS if tall else SPACE_M)

    @Slot()
    def _on_copy(self) -> None:
        clipboard.put(self._context, *clipboard.chosen(self.table))

    # Laying out --------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(CellDelegate(self._context.kit, table))
        table.setItemDelegateForColumn(MARK, MarkDelegate(self._context.kit, table))
        for column in (MINE, THEIRS):
            shown = LongTextDelegate(self._context.kit, PARTS_ROLE, table)
            table.setItemDelegateForColumn(column, shown)
        table.setAccessibleName(self._context.texts("Changes"))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._context.actions.bind("list.copy", self._on_copy, table)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        # With the table's own it would go through all rows each time it is drawn, to know whether
        # a whole column is selected.
        head.setSelectionModel(QItemSelectionModel(self.model, head))
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        for column in (MINE, THEIRS):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        header = PageHeader(self._context.texts("Check changes"))
        header.add_button(self.leave)
        header.add_button(self.rehearse)
        header.add_button(self.send_back)
        header.set_main(self.take_in)
        self._top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._top.addWidget(self.totals)
        about = QHBoxLayout()
        about.setSpacing(SPACE_M)
        about.addWidget(self.about)
        about.addWidget(self.mapping)
        about.addStretch(1)
        self._top.addLayout(about, 1)
        self._left = Card(flush=True)
        self._left.setMinimumWidth(_LEFT_NARROW)  # so that a wide page can become a narrow one
        self._left.add(self.filters)
        middle = Card(flush=True)
        middle.add(self.table)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(middle, 1)
        right.addWidget(self.versions)
        whole = QWidget()
        styled(whole, "plain")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._left)
        row.addLayout(right, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self._waiting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(header)
        column.addLayout(self._top)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)


def _counted(cls: str, count: int, texts: Texts) -> str:
    said = {
        "conflict": texts.n("{n} both changed", "{n} both changed", count),
        "invalid": texts.n("{n} cannot be used", "{n} cannot be used", count),
        "theirs_only": texts.n("{n} changed by them", "{n} changed by them", count),
        "new": texts.n("{n} new entry", "{n} new entries", count),
        "duplicate": texts.n("{n} perhaps here already", "{n} perhaps here already", count),
        "emptied": texts.n("{n} emptied by them", "{n} emptied by them", count),
        "outside": texts.n("{n} not asked for", "{n} not asked for", count),
        "removal": texts.n("{n} to be removed", "{n} to be removed", count),
        "same": texts.n("{n} both the same", "{n} both the same", count),
        "ours_only": texts.n("{n} changed by me", "{n} changed by me", count),
    }
    return said[cls]


def _about(opened: Opened, texts: Texts) -> str:
    received, dispatch = opened.received, opened.received.dispatch
    if dispatch is None:
        return received.name
    replies = dispatch.get("replies")
    before = replies if isinstance(replies, int) else 0
    sent = dispatch.text("sent_on")
    return texts(
        "{file} · from {name} · {ref}, sent on {day} · reply no. {number}",
        file=received.name,
        name=opened.sender,
        ref=dispatch.reference,
        day=display_day(sent, texts.lang) if sent else "—",
        number=max(before, 1) if received.known else before + 1,
    )


def _known(opened: Opened, texts: Texts, *, asks: bool, again: bool) -> str:
    known = opened.received.known
    if not known:
        return "" if asks else texts("There is nothing new in this reply.")
    day = display_day(known[0].at[:10], texts.lang)
    if not again:
        return texts("Part of it was taken in on {day}; this is what is left.", day=day)
    if asks:
        return texts("This file was taken in before, on {day}.", day=day)
    return texts("This file was taken in before, on {day}; there is nothing new in it.", day=day)
