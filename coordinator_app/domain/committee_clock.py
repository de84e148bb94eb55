"""When to ask next about a request for assistance, by the Committee's procedure (domain 3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from coordinator_app.domain import edtf
from coordinator_app.domain.working_days import working_days_after

#: Within so many working days the Chair circulates a request, and a summary is published.
_CIRCULATED_WITHIN: Final = 5
_SOON: Final = ("SUBMITTED", "ACKNOWLEDGED", "CIRCULATED")
#: A year after the request the Chair asks whether it was met.
_IN_A_YEAR: Final = ("PUBLISHED", "MATCHING", "IN_DELIVERY")


def next_check(values: Mapping[str, object]) -> str | None:
    """Return the ISO day on which to ask next about a request; None where no clock runs.

    The clock runs for what was submitted to the Committee on a day that is known.

    Args:
        values: Of the request: channel, status, submitted_on.
    """
    submitted = values.get("submitted_on")
    if values.get("channel") != "COMMITTEE" or not isinstance(submitted, str):
        return None
    first, last = edtf.bounds(submitted)
    if first is None or first != last:
        return None
    if values.get("status") in _SOON:
        return working_days_after(first, _CIRCULATED_WITHIN).isoformat()
    if values.get("status") in _IN_A_YEAR:
        return _a_year_after(first).isoformat()
    return None


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return dt.date(day.year + 1, 3, 1)
