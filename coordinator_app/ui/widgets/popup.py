"""What floats beneath a field: a rounded surface that finds its place on the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coordinator_app.ui.widgets.kit import Kit

_GAP: Final = 2
_RADIUS: Final = 6


class Popup(QWidget):
    """A surface beneath its owner; it never takes the focus by being shown.

    Args:
        kit: Collaborators.
        owner: The widget it hangs from.
        kind: A tool tip leaves the focus where it is; a popup closes on a click elsewhere.
    """

    def __init__(
        self, kit: Kit, owner: QWidget, kind: Qt.WindowType = Qt.WindowType.ToolTip
    ) -> None:
        super().__init__(owner, kind | Qt.WindowType.FramelessWindowHint)
        self.kit, self._owner = kit, owner
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_at_owner(self, size: QSize) -> None:
        """Show beneath the owner, above it where there is no room, never off the screen."""
        corner = self._owner.mapToGlobal(QPoint(0, self._owner.height() + _GAP))
        room = self._owner.screen().availableGeometry()
        if corner.y() + size.height() > room.bottom():
            corner = self._owner.mapToGlobal(QPoint(0, -size.height() - _GAP))
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        self.resize(size)
        self.move(corner)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the surface; a style sheet does not reach windows that let the screen through."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.kit.theme.color("line_strong"))
        painter.setBrush(self.kit.theme.color("raised"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )
