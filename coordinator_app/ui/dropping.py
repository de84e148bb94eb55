"""Files that are dropped on the window: checked as a reply, or brought in as a list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from coordinator_app.ui.context import Context, Route


def patterns() -> str:
    """Return what tables are called, for a dialog that asks for a file."""
    return " ".join(f"*{each}" for each in sorted(_endings()))


def files_of(mime: QMimeData) -> list[Path]:
    """Return the tables and folders among what is dropped."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [each for each in paths if each.suffix.lower() in _endings() or each.is_dir()]


def file_of(mime: QMimeData) -> Path | None:
    """Return the table that is dropped alone."""
    found = files_of(mime)
    return found[0] if len(found) == 1 and not found[0].is_dir() else None


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
            found = [str(each) for each in files_of(event.mimeData())]
            if not found:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                alone = file_of(event.mimeData()) is not None
                route = Route("review", "", {"path": found[0]})
                self._context.shell.go(route if alone else Route("replies", "", {"paths": found}))
            return True
        return super().eventFilter(watched, event)


def _endings() -> frozenset[str]:
    from coordinator_app.services.exchange.folder import TABLES  # noqa: PLC0415  spares time at every start

    return TABLES
