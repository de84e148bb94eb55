"""Names and dates made short where there is little room; tool tips and pages have them whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence


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
