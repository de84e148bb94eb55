"""The offers that name an item of a request."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coordinator_app.domain import display, edtf
from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services import assistance, viewing
from coordinator_app.services.assistance import Offered
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import button, words
from coordinator_app.ui.widgets.status import tone_of

_COLUMNS: Final = (
    Column("provider", 140, 2, label=N_("Provider")),
    Column("title", 180, 4, label=N_("Offer")),
    Column("answers", 96, 1, label=N_("Items")),
    Column("valid_to", 120, label=N_("Valid until"), spare=True),
    Column("status", 108, label=N_("Status"), look="status"),
)
_WATCHED: Final = frozenset({"assistance_offer", "assistance_item", "institution"})


class OffersTab(Tab):
    """A list of offers, and a button that begins another.

    Args:
        context: Collaborators.

    Signals:
        chosen: Id of an offer the person wants to see.
        new_asked: The person begins an offer.
    """

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._request = context, ""
        self._generation = Generation()
        self._begun = False
        kit, texts = context.kit, context.texts
        self.view = LinesView(kit, texts("Offers"), _COLUMNS)
        self.view.chosen.connect(self._on_chosen)
        nothing = EmptyState(kit, "assistance_offer", texts("No offer names an item yet."))
        self._list = LineList(kit, self.view, nothing)
        self.new = button(kit, texts("New offer"), icon="add", clicked=self.new_asked.emit)
        self.new.setEnabled(not context.file.read_only)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        hint = texts("An offer belongs here once it names an item of this request.")
        head.addWidget(words(hint, "hint"), 1)
        head.addWidget(self.new)
        card = Card(flush=True)
        card.add(self._list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(card, 1)
        context.changes.changed.connect(self._on_changed)

    def show_entry(self, view: viewing.View) -> None:
        """Show the offers for a request."""
        self._request = view.record.id
        self._read()

    def begin(self) -> None:
        """Go to the list, or where it is empty to the button."""
        shown = self.view if self.view.lines.rowCount() else self.new
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begun = True

    def _read(self) -> None:
        self._context.tasks.read(
            partial(_offers, self._request, self._context.texts.lang),
            self._on_read,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_read(self, found: Sequence[Offered]) -> None:
        self._list.show_lines([self._line(each) for each in found])
        if self._begun and found and self.new.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # they came after the person did
        self._begun = False

    def _line(self, offered: Offered) -> Line:
        texts, offer = self._context.texts, offered.offer
        field = self._context.catalogue.field("assistance_offer", "status")
        status = offer.text("status")
        return Line(
            offer.id,
            (
                offered.provider,
                offer.title,
                ", ".join(offered.answers),
                edtf.display(offer.text("valid_to"), texts.lang),
                display.label(field, status, texts) if status else "",
            ),
            offer.id,
            tones={4: tone_of(status)},
        )

    @Slot(object)
    def _on_chosen(self, line: Line) -> None:
        self.chosen.emit(line.data)

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._request and change_set.types & _WATCHED:
            self._read()


def _offers(request: str, lang: str, reading: Reading) -> list[Offered]:
    return assistance.offers_for(reading, request, lang)
