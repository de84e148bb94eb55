"""The bar at the foot that says what was done and offers to undo it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import Kit, button, styled, tool_button, words

_SECONDS: Final = 8


class Banner(QFrame):
    """Lies over the foot of its host; goes away by itself unless pointed at or focused.

    Args:
        kit: Collaborators.
        host: The widget it lies over.
    """

    def __init__(self, kit: Kit, host: QWidget) -> None:
        super().__init__(host)
        styled(self, "banner")
        self._host = host
        self._run: Callable[[], object] | None = None
        self._words = words("")
        self._action = button(kit, "", clicked=self._on_action)
        self._close = tool_button(kit, "close", kit.texts("Close"), clicked=self.hide)
        kit.icons.show_on(self._close, "close", role="on_tooltip")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        host.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        action: str = "",
        run: Callable[[], object] | None = None,
        *,
        seconds: float = _SECONDS,
    ) -> None:
        """Show a sentence, with something to do about it.

        Args:
            text: Translated sentence ("14 taken in").
            action: Translated word of the button ("Undo"); "" for none.
            run: Called when it is pressed.
            seconds: How long it stays; 0 until closed.
        """
        self._words.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._run = run
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        self._timer.stop()
        if seconds:
            self._timer.start(int(seconds * 1000))
        # Loaded when there is something to say: it would cost every start some milliseconds.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415  only once it speaks

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def come_forward(self) -> None:
        """Lie over the page that is shown now; another one came to the front."""
        if self.isVisible():
            self.raise_()

    @property
    def text(self) -> str:
        """What it says; "" while hidden."""
        return self._words.text() if self.isVisible() else ""

    def press(self) -> None:
        """Do what the button offers (the key of the bar)."""
        if self.isVisible() and self._run is not None:
            self._on_action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the host."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while pointed at."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go a little after the pointer left."""
        self._timer.start(_SECONDS * 500)
        super().leaveEvent(event)

    def _place(self) -> None:
        room = self._host.width() - 2 * SPACE_L
        self._row.activate()
        size = self._row.sizeHint()
        # Letters may reach a little over what they are measured with.
        width = min(max(size.width() + SPACE_S, 320), room)
        left = (self._host.width() - width) // 2
        self.setGeometry(left, self._host.height() - size.height() - SPACE_L, width, size.height())

    @Slot()
    def _on_timeout(self) -> None:
        if self._action.hasFocus() or self._close.hasFocus():
            self._timer.start(_SECONDS * 500)
        else:
            self.hide()

    @Slot()
    def _on_action(self) -> None:
        run, self._run = self._run, None
        self.hide()
        if run is not None:
            run()
