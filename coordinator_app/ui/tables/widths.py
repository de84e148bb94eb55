"""The widths a person dragged and the columns they chose, remembered by the window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from coordinator_app.domain.record_type import RecordType
from coordinator_app.ui.tables.columns import REFERENCE, Column, chosen, layout
from coordinator_app.ui.tables.view import TableView
from coordinator_app.ui.widgets.splitter import Memory

_PAUSE_MS: Final = 400


class Widths(QObject):
    """Remembers the layout of one table.

    Args:
        memory: Where it is kept.
        view: The table.
        key: Name of the table.
    """

    def __init__(self, memory: Memory, view: TableView, key: str) -> None:
        super().__init__(view)
        self._memory, self._view, self._key = memory, view, key
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        view.widths_dragged.connect(self._pause.start)

    def lay(self, columns: Sequence[Column]) -> None:
        """Give the columns the widths they had."""
        self._view.lay_columns(columns, self._widths())

    def columns(
        self, record_type: RecordType, first: tuple[Column, ...] = (), needed: str = ""
    ) -> tuple[Column, ...]:
        """Return the columns the person chose, else those shown at first.

        Args:
            needed: A column to be shown in any case: an order is not understood without it.
        """
        keys = self._memory.recall(f"columns/{self._key}")
        picked = chosen(record_type, keys.split(",")) if keys else ()
        found = picked or first or layout(record_type)
        if not needed or needed in {each.key for each in found}:
            return found
        # Where room is short, what was due gives way to what was asked for.
        found = tuple(replace(each, spare=each.spare or each.look == "due") for each in found)
        at = 1 if found[:1] and found[0].key == REFERENCE else 0
        return (*found[:at], *chosen(record_type, (needed,)), *found[at:])

    def choose(self, keys: Sequence[str]) -> None:
        """Keep a choice of columns; () goes back to those shown at first, widths included."""
        self._memory.remember(f"columns/{self._key}", ",".join(keys))
        if not keys:
            self._memory.remember(f"widths/{self._key}", "")

    def _widths(self) -> dict[str, int]:
        kept = self._memory.recall(f"widths/{self._key}")
        try:
            found = json.loads(kept) if kept else {}
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        return {str(key): int(width) for key, width in found.items() if isinstance(width, int)}

    @Slot()
    def _keep(self) -> None:
        self._memory.remember(f"widths/{self._key}", json.dumps(self._view.saved_widths()))
