"""Rows that are all at hand: what a short list shows, under headings and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coordinator_app.texts import Texts
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.grouping import Group, Grouping, Heading
from coordinator_app.ui.tables.record_model import (
    ACCESSIBLE,
    ALIGNMENT,
    DISPLAY,
    GROUP_ROLE,
    LOOK_ROLE,
    TOOL_TIP,
)
from coordinator_app.ui.widgets.status import TONE_ROLE

Index = QModelIndex | QPersistentModelIndex

#: The meaning of the icon before a cell's words.
ICON_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 921

_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NO_PARENT: Final = QModelIndex()


@dataclass(frozen=True)
class Line:
    """One row.

    Args:
        key: Tells it from the others; the current row is found again by it.
        texts: What each column says.
        data: What it stands for.
        group: Key of the group it stands in.
        icons, tones: By column: a meaning of an icon, a colour role.
        sort: What each column is sorted by, the texts unless given.
    """

    key: str
    texts: tuple[str, ...]
    data: Any = None
    group: str = ""
    icons: Mapping[int, str] = field(default_factory=dict)
    tones: Mapping[int, str] = field(default_factory=dict)
    sort: tuple[Any, ...] = ()


class LinesModel(QAbstractTableModel):
    """Rows that are all at hand, under headings if they have groups.

    Args:
        columns: What is shown; each has a label.
        texts: Of the person's language.
    """

    def __init__(
        self, columns: Sequence[Column], texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._labels = tuple(texts(each.label) for each in columns)
        self._given: tuple[Line, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._groups: tuple[tuple[str, str], ...] = ()
        self._grouping = Grouping(())
        self._closed: frozenset[str] = frozenset()
        self._sorted: tuple[int, bool] = (-1, False)

    def show(self, lines: Sequence[Line], groups: Sequence[tuple[str, str]] = ()) -> None:
        """Show these rows, under the headings (key, words) of those groups that have any."""
        self._given, self._groups = tuple(lines), tuple(groups)
        self._arrange()

    def sort_by(self, column: int, *, down: bool) -> None:
        """Put the rows of each group in the order of a column; -1: as they were given."""
        self._sorted = (column, down)
        self._arrange()

    def toggle(self, group: str) -> None:
        """Open or close a group."""
        self._closed = self._closed ^ {group}
        self._arrange()

    def line_at(self, row: int) -> Line | None:
        """Return a row, None for a heading."""
        if not 0 <= row < self.rowCount():
            return None
        found = self._at(row)
        return self._lines[found] if isinstance(found, int) else None

    def heading_at(self, row: int) -> Heading | None:
        """Return the heading that a row is."""
        found = self._at(row) if 0 <= row < self.rowCount() else None
        return found if isinstance(found, Heading) else None

    def row_of(self, key: str) -> int:
        """Return where a row stands; -1 when it is not shown."""
        for place, line in enumerate(self._lines):
            if line.key == key:
                return self._grouping.line_of(place) if self._groups else place
        return -1

    def says(self, column: int) -> bool:
        """Say whether any row says something in a column."""
        return any(line.texts[column] for line in self._given)

    def first_row(self) -> int:
        """Return the first row that is no heading; -1 in an empty list."""
        rows = range(self.rowCount())
        return next((row for row in rows if self.line_at(row) is not None), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows there are, headings among them."""
        if parent.isValid():
            return 0
        return len(self._grouping) if self._groups else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell says or looks like."""
        found = self._at(index.row())
        if isinstance(found, Heading):
            return _of_heading(found, index.column(), role)
        line, column = self._lines[found], index.column()
        if role == DISPLAY:
            return line.texts[column]
        if role == TONE_ROLE:
            return line.tones.get(column, "")
        if role == ICON_ROLE:
            return line.icons.get(column, "")
        if role == LOOK_ROLE:
            return self.columns[column].look
        if role == ALIGNMENT:
            return _RIGHT if self.columns[column].look == "number" else _LEFT
        if role in (TOOL_TIP, ACCESSIBLE):
            return line.texts[column] or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._labels):
            if role in (DISPLAY, ACCESSIBLE):
                return self._labels[section]
            if role == ALIGNMENT:
                return _RIGHT if self.columns[section].look == "number" else _LEFT
        return None

    def _at(self, row: int) -> Heading | int:
        return self._grouping.at(row) if self._groups else row

    def _arrange(self) -> None:
        self.beginResetModel()
        lines = list(self._given)
        column, down = self._sorted
        if column >= 0:
            lines.sort(key=lambda line: (line.sort or line.texts)[column], reverse=down)
        if self._groups:
            order = {key: place for place, (key, _) in enumerate(self._groups)}
            lines.sort(key=lambda line: order[line.group])
            counts = Counter(line.group for line in lines)
            self._grouping = Grouping(
                [Group(key, label, counts[key]) for key, label in self._groups if counts[key]],
                self._closed,
            )
        self._lines = tuple(lines)
        self.endResetModel()


def _of_heading(found: Heading, column: int, role: int) -> Any:
    if role == GROUP_ROLE:
        return found
    if role == ACCESSIBLE and column == 0:
        return f"{found.group.label}, {found.group.count}"
    return None
