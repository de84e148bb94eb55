"""The look inside the files of several States: all together, then each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import SENSITIVITIES
from coordinator_app.services.exchange.batch import Looked
from coordinator_app.services.exchange.dispatch import Preview
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.dialogs.look_inside import COUNTED
from coordinator_app.ui.tables.record_model import (
    ALIGNMENT,
    DISPLAY,
    LOOK_ROLE,
    TOOL_TIP,
    Index,
)
from coordinator_app.ui.widgets.status import TONE_ROLE

_HEADS: Final = (
    N_("File"),
    N_("Recipient"),
    N_("Entries"),
    N_("Blank rows"),
    N_("Most sensitive"),
    N_("Data about people"),
    N_("Left out"),
)
FILE, RECIPIENT, ENTRIES, SPARE, LEVEL, PEOPLE, LEFT_OUT = range(7)
_NUMBERS: Final = (ENTRIES, SPARE, LEFT_OUT)
_NO_PARENT: Final = QModelIndex()
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CODES: Final = tuple(each.code for each in SENSITIVITIES)


@dataclass(frozen=True)
class _Line:
    name: str
    recipient: str
    entries: int = 0
    spare: int = 0
    level: str = ""
    personal: bool = False
    left_out: tuple[tuple[str, str, int, str], ...] = ()
    problem: str = ""


class LookedModel(QAbstractTableModel):
    """One row for all files, then one for each."""

    def __init__(self, texts: Texts, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._texts, self._catalogue = texts, catalogue
        self._lines: list[_Line] = []

    def fill(self, looked: Sequence[Looked]) -> None:
        """Show these."""
        self.beginResetModel()
        lines = [self._line(each) for each in looked]
        self._lines = [self._whole(lines), *lines] if lines else []
        self.endResetModel()

    def said(self, row: int) -> str:
        """Return what there is to say of a row: what was left out and why, or what is wrong."""
        if not 0 <= row < len(self._lines):
            return ""
        line, texts = self._lines[row], self._texts
        if line.problem:
            return line.problem
        return "\n".join(
            f"{texts(self._catalogue[type_key].plural)}: {texts.n(*COUNTED[what], count)}"
            f" · {texts(reason)}"
            for type_key, what, count, reason in line.left_out
        )

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ALIGNMENT:
            return _RIGHT if section in _NUMBERS else _LEFT
        return self._texts(_HEADS[section]) if role == DISPLAY else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (DISPLAY, TOOL_TIP):
            return self._text(line, column)
        if role == ALIGNMENT:
            return _RIGHT if column in _NUMBERS else _LEFT
        if role == LOOK_ROLE:
            return "number" if column in _NUMBERS else None
        if role == TONE_ROLE and line.problem and column == FILE:
            return "danger"
        return None

    def _text(self, line: _Line, column: int) -> str:
        if line.problem and column > RECIPIENT:
            return ""
        return (
            line.name,
            line.recipient,
            str(line.entries),
            str(line.spare) if line.spare else "",
            self._level(line.level),
            self._texts("Yes") if line.personal else self._texts("No"),
            str(sum(count for _, _, count, _ in line.left_out) or ""),
        )[column]

    def _level(self, code: str) -> str:
        return next((self._texts(each.label) for each in SENSITIVITIES if each.code == code), "")

    def _line(self, looked: Looked) -> _Line:
        name, called = looked.item.to.name(self._texts.lang), looked.item.to.called
        if looked.preview is None:
            why = looked.problem.sentence(self._texts) if looked.problem else ""
            return _Line(name, called, problem=why)
        return _of_preview(name, called, looked.preview)

    def _whole(self, lines: Sequence[_Line]) -> _Line:
        texts = self._texts
        good = [each for each in lines if not each.problem]
        out: Counter[tuple[str, str, str]] = Counter()
        for each in good:
            for type_key, what, count, reason in each.left_out:
                out[type_key, what, reason] += count
        return _Line(
            texts.n("{n} file", "{n} files", len(good)),
            "",
            sum(each.entries for each in good),
            sum(each.spare for each in good),
            max((each.level for each in good), key=_CODES.index, default=""),
            any(each.personal for each in good),
            tuple((key, what, count, reason) for (key, what, reason), count in out.items()),
        )


def _of_preview(name: str, called: str, preview: Preview) -> _Line:
    return _Line(
        name,
        called,
        sum(each.rows for each in preview.sheets),
        sum(each.spare for each in preview.sheets),
        preview.sensitivity,
        preview.personal_data,
        tuple((each.type, each.what, each.count, each.reason) for each in preview.left_out),
    )
