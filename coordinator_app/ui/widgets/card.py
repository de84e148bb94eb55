"""Surfaces and what is said when there is nothing on them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import Kit, styled, words


class SectionTitle(QWidget):
    """A bold word at the left, a muted one after it, small buttons at the right.

    Args:
        text: Translated title.
        note: Translated muted word ("3 late").
    """

    def __init__(self, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = words(text, "section")
        self._note = words(note, "hint")
        if not note:
            self._note.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_S)
        self._row.addWidget(self._text)
        self._row.addWidget(self._note)
        self._row.addStretch(1)
        self.setMinimumHeight(26)

    def set_text(self, text: str) -> None:
        """Change the title."""
        self._text.setText(text)

    def set_note(self, note: str) -> None:
        """Change the muted word; "" hides it."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)


class Card(QFrame):
    """A white surface with a hairline border; put things in `body`.

    Args:
        title: Translated section title; "" for none.
        flush: No padding (a list or table fills it).
    """

    def __init__(
        self, title: str = "", *, flush: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        styled(self, "card")
        self.body = QVBoxLayout(self)
        margin = 1 if flush else SPACE_M
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(SPACE_S)
        self.title: SectionTitle | None = None
        if title:
            self.title = SectionTitle(title)
            if flush:
                self.title.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, 0)
            self.body.addWidget(self.title)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or layout at the end of the body."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)


class EmptyState(QWidget):
    """Nothing to show, said well: an icon, one sentence, one thing to do.

    Args:
        kit: Collaborators.
        icon: A meaning of `icons.MEANINGS`.
        sentence: Translated sentence.
        action: What to do about it, as a button.
    """

    def __init__(
        self,
        kit: Kit,
        icon: str,
        sentence: str,
        action: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._icon_name = kit, icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = words(sentence, "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addStretch(1)
        column.addWidget(self._icon)
        column.addWidget(self._sentence)
        if action is not None:
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        kit.look.changed.connect(self._draw_icon)
        self._draw_icon()

    def set_sentence(self, sentence: str) -> None:
        """Change the sentence."""
        self._sentence.setText(sentence)

    @Slot()
    def _draw_icon(self) -> None:
        self._icon.setPixmap(self._kit.icons.pixmap(self._icon_name, role="line_strong", size=36))
