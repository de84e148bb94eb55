"""Settings of standing rules: who is right about a field that both sides changed."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from coordinator_app.services.exchange import standing
from coordinator_app.services.exchange.standing import Told
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_S
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import button, words

_COLUMNS: Final = (
    Column("field", 150, 3, label=N_("Field")),
    Column("says", 130, 2, label=N_("Rule")),
    Column("about", 120, 2, label=N_("Where"), look="muted", spare=True),
)
_ROWS: Final = 3


class RulesCard(Card):
    """The standing rules; they are made while changes are checked, and withdrawn here.

    Args:
        context: Collaborators.

    Signals:
        read: The rules were read and are shown.
    """

    read = Signal()

    def __init__(self, context: Context) -> None:
        texts, kit = context.texts, context.kit
        super().__init__(texts("When both changed"))
        self._context = context
        self._generation = Generation()
        self._told: list[Told] = []
        hint = texts("Rules decide for you who is right; make one from a line in Check changes.")
        self.view = LinesView(kit, texts("Rules"), _COLUMNS, heading=False)
        self.view.current_changed.connect(self._on_current_changed)
        empty = EmptyState(kit, "merge", texts("No rule is kept: every conflict is asked about."))
        self._list = LineList(kit, self.view, empty)
        self._list.setFixedHeight(_ROWS * ROW_HEIGHT + 2)
        self.remove = button(
            kit, texts("Withdraw the rule"), "quiet", icon="delete", clicked=self._on_remove
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.add(words(hint, "hint", wrap=True))
        self.add(self._list)
        self.add(row)

    def refresh(self) -> None:
        """Read the rules again."""
        self._context.tasks.read(
            partial(_told, self._context.texts), self._on_read, generation=self._generation.new()
        )

    @Slot(object)
    def _on_read(self, told: list[Told]) -> None:
        self._told = told
        self._list.show_lines(
            [
                Line(str(number), (each.field, each.says, each.about))
                for number, each in enumerate(told)
            ]
        )
        self.remove.setVisible(bool(told))
        self._on_current_changed()
        self.read.emit()

    @Slot()
    def _on_current_changed(self) -> None:
        chosen = self.view.current_line() is not None
        self.remove.setEnabled(chosen and not self._context.file.read_only)

    @Slot()
    def _on_remove(self) -> None:
        line = self.view.current_line()
        if line is not None:
            rule = self._told[int(line.key)].rule
            self._context.tasks.write(partial(_remove, rule), self._on_removed)

    @Slot(object)
    def _on_removed(self, _nothing: None) -> None:
        self._context.shell.say(self._context.texts("The rule is withdrawn."))
        self.refresh()


def _told(texts: Texts, reading: Reading) -> list[Told]:
    return standing.told(reading, texts)


def _remove(rule: standing.Rule, session: Session) -> None:
    standing.remove(session, rule)
