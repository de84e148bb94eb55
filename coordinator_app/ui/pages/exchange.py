"""Sent & received: what went out, what came back, what is still awaited."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QWidget,
)

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.exchange import sent_files
from coordinator_app.services.exchange.sent_files import SentFile
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.exchange_life import Life
from coordinator_app.ui.pages.exchange_model import SentModel
from coordinator_app.ui.pages.exchange_receive import Receiving, dropped
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.pages.side_pane import SidePane
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import ROW_HEIGHT
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.kit import button, tool_button
from coordinator_app.ui.widgets.page_header import PageHeader

_WIDTHS: Final = (224, 150, 150, 98, 132, 164, 98)
_STATE, _RECIPIENT, _WHAT, _REMINDED = 0, 1, 2, 6
_NARROW_STATE: Final = 158
#: Room the table needs for long names of States, for reminders, for kinds of files; what it
#: leaves out stands in the pane.
_ROOM_FOR_STATES, _ROOM_FOR_REMINDERS, _ROOM_FOR_KINDS = 760, 900, 1060
_ROOM_FOR_SEVERAL: Final = 1000
_GROUPS: Final = (
    ("late", N_("Late")),
    ("check", N_("To check")),
    ("waiting", N_("Waiting")),
    ("done", N_("Done")),
)


class ExchangePage(Page):
    """The list of sent files and, at its right, the life of the chosen one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        texts, kit = self.texts, self.kit
        self._generation = Generation()
        self._files: list[SentFile] = []
        self._wanted = ""
        self.setAcceptDrops(True)
        self._chips = Chips(kit, texts("Status"), several=False)
        self._chips.selection_changed.connect(self._show_rows)
        self._receive = button(kit, texts("Receive…"), icon="receive", clicked=self._on_receive)
        self._send = button(kit, texts("Send…"), "primary", icon="send", clicked=self._on_send)
        self._several = button(kit, texts("Send to several…"), clicked=self._on_send_several)
        for each in (self._receive, self._several, self._send):
            each.setEnabled(not context.file.read_only)
        self.receiving = Receiving(context, self._receive, self)
        self._model = SentModel(texts, self)
        self._table = self._make_table()
        self._pane = Life(context)
        self._pane.together_asked.connect(self._on_together)
        self._lay_out()

    def open(self, route: Route) -> None:
        """Show the list, a sent file of it, or what can be received."""
        self._wanted = route.record
        # What was asked to be written before (a review that was left) is to be in the list.
        self.context.tasks.write(_nothing, self._on_written)
        if route.params.get("receive") == "folder":
            self.receiving.choose_folder()
        elif route.params.get("receive"):
            self._on_receive()
        elif route.params.get("send") == "several":
            self._on_send_several()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change_set: ChangeSet) -> None:
        """Read again when a sent file changed."""
        if "dispatch" in change_set.types:
            self._read()

    def route(self) -> Route:
        """Return how to come back."""
        return Route("exchange", self._pane.dispatch)

    def new_here(self) -> None:
        """Send a file."""
        self._on_send()

    def toggle_pane(self) -> None:
        """Show or hide the life of the chosen file."""
        self._side.toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Sending to several is in the dialog and the menu, too.
        self._several.setVisible(self.width() >= _ROOM_FOR_SEVERAL)
        room = self._table.viewport().width()
        wide = room >= _ROOM_FOR_STATES
        self._table.setColumnWidth(_STATE, _WIDTHS[_STATE] if wide else _NARROW_STATE)
        self._table.setColumnHidden(_REMINDED, room < _ROOM_FOR_REMINDERS)
        self._table.setColumnHidden(_WHAT, room < _ROOM_FOR_KINDS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take tables and folders that are dropped here."""
        if not self.context.file.read_only and dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped; several files together."""
        paths = dropped(event)
        if paths:
            event.acceptProposedAction()
            self.receiving.check(paths)

    # Laying out ----------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setItemDelegate(CellDelegate(self.kit, table))
        table.setAccessibleName(self.texts("Sent files"))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setSectionResizeMode(_RECIPIENT, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        table.doubleClicked.connect(self._on_opened)
        self.context.actions.bind("list.open", self._on_opened, table)
        self.context.actions.bind("list.copy", self._on_copy, table)
        return table

    def _lay_out(self) -> None:
        texts, kit = self.texts, self.kit
        header = PageHeader(texts("Sent & received"))
        header.add_filter(self._chips)
        name = texts("Details (F4)")
        header.add_button(tool_button(kit, "pane", name, clicked=self.toggle_pane))
        header.add_button(self._receive)
        header.add_button(self._several)
        header.set_main(self._send)
        self.column.addWidget(header)
        card = Card(flush=True)
        holder = QWidget()
        self._either = QStackedLayout(holder)
        self._either.addWidget(self._table)
        self._either.addWidget(
            EmptyState(
                kit,
                "send",
                texts(
                    "No file has been sent yet. A file asks a State to confirm and correct what is on record, and comes back to be checked here."
                ),
                button(kit, texts("Send…"), clicked=self._on_send),
            )
        )
        self._either.addWidget(EmptyState(kit, "filter", texts("No file here.")))
        card.add(holder)
        self._side = SidePane(self.context, "exchange", card, self._pane)
        self._side.shown_changed.connect(self._fit)
        self.column.addWidget(self._side, 1)

    # Showing ---------------------------------------------------------------------------------------

    @Slot(object)
    def _on_written(self, _nothing: None) -> None:
        self._read()

    def _read(self) -> None:
        self.context.tasks.read(
            partial(_sent, self.texts), self._on_read, generation=self._generation.new()
        )

    @Slot(object)
    def _on_read(self, files: list[SentFile]) -> None:
        self._files = files
        counts = {key: sum(each.group == key for each in files) for key, _ in _GROUPS}
        self._chips.set_chips([Chip(key, self.texts(text), counts[key]) for key, text in _GROUPS])
        wanted = next((each for each in files if each.record.id == self._wanted), None)
        if wanted is not None and wanted.group not in (self._chips.selected() or [wanted.group]):
            self._chips.select([])
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        chosen = self._chips.selected()
        before = {each.record.id for each in self._selected()}
        wanted = {self._wanted} if self._wanted else before
        shown = [each for each in self._files if not chosen or each.group in chosen]
        rows = [row for row, each in enumerate(shown) if each.record.id in wanted]
        self._model.set_files(shown)
        self._either.setCurrentIndex(0 if shown else 2 if self._files else 1)
        if shown:
            self._select(rows or [0])
        else:
            self._pane.show_file(None)
        self._wanted = ""
        self._fit()

    def _select(self, rows: list[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        model = self._table.selectionModel()
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self._model.index(row, 0), self._model.index(row, 0))
        model.setCurrentIndex(self._model.index(rows[0], 0), flags.NoUpdate)
        model.select(chosen, flags.ClearAndSelect | flags.Rows)
        self._table.scrollTo(self._model.index(rows[0], 0))

    def _selected(self) -> list[SentFile]:
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        return [file for row in rows if (file := self._model.file(row)) is not None]

    @Slot()
    def _on_selected(self) -> None:
        files = self._selected()
        if files:
            self._pane.show_files(files)

    @Slot(tuple)
    def _on_together(self, dispatches: tuple[str, ...]) -> None:
        """Choose the files that were sent in one go, whatever became of them."""
        self._chips.select([])
        self._show_rows()
        files = [self._model.file(row) for row in range(self._model.rowCount())]
        rows = [row for row, each in enumerate(files) if each and each.record.id in dispatches]
        if rows:
            self._select(rows)

    @Slot()
    def _on_opened(self) -> None:
        """Go on checking a reply; else show what can be done about the file."""
        file = self._model.file(self._table.currentIndex().row())
        if file is not None and file.reviews:
            self.context.shell.go(Route("review", "", {"review": file.reviews[0]}))
        elif file is not None:
            self._side.open_pane()

    @Slot()
    def _on_copy(self) -> None:
        clipboard.put(self.context, *clipboard.chosen(self._table))

    # Doing -----------------------------------------------------------------------------------------

    @Slot()
    def _on_send(self) -> None:
        self.context.actions.action("exchange.send").trigger()

    @Slot()
    def _on_send_several(self) -> None:
        # Imported when asked for: the dialog is made of forms and tables, which the list does not need.
        module = import_module("coordinator_app.ui.dialogs.send_several")
        module.SendSeveralDialog(self.context, self.window()).open()

    @Slot()
    def _on_receive(self) -> None:
        self.receiving.begin()


def _nothing(_session: Session) -> None:
    """Stand in the queue of what is written."""


def _sent(texts: Texts, reading: Reading) -> list[SentFile]:
    return sent_files.sent_files(reading, texts)
