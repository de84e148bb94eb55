"""Names and dates as lists say them, short where there is little room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from coordinator_app.services.contact_dates import LastContact
from coordinator_app.texts import Texts


def short_name(state: str) -> str:
    """Return the name of a State without what stands in brackets after it."""
    return state.partition(" (")[0]


def short_names(states: Sequence[str]) -> str:
    """Return the first of several States, and how many more there are."""
    if not states:
        return ""
    more = f" +{len(states) - 1}" if len(states) > 1 else ""
    return f"{short_name(states[0])}{more}"


def without_year(shown: str, today: dt.date) -> str:
    """Return a date in words in which this year goes without saying."""
    return shown.removesuffix(f" {today.year}")


def last_contact_said(contact: LastContact, texts: Texts) -> str:
    """Return when the last contact was, in words; nothing recorded is not the same as never."""
    if contact.day_text:
        return contact.day_text
    if contact.undated:
        return texts("Date not recorded")
    return texts("No contact yet") if contact.never else texts("Nothing recorded")
