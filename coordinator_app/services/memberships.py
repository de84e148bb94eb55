"""Which States are in a group of States on a day."""

from __future__ import annotations

import datetime as dt

from coordinator_app.domain.records.people import valid_on
from coordinator_app.services.session import Reading

#: Memberships by which a State counts as in a group.
_IN_GROUP = ("FULL", "ANALYTIC")


def members(reading: Reading, group: str, day: dt.date) -> tuple[str, ...]:
    """Return the ids of the States that are in a group of States on a day.

    Args:
        group: Id of the group.
    """
    found: list[str] = []
    for membership in reading.records.children(group, "group_membership"):
        if membership.get("status") in _IN_GROUP and valid_on(membership, day):
            found += membership.ids("country")
    return tuple(dict.fromkeys(found))
