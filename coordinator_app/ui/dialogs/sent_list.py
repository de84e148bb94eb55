"""How far saving several files is, and then what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QProgressBar, QVBoxLayout, QWidget

from coordinator_app.services.exchange.batch import Outcome
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.plain_table import plain_table
from coordinator_app.ui.tables.record_model import DISPLAY, TOOL_TIP, Index
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import styled, words
from coordinator_app.ui.widgets.status import TONE_ROLE

_HEADS: Final = (N_("State"), N_("File"), N_("What became of it"))
STATE, FILE, WHAT = range(3)
_WIDTHS: Final = (200, 260)
_NO_PARENT: Final = QModelIndex()


class SentList(QWidget):
    """A bar while files are saved; then a list of them, those that failed first.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._texts = context.texts
        styled(self, "plain")
        self.words = words("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self._texts("Saving the files"))
        self.model = OutcomesModel(self._texts, self)
        self.table = plain_table(context, self.model, self._texts("Files"), _WIDTHS)
        self.table.horizontalHeader().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        card = Card(flush=True)
        card.add(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(card, 1)

    def begin(self, total: int) -> None:
        """Show that nothing is saved yet."""
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self.bar.show()
        self.model.fill(())

    @Slot(int, int, str)
    def step(self, done: int, total: int, name: str) -> None:
        """Say which file is being saved."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(
            self._texts("File {number} of {total}: {name}", number=done + 1, total=total, name=name)
        )

    def show_outcomes(self, outcomes: Sequence[Outcome], left: int) -> None:
        """Show what became of each.

        Args:
            left: How many were not begun.
        """
        texts = self._texts
        failed = sum(each.sent is None for each in outcomes)
        done = len(outcomes) - failed
        said = texts.n("{n} file is saved", "{n} files are saved", done)
        if failed:
            said += " · " + texts.n("{n} could not be made", "{n} could not be made", failed)
        if left:
            said += " · " + texts.n("{n} was not begun", "{n} were not begun", left)
        self.words.setText(said)
        self.bar.hide()
        self.model.fill(sorted(outcomes, key=_failed_first))


class OutcomesModel(QAbstractTableModel):
    """What became of each file, as a table."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._outcomes: list[Outcome] = []

    def fill(self, outcomes: Sequence[Outcome]) -> None:
        """Show these."""
        self.beginResetModel()
        self._outcomes = list(outcomes)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._outcomes)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self._texts(_HEADS[section]) if role == DISPLAY else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        outcome, column = self._outcomes[index.row()], index.column()
        if role in (DISPLAY, TOOL_TIP):
            return self._text(outcome, column)
        if role == TONE_ROLE and column == WHAT:
            return "ok" if outcome.sent is not None else "danger"
        return None

    def _text(self, outcome: Outcome, column: int) -> str:
        if column == STATE:
            return outcome.item.to.name(self._texts.lang)
        if column == FILE:
            return outcome.item.path.name
        if outcome.sent is not None:
            return self._texts("Saved · {ref}", ref=outcome.sent.reference)
        return outcome.problem.sentence(self._texts) if outcome.problem is not None else ""


def _failed_first(outcome: Outcome) -> bool:
    return outcome.sent is not None
