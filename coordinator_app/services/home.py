"""What needs me: the one list of Home, and what stands beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coordinator_app.domain import edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.activity import ACTIVITIES, CARRIED_OUT
from coordinator_app.domain.records.follow_up import due_day, is_open
from coordinator_app.services import naming, states
from coordinator_app.services.session import Reading

_WEEK, _FORTNIGHT, _MONTH = 7, 14, 30
_LONGEST_SHOWN = 12


class When(StrEnum):
    """Groups of the list, in the order shown."""

    LATE = "late"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    WAITING = "waiting"
    UNDATED = "undated"


@dataclass(frozen=True)
class Task:
    """One line of what needs me.

    Args:
        record: The entry to open: a follow-up, sent file or activity whose report is due.
        kind: follow_up, reply, file, report.
        when: Its group.
        due: Last day on which it is in time, None when no date was given.
        states: Names of its States.
        what, party, next_step, last_news: As shown.
    """

    record: Record
    kind: str
    when: When
    due: dt.date | None
    due_text: str
    states: tuple[str, ...]
    what: str
    party: str = ""
    next_step: str = ""
    last_news: str = ""


@dataclass(frozen=True)
class Ahead:
    """Something on a day of the next month."""

    record: Record
    day: dt.date
    text: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """Everything Home shows."""

    tasks: tuple[Task, ...]
    replies: tuple[Task, ...]
    ahead: tuple[Ahead, ...]
    contacts: tuple[states.LastContact, ...]
    entries: int


def home(reading: Reading, lang: str) -> Home:
    """Return what Home shows, names in a language."""
    today = reading.today()
    follow_ups = [each for each in reading.records.all("follow_up") if is_open(each)]
    dispatches = list(reading.records.all("dispatch"))
    activities = [each for key in ACTIVITIES for each in reading.records.all(key)]
    names = naming.linked(reading, [*follow_ups, *dispatches, *activities], lang)
    news = _last_news(reading, follow_ups)
    tasks = [_follow_up(each, today, names, news, lang) for each in follow_ups]
    tasks += [
        _file(each, today, names, lang)
        for each in dispatches
        if each.get("status") == "SENT" and each.get("due_back")
    ]
    tasks += [_report(each, today, names, lang) for each in activities if _owes_report(each)]
    replies = [
        _file(each, today, names, lang) for each in dispatches if each.get("status") == "RETURNED"
    ]
    shown = [each for each in tasks if each.when is not When.UNDATED or each.kind == "follow_up"]
    return Home(
        tuple(sorted((each for each in shown if _within(each, today)), key=_order)),
        tuple(sorted(replies, key=_order)),
        tuple(_ahead(reading, activities, follow_ups, today, names)),
        tuple(states.last_contacts(reading, lang)),
        len(follow_ups) + len(activities),
    )


def _follow_up(
    record: Record, today: dt.date, names: Mapping[str, str], news: Mapping[str, str], lang: str
) -> Task:
    due = due_day(record)
    waits = record.get("status") in ("WAITING", "BLOCKED")
    party = (
        record.text("waiting_on")
        if waits and record.get("waiting_on")
        else _party(record, "owner", names)
    )
    return Task(
        record,
        "follow_up",
        _when(due, today, waits=waits),
        due,
        edtf.display(record.text("due_on"), lang) if due else "",
        _states(record, names),
        record.title,
        party,
        record.text("next_step") or record.text("blocked_reason"),
        news.get(record.id, ""),
    )


def _file(record: Record, today: dt.date, names: Mapping[str, str], lang: str) -> Task:
    back = record.text("due_back")
    due = dt.date.fromisoformat(back) if back else None
    kind = "reply" if record.get("status") == "RETURNED" else "file"
    return Task(
        record,
        kind,
        _when(due, today),
        due,
        edtf.display_day(back, lang) if back else "",
        _states(record, names),
        record.title,
        _party(record, "recipient", names),
    )


def _report(record: Record, today: dt.date, names: Mapping[str, str], lang: str) -> Task:
    written = record.text("report_due_on")
    due = dt.date.fromisoformat(written)
    return Task(
        record,
        "report",
        _when(due, today),
        due,
        edtf.display_day(written, lang),
        _states(record, names),
        record.title,
    )


def _owes_report(record: Record) -> bool:
    return bool(
        record.get("report_due_on")
        and not record.get("reported_on")
        and record.get("status") in CARRIED_OUT[:1]
    )


def _when(due: dt.date | None, today: dt.date, *, waits: bool = False) -> When:
    if due is not None and due < today:
        return When.LATE
    if waits:
        return When.WAITING
    if due is None:
        return When.UNDATED
    if due <= today + dt.timedelta(days=_WEEK):
        return When.WEEK
    return When.FORTNIGHT


def _within(task: Task, today: dt.date) -> bool:
    if task.when is not When.FORTNIGHT or task.due is None:
        return True
    return task.due <= today + dt.timedelta(days=_FORTNIGHT)


def _order(task: Task) -> tuple[int, dt.date, str]:
    return list(When).index(task.when), task.due or dt.date.max, task.what


def _ahead(
    reading: Reading,
    activities: list[Record],
    follow_ups: list[Record],
    today: dt.date,
    names: Mapping[str, str],
) -> list[Ahead]:
    until = today + dt.timedelta(days=_MONTH)
    found = []
    for record in activities:
        first = edtf.bounds(record.text("dates"))[0] if record.get("dates") else None
        if first and today <= first <= until and record.get("status") != "CANCELLED":
            found.append(Ahead(record, first, record.title, _states(record, names)))
    for record in follow_ups:
        contact = record.text("next_contact_on")
        day = dt.date.fromisoformat(contact) if contact else None
        if day and today <= day <= until:
            found.append(
                Ahead(record, day, record.text("next_step") or record.title, _states(record, names))
            )
    return sorted(found, key=_day)[:_LONGEST_SHOWN]


def _day(ahead: Ahead) -> tuple[dt.date, str]:
    return ahead.day, ahead.text


def _last_news(reading: Reading, follow_ups: list[Record]) -> dict[str, str]:
    wanted = {record.id for record in follow_ups}
    latest: dict[str, tuple[str, str]] = {}
    for update in reading.records.all("follow_up_update"):
        for parent in update.ids("parent"):
            held = (update.text("noted_on"), update.title)
            if parent in wanted and held >= latest.get(parent, ("", "")):
                latest[parent] = held
    return {record: text for record, (_, text) in latest.items()}


def _states(record: Record, names: Mapping[str, str]) -> tuple[str, ...]:
    ids = record.ids("countries") or record.ids("country")
    return tuple(names.get(each, "") for each in ids)


def _party(record: Record, key: str, names: Mapping[str, str]) -> str:
    match record.get(key):
        case {"id": str(party)}:
            return names.get(party, "")
        case {"label": str(label)}:
            return label
        case _:
            return ""
