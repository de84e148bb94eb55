"""The rows one entry owns (or that came from it), with an empty last line that makes a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.texts import Texts
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.record_model import (
    DISPLAY,
    PROMPT_ROLE,
    TOOL_TIP,
    Index,
    RecordModel,
)
from coordinator_app.ui.tables.rows import CellTone, Row

_NO_PARENT = QModelIndex()


class ChildModel(RecordModel):
    """All rows in memory; the last line is the one being written.

    The line that is written is a Row without an id: what was typed stands in its values.

    Args:
        prompt: Translated words in the empty line.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        type_key: str,
        columns: Sequence[Column],
        texts: Texts,
        *,
        prompt: str = "",
        editable: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(catalogue, type_key, columns, texts, editable=editable, parent=parent)
        self.prompt = prompt
        self._rows: list[Row] = []
        self._new: Row | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the line being written stays as it is."""
        rows = list(rows)
        same = [row.id for row in rows] == [row.id for row in self._rows]
        if same:
            self._rows = rows
            self._forget_pending(row.id for row in rows)
            if rows:
                last = self.index(len(rows) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        kept = {row.id for row in rows}
        if [row.id for row in self._rows if row.id in kept] == [row.id for row in rows]:
            self._take_out(kept)
            self._rows = rows
            return
        known = {row.id for row in self._rows}
        if [row.id for row in rows[: len(self._rows)]] == [row.id for row in self._rows]:
            first = len(self._rows)
            self.beginInsertRows(_NO_PARENT, first, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
            if known:
                last = self.index(first - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self._forget_pending(row.id for row in rows)
        self.endResetModel()

    def rows(self) -> list[Row]:
        """Return the rows, without the line being written."""
        return list(self._rows)

    # The line being written ----------------------------------------------------------------------

    @property
    def writes(self) -> bool:
        """Say whether there is an empty last line."""
        return self._new is not None

    def offer_line(self, on: bool) -> None:
        """Show or hide the empty last line."""
        if on == self.writes:
            return
        at = len(self._rows)
        if on:
            self.beginInsertRows(_NO_PARENT, at, at)
            self._new = self._empty_line()
            self.endInsertRows()
        else:
            self.beginRemoveRows(_NO_PARENT, at, at)
            self._new = None
            self.endRemoveRows()

    def is_new(self, row: int) -> bool:
        """Say whether a row is the line being written."""
        return self.writes and row == len(self._rows)

    def typed(self) -> Mapping[str, Value]:
        """Return what stands in the line being written, by field."""
        return dict(self._new.values) if self._new else {}

    def type_in(self, key: str, value: Value, text: str) -> None:
        """Put a value into the line being written."""
        if self._new is None:
            return
        values = {**self._new.values, key: value}
        if value is None:
            del values[key]
        texts = list(self._new.texts)
        texts[self.column_of(key)] = text if value is not None else ""
        self._new = Row("", self.record_type.key, "", values, {}, tuple(texts), self._new.tones)
        self._repaint_line()

    def clear_line(self) -> None:
        """Empty the line being written."""
        if self._new is not None:
            self._new = self._empty_line()
            self._repaint_line()

    def promote(self, record_id: str) -> None:
        """Make the line being written a row; a new empty line follows it."""
        if self._new is None:
            return
        written, at = self._new, len(self._rows)
        self.beginInsertRows(_NO_PARENT, at + 1, at + 1)
        self._rows.append(replace(written, id=record_id))
        self._new = self._empty_line()
        self.endInsertRows()
        self._repaint(record_id)

    def demote(self, record_id: str) -> None:
        """Take a row that could not be made back into the line being written."""
        at = self.row_of(record_id)
        if at < 0:
            return
        self.beginRemoveRows(_NO_PARENT, at, at)
        written = self._rows.pop(at)
        self.endRemoveRows()
        if self._new is not None and not self._new.values:
            self._new = replace(written, id="")
            self._repaint_line()

    # RecordModel ---------------------------------------------------------------------------------

    def row_at(self, row: int) -> Row | None:
        """Return a row."""
        if 0 <= row < len(self._rows):
            return self._rows[row]
        return self._new if row == len(self._rows) else None

    def row_of(self, record_id: str) -> int:
        """Return where an entry stands."""
        return next((at for at, row in enumerate(self._rows) if row.id == record_id), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._rows) + self.writes

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell says; the empty line says how to begin."""
        if role == PROMPT_ROLE and index.isValid() and self.is_new(index.row()):
            empty = self._new is not None and not self._new.values
            return self.prompt if index.column() == 0 and empty else None
        if role == TOOL_TIP and index.isValid() and self.is_new(index.row()):
            return None
        return super().data(index, role)

    def _empty_line(self) -> Row:
        tones: tuple[CellTone, ...] = tuple("" for _ in self.columns)
        return Row("", self.record_type.key, texts=("",) * len(tones), tones=tones)

    def _take_out(self, kept: set[str]) -> None:
        for at in reversed(range(len(self._rows))):
            if self._rows[at].id not in kept:
                self.beginRemoveRows(_NO_PARENT, at, at)
                del self._rows[at]
                self.endRemoveRows()

    def _repaint_line(self) -> None:
        at = len(self._rows)
        self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def lacks(self, given: Mapping[str, Value]) -> tuple[str, ...]:
        """Return the fields without which what is typed cannot become an entry.

        Args:
            given: What the page adds (the parent, the State of the visit ...).
        """
        held = {**given, **self.typed()}
        return tuple(
            field.key
            for field in self.record_type.fields
            if field.needed
            and held.get(field.key) is None
            and field.default is None
            and field.kind is not Kind.FILE
        )
