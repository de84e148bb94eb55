"""Garbage collection on the window's thread alone.

Python collects cycles on whatever thread happens to allocate. A cycle that holds a widget must
not be freed by the reader's or writer's thread: Qt destroys widgets on the window's thread only,
and the program would die of it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS: Final = 400
#: To go through so many objects takes the window's thread some ten milliseconds.
_MANY: Final = 100_000
#: With so many or fewer set aside, what was much of them is gone: they are looked at again.
_FEW: Final = 300_000


class Collector(QObject):
    """Takes garbage collection over from Python for as long as it lives.

    A hundred thousand rows that come in are millions of objects, and to go through all of them is
    to stand still. So what comes in great number is set aside unseen: what is not in circles is
    freed all the same, and the rest is looked at once most of it is gone.

    Args:
        parent: The program.
        busy: Says whether something is on its way; old objects are gone through when nothing is.
    """

    def __init__(self, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._busy = busy
        self._thresholds = gc.get_threshold()
        #: Objects that came since some were set aside.
        self._come = 0
        self._all_of_it = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """Give garbage collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look_at_all(self) -> None:
        """Go through everything as soon as nothing is on its way: a file was closed."""
        self._all_of_it = True

    @Slot()
    def _on_time(self) -> None:
        """Collect the oldest generation whose time has come, by Python's own thresholds."""
        counts, busy = gc.get_count(), self._busy()
        if self._all_of_it and not busy:
            self._all_of_it = False
            self._collect_old(everything=True)
        elif self._come + counts[0] > _MANY:
            gc.freeze()
            self._come = 0
        elif not busy and counts[2] > self._thresholds[2]:
            self._come += counts[0]
            self._collect_old(everything=gc.get_freeze_count() < _FEW)
        elif counts[1] > self._thresholds[1] or counts[0] > self._thresholds[0]:
            self._come += counts[0]
            gc.collect(1 if counts[1] > self._thresholds[1] else 0)

    def _collect_old(self, *, everything: bool) -> None:
        if everything:
            gc.unfreeze()
            self._come = 0
        gc.collect(2)
