"""The printed page of an entry: looked at first, then printed or saved as PDF."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QMarginsF, Slot
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from coordinator_app.domain.errors import UserError
from coordinator_app.placing import write_whole
from coordinator_app.services import printing
from coordinator_app.services.printing import Facts, Paper, Prose, Table
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.theme import FONT_FAMILY, SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import button, words

_FOLDER: Final = "print/folder"
#: The document itself keeps two centimetres free and numbers its pages.
_MARGINS_MM: Final = (0.0, 0.0, 0.0, 0.0)
_POINTS: Final = 10
_UNLAWFUL: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
#: Paper is white whatever the look of the window.
_STYLE: Final = """
body { color: #1b2430; }
p { margin-top: 0px; margin-bottom: 4px; }
.title { font-size: 17pt; font-weight: 600; margin-bottom: 2px; }
.heading { font-size: 11.5pt; font-weight: 600; margin-top: 14px; margin-bottom: 3px; }
.lead { color: #4a5666; }
.mark { color: #9a3412; font-weight: 600; }
.label { color: #4a5666; }
.foot { color: #4a5666; font-size: 8.5pt; margin-top: 16px; }
th { text-align: left; color: #4a5666; font-weight: 600; border-bottom: 1px solid #8a94a3; }
td.cell { border-bottom: 1px solid #d5dae1; }
"""


def preview(context: Context, parent: QWidget, record_id: str) -> None:
    """Show an entry as it will be printed.

    Args:
        parent: Window the dialog belongs to.
    """
    opener = partial(_open, context, parent)
    context.tasks.read(partial(_paper, record_id, context.texts), opener)


def as_html(page: Paper) -> str:
    """Return a page as the HTML that a text document understands."""
    parts = [f'<p class="title">{escape(page.title)}</p>']
    if page.lead:
        parts.append(f'<p class="lead">{escape(page.lead)}</p>')
    parts += [f'<p class="mark">{escape(mark)}</p>' for mark in page.marks]
    for block in page.blocks:
        match block:
            case Facts():
                parts.append(_facts(block))
            case Prose():
                parts.append(_prose(block))
            case Table():
                parts.append(_table(block))
    parts.append(f'<p class="foot">{escape(page.foot)}</p>')
    return f"<html><body>{''.join(parts)}</body></html>"


def document(page: Paper) -> QTextDocument:
    """Return a page as a text document."""
    made = QTextDocument()
    made.setDefaultFont(QFont(FONT_FAMILY, _POINTS))
    made.setDefaultStyleSheet(_STYLE)
    made.setDocumentMargin(0)
    made.setHtml(as_html(page))
    return made


def save_pdf(page: Paper, path: Path) -> None:
    """Write a page as PDF on A4.

    Raises:
        UserError: The file cannot be written.
    """
    write_whole(path, pdf(document(page), page.title, _layout()))


def pdf(shown: QTextDocument, title: str, layout: QPageLayout, dots: int = 0) -> bytes:
    """Return a document as PDF.

    Args:
        layout: Of its pages.
        dots: To the inch; what Qt does by itself if not said.
    """
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    if dots:
        writer.setResolution(dots)
    writer.setTitle(title)
    writer.setPageLayout(layout)
    shown.print_(writer)
    return bytes(made.data().data())


def file_name(page: Paper, texts: Texts) -> str:
    """Return the name proposed for the PDF."""
    return (" ".join(_UNLAWFUL.sub(" ", page.title).split())[:80] or texts("Entry")) + ".pdf"


class PaperDialog(QDialog):
    """A page on the screen, and what can be done with it.

    Args:
        context: Collaborators.
        page: What is shown.
    """

    def __init__(self, context: Context, page: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._page = context, page
        kit, texts = context.kit, context.texts
        self.setWindowTitle(page.title)
        self.resize(760, 600)
        self._view = QTextEdit()
        self._view.setReadOnly(True)
        self._view.setAccessibleName(page.title)
        self._view.setStyleSheet(
            "QTextEdit { background: #ffffff; color: #1b2430; padding: 20px; }"
        )
        shown = document(page)
        shown.setParent(self._view)
        self._view.setDocument(shown)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(words(texts("As it will be printed"), "hint"), 1)
        self.buttons = row
        row.addWidget(button(kit, texts("Close"), clicked=self.reject))
        row.addWidget(button(kit, texts("Print…"), icon="print", clicked=self._on_print))
        save = button(kit, texts("Save as PDF…"), "primary", clicked=self._on_save)
        save.setDefault(True)
        row.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self._view, 1)
        column.addLayout(row)

    @Slot()
    def _on_save(self) -> None:
        shell, texts = self._context.shell, self._context.texts
        folder = Path(shell.recall(_FOLDER) or Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self, texts("Save as PDF…"), str(folder / file_name(self._page, texts)), "PDF (*.pdf)"
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        try:
            save_pdf(self._page, path)
        except UserError as error:
            shell.explain(error)
            return
        shell.remember(_FOLDER, str(path.parent))
        shell.say(texts("Saved: {path}", path=path))
        self.accept()

    @Slot()
    def _on_print(self) -> None:
        # Loaded when somebody prints: it costs every start some milliseconds.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415  as above

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(_layout())
        printer.setDocName(self._page.title)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            document(self._page).print_(printer)
            self.accept()


def _layout() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(*_MARGINS_MM),
        QPageLayout.Unit.Millimeter,
    )


def _open(context: Context, parent: QWidget, page: Paper) -> None:
    dialog = PaperDialog(context, page, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _heading(title: str) -> str:
    return f'<p class="heading">{escape(title)}</p>' if title else ""


def _facts(block: Facts) -> str:
    rows = "".join(
        f'<tr><td class="label" width="180">{escape(label)}</td><td>{_text(value)}</td></tr>'
        for label, value in block.rows
    )
    table = f'<table style="margin-top: 6px" cellpadding="2" cellspacing="0">{rows}</table>'
    return _heading(block.title) + table


def _prose(block: Prose) -> str:
    lead = f'<p class="lead">{escape(block.lead)}</p>' if block.lead else ""
    text = f"<p>{_text(block.text)}</p>" if block.text else ""
    return f"{_heading(block.title)}{lead}{text}"


def _table(block: Table) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in block.headings)
    rows = "".join(
        "<tr>" + "".join(f'<td class="cell">{_text(cell)}</td>' for cell in row) + "</tr>"
        for row in block.rows
    )
    collapse = 'style="border-collapse: collapse; border: 0px"'
    return (
        f'{_heading(block.title)}<table width="100%" cellpadding="3" cellspacing="0" {collapse}>'
        f"<tr>{head}</tr>{rows}</table>"
    )


def _text(value: str) -> str:
    return escape(value).replace("\n", "<br>")


def _paper(record_id: str, texts: Texts, reading: Reading) -> Paper:
    return printing.paper(reading, record_id, texts)
