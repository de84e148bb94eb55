import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QToolButton

from coordinator_app import paths
from coordinator_app.ui.icons import MEANINGS
from coordinator_app.ui.widgets import Kit, tool_button


def inks(icon: QIcon) -> set[str]:
    """Return the opaque colours of an icon."""
    image = icon.pixmap(16, 16).toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    colors = [image.pixelColor(x, y) for x, y in points]
    return {color.name().upper() for color in colors if color.alpha() > 250}


@pytest.mark.parametrize("name", sorted(MEANINGS))
def test_every_meaning_has_a_file_and_a_colour_and_draws(kit: Kit, name):
    file, role = MEANINGS[name]
    assert (paths.resources() / "icons" / f"{file}.svg").is_file()
    assert QColor(getattr(kit.theme, role)).isValid()
    image = kit.icons.pixmap(name).toImage()
    assert any(
        image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
    )


def test_an_unknown_meaning_gets_a_dot(kit: Kit):
    assert not kit.icons.icon("no such thing").isNull()


def test_icons_are_kept(kit: Kit):
    assert kit.icons.pixmap("visit").cacheKey() == kit.icons.pixmap("visit").cacheKey()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_icons_are_drawn_at_the_pixels_of_the_screen(kit: Kit, ratio):
    pixmap = kit.icons.pixmap("visit", size=16, ratio=ratio)
    assert pixmap.width() == round(16 * ratio)
    assert pixmap.devicePixelRatio() == ratio


def test_a_shown_icon_takes_the_colours_of_a_new_look(kit: Kit, qtbot):
    made = tool_button(kit, "danger", "Problem")
    qtbot.addWidget(made)
    before = inks(made.icon())
    assert kit.theme.danger in before
    kit.look.choose("dark")
    after = inks(made.icon())
    assert kit.theme.danger in after
    assert before != after


def test_a_button_deleted_by_qt_does_no_harm(kit: Kit, qtbot):
    import shiboken6

    made = QToolButton()
    kit.icons.show_on(made, "visit")
    shiboken6.delete(made)
    kit.look.choose("dark")
    assert kit.theme.dark


def test_a_gap_widens_the_icon(kit: Kit):
    assert kit.icons.icon("visit", gap=8).availableSizes()[0].width() == 24
