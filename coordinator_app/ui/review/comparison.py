"""A new entry beside those of mine that it resembles, field by field."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit

from coordinator_app.services.exchange.lines import Line
from coordinator_app.ui.widgets.kit import Kit, styled


class Comparison(QTextEdit):
    """A table with a column for theirs and one for each entry of mine; what differs is marked.

    Args:
        kit: Look and texts.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        #: What is shown, as HTML.
        self.shown = ""
        styled(self, "document")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # An address of any length leaves the others their columns.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(kit.texts("The new entry beside those of mine"))

    def show_line(self, line: Line) -> None:
        """Lay a new entry beside its candidates."""
        self.shown = as_html(line, self._kit)
        self.setHtml(self.shown)
        self.verticalScrollBar().setValue(0)


def as_html(line: Line, kit: Kit) -> str:
    """Return a new entry beside its candidates as a table."""
    theme, texts = kit.theme, kit.texts
    names = [name for _, name in line.candidates[: len(line.beside[0].mine) if line.beside else 0]]
    width = 82 // (1 + max(len(names), 1))
    muted, edge = f"color: {theme.muted}", f"border-bottom: 1px solid {theme.line}"
    cell = f"padding: 2px 8px 2px 0px; {edge}"
    titles = (f"{texts('New entry')} · {line.place}", *names)
    head = "".join(
        f'<td width="{width}%" style="{cell}"><b>{escape(each)}</b></td>' for each in titles
    )
    rows = [f'<tr><td width="18%" style="{cell}"></td>{head}</tr>']
    for field in line.beside:
        ground = f"background: {theme.warning_soft}; " if any(field.differs) else ""
        said = f'<td style="{ground}{cell}">{_shown(field.theirs)}</td>'
        for mine, differs in zip(field.mine, field.differs, strict=True):
            ground = f"background: {theme.warning_soft}; " if differs else ""
            said += f'<td style="{ground}{cell}">{_shown(mine)}</td>'
        sign = "≠ " if any(field.differs) else ""
        label = f'<td style="{cell}; {muted}">{sign}{escape(field.label)}</td>'
        rows.append(f"<tr>{label}{said}</tr>")
    table = '<table width="100%" cellspacing="0" style="border-collapse: collapse; border: 0px">'
    return f"{table}{''.join(rows)}</table>"


def _shown(text: str) -> str:
    return escape(text).replace("\n", "<br>") or "—"
