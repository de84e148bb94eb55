"""What the task runner is made of: questions, jobs, and a thread that owns one object."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from coordinator_app.domain.errors import UserError

T = TypeVar("T")

_PROGRESS_SECONDS: Final = 0.05


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
    #: It changes the file, and is finished whatever happens.
    writes: bool = False
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
class Outcome:
    """What came of a job: a value, an error, or how far it is."""

    job: Job
    value: Any = None
    error: BaseException | None = None
    progress: tuple[int, int, str] | None = None


class OwnerThread(Generic[T]):
    """A thread that alone creates, uses and closes one object.

    Args:
        name: Of the thread.
        open_it: Makes the object, in the thread, before the first job; after a failure, again.
        deliver: Takes outcomes; called in the thread.
        interrupt: Stops what the object is doing; called from another thread.
    """

    def __init__(
        self,
        name: str,
        open_it: Callable[[], T],
        deliver: Callable[[Outcome], None],
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
        """Put a job at the end of the queue."""
        with self._state:
            self._queue.append((job, fn))
            self._stop_unwanted()
            self._state.notify()

    def stop_unwanted(self) -> None:
        """Interrupt what runs now if nobody waits for it any more."""
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
        outcome = Outcome(job)
        try:
            if not job.cancelled:
                if self._owned is None:
                    self._owned = self._open()
                outcome = Outcome(job, value=fn(self._owned))
        except BaseException as error:  # noqa: BLE001  judged on the UI thread, where it can be shown
            outcome = Outcome(job, error=error)
        with self._state:
            self._running = None
        self._deliver(outcome)
