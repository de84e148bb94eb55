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


class Collector(QObject):
    """Takes garbage collection over from Python for as long as it lives.

    Args:
        parent: The program.
        busy: Says whether something is on its way. A hundred thousand rows that come in are
            millions of objects, and to go through all of them is to stand still: that waits.
    """

    def __init__(self, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._busy = busy
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """Give garbage collection back to Python."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def _on_time(self) -> None:
        """Collect the oldest generation whose time has come, by Python's own thresholds."""
        counts = gc.get_count()
        for generation in (1, 0) if self._busy() else (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return
