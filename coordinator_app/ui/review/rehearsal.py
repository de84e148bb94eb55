"""What taking a reply in would do, as pages on the screen; saved as Excel or PDF, or printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator_app.services.exchange import rehearsal
from coordinator_app.services.exchange.rehearsal import Rehearsal
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.paper import PaperDialog, file_name
from coordinator_app.ui.widgets.kit import button

_FOLDER = "send.folder"
#: Lists of changes are wider than an entry.
_WIDTH = 900


class RehearsalDialog(PaperDialog):
    """The report of a try.

    Args:
        context: Collaborators.
        report: What is shown.
    """

    def __init__(self, context: Context, report: Rehearsal, parent: QWidget | None = None) -> None:
        super().__init__(context, rehearsal.paper(report, context.texts), parent)
        self._report = report
        self.resize(_WIDTH, self.height())
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        said = context.texts("Save as Excel…")
        self.excel = button(context.kit, said, icon="excel", clicked=self._on_excel)
        self.buttons.insertWidget(self.buttons.count() - 1, self.excel)

    @Slot()
    def _on_excel(self) -> None:
        context, texts = self._context, self._context.texts
        folder = context.shell.recall(_FOLDER) or str(Path.home())
        page = rehearsal.paper(self._report, texts)
        name = Path(file_name(page, texts)).with_suffix(".xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self, texts("Save as Excel…"), str(Path(folder) / name), "Excel (*.xlsx)"
        )
        if chosen:
            path = Path(chosen if chosen.lower().endswith(".xlsx") else f"{chosen}.xlsx")
            context.shell.remember(_FOLDER, str(path.parent))
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the report as an Excel file."""
        context = self._context
        context.tasks.read(partial(_write, self._report, path, context.texts), self._on_saved)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._context.shell.say(self._context.texts("Saved: {path}", path=path))
        self.accept()


def _write(report: Rehearsal, path: Path, texts: Texts, _reading: Reading) -> Path:
    rehearsal.write(report, path, texts)
    return path
