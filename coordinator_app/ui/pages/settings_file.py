"""Settings of the file: where it lies, what is in it, whether all of it fits together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coordinator_app.domain.errors import UserError
from coordinator_app.services import file_facts, maintenance
from coordinator_app.services.file_facts import FileFacts
from coordinator_app.services.maintenance import Checked
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, styled, words

_KINDS: Final = {
    "sample": N_("Sample: public facts for looking around, never mixed with your own."),
    "demo": N_("Demo: invented people and events, never mixed with your own."),
}
_MOST_FINDINGS: Final = 12


class FileCard(Card):
    """Where the file lies and what is in it.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        texts, kit = context.texts, context.kit
        super().__init__(texts("This file"))
        self._context = context
        self._generation = Generation()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        self.place, self.weight, self.contents = ElidedWords(), words(), words(wrap=True)
        for row, (label, widget) in enumerate(
            (
                (texts("Place"), self.place),
                (texts("Size"), self.weight),
                (texts("Entries"), self.contents),
            )
        ):
            grid.addWidget(words(label, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        self.add(grid)
        self.place.say(str(context.file.path))
        for said in (texts(_KINDS.get(context.file.kind, "")), self._reading_only()):
            if said:
                self.add(words(said, "muted", wrap=True))
        self.word = words("", "issue", wrap=True)
        self.word.hide()
        self.add(self.word)
        self.move_button = button(
            kit, texts("Work in a copy on this computer…"), icon="save", clicked=self._on_move
        )
        self.move_button.hide()
        row_ = QHBoxLayout()
        row_.setSpacing(SPACE_S)
        for made in (
            self.move_button,
            button(kit, texts("Save a copy…"), icon="save", clicked=self._on_copy),
            button(kit, texts("Show the folder"), "quiet", icon="file_open", clicked=self._on_show),
        ):
            row_.addWidget(made)
        row_.addStretch(1)
        self.add(row_)

    def refresh(self) -> None:
        """Read the facts again."""
        self._context.tasks.read(
            file_facts.file_facts, self._on_read, generation=self._generation.new()
        )

    def _reading_only(self) -> str:
        file, texts = self._context.file, self._context.texts
        if not file.read_only:
            return ""
        if file.held_by:
            return texts(
                "It can only be read here: it is open on {machine}. Make changes there.",
                machine=file.held_by,
            )
        return texts("It can only be read here.")

    @Slot(object)
    def _on_read(self, facts: FileFacts) -> None:
        texts = self._context.texts
        self.weight.setText(size_words(facts.size, texts.lang))
        total = texts.n("{n} entry", "{n} entries", facts.entries)
        parts = [
            f"{texts(self._context.catalogue[key].plural)} {count}"
            for key, count in facts.counts.items()
        ]
        self.contents.setText(" · ".join([total, *parts]))
        cloud = facts.cloud
        self.word.setText(cloud.sentence(texts) if cloud is not None else "")
        self.word.setVisible(cloud is not None)
        self.move_button.setVisible(cloud is not None)

    @Slot()
    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.file.path.parent)))

    @Slot()
    def _on_copy(self) -> None:
        file = self._context.file.path
        day = self._context.clock.today().isoformat()
        self._ask(file.with_name(f"{file.stem} {day}{file.suffix}"), self._on_copied)

    @Slot()
    def _on_move(self) -> None:
        folder = self._context.program.places.workbooks
        folder.mkdir(parents=True, exist_ok=True)
        self._ask(folder / self._context.file.path.name, self._on_moved)

    def _ask(self, proposed: Path, done: Callable[[Path], None]) -> None:
        texts = self._context.texts
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            texts("Save a copy…"),
            str(proposed),
            texts("Coordinator files (*{suffix})", suffix=proposed.suffix),
        )
        if chosen:
            self._context.tasks.read(partial(_save_copy, Path(chosen)), done)

    def _on_copied(self, path: Path) -> None:
        self._context.shell.say(self._context.texts("Copied to {name}", name=path.name))

    def _on_moved(self, path: Path) -> None:
        self._context.program.open(path, Route("settings"))


class CheckCard(Card):
    """Compares the file with its change log, and says what was found.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        texts, kit = context.texts, context.kit
        super().__init__(texts("Check of the file"))
        self._context = context
        hint = texts("Compares every entry with the change log, and the search with the entries.")
        self.add(words(hint, "hint", wrap=True))
        self.result = words("", wrap=True)
        self.result.hide()
        self.add(self.result)
        self._findings = QWidget()
        styled(self._findings, "plain")
        self._column = QVBoxLayout(self._findings)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_S)
        self._findings.hide()
        self.add(self._findings)
        self.check_button = button(kit, texts("Check the file"), icon="ok", clicked=self.check)
        self.repair_button = button(kit, texts("Repair"), clicked=self._on_repair)
        self.repair_button.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.check_button)
        row.addWidget(self.repair_button)
        row.addStretch(1)
        self.add(row)

    @Slot()
    def check(self) -> None:
        """Check the file."""
        self._say(self._context.texts("Checking…"))
        self.check_button.setEnabled(False)
        self._context.tasks.read(_check, self._on_checked, self._on_failed)

    def findings(self) -> list[str]:
        """Return what is said of each finding."""
        return [label.text() for label in self._findings.findChildren(QLabel)]

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        texts = self._context.texts
        self.check_button.setEnabled(True)
        if checked.clean:
            self._say(
                texts(
                    "Everything fits: {entries} entries and {changes} changes compared.",
                    entries=checked.records,
                    changes=checked.changes,
                )
            )
        else:
            count = len(checked.findings)
            self._say(texts.n("{n} thing does not fit:", "{n} things do not fit:", count))
        self._show_findings(checked)
        writable = not self._context.file.read_only
        self.repair_button.setVisible(checked.repairable and writable)

    def _show_findings(self, checked: Checked) -> None:
        texts = self._context.texts
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for finding in checked.findings[:_MOST_FINDINGS]:
            told = finding.told(texts)
            said = f"{told['where']}: {told['what']} {told['do']}".strip()
            self._column.addWidget(words(said, "issue", wrap=True))
        more = len(checked.findings) - _MOST_FINDINGS
        if more > 0:
            self._column.addWidget(words(texts.n("and {n} more", "and {n} more", more), "hint"))
        self._findings.setVisible(not checked.clean)

    @Slot()
    def _on_repair(self) -> None:
        self._say(self._context.texts("Repairing…"))
        self._context.tasks.write(_repair, self._on_checked, self._on_failed)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.check_button.setEnabled(True)
        self._say(error.sentence(self._context.texts))

    def _say(self, text: str) -> None:
        self.result.setText(text)
        self.result.show()


def size_words(size: int, lang: str) -> str:
    """Return a size in bytes as people read it."""
    return QLocale(lang).formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _save_copy(target: Path, reading: Reading) -> Path:
    return maintenance.save_copy(reading, target)


def _check(reading: Reading) -> Checked:
    return maintenance.check(reading)


def _repair(session: Session) -> Checked:
    return maintenance.repair(session)
