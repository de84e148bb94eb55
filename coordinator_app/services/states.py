"""States at a glance: groups, stage, point of contact, last contact, promises, timeline."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.records.follow_up import due_day, is_open, is_overdue
from coordinator_app.domain.records.people import is_stale, valid_on
from coordinator_app.services import assistance, contact_dates, naming
from coordinator_app.services.assistance import Requested
from coordinator_app.services.contact_dates import (
    LastContact,
    as_of,
    by_link,
    day_of,
    in_my_region,
    last_contact,
    stage_of,
)
from coordinator_app.services.session import Reading

#: What else belongs to its history.
_HISTORY: Mapping[str, str] = {
    **contact_dates.CONTACT,
    "dispatch": "countries",
    "assistance_request": "countries",
}
#: Roles of those who speak for a State, in the order in which they are named.
_SPEAKERS = ("POC_1540", "POC_1540_ALTERNATE")
_ASSOCIATES = ("ASSOCIATE", "ASSOCIATE_PENDING")


@dataclass(frozen=True)
class PointOfContact:
    """A person who is the point of contact, and the role that says so."""

    contact: Record
    role: Record
    stale: bool


@dataclass(frozen=True)
class Overview:
    """A State in the list of States.

    Args:
        groups: Codes of the groups it is a full member of.
        associate: Codes of the groups it is an associate of.
        stage: Code of its latest engagement stage, "" when none is recorded.
    """

    state: Record
    name: str
    groups: tuple[str, ...]
    associate: tuple[str, ...]
    stage: str
    contact: PointOfContact | None
    last: LastContact
    open_count: int
    late_count: int


@dataclass(frozen=True)
class Happening:
    """One line of a State's timeline.

    Args:
        day: Its last day, None when no date is known.
        day_text: The date as it was given, in words.
        kind: Its record type.
    """

    record: Record
    day: dt.date | None
    day_text: str
    kind: str


@dataclass(frozen=True)
class StatePage:
    """Everything the page of a State shows.

    Args:
        people: Contacts with their roles, those who hold one first.
        facts: Dated facts, latest first.
        theirs, ours: Open promises, theirs to us and ours to them, late first.
        requests: What it asked for, open requests first.
        timeline: Newest first.
        names: What everything shown points at is called.
    """

    overview: Overview
    people: tuple[tuple[Record, tuple[Record, ...]], ...]
    institutions: tuple[Record, ...]
    facts: tuple[Record, ...]
    theirs: tuple[Record, ...]
    ours: tuple[Record, ...]
    requests: tuple[Requested, ...]
    timeline: tuple[Happening, ...]
    names: Mapping[str, str]


def groups_on(
    reading: Reading, day: dt.date, statuses: Sequence[str] = ("FULL",)
) -> dict[str, tuple[str, ...]]:
    """Return the codes of the groups each State belongs to on a day, by State id.

    Args:
        statuses: Kinds of membership that count.
    """
    codes = {group.id: group.text("code") for group in reading.records.all("country_group")}
    found: dict[str, set[str]] = defaultdict(set)
    for member in reading.records.all("group_membership"):
        if member.get("status") in statuses and valid_on(member, day):
            for state in member.ids("country"):
                found[state].add(codes.get(member.ids(PARENT)[0], ""))
    return {state: tuple(sorted(groups)) for state, groups in found.items()}


def point_of_contact(reading: Reading, state: Record) -> PointOfContact | None:
    """Return who is the point of contact of a State today, the primary one first."""
    held = (
        (contact, role)
        for contact in reading.records.linked_from(state.id, "contact", "country")
        for role in reading.records.children(contact.id, "contact_role")
    )
    return _primary(held, reading.today())


def overviews(reading: Reading, lang: str) -> list[Overview]:
    """Return the States of my region with what the list shows of each."""
    today, records = reading.today(), reading.records
    groups = groups_on(reading, today)
    associate = groups_on(reading, today, _ASSOCIATES)
    region = in_my_region(reading)
    last = contact_dates.of_region(reading, region, lang)
    facts = contact_dates.profiles(reading)
    roles = by_link(records.all("contact_role"), PARENT)
    contacts = by_link(records.all("contact"), "country")
    promises = by_link(filter(is_open, records.all("follow_up")), "countries")
    return [
        Overview(
            state,
            naming.name(state, lang),
            groups.get(state.id, ()),
            associate.get(state.id, ()),
            stage_of(facts[state.id]),
            _primary(
                ((contact, role) for contact in contacts[state.id] for role in roles[contact.id]),
                today,
            ),
            last[state.id],
            len(promises[state.id]),
            sum(is_overdue(each, today) for each in promises[state.id]),
        )
        for state in region
    ]


def state_page(reading: Reading, state_id: str, lang: str) -> StatePage | None:
    """Return what the page of a State shows, None when it is no State."""
    state = reading.records.get(state_id)
    if state is None or state.type != "country":
        return None
    records, today = reading.records, reading.today()
    people = tuple(
        sorted(
            (
                (contact, tuple(records.children(contact.id, "contact_role")))
                for contact in records.linked_from(state_id, "contact", "country")
            ),
            key=_holders_first(today),
        )
    )
    follow_ups = records.linked_from(state_id, "follow_up", "countries")
    promises = sorted(filter(is_open, follow_ups), key=_late_first(today))
    facts = tuple(sorted(records.children(state_id, "country_profile"), key=as_of, reverse=True))
    timeline = tuple(_timeline(reading, state_id, [*follow_ups, *facts], lang))
    institutions = tuple(records.linked_from(state_id, "institution", "country"))
    shown: Iterable[Record] = (
        state,
        *institutions,
        *promises,
        *facts,
        *(each.record for each in timeline),
        *(contact for contact, _ in people),
        *(role for _, roles in people for role in roles),
    )
    overview = Overview(
        state,
        naming.name(state, lang),
        groups_on(reading, today).get(state.id, ()),
        groups_on(reading, today, _ASSOCIATES).get(state.id, ()),
        stage_of(facts[::-1]),
        _primary(((contact, role) for contact, roles in people for role in roles), today),
        last_contact(reading, state, lang),
        len(promises),
        sum(is_overdue(each, today) for each in promises),
    )
    return StatePage(
        overview,
        people,
        institutions,
        facts,
        tuple(each for each in promises if each.get("direction") != "OURS"),
        tuple(each for each in promises if each.get("direction") == "OURS"),
        tuple(assistance.of_state(reading, state_id)),
        timeline,
        naming.linked(reading, shown, lang),
    )


def _primary(held: Iterable[tuple[Record, Record]], today: dt.date) -> PointOfContact | None:
    found = [
        PointOfContact(contact, role, is_stale(role, today))
        for contact, role in held
        if role.get("role") == "POC_1540"
        and role.get("status") in ("NOTIFIED", "VERIFIED")
        and valid_on(role, today)
    ]
    return min(found, key=_primary_first) if found else None


def _timeline(
    reading: Reading, state_id: str, more: Iterable[Record], lang: str
) -> list[Happening]:
    found = [
        record
        for type_key, key in _HISTORY.items()
        for record in reading.records.linked_from(state_id, type_key, key)
    ]
    found += (each for each in more if each.type != "follow_up" or each.get("done_on"))
    belongs = {state_id, *(each.id for each in found)}
    found += (
        each for each in reading.records.all("attachment") if belongs.intersection(each.ids(PARENT))
    )
    return sorted(
        (
            Happening(
                record,
                day_of(reading, record),
                contact_dates.when_text(reading, record, lang),
                record.type,
            )
            for record in found
        ),
        key=_newest_first,
    )


def _primary_first(contact: PointOfContact) -> tuple[bool, bool]:
    return not contact.role.get("is_primary"), contact.stale


def _newest_first(happening: Happening) -> tuple[bool, int]:
    return happening.day is None, -(happening.day.toordinal() if happening.day else 0)


def _holders_first(
    today: dt.date,
) -> Callable[[tuple[Record, tuple[Record, ...]]], tuple[int, bool, str]]:
    def key(person: tuple[Record, tuple[Record, ...]]) -> tuple[int, bool, str]:
        contact, roles = person
        held = {
            role.text("role")
            for role in roles
            if role.get("status") != "ENDED" and valid_on(role, today)
        }
        ranks = [rank for rank, role in enumerate(_SPEAKERS) if role in held]
        return min(ranks, default=len(_SPEAKERS)), not held, contact.title

    return key


def _late_first(today: dt.date) -> Callable[[Record], tuple[bool, dt.date, str]]:
    def key(record: Record) -> tuple[bool, dt.date, str]:
        return not is_overdue(record, today), due_day(record) or dt.date.max, record.title

    return key
