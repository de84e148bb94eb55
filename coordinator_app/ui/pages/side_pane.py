"""A page's main part with a pane of details at its right; on narrow windows the pane lies over it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.ui.context import Context
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import tool_button, words
from coordinator_app.ui.widgets.splitter import Splitter

#: Below this width of the window the pane is an overlay.
NARROW_BELOW: Final = 1100
_WIDTH: Final = 340
_LEAST: Final = 300


class PaneFrame(Card):
    """A surface with a head (what it shows, buttons, a cross) and a body.

    Args:
        context: Collaborators.

    Signals:
        closed: The person wants it away.
    """

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(flush=True)
        self.setMinimumWidth(_LEAST)
        self._words = words("", "section")
        self._note = words("", "hint")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        name = context.texts("Close the details (F4)")
        cross = tool_button(context.kit, "close", name, clicked=self.closed.emit)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 6, 0)
        head.setSpacing(SPACE_S)
        head.addWidget(self._words)
        head.addWidget(self._note, 1)
        head.addLayout(self._buttons)
        head.addWidget(cross)
        self.add(head)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.add(self._place, 1)

    def set_head(self, text: str, note: str = "") -> None:
        """Say what is shown."""
        self._words.setText(text)
        self._note.setText(note)

    def add_button(self, button: QWidget) -> None:
        """Put a button before the cross."""
        self._buttons.addWidget(button)

    def set_body(self, body: QWidget) -> None:
        """Put in what is shown beneath the head."""
        self._place.addWidget(body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class SidePane(QWidget):
    """Lays out a main part and a pane.

    Args:
        context: Collaborators; the shell remembers the widths and whether the pane is open.
        key: Name of the page.
        main: The list or board.
        pane: The details.
        width: Of the pane, until the person drags it.

    Signals:
        shown_changed: The pane was opened or closed.
    """

    shown_changed = Signal(bool)

    def __init__(
        self, context: Context, key: str, main: QWidget, pane: PaneFrame, width: int = _WIDTH
    ) -> None:
        super().__init__()
        self._width = width
        self._context, self._key, self._main, self.pane = context, f"pane/{key}", main, pane
        self._over = False
        self._wanted = context.shell.recall(self._key) != "closed"
        self._over_wanted = False
        self._split = Splitter(Qt.Orientation.Horizontal, key, context.shell)
        self._split.addWidget(main)
        self._split.addWidget(pane)
        self._split.setStretchFactor(0, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)
        pane.closed.connect(self.close_pane)
        pane.setVisible(self._wanted)

    @property
    def is_open(self) -> bool:
        """Say whether the details are shown."""
        return not self.pane.isHidden()

    @property
    def over(self) -> bool:
        """Say whether the pane lies over the main part."""
        return self._over

    def toggle(self) -> None:
        """Show or hide the details."""
        if self.is_open:
            self.close_pane()
        else:
            self.open_pane()

    def open_pane(self) -> None:
        """Show the details."""
        if not self._over:
            self._wanted = True
            self._context.shell.remember(self._key, "open")
        self._over_wanted = self._over
        self._show(on=True)

    @Slot()
    def close_pane(self) -> None:
        """Hide the details and go back to the main part."""
        if not self._over:
            self._wanted = False
            self._context.shell.remember(self._key, "closed")
        self._over_wanted = False
        self._show(on=False)
        self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between beside and over as the window grows or shrinks."""
        super().resizeEvent(event)
        over = self.window().width() < NARROW_BELOW
        if over != self._over:
            self._lay(over)
        if over:
            self._place()
        elif event.oldSize().width() <= 0:
            self._split.restore(max(1, self.width() - self._width), self._width)

    def event(self, event: QEvent) -> bool:
        """Lay the overlay anew when the layout settles."""
        if event.type() == QEvent.Type.LayoutRequest and self._over:
            self._place()
        return super().event(event)

    def _lay(self, over: bool) -> None:
        self._over = over
        if over:
            self.pane.setParent(self)
            self._show(on=self._over_wanted)
        else:
            self._split.addWidget(self.pane)
            self._split.restore(max(1, self.width() - self._width), self._width)
            self._show(on=self._wanted)

    def _place(self) -> None:
        width = min(max(self._width, self.width() * 2 // 5), self.width())
        self.pane.setGeometry(self.width() - width, 0, width, self.height())
        self.pane.raise_()

    def _show(self, *, on: bool) -> None:
        if on == self.is_open:
            return
        self.pane.setVisible(on)
        if on and self._over:
            self._place()
        self.shown_changed.emit(on)
