"""What every model of entries has in common: columns, words, looks, and what a cell edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.record_type import RecordType
from coordinator_app.texts import Texts
from coordinator_app.ui.tables.columns import Column, title
from coordinator_app.ui.tables.rows import FieldOf, Row, own_fields
from coordinator_app.ui.widgets.status import TONE_ROLE

Index = QModelIndex | QPersistentModelIndex

# Short enum names cost 4 µs each in data(): they are looked up once.
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
EDIT: Final = int(Qt.ItemDataRole.EditRole)
TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
#: The look of a cell's column, for the delegate.
LOOK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 902
#: The heading of a group that a row stands for, with its count; None for an entry.
GROUP_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 903
#: What can be typed in an empty line, in its first cell.
PROMPT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 904

_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_HORIZONTAL: Final = Qt.Orientation.Horizontal
_PLAIN_FLAGS: Final = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDIT_FLAGS: Final = _PLAIN_FLAGS | Qt.ItemFlag.ItemIsEditable
_NO_PARENT: Final = QModelIndex()


class RecordModel(QAbstractTableModel):
    """A table of entries.

    Subclasses say which row is where (`row_at`, `row_of`) and how many there are.

    Args:
        catalogue: What entries are.
        type_key: Record type the columns belong to.
        columns: What is shown.
        texts: Of the person's language.
        editable: Cells may be edited in the table.
        field_of: Finds the fields of columns; without it only the type's own.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        type_key: str,
        columns: Sequence[Column],
        texts: Texts,
        *,
        editable: bool = False,
        field_of: FieldOf | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue
        self.field_of = field_of or own_fields(catalogue)
        self.record_type: RecordType = catalogue[type_key]
        self.texts = texts
        self.editable = editable
        self._pending: dict[tuple[str, str], str] = {}
        self._set_columns(columns)

    # Which row is where ------------------------------------------------------------------------

    def row_at(self, row: int) -> Row | None:
        """Return what is known of a row now; None while it is being read, and for headings."""
        raise AssertionError("each model knows its rows")

    def row_of(self, record_id: str) -> int:
        """Return where an entry stands; -1 when that is not known."""
        raise AssertionError("each model knows its rows")

    # Columns and cells -------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown."""
        return self._columns

    def column_of(self, key: str) -> int:
        """Return where a column stands; -1 when it is not shown."""
        return next((at for at, each in enumerate(self._columns) if each.key == key), -1)

    def field_at(self, column: int) -> Field | None:
        """Return the field a column shows; None for computed ones."""
        return self._fields[column]

    def heading(self, column: int) -> str:
        """Return the heading of a column."""
        return self._titles[column]

    def text_at(self, row: int, column: int) -> str:
        """Return what a cell says."""
        found = self.row_at(row)
        if found is None:
            return ""
        pending = (
            self._pending.get((found.id, self._columns[column].key)) if self._pending else None
        )
        return found.texts[column] if pending is None else pending

    def value_at(self, row: int, column: int) -> Value:
        """Return the stored value a cell shows."""
        found, field = self.row_at(row), self._fields[column]
        return found.values.get(field.key) if found and field else None

    def can_edit(self, row: int, column: int) -> bool:
        """Say whether a cell may be edited here."""
        field = self._fields[column]
        return (
            self.editable
            and field is not None
            and not self._columns[column].readonly
            and not field.key.startswith("$")
            and field.kind is not Kind.FILE
            and self.row_at(row) is not None
        )

    def show_pending(self, record_id: str, key: str, text: str) -> None:
        """Show a value that is on its way to the file."""
        self._pending[record_id, key] = text
        self._repaint(record_id)

    def drop_pending(self, record_ids: Iterable[str]) -> None:
        """Show what the file says again."""
        gone = set(record_ids)
        self._pending = {key: text for key, text in self._pending.items() if key[0] not in gone}
        for record_id in gone:
            self._repaint(record_id)

    # Qt's questions ----------------------------------------------------------------------------

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell says or looks like."""
        if not index.isValid():
            return None
        column = index.column()
        if role == DISPLAY:
            return self.text_at(index.row(), column)
        if role == TONE_ROLE:
            found = self.row_at(index.row())
            return found.tones[column] if found else ""
        if role == LOOK_ROLE:
            return self._columns[column].look
        if role == ALIGNMENT:
            return _RIGHT if self._columns[column].look == "number" else _LEFT
        if role in (TOOL_TIP, ACCESSIBLE):
            return self.text_at(index.row(), column) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation is _HORIZONTAL and 0 <= section < len(self._titles):
            if role in (DISPLAY, TOOL_TIP, ACCESSIBLE):
                return self._titles[section]
            if role == ALIGNMENT:
                return _RIGHT if self._columns[section].look == "number" else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDIT_FLAGS if self.can_edit(index.row(), index.column()) else _PLAIN_FLAGS

    # For subclasses ----------------------------------------------------------------------------

    def _set_columns(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._fields = tuple(self.field_of(self.record_type.key, each.key) for each in columns)
        self._titles = tuple(
            title(each, field, self.texts)
            for each, field in zip(columns, self._fields, strict=True)
        )

    def _forget_pending(self, rows: Mapping[str, Row] | Iterable[str]) -> None:
        known = set(rows)
        if self._pending:
            self._pending = {
                key: text for key, text in self._pending.items() if key[0] not in known
            }

    def _repaint(self, record_id: str) -> None:
        row = self.row_of(record_id)
        if row >= 0:
            last = self.index(row, len(self._columns) - 1)
            self.dataChanged.emit(self.index(row, 0), last)
