"""Backups: those there are, a new one, and the way back after a look."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from coordinator_app.domain import edtf
from coordinator_app.domain.errors import UserError
from coordinator_app.services import maintenance
from coordinator_app.services.maintenance import Backup, Occasion
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.dialogs.restore import RestoreDialog
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.pages.settings_file import size_words
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_S
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import button, words

_COLUMNS: Final = (
    Column("at", 150, 2, label=N_("Made on"), look="due"),
    Column("why", 130, 2, label=N_("Occasion")),
    Column("size", 84, 0, label=N_("Size"), look="number"),
)
_OCCASIONS: Final = {
    Occasion.DAILY: N_("Of the day"),
    Occasion.IMPORT: N_("Before taking in"),
    Occasion.MIGRATION: N_("Before an update"),
    Occasion.HAND: N_("By hand"),
}
_ROWS: Final = 4


class BackupsCard(Card):
    """The list of backups.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        texts, kit = context.texts, context.kit
        super().__init__(texts("Backups"))
        self._context = context
        self._generation = Generation()
        hint = texts("One is made each day you work, and before anything large.")
        self.add(words(hint, "hint", wrap=True))
        self.view = LinesView(kit, texts("Backups"), _COLUMNS, heading=False)
        self.view.chosen.connect(self._on_look)
        self.view.current_changed.connect(self._on_current_changed)
        self._list = LineList(
            kit, self.view, EmptyState(kit, "save", texts("There is no backup yet."))
        )
        self._list.setFixedHeight(_ROWS * ROW_HEIGHT + 2)
        self.add(self._list)
        self.make_button = button(kit, texts("Back up now"), icon="save", clicked=self.back_up)
        self.look_button = button(
            kit, texts("Look and restore…"), icon="restore", clicked=self._on_look
        )
        other = button(kit, texts("From another file…"), "quiet", clicked=self._on_other)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for made in (self.make_button, self.look_button, other):
            row.addWidget(made)
        row.addStretch(1)
        self.add(row)

    def refresh(self) -> None:
        """Read the list again."""
        data = self._context.program.places.data
        self._context.tasks.read(
            partial(_backups, data), self._on_read, generation=self._generation.new()
        )

    @Slot()
    def back_up(self) -> None:
        """Make a backup now."""
        self.make_button.setEnabled(False)
        data = self._context.program.places.data
        self._context.tasks.read(partial(_back_up, data), self._on_made, self._on_failed)

    @Slot(object)
    def _on_read(self, found: list[Backup]) -> None:
        self._list.show_lines([self._line(each) for each in found])
        self._on_current_changed()

    def _line(self, made: Backup) -> Line:
        texts = self._context.texts
        local = made.at.astimezone()
        day = edtf.display_day(local.date().isoformat(), texts.lang)
        return Line(
            str(made.path),
            (
                f"{day}, {local:%H:%M}",
                texts(_OCCASIONS[made.occasion]),
                size_words(made.size, texts.lang),
            ),
            made,
        )

    @Slot(object)
    def _on_made(self, made: Backup) -> None:
        self.make_button.setEnabled(True)
        texts = self._context.texts
        size = size_words(made.size, texts.lang)
        self._context.shell.say(texts("Backed up and checked: {size}", size=size))
        self.refresh()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.make_button.setEnabled(True)
        self._context.shell.explain(error)

    @Slot()
    def _on_current_changed(self) -> None:
        self.look_button.setEnabled(self.view.current_line() is not None)

    @Slot()
    def _on_look(self) -> None:
        line = self.view.current_line()
        if line is not None:
            RestoreDialog(self._context, self.window(), line.data.path).open()

    @Slot()
    def _on_other(self) -> None:
        texts = self._context.texts
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            texts("From another file…"),
            str(self._context.file.path.parent),
            texts("Coordinator files (*{suffix})", suffix=self._context.file.path.suffix),
        )
        if chosen:
            RestoreDialog(self._context, self.window(), Path(chosen)).open()


def _backups(data: Path, reading: Reading) -> list[Backup]:
    return maintenance.backups(data, reading.path, reading.meta.get("id", ""))


def _back_up(data: Path, reading: Reading) -> Backup:
    return maintenance.back_up(reading, data)
