"""When a State was last in contact; nothing recorded is told apart from never."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain import edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.records.activity import CARRIED_OUT
from coordinator_app.services import naming
from coordinator_app.services.session import Reading

#: What counts as contact with a State: record type to the field that names it.
CONTACT: Mapping[str, str] = {
    "visit": "country",
    "training": "countries",
    "event": "countries",
    "interaction": "countries",
}
_HAPPENED = (*CARRIED_OUT, "ONGOING")
_NO_CONTACT_YET = "E0"


@dataclass(frozen=True)
class LastContact:
    """When a State was last in contact.

    Args:
        state: The State.
        name: Its name.
        day: Last day of the latest visit, training, event or note; None when nothing with a
            date is recorded (which is not the same as never).
        day_text: That date as it was given, in words.
        record: What it was.
        undated: Something is recorded, but without a date.
        never: Nothing is recorded, and the record says that there was no contact yet.
    """

    state: Record
    name: str
    day: dt.date | None = None
    day_text: str = ""
    record: Record | None = None
    undated: bool = False
    never: bool = False


def in_my_region(reading: Reading) -> list[Record]:
    """Return the States of my region, UN Member States first, in the order of their codes."""
    return sorted(
        (each for each in reading.records.all("country") if each.get("in_scope")), key=_rank
    )


def last_contacts(reading: Reading, lang: str) -> list[LastContact]:
    """Return the last contact with each UN Member State of my region, longest ago first."""
    members = [each for each in in_my_region(reading) if each.get("un_member")]
    return sorted(of_region(reading, members, lang).values(), key=_longest_first)


def last_contact(reading: Reading, state: Record, lang: str) -> LastContact:
    """Return when a State was last in contact."""
    records = [
        record
        for type_key, key in CONTACT.items()
        for record in reading.records.linked_from(state.id, type_key, key)
    ]
    facts = sorted(reading.records.children(state.id, "country_profile"), key=as_of)
    return _latest(reading, state, records, stage_of(facts), lang)


def happened(record: Record) -> bool:
    """Say whether an entry tells of contact that took place, rather than of a plan."""
    return record.type == "interaction" or record.get("status") in _HAPPENED


def of_region(reading: Reading, region: Sequence[Record], lang: str) -> dict[str, LastContact]:
    """Return the last contact of several States, by id, reading each activity once."""
    touched: dict[str, list[Record]] = defaultdict(list)
    for type_key, key in CONTACT.items():
        for state, records in by_link(reading.records.all(type_key), key).items():
            touched[state] += records
    facts = profiles(reading)
    return {
        state.id: _latest(reading, state, touched[state.id], stage_of(facts[state.id]), lang)
        for state in region
    }


def _latest(
    reading: Reading, state: Record, records: Iterable[Record], stage: str, lang: str
) -> LastContact:
    name, today = naming.name(state, lang), reading.today()
    latest: tuple[dt.date, Record] | None = None
    undated = False
    for record in filter(happened, records):
        first, last = _bounds(reading, record)
        # A vague date ("2026") may end after today: then all that is known is when it began.
        day = last if last is None or last <= today else first
        if day is None:
            undated = True
        elif day <= today and (latest is None or day > latest[0]):
            latest = (day, record)
    if latest is None:
        never = not undated and stage == _NO_CONTACT_YET
        return LastContact(state, name, undated=undated, never=never)
    day, record = latest
    return LastContact(state, name, day, when_text(reading, record, lang), record, undated)


def _bounds(reading: Reading, record: Record) -> tuple[dt.date | None, dt.date | None]:
    written = _written(reading, record)
    return edtf.bounds(written) if written else (None, None)


def day_of(reading: Reading, record: Record) -> dt.date | None:
    """Return the last day an entry's date may mean, its first where the end is open."""
    first, last = _bounds(reading, record)
    return last or first


def when_text(reading: Reading, record: Record, lang: str) -> str:
    """Return an entry's date as it was given, in words."""
    written = _written(reading, record)
    return edtf.display(written, lang) if written else ""


def _written(reading: Reading, record: Record) -> str:
    """Return the date that places an entry in a history, as EDTF."""
    match record.type:
        case "follow_up":
            return record.text("done_on")
        case "attachment":
            return _made_on(record)
        case _:
            key = reading.catalogue[record.type].date_field
            return record.text(key) if key else ""


def _made_on(record: Record) -> str:
    """Return the day an entry was made, which the id of its first change tells (UUIDv7)."""
    milliseconds = int(record.made.replace("-", "")[:12] or "0", 16)
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC).date().isoformat()


def by_link(records: Iterable[Record], key: str) -> defaultdict[str, list[Record]]:
    """Return entries by what a field of theirs points at."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        for target in record.ids(key):
            found[target].append(record)
    return found


def profiles(reading: Reading) -> defaultdict[str, list[Record]]:
    """Return the dated facts of each State, earliest first."""
    return by_link(sorted(reading.records.all("country_profile"), key=as_of), PARENT)


def stage_of(facts: Sequence[Record]) -> str:
    """Return the code of the latest engagement stage, "" when none is recorded.

    Args:
        facts: Dated facts of one State, earliest first.
    """
    stages = [fact.text("stage") for fact in facts if fact.get("stage")]
    return stages[-1] if stages else ""


def _rank(state: Record) -> tuple[bool, str]:
    return not state.get("un_member"), state.text("code")


def as_of(fact: Record) -> tuple[bool, tuple[str, str, str]]:
    """Return a key that puts dated facts in order, those without a date before all others."""
    written = fact.text("as_of")
    return bool(written), edtf.sort_key(written or None)


def _longest_first(contact: LastContact) -> tuple[bool, dt.date, str]:
    return contact.day is None, contact.day or dt.date.max, contact.name
