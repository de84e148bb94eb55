"""Long work on millions of small things that all stay: looking for garbage in it is in vain."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Resting:
    """How many pieces of work want it to rest, and whether it was at work before the first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.wanted = 0
        self.paused = False


_resting = _Resting()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest while a long list is read, compared or taken in.

    It would go through all that was read again and again, a fifth to a third of the whole time;
    what is not in circles is freed all the same. Work in several threads may overlap. Where
    collecting is off already (the window does it itself, on its own thread) it stays off.
    """
    with _resting.lock:
        _resting.wanted += 1
        if _resting.wanted == 1 and gc.isenabled():
            gc.disable()
            _resting.paused = True
    try:
        yield
    finally:
        with _resting.lock:
            _resting.wanted -= 1
            if _resting.wanted == 0 and _resting.paused:
                _resting.paused = False
                gc.enable()
