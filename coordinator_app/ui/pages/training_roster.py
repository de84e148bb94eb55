"""The list of participants of a training, and what it comes to."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from coordinator_app.domain import display
from coordinator_app.domain.fields import Value
from coordinator_app.services import rosters, viewing
from coordinator_app.services.rosters import Roster
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms import filling
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.record_form import FormPane, RecordForm
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.pages.entry_forms import Scrolled
from coordinator_app.ui.pages.entry_grids import begin_in, offer_first_line
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, words

_COUNTS: Final = ("participants", "women", "men", "institutions_count", "countries_count")
_LEARNT: Final = (
    *_COUNTS, "satisfaction", "days", "hours", "seats",
    "learning_objectives",
)  # fmt: skip


class RosterTab(Tab):
    """The grid of participants with its counts.

    Args:
        context: Collaborators.

    Signals:
        paste_asked: The person wants to paste a list of names.
    """

    paste_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._generation = Generation()
        texts = context.texts
        self._count = words("", "muted")
        self._paste = button(
            context.kit, texts("Paste a list…"), icon="paste", clicked=self.paste_asked.emit
        )
        self._paste.setEnabled(not context.file.read_only)
        self.grid = ChildGrid(
            context, "participant", key="training/participants", prompt=texts("Type a name")
        )
        offer_first_line(self.grid)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._count, 1)
        head.addWidget(self._paste)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(self.grid, 1)

    def show_entry(self, view: viewing.View) -> None:
        """Show the participants of a training."""
        self.grid.show_parent(view.record.id)
        self._context.tasks.read(
            partial(_roster, view.record.id), self._on_roster, generation=self._generation.new()
        )

    def commit(self) -> None:
        """Take what is being typed."""
        self.grid.commit()

    def begin(self) -> None:
        """Go to the list."""
        begin_in(self.grid)

    @Slot(object)
    def _on_roster(self, roster: Roster) -> None:
        texts = self._context.texts
        said = [
            texts.n("{n} on the list", "{n} on the list", roster.listed),
            texts.n("{n} trained", "{n} trained", roster.trained),
        ]
        if roster.trained:  # of those who came, not of those who are on the list
            women, states = (roster.counted.get(key, 0) for key in ("women", "countries_count"))
            among = [texts.n("{n} woman", "{n} women", women)]
            if states:
                among.append(texts.n("from {n} State", "from {n} States", states))
            said[-1] = f"{said[-1]} ({', '.join(among)})"
        self._count.setText(" · ".join(said) if roster.listed else "")


class ResultsTab(Tab):
    """Reported numbers beside those of the list, which of them count, and scores.

    Args:
        context: Collaborators.
        binding: The training's editors.
    """

    def __init__(self, context: Context, binding: Binding) -> None:
        super().__init__()
        self._context, self._binding = context, binding
        self._generation = Generation()
        self._view: viewing.View | None = None
        texts = context.texts
        form = Card(flush=True)
        form.add(FormPane(RecordForm(context, "training", _LEARNT, columns=3, binding=binding)), 1)
        self._card = Card(texts("Numbers"))
        self._which = words("", "muted", wrap=True)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(SPACE_L)
        self._table.setVerticalSpacing(SPACE_XS)
        self._scores = words("", wrap=True)
        whole = texts(binding.type.by_key["roster_complete"].label)
        self._card.add(binding.row("roster_complete", beside=filling.label_width(whole)))
        numbers = Scrolled()  # a low window shows the first of them, and the commitments beneath
        column = QVBoxLayout(numbers.inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self._which)
        column.addLayout(self._table)
        column.addWidget(self._scores)
        column.addStretch(1)
        self._card.add(numbers, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(form, 3)
        row.addWidget(self._card, 2)

    def show_entry(self, view: viewing.View) -> None:
        """Count the list of a training."""
        self._view = view
        self._context.tasks.read(
            partial(_roster, view.record.id), self._on_roster, generation=self._generation.new()
        )

    def begin(self) -> None:
        """Go to the first number."""
        self._binding.focus(_LEARNT[0])

    @Slot(object)
    def _on_roster(self, roster: Roster) -> None:
        texts = self._context.texts
        self._which.setText(
            texts("The list is complete: its numbers count.")
            if roster.complete
            else texts("The list is not marked complete: the reported numbers count.")
        )
        while self._table.count():
            item = self._table.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        kind = ("", "strong") if roster.complete else ("strong", "")
        for column, heading in enumerate((texts("Reported"), texts("From the list")), start=1):
            self._table.addWidget(words(heading, "label"), 0, column)
        for line, key in enumerate(_COUNTS, start=1):
            field = self._binding.type.by_key[key]
            shown = display.show(field, self._value(key), texts, str) or "–"
            listed = str(roster.counted.get(key, 0)) if roster.listed else "–"
            self._table.addWidget(words(texts(field.label), "muted"), line, 0)
            self._table.addWidget(words(shown, "strong" if kind[0] else ""), line, 1)
            self._table.addWidget(words(listed, "strong" if kind[1] else ""), line, 2)
        self._table.setColumnStretch(3, 1)
        self._scores.setText("\n".join(self._learnt(roster)))

    def _value(self, key: str) -> Value:
        return self._view.record.get(key) if self._view is not None else None

    def _learnt(self, roster: Roster) -> list[str]:
        texts = self._context.texts
        said = []
        if roster.before is not None and roster.after is not None:
            said.append(
                texts.n(
                    "Mean score {before} % before, {after} % after ({n} person with both)",
                    "Mean score {before} % before, {after} % after ({n} people with both)",
                    roster.scored,
                    before=round(roster.before),
                    after=round(roster.after),
                )
            )
        if roster.certificates:
            said.append(
                texts.n("{n} certificate issued", "{n} certificates issued", roster.certificates)
            )
        return said


def _roster(training_id: str, reading: Reading) -> Roster:
    return rosters.of_training(reading, training_id)
