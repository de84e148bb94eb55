"""What needs me: the one list of Home, and what stands beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coordinator_app.domain import edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.activity import ACTIVITIES, CARRIED_OUT
from coordinator_app.domain.records.assistance import OPEN_REQUESTS
from coordinator_app.domain.records.follow_up import due_day, is_open
from coordinator_app.services import contact_dates, naming
from coordinator_app.services.session import Reading

#: Record types whose entries are work that was recorded.
_WORK = ("follow_up", "dispatch", "interaction", "assistance_request", *ACTIVITIES)
_WEEK, _FORTNIGHT, _MONTH = 7, 14, 30
#: What is dated no more exactly than this stands on no day of the next month.
_VAGUE = 62


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
        record: The entry to open: a follow-up, sent file, activity whose report is due, or
            request for assistance that is to be asked about.
        kind: follow_up, reply, file, report, request.
        when: Its group.
        due: Last day on which it is in time, None when no date was given.
        states: Names of its States.
        what, party, next_step, last_news: As shown.
        news_on: Day of the last news, "" without one.
        contact_on: Day on which I want to be reminded, None without one.
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
    news_on: str = ""
    contact_on: dt.date | None = None


@dataclass(frozen=True)
class Ahead:
    """Something in the next month.

    Args:
        record: An activity, or what is due after the next fourteen days.
        day: Its first day, or today for what has begun.
        day_text: The date as it was given, in words.
    """

    record: Record
    day: dt.date
    day_text: str
    text: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """Everything Home shows.

    Args:
        later: How many things are due after the next fourteen days.
        entries: How many follow-ups, activities, requests, notes and sent files there are: none
            in a new file.
    """

    tasks: tuple[Task, ...]
    replies: tuple[Task, ...]
    ahead: tuple[Ahead, ...]
    contacts: tuple[contact_dates.LastContact, ...]
    later: int
    entries: int


def home(reading: Reading, lang: str) -> Home:
    """Return what Home shows, names in a language."""
    today = reading.today()
    follow_ups = [each for each in reading.records.all("follow_up") if is_open(each)]
    dispatches = list(reading.records.all("dispatch"))
    activities = [each for key in ACTIVITIES for each in reading.records.all(key)]
    requests = [each for each in reading.records.all("assistance_request") if _to_check(each)]
    shown_of = [*follow_ups, *dispatches, *activities, *requests]
    names = naming.linked(reading, shown_of, lang)
    replies = [
        _file(each, today, names, lang) for each in dispatches if each.get("status") == "RETURNED"
    ]
    tasks = [
        *_follow_ups(reading, follow_ups, names, lang),
        *replies,
        *(_file(each, today, names, lang) for each in dispatches if each.get("status") == "SENT"),
        *(_report(each, today, names, lang) for each in activities if _owes_report(each)),
        *(_request(each, today, names, lang) for each in requests),
    ]
    shown = [each for each in tasks if _within(each, today)]
    later = [each for each in tasks if not _within(each, today)]
    return Home(
        tuple(sorted(shown, key=_order)),
        tuple(sorted(replies, key=_order)),
        tuple(_ahead(activities, later, today, names, lang)),
        tuple(contact_dates.last_contacts(reading, lang)),
        len(later),
        sum(reading.records.count(key) for key in _WORK),
    )


def _follow_ups(
    reading: Reading, records: list[Record], names: Mapping[str, str], lang: str
) -> Iterable[Task]:
    today = reading.today()
    news = _last_news(reading, {each.id for each in records})
    for record in records:
        due, contact = due_day(record), _day_of(record, "next_contact_on")
        waits = record.get("status") in ("WAITING", "BLOCKED")
        noted_on, text = news.get(record.id, ("", ""))
        yield Task(
            record,
            "follow_up",
            _when(due, today, contact, waits=waits),
            due,
            edtf.display(record.text("due_on"), lang) if due else "",
            _states(record, names),
            record.title,
            (record.text("waiting_on") if waits else "") or _party(record, "owner", names),
            record.text("next_step") or record.text("blocked_reason"),
            text,
            noted_on,
            contact,
        )


def _file(record: Record, today: dt.date, names: Mapping[str, str], lang: str) -> Task:
    replied = record.get("status") == "RETURNED"
    key = "returned_on" if replied else "due_back"
    due = _day_of(record, key)
    return Task(
        record,
        "reply" if replied else "file",
        # A reply waits for me since it came: it is this week's work, never late.
        When.WEEK if replied else _when(due, today, waits=True),
        due,
        edtf.display_day(record.text(key), lang) if due else "",
        _states(record, names),
        record.title,
        _party(record, "recipient", names),
        news_on=record.text("reminded_on") or record.text("sent_on"),
    )


def _report(record: Record, today: dt.date, names: Mapping[str, str], lang: str) -> Task:
    due = _day_of(record, "report_due_on")
    return Task(
        record,
        "report",
        _when(due, today),
        due,
        edtf.display_day(record.text("report_due_on"), lang),
        _states(record, names),
        record.title,
    )


def _request(record: Record, today: dt.date, names: Mapping[str, str], lang: str) -> Task:
    due = _day_of(record, "next_check_on")
    return Task(
        record,
        "request",
        _when(due, today),
        due,
        edtf.display_day(record.text("next_check_on"), lang),
        _states(record, names),
        record.title,
        names.get(record.text("requester"), ""),
    )


def _to_check(record: Record) -> bool:
    return bool(record.get("next_check_on")) and record.get("status") in OPEN_REQUESTS


def _owes_report(record: Record) -> bool:
    return bool(
        record.get("report_due_on")
        and not record.get("reported_on")
        and record.get("status") in CARRIED_OUT[:1]
    )


def _when(
    due: dt.date | None, today: dt.date, contact: dt.date | None = None, *, waits: bool = False
) -> When:
    week = today + dt.timedelta(days=_WEEK)
    if due is not None and due < today:
        return When.LATE
    if contact is not None and contact <= week:
        return When.WEEK  # I asked to be reminded, whatever else it waits for
    if waits:
        return When.WAITING
    if due is None:
        return When.UNDATED if contact is None else When.FORTNIGHT
    return When.WEEK if due <= week else When.FORTNIGHT


def _within(task: Task, today: dt.date) -> bool:
    if task.when is not When.FORTNIGHT:
        return True
    days = [each for each in (task.due, task.contact_on) if each is not None]
    return not days or min(days) <= today + dt.timedelta(days=_FORTNIGHT)


def _order(task: Task) -> tuple[int, dt.date, str]:
    days = [each for each in (task.due, task.contact_on) if each is not None]
    return list(When).index(task.when), min(days, default=dt.date.max), task.what


def _ahead(
    activities: Iterable[Record],
    later: Iterable[Task],
    today: dt.date,
    names: Mapping[str, str],
    lang: str,
) -> list[Ahead]:
    until = today + dt.timedelta(days=_MONTH)
    found = [
        Ahead(task.record, task.due, task.due_text, task.what, task.states)
        for task in later
        if task.due is not None and task.due <= until
    ]
    for record in activities:
        written = record.text("dates")
        first, last = edtf.bounds(written) if written else (None, None)
        if first is None or last is None or last < today or first > until:
            continue
        if record.get("status") in ("CANCELLED", "POSTPONED"):
            continue
        if (last - first).days <= _VAGUE or first >= today:
            shown = edtf.display(written, lang)
            found.append(
                Ahead(record, max(first, today), shown, record.title, _states(record, names))
            )
    return sorted(found, key=_by_day)


def _by_day(ahead: Ahead) -> tuple[dt.date, str]:
    return ahead.day, ahead.text


def _last_news(reading: Reading, wanted: set[str]) -> dict[str, tuple[str, str]]:
    latest: dict[str, tuple[str, str]] = {}
    for update in reading.records.all("follow_up_update"):
        for parent in update.ids("parent"):
            held = (update.text("noted_on"), update.text("text"))
            if parent in wanted and held[0] >= latest.get(parent, ("", ""))[0]:
                latest[parent] = held
    return latest


def _day_of(record: Record, key: str) -> dt.date | None:
    written = record.text(key)
    return dt.date.fromisoformat(written) if written else None


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
