"""A document to be read, printed or kept as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QMarginsF, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QPageLayout,
    QPageSize,
    QPalette,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.errors import UserError
from coordinator_app.placing import write_whole
from coordinator_app.services.states import StatePage
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.paper import pdf
from coordinator_app.ui.pages.state_brief import brief
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, load_theme
from coordinator_app.ui.widgets.kit import button, sized

_SIZE: Final = (760, 600)
_DOTS: Final = 300
#: Countries of the region that print on Letter; elsewhere paper is A4.
_LETTER: Final = frozenset({"CO", "CR", "GT", "HN", "NI", "PA", "SV", "DO", "US", "CA", "MX"})


class BriefDialog(QDialog):
    """A State on one page, as it would be printed.

    Args:
        context: Collaborators.
        parent: What it lies over.
        page: The State.
    """

    def __init__(self, context: Context, parent: QWidget, page: StatePage) -> None:
        super().__init__(parent)
        self._context = context
        texts, kit = context.texts, context.kit
        self._name = f"{page.overview.state.text('code')} {context.clock.today().isoformat()}"
        self.setWindowTitle(texts("Brief: {state}", state=page.overview.name))
        sized(self, *_SIZE)
        self.document = QTextDocument(self)
        self.document.setHtml(brief(page, context))
        view = QTextBrowser()
        view.setAccessibleName(self.windowTitle())
        view.setFrameShape(QFrame.Shape.NoFrame)
        # Paper is white in the dark, too.
        paper, look = load_theme("light"), QPalette(view.palette())
        look.setColor(QPalette.ColorRole.Base, paper.color("surface"))
        look.setColor(QPalette.ColorRole.Text, paper.color("text"))
        view.setPalette(look)
        view.setStyleSheet(
            f"QTextBrowser {{ background: {paper.surface}; color: {paper.text}; padding: 24px; }}"
        )
        view.setHtml(self.document.toHtml())
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(button(kit, texts("Close"), clicked=self.reject))
        row.addWidget(button(kit, texts("Print…"), icon="print", clicked=self._on_print))
        save = button(kit, texts("Save as PDF…"), "primary", icon="save", clicked=self._on_save)
        row.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(view, 1)
        column.addLayout(row)
        save.setFocus()

    def save_to(self, path: Path) -> None:
        """Write the document as PDF.

        Raises:
            UserError: It cannot be written.
        """
        write_whole(path, pdf(self.document, self.windowTitle(), _layout(), _DOTS))

    @Slot()
    def _on_save(self) -> None:
        texts = self._context.texts
        folder = self._context.file.path.parent
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            texts("Save as PDF…"),
            str(folder / f"{self._name}.pdf"),
            texts("PDF files (*.pdf)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        try:
            self.save_to(path)
        except UserError as error:
            self._context.shell.explain(error)
            return
        self._saved = path
        self._context.shell.say(
            texts("Saved: {name}", name=path.name), texts("Open"), self._open_saved
        )
        self.accept()

    def _open_saved(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    @Slot()
    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(_layout())
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.document.print_(printer)


def _layout() -> QPageLayout:
    """Return a page of the paper that is used where the person is."""
    letter = QLocale.territoryToCode(QLocale.system().territory()) in _LETTER
    size = QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)
    # None here: a document adds two centimetres of its own when it is printed.
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
