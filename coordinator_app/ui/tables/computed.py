"""Columns that are neither a field nor known to lists: they cannot be sorted or filtered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordinator_app.domain import display
from coordinator_app.domain.records.people import valid_on
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts


def verified(reading: Reading, contacts: Sequence[str], texts: Texts) -> Mapping[str, str]:
    """Return when a role that each contact holds today was last verified, by id."""
    field = reading.catalogue.field("contact_role", "last_verified_on")
    today = reading.today()
    found = {}
    for contact in contacts:
        days = [
            role.text("last_verified_on")
            for role in reading.records.children(contact, "contact_role")
            if role.get("status") != "ENDED" and valid_on(role, today)
        ]
        if any(days):
            found[contact] = display.show(field, max(days), texts, str)
    return found
