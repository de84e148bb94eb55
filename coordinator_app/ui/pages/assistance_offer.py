"""The page of an offer of assistance: who offers what, for which items, under which conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.entry_body import EntryBody, Tab, TabSpec
from coordinator_app.ui.pages.entry_files import FilesTab
from coordinator_app.ui.pages.entry_forms import FormsTab
from coordinator_app.ui.pages.entry_page import EntryPage

_FACTS: Final = ("provider", "items", "offered_on", "valid_to")
_DETAILS: Final = (
    ("description", "conditions", "notes"),
    ("#What is offered", "assist_types", "committee_types", "scopes", "subjects", "direct",
     "#For whom and how long", "countries", "valid_from", "contact", "source", "sensitivity"),
)  # fmt: skip
#: So that the titles of sections are collected with the other texts.
_SECTIONS: Final = (N_("What is offered"), N_("For whom and how long"))
_FILES: Final = 1


class OfferBody(EntryBody):
    """An offer of assistance."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "assistance_offer", _FACTS)

    def _tabs(self) -> Sequence[TabSpec]:
        return (
            TabSpec(self.texts("Details"), self._make_details),
            TabSpec(self.texts("Files"), self._make_files),
        )

    def _files_tab(self) -> int:
        return _FILES

    def _make_details(self) -> Tab:
        return FormsTab(self.context, self.binding, _DETAILS)

    def _make_files(self) -> Tab:
        return FilesTab(self.context)


class OfferPage(EntryPage):
    """An offer of assistance at a time."""

    type_key = "assistance_offer"

    def make_body(self) -> EntryBody:
        """Return the body of an offer."""
        return OfferBody(self.context)
