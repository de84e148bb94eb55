"""A map of equal tiles, one for each State, shaded by how long ago the last contact was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coordinator_app import paths
from coordinator_app.texts import N_
from coordinator_app.ui.theme import SMALL_PIXELS, Theme, base_font, contrast
from coordinator_app.ui.widgets.kit import Kit

#: Days since the last contact up to which a shade reaches, and its words in the legend.
BANDS: Final = (
    (91, N_("Under 3 months")),
    (182, N_("3 to 6 months")),
    (365, N_("6 to 12 months")),
    (None, N_("Over a year")),
)
#: The shade of what has no date: told by its hatching.
NO_DATE: Final = len(BANDS)
_NO_DATE_WORDS: Final = N_("No date recorded")
#: How much of the accent colour each shade has.
_SHARES: Final = (0.10, 0.30, 0.52, 1.0)
_GAP: Final = 3.0
_RADIUS: Final = 5.0
_READABLE: Final = 4.5


@dataclass(frozen=True)
class Tile:
    """A State on the map.

    Args:
        key: Its id.
        code: Its ISO code; says where the tile stands and is written on it.
        name: Its name.
        words: When the last contact was, in words.
        band: Index into BANDS, NO_DATE without a date.
    """

    key: str
    code: str
    name: str
    words: str
    band: int


@dataclass(frozen=True)
class Places:
    """Where tiles and legend stand on the grid."""

    columns: int
    rows: int
    legend: tuple[int, int, int, int]
    tiles: Mapping[str, tuple[int, int]]


def band_of(days: int | None) -> int:
    """Return the shade for so many days since the last contact; None: no date is known."""
    if days is None:
        return NO_DATE
    return next(number for number, (limit, _) in enumerate(BANDS) if limit is None or days <= limit)


@cache
def places() -> Places:
    """Read where the tiles stand from resources/maps."""
    import tomllib  # noqa: PLC0415  the map is seldom what is seen first

    with (paths.resources() / "maps" / "tiles.toml").open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)
    x, y, columns, rows = read["legend"]
    tiles = {code: (place[0], place[1]) for code, place in read["tiles"].items()}
    return Places(read["columns"], read["rows"], (x, y, columns, rows), tiles)


def draw(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    tiles: Sequence[Tile],
    legend: Sequence[str],
    current: str = "",
) -> None:
    """Draw the map into a rectangle of the screen, a picture or a page.

    Args:
        legend: Translated words of the shades: those of BANDS, then that of NO_DATE.
        current: Key of the tile that has the focus.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for tile in tiles:
        _draw_tile(painter, place_of(rect, tile.code), theme, tile, focused=tile.key == current)
    _draw_legend(painter, rect, theme, legend)
    painter.restore()


def place_of(rect: QRectF, code: str) -> QRectF:
    """Return the rectangle of a State's tile, empty when it has no place on the map."""
    where = places().tiles.get(code)
    if where is None:
        return QRectF()
    return _cell(rect, where[0], where[1], 1, 1)


def shade(theme: Theme, band: int) -> QColor:
    """Return the ground of a shade."""
    if band == NO_DATE:
        return theme.color("surface")
    accent, ground, share = theme.color("accent"), theme.color("surface"), _SHARES[band]
    mixed = [
        round(a * share + g * (1 - share))
        for a, g in zip(accent.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]  # getRgb gives a tuple
    ]
    return QColor(*mixed)


def ink(theme: Theme, band: int) -> QColor:
    """Return the colour of words on a shade: one that can be read there."""
    ground = shade(theme, band)
    named = [theme.color(role) for role in ("text", "on_accent")]
    readable = [each for each in named if contrast(each, ground) >= _READABLE]
    return readable[0] if readable else max(named, key=lambda each: contrast(each, ground))


def _cell(rect: QRectF, column: int, row: int, columns: int, rows: int) -> QRectF:
    grid = places()
    wide, high = rect.width() / grid.columns, rect.height() / grid.rows
    return QRectF(
        rect.x() + column * wide + _GAP / 2,
        rect.y() + row * high + _GAP / 2,
        columns * wide - _GAP,
        rows * high - _GAP,
    )


def _draw_tile(painter: QPainter, box: QRectF, theme: Theme, tile: Tile, *, focused: bool) -> None:
    if box.isEmpty():
        return
    _ground(painter, box, theme, tile.band)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), _RADIUS + 1, _RADIUS + 1)
    painter.setPen(ink(theme, tile.band))
    font = base_font(
        pixels=SMALL_PIXELS if box.height() >= 20 else 10, weight=QFont.Weight.DemiBold
    )
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), tile.code)


def _ground(painter: QPainter, box: QRectF, theme: Theme, band: int) -> None:
    painter.setPen(QPen(theme.color("line_strong" if band in (0, NO_DATE) else "line"), 1))
    painter.setBrush(shade(theme, band))
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    if band == NO_DATE:
        painter.setBrush(QBrush(theme.color("line_strong"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)


def _draw_legend(painter: QPainter, rect: QRectF, theme: Theme, legend: Sequence[str]) -> None:
    area = _cell(rect, *places().legend).adjusted(8, 4, -2, -4)
    font = base_font(pixels=SMALL_PIXELS)
    line = min(20.0, area.height() / len(legend))
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    top = area.center().y() - line * len(legend) / 2
    for band, words in enumerate(legend):
        row = QRectF(area.x(), top + band * line, area.width(), line)
        _ground(painter, QRectF(row.x(), row.center().y() - 5, 10, 10), theme, band)
        text = row.adjusted(17, 0, 0, 0)
        painter.setPen(theme.color("muted"))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, text.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(text, int(flags), shown)


class TileMap(QWidget):
    """The map on a page: arrows go from State to State, Enter or a click opens one.

    Args:
        kit: Look, icons and texts.

    Signals:
        chosen: Id of a State.
    """

    chosen = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._tiles: tuple[Tile, ...] = ()
        self._current = ""
        self._legend = [kit.texts(words) for _, words in BANDS] + [kit.texts(_NO_DATE_WORDS)]
        self.setAccessibleName(kit.texts("Map of the last contact"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        kit.look.changed.connect(self._on_look_changed)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these States; those that have no place on the map are left out."""
        self._tiles = tuple(tile for tile in tiles if tile.code in places().tiles)
        if self._current not in {tile.key for tile in self._tiles}:
            self._current = self._tiles[0].key if self._tiles else ""
        self._tell()
        self.update()

    def current(self) -> Tile | None:
        """Return the State that has the focus."""
        return next((tile for tile in self._tiles if tile.key == self._current), None)

    def sizeHint(self) -> QSize:
        """Ask for tiles in which a code can be read."""
        return QSize(8 * 44, 8 * 30)

    def minimumSizeHint(self) -> QSize:
        """Return the least size in which the codes can be told."""
        return QSize(8 * 34, 8 * 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the map."""
        painter = QPainter(self)
        focused = self._current if self.hasFocus() else ""
        draw(painter, self._room(), self._kit.theme, self._tiles, self._legend, focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next State in a direction; open the current one."""
        steps = {
            int(Qt.Key.Key_Left): (-1, 0),
            int(Qt.Key.Key_Right): (1, 0),
            int(Qt.Key.Key_Up): (0, -1),
            int(Qt.Key.Key_Down): (0, 1),
        }
        step = steps.get(event.key())
        if step is not None:
            self._go(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the State that was clicked."""
        tile = self._tile_at(event.position().toPoint())
        if tile is not None and event.button() is Qt.MouseButton.LeftButton:
            self._current = tile.key
            self._tell()
            self.chosen.emit(tile.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer that a tile can be clicked."""
        over = self._tile_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the current State."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say the name of the State that is pointed at, and when the last contact was."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tile = self._tile_at(event.pos())
            if tile is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), f"{tile.name}\n{tile.words}", self)
            return True
        return super().event(event)

    def _room(self) -> QRectF:
        # Tiles keep a pleasant shape: never taller than wide, never wider than twice their height.
        grid, room = places(), QRectF(self.rect()).adjusted(2, 2, -2, -2)
        wide, high = room.width() / grid.columns, room.height() / grid.rows
        wide, high = min(wide, 2 * high), min(high, 0.8 * wide)
        size = (wide * grid.columns, high * grid.rows)
        return QRectF(
            room.x() + (room.width() - size[0]) / 2, room.y() + (room.height() - size[1]) / 2, *size
        )

    def _tile_at(self, point: QPoint) -> Tile | None:
        room = self._room()
        return next(
            (tile for tile in self._tiles if place_of(room, tile.code).contains(point.toPointF())),
            None,
        )

    def _go(self, right: int, down: int) -> None:
        now = self.current()
        if now is None:
            return
        x, y = places().tiles[now.code]

        def away(tile: Tile) -> tuple[int, int] | None:
            """How far a tile is in the direction, and beside it; None behind it."""
            dx, dy = places().tiles[tile.code][0] - x, places().tiles[tile.code][1] - y
            ahead, beside = (dx * right, abs(dy)) if right else (dy * down, abs(dx))
            return (ahead + 2 * beside, beside) if ahead > 0 else None

        reachable = [(far, tile) for tile in self._tiles if (far := away(tile)) is not None]
        if reachable:
            self._current = min(reachable, key=lambda each: each[0])[1].key
            self._tell()
            self.update()

    def _tell(self) -> None:
        tile = self.current()
        self.setAccessibleDescription(f"{tile.name}: {tile.words}" if tile else "")

    @Slot()
    def _on_look_changed(self) -> None:
        self.update()
