"""Taking the files of a lot in, one operation after the other, until done or stopped."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import review
from coordinator_app.ui.context import Context
from coordinator_app.ui.review import lot
from coordinator_app.ui.review.lot import Answers, Piece


@dataclass
class Taken:
    """What was taken in so far.

    Args:
        lines: Cells and rows.
        left: Lines that wait for somebody.
        files: How many files were reached.
        operations: One for each file that changed something, in order.
        done: Files of which nothing is left.
        error: What ended it before its time.
    """

    lines: int = 0
    left: int = 0
    files: int = 0
    operations: list[str] = field(default_factory=list)
    done: set[Path] = field(default_factory=set)
    error: UserError | None = None


class TakingIn(QObject):
    """Takes several files in.

    Args:
        context: Collaborators.
        pieces: The files, in order.
        answers: The decisions about the lot.

    Signals:
        step: How many files are done, how many there are, the name of the next.
        finished: What was taken in.
    """

    step = Signal(int, int, str)
    finished = Signal(object)

    def __init__(
        self, context: Context, pieces: Iterable[Piece], answers: Answers, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._answers = context, answers
        self._queue = deque(
            (each, each.arrived.received) for each in pieces if each.arrived.received is not None
        )
        self._total = len(self._queue)
        self._stopped = False
        self.taken = Taken()

    def begin(self) -> None:
        """Take the first file in, or the next."""
        if self._stopped or not self._queue:
            self.finished.emit(self.taken)
            return
        piece, received = self._queue.popleft()
        self.step.emit(self._total - len(self._queue) - 1, self._total, piece.path.name)
        # One backup before the first is enough: every file can be undone by itself.
        data = None if self.taken.operations else self._context.program.places.data
        self._context.tasks.write(
            partial(lot.take_in, received, piece.own(self._answers), data),
            partial(self._on_taken, piece),
            self._on_failed,
        )

    def stop(self) -> None:
        """Take no further file in; the one on its way is finished first."""
        self._stopped = True

    def _on_taken(self, piece: Piece, applied: review.Applied) -> None:
        taken, left = self.taken, len(applied.outcome.decided.left)
        taken.files += 1
        taken.lines += applied.taken
        taken.left += left
        if applied.operation:
            taken.operations.append(applied.operation)
        if not left:
            taken.done.add(piece.path)
        # Through the event loop: the person can stop between two files.
        QTimer.singleShot(0, self.begin)

    def _on_failed(self, error: UserError) -> None:
        self.taken.error = error
        self.finished.emit(self.taken)
