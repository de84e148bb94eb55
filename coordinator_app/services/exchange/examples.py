"""A filled-in line for the first page of a sent file, as a new entry should look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coordinator_app.domain import display
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.texts import N_, Texts


@dataclass(frozen=True)
class Example:
    """One line.

    Args:
        title: English msgid.
        code: Readable code.
        values: Field to its value; texts are English msgids.
    """

    title: str
    code: str
    values: Mapping[str, Value]

    def head(self, type_key: str, catalogue: Catalogue, texts: Texts) -> tuple[str, ...]:
        """Return the headings of the values."""
        return tuple(texts(catalogue.field(type_key, key).label) for key in self.values)

    def line(self, type_key: str, catalogue: Catalogue, texts: Texts) -> tuple[str, ...]:
        """Return the values as a person writes them."""
        shown = []
        for key, value in self.values.items():
            field = catalogue.field(type_key, key)
            if field.kind in (Kind.TEXT, Kind.NOTE):
                shown.append(texts(str(value)))
            else:
                shown.append(display.show(field, value, texts, str))
        return tuple(shown)


#: By the record type that is added; an example is shown where that type has blank rows.
EXAMPLES: Final[Mapping[str, Example]] = {
    "follow_up": Example(
        N_("An example: a commitment, filled in"),
        "FU-XXX-2025-001",
        {
            "title": N_("Send the draft control list"),
            "due_on": "2025-03",
            "status": "IN_PROGRESS",
        },
    ),
    "assistance_item": Example(
        N_("An example: an item, filled in"),
        "ITM-XXX-2025-001",
        {
            "text": N_("Train customs officers to recognise strategic goods"),
            "assist_type": "TRAINING",
            "quantity": N_("20 officers, 3 days"),
        },
    ),
    "assistance_offer": Example(
        N_("An example: an offer, filled in"),
        "OFF-REG-2025-001",
        {
            "title": N_("Course on recognising strategic goods"),
            "items": ["ITM-XXX-2025-001"],
            "valid_to": "2026",
        },
    ),
}
