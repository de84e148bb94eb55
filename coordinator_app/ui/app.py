"""The program with a window: opens files, holds their threads, changes look and language."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app import logs, paths
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import installation as installations
from coordinator_app.services.installation import Installation
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, load
from coordinator_app.ui.changes import Changes
from coordinator_app.ui.collecting import Collector
from coordinator_app.ui.context import OpenFile, Route
from coordinator_app.ui.errors import Errors
from coordinator_app.ui.front import Front, new_kit, size_of
from coordinator_app.ui.main_window import MainWindow
from coordinator_app.ui.pages.first_start import FirstStart
from coordinator_app.ui.tasks import Tasks
from coordinator_app.ui.theme import ThemeChoice
from coordinator_app.ui.widgets.kit import Kit

_logger = logging.getLogger(__name__)
_EXTENSION = ".c1540"


def _maker(kind: str) -> Callable[[Path, Clock, str], Session]:
    """Return what makes a kind of file; loaded only when one is made."""
    from coordinator_app.services import samples  # noqa: PLC0415  spares time at every start

    # "lists" is a new file that begins where lists are brought in.
    makers = {"sample": samples.new_sample, "demo": samples.new_demo}
    return makers.get(kind, samples.new)


class Program(QObject):
    """The running program.

    Args:
        app: The application.
        places: Where its files lie.
        clock: The day that counts as today.
        lang: Language asked for on the command line, "" for the remembered one.
        front: What stands while the first file is opened; its look is taken over.
    """

    def __init__(
        self,
        app: QApplication,
        places: paths.Places,
        clock: Clock,
        lang: str = "",
        front: Front | None = None,
    ) -> None:
        super().__init__(app)
        self._app, self._places, self._clock = app, places, clock
        self._tasks: Tasks[Reading, Session] | None = None
        self._collector = Collector(self, self._busy)
        self._installation = installations.load(places.settings)
        self._kit = front.kit if front is not None else new_kit(app, self._installation, lang)
        self._look, self._icons = self._kit.look, self._kit.icons
        self._lang = self._kit.texts.lang
        self._translator: QTranslator | None = None
        self._log = logs.start(places.logs)
        self.window: QWidget | None = front
        self._changes = Changes(self)
        self._file: OpenFile | None = None
        self._leaving = False
        self._install_translator()

    # What the window asks (main_window.Program) ------------------------------------------------

    def remembered(self) -> Installation:
        """Return the settings of this installation."""
        return self._installation

    def remember(self, key: str, value: str) -> None:
        """Remember something about the window."""
        self.change(window={**self._installation.window, key: value})

    def change(self, **settings: object) -> None:
        """Change settings of this installation and keep them."""
        self._installation = replace(self._installation, **settings)  # type: ignore[arg-type]  # names are checked by replace
        installations.save(self._places.settings, self._installation)

    def leave(self) -> None:
        """Close the file and the window safely."""
        if self._leaving:
            return
        self._leaving = True
        self._collector.stop()
        self.close_file()
        self._app.quit()

    # Opening and closing ------------------------------------------------------------------------

    def start(self, path: Path | None) -> None:
        """Show the file, the last one, or the first page with its doors."""
        chosen = path or self._installation.latest()
        if chosen is None:
            self.show_doors()
        else:
            self.open(chosen)

    def open(self, path: Path, route: Route | None = None) -> None:
        """Open a file in the window; what is wrong with it is said on the page with the doors."""
        self._open(path, None, route)

    def create(self, path: Path, kind: str) -> None:
        """Create a file ("new", "lists", "sample" or "demo") and open it."""
        if path.suffix.lower() != _EXTENSION:
            path = path.with_name(path.name + _EXTENSION)
        route = Route("bring_list") if kind == "lists" else None
        self._open(path, _maker(kind), route)

    def open_sample(self, kind: str = "sample") -> None:
        """Open the sample (or the demo), made anew if it is not there."""
        path = self._places.data / f"{kind}.c1540"
        if path.is_file():
            self.open(path)
        else:
            self.create(path, kind)

    def move(self, folder: Path) -> None:
        """Move the open file into another folder, and go on there."""
        if self._file is None:
            return
        path = self._file.path
        target = folder / path.name
        if target.exists():
            raise UserError(
                N_("There is a file of that name already."),
                where=str(target),
                do=N_("Choose another folder."),
            )
        self.close_file()
        try:
            shutil.move(path, target)
        except OSError as error:
            _logger.warning("A file could not be moved: %s", error)
            target = path
        self.open(target)

    def close_to_doors(self) -> None:
        """Close the file and show the first page."""
        self.close_file()
        self.show_doors()

    def close_file(self) -> None:
        """Commit what is typed, finish writing and close the open file."""
        if isinstance(self.window, MainWindow) and self._file is not None:
            self.window.page.leave()
        if self._tasks is not None:
            self._tasks.close()
            self._tasks = None
        self._file = None

    def show_doors(self, error: UserError | None = None) -> None:
        """Show the first page: new file, open, sample, bring lists."""
        doors = FirstStart(self, self._kit, self._places, error)
        self._show(doors)

    # Look and language ----------------------------------------------------------------------------

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Change the look at once."""
        self.change(theme=choice)
        self._look.choose(choice)

    def choose_language(self, lang: str) -> None:
        """Change the language at once: the window is laid out anew where it was."""
        if lang == self._lang:
            return
        if isinstance(self.window, MainWindow):
            self.window.page.leave()
        self._lang = lang
        self.change(lang=lang)
        self._install_translator()
        self._kit = Kit(self._look, self._icons, load(lang))
        if self._tasks is None or self._file is None:
            self.show_doors()
        else:
            route = self.window.route() if isinstance(self.window, MainWindow) else None
            self._show_window(self._file, route)

    @property
    def lang(self) -> str:
        """The language of the window."""
        return self._lang

    @property
    def places(self) -> paths.Places:
        """Where the program's files lie."""
        return self._places

    @property
    def actor(self) -> str:
        """The name written on every operation."""
        return self._installation.actor or self.default_actor

    @property
    def default_actor(self) -> str:
        """The name used until the person gives theirs."""
        return load(self._lang)(N_("Coordinator"))

    # Inside -----------------------------------------------------------------------------------------

    def _open(
        self, path: Path, make: Callable[[Path, Clock, str], Session] | None, route: Route | None
    ) -> None:
        self.close_file()
        self._changes = Changes(self)
        writer = _Writing(path, self._clock, self.actor, self._changes, make)
        errors = Errors(self.window or QWidget(), self._kit, _log_file(self._log), self.leave)
        tasks: Tasks[Reading, Session] = Tasks(
            _Reader(path, self._clock),
            writer,
            explain=errors.explain,
            bug=errors.bug,
            interrupt=_interrupt,
            parent=self,
        )
        self._tasks = tasks
        self._route = route
        tasks.write(_describe, self._on_opened, self._on_refused)

    def _on_opened(self, file: OpenFile) -> None:
        file = replace(file, mirrored_by=paths.mirrored_by(file.path) or "")
        self._file = file
        self.change(recent=self._installation.opened(file.path).recent)
        self._show_window(file, self._route)

    def _on_refused(self, error: UserError) -> None:
        self.close_file()
        self.show_doors(error)

    def _show_window(self, file: OpenFile, route: Route | None) -> None:
        if self._tasks is None:
            return
        navigation = self.window.navigation() if isinstance(self.window, Front) else None
        window = MainWindow(
            self, self._kit, self._tasks, self._changes, self._clock, file, route, navigation
        )
        errors = Errors(window, self._kit, _log_file(self._log), self.leave)
        errors.install()
        self._tasks.set_roads(errors.explain, errors.bug)
        self._show(window)

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
            if before.isMaximized():
                window.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            window.resize(size_of(self._installation))
        self._look.dress(window)
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()
            self._collector.look_at_all()

    def _busy(self) -> bool:
        return self._tasks is not None and not self._tasks.idle

    def _install_translator(self) -> None:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self._lang}", folder):
            self._app.installTranslator(self._translator)
        QLocale.setDefault(QLocale(self._lang))


class _Reader:
    """Opens the reading side in the reader's thread."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock

    def __call__(self) -> Reading:
        return Reading.open(self._path, self._clock)


class _Writing:
    """Opens (or first makes) the file in the writer's thread."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        actor: str,
        changes: Changes,
        make: Callable[[Path, Clock, str], Session] | None,
    ) -> None:
        self._path, self._clock, self._actor = path, clock, actor
        self._changes, self._make = changes, make

    def __call__(self) -> Session:
        if self._make is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            session = self._make(self._path, self._clock, self._actor)
        else:
            session = Session.open_for(self._path, self._clock, self._actor)
        session.observe(self._changes.announce)
        return session


def _describe(session: Session) -> OpenFile:
    return OpenFile(
        session.path, session.kind, session.read_only, session.book.held_by, "", session.actor
    )


def _interrupt(reading: Reading) -> None:
    reading.interrupt()


def _log_file(log: logs.LogFile) -> Path:
    return log.path or Path()
