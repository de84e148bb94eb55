"""Statuses as a dot and a word on a soft ground: told by the word, never by colour alone."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator_app.ui.theme import ROW_HEIGHT, SMALL_PIXELS, Look, Theme, Tone, base_font
from coordinator_app.ui.widgets.kit import Kit

#: Model role under which a table gives the tone of a cell ("ok", "danger" ...).
TONE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 901

#: How the statuses of all life cycles look; a code that is not here is neutral.
STATUS_TONES: Final[dict[str, Tone]] = {
    "IDEA": "neutral",
    "PLANNED": "info",
    "CONFIRMED": "info",
    "ONGOING": "info",
    "COMPLETED": "ok",
    "REPORTED": "ok",
    "CLOSED": "neutral",
    "POSTPONED": "warning",
    "CANCELLED": "neutral",
    "OPEN": "info",
    "IN_PROGRESS": "info",
    "WAITING": "warning",
    "BLOCKED": "warning",
    "DONE": "ok",
    "VERIFIED": "ok",
    "LATE": "danger",
    "OVERDUE": "danger",
    "PREPARED": "neutral",
    "SENT": "info",
    "RETURNED": "warning",
    "MERGED": "ok",
    "LAPSED": "neutral",
    "WITHDRAWN": "neutral",
    "ACTIVE": "ok",
    "ENDED": "neutral",
    "DECLINED": "danger",
    "ACCEPTED": "ok",
    "NOMINATED": "info",
    "WAITLIST": "warning",
    "ATTENDED": "ok",
    "PARTIAL": "warning",
    "NO_SHOW": "danger",
    "RECEIVED": "ok",
    "SOUGHT": "info",
    "SUBMITTED": "info",
    "ACKNOWLEDGED": "info",
    "CIRCULATED": "info",
    "PUBLISHED": "info",
    "MATCHING": "warning",
    "IN_DELIVERY": "info",
    "FULFILLED": "ok",
    "PARTLY_FULFILLED": "warning",
    "FEEDBACK_SENT": "ok",
    "INTEREST": "info",
    "OFFERED": "warning",
    "DELIVERED": "ok",
    "NOT_MET": "danger",
}

_HEIGHT: Final = 20
_DOT: Final = 6
_PADDING: Final = 8
_GAP: Final = 6

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)


def tone_of(code: str) -> Tone:
    """Return the tone of a status code."""
    return STATUS_TONES.get(code, "neutral")


def pill_width(text: str, metrics: QFontMetrics) -> int:
    """Return how wide a pill with that word is."""
    return metrics.horizontalAdvance(text) + 2 * _PADDING + _DOT + _GAP


def paint_pill(
    painter: QPainter, rect: QRect, text: str, tone: Tone, theme: Theme, font: QFont
) -> None:
    """Draw a pill at the left of rect, centred in its height, its word cut off where it must be."""
    metrics = QFontMetrics(font)
    width = min(pill_width(text, metrics), rect.width())
    color, ground = theme.tone(tone)
    box = QRectF(rect.x(), rect.y() + (rect.height() - _HEIGHT) / 2, width, _HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, _HEIGHT / 2, _HEIGHT / 2)
    painter.setBrush(color)
    painter.drawEllipse(QRectF(box.x() + _PADDING, box.center().y() - _DOT / 2, _DOT, _DOT))
    painter.setPen(color)
    painter.setFont(font)
    words = box.adjusted(_PADDING + _DOT + _GAP, 0, -_PADDING + 2, 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, int(flags | Qt.TextFlag.TextSingleLine), shown)
    painter.restore()


class StatusPill(QWidget):
    """One status on a page.

    Args:
        kit: Collaborators.
        text: Translated word.
        tone: How it looks; see `tone_of`.
    """

    def __init__(
        self, kit: Kit, text: str = "", tone: Tone = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit, self._text, self._tone = kit, text, tone
        self._font = base_font(pixels=SMALL_PIXELS, weight=QFont.Weight.Medium)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        kit.look.changed.connect(self._on_look_changed)

    def set_status(self, text: str, tone: Tone) -> None:
        """Show another status."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the word and its ground."""
        width = pill_width(self._text, QFontMetrics(self._font)) if self._text else 0
        return QSize(width, _HEIGHT + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        if self._text:
            painter = QPainter(self)
            paint_pill(painter, self.rect(), self._text, self._tone, self._kit.theme, self._font)

    @Slot()
    def _on_look_changed(self) -> None:
        self.update()


class StatusDelegate(QStyledItemDelegate):
    """Draws the cells of a status column as pills: the word from DisplayRole, the tone from TONE_ROLE.

    Args:
        look: Gives the theme.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._font = base_font(pixels=SMALL_PIXELS, weight=QFont.Weight.Medium)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave the word to the pill."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell's ground as any other cell's, then the pill."""
        super().paint(painter, option, index)
        text = index.data(_DISPLAY)
        if text:
            tone = cast("Tone", index.data(TONE_ROLE) or "neutral")
            inner = option.rect.adjusted(5, 0, -4, 0)
            paint_pill(painter, inner, str(text), tone, self._look.theme, self._font)

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room the pill needs."""
        text = str(index.data(_DISPLAY) or "")
        return QSize(pill_width(text, QFontMetrics(self._font)) + 10, ROW_HEIGHT)
