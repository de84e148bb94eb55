"""The first page, when no file is open: four doors, and the files opened last."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coordinator_app import paths
from coordinator_app.domain.errors import UserError
from coordinator_app.texts import LANGUAGES, N_
from coordinator_app.ui.context import Program
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import Kit, button, styled, words

_WIDTH: Final = 720
_RECENT: Final = 4
_OWN_NAMES: Final = {"en": "English", "es": "Español"}
_EXTENSION: Final = ".c1540"

#: Door, icon, name, what is behind it.
_DOORS: Final = (
    (
        "new",
        "file_new",
        N_("New file"),
        N_("Empty, with the States, groups, organisations and themes of the region."),
    ),
    ("open", "file_open", N_("Open a file"), N_("A coordinator file (.c1540) you have already.")),
    (
        "lists",
        "paste",
        N_("Bring my Excel lists"),
        N_("A new file that takes over the lists you keep, column by column as you say."),
    ),
    (
        "sample",
        "database",
        N_("Look at the sample"),
        N_("Public facts from 2008 to 2025, each with its source."),
    ),
)


class FirstStart(QWidget):
    """The doors.

    Args:
        program: The program.
        kit: Collaborators.
        places: Where files lie unless the person chooses otherwise.
        error: Why the last file could not be opened.
    """

    def __init__(
        self, program: Program, kit: Kit, places: paths.Places, error: UserError | None = None
    ) -> None:
        super().__init__()
        self._program, self._kit, self._places = program, kit, places
        texts = kit.texts
        styled(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(texts("1540 Coordinator Workbook"))
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(SPACE_M)
        column.addLayout(self._head())
        if error is not None:
            column.addWidget(self._refusal(error))
        column.addLayout(self._doors())
        recent = self._recent()
        if recent is not None:
            column.addWidget(recent)
        column.addWidget(
            words(texts("Everything stays on this computer; the program uses no network."), "hint")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        outer.addStretch(2)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _head(self) -> QHBoxLayout:
        texts = self._kit.texts
        row = QHBoxLayout()
        row.addWidget(words(texts("1540 Coordinator Workbook"), "title"))
        row.addStretch(1)
        for lang in LANGUAGES:
            made = button(self._kit, _OWN_NAMES[lang], "chip")
            made.setCheckable(True)
            made.setChecked(lang == texts.lang)
            made.setProperty("lang", lang)
            made.clicked.connect(self._on_language)
            row.addWidget(made)
        return row

    def _refusal(self, error: UserError) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        label = words(error.sentence(self._kit.texts), "issue", wrap=True)
        row.addWidget(label, 1)
        card.add(row)
        return card

    def _doors(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(SPACE_M)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, (name, icon, title, sentence) in enumerate(_DOORS):
            grid.addWidget(self._door(name, icon, title, sentence), number // 2, number % 2)
        return grid

    def _door(self, name: str, icon: str, title: str, sentence: str) -> Card:
        texts = self._kit.texts
        card = Card()
        card.body.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        card.setMinimumHeight(124)
        made = button(self._kit, texts(title), "primary" if name == "new" else "", icon=icon)
        made.setObjectName(f"door.{name}")
        made.setAccessibleDescription(texts(sentence))
        made.clicked.connect(self._on_door)
        card.add(words(texts(sentence), "muted", wrap=True), 1)
        card.add(made)
        return card

    def _recent(self) -> Card | None:
        found = [Path(name) for name in self._program.remembered().recent if Path(name).is_file()]
        if not found:
            return None
        card = Card(self._kit.texts("Opened last"))
        for path in found[:_RECENT]:
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            made = button(self._kit, path.stem, "link", tip=str(path))
            made.setProperty("path", str(path))
            made.clicked.connect(self._on_recent)
            row.addWidget(made)
            row.addWidget(words(str(path.parent), "hint"), 1)
            card.add(row)
        return card

    @Slot()
    def _on_language(self) -> None:
        self._program.choose_language(str(self._sent().property("lang")))

    @Slot()
    def _on_recent(self) -> None:
        self._program.open(Path(str(self._sent().property("path"))))

    @Slot()
    def _on_door(self) -> None:
        match self._sent().objectName().removeprefix("door."):
            case "sample":
                self._program.open_sample()
            case "open":
                self._open()
            case name:
                self._create(name)

    def _sent(self) -> QPushButton:
        sender = self.sender()
        if not isinstance(sender, QPushButton):
            raise TypeError("a door is a button")
        return sender

    def _open(self) -> None:
        texts = self._kit.texts
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            texts("Open a file"),
            str(self._folder()),
            texts("Coordinator files (*{suffix})", suffix=_EXTENSION),
        )
        if chosen:
            self._program.open(Path(chosen))

    def _create(self, door: str) -> None:
        texts = self._kit.texts
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            texts("New file"),
            str(self._folder() / f"1540{_EXTENSION}"),
            texts("Coordinator files (*{suffix})", suffix=_EXTENSION),
        )
        if chosen:
            self._program.create(Path(chosen), "lists" if door == "lists" else "new")

    def _folder(self) -> Path:
        """Return the default folder, made if need be: one no cloud client mirrors."""
        folder = self._places.workbooks
        folder.mkdir(parents=True, exist_ok=True)
        return folder
