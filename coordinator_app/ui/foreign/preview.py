"""The first rows of a sheet as they stand, the rows of its header marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from coordinator_app.services.foreign.looked import SheetLook
from coordinator_app.ui.theme import ROW_HEIGHT, base_font
from coordinator_app.ui.widgets.kit import Kit

_WIDTH, _LEAST = 104, 48
_NO_PARENT: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
Index = QModelIndex | QPersistentModelIndex


class TopModel(QAbstractTableModel):
    """The rows that were looked at."""

    def __init__(self, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._rows: Sequence[tuple[int, dict[int, str]]] = ()
        self._columns: tuple[int, ...] = ()
        self._header = range(0)
        self._bold = base_font(weight=QFont.Weight.DemiBold)

    def show(self, sheet: SheetLook) -> None:
        """Show the first rows of a sheet."""
        self.beginResetModel()
        self._rows = sheet.top
        self._columns = tuple(each.column for each in sheet.columns) or tuple(
            sorted({at for _, cells in sheet.top for at in cells})
        )
        self._header = range(sheet.header_row, sheet.header_row + sheet.header_depth)
        if not sheet.header_row:
            self._header = range(0)
        self.endResetModel()

    def line_of_header(self) -> int:
        """Return the line in which the header begins, 0 when there is none."""
        numbers = [number for number, _ in self._rows]
        return next((at for at, each in enumerate(numbers) if each in self._header), 0)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return what a cell says and how it looks."""
        number, cells = self._rows[index.row()]
        text = " ".join(cells.get(self._columns[index.column()], "").split())
        if role == _DISPLAY:
            return text
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return text or None
        if number in self._header:
            if role == int(Qt.ItemDataRole.FontRole):
                return self._bold
            if role == int(Qt.ItemDataRole.BackgroundRole):
                return self._kit.theme.color("accent_soft")
            if role == int(Qt.ItemDataRole.AccessibleDescriptionRole):
                return self._kit.texts("Header")
        above = bool(self._header) and number < self._header.start
        if above and role == int(Qt.ItemDataRole.ForegroundRole):
            return self._kit.theme.color("muted")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the letters of a column, the number of a row."""
        if role != _DISPLAY:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return letters(self._columns[section])
        return str(self._rows[section][0])


class Preview(QTableView):
    """Shows the first rows of a sheet.

    Args:
        kit: Look and texts.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._model = TopModel(kit, self)
        self.setModel(self._model)
        self.setAccessibleName(kit.texts("First rows"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.horizontalHeader().setMinimumSectionSize(_LEAST)
        self.horizontalHeader().setHighlightSections(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setHighlightSections(False)
        self.setMinimumHeight(3 * ROW_HEIGHT)
        kit.look.changed.connect(self.viewport().update)

    def show_sheet(self, sheet: SheetLook) -> None:
        """Show a sheet, its header in sight."""
        self._model.show(sheet)
        line = self._model.line_of_header()
        self.scrollTo(self._model.index(max(0, line - 1), 0), self.ScrollHint.PositionAtTop)


def letters(column: int) -> str:
    """Return the letters by which spreadsheets name a column, counted from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
