"""What is asked: the records at hand, the period, the day, and the States that count."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coordinator_app.domain import edtf
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.activity import CARRIED_OUT
from coordinator_app.texts import N_

#: The groups whose union is the whole region (domain 5.1).
CORE_GROUPS = ("CARICOM", "SICA", "ANDEAN")
#: Memberships whose people and follow-ups belong to a group; only full ones make its number.
_BELONGING = ("FULL", "ASSOCIATE", "ASSOCIATE_PENDING")
_SEPARATORS = re.compile(r"[\s,;+]+")


@dataclass(frozen=True)
class Facts:
    """The living records that indicators are worked out from.

    Args:
        participants: Rows of each list of participants, by training.
        roles: Roles of each contact, by contact.
        items: What each request for assistance asks for, by request.
    """

    countries: Mapping[str, Record] = field(default_factory=dict)
    groups: Mapping[str, Record] = field(default_factory=dict)
    memberships: Sequence[Record] = ()
    visits: Sequence[Record] = ()
    trainings: Sequence[Record] = ()
    participants: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    contacts: Mapping[str, Record] = field(default_factory=dict)
    roles: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    follow_ups: Sequence[Record] = ()
    requests: Sequence[Record] = ()
    items: Mapping[str, Sequence[Record]] = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """One question to the records.

    Args:
        first, last: The period, both days included.
        as_at: The day for what is asked as it stands on a day.
        group: Codes of groups, apart by a comma or plus; empty: the whole region.
        today: The day it is.

    Raises:
        UserError: The period ends before it begins, or there is no such group.
    """

    facts: Facts
    first: dt.date
    last: dt.date
    as_at: dt.date
    today: dt.date
    group: str = ""

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise UserError(
                N_("The period ends before it begins."),
                do=N_("Give the earlier day first."),
            )
        known = sorted(group.text("code") for group in self.facts.groups.values())
        for code in self.codes:
            if self.group and code not in known:
                raise UserError(
                    N_("There is no group of States called “{name}”."),
                    do=N_("The groups are: {names}."),
                    name=code,
                    names=", ".join(known),
                )

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the groups asked for."""
        asked = tuple(each.upper() for each in _SEPARATORS.split(self.group) if each)
        return asked or CORE_GROUPS

    @property
    def whole_region(self) -> bool:
        """Say whether no group was named."""
        return not self.group.strip()

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Ids of the States that make the denominator N: each once, whatever its groups."""
        return tuple(each.id for each in self._members(("FULL",)) if each.get("un_member"))

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """Ids of members that are no UN Member States; counted apart, never in N."""
        return tuple(each.id for each in self._members(_BELONGING) if not each.get("un_member"))

    @cached_property
    def belonging(self) -> frozenset[str]:
        """Ids of all whose people and follow-ups belong to the group."""
        return frozenset(each.id for each in self._members(_BELONGING))

    def in_period(self, day: dt.date) -> bool:
        """Say whether a day lies in the period."""
        return self.first <= day <= self.last

    def _members(self, statuses: tuple[str, ...]) -> list[Record]:
        found = {
            country
            for row in self.facts.memberships
            for group in row.ids("parent")
            for country in row.ids("country")
            if self.facts.groups[group].text("code") in self.codes
            and row.get("status") in statuses
            and holds(row, self.as_at)
        }
        return [
            each
            for each in self.facts.countries.values()
            if each.id in found and each.get("in_scope")
        ]


def holds(record: Record, day: dt.date) -> bool:
    """Say whether a dated fact holds on a day; bounds that are not known do not end it."""
    start = edtf.bounds(record.text("valid_from"))[0]
    end = edtf.bounds(record.text("valid_to"))[1]
    return (start is None or start <= day) and (end is None or day <= end)


def last_day(record: Record, key: str) -> dt.date | None:
    """Return the last day a partial date may mean; that day decides to which period it belongs."""
    return edtf.bounds(record.text(key))[1]


def carried_out(records: Iterable[Record]) -> list[Record]:
    """Return the activities that took place."""
    return [each for each in records if each.get("status") in CARRIED_OUT]


def dated(records: Iterable[Record]) -> tuple[list[tuple[Record, dt.date]], list[str]]:
    """Return activities with their last day, and the ids of those without a known one."""
    known, unknown = [], []
    for record in records:
        day = last_day(record, "dates")
        if day is None:
            unknown.append(record.id)
        else:
            known.append((record, day))
    return known, unknown


def straddling(frame: Frame, records: Iterable[Record], key: str = "dates") -> list[str]:
    """Return the ids of entries whose partial date may also mean a day outside the period."""
    found = []
    for record in records:
        # The end alone decides: days that are known may well begin in another period.
        end = record.text(key).rpartition("/")[2]
        first, last = edtf.bounds(end if end != ".." else None)
        if first and last and frame.in_period(first) != frame.in_period(last):
            found.append(record.id)
    return found
