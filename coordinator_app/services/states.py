"""States at a glance: groups, stage, point of contact, last contact, promises, timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from coordinator_app.domain import edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.activity import CARRIED_OUT
from coordinator_app.domain.records.follow_up import due_day, is_open, is_overdue
from coordinator_app.domain.records.people import is_stale, valid_on
from coordinator_app.services import naming
from coordinator_app.services.session import Reading

#: Links by which something belongs to a State's history: record type to field.
_HISTORY: Mapping[str, str] = {
    "visit": "country",
    "training": "countries",
    "event": "countries",
    "interaction": "countries",
    "dispatch": "countries",
}


@dataclass(frozen=True)
class LastContact:
    """When a State was last in contact.

    Args:
        state: The State.
        name: Its name.
        day: Last day of the latest visit, training, event or note; None when nothing with a
            date is recorded (which is not the same as never).
        record: What it was.
        undated: Something is recorded, but without a date.
    """

    state: Record
    name: str
    day: dt.date | None = None
    record: Record | None = None
    undated: bool = False


@dataclass(frozen=True)
class PointOfContact:
    """A person who is the point of contact, and the role that says so."""

    contact: Record
    role: Record
    stale: bool


@dataclass(frozen=True)
class Overview:
    """A State in the list of States."""

    state: Record
    name: str
    groups: tuple[str, ...]
    stage: str
    contact: PointOfContact | None
    last: LastContact
    open_count: int
    late_count: int


@dataclass(frozen=True)
class Happening:
    """One line of a State's timeline."""

    record: Record
    day: dt.date | None
    day_text: str
    kind: str


@dataclass(frozen=True)
class StatePage:
    """Everything the page of a State shows.

    Args:
        theirs, ours: Open promises, theirs to us and ours to them, late first.
        timeline: Newest first.
        names: What everything shown points at is called.
    """

    overview: Overview
    people: tuple[tuple[Record, tuple[Record, ...]], ...]
    institutions: tuple[Record, ...]
    facts: tuple[Record, ...]
    theirs: tuple[Record, ...]
    ours: tuple[Record, ...]
    timeline: tuple[Happening, ...]
    names: Mapping[str, str]


def in_my_region(reading: Reading) -> list[Record]:
    """Return the States of my region, in the order of their codes."""
    return sorted(
        (each for each in reading.records.all("country") if each.get("in_scope")),
        key=_code,
    )


def groups_on(reading: Reading, day: dt.date) -> dict[str, tuple[str, ...]]:
    """Return the codes of the groups each State is a full member of on a day, by State id."""
    codes = {group.id: group.text("code") for group in reading.records.all("country_group")}
    found: dict[str, list[str]] = {}
    for member in reading.records.all("group_membership"):
        if member.get("status") == "FULL" and valid_on(member, day):
            for state in member.ids("country"):
                found.setdefault(state, []).append(codes.get(member.ids("parent")[0], ""))
    return {state: tuple(sorted(groups)) for state, groups in found.items()}


def last_contacts(reading: Reading, lang: str) -> list[LastContact]:
    """Return the last contact with each UN Member State of my region, longest ago first."""
    found = [
        last_contact(reading, state, lang)
        for state in in_my_region(reading)
        if state.get("un_member")
    ]
    return sorted(found, key=_longest_first)


def last_contact(reading: Reading, state: Record, lang: str) -> LastContact:
    """Return when a State was last in contact."""
    name = naming.name(state, lang)
    today = reading.today()
    latest: tuple[dt.date, Record] | None = None
    undated = False
    for type_key, key in _HISTORY.items():
        if type_key == "dispatch":
            continue
        for record in reading.records.linked_from(state.id, type_key, key):
            day = _when(reading, record)
            happened = record.type == "interaction" or record.get("status") in (
                *CARRIED_OUT,
                "ONGOING",
            )
            if not happened:
                continue
            if day is None:
                undated = True
            elif day <= today and (latest is None or day > latest[0]):
                latest = (day, record)
    return LastContact(
        state, name, latest[0] if latest else None, latest[1] if latest else None, undated
    )


def point_of_contact(reading: Reading, state: Record) -> PointOfContact | None:
    """Return who is the point of contact of a State today, the primary one first."""
    today = reading.today()
    found = []
    for contact in reading.records.linked_from(state.id, "contact", "country"):
        for role in reading.records.children(contact.id, "contact_role"):
            held = role.get("status") in ("NOTIFIED", "VERIFIED") and valid_on(role, today)
            if role.get("role") == "POC_1540" and held:
                found.append(PointOfContact(contact, role, is_stale(role, today)))
    return min(found, key=_primary_first) if found else None


def overviews(reading: Reading, lang: str) -> list[Overview]:
    """Return the States of my region with what the list shows of each."""
    groups = groups_on(reading, reading.today())
    return [_overview(reading, state, groups, lang) for state in in_my_region(reading)]


def state_page(reading: Reading, state_id: str, lang: str) -> StatePage | None:
    """Return what the page of a State shows, None when it is no State."""
    state = reading.records.get(state_id)
    if state is None or state.type != "country":
        return None
    records = reading.records
    people = tuple(
        (contact, tuple(records.children(contact.id, "contact_role")))
        for contact in records.linked_from(state_id, "contact", "country")
    )
    promises = [
        each for each in records.linked_from(state_id, "follow_up", "countries") if is_open(each)
    ]
    promises.sort(key=_late_first(reading.today()))
    timeline = _timeline(reading, state_id, lang)
    institutions = tuple(records.linked_from(state_id, "institution", "country"))
    facts = tuple(sorted(records.children(state_id, "country_profile"), key=_as_of, reverse=True))
    shown: Iterable[Record] = (
        state,
        *institutions,
        *promises,
        *facts,
        *(each.record for each in timeline),
        *(contact for contact, _ in people),
        *(role for _, roles in people for role in roles),
    )
    return StatePage(
        _overview(reading, state, groups_on(reading, reading.today()), lang),
        people,
        institutions,
        facts,
        tuple(each for each in promises if each.get("direction") != "OURS"),
        tuple(each for each in promises if each.get("direction") == "OURS"),
        tuple(timeline),
        naming.linked(reading, shown, lang),
    )


def _overview(
    reading: Reading, state: Record, groups: Mapping[str, tuple[str, ...]], lang: str
) -> Overview:
    follow_ups = reading.records.linked_from(state.id, "follow_up", "countries")
    today = reading.today()
    facts = sorted(reading.records.children(state.id, "country_profile"), key=_as_of)
    stages = [fact.text("stage") for fact in facts if fact.get("stage")]
    return Overview(
        state,
        naming.name(state, lang),
        groups.get(state.id, ()),
        stages[-1] if stages else "",
        point_of_contact(reading, state),
        last_contact(reading, state, lang),
        sum(is_open(each) for each in follow_ups),
        sum(is_overdue(each, today) for each in follow_ups),
    )


def _timeline(reading: Reading, state_id: str, lang: str) -> list[Happening]:
    found = [
        record
        for type_key, key in _HISTORY.items()
        for record in reading.records.linked_from(state_id, type_key, key)
    ]
    found += reading.records.linked_from(state_id, "attachment", "parent")
    return sorted(
        (
            Happening(
                record, _when(reading, record), _when_text(reading, record, lang), record.type
            )
            for record in found
        ),
        key=_newest_first,
    )


def _when(reading: Reading, record: Record) -> dt.date | None:
    key = reading.catalogue[record.type].date_field
    written = record.text(key) if key else ""
    if not written:
        return None
    first, last = edtf.bounds(written)
    return last or first


def _when_text(reading: Reading, record: Record, lang: str) -> str:
    key = reading.catalogue[record.type].date_field
    written = record.text(key) if key else ""
    return edtf.display(written, lang) if written else ""


def _code(state: Record) -> str:
    return state.text("code")


def _as_of(fact: Record) -> str:
    return fact.text("as_of")


def _longest_first(contact: LastContact) -> tuple[bool, dt.date, str]:
    return contact.day is None, contact.day or dt.date.max, contact.name


def _primary_first(contact: PointOfContact) -> tuple[bool, bool]:
    return not contact.role.get("is_primary"), contact.stale


def _newest_first(happening: Happening) -> tuple[bool, int]:
    return happening.day is None, -(happening.day.toordinal() if happening.day else 0)


def _late_first(today: dt.date) -> Callable[[Record], tuple[bool, dt.date, str]]:
    def key(record: Record) -> tuple[bool, dt.date, str]:
        return not is_overdue(record, today), due_day(record) or dt.date.max, record.title

    return key
