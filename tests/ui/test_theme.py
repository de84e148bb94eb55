import re

import pytest
from PySide6 import QtWidgets
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QLabel, QListView, QTableView, QTreeView, QWidget

from coordinator_app.ui.theme import (
    TITLE_PIXELS,
    Look,
    apply,
    contrast,
    load_theme,
    palette,
    style_sheet,
)

THEMES = ("light", "dark")
PAIRS = (
    *(("text", ground) for ground in ("window", "surface", "sunken", "raised", "hover", "pressed")),
    *(("muted", ground) for ground in ("window", "surface", "sunken", "raised", "hover")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("accent_text", "accent_soft"),
    ("accent_text", "window"),
    ("accent_text", "surface"),
    ("accent_text", "raised"),
    ("danger", "danger_soft"),
    ("danger", "surface"),
    ("danger", "window"),
    ("warning", "warning_soft"),
    ("warning", "surface"),
    ("ok", "ok_soft"),
    ("ok", "surface"),
    ("info", "info_soft"),
    ("info", "surface"),
    ("neutral", "neutral_soft"),
    ("on_danger", "danger"),
    ("on_selection", "selection"),
    ("on_tooltip", "tooltip"),
)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_pair_of_text_and_ground_can_be_read(name, text, ground):
    theme = load_theme(name)
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_the_focus_ring_stands_out(name, ground):
    theme = load_theme(name)
    assert contrast(theme.accent, getattr(theme, ground)) >= 3


def test_contrast_knows_its_ends():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@pytest.mark.parametrize("name", THEMES)
def test_palette_pairs_can_be_read(name):
    made = palette(load_theme(name))
    for text, ground in (
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    ):
        assert contrast(made.color(text), made.color(ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_filled_and_names_only_tokens(name):
    sheet = style_sheet(load_theme(name))
    assert "${" not in sheet
    for color in re.findall(r"#[0-9A-Fa-f]{6}\b", sheet):
        assert color in {*load_theme(name)}


def selectors() -> list[str]:
    sheet = re.sub(r"/\*.*?\*/", "", style_sheet(load_theme("light")), flags=re.DOTALL)
    heads = re.findall(r"([^{}]+)\{[^}]*\}", sheet)
    return [part.strip() for head in heads for part in head.split(",")]


@pytest.mark.parametrize("view", [QTableView, QListView, QTreeView])
def test_no_rule_matches_an_item_view(view):
    bases = {base.__name__ for base in view.__mro__ if issubclass(base, QWidget)}
    for selector in selectors():
        target = selector.split()[-1]
        kind = re.match(r"[A-Za-z]*", target)[0]
        # A rule for a property or an object name applies only to what was given it; views are not.
        limited = "[kind=" in target or "#" in target
        assert kind, f"{selector} matches every widget"
        assert limited or kind not in bases, f"{selector} matches {view.__name__}"


def test_every_rule_is_for_a_class_of_qt():
    for selector in selectors():
        for part in selector.split():
            assert hasattr(QtWidgets, re.match(r"[A-Za-z]*", part)[0]), selector


def test_choosing_dark_changes_palette_and_tells(look: Look, qapp, qtbot):
    with qtbot.waitSignal(look.changed, timeout=1000):
        look.choose("dark")
    assert look.theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == look.theme.surface


def test_a_dressed_window_changes_with_the_look_and_so_does_what_opens_from_it(qapp):
    look = Look(qapp, "light")
    window = QWidget()
    look.dress(window)
    words = QLabel("Title", QDialog(window))
    words.setProperty("kind", "title")
    for name in ("light", "dark", "light"):
        look.choose(name)
        words.ensurePolished()
        assert words.font().pixelSize() == TITLE_PIXELS
        assert words.palette().color(words.foregroundRole()) == look.theme.color("text")
    look.deleteLater()


def test_choosing_the_same_tells_nobody(look: Look, qtbot):
    with qtbot.assertNotEmitted(look.changed):
        look.choose("light")


def test_unknown_system_scheme_is_light(qapp):
    assert apply(qapp, "system").name in THEMES
    assert apply(qapp, "light") == load_theme("light")


def test_the_shipped_font_is_in_use(look: Look, qapp):
    from PySide6.QtGui import QFontDatabase, QFontInfo

    assert "Inter" in QFontDatabase.families()
    assert QFontInfo(qapp.font()).family() == "Inter"
    assert qapp.font().pixelSize() == 13


@pytest.mark.parametrize("name", THEMES)
def test_pictures_of_the_style_sheet_exist(name):
    from pathlib import Path

    for path in re.findall(r'url\("([^"]+)"\)', style_sheet(load_theme(name))):
        assert Path(path).is_file()
