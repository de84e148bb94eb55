"""Sent & received: what went out, what came back, what is still awaited."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QStandardPaths, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QWidget,
)

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.exchange import sent_files
from coordinator_app.services.exchange.sent_files import Candidate, SentFile
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.exchange_life import Life
from coordinator_app.ui.pages.exchange_model import SentModel
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.pages.side_pane import SidePane
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import ROW_HEIGHT
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.kit import button
from coordinator_app.ui.widgets.page_header import PageHeader

_WIDTHS: Final = (150, 150, 150, 100, 154, 164)
_RECIPIENT, _WHAT, _REMINDED = 1, 2, 6
#: Narrower than this the table leaves out when a reminder was sent: the pane tells it.
_ROOM_FOR_ALL, _ROOM_FOR_KIND = 940, 860
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
        for each in (self._receive, self._send):
            each.setEnabled(not context.file.read_only)
        self._model = SentModel(texts, self)
        self._table = self._make_table()
        self._pane = Life(context)
        self._lay_out()

    def open(self, route: Route) -> None:
        """Show the list, a sent file of it, or what can be received."""
        self._wanted = route.record
        self._read()
        if route.params.get("receive"):
            self._on_receive()

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
        room = self._table.viewport().width()
        self._table.setColumnHidden(_REMINDED, room < _ROOM_FOR_ALL)
        self._table.setColumnHidden(_WHAT, room < _ROOM_FOR_KIND)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take Excel files that are dropped here."""
        if any(_is_excel(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the first Excel file that was dropped."""
        for url in event.mimeData().urls():
            if _is_excel(url.toLocalFile()):
                self._check(Path(url.toLocalFile()))
                return

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
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setSectionResizeMode(_RECIPIENT, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(self._on_current)
        table.doubleClicked.connect(self._on_opened)
        self.context.actions.bind("list.open", self._on_opened, table)
        return table

    def _lay_out(self) -> None:
        texts, kit = self.texts, self.kit
        header = PageHeader(texts("Sent & received"))
        header.add_filter(self._chips)
        header.add_button(self._receive)
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
        card.add(holder)
        self._side = SidePane(self.context, "exchange", card, self._pane)
        self.column.addWidget(self._side, 1)

    # Showing ---------------------------------------------------------------------------------------

    def _read(self) -> None:
        self.context.tasks.read(
            partial(_sent, self.texts), self._on_read, generation=self._generation.new()
        )

    @Slot(object)
    def _on_read(self, files: list[SentFile]) -> None:
        self._files = files
        counts = {key: sum(each.group == key for each in files) for key, _ in _GROUPS}
        self._chips.set_chips([Chip(key, self.texts(text), counts[key]) for key, text in _GROUPS])
        self._either.setCurrentIndex(0 if files else 1)
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        chosen = self._chips.selected()
        wanted = self._wanted or self._pane.dispatch
        shown = [each for each in self._files if not chosen or each.group in chosen]
        self._model.set_files(shown)
        rows = [row for row, each in enumerate(shown) if each.record.id == wanted]
        if shown:
            self._table.selectRow(rows[0] if rows else 0)
            self._pane.show_file(shown[rows[0] if rows else 0])
        else:
            self._pane.show_file(None)
        self._wanted = ""
        self._fit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._pane.show_file(self._model.file(index.row()))

    @Slot()
    def _on_opened(self) -> None:
        file = self._model.file(self._table.currentIndex().row())
        if file is not None and file.reviews:
            self.context.shell.go(Route("review", "", {"review": file.reviews[0]}))

    # Doing -----------------------------------------------------------------------------------------

    @Slot()
    def _on_send(self) -> None:
        self.context.actions.action("exchange.send").trigger()

    @Slot()
    def _on_receive(self) -> None:
        folders = [
            Path(path)
            for place in (
                QStandardPaths.StandardLocation.DownloadLocation,
                QStandardPaths.StandardLocation.DesktopLocation,
            )
            for path in QStandardPaths.standardLocations(place)
        ]
        self.context.tasks.read(partial(_candidates, folders), self._on_candidates)

    @Slot(object)
    def _on_candidates(self, found: list[Candidate]) -> None:
        """Offer what was found on this computer; without any, ask for the file at once."""
        if not found:
            self._choose()
            return
        menu = QMenu(self)
        for each in found:
            age = each.modified.astimezone().strftime("%d.%m. %H:%M")
            action = menu.addAction(f"{each.path.name} · {each.state} · {age}")
            action.triggered.connect(partial(self._check, each.path))
        menu.addSeparator()
        menu.addAction(self.texts("Another file…")).triggered.connect(self._choose)
        menu.popup(self._receive.mapToGlobal(self._receive.rect().bottomLeft()))

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.texts("Receive a reply"),
            self.context.shell.recall("receive.folder"),
            "Excel (*.xlsx *.xlsm)",
        )
        if chosen:
            self.context.shell.remember("receive.folder", str(Path(chosen).parent))
            self._check(Path(chosen))

    def _check(self, path: Path) -> None:
        self.context.shell.go(Route("review", "", {"path": str(path)}))


def _is_excel(path: str) -> bool:
    return path.lower().endswith((".xlsx", ".xlsm"))


def _sent(texts: Texts, reading: Reading) -> list[SentFile]:
    return sent_files.sent_files(reading, texts)


def _candidates(folders: list[Path], reading: Reading) -> list[Candidate]:
    return sent_files.candidates(reading, folders)
