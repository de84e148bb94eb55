"""Choosing the States that get a file, and for each its recipient and language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.services.exchange import recipients
from coordinator_app.services.exchange.recipients import Addressee
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.dialogs.addressees import (
    LANG,
    MAIL,
    RECIPIENT,
    STATE,
    AddresseesModel,
    To,
)
from coordinator_app.ui.dialogs.send_form import language_field
from coordinator_app.ui.forms.editors import finder
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_M, SPACE_S, Theme
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, styled, words
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.search_field import SearchField

_WIDTHS: Final = {STATE: 210, LANG: 84}
_ROOM_FOR_MAIL: Final = 640
_BOX: Final = 14
_LEFT: Final = 8
_CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)
_TICK: Final = (QPointF(2.5, 6.7), QPointF(5.4, 9.5), QPointF(10.5, 3.9))


class ToWhom(QWidget):
    """A table of States with ticks; the recipient and language of the current one beneath it.

    Args:
        context: Collaborators.

    Signals:
        changed: Another set of States is ticked.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        texts, kit = context.texts, context.kit
        styled(self, "plain")
        self.model = AddresseesModel(texts, self)
        self.model.ticks_changed.connect(self._on_ticks)
        self.table = self._make_table()
        self.search = SearchField(kit, texts("Find a State"))
        self.search.searched.connect(self.model.narrow)
        self.all = button(kit, texts("All States"), clicked=self._on_all)
        self.with_contact = button(
            kit, texts("With a point of contact"), clicked=self._on_with_contact
        )
        self.none = button(kit, texts("None"), clicked=self._on_none)
        self.count = words("", "strong")
        self.recipient = PartyField(
            kit, texts("Recipient"), finder=finder(context, ("contact", "institution"))
        )
        self.recipient.committed.connect(self._on_recipient)
        self.lang = language_field(kit, texts("Language of the file"), texts.lang)
        self.lang.committed.connect(self._on_lang)
        self._of = FieldRow(self.recipient.name, self.recipient)
        self._lay_out()

    def ticked(self) -> list[To]:
        """Return the States that get a file."""
        return self.model.ticked()

    def read(self) -> None:
        """Ask who speaks for each State."""
        self._context.tasks.read(_addressees, self._on_read)

    # Laying out ----------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(CellDelegate(self._context.kit, table))
        table.setItemDelegateForColumn(STATE, TickDelegate(self._context.kit, table))
        table.setAccessibleName(self._context.texts("States"))
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
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        for column in (RECIPIENT, MAIL):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.clicked.connect(self._on_clicked)
        table.doubleClicked.connect(self._on_double_clicked)
        table.selectionModel().currentRowChanged.connect(self._on_current)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self.search, 1)
        for each in (self.with_contact, self.all, self.none):
            head.addWidget(each)
        card = Card(flush=True)
        card.add(self.table)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_M)
        foot.addWidget(self._of, 3)
        foot.addWidget(FieldRow(self.lang.name, self.lang), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addWidget(self.count)
        column.addLayout(foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick the chosen rows with the space bar; F2 and Enter go to the recipient."""
        if watched is self.table.viewport() and event.type() == QEvent.Type.Resize:
            wide = self.table.viewport().width() >= _ROOM_FOR_MAIL
            self.table.setColumnHidden(MAIL, not wide)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Space:
            rows = sorted({each.row() for each in self.table.selectionModel().selectedRows()})
            lines = [self.model.line(row) for row in rows]
            self.model.tick(rows, on=not all(each is not None and each.ticked for each in lines))
            return True
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._to_recipient()
            return True
        return super().eventFilter(watched, event)

    # Showing -------------------------------------------------------------------------------------

    @Slot(object)
    def _on_read(self, found: Sequence[Addressee]) -> None:
        lang = self._context.texts.lang
        self.model.fill(sorted((To.of(each, lang) for each in found), key=_by_name))
        if self.model.rowCount():
            self.table.selectRow(0)

    @Slot()
    def _on_ticks(self) -> None:
        texts, ticked = self._context.texts, self.model.ticked()
        said = texts.n("{n} State gets a file", "{n} States get a file", len(ticked))
        if without := sum(not each.called for each in ticked):
            said += " · " + texts.n("{n} without a recipient", "{n} without a recipient", without)
        self.count.setText(said)
        self.changed.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(index.row())
        for each in (self.recipient, self.lang):
            each.setEnabled(line is not None)
        if line is None:
            return
        self._of.set_label(self._context.texts("Recipient in {state}", state=line.name))
        if isinstance(line.recipient, dict) and "id" in line.recipient:
            self.recipient.set_titles({str(line.recipient["id"]): line.called})
        self.recipient.set_value(line.recipient)
        self.lang.set_value(line.lang)

    # Choosing ------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if index.column() == STATE and line is not None:
            self.model.tick([index.row()], on=not line.ticked)

    @Slot()
    def _on_double_clicked(self) -> None:
        if self.table.currentIndex().column() != STATE:
            self._to_recipient()

    def _to_recipient(self) -> None:
        self.recipient.setFocus(Qt.FocusReason.OtherFocusReason)
        self.recipient.line.selectAll()

    @Slot()
    def _on_all(self) -> None:
        self.model.tick(range(self.model.rowCount()), on=True)

    @Slot()
    def _on_none(self) -> None:
        self.model.tick(range(self.model.rowCount()), on=False)

    @Slot()
    def _on_with_contact(self) -> None:
        for on in (True, False):
            rows = [
                row
                for row in range(self.model.rowCount())
                if (line := self.model.line(row)) is not None and bool(line.called) is on
            ]
            self.model.tick(rows, on=on)

    @Slot()
    def _on_recipient(self) -> None:
        row, line = self._current()
        value = self.recipient.value()
        if line is None or value == line.recipient:
            return
        called = self.recipient.line.text().strip() if value is not None else ""
        self.model.change(row, recipient=value, called=called, mail="")

    @Slot()
    def _on_lang(self) -> None:
        row, line = self._current()
        lang = str(self.lang.value())
        if line is not None and lang != line.lang:
            self.model.change(row, lang=lang, addressee=replace(line.addressee, lang=lang))

    def _current(self) -> tuple[int, To | None]:
        row = self.table.currentIndex().row()
        return row, self.model.line(row)


class TickDelegate(CellDelegate):
    """Draws a box before the words of a cell that can be ticked."""

    def _content(
        self, painter: QPainter, rect: QRect, index: Any, theme: Theme, selected: bool
    ) -> None:
        top = rect.y() + (rect.height() - 1 - _BOX) / 2
        box = QRectF(rect.x() + _LEFT + 0.5, top + 0.5, _BOX - 1, _BOX - 1)
        on = Qt.CheckState(index.data(_CHECK)) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if on else "muted"), 1))
        painter.setBrush(theme.color("accent" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("on_accent"), 1.8))
            painter.drawPolyline([box.topLeft() + each for each in _TICK])
        painter.restore()
        super()._content(painter, rect.adjusted(_LEFT + _BOX, 0, 0, 0), index, theme, selected)


def _by_name(line: To) -> str:
    return line.name.casefold()


def _addressees(reading: Reading) -> Sequence[Addressee]:
    return recipients.addressees(reading)
