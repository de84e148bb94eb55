"""Looking after a workbook: backups, checks, restoring, a word where it lies badly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coordinator_app import paths
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.services.session import DEMO, SAMPLE, Reading, Session
from coordinator_app.store import backup, integrity, restoring
from coordinator_app.store.backup import Backup, Occasion
from coordinator_app.store.connection import explaining
from coordinator_app.store.derived import Derived
from coordinator_app.store.integrity import Checked, Finding, Progress
from coordinator_app.store.restoring import Look, Restored
from coordinator_app.texts import N_, Texts

__all__ = [
    "Backup",
    "Checked",
    "Finding",
    "Look",
    "Occasion",
    "Opened",
    "Restored",
    "back_up",
    "backups",
    "before_migration",
    "check",
    "cloud_word",
    "digest",
    "explaining",
    "latest_operation",
    "look",
    "on_open",
    "repair",
    "restore",
    "save_copy",
]

_BACKUPS = "backups"


@dataclass(frozen=True)
class Opened:
    """What was done when a workbook was opened.

    Args:
        backup: The backup of the day, None when none was due.
        checked: What a check found, None when the last close was clean.
        notices: Words for the person: where the file lies, a backup that could not be made.
    """

    backup: Backup | None = None
    checked: Checked | None = None
    notices: tuple[Issue, ...] = ()


def on_open(session: Session, data: Path, env: Mapping[str, str] | None = None) -> Opened:
    """Look after a workbook that has just been opened for writing.

    The first opening of a day makes a backup if anything was recorded since the last one; after
    an unclean close the file is checked. Nothing of this keeps a person from working.

    Args:
        data: The person's folder of `paths.Places.data`.
        env: The environment; the process's own unless given.
    """
    if session.read_only:
        return Opened()
    notices = [word] if (word := cloud_word(session.path, env)) else []
    made = None
    if _is_due(session, data):
        try:
            made = back_up(session, data, Occasion.DAILY)
        except UserError as error:
            notices.append(
                Issue(error.what, error.do, Place(file=error.where), params=error.params)
            )
    checked = check(session) if session.book.unclean else None
    return Opened(made, checked, tuple(notices))


def back_up(reading: Reading, data: Path, occasion: Occasion = Occasion.HAND) -> Backup:
    """Make a backup, and remove those that are no longer kept.

    Args:
        data: The person's folder of `paths.Places.data`.
        occasion: Why; how long it is kept rests on that.

    Raises:
        UserError: It cannot be written.
    """
    where = backup.folder(data / _BACKUPS, reading.path, reading.meta.get("id", ""))
    made = backup.make(reading.path, where, occasion, reading.clock.now())
    backup.rotate(where)
    return made


def before_migration(data: Path, now: Callable[[], dt.datetime]) -> Callable[[Path], None]:
    """Return what `Session.open_for` calls before it brings an older file up to date.

    Args:
        data: The person's folder of `paths.Places.data`.
        now: Returns the time, in UTC.
    """

    def make(path: Path) -> None:
        where = backup.folder(data / _BACKUPS, path, look(path).workbook)
        backup.make(path, where, Occasion.MIGRATION, now())
        backup.rotate(where)

    return make


def backups(data: Path, workbook: Path, workbook_id: str = "") -> list[Backup]:
    """Return the backups of a workbook, latest first.

    Args:
        workbook_id: Its id; without it (it cannot be opened any more) the backups of all
            workbooks of that name.
    """
    place = data / _BACKUPS
    if workbook_id:
        return backup.listed(backup.folder(place, workbook, workbook_id))
    found = [each for where in backup.folders(place, workbook) for each in backup.listed(where)]
    return sorted(found, key=_by_time, reverse=True)


def look(path: Path) -> Look:
    """Return what a backup holds, to be seen before it is restored.

    Raises:
        UserError: It is no workbook, damaged, or from a newer version.
    """
    return restoring.look(path)


def latest_operation(found: Look, texts: Texts) -> str:
    """Return what the latest operation in a backup did, in a language; "" in an empty one."""
    return texts(found.label, **found.params) if found.label else ""


def restore(
    source: Path, target: Path, now: Callable[[], dt.datetime], *, replace: bool = False
) -> Restored:
    """Put a backup in the place of a workbook that is not open.

    A file that is replaced is kept beside it under another name.

    Args:
        now: Returns the time, in UTC.
        replace: Take the place of a file that is there.

    Raises:
        UserError: The backup is not sound, the target is there or open, or cannot be written.
    """
    return restoring.restore(source, target, now(), replace=replace)


def save_copy(reading: Reading, target: Path) -> Path:
    """Write a whole copy of a workbook, attached files included.

    Raises:
        UserError: The target exists or cannot be written.
    """
    backup.copy_to(reading.path, target)
    return target


def check(reading: Reading, progress: Progress | None = None) -> Checked:
    """Compare the whole file with its log.

    Args:
        progress: Called with entries done and entries in all; it may raise to stop.
    """
    checker = integrity.Checker(
        reading.book.connection, reading.records, writable=not reading.read_only
    )
    return checker.check(progress)


def repair(session: Session) -> Checked:
    """Make anew what is derived (links, titles, the search), and check again.

    Values and the log are never touched: where those do not fit, a backup is the remedy.

    Raises:
        UserError: Another program is writing, or the file can only be read.
    """
    if session.read_only:
        raise UserError(
            N_("The file is open in another window; here it can only be read."),
            where=session.path.name,
            do=N_("Make the change there, or close it."),
        )
    Derived(session.book.connection, session.records).rebuild()
    return check(session)


def digest(reading: Reading) -> str:
    """Return the SHA-256 of values, links and life of all records but the sent files."""
    return integrity.digest(reading.book.connection, reading.records)


def cloud_word(path: Path, env: Mapping[str, str] | None = None) -> Issue | None:
    """Return a word when a workbook lies where a cloud client mirrors it, None otherwise."""
    client = paths.mirrored_by(path, env)
    if client is None:
        return None
    return Issue(
        N_("The file lies in a folder that {client} mirrors; it may be replaced while it is open."),
        N_("Keep it in a folder of this computer, and put copies there."),
        params={"client": client},
    )


def _is_due(session: Session, data: Path) -> bool:
    """Say whether a backup of the day is due: none today, and something new to keep."""
    if session.kind in (SAMPLE, DEMO):
        return False
    last = next(iter(backups(data, session.path, session.meta.get("id", ""))), None)
    if last is None:
        return True
    if last.at.date() >= session.clock.now().date():
        return False
    try:
        return look(last.path).revision != session.log.revision()
    except UserError:  # a backup that cannot be read is none
        return True


def _by_time(found: Backup) -> dt.datetime:
    return found.at
