"""Editors of one typed line of text: plain, title, e-mail, telephone, web address."""

from __future__ import annotations

import re
from typing import Final, Literal

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)

from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import Kit, styled

TextKind = Literal["text", "title", "email", "phone", "url"]

#: Between the edge of a line and its text.
_INSET: Final = 2
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Line(QLineEdit):
    """A line that shows, while nobody types in it, that its text goes on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cut a text that has no room."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_LineEditContents
        inside = self.style().subElementRect(part, option, self)
        icons = [each.x() for each in self.findChildren(QToolButton) if each.isVisible()]
        inside.setRight(min([inside.right(), *icons]))
        inside.adjust(_INSET, 0, -_INSET, 0)
        text, metrics = self.displayText(), self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(text) <= inside.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().text().color())
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.end()


class LineEditor(Editor):
    """An editor whose one part is a line; the base of those below."""

    def __init__(self, kit: Kit, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(kit, name, parent)
        self.line = Line()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.line.textEdited.connect(self._mark_edited)
        self.line.returnPressed.connect(self._on_enter)
        self._use_parts(self.line)

    def set_prompt(self, text: str) -> None:
        """Show a muted translated text while the field is empty."""
        self.line.setPlaceholderText(text)

    def typed(self) -> str:
        """Return the text as typed, trimmed."""
        return " ".join(self.line.text().split())

    def _apply_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)
        policy = Qt.FocusPolicy.ClickFocus if readonly else Qt.FocusPolicy.StrongFocus
        self.line.setFocusPolicy(policy)

    def _write(self, text: str) -> None:
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)


class TextField(LineEditor):
    """Text in one line; value: str or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        kind: What the text is: "title" is large and bare, "email" is checked, "email", "phone"
            and "url" offer to be copied or opened.
    """

    def __init__(
        self, kit: Kit, name: str = "", *, kind: TextKind = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, name, parent)
        self._kind = kind
        if kind == "title":
            styled(self.line, "title")
        self._open = QAction(self)
        if kind in ("email", "url"):
            self._open.setToolTip(kit.texts("Open"))
            kit.icons.show_on(self._open, "mail" if kind == "email" else "external")
            self._open.triggered.connect(self._on_open)
            self._open.setVisible(False)
            self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def problem(self) -> str:
        """Say what is wrong with an e-mail address."""
        typed = self.typed()
        if self._kind == "email" and typed and not _EMAIL.fullmatch(typed):
            return self.kit.texts("Write the address as name@place.org.")
        return ""

    def _read(self) -> Value:
        return self.typed() or None

    def _show(self, value: Value) -> None:
        self._write(value if isinstance(value, str) else "")
        self._open.setVisible(bool(value) and self._kind in ("email", "url"))

    @Slot()
    def _on_open(self) -> None:
        address = self.typed()
        if self._kind == "email":
            address = f"mailto:{address}"
        elif "://" not in address:
            address = f"https://{address}"
        QDesktopServices.openUrl(QUrl(address))
