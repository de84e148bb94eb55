"""Sent files as a table."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from coordinator_app.services.exchange.sent_files import SentFile
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.tables.record_model import (
    ALIGNMENT,
    DISPLAY,
    LOOK_ROLE,
    TOOL_TIP,
    Index,
)
from coordinator_app.ui.theme import Tone
from coordinator_app.ui.widgets.status import TONE_ROLE, tone_of

_HEADS: Final = (
    N_("State"),
    N_("Recipient"),
    N_("What"),
    N_("Sent"),
    N_("Reply by"),
    N_("Status"),
    N_("Reminded"),
)
_SITUATION: Final = 5
_REPLY_BY: Final = 4
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NO_PARENT: Final = QModelIndex()


class SentModel(QAbstractTableModel):
    """Sent files as a table."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._files: list[SentFile] = []

    def set_files(self, files: list[SentFile]) -> None:
        """Show these."""
        self.beginResetModel()
        self._files = files
        self.endResetModel()

    def file(self, row: int) -> SentFile | None:
        """Return the file of a row."""
        return self._files[row] if 0 <= row < len(self._files) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGNMENT:
            return _LEFT
        return self._texts(_HEADS[section]) if role == DISPLAY else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell shows."""
        file = self.file(index.row()) if index.isValid() else None
        if file is None:
            return None
        column = index.column()
        if role in (DISPLAY, TOOL_TIP):
            return self._text(file, column)
        if role == LOOK_ROLE:
            return {0: "strong", _SITUATION: "status"}.get(column)
        if role == TONE_ROLE:
            if column == _SITUATION:
                return _tone(file)
            return "danger" if column == _REPLY_BY and file.late else None
        return None

    def _text(self, file: SentFile, column: int) -> str:
        if column == _SITUATION:
            return file.situation(self._texts)
        return (
            file.state or file.what,  # a report is of many States, or of all
            file.recipient,
            file.what,
            file.sent,
            file.reply_by,
            "",
            file.reminded,
        )[column]


def _tone(file: SentFile) -> Tone:
    if file.group == "check":
        return "warning"
    return "danger" if file.late else tone_of(file.status)
