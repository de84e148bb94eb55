"""The files of an entry, attached by choosing or dropping them, and the sources of its facts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, filing, viewing
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.pages.entry_forms import Scrolled
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import CONTROL_HEIGHT, SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import button, line, tool_button, words

_FOLDER: Final = "attach/folder"


class FilesTab(Tab):
    """Files at the left, sources at the right.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._entry = context, ""
        self._generation = Generation()
        texts = context.texts
        self.setAcceptDrops(not context.file.read_only)
        self.sources = ChildGrid(
            context, "source_link", ("source", "quote", "certainty"),
            prompt=texts("Type the title of a source"),
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addLayout(self._files_side(), 1)
        row.addLayout(_under(texts("Sources"), self.sources), 1)

    def show_entry(self, view: viewing.View) -> None:
        """Show the files and sources of an entry."""
        self._entry = view.record.id
        self.sources.show_parent(self._entry)
        self._context.tasks.read(
            partial(_files, self._entry, self._context.texts),
            self._on_files,
            generation=self._generation.new(),
        )

    def commit(self) -> None:
        """Take what is being typed."""
        self.sources.commit()

    def begin(self) -> None:
        """Go to the button that attaches."""
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def attach(self) -> None:
        """Ask which files to attach."""
        texts = self._context.texts
        folder = self._context.shell.recall(_FOLDER)
        chosen, _ = QFileDialog.getOpenFileNames(self, texts("Attach files"), folder)
        if chosen:
            self._context.shell.remember(_FOLDER, str(Path(chosen[0]).parent))
            self.attach_files([Path(each) for each in chosen])

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Attach files."""
        self._context.tasks.write(partial(_attach, self._entry, tuple(paths)), self._on_attached)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that are dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.attach_files([path for path in paths if path.is_file()])
        event.acceptProposedAction()

    # Inside ----------------------------------------------------------------------------------

    def _files_side(self) -> QVBoxLayout:
        texts, kit = self._context.texts, self._context.kit
        self._add = button(kit, texts("Attach a file…"), icon="attach", clicked=self.attach)
        self._add.setEnabled(not self._context.file.read_only)
        scrolled = Scrolled()
        self._list = QVBoxLayout(scrolled.inner)
        self._list.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        self._list.setSpacing(SPACE_XS)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(kit, "attachment", texts("No files yet. Choose one, or drop it here."))
        )
        self._stack.addWidget(scrolled)
        card = Card(flush=True)
        card.add(self._stack, 1)
        return _under(texts("Attached files"), card, self._add)

    @Slot(object)
    def _on_files(self, found: Sequence[filing.Attached]) -> None:
        while self._list.count():
            taken = self._list.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, each in enumerate(found):
            if place:
                self._list.addWidget(line())
            self._list.addWidget(self._file_row(each))
        self._list.addStretch(1)
        self._stack.setCurrentIndex(1 if found else 0)

    def _file_row(self, each: filing.Attached) -> QWidget:
        texts, kit = self._context.texts, self._context.kit
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        name = button(kit, each.name.replace("&", "&&"), "link", icon="attachment")
        name.setToolTip(each.warning or texts("Open"))
        name.clicked.connect(partial(self._on_open, each))
        row.addWidget(name)
        row.addWidget(words(each.title, "muted"), 1)
        row.addWidget(words(each.size, "hint"))
        save = tool_button(kit, "save", texts("Save {name} as…", name=each.name))
        save.clicked.connect(partial(self._on_save, each))
        row.addWidget(save)
        away = tool_button(kit, "delete", texts("Remove {title}", title=each.name))
        away.setEnabled(not self._context.file.read_only)
        away.clicked.connect(partial(self._on_remove, each))
        row.addWidget(away)
        return made

    def _on_open(self, each: filing.Attached) -> None:
        if each.warning:  # never run by a click: the person saves it, and knows why
            self._context.shell.say(
                each.warning, self._context.texts("Save as…"), partial(self._on_save, each)
            )
            return
        self._context.tasks.read(partial(_copy, each.id), self._on_copied)

    def _on_save(self, each: filing.Attached) -> None:
        folder = Path(self._context.shell.recall(_FOLDER) or Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._context.texts("Save as…"), str(folder / each.name)
        )
        if chosen:
            self._context.tasks.read(partial(_save, each.id, Path(chosen)), self._on_saved)

    def _on_remove(self, each: filing.Attached) -> None:
        self._context.tasks.write(partial(_remove, each.id), partial(self._on_removed, each.name))

    @Slot(object)
    def _on_copied(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._context.shell.say(self._context.texts("Saved: {path}", path=path))

    def _on_removed(self, name: str, change_set: ChangeSet) -> None:
        said = self._context.texts("Removed: {name}", name=name)
        self._context.shell.say_undoable(said, change_set.operation)

    @Slot(object)
    def _on_attached(self, records: Sequence[Record]) -> None:
        said = self._context.texts.n("{n} file attached", "{n} files attached", len(records))
        self._context.shell.say(said)


def _under(title: str, widget: QWidget, action: QWidget | None = None) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE_XS)
    head = QHBoxLayout()
    head.addWidget(words(title, "section"))
    head.addStretch(1)
    head.addStrut(CONTROL_HEIGHT)
    if action is not None:
        head.addWidget(action)
    column.addLayout(head)
    column.addWidget(widget, 1)
    return column


def _files(entry_id: str, texts: Texts, reading: Reading) -> list[filing.Attached]:
    return filing.files(reading, entry_id, texts)


def _attach(entry_id: str, paths: Sequence[Path], session: Session) -> list[Record]:
    return filing.attach(session, entry_id, paths)


def _copy(attachment_id: str, reading: Reading) -> Path:
    return filing.copy_to_open(reading, attachment_id)


def _save(attachment_id: str, target: Path, reading: Reading) -> Path:
    return filing.save(reading, attachment_id, target)


def _remove(attachment_id: str, session: Session) -> ChangeSet:
    return editing.delete(session, [attachment_id])
