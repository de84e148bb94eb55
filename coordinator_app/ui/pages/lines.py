"""Short lists whose rows are read whole: under headings, with icons, sorted where that helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QWidget

from coordinator_app.ui.pages.lines_model import ICON_ROLE, Index, Line, LinesModel
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tables.columns import Column, fit
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.tables.view import TableView
from coordinator_app.ui.theme import ROW_HEIGHT, Theme
from coordinator_app.ui.widgets.card import EmptyState
from coordinator_app.ui.widgets.kit import Kit

__all__ = ["Line", "LineList", "LinesView"]

_ICON: Final = 14


class LineDelegate(CellDelegate):
    """Draws the cells of a table, with an icon before the words where a row has one."""

    def _content(
        self, painter: QPainter, rect: QRect, index: Index, theme: Theme, selected: bool
    ) -> None:
        icon = index.data(ICON_ROLE)
        if icon:
            ratio = painter.device().devicePixelRatio()
            pixmap = self.kit.icons.pixmap(icon, size=_ICON, ratio=ratio)
            painter.drawPixmap(rect.left() + 8, rect.center().y() - _ICON // 2, pixmap)
            rect = rect.adjusted(_ICON + 7, 0, 0, 0)
        super()._content(painter, rect, index, theme, selected)


class LinesView(TableView):
    """Shows a LinesModel: one row is the current one, Enter and a double click choose it.

    Args:
        kit: Look, icons and texts.
        name: Translated accessible name.
        columns: What is shown; each has a label.
        heading: Show the headings of the columns, by which a click sorts.
        beside: It stands beside something more important: its current row is marked only while
            it has the focus.
        letters_pass: Letters that are typed go to the page rather than search the list.

    Signals:
        chosen: The Line the person wants to see.
        current_changed: The current Line is another one, or none.
    """

    chosen = Signal(object)
    current_changed = Signal()

    def __init__(
        self,
        kit: Kit,
        name: str,
        columns: Sequence[Column],
        *,
        heading: bool = True,
        beside: bool = False,
        letters_pass: bool = False,
    ) -> None:
        super().__init__(kit, name, double_click="open")
        self.setItemDelegate(LineDelegate(kit, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.lines = LinesModel(columns, kit.texts, self)
        self.setModel(self.lines)
        self.head.setVisible(heading)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sorted = (-1, False)
        self._beside, self._letters_pass = beside, letters_pass
        self.lay_columns(columns, {})
        self.opened.connect(self._on_opened)
        self.heading_clicked.connect(self._on_heading_clicked)
        self.head.sort_asked.connect(self._on_sort_asked)
        self.row_changed.connect(self.current_changed)

    def show_lines(
        self, lines: Sequence[Line], groups: Sequence[tuple[str, str]] = (), current: str = ""
    ) -> None:
        """Show these rows; the current one stays, or the one that took its place.

        Args:
            current: Key of the row to be the current one.
        """
        before = self.current_line()
        place = self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.lines.show(lines, groups)
        self.fit_columns()
        row = self.lines.row_of(current or (before.key if before else ""))
        if row < 0 and before is not None:  # it is gone: the next one took its place
            row = min(place, self.lines.rowCount() - 1)
        if self.lines.line_at(row) is None:
            row = self.lines.first_row() if row < 0 else self._near(row)
        if row >= 0:
            self.go_to(row)
        self.verticalScrollBar().setValue(scrolled)
        self.current_changed.emit()

    def fit_columns(self) -> None:
        """Share the room among the columns that say something in any row."""
        if not hasattr(self, "lines"):
            return
        shown = [each for place, each in enumerate(self.lines.columns) if self._says(place, each)]
        headings = self.heading_widths(self.lines.columns)
        widths = fit(shown, self.viewport().width(), headings=headings)
        wide = {each.key: width for each, width in zip(shown, widths, strict=True)}
        for section, column in enumerate(self.lines.columns):
            self.setColumnHidden(section, not wide.get(column.key))
            if wide.get(column.key):
                self.setColumnWidth(section, wide[column.key])

    def current_line(self) -> Line | None:
        """Return the current row, None on a heading and in an empty list."""
        index = self.currentIndex()
        return self.lines.line_at(index.row()) if index.isValid() else None

    def line(self, key: str) -> Line | None:
        """Return a row by its key."""
        return self.lines.line_at(self.lines.row_of(key))

    def select(self, key: str) -> None:
        """Make a row the current one."""
        self.go_to(self.lines.row_of(key))

    def toggle_current(self) -> None:
        """Open or close the group whose heading is the current row."""
        self._on_heading_clicked(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter; copy; open and close groups; else as any table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            clipboard.place(*clipboard.chosen(self))
        elif self._letters_pass and event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the current row."""
        super().focusInEvent(event)
        if self._beside and self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away, unless it is only a menu that is opened."""
        super().focusOutEvent(event)
        if self._beside and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.clearSelection()

    def go_to(self, row: int, column: int = -1) -> None:
        """Make a row the current one and show it."""
        super().go_to(row, column)
        if self._beside and not self.hasFocus():
            self.clearSelection()

    def _says(self, place: int, column: Column) -> bool:
        """Say whether a column is worth its room: one that may be spared says something."""
        return not column.spare or self.lines.says(place)

    def _near(self, row: int) -> int:
        rows = (*range(row, self.lines.rowCount()), *range(row - 1, -1, -1))
        return next((each for each in rows if self.lines.line_at(each) is not None), -1)

    @Slot(int)
    def _on_opened(self, row: int) -> None:
        line = self.lines.line_at(row)
        if line is not None:
            self.chosen.emit(line)
        elif self.lines.heading_at(row) is not None:
            self._on_heading_clicked(row)

    @Slot(int)
    def _on_heading_clicked(self, row: int) -> None:
        heading = self.lines.heading_at(row)
        if heading is not None:
            self.lines.toggle(heading.group.key)
            self.fit_columns()
            self.go_to(row)

    @Slot(int)
    def _on_sort_asked(self, section: int) -> None:
        before = self.current_line()
        column, down = self._sorted
        self._sorted = (section, column == section and not down)
        self.head.set_sorted(section, down=self._sorted[1])
        self.lines.sort_by(section, down=self._sorted[1])
        self.fit_columns()
        if before is not None:
            self.select(before.key)


class LineList(QWidget):
    """A list of lines, and what is said when there are none.

    Args:
        kit: Look, icons and texts.
        view: The list.
        empty: Shown instead of an empty list.
    """

    def __init__(self, kit: Kit, view: LinesView, empty: EmptyState) -> None:
        super().__init__()
        self.view, self.empty = view, empty
        self._stack = QStackedLayout(self)
        self._stack.setSizeConstraint(QStackedLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumHeight(2 * ROW_HEIGHT)
        self._stack.addWidget(view)
        self._stack.addWidget(empty)
        self.setFocusProxy(view)

    def show_lines(
        self, lines: Sequence[Line], groups: Sequence[tuple[str, str]] = (), current: str = ""
    ) -> None:
        """Show these rows (see `LinesView.show_lines`)."""
        self.view.show_lines(lines, groups, current)
        self._stack.setCurrentWidget(self.view if lines else self.empty)
