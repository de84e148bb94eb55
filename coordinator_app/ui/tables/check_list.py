"""A list of things to tick, whose boxes can be seen in both themes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from coordinator_app.domain.folding import fold
from coordinator_app.ui.widgets.kit import Kit

#: What an item stands for.
DATA: Final = int(Qt.ItemDataRole.UserRole)
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
ROW: Final = 24


class CheckList(QListWidget):
    """Lines with a box before them.

    Args:
        kit: Look.
        name: Translated accessible name.
    """

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        palette = QPalette(self.palette())
        # Fusion takes the frame of a box from the colour of windows, which is dark on dark.
        palette.setColor(QPalette.ColorRole.Window, kit.theme.color("muted"))
        self.setPalette(palette)

    def offer(self, text: str, data: object, *, ticked: bool) -> None:
        """Add a line."""
        item = QListWidgetItem(text)
        item.setSizeHint(QSize(0, ROW))
        item.setData(DATA, data)
        item.setCheckState(_CHECKED if ticked else _UNCHECKED)
        self.addItem(item)

    def ticked(self) -> list[object]:
        """Return what the ticked lines stand for, in order."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(DATA) for item in items if item.checkState() is _CHECKED]

    def narrow(self, text: str) -> None:
        """Show only the lines that hold a text."""
        wanted = fold(text)
        for row in range(self.count()):
            item = self.item(row)
            item.setHidden(wanted not in fold(item.text()))

    def tick_first(self) -> None:
        """Tick the first line that is shown."""
        for row in range(self.count()):
            if not self.item(row).isHidden():
                self.item(row).setCheckState(_CHECKED)
                return
