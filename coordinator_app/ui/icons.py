"""Icons by meaning, not by file: drawn sharp for the screen and in the theme's colours."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Slot
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coordinator_app.ui.theme import Look

#: Meaning -> (lucide file, colour role of the theme). Record types are here by their key.
MEANINGS: Final[dict[str, tuple[str, str]]] = {
    # pages
    "home": ("home", "muted"),
    "follow_ups": ("list-checks", "muted"),
    "calendar": ("calendar-days", "muted"),
    "states": ("globe", "muted"),
    "activities": ("briefcase", "muted"),
    "assistance": ("life-buoy", "muted"),
    "contacts": ("users", "muted"),
    "exchange": ("inbox", "muted"),
    "reports": ("file-text", "muted"),
    "history": ("history", "muted"),
    "settings": ("settings", "muted"),
    # record types
    "country": ("globe", "muted"),
    "state": ("globe", "muted"),
    "country_group": ("group", "muted"),
    "country_profile": ("flag", "muted"),
    "institution": ("landmark", "muted"),
    "contact": ("user", "muted"),
    "contact_role": ("briefcase", "muted"),
    "visit": ("map-pin", "muted"),
    "visit_meeting": ("handshake", "muted"),
    "visit_delegate": ("user", "muted"),
    "visit_site": ("building", "muted"),
    "interaction": ("message-square", "muted"),
    "source": ("link", "muted"),
    "theme": ("tag", "muted"),
    "office_member": ("user", "muted"),
    "training": ("graduation-cap", "muted"),
    "training_session": ("clock", "muted"),
    "participant": ("users", "muted"),
    "event": ("presentation", "muted"),
    "delegation": ("users", "muted"),
    "agenda_item": ("list-checks", "muted"),
    "outcome": ("flag", "muted"),
    "activity_partner": ("handshake", "muted"),
    "follow_up": ("list-checks", "muted"),
    "follow_up_update": ("message-square", "muted"),
    "assistance_request": ("life-buoy", "muted"),
    "assistance_item": ("list-checks", "muted"),
    "assistance_offer": ("hand-helping", "muted"),
    "dispatch": ("send", "muted"),
    "attachment": ("paperclip", "muted"),
    "note": ("sticky-note", "muted"),
    "reminder": ("bell", "muted"),
    # doing
    "add": ("plus", "text"),
    "edit": ("pencil", "muted"),
    "delete": ("trash-2", "muted"),
    "restore": ("archive-restore", "muted"),
    "undo": ("undo-2", "text"),
    "redo": ("redo-2", "text"),
    "save": ("save", "muted"),
    "send": ("send", "text"),
    "receive": ("download", "text"),
    "export": ("upload", "muted"),
    "table": ("table", "muted"),
    "excel": ("file-spreadsheet", "muted"),
    "file_new": ("file-plus", "muted"),
    "file_open": ("folder-open", "muted"),
    "open": ("arrow-right", "muted"),
    "external": ("external-link", "muted"),
    "copy": ("copy", "muted"),
    "paste": ("clipboard-paste", "muted"),
    "print": ("printer", "muted"),
    "attach": ("paperclip", "muted"),
    "link": ("link", "muted"),
    "unlink": ("unlink", "muted"),
    "merge": ("merge", "muted"),
    "replace": ("user-plus", "muted"),
    "refresh": ("refresh-cw", "muted"),
    "search": ("search", "muted"),
    "filter": ("filter", "muted"),
    "columns": ("columns-3", "muted"),
    "group": ("layers", "muted"),
    "board": ("square-kanban", "muted"),
    "list": ("list-checks", "muted"),
    "map": ("map", "muted"),
    "pane": ("panel-right", "muted"),
    "menu": ("menu", "muted"),
    "more": ("ellipsis", "muted"),
    "close": ("x", "muted"),
    "clear": ("x", "muted"),
    "back": ("arrow-left", "muted"),
    "forward": ("arrow-right", "muted"),
    "previous": ("chevron-left", "muted"),
    "next": ("chevron-right", "muted"),
    "expand": ("chevron-down", "muted"),
    "collapse": ("chevron-up", "muted"),
    "phone": ("phone", "muted"),
    "mail": ("mail", "muted"),
    "language": ("languages", "muted"),
    "theme_light": ("sun", "muted"),
    "theme_dark": ("moon", "muted"),
    "theme_system": ("monitor", "muted"),
    "database": ("database", "muted"),
    "help": ("circle-help", "muted"),
    "lock": ("lock", "muted"),
    "private": ("eye-off", "warning"),
    "sensitivity": ("shield", "warning"),
    # saying
    "ok": ("circle-check", "ok"),
    "verified": ("check-check", "ok"),
    "tick": ("check", "ok"),
    "info": ("info", "info"),
    "warning": ("triangle-alert", "warning"),
    "danger": ("circle-alert", "danger"),
    "refused": ("circle-x", "danger"),
    "waiting": ("hourglass", "warning"),
    "late": ("calendar-clock", "danger"),
    "star": ("star", "warning"),
}

_UNKNOWN: Final = ("circle-dot", "muted")


class HasIcon(Protocol):
    """A button, an action: anything that shows an icon."""

    def setIcon(self, icon: QIcon) -> None:
        """Show the icon."""


class Icons(QObject):
    """Draws icons for a look, keeps them, and draws them again when the look changes.

    Args:
        look: Whose theme gives the colours.
        folder: Where the SVG files are.
    """

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__(look)
        self._look = look
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float, int], QPixmap] = {}
        self._icons: dict[tuple[str, str, str, int, int], QIcon] = {}
        self._shown: weakref.WeakKeyDictionary[HasIcon, tuple[str, str, str, int, int]] = (
            weakref.WeakKeyDictionary()
        )
        look.changed.connect(self._on_look_changed)

    def icon(
        self, name: str, *, role: str = "", checked: str = "", size: int = 16, gap: int = 0
    ) -> QIcon:
        """Return the icon of a meaning in today's colours.

        Args:
            name: A key of MEANINGS; an unknown one gets a plain dot.
            role: Colour role of the theme; "" means the meaning's own.
            checked: Colour role while the button is checked; "" means the same.
            size: Height and width in logical pixels.
            gap: Room to its right, for buttons whose style sets the text too close.
        """
        key = (name, role, checked, size, gap)
        found = self._icons.get(key)
        if found is None:
            found = self._icons[key] = self._build(*key)
        return found

    def pixmap(self, name: str, *, role: str = "", size: int = 16, ratio: float = 0) -> QPixmap:
        """Return one picture, sharp at a device pixel ratio (0: the sharpest screen's)."""
        return self._picture(name, role, size, ratio or _ratio(), 0)

    def _picture(self, name: str, role: str, size: int, ratio: float, gap: int) -> QPixmap:
        """Return a picture, with transparent room of a gap at its right."""
        file, own_role = MEANINGS.get(name, _UNKNOWN)
        key = (file, str(getattr(self._look.theme, role or own_role)), size, ratio, gap)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._render(*key)
        return found

    def show_on(
        self,
        target: HasIcon,
        name: str,
        *,
        role: str = "",
        checked: str = "",
        size: int = 16,
        gap: int = 0,
    ) -> None:
        """Set the icon of a button or action now and after every change of look."""
        self._shown[target] = (name, role, checked, size, gap)
        target.setIcon(self._icon(name, role, checked, size, gap))

    def _icon(self, name: str, role: str, checked: str, size: int, gap: int) -> QIcon:
        return self.icon(name, role=role, checked=checked, size=size, gap=gap)

    def _build(self, name: str, role: str, checked: str, size: int, gap: int) -> QIcon:
        icon = QIcon()
        modes = QIcon.Mode
        for ratio in sorted({1.0, _ratio()}):
            plain = self._picture(name, role, size, ratio, gap)
            faded = self._picture(name, "disabled", size, ratio, gap)
            icon.addPixmap(plain, modes.Normal, QIcon.State.Off)
            icon.addPixmap(plain, modes.Active, QIcon.State.Off)
            icon.addPixmap(plain, modes.Selected, QIcon.State.Off)
            icon.addPixmap(faded, modes.Disabled, QIcon.State.Off)
            if checked:
                on = self._picture(name, checked, size, ratio, gap)
                icon.addPixmap(on, modes.Normal, QIcon.State.On)
                icon.addPixmap(on, modes.Active, QIcon.State.On)
        return icon

    def _render(self, file: str, color: str, size: int, ratio: float, gap: int) -> QPixmap:
        source = self._sources.get(file)
        if source is None:
            source = (self._folder / f"{file}.svg").read_text(encoding="utf-8")
            self._sources[file] = source
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
        side = round(size * ratio)
        pixmap = QPixmap(side + round(gap * ratio), side)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    @Slot()
    def _on_look_changed(self) -> None:
        self._icons.clear()
        self._pixmaps.clear()
        for target, shown in list(self._shown.items()):
            try:
                target.setIcon(self._icon(*shown))
            except RuntimeError:  # Qt deleted it before Python did
                del self._shown[target]


def _ratio() -> float:
    """Return the device pixel ratio of the sharpest screen."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
