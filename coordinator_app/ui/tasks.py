"""The task runner: one reader thread, one writer thread, a pool for the rest; one road back."""

from __future__ import annotations

import functools
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from coordinator_app.domain.errors import UserError
from coordinator_app.ui.jobs import Generation, Job, Outcome, OwnerThread, Stamp

__all__ = ["Generation", "Job", "Stamp", "Tasks"]

R = TypeVar("R")
W = TypeVar("W")
T = TypeVar("T")

_WORKERS: Final = 2


class Tasks(QObject, Generic[R, W]):
    """Runs work off the UI thread and brings results back to it, in order of arrival.

    Args:
        open_reader: Makes the reading session, in the reader's thread, at the first read.
        open_writer: Makes the writing session, in the writer's thread, at the first write.
        explain: Road of a UserError for which the caller gave no `failed`.
        bug: Road of everything else.
        interrupt: Stops what a reading session is doing; called from the UI thread.

    Signals:
        busy: True when something is on its way, False when nothing is.
    """

    busy = Signal(bool)
    _arrived = Signal()

    def __init__(
        self,
        open_reader: Callable[[], R],
        open_writer: Callable[[], W],
        *,
        explain: Callable[[UserError], None],
        bug: Callable[[BaseException], None],
        interrupt: Callable[[R], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._explain, self._bug = explain, bug
        self._outcomes: deque[Outcome] = deque()
        self._landed = threading.Condition()
        self._pending: set[Job] = set()
        self._closed = False
        self._reader = OwnerThread("reader", open_reader, self._land, interrupt)
        self._writer: OwnerThread[W] = OwnerThread("writer", open_writer, self._land, None)
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="worker")
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def set_roads(
        self, explain: Callable[[UserError], None], bug: Callable[[BaseException], None]
    ) -> None:
        """Send errors to another window from now on."""
        self._explain, self._bug = explain, bug

    def explain(self, error: UserError) -> None:
        """Send a UserError down its general road."""
        self._explain(error)

    def read(
        self,
        fn: Callable[[R], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        *,
        generation: Stamp | None = None,
    ) -> Job:
        """Ask the database; a stale or cancelled question is interrupted and never answered.

        Args:
            fn: Called with the reading session, in the reader's thread.
            done: Called with the result, on the UI thread; use a bound method.
            failed: Called with a UserError instead of the general explanation.
            generation: Stamp of a Generation: `self._rows.new()`.
        """
        job = self._expect(Job(done, failed, generation))
        self._reader.submit(job, fn)
        return job

    def write(
        self,
        fn: Callable[[W], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Job:
        """Change the database; writes run one after the other, in the order they were asked."""
        job = self._expect(Job(done, failed))
        self._writer.submit(job, fn)
        return job

    def write_long(
        self,
        fn: Callable[[Job, W], T],
        done: Callable[[T], None] | None,
        failed: Callable[[UserError], None] | None,
        progress: Callable[[int, int, str], None],
    ) -> Job:
        """Change the database as `write` does, telling by the Job how far it is."""
        job = self._expect(Job(done, failed, None, progress, self._land_progress, writes=True))
        self._writer.submit(job, functools.partial(fn, job))
        return job

    def work(
        self,
        fn: Callable[[Job], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Job:
        """Run other long work in a pool; `fn` gets the Job: `report(...)`, `cancelled`."""
        job = self._expect(Job(done, failed, None, progress, self._land_progress))
        self._pool.submit(self._work, job, fn)
        return job

    def cancel(self, job: Job) -> None:
        """Drop a task's answer and stop it where it can be stopped."""
        job.cancel()
        self._reader.stop_unwanted()

    @property
    def idle(self) -> bool:
        """Nothing is on its way."""
        return not self._pending

    def wait(self, seconds: float = 30.0) -> None:
        """Block until nothing is on its way, delivering results here; for tests and closing.

        Raises:
            TimeoutError: Something is still on its way.
        """
        end = time.monotonic() + seconds
        while self._pending:
            with self._landed:
                if not self._outcomes and not self._landed.wait(max(0, end - time.monotonic())):
                    raise TimeoutError(f"{len(self._pending)} tasks are still on their way")
            self._on_arrived()

    def close(self) -> None:
        """Finish every write, drop every other task, close both sessions in their threads."""
        if self._closed:
            return
        self._closed = True
        for job in self._pending:
            if job.reporter is not None and not job.writes:
                job.cancel()
        self._writer.close(drop=False)
        self._reader.close(drop=True)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._on_arrived()
        self._pending.clear()

    def _expect(self, job: Job) -> Job:
        if self._closed:
            raise RuntimeError("the task runner is closed")
        self._pending.add(job)
        if len(self._pending) == 1:
            self.busy.emit(True)
        return job

    def _work(self, job: Job, fn: Callable[[Job], Any]) -> None:
        try:
            outcome = Outcome(job, value=None if job.cancelled else fn(job))
        except BaseException as error:  # noqa: BLE001  judged on the UI thread, where it can be shown
            outcome = Outcome(job, error=error)
        self._land(outcome)

    def _land(self, outcome: Outcome) -> None:
        with self._landed:
            self._outcomes.append(outcome)
            self._landed.notify_all()
        if shiboken6.isValid(self):
            self._arrived.emit()

    def _land_progress(self, job: Job, progress: tuple[int, int, str]) -> None:
        self._land(Outcome(job, progress=progress))

    @Slot()
    def _on_arrived(self) -> None:
        try:
            while self._outcomes:
                outcome = self._outcomes.popleft()
                if outcome.progress is not None:
                    self._tell_progress(outcome.job, outcome.progress)
                    continue
                self._pending.discard(outcome.job)
                if not self._pending:
                    self.busy.emit(False)
                self._settle(outcome)
        finally:
            if self._outcomes:  # a callback raised: its error goes its way, the others go on
                self._arrived.emit()

    def _tell_progress(self, job: Job, progress: tuple[int, int, str]) -> None:
        if job.progress is not None and not job.cancelled and _alive(job.progress):
            job.progress(*progress)

    def _settle(self, outcome: Outcome) -> None:
        job, error = outcome.job, outcome.error
        if job.cancelled:
            return
        if error is None:
            if job.done is not None and _alive(job.done):
                job.done(outcome.value)
        elif isinstance(error, UserError):
            if job.failed is None:
                self._explain(error)
            elif _alive(job.failed):
                job.failed(error)
        else:
            self._bug(error)


def _alive(callback: Callable[..., Any]) -> bool:
    """Say whether the Qt object a bound method belongs to still exists."""
    while isinstance(callback, functools.partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
