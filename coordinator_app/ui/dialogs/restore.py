"""A look into a backup, and putting it in the place of the open file."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain import edtf
from coordinator_app.domain.errors import UserError
from coordinator_app.services import maintenance
from coordinator_app.services.maintenance import Look
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.errors import ExplainDialog
from coordinator_app.ui.jobs import Job
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import button, words

_WIDTH = 520


class RestoreDialog(QDialog):
    """Says what a backup holds, before anything is done.

    Args:
        context: Collaborators.
        parent: What it lies over.
        source: The backup.
    """

    def __init__(self, context: Context, parent: QWidget, source: Path) -> None:
        super().__init__(parent)
        self._context, self._source = context, source
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Restore a backup"))
        self.setFixedWidth(_WIDTH)
        self._heading = words(texts("Looking into the backup…"), "heading", wrap=True)
        self.facts = words("", wrap=True)
        self.word = words("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        for widget in (self._heading, self.facts, self.word):
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addStretch(1)
        foot.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        self.ok = button(kit, texts("Restore"), "primary", clicked=self._on_ok)
        self.ok.setEnabled(False)
        foot.addWidget(self.ok)
        column.addLayout(foot)
        context.tasks.work(partial(_look, source), self._on_look, self._on_refused)

    @Slot(object)
    def _on_look(self, found: Look) -> None:
        texts, context = self._context.texts, self._context
        self._heading.setText(texts("What this backup holds"))
        parts = [
            f"{texts(context.catalogue[key].plural)} {count}"
            for key, count in found.counts.items()
            if key in context.catalogue
            and count
            and not context.catalogue[key].owned
            and not context.catalogue[key].reference_data
        ]
        latest = maintenance.latest_operation(found, texts)
        if latest and found.at:
            at = dt.datetime.fromisoformat(found.at).astimezone()
            day = edtf.display_day(at.date().isoformat(), texts.lang)
            latest = texts(
                "Last change: {what}, on {day} at {time}, by {name}",
                what=latest,
                day=day,
                time=f"{at:%H:%M}",
                name=found.actor,
            )
        missing = texts.n(
            "The contents of {n} attached file are missing.",
            "The contents of {n} attached files are missing.",
            len(found.missing),
        )
        lines = [" · ".join(parts), latest, missing if found.missing else ""]
        self.facts.setText("\n".join(line for line in lines if line))
        self.word.setText(
            texts("The file as it is now stays beside it under another name; nothing is lost.")
        )
        self.ok.setEnabled(not context.file.read_only)
        self.adjustSize()

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        self._heading.setText(self._context.texts("This backup cannot be used."))
        self.facts.setText(error.sentence(self._context.texts))

    @Slot()
    def _on_ok(self) -> None:
        self.accept()
        # The window, and this dialog with it, is about to go: what follows holds neither.
        QTimer.singleShot(0, partial(put_back, self._context, self._source))


def put_back(context: Context, source: Path) -> None:
    """Close the open file, put a backup in its place and open that."""
    target = context.file.path
    context.program.close_to_doors()
    try:
        maintenance.restore(source, target, context.clock.now, replace=True)
    except UserError as error:
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        ExplainDialog(context.kit, error, shown[0] if shown else None).open()
        return
    context.program.open(target, Route("settings", "", {"section": "backups"}))


def _look(source: Path, _job: Job) -> Look:
    return maintenance.look(source)
