"""The beginning: a frame that looks as the window will is shown before the rest is even loaded."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStatusBar, QVBoxLayout, QWidget

from coordinator_app import paths
from coordinator_app.services import installation as installations
from coordinator_app.services.installation import Installation
from coordinator_app.texts import LANGUAGES, load
from coordinator_app.ui.icons import Icons
from coordinator_app.ui.navigation import NARROW_BELOW, Navigation, menu_button
from coordinator_app.ui.theme import STYLE, Look, ThemeChoice
from coordinator_app.ui.widgets.kit import Kit, styled, words

if TYPE_CHECKING:
    from coordinator_app.domain.clock import Clock
    from coordinator_app.ui.app import Program

_SIZE: Final = (1366, 688)
#: How soon the window's thread gets its turn while others compute. Each call from Qt into Python
#: may wait as long, and building a page makes thousands: at 0.8 ms that took two seconds.
SWITCH_SECONDS: Final = 0.0002
#: The rest is loaded after so many milliseconds, even if nothing asks for the frame to be drawn.
_AT_LATEST: Final = 200
#: When the modules of the pages are loaded, and after which pause the next: their first visit is
#: as quick as any.
_LATER: Final = 2_000
_NEXT: Final = 100


class Front(QWidget):
    """The frame that stands while a file is opened; the window takes its place.

    Args:
        kit: Look, icons and texts, which the window goes on using.
        title: Of the window.
        size: Of the window.

    Signals:
        painted: It was drawn for the first time.
    """

    painted = Signal()

    def __init__(self, kit: Kit, title: str, size: QSize) -> None:
        super().__init__()
        self.kit = kit
        self._drawn = False
        self.setWindowTitle(title)
        self.resize(size)
        self._navigation = Navigation(kit, menu_button(kit), narrow=size.width() < NARROW_BELOW)
        self._navigation.show_current("home")
        page = QWidget()
        styled(page, "page")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addWidget(page, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        foot = QStatusBar()
        foot.setSizeGripEnabled(False)
        foot.addWidget(words("", "muted"))  # as high as the one that says “Saved”
        column.addWidget(foot)

    def navigation(self) -> Navigation:
        """Return the navigation, for the window to take over."""
        return self._navigation

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when there is something to be seen."""
        super().paintEvent(event)
        if not self._drawn:
            self._drawn = True
            QTimer.singleShot(0, self.painted.emit)


def new_kit(
    app: QApplication, settings: Installation, lang: str = "", *, styled: bool = False
) -> Kit:
    """Give the program its look, and return what every widget is given.

    Args:
        app: The application.
        settings: Say what the person chose.
        lang: Language asked for on the command line, "" for the remembered one.
        styled: The application was begun with our style.
    """
    theme = settings.theme
    choice: ThemeChoice = theme if theme in ("light", "dark") else "system"  # type: ignore[assignment]  # checked in the same line
    look = Look(app, choice, styled=styled)
    icons = Icons(look, paths.resources() / "icons")
    return Kit(look, icons, load(lang or settings.lang or _system_language()))


def size_of(settings: Installation) -> QSize:
    """Return the size the window had when it was closed last."""
    size = str(settings.window.get("size", "")).split("x")
    return (
        QSize(*map(int, size)) if len(size) == 2 and all(map(str.isdigit, size)) else QSize(*_SIZE)
    )


def _system_language() -> str:
    spoken = QLocale.system().name()[:2]
    return spoken if spoken in LANGUAGES else "en"


class _Beginning(QObject):
    """Loads the program once its frame is to be seen."""

    def __init__(
        self,
        app: QApplication,
        front: Front | None,
        path: Path | None,
        clock: Clock | None,
        lang: str,
    ) -> None:
        super().__init__(app)
        self._app, self._front = app, front
        self._path, self._clock, self._lang = path, clock, lang
        self.program: Program | None = None
        self._more: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load_one)

    @Slot()
    def begin(self) -> None:
        """Load the program and let it open the file; once."""
        if self.program is not None:
            return
        from coordinator_app.domain.clock import Clock  # noqa: PLC0415  the frame comes first
        from coordinator_app.ui.app import Program  # noqa: PLC0415  the frame comes first

        places = paths.places()
        clock = self._clock or Clock(installations.load(places.settings).replica)
        self.program = Program(self._app, places, clock, self._lang, self._front)
        self._front = None
        self.program.start(self._path)
        QTimer.singleShot(_LATER, self, self._load_more)

    @Slot()
    def _load_more(self) -> None:
        from coordinator_app.ui import pages  # noqa: PLC0415  the frame comes first

        self._more = iter(pages.PAGES)
        self._timer.start(_NEXT)

    @Slot()
    def _load_one(self) -> None:
        from coordinator_app.ui import pages  # noqa: PLC0415  the frame comes first

        if (name := next(self._more, None)) is not None:
            pages.load(name)
        else:
            self._timer.stop()


def main(
    path: Path | None = None,
    *,
    lang: str = "",
    clock: Clock | None = None,
    arguments: Sequence[str] = (),
) -> int:
    """Show the window and stay until it is closed; returns the exit code.

    Args:
        path: File to open; the last one if none is named.
        lang: Language, "" for the remembered one.
        clock: The day that counts as today.
        arguments: For Qt.
    """
    gc.disable()  # nothing of what is loaded now is garbage; the program takes it over later
    sys.setswitchinterval(SWITCH_SECONDS)
    begun = QApplication.instance()
    app = begun or QApplication([sys.argv[0], *STYLE, *arguments])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is running")
    app.setApplicationName("coordinator")
    app.setApplicationDisplayName("")
    settings = installations.load(paths.places().settings)
    path = path or settings.latest()
    front = None
    if path is not None:
        kit = new_kit(app, settings, lang, styled=begun is None)
        title = f"{path.stem} · {kit.texts('1540 Coordinator Workbook')}"
        front = Front(kit, title, size_of(settings))
        kit.look.dress(front)
    beginning = _Beginning(app, front, path, clock, lang)
    if front is not None:
        front.painted.connect(beginning.begin)
        front.show()
    QTimer.singleShot(_AT_LATEST if front is not None else 0, beginning.begin)
    code = app.exec()
    if beginning.program is not None:
        beginning.program.close_file()
    return code
