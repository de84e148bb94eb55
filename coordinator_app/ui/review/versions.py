"""The three versions of one cell side by side, differences marked word by word."""

from __future__ import annotations

import difflib
import html
import re
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange.lines import Line
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import editor_for
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import styled, words

_HEIGHT: Final = 158
_WORD: Final = re.compile(r"\s+|[^\s]+")


class Versions(Card):
    """As sent, mine, theirs, and room for another value.

    Args:
        context: Collaborators.

    Signals:
        other_given: Another value was typed (number of the line, value).
    """

    other_given = Signal(int, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._line: Line | None = None
        self._editor: Editor | None = None
        self.setFixedHeight(_HEIGHT)
        texts = context.texts
        self._sent = _Version(texts("As sent"))
        self._mine = _Version(texts("In my file"))
        self._theirs = _Version(texts("Their value"))
        self._other = QVBoxLayout()
        self._other.setSpacing(SPACE_S)
        self._other.addWidget(words(texts("Another value"), "label"))
        self._place = QVBoxLayout()
        self._other.addLayout(self._place)
        self._why = words("", "hint", wrap=True)
        self._other.addWidget(self._why)
        self._other.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for each in (self._sent, self._mine, self._theirs):
            row.addWidget(each, 1)
        row.addLayout(self._other, 1)
        self.add(row, 1)

    def name_them(self, name: str) -> None:
        """Say whose value "theirs" is."""
        self._theirs.set_title(self._context.texts("From {name}", name=name))

    def show_line(self, line: Line | None, other: Value = None) -> None:
        """Show the versions of a line."""
        self._line = line
        self._clear_editor()
        if line is None:
            for each in (self._sent, self._mine, self._theirs):
                each.show_text("")
            self._why.setText("")
            return
        theme = self._context.kit.theme
        marks = (theme.danger_soft, theme.ok_soft)
        self._sent.show_text(line.base)
        self._mine.show_text(line.ours, line.base, marks, line.who)
        self._theirs.show_text(line.theirs, line.base, marks, line.place)
        self._why.setText(line.why)
        if line.field and line.cls not in ("same", "ours_only"):
            self._offer_editor(line, other)

    def focus_other(self) -> None:
        """Put the cursor where another value is typed."""
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer_editor(self, line: Line, other: Value) -> None:
        field = self._context.catalogue.field(line.type, line.field)
        self._editor = editor_for(field, self._context)
        self._editor.set_name(self._context.texts("Another value"))
        self._editor.set_value(other)
        self._editor.set_readonly(self._context.file.read_only)
        self._editor.setMaximumHeight(72)
        self._editor.committed.connect(self._on_committed)
        self._place.addWidget(self._editor)

    def _clear_editor(self) -> None:
        if self._editor is not None:
            self._editor.commit()
            self._place.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None

    @Slot()
    def _on_committed(self) -> None:
        if self._line is not None and self._editor is not None:
            self.other_given.emit(self._line.n, self._editor.value())


class _Version(QWidget):
    """One version: whose it is, the text, and who or where."""

    def __init__(self, title: str) -> None:
        super().__init__()
        styled(self, "plain")
        self._title = words(title, "label")
        self._note = words("", "hint")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._text)
        scroll.viewport().setAutoFillBackground(False)
        self._text.setAutoFillBackground(False)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S // 2)
        column.addLayout(head)
        column.addWidget(scroll, 1)

    def set_title(self, title: str) -> None:
        """Change whose version it is."""
        self._title.setText(title)

    def show_text(
        self, text: str, base: str = "", marks: tuple[str, str] | None = None, note: str = ""
    ) -> None:
        """Show a text, with what differs from the base marked."""
        self._note.setText(note)
        self._text.setText(marked(base, text, marks) if marks else html.escape(text) or "—")


def marked(base: str, text: str, marks: tuple[str, str]) -> str:
    """Return a text as HTML: words that went are struck out, words that came are underlined.

    Args:
        marks: Colours of the ground of what went and what came.
    """
    if not text and not base:
        return "—"
    before, after = _WORD.findall(base), _WORD.findall(text)
    parts = []
    for kind, b0, b1, a0, a1 in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        gone, come = html.escape("".join(before[b0:b1])), html.escape("".join(after[a0:a1]))
        if kind == "equal":
            parts.append(come)
            continue
        if gone.strip():
            parts.append(f'<s style="background:{marks[0]}">{gone}</s> ')
        if come:
            parts.append(f'<u style="background:{marks[1]}">{come}</u>')
    return "".join(parts).replace("\n", "⏎<br>") or "—"
