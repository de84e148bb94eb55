"""A splitter that remembers where it was left."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from coordinator_app.ui.theme import SPACE_S


class Memory(Protocol):
    """What remembers small things of the window between sessions."""

    def recall(self, key: str) -> str:
        """Return what was remembered, "" when nothing was."""

    def remember(self, key: str, value: str) -> None:
        """Keep a value."""


class Splitter(QSplitter):
    """Two or more panes; the shares are kept under a key.

    Args:
        orientation: Which way the panes lie.
        key: Name of the remembered value ("visit/upper").
        memory: Where it is kept.
    """

    def __init__(
        self,
        orientation: Qt.Orientation,
        key: str,
        memory: Memory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._key, self._memory = f"splitter/{key}", memory
        self.setHandleWidth(SPACE_S)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)

    def restore(self, *default: int) -> None:
        """Put the handles where they were left, else give each pane its default share."""
        try:
            sizes = [int(part) for part in self._memory.recall(self._key).split(",")]
        except ValueError:
            sizes = []
        usable = len(sizes) == self.count() and all(size >= 0 for size in sizes) and sum(sizes) > 0
        self.setSizes(sizes if usable else list(default))

    @Slot()
    def _on_moved(self) -> None:
        self._memory.remember(self._key, ",".join(str(size) for size in self.sizes()))
