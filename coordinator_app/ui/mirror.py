"""A file in a folder that a cloud client mirrors: said, with the offer to move it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator_app.domain.errors import UserError
from coordinator_app.ui.context import Context
from coordinator_app.ui.widgets.banner import Banner


class Mirror(QObject):
    """Points out that the open file is mirrored.

    Args:
        context: Collaborators.
        window: What the question lies over.
        banner: Where it is said.
    """

    def __init__(self, context: Context, window: QWidget, banner: Banner) -> None:
        super().__init__(window)
        self._context, self._window, self._banner = context, window, banner

    def point_out(self) -> None:
        """Say so, if the open file lies in such a folder, until it is closed."""
        file, texts = self._context.file, self._context.texts
        if file.mirrored_by and not file.read_only:
            said = texts(
                "{name} mirrors the folder of this file: it can be replaced while it is open.",
                name=file.mirrored_by,
            )
            self._banner.say(said, texts("Move it…"), self.ask, seconds=0)

    def ask(self) -> None:
        """Ask where to, and move it."""
        folder = self._context.program.places.workbooks
        folder.mkdir(parents=True, exist_ok=True)
        chosen = QFileDialog.getExistingDirectory(
            self._window, self._context.texts("Move the file to"), str(folder)
        )
        if not chosen:
            return
        try:
            self._context.program.move(Path(chosen))
        except UserError as error:
            self._context.shell.explain(error)
