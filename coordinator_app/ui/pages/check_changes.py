"""Check changes: a reply decided line by line, taken in as one operation."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableView,
    QVBoxLayout,
)

from coordinator_app.domain.edtf import display_day
from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange import review
from coordinator_app.services.exchange.lines import LABELS, Line
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.review import opening
from coordinator_app.ui.review.deciding import Deciding
from coordinator_app.ui.review.model import ENTRY, FIELD, MARK, MINE, THEIRS, WHY, ReviewModel
from coordinator_app.ui.review.versions import Versions
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, words
from coordinator_app.ui.widgets.page_header import PageHeader

_WIDTHS: Final = {MARK: 112, ENTRY: 180, FIELD: 110, MINE: 165, WHY: 190}
_FILTER: Final = int(Qt.ItemDataRole.UserRole)
_LEFT_WIDTH: Final = 220
_ROOM_FOR_WHY, _ROOM_FOR_FILTERS = 1120, 900


class CheckChangesPage(Page):
    """A reply under review.

    Its route names what to open: params "path" (a file) or "review" (one left before).
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._deciding: Deciding | None = None
        self._route: Route | None = None
        self._dirty = False
        texts = self.texts
        self._header = PageHeader(texts("Check changes"))
        self._take_in = button(
            self.kit, texts("Take in"), "primary", icon="ok", clicked=self._on_apply
        )
        self._header.add_button(
            button(self.kit, texts("Leave, and go on later"), "quiet", clicked=self._on_leave)
        )
        self._header.set_main(self._take_in)
        self._totals = words("", "strong", wrap=True)
        self._about = words("", "muted", wrap=True)
        self._known = words("", "issue", wrap=True)
        self._model = ReviewModel(texts, self)
        self._table = self._make_table()
        self._filters = self._make_filters()
        self._versions = Versions(context)
        self._versions.other_given.connect(self._on_other_given)
        self._lay_out()
        bind = context.actions.bind
        for name, slot in (
            ("review.take", self._on_take),
            ("review.keep", self._on_keep),
            ("review.other", self._versions.focus_other),
            ("review.take_entry", self._on_take_entry),
            ("review.next", self._on_next),
            ("review.leave", self._on_leave),
        ):
            bind(name, slot, self._table)
        bind("review.apply", self._on_apply, self)

    def open(self, route: Route) -> None:
        """Read and compare the reply a route names."""
        if not route.params and self._deciding is not None:
            return
        self._route = route
        self._deciding = None
        self._take_in.setEnabled(False)
        self._about.setText(self.texts("Reading the file…"))
        self.context.tasks.read(
            partial(opening.opened, dict(route.params), self.texts),
            self._on_opened,
            self._on_refused,
        )

    def route(self) -> Route | None:
        """Return how to come back."""
        return self._route

    def leave(self) -> None:
        """Remember the decisions made so far."""
        deciding = self._deciding
        if deciding is None or not self._dirty or self.context.file.read_only:
            return
        self._dirty = False
        self.context.tasks.write(partial(opening.save, deciding.received, dict(deciding.answers)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room: the reasons (the foot tells them), then the filters."""
        super().resizeEvent(event)
        self._table.setColumnHidden(WHY, self.width() < _ROOM_FOR_WHY)
        self._left.setVisible(self.width() >= _ROOM_FOR_FILTERS)

    # Laying out --------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setItemDelegate(CellDelegate(self.kit, table))
        table.setAccessibleName(self.texts("Changes"))
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
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        head.setSectionResizeMode(THEIRS, QHeaderView.ResizeMode.Stretch)
        table.clicked.connect(self._on_clicked)
        table.selectionModel().currentRowChanged.connect(self._on_current)
        return table

    def _make_filters(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(self.texts("Show"))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setFixedWidth(_LEFT_WIDTH - 2)
        made.currentRowChanged.connect(self._on_filter)
        return made

    def _lay_out(self) -> None:
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(self._header)
        self.column.addWidget(self._totals)
        self.column.addWidget(self._about)
        self.column.addWidget(self._known)
        self._known.hide()
        left = self._left = Card(flush=True)
        middle = Card(flush=True)
        left.add(self._filters)
        left.setFixedWidth(_LEFT_WIDTH)
        middle.add(self._table)
        right = QVBoxLayout()
        right.setSpacing(SPACE_M)
        right.addWidget(middle, 1)
        right.addWidget(self._versions)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(left)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)

    # Showing -----------------------------------------------------------------------------------

    @Slot(object)
    def _on_opened(self, opened: opening.Opened) -> None:
        received, found, answers, sender = opened
        self._deciding = Deciding(received, found, answers)
        self._dirty = False
        texts, dispatch = self.texts, received.dispatch
        sent = display_day(dispatch.text("sent_on"), texts.lang)
        replies = dispatch.get("replies")
        number = (replies if isinstance(replies, int) else 0) + 1
        self._about.setText(
            texts(
                "{file} · from {name} · {ref}, sent on {day} · reply no. {number}",
                file=received.name,
                name=sender,
                ref=dispatch.reference,
                day=sent,
                number=number,
            )
        )
        known = [entry.at[:10] for entry in received.known]
        self._known.setVisible(bool(known))
        if known:
            self._known.setText(
                texts(
                    "This file was taken in before, on {day}.",
                    day=display_day(known[0], texts.lang),
                )
            )
        self._versions.name_them(sender)
        self._fill_filters()
        self._show_totals()
        self._filters.setCurrentRow(0)
        self._show_lines()
        self._table.setFocus()

    def _on_refused(self, error: object) -> None:
        self._about.setText("")
        self.context.shell.explain(error)  # type: ignore[arg-type]  # tasks pass UserErrors only
        self.context.shell.go(Route("exchange"))

    def _fill_filters(self) -> None:
        deciding = self._deciding
        if deciding is None:
            return
        texts = self.texts
        self._filters.blockSignals(True)
        self._filters.clear()
        self._add_filter(texts("All"), len(deciding.lines), ("", ""))
        for cls, count in deciding.totals().by_class.items():
            self._add_filter(texts(LABELS[cls]), count, (cls, ""))
        types: dict[str, list[str]] = {}
        for line in deciding.lines:
            types.setdefault(line.type, []).append(line.type_label)
        if len(types) > 1:
            for key, labels in types.items():
                self._add_filter(labels[0], len(labels), ("", key))
        self._filters.blockSignals(False)

    def _add_filter(self, text: str, count: int, chosen: tuple[str, str]) -> None:
        item = QListWidgetItem(f"{text}  ({count})")
        item.setData(_FILTER, chosen)
        item.setSizeHint(QSize(0, ROW_HEIGHT))
        self._filters.addItem(item)

    def _show_lines(self) -> None:
        item = self._filters.currentItem()
        cls, type_key = item.data(_FILTER)
        if self._deciding is not None:
            self._model.show_lines(self._deciding, cls, type_key)
            if self._model.rowCount():
                self._table.selectRow(0)
            else:
                self._versions.show_line(None)

    def _show_totals(self) -> None:
        deciding, texts = self._deciding, self.texts
        if deciding is None:
            return
        totals = deciding.totals()
        parts = [texts.n("{n} same", "{n} same", totals.same)]
        parts += [f"{count} {texts(LABELS[cls]).lower()}" for cls, count in totals.by_class.items()]
        if totals.undecided:
            parts.append(texts.n("{n} to decide", "{n} to decide", totals.undecided))
        self._totals.setText(" · ".join(parts))
        self._take_in.setText(texts.n("Take in {n}", "Take in {n}", totals.taken))
        self._take_in.setEnabled(bool(totals.taken) and not self.context.file.read_only)
        self._model.redraw()

    # Deciding ----------------------------------------------------------------------------------

    def _selected(self) -> list[int]:
        rows = self._table.selectionModel().selectedRows()
        found = (self._model.line(index.row()) for index in rows)
        return [line.n for line in found if line is not None]

    def _current(self) -> Line | None:
        return self._model.line(self._table.currentIndex().row())

    def _decided(self) -> None:
        self._dirty = True
        self._show_totals()

    @Slot()
    def _on_take(self) -> None:
        if self._deciding is not None:
            self._deciding.take(self._selected())
            self._decided()
            self._step()

    @Slot()
    def _on_keep(self) -> None:
        if self._deciding is not None:
            self._deciding.keep(self._selected())
            self._decided()
            self._step()

    @Slot()
    def _on_take_entry(self) -> None:
        line = self._current()
        if self._deciding is not None and line is not None:
            self._deciding.take(self._deciding.of_entry(line.n))
            self._decided()

    @Slot()
    def _on_next(self) -> None:
        line = self._current()
        if self._deciding is None:
            return
        n = self._deciding.next_undecided(line.n if line else -1)
        if n is None:
            self.context.shell.say(self.texts("Everything is decided."))
            return
        if self._model.row_of(n) < 0:
            self._filters.setCurrentRow(0)
        self._table.selectRow(self._model.row_of(n))

    def _step(self) -> None:
        """Go on to the next line after a decision about one."""
        row = self._table.currentIndex().row()
        if len(self._selected()) == 1 and row + 1 < self._model.rowCount():
            self._table.selectRow(row + 1)

    @Slot(int, object)
    def _on_other_given(self, n: int, value: Value) -> None:
        if self._deciding is not None:
            self._deciding.take_other(n, value)
            self._decided()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        line = self._model.line(index.row())
        if index.column() == MARK and line is not None and self._deciding is not None:
            self._deciding.toggle(line.n)
            self._decided()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = self._model.line(index.row())
        other = self._deciding.other(line.n) if self._deciding and line else None
        self._versions.show_line(line, other)

    @Slot(int)
    def _on_filter(self, _row: int) -> None:
        self._show_lines()

    # Taking in and leaving ------------------------------------------------------------------------

    @Slot()
    def _on_leave(self) -> None:
        self.leave()
        self.context.shell.go(Route("exchange"))

    @Slot()
    def _on_apply(self) -> None:
        if self._deciding is None or not self._take_in.isEnabled():
            return
        self._take_in.setEnabled(False)
        data = self.context.program.places.data
        self.context.tasks.write(
            partial(opening.apply, self._deciding.received, dict(self._deciding.answers), data),
            self._on_applied,
            self._on_not_applied,
        )

    def _on_not_applied(self, error: object) -> None:
        self._show_totals()
        self.context.shell.explain(error)  # type: ignore[arg-type]  # tasks pass UserErrors only

    @Slot(object)
    def _on_applied(self, applied: review.Applied) -> None:
        self._dirty = False
        self._deciding = None
        texts = self.texts
        self.context.shell.say_undoable(
            texts.n("{n} taken in", "{n} taken in", applied.taken), applied.operation
        )
        if applied.review:
            self.open(Route("review", "", {"review": applied.review}))
        else:
            self.context.shell.go(Route("exchange", applied.received.dispatch.id))
