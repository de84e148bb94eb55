"""A desk for tests: real threads on a real workbook, and a window that only remembers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import samples
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.actions import Actions
from coordinator_app.ui.changes import Changes
from coordinator_app.ui.context import Context, OpenFile, Route
from coordinator_app.ui.tasks import Tasks
from coordinator_app.ui.widgets import Kit

TODAY = dt.date(2026, 3, 16)


def clock() -> Clock:
    """Return the clock of the tests: a Monday in March."""
    moment = dt.datetime(2026, 3, 16, 9, 0, tzinfo=dt.UTC)
    return Clock("testtest", lambda: moment, lambda: TODAY)


class Shell(QObject):
    """Stands in for the window: keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.explained: list[UserError] = []
        self.routes: list[Route] = []
        self.gone_to: list[str] = []
        self.kept: dict[str, str] = {}
        self.undoable: list[str] = []

    def go(self, route: Route) -> None:
        self.routes.append(route)

    def go_to(self, record_id: str) -> None:
        self.gone_to.append(record_id)

    def go_back(self) -> None:
        self.routes.append(Route("back"))

    def send(self, state: str = "", request: str = "") -> None:
        self.routes.append(Route("send", state or request))

    def say(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        self.said.append(text)

    def say_undoable(self, text: str, operation: str) -> None:
        self.said.append(text)
        self.undoable.append(operation)

    def explain(self, error: UserError) -> None:
        self.explained.append(error)

    def recall(self, key: str) -> str:
        return self.kept.get(key, "")

    def remember(self, key: str, value: str) -> None:
        self.kept[key] = value


class Desk:
    """A context with everything a page is given.

    Args:
        kit: Look, icons, texts.
        path: A workbook that exists.
    """

    def __init__(self, kit: Kit, path: Path, *, read_only: bool = False) -> None:
        self.bugs: list[BaseException] = []
        self.shell = Shell()
        self.changes = Changes()
        self.window = QWidget()
        self.tasks: Tasks[Reading, Session] = Tasks(
            lambda: Reading.open(path, clock()),
            self._writer(path),
            explain=self.shell.explain,
            bug=self.bugs.append,
            interrupt=lambda reading: reading.interrupt(),
        )
        actions = Actions(self.window, kit)
        actions.set_conditions("open", "writable", "undo", "redo")
        file = OpenFile(path, read_only=read_only, actor="Tester")
        self.program = mock.MagicMock()  # the program itself: tests only look at what it was asked
        self.context = Context(
            kit=kit,
            tasks=self.tasks,
            changes=self.changes,
            shell=self.shell,
            actions=actions,
            catalogue=built_in(),
            clock=clock(),
            file=file,
            program=self.program,
        )

    def _writer(self, path: Path) -> Callable[[], Session]:
        def opened() -> Session:
            session = Session.open_for(path, clock(), "Tester")
            session.observe(self.changes.announce)
            return session

        return opened

    def settle(self) -> None:
        """Wait until nothing is on its way and no bug was met."""
        while True:
            self.tasks.wait()
            QApplication.processEvents()  # word of changes comes from the writer's thread
            if self.tasks.idle:
                break
        if self.bugs:
            raise self.bugs[0]

    def write(self, fn: Callable[[Session], Any]) -> Any:
        """Change the workbook and return what that returned."""
        got: list[Any] = []
        self.tasks.write(fn, got.append)
        self.settle()
        return got[0] if got else None

    def read(self, fn: Callable[[Reading], Any]) -> Any:
        """Ask the workbook."""
        got: list[Any] = []
        self.tasks.read(fn, got.append)
        self.settle()
        return got[0]

    def close(self) -> None:
        """Put the windows away and end the threads."""
        for each in QApplication.topLevelWidgets():
            each.hide()
        self.tasks.close()
        self.window.deleteLater()


def new_workbook(path: Path) -> Path:
    """Make a workbook with the reference data alone."""
    samples.new(path, clock(), "Tester").close()
    return path
