"""One doubtful text: what is asked, and buttons to answer with."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator_app.domain.values import same
from coordinator_app.services.foreign.looked import Doubt
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.foreign.answers import Answer
from coordinator_app.ui.forms.editors import editor_for
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.flow_layout import FlowLayout
from coordinator_app.ui.widgets.kit import button, styled, words

_EDITOR_WIDTH: Final = 280
#: Words that a button holds, and names that are told one by one.
_LONGEST, _FEW = 60, 3
_EMPTY, _CREATE, _OTHER = "empty", "create", "other"
_WHOLE_COLUMN: Final = {
    "dmy": N_("Whole column: day first"),
    "mdy": N_("Whole column: month first"),
    "ymd": N_("Whole column: year first"),
}


class Question(QWidget):
    """What is asked about a text, and the answers.

    Args:
        context: Collaborators.
        doubt: What is asked.

    Signals:
        answered: The Doubt, and its Answer or None.
        order_chosen: The Doubt, and the order of dates that is said for its whole column.
    """

    answered = Signal(object, object)
    order_chosen = Signal(object, str)

    def __init__(self, context: Context, doubt: Doubt) -> None:
        super().__init__()
        self.doubt = doubt
        self._context = context
        self._field = offers.field_of(context.catalogue, doubt.type, doubt.field)
        self._buttons: dict[str, QPushButton] = {}
        self._other: Editor | None = None
        texts = context.texts
        styled(self, "plain")
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(
            words(texts("“{text}”", text=doubt.raw), "strong", wrap=len(doubt.raw) > _LONGEST)
        )
        where = texts.n(
            "{header} · {n} row", "{header} · {n} rows", doubt.count, header=doubt.header
        )
        head.addWidget(words(where, "hint"), 1)
        row = QWidget()
        styled(row, "plain")
        self._flow = FlowLayout(row, spacing=SPACE_S - 2)
        self._offer()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        self._column.setSpacing(SPACE_XS)
        self._column.addLayout(head)
        self._column.addWidget(words(doubt.question(texts), "muted", wrap=True))
        self._column.addWidget(row)

    def focus(self) -> None:
        """Put the cursor on the first answer."""
        next(iter(self._buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_answer(self, answer: Answer | None) -> None:
        """Mark the answer that was given."""
        chosen = ""
        if answer is not None:
            chosen = self._key_of(answer)
        for key, each in self._buttons.items():
            each.setChecked(key == chosen)

    def press(self, text: str) -> None:
        """Press the button that says a text."""
        next(each for each in self._buttons.values() if each.text() == text).click()

    def _offer(self) -> None:
        texts, doubt = self._context.texts, self.doubt
        for at, each in enumerate(doubt.proposals):
            members = len(each.value) if isinstance(each.value, list) else 0
            said = texts("All {n} of them", n=members) if members > _FEW else each.label
            self._button(str(at), said, each.label)
        if doubt.creates:
            kind = texts(self._context.catalogue[doubt.creates].label)
            self._button(_CREATE, texts("Create: {type}", type=kind))
        out = texts("Leave these rows out") if doubt.kind == "type" else texts("Leave empty")
        self._button(_EMPTY, out)
        if self._field is not None:
            self._button(_OTHER, texts("Something else…"))
        for order in doubt.orders:
            said = texts(_WHOLE_COLUMN[order])
            made = button(self._context.kit, said, "link")
            made.setAccessibleName(f"{said}: {doubt.header}")
            made.clicked.connect(_Order(self, order))
            self._flow.addWidget(made)

    def _button(self, key: str, text: str, whole: str = "") -> None:
        cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        made = button(self._context.kit, cut.replace("&", "&&"), "chip")
        made.setCheckable(True)
        made.setAccessibleName(f"{whole or text}: “{self.doubt.raw}”")
        if whole and whole != cut:
            made.setToolTip(whole)
        made.clicked.connect(_Pressed(self, key))
        self._buttons[key] = made
        self._flow.addWidget(made)

    def _key_of(self, answer: Answer) -> str:
        if answer.said != "value":
            return _EMPTY if answer.said == "empty" else _CREATE
        for at, each in enumerate(self.doubt.proposals):
            fits = each.value == answer.value
            if fits or (self._field is not None and same(self._field, each.value, answer.value)):
                return str(at)
        return _OTHER

    def on_pressed(self, key: str) -> None:
        """Take an answer; pressed again it is taken back."""
        if key == _OTHER:
            self._ask()
            return
        if self._other is not None:
            self._other.hide()
        answer: Answer | None = None
        if self._buttons[key].isChecked():
            if key in (_EMPTY, _CREATE):
                answer = Answer("empty" if key == _EMPTY else "create")
            else:
                proposal = self.doubt.proposals[int(key)]
                answer = Answer("value", proposal.value, proposal.label)
        self.answered.emit(self.doubt, answer)

    def on_order(self, order: str) -> None:
        """Say how the whole column writes days."""
        self.order_chosen.emit(self.doubt, order)

    def _ask(self) -> None:
        if self._field is None:
            return
        if self._other is None:
            self._other = editor_for(self._field, self._context)
            self._other.set_name(self._context.texts("What “{text}” means", text=self.doubt.raw))
            self._other.setMaximumWidth(_EDITOR_WIDTH)
            self._other.committed.connect(self._on_other)
            self._column.addWidget(self._other)
        self._other.show()
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._other.value():
            self._buttons[_OTHER].setChecked(False)

    @Slot()
    def _on_other(self) -> None:
        value = self._other.value() if self._other is not None else None
        self.answered.emit(self.doubt, Answer("value", value) if value is not None else None)


class _Pressed:
    """Takes a click to its question."""

    def __init__(self, question: Question, key: str) -> None:
        self._question, self._key = question, key

    def __call__(self) -> None:
        self._question.on_pressed(self._key)


class _Order:
    """Takes a date order to its question."""

    def __init__(self, question: Question, order: str) -> None:
        self._question, self._order = question, order

    def __call__(self) -> None:
        self._question.on_order(self._order)
