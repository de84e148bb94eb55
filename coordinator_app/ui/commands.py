"""What the window's own actions do: files, look, searching everything, notes, sending."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from coordinator_app import __version__
from coordinator_app.ui.context import Context, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from coordinator_app.ui.main_window import MainWindow

_EXTENSION = ".c1540"
#: Record types an entry of which is begun from anywhere.
_BEGUN = (
    "visit",
    "training",
    "event",
    "follow_up",
    "contact",
    "institution",
    "assistance_request",
    "assistance_offer",
)


class Commands(QObject):
    """Binds the actions of the window.

    Args:
        context: Collaborators.
        window: The window.
    """

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        bind = context.actions.bind
        for name, slot in (
            ("file.new", self._on_new_file),
            ("file.open", self._on_open_file),
            ("file.sample", self._on_sample),
            ("file.backup", self._on_backup),
            ("file.restore", self._on_restore),
            ("file.check", self._on_check),
            ("file.close", self._on_close_file),
            ("file.quit", window.close),
            ("edit.bin", self._on_bin),
            ("new.note", self._on_note),
            ("go.search", self._on_search),
            ("exchange.send", self._on_send),
            ("exchange.several", self._on_send_several),
            ("exchange.receive", self._on_receive),
            ("exchange.folder", self._on_receive_folder),
            ("exchange.bring", self._on_bring),
            ("view.light", self._on_light),
            ("view.dark", self._on_dark),
            ("view.system", self._on_system),
            ("view.language", self._on_language),
            ("view.refresh", self._on_refresh),
            ("help.keys", context.actions.show_keys),
            ("help.log", self._on_log),
            ("help.about", self._on_about),
        ):
            bind(name, slot)
        for type_key in _BEGUN:
            bind(f"new.{type_key}", _New(self, type_key))

    def new(self, type_key: str, **preset: Any) -> None:
        """Ask the little that a new entry needs, and go to it.

        Args:
            type_key: Record type.
            preset: Values it starts with.
        """
        self._dialog("new_entry", "NewEntryDialog", type_key, preset).open()

    def note(self, **preset: Any) -> None:
        """Open the four-line note."""
        self._dialog("note", "NoteDialog", preset).open()

    def send(self, state: str = "", request: str = "") -> None:
        """Open the three steps of sending a file."""
        self._dialog("send", "SendDialog", state, request).open()

    def _dialog(self, module: str, cls: str, *arguments: Any) -> QDialog:
        """Return a dialog; its module is imported when first asked for."""
        found = getattr(import_module(f"coordinator_app.ui.dialogs.{module}"), cls)
        made: QDialog = found(self._context, self._window, *arguments)
        return made

    @Slot()
    def _on_new_file(self) -> None:
        folder = self._context.program.places.workbooks
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self._context.texts("New file"),
            str(folder / f"1540{_EXTENSION}"),
            self._file_filter(),
        )
        if chosen:
            self._context.program.create(Path(chosen), "new")

    @Slot()
    def _on_open_file(self) -> None:
        folder = self._context.file.path.parent
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self._context.texts("Open a file"), str(folder), self._file_filter()
        )
        if chosen:
            self._context.program.open(Path(chosen))

    @Slot()
    def _on_sample(self) -> None:
        self._context.program.open_sample()

    @Slot()
    def _on_backup(self) -> None:
        self._window.go(Route("settings", "", {"section": "backups", "do": "backup"}))

    @Slot()
    def _on_restore(self) -> None:
        self._window.go(Route("settings", "", {"section": "backups"}))

    @Slot()
    def _on_check(self) -> None:
        self._window.go(Route("settings", "", {"section": "check", "do": "check"}))

    @Slot()
    def _on_close_file(self) -> None:
        self._window.page.leave()
        self._context.program.close_to_doors()

    @Slot()
    def _on_bin(self) -> None:
        self._dialog("recycle_bin", "RecycleBinDialog").open()

    @Slot()
    def _on_note(self) -> None:
        self.note()

    @Slot()
    def _on_search(self) -> None:
        self._dialog("search", "SearchDialog").open()

    @Slot()
    def _on_send(self) -> None:
        self.send()

    @Slot()
    def _on_send_several(self) -> None:
        self._window.go(Route("exchange", "", {"send": "several"}))

    @Slot()
    def _on_receive_folder(self) -> None:
        self._window.go(Route("exchange", "", {"receive": "folder"}))

    @Slot()
    def _on_receive(self) -> None:
        self._window.go(Route("exchange", "", {"receive": True}))

    @Slot()
    def _on_bring(self) -> None:
        self._window.go(Route("bring_list", "", {"type": ""}))

    @Slot()
    def _on_light(self) -> None:
        self._context.program.choose_theme("light")

    @Slot()
    def _on_dark(self) -> None:
        self._context.program.choose_theme("dark")

    @Slot()
    def _on_system(self) -> None:
        self._context.program.choose_theme("system")

    @Slot()
    def _on_language(self) -> None:
        program = self._context.program
        program.choose_language("en" if program.lang == "es" else "es")

    @Slot()
    def _on_refresh(self) -> None:
        self._window.page.open(self._window.route())

    @Slot()
    def _on_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.program.places.logs)))

    @Slot()
    def _on_about(self) -> None:
        texts = self._context.texts
        QMessageBox.about(
            self._window,
            texts("About"),
            texts("1540 Coordinator Workbook {version}", version=__version__)
            + "\n\n"
            + texts("Works without a network. Your data stay in your file.")
            + "\n"
            + texts("MIT licence; uses Qt under the LGPL."),
        )

    def _file_filter(self) -> str:
        return f"{self._context.texts('Coordinator files')} (*{_EXTENSION})"


class _New:
    """Begins an entry of one type."""

    def __init__(self, commands: Commands, type_key: str) -> None:
        self._commands, self._type = commands, type_key

    def __call__(self) -> None:
        self._commands.new(self._type)
