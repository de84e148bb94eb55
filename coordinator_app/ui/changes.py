"""Word of what changed, from the writer's thread to everything that shows entries."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from coordinator_app.domain.changes import ChangeSet


class Changes(QObject):
    """Passes change sets on; connect `changed` to refresh from what it says.

    Signals:
        changed: A ChangeSet, on the UI thread.
    """

    changed = Signal(object)

    def announce(self, change_set: ChangeSet) -> None:
        """Pass a change set on; called in the writer's thread.

        What it comes to is worked out here: the window's thread would stand still meanwhile.
        """
        _ = change_set.records, change_set.types, change_set.creates
        self.changed.emit(change_set)
