"""Receiving replies: those found on this computer, files that are chosen or dropped, a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QStandardPaths, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from coordinator_app.services.exchange import folder, sent_files
from coordinator_app.services.exchange.sent_files import Candidate
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.tasks import Generation

_MOST_FOUND: Final = 12
_NAMES: Final = " ".join(f"*{each}" for each in sorted(folder.TABLES))


class Receiving(QWidget):
    """Asks which replies are meant and goes to where they are checked; shows nothing by itself.

    Args:
        context: Collaborators.
        corner: The button under which what was found is offered.
        parent: The page.
    """

    def __init__(self, context: Context, corner: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context, self._corner = context, corner
        self._searching = Generation()
        self.found: QMenu | None = None

    def begin(self) -> None:
        """Offer what is found on this computer; without any, ask for the files at once."""
        folders = [
            Path(path)
            for place in (
                QStandardPaths.StandardLocation.DownloadLocation,
                QStandardPaths.StandardLocation.DesktopLocation,
            )
            for path in QStandardPaths.standardLocations(place)
        ]
        self._context.tasks.read(
            partial(_candidates, folders, self._context.texts),
            self._on_candidates,
            generation=self._searching.new(),
        )

    def check(self, paths: Sequence[Path]) -> None:
        """Go to where one reply, or several together, are checked."""
        if len(paths) == 1 and not paths[0].is_dir():
            self._context.shell.go(Route("review", "", {"path": str(paths[0])}))
        elif paths:
            self._context.shell.go(Route("replies", "", {"paths": [str(each) for each in paths]}))

    @Slot()
    def choose(self) -> None:
        """Ask for one file or several."""
        texts, shell = self._context.texts, self._context.shell
        chosen, _ = QFileDialog.getOpenFileNames(
            self.parentWidget(),
            texts("Receive replies"),
            shell.recall("receive.folder"),
            f"{texts('Tables')} ({_NAMES})",
        )
        if chosen:
            shell.remember("receive.folder", str(Path(chosen[0]).parent))
            self.check([Path(each) for each in chosen])

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder of replies."""
        texts, shell = self._context.texts, self._context.shell
        chosen = QFileDialog.getExistingDirectory(
            self.parentWidget(), texts("A folder of replies"), shell.recall("receive.folder")
        )
        if chosen:
            shell.remember("receive.folder", chosen)
            self.check([Path(chosen)])

    @Slot(object)
    def _on_candidates(self, found: list[Candidate]) -> None:
        page = self.parentWidget()
        if page is None or not page.isVisible():  # the person went elsewhere meanwhile
            return
        if not found:
            self.choose()
            return
        texts = self._context.texts
        menu = self.found = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for each in found[:_MOST_FOUND]:
            menu.addAction(self._offer(each)).triggered.connect(
                partial(self._on_chosen, [each.path])
            )
        menu.addSeparator()
        new = [each.path for each in found if each.dispatch is not None and not each.known]
        if len(new) > 1:
            said = texts.n("Check {n} together", "Check all {n} together", len(new))
            menu.addAction(said).triggered.connect(partial(self._on_chosen, new))
        menu.addAction(texts("Other files…")).triggered.connect(self.choose)
        menu.addAction(texts("A folder of replies…")).triggered.connect(self.choose_folder)
        corner = self._corner.mapToGlobal(self._corner.rect().bottomRight())
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def _on_chosen(self, paths: list[Path], _checked: bool = False) -> None:
        self.check(paths)

    def _offer(self, found: Candidate) -> str:
        parts = [found.path.name, found.state, found.modified]
        if found.known:
            parts.append(self._context.texts("taken in before"))
        if found.locked:
            parts.append(self._context.texts("needs its password"))
        return " · ".join(filter(None, parts)).replace("&", "&&")


def dropped(event: QDropEvent) -> list[Path]:
    """Return the tables and folders among what is dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [each for each in paths if each.suffix.lower() in folder.TABLES or each.is_dir()]


def _candidates(folders: list[Path], texts: Texts, reading: Reading) -> list[Candidate]:
    return sent_files.candidates(reading, folders, texts)
