"""The report of an activity: its text, what it came to, dates and money, and the printed page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.pages.entry_forms import Scrolled
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, words

_FACTS: Final = (
    "report_due_on", "reported_on", "planned_cost", "actual_cost",
    "summary", "results", "lessons", "next_steps",
)  # fmt: skip
_MORE: Final = (
    "#More", "previous_activity", "series", "mode", "scope", "sensitivity", "lang", "title_alt",
    "notes",
)  # fmt: skip
#: So that the titles of sections are collected with the other texts.
_SECTIONS: Final = (N_("More"),)


class ReportTab(Tab):
    """The text at the left, the rest at the right.

    Args:
        context: Collaborators.
        binding: The activity's editors.
        print_page: Shows the printed page.
        extra: Further fields of this kind of activity.
    """

    def __init__(
        self,
        context: Context,
        binding: Binding,
        print_page: Callable[[], object],
        extra: Sequence[str] = (),
    ) -> None:
        super().__init__()
        texts, kit = context.texts, context.kit
        self._binding = binding
        left = QVBoxLayout()
        left.setContentsMargins(SPACE_M, SPACE_S, 0, SPACE_M)
        left.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.addWidget(words(texts("Report"), "section"))
        head.addStretch(1)
        head.addWidget(
            button(kit, texts("Print or save as PDF…"), "quiet", icon="print", clicked=print_page)
        )
        left.addLayout(head)
        left.addWidget(binding.row("report_text", look="fill", bare=True), 1)
        right = Scrolled()
        column = QVBoxLayout(right.inner)
        column.setContentsMargins(0, SPACE_S, SPACE_M, SPACE_M)
        keys = (*_FACTS, *extra, *_MORE)
        self.form = RecordForm(context, binding.type.key, keys, columns=2, binding=binding)
        column.addWidget(self.form)
        card = Card(flush=True)
        both = QHBoxLayout()
        both.setSpacing(SPACE_L)
        both.addLayout(left, 1)
        both.addWidget(right, 1)
        card.add(both, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def begin(self) -> None:
        """Go to the text."""
        self._binding.focus("report_text")
