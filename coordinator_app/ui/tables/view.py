"""The view of a table: rows of one height, no style sheet, widths that share the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from coordinator_app.ui.tables.columns import Column, fit
from coordinator_app.ui.tables.delegate import CellDelegate, paint_heading
from coordinator_app.ui.tables.header import FilterHeader
from coordinator_app.ui.tables.record_model import GROUP_ROLE, Index, RecordModel
from coordinator_app.ui.theme import ROW_HEIGHT
from coordinator_app.ui.widgets.kit import Kit

DoubleClick = Literal["open", "edit"]

_TRIGGERS: Final = QAbstractItemView.EditTrigger


class TableView(QTableView):
    """Shows a RecordModel.

    Args:
        kit: Look, icons and texts.
        name: Translated accessible name.
        double_click: What a double click on a cell that can be edited does.

    Signals:
        opened: The row whose entry the person wants to see.
        heading_clicked: The row of a group's heading.
        row_changed: Another row is the current one.
        widths_dragged: The person changed the width of a column.
    """

    opened = Signal(int)
    heading_clicked = Signal(int)
    row_changed = Signal()
    widths_dragged = Signal()

    def __init__(
        self,
        kit: Kit,
        name: str,
        *,
        double_click: DoubleClick = "edit",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kit = kit
        self.marks_cell = False
        self._double_click = double_click
        self._columns: Sequence[Column] = ()
        self._saved: dict[str, int] = {}
        self._fitting = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(CellDelegate(kit, self))
        self.head = FilterHeader(kit, self)
        self.setHorizontalHeader(self.head)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.head.sectionResized.connect(self._on_resized)
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        self.set_editable(False)
        kit.look.changed.connect(self._on_look_changed)

    def minimumSizeHint(self) -> QSize:
        """Be content with the headings and one row: low windows hold several tables."""
        return QSize(super().minimumSizeHint().width(), self.head.sizeHint().height() + ROW_HEIGHT)

    def set_editable(self, editable: bool) -> None:
        """Choose cells and edit them, or choose whole rows."""
        self.marks_cell = editable
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectItems if editable else behaviour.SelectRows)
        triggers = _TRIGGERS.EditKeyPressed | _TRIGGERS.AnyKeyPressed
        if self._double_click == "edit":
            triggers |= _TRIGGERS.DoubleClicked
        self.setEditTriggers(triggers if editable else _TRIGGERS.NoEditTriggers)

    # Widths ------------------------------------------------------------------------------------

    def lay_columns(self, columns: Sequence[Column], saved: Mapping[str, int]) -> None:
        """Give the columns their widths, those a person dragged first."""
        self._columns, self._saved = columns, dict(saved)
        self.fit_columns()

    def saved_widths(self) -> dict[str, int]:
        """Return the widths that were dragged, by column key."""
        return dict(self._saved)

    def fit_columns(self) -> None:
        """Share the room among the columns."""
        if not self._columns or self.model() is None:
            return
        room = self.viewport().width()
        widths = fit(self._columns, room, self._saved, self.heading_widths(self._columns))
        self._fitting = True
        for section, width in enumerate(widths):
            self.setColumnHidden(section, width == 0)
            if width:
                self.setColumnWidth(section, width)
        self._fitting = False

    def heading_widths(self, columns: Sequence[Column]) -> dict[str, int]:
        """Return the widths at which the headings are read whole, by key."""
        if self.head.isHidden():
            return {}
        return {each.key: self.head.words_width(at) for at, each in enumerate(columns)}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room among the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    # Rows --------------------------------------------------------------------------------------

    def records(self) -> RecordModel:
        """Return the model."""
        model = self.model()
        if not isinstance(model, RecordModel):
            raise TypeError("the view shows no entries")
        return model

    def selected_rows(self) -> list[int]:
        """Return the rows that hold selected cells, the current one if none do."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        if not chosen and self.currentIndex().isValid():
            chosen = [self.currentIndex().row()]
        return [row for row in chosen if self.records().row_at(row) is not None]

    def go_to(self, row: int, column: int = -1) -> None:
        """Make a row the current one and show it."""
        model = self.model()
        if not 0 <= row < model.rowCount():
            return
        at = column if column >= 0 else max(0, self.currentIndex().column())
        self._make_current(row, self._nearest_shown(at))

    def step(self, rows: int, columns: int) -> None:
        """Move the current cell, past columns that are not shown."""
        now = self.currentIndex()
        row, column = now.row() + rows, now.column() + columns
        while 0 <= column < self.model().columnCount() and self.isColumnHidden(column):
            column += columns or 1
        if 0 <= row < self.model().rowCount() and 0 <= column < self.model().columnCount():
            self._make_current(row, column)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Draw the two rows again and say that the current one changed."""
        super().currentChanged(current, previous)
        for row in {current.row(), previous.row()} - {-1}:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            self.viewport().update(0, top, self.viewport().width(), height)
        if current.row() != previous.row():
            self.row_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a column's filter with Alt+Down, a group with the blank; else as any table."""
        current = self.currentIndex()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt and current.isValid():
            self.head.ask_filter(current.column())
        elif event.key() == Qt.Key.Key_Space and self._is_heading(current):
            self.heading_clicked.emit(current.row())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the page's, when nothing is edited
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, then the headings of groups across them."""
        super().paintEvent(event)
        model = self.model()
        if model is None:
            return
        first = max(0, self.rowAt(event.rect().top()))
        last = self.rowAt(event.rect().bottom())
        painter = QPainter(self.viewport())
        for row in range(first, (last if last >= 0 else model.rowCount() - 1) + 1):
            index = model.index(row, 0)
            heading = index.data(GROUP_ROLE)
            if heading is None:
                continue
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            rect = QRect(0, top, self.viewport().width(), height)
            count = str(heading.group.count)
            theme = self.kit.theme
            paint_heading(painter, rect, heading.group.label, count, theme, closed=heading.closed)
            if row == self.currentIndex().row() and self.hasFocus():
                painter.setPen(theme.color("accent"))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole text of a cell only where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())  # type: ignore[attr-defined]  # a QHelpEvent
            hint = self.itemDelegate().sizeHint(None, index) if index.isValid() else None  # type: ignore[arg-type]  # ours needs no option
            if hint is None or hint.width() <= self.columnWidth(index.column()):
                return True
        return super().viewportEvent(event)

    def _is_heading(self, index: Index) -> bool:
        return index.isValid() and index.data(GROUP_ROLE) is not None

    def _make_current(self, row: int, column: int) -> None:
        # Said outright: a key held down must not turn a move into a selection.
        flags = QItemSelectionModel.SelectionFlag
        chosen = flags.ClearAndSelect
        if not self.marks_cell:
            chosen |= flags.Rows
        self.selectionModel().setCurrentIndex(self.model().index(row, column), chosen)

    def _nearest_shown(self, column: int) -> int:
        shown = [at for at in range(self.model().columnCount()) if not self.isColumnHidden(at)]
        return min(shown, key=lambda at: abs(at - column), default=0)

    @Slot(int, int, int)
    def _on_resized(self, section: int, _before: int, now: int) -> None:
        if not self._fitting and now and section < len(self._columns):
            self._saved[self._columns[section].key] = now
            self.widths_dragged.emit()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if self._is_heading(index):
            return
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if self._double_click == "open" or not (self.marks_cell and editable):
            self.opened.emit(index.row())

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self._is_heading(index):
            self.heading_clicked.emit(index.row())

    @Slot()
    def _on_look_changed(self) -> None:
        self.viewport().update()
