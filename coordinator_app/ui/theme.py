"""Light and dark: colour tokens, palette, style sheet, font; System, Light or Dark as chosen."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from string import Template
from typing import Final, Literal, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from coordinator_app import paths

ThemeChoice = Literal["system", "light", "dark"]
Tone = Literal["neutral", "info", "ok", "warning", "danger"]

#: Arguments that begin an application with our style. Setting it later loads what only those need
#: who draw with it, which costs as much time as drawing a small window.
STYLE: Final = ("-style", "Fusion")
# Of Qt.ColorScheme, as the property takes them: see widgets/kit.py for why not by name.
_LIGHT: Final = 1
_DARK: Final = 2
#: The spacing scale, in logical pixels.
SPACE_XS: Final = 4
SPACE_S: Final = 8
SPACE_M: Final = 12
SPACE_L: Final = 16
SPACE_XL: Final = 24

ROW_HEIGHT: Final = 26
CONTROL_HEIGHT: Final = 28
HEADER_HEIGHT: Final = 40
FONT_FAMILY: Final = "Inter"
FONT_PIXELS: Final = 13
SMALL_PIXELS: Final = 12
TITLE_PIXELS: Final = 18


class Theme(NamedTuple):
    """The colours of one look, as #RRGGBB; the fields are the keys of its file.

    Every pair of text and ground in use has a contrast of 4.5:1 or more.
    """

    name: str
    dark: bool
    window: str  # behind the cards
    surface: str  # cards, lists, inputs
    sunken: str  # tracks, table heads, read-only inputs
    raised: str  # pop-ups, menus, the bar at the bottom
    line: str  # hairlines
    line_strong: str  # borders of inputs and buttons
    hover: str
    pressed: str
    text: str
    muted: str
    disabled: str  # out of use: not held to the contrast rule
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_text: str
    accent_soft: str
    danger: str
    danger_soft: str
    on_danger: str
    warning: str
    warning_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    selection: str
    on_selection: str
    tooltip: str
    on_tooltip: str
    shadow: str

    def color(self, role: str) -> QColor:
        """Return the colour of a role ("accent", "danger_soft" ...)."""
        return QColor(getattr(self, role))

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Return (text colour, soft background) of a tone."""
        return self.color(tone), self.color(f"{tone}_soft")


@cache
def load_theme(name: Literal["light", "dark"]) -> Theme:
    """Read one of the two themes from resources/themes."""
    return Theme(**json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8")))


def contrast(first: str | QColor, second: str | QColor) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1 to 21)."""
    lights = sorted((_luminance(QColor(first)), _luminance(QColor(second))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def palette(theme: Theme) -> QPalette:
    """Build the palette item views and native parts are drawn with."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, token in (
        (roles.Window, theme.window),
        (roles.WindowText, theme.text),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.sunken),
        (roles.Text, theme.text),
        (roles.PlaceholderText, theme.muted),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.text),
        (roles.BrightText, theme.danger),
        (roles.Highlight, theme.selection),
        (roles.HighlightedText, theme.on_selection),
        (roles.Accent, theme.accent),
        (roles.Link, theme.accent_text),
        (roles.LinkVisited, theme.accent_text),
        (roles.ToolTipBase, theme.tooltip),
        (roles.ToolTipText, theme.on_tooltip),
        (roles.Light, theme.surface),
        (roles.Midlight, theme.hover),
        (roles.Mid, theme.line),
        (roles.Dark, theme.line_strong),
        (roles.Shadow, theme.shadow),
    ):
        made.setColor(role, QColor(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return made


def style_sheet(theme: Theme) -> str:
    """Fill the style sheet's ${tokens}; no rule of it may match an item view."""
    source = (_folder() / "app.qss").read_text(encoding="utf-8")
    values = {**theme._asdict(), "folder": _folder().as_posix()}
    return Template(source).substitute(values)


def base_font(*, pixels: int = FONT_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the program's font in a size and weight."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def apply(app: QApplication, choice: ThemeChoice = "system", *, styled: bool = False) -> Theme:
    """Give the whole program its style, font and palette.

    Args:
        app: The application.
        choice: What the person chose; "system" is light where the system does not say.
        styled: It was begun with STYLE.
    """
    _tell_system(app, choice)
    theme = load_theme(_resolve(app, choice))
    _load_fonts()
    if not styled:
        app.setStyle(QStyleFactory.create(STYLE[1]))
    app.setPalette(palette(theme))
    app.setFont(base_font())
    return theme


class Look(QObject):
    """The look in force: holds the theme, changes it, follows the system's.

    Signals:
        changed: The theme is another one; what paints itself paints again.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: ThemeChoice = "system", *, styled: bool = False
    ) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = choice
        self._theme = apply(app, choice, styled=styled)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose."""
        return self._choice

    def dress(self, window: QWidget) -> None:
        """Give a window the style sheet: what it holds, and what opens from it, has it too.

        A sheet of the whole application would style all parts of a page anew each time they are
        put into something larger, which is most of the time it takes to make one.
        """
        window.setStyleSheet(style_sheet(self._theme))

    def choose(self, choice: ThemeChoice) -> Theme:
        """Change the look of the whole program and tell everything that paints itself."""
        self._choice = choice
        _tell_system(self._app, choice)
        if load_theme(_resolve(self._app, choice)) != self._theme:
            dressed = [each for each in self._app.topLevelWidgets() if each.styleSheet()]
            for each in dressed:  # replacing what lies under a sheet polishes every widget twice
                each.setStyleSheet("")
            self._theme = apply(self._app, choice, styled=True)
            for each in dressed:
                self.dress(each)
            self.changed.emit()
        return self._theme

    @Slot()
    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self.choose("system")


def _tell_system(app: QApplication, choice: ThemeChoice) -> None:
    """Let the system draw its part (title bar, file dialogs) alike, where it can."""
    hints = app.styleHints()
    if choice == "system":
        hints.unsetColorScheme()
    else:
        hints.setProperty("colorScheme", _DARK if choice == "dark" else _LIGHT)


def _resolve(app: QApplication, choice: ThemeChoice) -> Literal["light", "dark"]:
    if choice != "system":
        return choice
    if app.font().family() != FONT_FAMILY:  # begun in the system's colours
        return "dark" if app.palette().window().color().lightness() < 128 else "light"
    return "dark" if app.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark else "light"


def _folder() -> Path:
    return paths.resources() / "themes"


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(color.redF()), linear(color.greenF()), linear(color.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _load_fonts() -> None:
    """Register the shipped fonts once; the system's own font stands in if that fails."""
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
