"""What a name that nobody bears may mean: one button for each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange.lines import Line
from coordinator_app.ui.theme import SPACE_XS
from coordinator_app.ui.widgets.kit import Kit, styled

#: So many have room.
_MOST = 2
_PADDING = 26


class Proposals(QWidget):
    """The likeliest meanings.

    Args:
        kit: Look and texts.

    Signals:
        chosen: The value that is meant.
    """

    chosen = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.buttons: list[QPushButton] = []
        styled(self, "plain")
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE_XS)

    def show_line(self, line: Line | None) -> None:
        """Offer what a cell may mean."""
        for each in self.buttons:
            self._box.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.buttons = []
        for value, said in (line.proposals if line is not None else ())[:_MOST]:
            made = _Choice(said)
            made.setAccessibleName(self._kit.texts("It means {name}", name=said))
            made.clicked.connect(partial(self._on_clicked, value))
            self._box.addWidget(made)
            self.buttons.append(made)
        self.setVisible(bool(self.buttons))

    def be_short(self, *, short: bool) -> None:
        """Stand side by side where there is little room."""
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if short else directions.TopToBottom)

    def _on_clicked(self, value: Value) -> None:
        self.chosen.emit(value)


class _Choice(QPushButton):
    """A button whose words are cut where there is no room for them."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self._said = said
        styled(self, "chip")
        self.setAutoDefault(False)
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew."""
        super().resizeEvent(event)
        room = max(self.width() - _PADDING, 0)
        cut = self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))
