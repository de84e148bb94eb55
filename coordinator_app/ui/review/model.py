"""The lines of a reply as a table."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from coordinator_app.services.exchange.lines import LABELS, REASONS, Line
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.review.chosen import Chosen
from coordinator_app.ui.review.deciding import KEEP, NONE, OPEN, TAKE, UNTICKED, Deciding
from coordinator_app.ui.review.differences import Part
from coordinator_app.ui.review.excerpts import from_difference
from coordinator_app.ui.review.long_texts import are_long, side_by_side
from coordinator_app.ui.tables.clipboard import WHOLE_ROLE
from coordinator_app.ui.tables.record_model import (
    ACCESSIBLE,
    ALIGNMENT,
    DISPLAY,
    LOOK_ROLE,
    TOOL_TIP,
    Index,
)

MARK, ENTRY, FIELD, MINE, THEIRS, WHY = range(6)
#: Role under which the first column gives what was decided.
DECISION_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 950
#: Role under which both versions of a long text give their words in parts.
PARTS_ROLE: Final = DECISION_ROLE + 1

_HEADS: Final = (
    N_("Decision"),
    N_("Entry"),
    N_("Field"),
    N_("My file now"),
    N_("Their value"),
    N_("Why"),
)
#: What taking and keeping is called, of single values and of whole entries.
_OF_VALUES: Final = (N_("Take in"), N_("Keep mine"))
_OF_ENTRIES: Final = {
    "new": (N_("Take in"), N_("Leave out")),
    "duplicate": (N_("New entry"), N_("Leave out")),
    "removal": (N_("Remove it"), N_("Keep it")),
}
_WORDS: Final = {
    OPEN: N_("Decide"),
    UNTICKED: N_("Not taken"),
    NONE: N_("Nothing to do"),
}
#: Signs of the classes, before their words: told apart also without colour and at a glance.
SIGNS: Final = {
    "conflict": "≠",
    "invalid": "!",
    "theirs_only": "→",
    "new": "+",
    "duplicate": "≈",
    "emptied": "∅",
    "outside": "○",
    "removal": "−",
    "same": "=",
    "ours_only": "←",
}
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NO_PARENT: Final = QModelIndex()
_ALL: Final = Chosen()


class ReviewModel(QAbstractTableModel):
    """One row per line that the filter lets through.

    Args:
        texts: Of the person's language.
    """

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._deciding: Deciding | None = None
        self._lines: list[Line] = []
        self._rows: dict[int, int] = {}
        #: Long texts that were looked at: mine and theirs in parts, by number.
        self._marked: dict[int, tuple[list[Part], list[Part]]] = {}

    def show_lines(self, deciding: Deciding | None, chosen: Chosen = _ALL) -> None:
        """Show the lines that a choice lets through."""
        self.beginResetModel()
        if deciding is not self._deciding:
            self._marked.clear()
        self._deciding = deciding
        self._lines = deciding.facets.listed(chosen) if deciding else []
        self._rows = {line.n: row for row, line in enumerate(self._lines)}
        self.endResetModel()

    def redraw(self) -> None:
        """Show decisions anew."""
        if self._lines:
            last = self.index(len(self._lines) - 1, MARK)
            self.dataChanged.emit(self.index(0, MARK), last)

    def line(self, row: int) -> Line | None:
        """Return the line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def numbers(self, first: int = 0, last: int | None = None) -> list[int]:
        """Return the numbers of the lines shown, or of some rows of them.

        Args:
            last: The row after the last; None to the end.
        """
        return [line.n for line in self._lines[first:last]]

    def row_of(self, n: int) -> int:
        """Return the row of a number, -1 when the filter hides it."""
        return self._rows.get(n, -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self._lines)

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
        line = self.line(index.row()) if index.isValid() else None
        if line is None or self._deciding is None:
            return None
        column = index.column()
        if role == DISPLAY:
            return self._text(line, column)
        if role in (TOOL_TIP, WHOLE_ROLE):
            why = self._refusal(line) or line.why
            whole = {MARK: self._word(line), MINE: line.ours, THEIRS: line.theirs, WHY: why}
            return whole.get(column, self._text(line, column))
        if role == PARTS_ROLE:
            return self._parts(line, column)
        if role == LOOK_ROLE:
            return "strong" if column == ENTRY else None
        if role == DECISION_ROLE and column == MARK:
            return self._deciding.decision(line.n)
        if role == ACCESSIBLE and column == MARK:
            return f"{self._word(line)}, {self._texts(LABELS[line.cls])}"
        return None

    def _text(self, line: Line, column: int) -> str:
        match column:
            case 0:
                return self._word(line)
            case 1:
                return line.entry
            case 2:
                return line.label or line.type_label
            case 3:
                return from_difference(line.ours, line.theirs)
            case 4:
                return from_difference(line.theirs, line.ours)
            case _:
                sign = SIGNS["invalid" if self._refusal(line) else line.cls]
                return f"{sign}  {self._reason(line)}"

    def _refusal(self, line: Line) -> str:
        return self._deciding.refusal(line.n) if self._deciding is not None else ""

    def _parts(self, line: Line, column: int) -> list[Part] | None:
        """Return the words of a long text by what became of them, None for a short one."""
        if column not in (MINE, THEIRS) or not are_long(line):
            return None
        if line.n not in self._marked:
            self._marked[line.n] = side_by_side(line.ours, line.theirs)
        return self._marked[line.n][column - MINE]

    def _reason(self, line: Line) -> str:
        """Return the word of the class where that says it all, else what is wrong."""
        if refusal := self._refusal(line):
            return refusal
        plain = line.why == self._texts(REASONS[line.cls])
        return self._texts(LABELS[line.cls]) if plain else line.why

    def _word(self, line: Line) -> str:
        if self._refusal(line):
            return self._texts(_WORDS[OPEN])
        if self._deciding is not None and self._deciding.is_other(line.n):
            return self._texts(N_("Same entry") if line.whole else N_("Other value"))
        decision = self._deciding.decision(line.n) if self._deciding else NONE
        take, keep = words_of(line)
        return self._texts({TAKE: take, KEEP: keep}.get(decision) or _WORDS[decision])


def words_of(line: Line | None) -> tuple[str, str]:
    """Return the English msgids of what taking and keeping a line is called."""
    return _OF_ENTRIES.get(line.cls, _OF_VALUES) if line is not None else _OF_VALUES
