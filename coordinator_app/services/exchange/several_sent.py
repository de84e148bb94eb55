"""What is done about several sent files at once, as one operation: reminding, closing and so on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from coordinator_app.domain.changes import ChangeSet, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services import editing
from coordinator_app.services.exchange import sent_files
from coordinator_app.services.exchange.sent_files import Reminder
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_

_ENDED = ("MERGED", "CLOSED", "WITHDRAWN")
_CLOSED = ("CLOSED", "LAPSED", "WITHDRAWN")
_CLOSES = {"PREPARED": "WITHDRAWN", "SENT": "LAPSED"}


@dataclass(frozen=True)
class Reminded:
    """A reminder about one of several files.

    Args:
        dispatch: Id of the record that tracks it.
        words: What goes into the mail.
    """

    dispatch: str
    words: Reminder


def remind(session: Session, dispatches: Sequence[str]) -> tuple[ChangeSet, list[Reminded]]:
    """Note that the recipients were reminded today; return the words of each reminder.

    A file whose reply has come, or that was closed, is passed over.

    Raises:
        UserError: No reply is awaited to any of them.
    """
    awaited = [each for each in _records(session, dispatches) if _awaited(each)]
    today = session.today().isoformat()
    updates = [
        Update(each.id, {"reminded_on": today, "reminders": _number(each.get("reminders")) + 1})
        for each in awaited
    ]
    change_set = _apply(session, updates, N_("Reminded about {count} sent files"))
    return change_set, reminders(session, [each.id for each in awaited])


def reminders(reading: Reading, dispatches: Sequence[str]) -> list[Reminded]:
    """Return the words of reminders, each in the language of its recipient."""
    return [Reminded(each, sent_files.reminder(reading, each)) for each in dispatches]


def extend(session: Session, dispatches: Sequence[str], day: dt.date) -> ChangeSet:
    """Give several recipients until another day; those closed without reply are open again.

    Raises:
        UserError: The day has passed, or none of the files can be given more time.
    """
    if day < session.today():
        raise UserError(N_("That day has passed."), do=N_("Choose a day to come."))
    updates = []
    for each in _records(session, dispatches):
        status = each.text("status")
        if status in _ENDED:
            continue
        values: dict[str, Value] = {"due_back": day.isoformat()}
        if status == "LAPSED":
            values["status"] = "SENT"
        updates.append(Update(each.id, values))
    return _apply(session, updates, N_("More time for {count} sent files"))


def close(session: Session, dispatches: Sequence[str]) -> ChangeSet:
    """Close several sent files: without reply while one is awaited, else as done with.

    Raises:
        UserError: All of them are closed.
    """
    updates = [
        Update(each.id, {"status": _CLOSES.get(each.text("status"), "CLOSED")})
        for each in _records(session, dispatches)
        if each.text("status") not in _CLOSED
    ]
    return _apply(session, updates, N_("Closed: {count} sent files"))


def together(reading: Reading, dispatch: str) -> tuple[str, ...]:
    """Return the ids of the files that were sent in one go with a file, itself included.

    None are returned when it was sent alone, or the others were deleted.
    """
    found = [each.id for each in _records(reading, reading.log.together(dispatch))]
    return tuple(found) if len(found) > 1 else ()


def withdraw(session: Session, dispatches: Sequence[str]) -> ChangeSet:
    """Withdraw several sent files: no reply is awaited to them any more.

    A file whose reply has come, or that was closed, is passed over.

    Raises:
        UserError: No reply is awaited to any of them.
    """
    updates = [
        Update(each.id, {"status": "WITHDRAWN"})
        for each in _records(session, dispatches)
        if _awaited(each)
    ]
    return _apply(session, updates, N_("Withdrawn: {count} sent files"))


def mail_link(words: Reminder) -> str:
    """Return the address that opens a mail program with the words in a new mail."""
    body = quote(words.text.replace("\n", "\r\n"))
    return f"mailto:{quote(words.to, safe='@')}?subject={quote(words.subject)}&body={body}"


def _apply(session: Session, updates: Sequence[Update], label: str) -> ChangeSet:
    if not updates:
        raise UserError(N_("This cannot be done with any of the chosen files."))
    return editing.apply(session, list(updates), label, count=str(len(updates)))


def _records(reading: Reading, dispatches: Iterable[str]) -> list[Record]:
    found = reading.records.get_many(dispatches)
    return [each for each in found.values() if each.type == "dispatch" and not each.deleted]


def _awaited(record: Record) -> bool:
    return record.text("status") in sent_files.AWAITED


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
