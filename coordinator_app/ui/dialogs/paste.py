"""Look at what a pasted block would change, mend what cannot be used, then paste it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.fields import Value
from coordinator_app.services import pasting
from coordinator_app.services.pasting import Block, PastedRow, Question
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.lines import Line, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.kit import button, sized, styled, words

#: Makes the plan of a block in the reader's thread.
Plan = Callable[[Reading], Block]
#: What the words of a column (field, words) may mean instead, in words.
Proposals = Mapping[tuple[str, str], list[tuple[Value, str]]]
#: More questions than this are not answered one by one, but in the sheet they come from.
_MOST_ASKED: Final = 40
_WIDTH, _HEIGHT = 820, 480


def paste_block(
    context: Context, parent: QWidget, plan: Plan, given: Mapping[str, Value] | None = None
) -> None:
    """Paste a block: small clean ones at once, others after a look.

    Args:
        plan: Says what it would change.
        given: What new entries get besides.
    """
    _Pasting(context, parent, given).begin(plan)


class _Pasting:
    """One block on its way."""

    def __init__(
        self, context: Context, parent: QWidget, given: Mapping[str, Value] | None
    ) -> None:
        self._context, self._parent, self._given = context, parent, given

    def begin(self, plan: Plan) -> None:
        self._context.tasks.read(partial(_planned, plan, self._context), self.on_planned)

    def on_planned(self, planned: tuple[Block, Proposals]) -> None:
        block, proposals = planned
        if block.wants_a_look:
            dialog = PasteDialog(self._context, block, proposals, self._parent)
            dialog.accepted.connect(partial(self.on_agreed, dialog))
            dialog.open()
        else:
            self.write(block)

    def on_agreed(self, dialog: PasteDialog) -> None:
        self.write(dialog.block)

    def write(self, block: Block) -> None:
        self._context.tasks.write(
            partial(_apply, block, self._given), partial(self.on_written, block)
        )

    def on_written(self, block: Block, change_set: ChangeSet | None) -> None:
        texts = self._context.texts
        if change_set is None:
            self._context.shell.say(texts("Nothing of what was pasted changes anything."))
            return
        said = texts.n("{n} cell pasted", "{n} cells pasted", block.changed)
        self._context.shell.say_undoable(said, change_set.operation)


class PasteDialog(QDialog):
    """The block as it would stand, and below it what needs a decision.

    Args:
        context: Collaborators.
        block: What is pasted.
        proposals: What the cells with an issue may mean.
    """

    def __init__(
        self, context: Context, block: Block, proposals: Proposals, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.block = block
        self._context, self._proposals = context, proposals
        self._asked = block.questions
        texts = context.texts
        self.setWindowTitle(texts("Paste a block"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        self._summary = words("", "heading", wrap=True)
        column.addWidget(self._summary)
        self.view = LinesView(context.kit, texts("What would be pasted"), _columns(context, block))
        self.view.head.setSectionsClickable(False)
        table = Card(flush=True)
        table.body.setContentsMargins(1, 3, 1, 3)
        table.add(self.view)
        column.addWidget(table, 3)
        if self._asked:
            column.addWidget(words(texts("To be decided"), "section"))
            column.addWidget(self._decisions(), 2)
            left = len(self._asked) - _MOST_ASKED
            if left > 0:
                said = texts.n("{n} more is left as it is.", "{n} more are left as they are.", left)
                column.addWidget(words(said, "hint"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch(1)
        buttons.addWidget(button(context.kit, texts("Cancel"), clicked=self.reject))
        self._ok = button(context.kit, "", "primary", clicked=self.accept)
        self._ok.setDefault(True)
        buttons.addWidget(self._ok)
        column.addLayout(buttons)
        sized(self, _WIDTH, _HEIGHT)
        self._say()

    def _decisions(self) -> QScrollArea:
        texts = self._context.texts
        inner = QWidget()
        styled(inner, "plain")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, SPACE_S, 0)
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(0, 1)
        for line, question in enumerate(self._asked[:_MOST_ASKED]):
            where = self._where(question)
            grid.addWidget(words(where, wrap=True), line, 0)
            box = ChoiceBox()
            box.setAccessibleName(where)
            box.setMinimumWidth(240)
            box.addItem(texts("Leave as it is"))
            for _, shown in self._proposals.get((question.field, question.raw), ()):
                box.addItem(shown)
            box.setEnabled(box.count() > 1)
            box.activated.connect(partial(self._on_decided, question))
            grid.addWidget(box, line, 1)
        grid.setRowStretch(len(self._asked[:_MOST_ASKED]), 1)
        area = QScrollArea()
        styled(area, "plain")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _where(self, question: Question) -> str:
        """Return which cells a question is about, and what is asked."""
        texts = self._context.texts
        at, place = question.cells[0]
        issue = self.block.rows[at].cells[place].issue
        label = texts(self._context.catalogue.field(self.block.type, question.field).label)
        rows = texts.n(
            "row {first}", "{n} rows from row {first}", len(question.cells), first=at + 1
        )
        return f"{label}, {rows}: {issue.sentence(texts) if issue else question.raw}"

    def _on_decided(self, question: Question, chosen: int) -> None:
        offered = self._proposals.get((question.field, question.raw), [])
        value, shown = offered[chosen - 1] if chosen else (None, "")
        self.block = self.block.with_value(question.cells, value, shown)
        self._say()

    @Slot()
    def _say(self) -> None:
        texts, block = self._context.texts, self.block
        self.view.show_lines([_line(at, row, texts) for at, row in enumerate(block.rows)])
        parts = [
            texts.n("{n} row", "{n} rows", len(block.rows)),
            texts.n("{n} cell changes", "{n} cells change", block.changed),
        ]
        if block.problems:
            parts.append(
                texts.n(
                    "{n} cell cannot be used as it is",
                    "{n} cells cannot be used as they are",
                    len(block.problems),
                )
            )
        lacking = sum(bool(row.lacks) for row in block.rows)
        if lacking:
            parts.append(
                texts.n("{n} row lacks what it needs", "{n} rows lack what they need", lacking)
            )
        if block.beyond:
            parts.append(
                texts.n(
                    "{n} row has no entry to go to",
                    "{n} rows have no entry to go to",
                    block.beyond,
                )
            )
        if block.left_out:
            parts.append(
                texts.n("{n} column is left out", "{n} columns are left out", block.left_out)
            )
        self._summary.setText(" · ".join(parts))
        label = texts.n("Paste {n} cell", "Paste {n} cells", block.changed)
        self._ok.setText(label)
        self._ok.setEnabled(block.changed > 0)


def _columns(context: Context, block: Block) -> tuple[Column, ...]:
    keys = [cell.field for cell in block.rows[0].cells] if block.rows else []
    labels = [context.catalogue.field(block.type, key).label for key in keys]
    fields = [Column(key, 96, 1, label) for key, label in zip(keys, labels, strict=True)]
    row = Column("row", 44, label=N_("Row"), look="number")
    return (row, Column("entry", 150, label=N_("Entry"), look="muted"), *fields)


def _line(at: int, row: PastedRow, texts: Texts) -> Line:
    """Return a row as it would stand: what changes in colour, what cannot be used with a sign."""
    shown, tones, icons = [str(at + 1), row.title or texts("New")], {}, {}
    for place, cell in enumerate(row.cells, start=2):
        shown.append(cell.raw if cell.issue else cell.after)
        if cell.issue:
            tones[place], icons[place] = "danger", "danger"
        elif cell.changes:
            tones[place] = "accent_text"
    return Line(str(at), tuple(shown), row, tones=tones, icons=icons)


def _planned(plan: Plan, context: Context, reading: Reading) -> tuple[Block, Proposals]:
    block = plan(reading)
    return block, pasting.proposals(reading, context.catalogue, block, context.texts)


def _apply(block: Block, given: Mapping[str, Value] | None, session: Session) -> ChangeSet | None:
    return pasting.apply(session, block, given)
