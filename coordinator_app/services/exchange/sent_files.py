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
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.excel import profiles, reader
from coordinator_app.excel.refusals import PasswordNeeded
from coordinator_app.services import editing, naming
from coordinator_app.services.exchange import review
from coordinator_app.services.exchange.incoming import known_files
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts, load

#: Situations in which a reply is still awaited.
AWAITED = ("PREPARED", "SENT")
#: Situations in which nothing more is to be done.
_ENDED = ("MERGED", "CLOSED", "LAPSED", "WITHDRAWN")
#: Situations in which something came back that somebody has to look at.
_TO_CHECK = ("RETURNED", "UNDONE")
#: Situations that somebody put an end to.
_CLOSED = ("CLOSED", "LAPSED", "WITHDRAWN")
_CLOSES = {"PREPARED": "WITHDRAWN", "SENT": "LAPSED"}
#: A folder is searched among so many of its newest Excel files.
_NEWEST = 60


@dataclass(frozen=True)
class SentFile:
    """One line of Sent & received.

    Args:
        record: The dispatch.
        state, recipient, what, sent, reply_by, reminded: As shown.
        label: What its status is called.
        days_late: Days since the day to reply by, while no reply has come.
        reviews: Ids of the saved reviews that wait for decisions.
        undecided: How many lines they leave to decide.
    """

    record: Record
    state: str
    recipient: str
    what: str
    sent: str
    reply_by: str
    label: str
    reminded: str
    days_late: int = 0
    reviews: tuple[str, ...] = ()
    undecided: int = 0

    @property
    def late(self) -> bool:
        """Say whether the day to reply by has passed and no reply has come."""
        return self.days_late > 0

    @property
    def group(self) -> str:
        """Return which chip shows it: late, check, waiting or done."""
        if self.status in _TO_CHECK or (self.reviews and self.status not in _CLOSED):
            return "check"
        if self.late:
            return "late"
        return "waiting" if self.status in AWAITED else "done"

    @property
    def status(self) -> str:
        """Return the code of its situation."""
        return self.record.text("status")

    @property
    def can_be_extended(self) -> bool:
        """Say whether another day can be given; of a file closed without reply, too."""
        return self.status not in _ENDED or self.status == "LAPSED"

    @property
    def can_be_written_again(self) -> bool:
        """Say whether it holds what was sent; a report is made anew instead."""
        kinds = {each.key: each for each in profiles.PROFILES}
        kind = kinds.get(self.record.text("profile"))
        return kind is None or kind.answered

    @property
    def can_be_closed(self) -> bool:
        """Say whether it is still open."""
        return self.status not in _CLOSED

    def situation(self, texts: Texts) -> str:
        """Return where it stands: what is to be done about it, else its status."""
        if self.group == "check" and self.undecided:
            return texts.n("{n} to decide", "{n} to decide", self.undecided)
        if self.group == "check" and self.reviews:
            return texts("Reply to check")
        if self.late:
            return texts.n("{n} day late", "{n} days late", self.days_late)
        return self.label


@dataclass(frozen=True)
class Step:
    """One step in the life of a sent file: a day, what happened and who did it, as shown."""

    day: str
    what: str
    who: str = ""


@dataclass(frozen=True)
class Candidate:
    """An Excel file on this computer that answers one of ours, or may do so.

    Args:
        dispatch: What it answers; None where a password keeps that from being seen.
        modified: As shown: the day and the time.
        known: The same bytes were taken in before.
        locked: It opens with a password alone.
    """

    path: Path
    dispatch: Record | None
    state: str
    modified: str
    known: bool = False
    locked: bool = False


@dataclass(frozen=True)
class Reminder:
    """The words of a reminder, in the recipient's language: what goes into a mail."""

    to: str
    subject: str
    text: str

    def whole(self) -> str:
        """Return all of it, as it is copied."""
        head = "\n".join(filter(None, (self.to, self.subject)))
        return f"{head}\n\n{self.text}"


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
                _days_late(record, today),
                tuple(each for each, _ in reviews),
                sum(count for _, count in reviews),
            )
        )
    lines.sort(key=_sent_on, reverse=True)
    return sorted(lines, key=_group)


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
    status = _CLOSES.get(record.text("status"), "CLOSED")
    return editing.apply(
        session, [Update(dispatch, {"status": status})], N_("Closed: {title}"), title=record.title
    )


def reminder(reading: Reading, dispatch: str, sender: str | None = None) -> Reminder:
    """Return the words of a reminder in the recipient's language, to be copied into a mail.

    Args:
        sender: Who signs, "" for nobody; the person who works here if that is not said.
    """
    record = _dispatch(reading, dispatch)
    texts = load(record.text("language") or "en")
    due = _day(record, "due_back", texts)
    sentences = [
        texts(
            "On {day} we sent you the file “{file}”.",
            day=_day(record, "sent_on", texts),
            file=record.text("file_name") or record.title,
        )
    ]
    if due:
        sentences.append(texts("We asked for your reply by {day}.", day=due))
    sentences.append(texts("We would be grateful for it, also if only part of it is filled in."))
    name = _recipient(record, naming.linked(reading, [record], texts.lang))
    greeting = texts("Dear {name},", name=name) if name else texts("Dear colleagues,")
    signed = sender
    if signed is None:
        signed = reading.actor if isinstance(reading, Session) else ""
    subject = texts("Reminder: {title} ({ref})", title=record.title, ref=record.reference)
    return Reminder(
        _address(reading, record),
        subject,
        "\n".join([greeting, "", *sentences, "", texts("With kind regards,"), signed]).rstrip(),
    )


def candidates(reading: Reading, folders: Iterable[Path], texts: Texts) -> list[Candidate]:
    """Return the Excel files of some folders that answer files sent from here, newest first.

    A file that is still as it was sent is no answer. Whose a file is that opens with a password
    alone cannot be seen: it is among them when it is younger than a file that is not back.
    """
    found = []
    awaited = [each for each in reading.records.all("dispatch") if each.text("status") in AWAITED]
    for modified, path in _newest(folders):
        try:
            looked_at = reader.identify(path, reading.catalogue)
        except PasswordNeeded:
            if locked := _locked(reading, path, modified, awaited, texts):
                found.append(locked)
            continue
        except UserError:  # not one of ours, or not even an Excel file: not offered
            continue
        manifest = looked_at.manifest
        record = reading.records.get(manifest.dispatch) if manifest else None
        if record is None or record.type != "dispatch" or record.deleted:
            continue
        if looked_at.sha256 == record.text("sha256"):
            continue
        known = bool(known_files(reading, looked_at.sha256, record.id))
        when = _when(modified, texts)
        found.append(Candidate(path, record, _states(reading, record, texts), when, known))
    return found


def _locked(
    reading: Reading, path: Path, modified: dt.datetime, awaited: list[Record], texts: Texts
) -> Candidate | None:
    """Return a protected file that may be a reply: to the file whose name it bears, if there is one."""
    day = modified.date().isoformat()
    asked = [each for each in awaited if each.text("sent_on") <= day]
    if not asked:
        return None
    name = fold(path.stem)
    named = [each for each in asked if (own := fold(Path(each.text("file_name")).stem))
             and name.startswith(own)]  # fmt: skip
    answers = max(named, key=_sent_as, default=None)
    state = _states(reading, answers, texts) if answers else ""
    return Candidate(path, answers, state, _when(modified, texts), locked=True)


def _sent_as(record: Record) -> tuple[int, str]:
    """Put the longest name first, of the same names the one sent last."""
    return len(record.text("file_name")), record.text("sent_on")


def _states(reading: Reading, record: Record, texts: Texts) -> str:
    return ", ".join(naming.names(reading, record.ids("countries"), texts.lang).values())


def _when(modified: dt.datetime, texts: Texts) -> str:
    day, time = modified.date().isoformat(), modified.strftime("%H:%M")
    return f"{display_day(day, texts.lang)}, {time}"


def _newest(folders: Iterable[Path]) -> list[tuple[dt.datetime, Path]]:
    files = []
    for path in {
        each for folder in folders if folder.is_dir() for each in folder.glob("*.xls[xm]")
    }:
        if path.name.startswith("~$"):  # what Excel leaves while a file is open
            continue
        try:
            modified = path.stat().st_mtime
        except OSError:  # gone since, or a link to nowhere
            continue
        files.append((dt.datetime.fromtimestamp(modified, dt.UTC).astimezone(), path))
    return sorted(files, reverse=True)[:_NEWEST]


def _dispatch(reading: Reading, dispatch: str) -> Record:
    record = reading.records.get(dispatch)
    if record is None or record.type != "dispatch":
        raise UserError(N_("Choose a sent file."))
    return record


def _days_late(record: Record, today: dt.date) -> int:
    due = record.text("due_back")
    if not due or record.text("status") not in AWAITED:
        return 0
    return max(0, (today - dt.date.fromisoformat(due)).days)


def _recipient(record: Record, names: dict[str, str]) -> str:
    match record.get("recipient"):
        case {"id": str(party)}:
            return names.get(party, "")
        case {"label": str(text)}:
            return text
        case _:
            return ""


def _address(reading: Reading, record: Record) -> str:
    match record.get("recipient"):
        case {"id": str(party)}:
            found = reading.records.get(party)
            return found.text("email") if found is not None else ""
        case _:
            return ""


def _day(record: Record, key: str, texts: Texts) -> str:
    written = record.text(key)
    return display_day(written, texts.lang) if written else ""


def _sent_on(line: SentFile) -> tuple[str, str]:
    return line.record.text("sent_on"), line.record.id


def _group(line: SentFile) -> int:
    return ("check", "late", "waiting", "done").index(line.group)
