"""Search-as-you-type on a line: asks a finder, shows its answers, chooses by key or mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.suggestions import Finder, Option, Suggestions

_PAUSE_MS: Final = 120


class Completion(QObject):
    """Hangs a list of suggestions on a line.

    Args:
        kit: Collaborators.
        line: Where the person types.
        anchor: The widget the list hangs from.
        finder: Answers a text with entries.
        extras: Further options for a text (create it, keep it as words), after the entries.

    Signals:
        chosen: The Option the person took.
    """

    chosen = Signal(object)

    def __init__(
        self,
        kit: Kit,
        line: QLineEdit,
        anchor: QWidget,
        finder: Finder,
        extras: Callable[[str], Sequence[Option]],
    ) -> None:
        super().__init__(line)
        self._line, self._finder, self._extras = line, finder, extras
        self._asked = 0
        self._found: list[Option] = []
        self._found_for: str | None = None
        self.list = Suggestions(kit, anchor)
        self.list.chosen.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        line.textEdited.connect(self._on_typed)
        line.installEventFilter(self)

    def exact(self, text: str) -> Option | None:
        """Return the only entry found whose title is the text."""
        same = [each for each in self._found if each.title.casefold() == text.casefold()]
        return same[0] if len(same) == 1 else None

    def show_all(self) -> None:
        """Offer what the finder gives for what is typed, at once."""
        self._ask()

    def hide(self) -> None:
        """Put the list away and drop answers on their way."""
        self._asked += 1
        self._pause.stop()
        self.list.hide()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Steer the list with the keys of the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move):
            self.hide()
        elif event.type() == QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()  # Esc closes the list, Enter takes from it: not the page behind it
        return False

    def _takes(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return self.list.isVisible() and isinstance(event, QKeyEvent) and event.key() in keys

    def _on_key(self, event: QKeyEvent) -> bool:
        key, keys = event.key(), Qt.Key
        if not self.list.isVisible():
            if key == keys.Key_Down and not self._line.isReadOnly():
                self.show_all()
                return True
            return False
        if key in (keys.Key_Down, keys.Key_Up):
            option = self.list.step(1 if key == keys.Key_Down else -1)
            self._line.setAccessibleDescription(option.title if option else "")
            return True
        if key == keys.Key_Escape:
            self.hide()
            return True
        if key in (keys.Key_Return, keys.Key_Enter, keys.Key_Tab):
            option = self.list.current()
            if option is not None:
                self._take(option)
            return key != keys.Key_Tab and option is not None
        return False

    @Slot()
    def _on_typed(self) -> None:
        if self._line.text().strip():
            self._pause.start()
        else:
            self.hide()

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        self._asked += 1
        text = self._line.text().strip()
        self._finder(text, partial(self._on_found, self._asked, text))

    def _on_found(self, asked: int, text: str, options: Sequence[Option]) -> None:
        if asked != self._asked:
            return  # an answer to what is no longer typed
        self._found, self._found_for = list(options), text
        if self._line.hasFocus():
            offered = [*options, *self._extras(text)]
            self.list.offer(offered, select_first=bool(text and options))

    @Slot(object)
    def _take(self, option: Option) -> None:
        self.hide()
        self.chosen.emit(option)
