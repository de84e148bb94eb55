"""Two versions of a long text in one line each, the words that differ marked."""

from __future__ import annotations

from typing import Any, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from coordinator_app.services.exchange.lines import Line
from coordinator_app.ui.review.differences import Part, parts
from coordinator_app.ui.review.excerpts import CUT, LEAD
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.theme import Theme, base_font
from coordinator_app.ui.widgets.kit import Kit

#: Texts of fewer words are taken in at a glance.
_WORDS: Final = 4
_PADDING: Final = 8
_MINE: Final = ("same", "gone", "moved_from")
_THEIRS: Final = ("same", "come", "moved_to")
_GROUNDS: Final = {
    "gone": "danger_soft",
    "come": "ok_soft",
    "moved_from": "info_soft",
    "moved_to": "info_soft",
}
_SELECTED: Final = QStyle.StateFlag.State_Selected


def are_long(line: Line) -> bool:
    """Say whether both versions are long enough for words to be looked for."""
    if line.whole or line.cls == "invalid" or not line.ours or not line.theirs:
        return False
    return max(len(line.ours.split()), len(line.theirs.split())) >= _WORDS


def side_by_side(ours: str, theirs: str) -> tuple[list[Part], list[Part]]:
    """Return both versions in parts, as one line each, from where they begin to differ."""
    found = parts(ours, theirs)
    mine = [each for each in found if each.kind in _MINE]
    other = [each for each in found if each.kind in _THEIRS]
    return _from_difference(mine), _from_difference(other)


class LongTextDelegate(CellDelegate):
    """Draws the words that went and came on grounds of their own, struck out and underlined.

    Args:
        kit: Look and texts.
        role: Under which a cell gives its parts.
    """

    def __init__(self, kit: Kit, role: int, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._role = role
        self._plain = base_font()
        self._struck = base_font()
        self._struck.setStrikeOut(True)
        self._under = base_font()
        self._under.setUnderline(True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        found = index.data(self._role)
        if not found:
            super().paint(painter, option, index)
            return
        shown = cast("Any", option)  # the fields of the option are not in its type hints
        rect: QRect = shown.rect
        theme = self.kit.theme
        painter.save()
        if shown.state & _SELECTED:
            painter.fillRect(rect, theme.color("selection"))
        self._line(painter, rect, theme)
        painter.setClipRect(rect.adjusted(_PADDING, 0, -2, -1))
        self._words(painter, rect.adjusted(_PADDING, 0, -2, -1), found, theme)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, found: list[Part], theme: Theme) -> None:
        metrics = QFontMetrics(self._plain)
        left, flags = float(rect.left()), int(Qt.AlignmentFlag.AlignVCenter)
        for part in found:
            room = rect.right() - left
            if room <= 0:
                return
            text = metrics.elidedText(part.text, Qt.TextElideMode.ElideRight, int(room) + 1)
            width = metrics.horizontalAdvance(text)
            place = QRectF(left, rect.top(), width, rect.height())
            if part.kind in _GROUNDS:
                ground = QRectF(left - 1, rect.top() + 4, width + 2, rect.height() - 8)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(_GROUNDS[part.kind]))
                painter.drawRoundedRect(ground, 3, 3)
            font = {"gone": self._struck, "moved_from": self._struck, "come": self._under}
            painter.setFont(font.get(part.kind, self._plain))
            painter.setPen(theme.color("text"))
            painter.drawText(place, flags | int(Qt.TextFlag.TextSingleLine), text)
            left += width
            if text != part.text:
                return


def _from_difference(found: list[Part]) -> list[Part]:
    """Return parts as one line, what is common at the beginning cut down to its end."""
    lines = [Part(each.kind, _one_line(each.text)) for each in found if each.text]
    if not lines or lines[0].kind != "same" or len(lines) == 1:
        return lines
    first = lines[0].text
    start = first.rfind(" ", 0, max(len(first) - LEAD, 0)) + 1
    if start < LEAD:
        return lines
    return [Part("same", CUT + first[start:]), *lines[1:]]


def _one_line(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", " ⏎ ")
