"""Paste a list of participants: who is on record, who is new, and who must be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services import roster_pasting
from coordinator_app.services.roster_pasting import Row
from coordinator_app.services.roster_people import Match
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.lines import Line, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import button, sized, styled, words

_PAUSE_MS: Final = 250
_TEXT_HEIGHT: Final = 92
#: Lines that were not read whole are told one by one up to so many.
_UNREAD: Final = 3
_MATCHES: Final[dict[Match, tuple[str, str]]] = {
    "known": (N_("On record"), "ok"),
    "new": (N_("New name"), "info"),
    "doubtful": (N_("To be asked"), "warning"),
    "listed": (N_("On the list already"), "neutral"),
}
_COLUMNS: Final = (
    Column("name", 170, 4, N_("Name")),
    Column("country", 100, 1, N_("State")),
    Column("institution", 130, 3, N_("Institution")),
    Column("position", 110, 2, N_("Position"), spare=True),
    Column("match", 150, 0, N_("Match"), "status"),
)
_MATCH: Final = len(_COLUMNS) - 1
#: What is chosen while nothing is decided, and for somebody who is on nobody's record.
_UNDECIDED, _NEW = "?", ""


class RosterDialog(QDialog):
    """Begins with what is on the clipboard.

    Args:
        context: Collaborators.
        parent: Window it belongs to.
        training_id: The training whose list it is.
    """

    def __init__(self, context: Context, parent: QWidget | None, training_id: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._training = context, training_id
        self._rows: list[Row] = []
        self._asked: list[int] = []
        self._generation = Generation()
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Paste a list of participants"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(texts("The list as it was pasted"))
        self.text.setPlaceholderText(
            texts("Paste names here, one a line, with or without State, institution, e-mail.")
        )
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self._summary = words("", "section", wrap=True)
        self._unread = words("", "muted", wrap=True)
        self.view = LinesView(kit, texts("People of the list"), _COLUMNS)
        self.view.head.setSectionsClickable(False)
        self._questions = QScrollArea()
        self.contacts = QCheckBox(texts("Record new people as contacts too"))
        self.contacts.toggled.connect(self._say)
        self._ok = button(kit, "", "primary", clicked=self._on_ok)
        self._ok.setDefault(True)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.text.textChanged.connect(self._pause.start)
        self.text.setPlainText(QGuiApplication.clipboard().text())
        sized(self, 860, 580)
        self._read()

    def rows(self) -> Sequence[Row]:
        """Return the people as they stand now."""
        return self._rows

    def decide(self, number: int, person: str) -> None:
        """Say who the person of a line is: a contact's id, "" for somebody new."""
        self._rows = [row.decided(person) if row.number == number else row for row in self._rows]
        self._show()

    # Laying out --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        texts, kit = self._context.texts, self._context.kit
        table = Card(flush=True)
        table.body.setContentsMargins(1, 3, 1, 3)
        table.add(self.view)
        styled(self._questions, "plain")
        self._questions.setFrameShape(QFrame.Shape.NoFrame)
        self._questions.setWidgetResizable(True)
        self._questions.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._questions.hide()
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.contacts)
        foot.addStretch(1)
        foot.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        foot.addWidget(self._ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self.text)
        column.addWidget(self._summary)
        column.addWidget(self._unread)
        column.addWidget(table, 3)
        column.addWidget(self._questions, 2)
        column.addLayout(foot)

    def _lay_questions(self) -> None:
        """Ask about those who resemble somebody, each with the people it may be."""
        doubtful = [row for row in self._rows if row.match == "doubtful"]
        self._asked = [row.number for row in doubtful]
        inner = QWidget()
        styled(inner, "plain")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, SPACE_S, 0)
        grid.setVerticalSpacing(SPACE_S)
        grid.setHorizontalSpacing(SPACE_M)
        grid.setColumnStretch(1, 1)
        for line, row in enumerate(doubtful):
            grid.addWidget(words(row.name), line, 0)
            grid.addWidget(self._question(row), line, 1)
        grid.setRowStretch(len(doubtful), 1)
        self._questions.setWidget(inner)
        self._questions.setVisible(bool(doubtful))

    def _question(self, row: Row) -> ChoiceBox:
        texts = self._context.texts
        box = ChoiceBox()
        box.setAccessibleName(texts("Who is {name}?", name=row.name))
        box.addItem(texts("Who is it?"), _UNDECIDED)
        for each in row.candidates:
            box.addItem(" · ".join(filter(None, (each.title, each.subtitle))), each.id)
        box.addItem(texts("Somebody new"), _NEW)
        box.activated.connect(partial(self._on_decided, row.number, box))
        return box

    # What happens ------------------------------------------------------------------------------

    @Slot()
    def _read(self) -> None:
        self._pause.stop()
        asked = partial(_rows, self._training, self.text.toPlainText(), self._context.texts)
        self._context.tasks.read(asked, self._on_read, generation=self._generation.new())

    @Slot(object)
    def _on_read(self, rows: list[Row]) -> None:
        self._rows = rows
        self._lay_questions()
        self._show()

    def _on_decided(self, number: int, box: ChoiceBox, _at: int) -> None:
        person = str(box.currentData())
        if person == _UNDECIDED:
            self._rows = [_undecided(row) if row.number == number else row for row in self._rows]
            self._show()
        else:
            self.decide(number, person)

    def _show(self) -> None:
        texts = self._context.texts
        self.view.show_lines([_line(row, texts) for row in self._rows])
        self._say()

    @Slot()
    def _say(self) -> None:
        texts = self._context.texts
        counts = {match: sum(row.match == match for row in self._rows) for match in _MATCHES}
        parts = [texts.n("{n} person", "{n} people", len(self._rows))]
        parts += [
            f"{texts(label)}: {counts[match]}"
            for match, (label, _) in _MATCHES.items()
            if counts[match]
        ]
        doubts = sum(bool(row.doubts) for row in self._rows)
        if doubts:
            parts.append(texts.n("{n} line not read whole", "{n} lines not read whole", doubts))
        self._summary.setText(" · ".join(parts) if self._rows else texts("Nobody yet."))
        self._unread.setText("\n".join(_unread(self._rows, texts)))
        self._unread.setVisible(doubts > 0)
        adding = counts["known"] + counts["new"]
        self._ok.setText(texts.n("Add {n} person", "Add {n} people", adding))
        self._ok.setEnabled(adding > 0)
        self.contacts.setVisible(counts["new"] > 0)

    @Slot()
    def _on_ok(self) -> None:
        run = partial(_record, tuple(self._rows), self._training, self.contacts.isChecked())
        left = sum(row.match == "doubtful" for row in self._rows)
        added = sum(row.match in ("known", "new") for row in self._rows)
        self._context.tasks.write(run, partial(_tell, self._context, added, left))
        self.accept()


def _line(row: Row, texts: Texts) -> Line:
    label, tone = _MATCHES[row.match]
    shown = [row.shown.get(key, "") for key in ("country", "institution", "position")]
    return Line(
        str(row.number),
        (row.name, *shown, texts(label)),
        row,
        icons={0: "warning"} if row.doubts else {},
        tones={_MATCH: tone},
    )


def _unread(rows: Sequence[Row], texts: Texts) -> list[str]:
    """Return which lines were not read whole and why, the first few of them."""
    said = [
        texts(
            "Line {n}, {name}: {why}; it stays empty.",
            n=row.number,
            name=row.name,
            why=", ".join(texts(why, **params) for why, params in row.doubts),
        )
        for row in rows
        if row.doubts
    ]
    if len(said) > _UNREAD + 1:
        more = len(said) - _UNREAD
        said = [*said[:_UNREAD], texts.n("and {n} more", "and {n} more", more)]
    return said


def _undecided(row: Row) -> Row:
    return Row(
        row.number, row.name, row.values, row.shown, "doubtful", row.candidates, "", row.doubts
    )


def _tell(context: Context, added: int, left: int, change_set: ChangeSet | None) -> None:
    if change_set is None:
        return
    texts = context.texts
    said = [texts.n("{n} participant added", "{n} participants added", added)]
    if left:
        said.append(texts.n("{n} undecided left out", "{n} undecided left out", left))
    context.shell.say_undoable(" · ".join(said), change_set.operation)


def _rows(training_id: str, text: str, texts: Texts, reading: Reading) -> list[Row]:
    return roster_pasting.read(reading, training_id, text, texts)


def _record(
    rows: Sequence[Row], training_id: str, contacts: bool, session: Session
) -> ChangeSet | None:
    return roster_pasting.record(session, rows, training_id, contacts=contacts)
