"""Sending the files of several States, one after the other, until done or stopped."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import batch
from coordinator_app.services.exchange.batch import Item, Outcome
from coordinator_app.services.session import Session
from coordinator_app.ui.context import Context


class Sending(QObject):
    """Writes several files, each a sent file of its own.

    Args:
        context: Collaborators.
        items: The files, in order.
        over: Files that are there already are written over.

    Signals:
        step: How many are done, how many there are, the State that is next.
        finished: What became of each, and how many were not begun.
    """

    step = Signal(int, int, str)
    finished = Signal(object, int)

    def __init__(
        self, context: Context, items: Iterable[Item], parent: QObject, *, over: bool = False
    ) -> None:
        super().__init__(parent)
        self._context, self._over = context, over
        self._queue = deque(items)
        self._total = len(self._queue)
        self._stopped = False
        self._outcomes: list[Outcome] = []

    def begin(self) -> None:
        """Write the first file, or the next."""
        if self._stopped or not self._queue:
            self.finished.emit(self._outcomes, len(self._queue))
            return
        item = self._queue.popleft()
        lang = self._context.texts.lang
        self.step.emit(self._total - len(self._queue) - 1, self._total, item.to.name(lang))
        self._context.tasks.write(
            partial(_send, item, self._over), self._on_sent, partial(self._on_failed, item)
        )

    def stop(self) -> None:
        """Write no further file; the one on its way is finished first."""
        self._stopped = True

    def _on_sent(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        # Through the event loop: the person can stop between two files.
        QTimer.singleShot(0, self.begin)

    def _on_failed(self, item: Item, error: UserError) -> None:
        self._on_sent(Outcome(item, problem=error))


def _send(item: Item, over: bool, session: Session) -> Outcome:
    return batch.send_one(session, item, over=over)
