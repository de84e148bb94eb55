"""Files that are dropped on the window: checked as a reply, or brought in as a list."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from coordinator_app.ui.context import Context, Route

_ENDINGS: Final = (
    ".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt",
)  # fmt: skip
#: The same for a dialog that asks for a file.
PATTERNS: Final = " ".join(f"*{each}" for each in _ENDINGS)


def file_of(mime: QMimeData) -> Path | None:
    """Return the first table among the files that are dropped."""
    paths = [url.toLocalFile() for url in mime.urls()]
    return next((Path(each) for each in paths if each.lower().endswith(_ENDINGS)), None)


class Dropping(QObject):
    """Lets a window take files; pages that take them otherwise come first.

    Args:
        context: Collaborators.
        window: The window.
    """

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        if not context.file.read_only:
            window.setAcceptDrops(True)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a table that is dragged here; go to check it when it is dropped."""
        if isinstance(event, QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.Drop,
        ):
            path = file_of(event.mimeData())
            if path is None:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._context.shell.go(Route("review", "", {"path": str(path)}))
            return True
        return super().eventFilter(watched, event)
