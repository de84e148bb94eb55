"""The recycle bin: what was deleted, by whom, and the way back."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain import edtf
from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services import editing, recycling
from coordinator_app.services.recycling import Binned
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.brevity import short_names
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import button, sized, words

_COLUMNS: Final = (
    Column("what", 240, 5, label=N_("What")),
    Column("kind", 110, 3, label=N_("Kind of entry"), look="muted"),
    Column("state", 110, 2, label=N_("State"), spare=True),
    Column("at", 104, label=N_("Deleted on"), look="due"),
    Column("actor", 110, 1, label=N_("By"), look="muted", spare=True),
)
_SIZE: Final = (820, 400)


class RecycleBinDialog(QDialog):
    """Lists what was deleted and restores it.

    Args:
        context: Collaborators.
        parent: What it lies over.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._generation = Generation()
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Recycle bin"))
        sized(self, *_SIZE)
        self.view = LinesView(kit, texts("Recycle bin"), _COLUMNS)
        self.view.chosen.connect(self._on_restore)
        self.view.current_changed.connect(self._on_current_changed)
        self._list = LineList(
            kit, self.view, EmptyState(kit, "delete", texts("The recycle bin is empty."))
        )
        card = Card(flush=True)
        card.add(self._list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        hint = texts("An entry comes back with the rows that were deleted with it.")
        foot.addWidget(words(hint, "hint"), 1)
        foot.addWidget(button(kit, texts("Close"), clicked=self.reject))
        self.restore = button(
            kit, texts("Restore"), "primary", icon="restore", clicked=self._on_restore
        )
        kit.icons.show_on(self.restore, "restore", role="on_accent", gap=3)
        self.restore.setEnabled(False)
        foot.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(card, 1)
        column.addLayout(foot)
        context.changes.changed.connect(self._read)
        self._read()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _read(self) -> None:
        self._context.tasks.read(
            partial(_binned, self._context.texts.lang),
            self._on_read,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_read(self, found: list[Binned]) -> None:
        self._list.show_lines([self._line(each) for each in found])
        self._on_current_changed()

    def _line(self, found: Binned) -> Line:
        texts, record = self._context.texts, found.record
        iso = found.at.astimezone().date().isoformat() if found.at is not None else ""
        label = texts(self._context.catalogue[record.type].label)
        if found.owner:
            label = f"{label} · {found.owner}"
        return Line(
            record.id,
            (
                record.title or label,
                label,
                short_names(found.states),
                edtf.display_day(iso, texts.lang),
                found.actor,
            ),
            record,
            icons={0: record.type},
            sort=(record.title.casefold(), label, found.states, iso, found.actor),
        )

    @Slot()
    def _on_current_changed(self) -> None:
        writable = not self._context.file.read_only
        self.restore.setEnabled(writable and self.view.current_line() is not None)

    @Slot()
    def _on_restore(self) -> None:
        line = self.view.current_line()
        if line is None or not self.restore.isEnabled():
            return
        said = self._context.texts("Restored: {title}", title=line.data.title)
        self._context.tasks.write(partial(_restore, line.key), partial(self._on_restored, said))

    def _on_restored(self, said: str, change_set: ChangeSet) -> None:
        self._context.shell.say_undoable(said, change_set.operation)


def _binned(lang: str, reading: Reading) -> list[Binned]:
    return recycling.binned(reading, lang)


def _restore(record_id: str, session: Session) -> ChangeSet:
    return editing.restore(session, record_id)
