"""Where a list comes from: a file, what was copied, or one that was left among the changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import Kit, button, styled, words

_WIDTH = 640


@dataclass(frozen=True)
class Left:
    """A list whose changes were left undecided.

    Args:
        review: Id of the saved review.
        name: Of the list.
        day: When it was left, as shown.
        undecided: How much there is to decide.
    """

    review: str
    name: str
    day: str
    undecided: int


class ChooseStep(QWidget):
    """Buttons to choose with, and lists that wait.

    Args:
        kit: Look, icons and texts.

    Signals:
        file_wanted: A file is to be chosen.
        paste_wanted: What is on the clipboard is the list.
        left_chosen: Id of a saved review to be taken up again.
    """

    file_wanted = Signal()
    paste_wanted = Signal()
    left_chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        texts = kit.texts
        styled(self, "plain")
        self.file = button(kit, texts("Choose a file…"), "primary", icon="file_open")
        self.file.clicked.connect(self.file_wanted)
        self.paste = button(kit, texts("Paste what I copied"), icon="paste")
        self.paste.clicked.connect(self.paste_wanted)
        card = Card()
        card.setMaximumWidth(_WIDTH)
        card.body.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        card.body.setSpacing(SPACE_M)
        icon = QLabel()
        icon.setPixmap(kit.icons.pixmap("excel", role="line_strong", size=36))
        icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said = words(
            texts(
                "A list somebody keeps: Excel, LibreOffice or text (.xlsx, .xls, .xlsb, .ods, .csv). Choose it, drop it here, or paste a table you copied."
            ),
            wrap=True,
        )
        then = words(
            texts("Nothing is changed before you have seen what would change."), "muted", wrap=True
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(self.paste)
        row.addWidget(self.file)
        row.addStretch(1)
        for each in (said, then):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for part in (icon, said, then):
            card.add(part)
        card.add(row)
        self._left = Card(texts("Left among the changes"))
        self._left.setMaximumWidth(_WIDTH)
        self._left.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addStretch(1)
        for surface in (card, self._left):
            holder = QHBoxLayout()
            holder.addStretch(1)
            holder.addWidget(surface, 100)
            holder.addStretch(1)
            column.addLayout(holder)
        column.addStretch(2)

    def show_left(self, lists: Sequence[Left]) -> None:
        """Offer lists that wait for decisions."""
        body, texts = self._left.body, self._kit.texts
        while body.count() > 1:
            item = body.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for each in lists:
            said = " · ".join(
                [each.name, each.day, texts.n("{n} to decide", "{n} to decide", each.undecided)]
            )
            made = button(self._kit, said.replace("&", "&&"), "link")
            made.clicked.connect(_Chosen(self, each.review))
            self._left.add(made)
        self._left.setVisible(bool(lists))


class _Chosen:
    """Takes up one list."""

    def __init__(self, step: ChooseStep, review: str) -> None:
        self._step, self._review = step, review

    def __call__(self) -> None:
        self._step.left_chosen.emit(self._review)
