"""Open promises of a State, side by side: theirs to us, ours to them; late ones first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.domain import display, edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.follow_up import is_overdue
from coordinator_app.services import naming
from coordinator_app.services.states import StatePage
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.brevity import without_year
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import styled, tool_button

Side = Literal["THEIRS", "OURS"]

_COLUMNS: Final = (
    Column("due", 110, label=N_("Due"), look="due"),
    Column("what", 116, 5, label=N_("What")),
    Column("who", 216, 1, label=N_("Who"), look="muted", spare=True),
)
_LABELS: Final[dict[Side, str]] = {"THEIRS": N_("Theirs to us"), "OURS": N_("Ours to them")}
_NOTHING: Final[dict[Side, str]] = {
    "THEIRS": N_("They owe nothing."),
    "OURS": N_("We owe nothing."),
}


class Promises(QWidget):
    """Two lists of follow-ups.

    Args:
        context: Collaborators.

    Signals:
        chosen: Id of a follow-up the person wants to see.
        new_asked: A side ("THEIRS", "OURS") to which the person adds one.
    """

    chosen = Signal(str)
    new_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        styled(self, "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.theirs = PromiseList(context, "THEIRS")
        self.ours = PromiseList(context, "OURS")
        for each in (self.theirs, self.ours):
            each.chosen.connect(self.chosen)
            each.new_asked.connect(self.new_asked)
            row.addWidget(each, 1)

    def show_state(self, page: StatePage) -> None:
        """Show the open promises of a State."""
        titles = naming.namer(page.names)
        self.theirs.show_records(page.theirs, titles)
        self.ours.show_records(page.ours, titles)


class PromiseList(Card):
    """The open promises of one side.

    Args:
        context: Collaborators.
        side: Whose they are.

    Signals:
        chosen: Id of a follow-up the person wants to see.
        new_asked: The side, when the person adds one.
    """

    chosen = Signal(str)
    new_asked = Signal(str)

    def __init__(self, context: Context, side: Side) -> None:
        texts, kit = context.texts, context.kit
        super().__init__(texts(_LABELS[side]), flush=True)
        self._context, self._side = context, side
        add = tool_button(kit, "add", texts("New follow-up"), clicked=self._on_add)
        add.setEnabled(not context.file.read_only)
        if self.title is not None:
            self.title.add(add)
        self.view = LinesView(
            kit, texts(_LABELS[side]), _COLUMNS, heading=False, beside=True, letters_pass=True
        )
        self.view.chosen.connect(self._on_chosen)
        self._list = LineList(kit, self.view, EmptyState(kit, "ok", texts(_NOTHING[side])))
        self.add(self._list, 1)

    def show_records(self, records: Sequence[Record], titles: Callable[[str], str]) -> None:
        """Show these follow-ups."""
        texts, today = self._context.texts, self._context.clock.today()
        owner = self._context.catalogue.field("follow_up", "owner")
        lines, late = [], 0
        for record in records:
            overdue = is_overdue(record, today)
            late += overdue
            due = without_year(edtf.display(record.text("due_on"), texts.lang), today)
            lines.append(
                Line(
                    record.id,
                    (
                        due or texts("No date"),
                        record.title,
                        display.show(owner, record.get("owner"), texts, titles),
                    ),
                    record.id,
                    icons={0: "late"} if overdue else {},
                    tones={0: "danger" if overdue else "muted" if not due else ""},
                )
            )
        self._list.show_lines(lines)
        if self.title is not None:
            count = str(len(lines)) if lines else ""
            said = texts.n("{n} late", "{n} late", late) if late else ""
            self.title.set_note(" · ".join(part for part in (count, said) if part))

    @Slot(object)
    def _on_chosen(self, line: Line) -> None:
        self.chosen.emit(line.data)

    @Slot()
    def _on_add(self) -> None:
        self.new_asked.emit(self._side)
