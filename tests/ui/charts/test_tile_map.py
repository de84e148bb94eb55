"""The map of tiles: a place for each State, shades that can be read, keys that find the way."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from coordinator_app.services import reference
from coordinator_app.ui.charts import tile_map
from coordinator_app.ui.charts.tile_map import BANDS, NO_DATE, Tile, TileMap, band_of, ink, shade
from coordinator_app.ui.theme import contrast, load_theme

pytestmark = pytest.mark.usefixtures("qapp")
CODES = list(tile_map.places().tiles)


def tile(code: str, band: int = 0) -> Tile:
    return Tile(f"id-{code}", code, f"State {code}", "2 Mar 2026", band)


def test_each_state_of_the_region_has_a_place_of_its_own():
    states = {
        row["code"]
        for row in reference.rows("countries")
        if row["in_scope"] == "1" and row["un_member"] == "1"
    }
    assert set(CODES) == states
    places = tile_map.places()
    assert len(set(places.tiles.values())) == len(states)
    x, y, columns, rows = places.legend
    legend = set(itertools.product(range(x, x + columns), range(y, y + rows)))
    assert not legend & set(places.tiles.values())


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, 0), (91, 0), (92, 1), (182, 1), (183, 2), (365, 2), (366, 3), (9999, 3), (None, NO_DATE)],
)
def test_shades(days, band):
    assert band_of(days) == band


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("band", range(len(BANDS) + 1))
def test_codes_can_be_read_on_every_shade(name, band):
    theme = load_theme(name)
    assert contrast(ink(theme, band), shade(theme, band)) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_shades_are_told_apart_and_grow(name):
    theme = load_theme(name)
    far = [contrast(shade(theme, band), theme.surface) for band in range(len(BANDS))]
    assert far == sorted(far)
    assert len(set(far)) == len(far)


def test_it_draws_on_paper_as_on_the_screen():
    image = QImage(400, 300, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    theme, rect = load_theme("light"), QRectF(0, 0, 400, 300)
    tile_map.draw(painter, rect, theme, [tile("TTO", 3)], [""] * 5)
    painter.end()
    box = tile_map.place_of(rect, "TTO")
    corner = image.pixelColor(int(box.x()) + 6, int(box.y()) + 6)
    assert corner == shade(theme, 3)
    assert tile_map.place_of(rect, "FRA").isEmpty()


class TestOnThePage:
    @pytest.fixture
    def shown_map(self, kit, shown):
        made = TileMap(kit)
        made.resize(400, 300)
        made.show_tiles([tile(code) for code in (*CODES, "MSR")])
        return shown(made)

    def go(self, shown_map, *keys):
        for key in keys:
            QTest.keyClick(shown_map, key)
        return shown_map.current().code

    def test_arrows_follow_geography(self, shown_map):
        keys = Qt.Key
        assert shown_map.current().code == "BHS"
        assert self.go(shown_map, keys.Key_Down) == "JAM"
        assert self.go(shown_map, keys.Key_Right, keys.Key_Right) == "DOM"
        assert self.go(shown_map, keys.Key_Right, keys.Key_Right, keys.Key_Right) == "ATG"
        assert self.go(shown_map, keys.Key_Left, keys.Key_Down, keys.Key_Down) == "LCA"

    def test_every_state_can_be_reached_with_arrows(self, shown_map):
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        seen, todo = set(), ["BHS"]
        while todo:
            code = todo.pop()
            if code in seen:
                continue
            seen.add(code)
            for arrow in arrows:
                shown_map._current = f"id-{code}"
                QTest.keyClick(shown_map, arrow)
                todo.append(shown_map.current().code)
        assert seen == set(CODES)

    def test_enter_and_click_open_a_state(self, shown_map, qtbot):
        with qtbot.waitSignal(shown_map.chosen) as opened:
            QTest.keyClick(shown_map, Qt.Key.Key_Return)
        assert opened.args == ["id-BHS"]
        box = tile_map.place_of(shown_map._room(), "SUR")
        with qtbot.waitSignal(shown_map.chosen) as opened:
            QTest.mouseClick(shown_map, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
        assert opened.args == ["id-SUR"]
        assert shown_map.accessibleDescription() == "State SUR: 2 Mar 2026"

    def test_the_open_sea_opens_nothing(self, shown_map, qtbot):
        with qtbot.assertNotEmitted(shown_map.chosen):
            QTest.mouseClick(shown_map, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))

    def test_what_has_no_place_is_left_out(self, shown_map):
        shown_map.show_tiles([tile("MSR")])
        assert shown_map.current() is None
