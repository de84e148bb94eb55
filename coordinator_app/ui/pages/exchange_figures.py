"""The numbers of a report that left, beside what they are today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator_app.services.exchange.issued import Compared
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import Kit, WordKind, styled, words


class Figures(QWidget):
    """One line for each number: what it counts, as sent, today.

    Args:
        kit: Look and texts.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        styled(self, "plain")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_S)
        self._grid.setVerticalSpacing(SPACE_XS)
        self._grid.setColumnStretch(0, 1)
        self.hide()

    def show_figures(self, figures: Sequence[Compared]) -> None:
        """Show the numbers of a report; of a file without any, nothing."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        texts = self._kit.texts
        heads = (texts("Numbers"), texts("As sent"), texts("Today"))
        for column, head in enumerate(heads):
            self._put(head, 0, column, "section" if column == 0 else "hint")
        for row, each in enumerate(figures, start=1):
            self._put(each.label, row, 0, "")
            self._put(each.then, row, 1, "muted" if each.now != each.then else "")
            self._put(each.now, row, 2, "strong" if each.now != each.then else "")
        self.setVisible(bool(figures))

    def _put(self, text: str, row: int, column: int, kind: WordKind) -> None:
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag(0)
        said = words(text, kind, wrap=column == 0)
        self._grid.addWidget(said, row, column, Qt.AlignmentFlag.AlignTop | side)
