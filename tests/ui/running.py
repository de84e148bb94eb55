"""The whole program with its window, for tests: nothing stands in but the clock and the places."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from coordinator_app import paths
from coordinator_app.ui.app import Program
from coordinator_app.ui.context import Route
from coordinator_app.ui.main_window import MainWindow
from tests.ui.desk import clock


class Running:
    """A program that runs in a folder of its own.

    Args:
        app: The application.
        folder: Where its places lie.
        lang: Language asked for.
    """

    def __init__(self, app: QApplication, folder: Path, lang: str = "en") -> None:
        self._hooks = sys.excepthook, threading.excepthook
        self._app = app
        self.quits = 0
        names = ("settings", "data", "logs", "files")
        self.places = paths.Places(*(folder / name for name in names))
        self.program = Program(app, self.places, clock(), lang)
        self.program._app = mock.MagicMock(wraps=app)  # quitting would end the tests
        self.program._app.quit = self._on_quit

    def _on_quit(self) -> None:
        self.quits += 1

    @property
    def window(self) -> Any:
        """What is shown: the window on a file, or the doors."""
        return self.program.window

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        for _ in range(3):
            tasks = self.program._tasks
            if tasks is not None:
                tasks.wait()
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def open(self, path: Path, route: Route | None = None) -> MainWindow:
        """Open a file and return its window."""
        self.program.open(path, route)
        return self.shown()

    def shown(self) -> MainWindow:
        """Return the window on the open file, ready for keys."""
        self.settle()
        assert isinstance(self.window, MainWindow), self.refusal()
        self.window.activateWindow()
        self.settle()
        return self.window

    def go(self, page: str, record: str = "", **params: Any) -> Any:
        """Go to a page and return it."""
        self.window.go(Route(page, record, params))
        self.settle()
        return self.window.page

    def refusal(self) -> str:
        """Return why the doors are shown."""
        from PySide6.QtWidgets import QLabel

        labels = self.window.findChildren(QLabel) if self.window else []
        return "; ".join(each.text() for each in labels if each.property("kind") == "issue")

    def dialog(self, cls: type[QDialog]) -> Any:
        """Return the dialog of a class that is open."""
        self.settle()
        return next(each for each in self.window.findChildren(cls) if each.isVisible())

    def read(self, fn: Callable[[Any], Any]) -> Any:
        """Ask the open file."""
        got: list[Any] = []
        self.program._tasks.read(fn, got.append)
        self.settle()
        return got[0]

    def write(self, fn: Callable[[Any], Any]) -> Any:
        """Change the open file."""
        got: list[Any] = []
        self.program._tasks.write(fn, got.append)
        self.settle()
        return got[0] if got else None

    def close(self) -> None:
        """End everything."""
        self.program.close_file()
        self.program._collector.stop()
        window = self.window
        if isinstance(window, QWidget):
            window.hide()
            window.deleteLater()
        self.program.window = None
        sys.excepthook, threading.excepthook = self._hooks
        self.program._look.choose("light")
        self.program.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
