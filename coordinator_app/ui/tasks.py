"""The task runner: one reader thread, one writer thread, a pool for the rest; one road back."""

from __future__ import annotations

import functools
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from coordinator_app.domain.errors import UserError

R = TypeVar("R")
W = TypeVar("W")
T = TypeVar("T")

_PROGRESS_SECONDS: Final = 0.05
_WORKERS: Final = 2


class Closable(Protocol):
    """What a database thread owns."""

    def close(self) -> None:
        """Give back the connection."""


class Generation:
    """The questions one view asks: a new one makes the answers to all earlier ones stale."""

    def __init__(self) -> None:
        self._latest = 0

    def new(self) -> Stamp:
        """Return the stamp of the newest question; every earlier stamp turns stale."""
        self._latest += 1
        return Stamp(self, self._latest)

    def now(self) -> Stamp:
        """Return a stamp of the present question (more pages of the same answer)."""
        return Stamp(self, self._latest)

    def is_latest(self, number: int) -> bool:
        """Say whether nothing newer was asked."""
        return number == self._latest


@dataclass(frozen=True, slots=True)
class Stamp:
    """One question of a Generation."""

    generation: Generation
    number: int

    @property
    def stale(self) -> bool:
        """A newer question has been asked."""
        return not self.generation.is_latest(self.number)


@dataclass(eq=False, slots=True)
class Job:
    """A task on its way; `work` functions get it to report progress and to notice a cancel."""

    done: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None
    stamp: Stamp | None = None
    progress: Callable[[int, int, str], None] | None = None
    reporter: Callable[[Job, tuple[int, int, str]], None] | None = None
    _reported: float = 0.0
    _cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def cancelled(self) -> bool:
        """Nobody waits for the answer any more."""
        return self._cancelled.is_set() or (self.stamp is not None and self.stamp.stale)

    def cancel(self) -> None:
        """Ask the task to stop; its answer is dropped."""
        self._cancelled.set()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell how far it is, from any thread; passed on at most every 50 ms and at the end."""
        now = time.monotonic()
        if self.reporter and (done >= total or now - self._reported >= _PROGRESS_SECONDS):
            self._reported = now
            self.reporter(self, (done, total, text))


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: Job
    value: Any = None
    error: BaseException | None = None
    progress: tuple[int, int, str] | None = None


class _Owner(Generic[T]):
    """A thread that alone creates, uses and closes one object."""

    def __init__(
        self,
        name: str,
        open_it: Callable[[], T],
        deliver: Callable[[_Outcome], None],
        interrupt: Callable[[T], None] | None,
    ) -> None:
        self._open, self._deliver, self._interrupt = open_it, deliver, interrupt
        self._queue: deque[tuple[Job, Callable[[T], Any]]] = deque()
        self._state = threading.Condition()
        self._owned: T | None = None
        self._running: Job | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Job, fn: Callable[[T], Any]) -> None:
        with self._state:
            self._queue.append((job, fn))
            self._stop_unwanted()
            self._state.notify()

    def stop_unwanted(self) -> None:
        with self._state:
            self._stop_unwanted()

    def close(self, *, drop: bool) -> None:
        """Finish (or drop) what is queued, close the object in its thread, and join."""
        with self._state:
            self._closing = True
            if drop:
                for job, _ in self._queue:
                    job.cancel()
                if self._running is not None:
                    self._running.cancel()
                self._stop_unwanted()
            self._state.notify()
        self._thread.join()

    def _stop_unwanted(self) -> None:
        # Under the lock, so that the interrupt cannot hit the task after the one meant.
        if self._running and self._running.cancelled and self._interrupt and self._owned:
            self._interrupt(self._owned)

    def _run(self) -> None:
        try:
            while (following := self._next()) is not None:
                self._do(*following)
        finally:
            closable = self._owned
            if closable is not None and hasattr(closable, "close"):
                closable.close()

    def _next(self) -> tuple[Job, Callable[[T], Any]] | None:
        with self._state:
            while not self._queue and not self._closing:
                self._state.wait()
            if not self._queue:
                return None
            self._running = self._queue[0][0]
            return self._queue.popleft()

    def _do(self, job: Job, fn: Callable[[T], Any]) -> None:
        outcome = _Outcome(job)
        try:
            if not job.cancelled:
                if self._owned is None:
                    self._owned = self._open()
                outcome = _Outcome(job, value=fn(self._owned))
        except BaseException as error:  # noqa: BLE001  judged on the UI thread, where it can be shown
            outcome = _Outcome(job, error=error)
        with self._state:
            self._running = None
        self._deliver(outcome)


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
        self._outcomes: deque[_Outcome] = deque()
        self._landed = threading.Condition()
        self._pending: set[Job] = set()
        self._closed = False
        self._reader = _Owner("reader", open_reader, self._land, interrupt)
        self._writer: _Owner[W] = _Owner("writer", open_writer, self._land, None)
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
            if job.reporter is not None:
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
            outcome = _Outcome(job, value=None if job.cancelled else fn(job))
        except BaseException as error:  # noqa: BLE001  judged on the UI thread, where it can be shown
            outcome = _Outcome(job, error=error)
        self._land(outcome)

    def _land(self, outcome: _Outcome) -> None:
        with self._landed:
            self._outcomes.append(outcome)
            self._landed.notify_all()
        if shiboken6.isValid(self):
            self._arrived.emit()

    def _land_progress(self, job: Job, progress: tuple[int, int, str]) -> None:
        self._land(_Outcome(job, progress=progress))

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

    def _settle(self, outcome: _Outcome) -> None:
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
