"""Words nobody knows, each asked about once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.services.foreign.looked import Doubt
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.foreign.answers import Answer, Answers
from coordinator_app.ui.foreign.question import Question
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card, SectionTitle
from coordinator_app.ui.widgets.kit import button, line, styled, words

#: So many are laid out at once; further ones when they are asked for.
_AT_ONCE: Final = 24


class DoubtsStep(QWidget):
    """The questions, under the field each is about.

    Args:
        context: Collaborators.

    Signals:
        answered: An answer was given or taken back.
        order_chosen: A Doubt, and the order of dates that is said for its whole column.
    """

    answered = Signal()
    order_chosen = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.answers = Answers()
        self._shown = _AT_ONCE
        self.questions: list[Question] = []
        styled(self, "plain")
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(context.texts("Questions"))
        styled(self._area, "plain")
        self._total = words("", "muted", wrap=True)
        card = Card(flush=True)
        card.add(self._area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self._total)
        column.addWidget(card, 1)

    def show_answers(self, answers: Answers) -> None:
        """Show the doubts and what was said about them."""
        self.answers = answers
        self._lay_out()

    def focus_first(self) -> None:
        """Put the cursor on the first question that is open."""
        open_ones = [each for each in self.questions if self.answers.of(each.doubt) is None]
        for each in (open_ones or self.questions)[:1]:
            each.focus()

    def give(self, doubts: list[Doubt], answer: Answer | None) -> None:
        """Take an answer and show it."""
        self.answers.give(doubts, answer)
        given = {id(each) for each in doubts}
        for each in self.questions:
            if id(each.doubt) in given:
                each.show_answer(self.answers.of(each.doubt))
        self._say()
        self.answered.emit()

    def _lay_out(self) -> None:
        bar = self._area.verticalScrollBar().value()
        inner = QWidget()
        styled(inner, "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        self.questions = []
        shown = _by_field(self.answers.doubts)[: self._shown]
        for (type_key, field), group in groupby(shown, key=_field_of):
            doubts = list(group)
            column.addWidget(self._heading(type_key, field, doubts))
            for doubt in doubts:
                made = Question(self.context, doubt)
                made.show_answer(self.answers.of(doubt))
                made.answered.connect(self._on_answered)
                made.order_chosen.connect(self.order_chosen)
                self.questions.append(made)
                column.addWidget(made)
                column.addWidget(line())
        left = len(self.answers.doubts) - len(shown)
        if left > 0:
            said = self.context.texts.n("Show {n} more", "Show {n} more", left)
            column.addWidget(button(self.context.kit, said, "link", clicked=self._on_more))
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._area.verticalScrollBar().setValue(bar)
        self._say()

    def _heading(self, type_key: str, field: str, doubts: list[Doubt]) -> SectionTitle:
        texts, kit = self.context.texts, self.context.kit
        label = offers.label(self.context.catalogue, type_key, field, texts)
        made = SectionTitle(label or texts("What each row is"), str(len(doubts)))
        if len(doubts) > 1:
            if any(each.creates for each in doubts):
                create = button(kit, texts("Create all"))
                create.clicked.connect(_GivingAll(self, doubts, Answer("create")))
                create.setAccessibleName(texts("Create all: {field}", field=label))
                made.add(create)
            said = texts("Leave all empty") if field else texts("Leave all these rows out")
            empty = button(kit, said)
            empty.clicked.connect(_GivingAll(self, doubts, Answer("empty")))
            empty.setAccessibleName(f"{said}: {label}")
            made.add(empty)
        return made

    def _say(self) -> None:
        texts, total, left = self.context.texts, len(self.answers.doubts), self.answers.open
        said = texts.n("{n} question", "{n} questions", total)
        if left:
            said += " · " + texts.n(
                "{n} is open: its cells stay out and are listed among the changes",
                "{n} are open: their cells stay out and are listed among the changes",
                left,
            )
        else:
            said += " · " + texts("all answered")
        self._total.setText(said)

    @Slot(object, object)
    def _on_answered(self, doubt: Doubt, answer: Answer | None) -> None:
        self.give([doubt], answer)

    @Slot()
    def _on_more(self) -> None:
        at = self._shown
        self._shown += _AT_ONCE
        self._lay_out()
        if len(self.questions) > at:
            self.questions[at].focus()


class _GivingAll:
    """Gives one answer to all questions of a field."""

    def __init__(self, step: DoubtsStep, doubts: list[Doubt], answer: Answer) -> None:
        self._step, self._doubts, self._answer = step, doubts, answer

    def __call__(self) -> None:
        self._step.give(self._doubts, self._answer)


def _field_of(doubt: Doubt) -> tuple[str, str]:
    return doubt.type, doubt.field


def _by_field(doubts: Sequence[Doubt]) -> list[Doubt]:
    """Return doubts about a field together, those fields first that are asked about first."""
    order = list(dict.fromkeys(_field_of(each) for each in doubts))
    return sorted(doubts, key=lambda each: (each.settled, order.index(_field_of(each))))
