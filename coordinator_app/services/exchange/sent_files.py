"""Sent files and their life: waiting, late, replied, taken in; reminding, extending, closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.domain.changes import ChangeSet, Update
from coordinator_app.domain.display import label
from coordinator_app.domain.edtf import display_day
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.wording import operation
from coordinator_app.excel import profiles, reader
from coordinator_app.services import editing, naming
from coordinator_app.services.exchange import review
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts, load

#: Situations in which a reply is still awaited.
AWAITED = ("PREPARED", "SENT")
#: A folder is searched among so many of its newest Excel files.
_NEWEST = 60


@dataclass(frozen=True)
class SentFile:
    """One line of Sent & received.

    Args:
        record: The dispatch.
        state, recipient, what, sent, reply_by, situation, reminded: As shown.
        late: The day to reply by has passed and no reply has come.
        reviews: Ids of the saved reviews that wait for decisions.
        undecided: How many lines they leave to decide.
    """

    record: Record
    state: str
    recipient: str
    what: str
    sent: str
    reply_by: str
    situation: str
    reminded: str
    late: bool
    reviews: tuple[str, ...] = ()
    undecided: int = 0

    @property
    def group(self) -> str:
        """Return which chip shows it: late, check, waiting or done."""
        status = self.record.get("status")
        if self.reviews or status == "RETURNED":
            return "check"
        if self.late:
            return "late"
        return "waiting" if status in AWAITED else "done"


@dataclass(frozen=True)
class Step:
    """One step in the life of a sent file: a day and what happened, as shown."""

    day: str
    what: str
    operation: str = ""


@dataclass(frozen=True)
class Candidate:
    """An Excel file on this computer that answers one of ours."""

    path: Path
    dispatch: Record
    state: str
    modified: dt.datetime


def sent_files(reading: Reading, texts: Texts) -> list[SentFile]:
    """Return every sent file, those that need somebody first, then the latest."""
    found = list(reading.records.all("dispatch"))
    names = naming.linked(reading, found, texts.lang)
    waiting: dict[str, list[tuple[str, int]]] = {}
    for each in review.waiting(reading):
        waiting.setdefault(each.dispatch, []).append((each.id, each.undecided))
    today = reading.today()
    kinds = {each.key: texts(each.label) for each in profiles.PROFILES}
    field = reading.catalogue.field("dispatch", "status")
    lines = []
    for record in found:
        back = record.text("due_back")
        reviews = waiting.get(record.id, [])
        lines.append(
            SentFile(
                record,
                ", ".join(names.get(each, "") for each in record.ids("countries")),
                _recipient(record, names),
                kinds.get(record.text("profile"), record.title),
                _day(record, "sent_on", texts),
                _day(record, "due_back", texts),
                label(field, record.text("status"), texts),
                _day(record, "reminded_on", texts),
                bool(back)
                and dt.date.fromisoformat(back) < today
                and record.get("status") in AWAITED,
                tuple(each for each, _ in reviews),
                sum(count for _, count in reviews),
            )
        )
    lines.sort(key=_sent_on, reverse=True)
    return sorted(lines, key=_group)


def life(reading: Reading, dispatch: str, texts: Texts) -> list[Step]:
    """Return the life of a sent file, latest first."""
    steps = []
    for entry in reading.log.entries(limit=2000):
        touched = any(change.record == dispatch for change in entry.changes)
        if touched or entry.source == dispatch:
            steps.append(
                Step(
                    display_day(entry.at[:10], texts.lang),
                    operation(entry.label, entry.params, texts),
                    "" if entry.undone_by else entry.operation,
                )
            )
    return steps


def remind(session: Session, dispatch: str) -> ChangeSet:
    """Note that the recipient was reminded today."""
    record = _dispatch(session, dispatch)
    times = record.get("reminders")
    return editing.apply(
        session,
        [
            Update(
                dispatch,
                {
                    "reminded_on": session.today().isoformat(),
                    "reminders": (times if isinstance(times, int) else 0) + 1,
                },
            )
        ],
        N_("Reminded: {title}"),
        title=record.title,
    )


def extend(session: Session, dispatch: str, day: dt.date) -> ChangeSet:
    """Give the recipient until another day.

    Raises:
        UserError: The day has passed.
    """
    if day < session.today():
        raise UserError(N_("That day has passed."), do=N_("Choose a day to come."))
    record = _dispatch(session, dispatch)
    values: dict[str, Value] = {"due_back": day.isoformat()}
    if record.get("status") == "LAPSED":
        values["status"] = "SENT"
    return editing.apply(
        session, [Update(dispatch, values)], N_("More time: {title}"), title=record.title
    )


def close(session: Session, dispatch: str) -> ChangeSet:
    """Close a sent file: without reply while one is awaited, else as done with."""
    record = _dispatch(session, dispatch)
    status = "LAPSED" if record.get("status") in AWAITED else "CLOSED"
    return editing.apply(
        session, [Update(dispatch, {"status": status})], N_("Closed: {title}"), title=record.title
    )


def reminder(reading: Reading, dispatch: str) -> str:
    """Return the words of a reminder in the recipient's language, to be copied into a mail."""
    record = _dispatch(reading, dispatch)
    texts = load(record.text("language") or "en")
    names = naming.linked(reading, [record], texts.lang)
    due = _day(record, "due_back", texts)
    lines = [
        texts("Subject: {title} ({ref})", title=record.title, ref=record.reference),
        "",
        texts(
            "On {day} we sent you the file “{file}”.",
            day=_day(record, "sent_on", texts),
            file=record.text("file_name"),
        ),
    ]
    if due:
        lines.append(texts("We asked for your reply by {day}.", day=due))
    lines.append(texts("We would be grateful for it, also if only part of it is filled in."))
    recipient = _recipient(record, names)
    return "\n".join([recipient, "", *lines] if recipient else lines)


def candidates(reading: Reading, folders: Iterable[Path]) -> list[Candidate]:
    """Return the Excel files of some folders that answer files sent from here, newest first."""
    found = []
    for path in _newest(folders):
        try:
            manifest = reader.identify(path, reading.catalogue).manifest
        except UserError:  # not one of ours, or not even an Excel file: not offered
            continue
        record = reading.records.get(manifest.dispatch) if manifest else None
        if record is None or record.type != "dispatch" or record.deleted:
            continue
        states = naming.names(reading, record.ids("countries"), "en")
        modified = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        found.append(Candidate(path, record, ", ".join(states.values()), modified))
    return found


def _newest(folders: Iterable[Path]) -> list[Path]:
    files = [
        each
        for folder in folders
        if folder.is_dir()
        for each in folder.glob("*.xls[xm]")
        if not each.name.startswith("~$")  # what Excel leaves while a file is open
    ]
    return sorted(files, key=_modified, reverse=True)[:_NEWEST]


def _modified(path: Path) -> float:
    return path.stat().st_mtime


def _dispatch(reading: Reading, dispatch: str) -> Record:
    record = reading.records.get(dispatch)
    if record is None or record.type != "dispatch":
        raise UserError(N_("Choose a sent file."))
    return record


def _recipient(record: Record, names: dict[str, str]) -> str:
    match record.get("recipient"):
        case {"id": str(party)}:
            return names.get(party, "")
        case {"label": str(text)}:
            return text
        case _:
            return ""


def _day(record: Record, key: str, texts: Texts) -> str:
    written = record.text(key)
    return display_day(written, texts.lang) if written else ""


def _sent_on(line: SentFile) -> tuple[str, str]:
    return line.record.text("sent_on"), line.record.id


def _group(line: SentFile) -> int:
    return ("check", "late", "waiting", "done").index(line.group)
