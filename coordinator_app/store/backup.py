"""Backups: whole and checked copies of a workbook, rotated; attached files once beside them."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coordinator_app import placing
from coordinator_app.domain.errors import UserError
from coordinator_app.store import attachments
from coordinator_app.store.connection import EXTENSION, Connection, connect, immediate
from coordinator_app.texts import N_

#: Folder beside the backups that holds each attached file once, named by its digest.
ATTACHMENTS = "attachments"
_DAYS, _WEEKS = 7, 8
_STAMP = "%Y-%m-%d_%H%M%S"
_PART = ".part-"
#: Ways in which SQLite says that a folder takes no file.
_CLOSED = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)


class Occasion(StrEnum):
    """Why a backup was made; how long it is kept rests on that."""

    DAILY = "daily"
    IMPORT = "import"
    MIGRATION = "migration"
    HAND = "hand"


#: How many of each occasion are kept; those made by hand stay until a person removes them.
_KEPT = {Occasion.IMPORT: 10, Occasion.MIGRATION: 5}
_NAME = re.compile(
    rf"(\d{{4}}-\d\d-\d\d_\d{{6}})(?:-\d+)?_({'|'.join(Occasion)}){re.escape(EXTENSION)}"
)


@dataclass(frozen=True)
class Backup:
    """A backup file.

    Args:
        at: When it was made, UTC.
        size: In bytes, attached files not counted.
    """

    path: Path
    occasion: Occasion
    at: dt.datetime
    size: int


def folder(place: Path, workbook: Path, workbook_id: str) -> Path:
    """Return the folder for the backups of a workbook.

    Two workbooks may bear the same name; each gets a folder of its own.

    Args:
        place: Where the program keeps a person's backups.
        workbook_id: What its meta table says.
    """
    plain = place / f"{workbook.stem} backups"
    others = _workbook_id(plain)
    if not others or others == workbook_id:
        return plain
    return place / f"{workbook.stem} {workbook_id[-8:]} backups"


def folders(place: Path, workbook: Path) -> list[Path]:
    """Return the folders that may hold backups of a workbook that cannot be opened any more."""
    if not place.is_dir():
        return []
    return sorted(
        each
        for each in place.iterdir()
        if each.is_dir()
        and re.fullmatch(rf"{re.escape(workbook.stem)}( \w{{8}})? backups", each.name)
    )


def listed(where: Path) -> list[Backup]:
    """Return the backups in a folder, latest first."""
    found = []
    for path in where.iterdir() if where.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            at = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
            found.append(Backup(path, Occasion(match[2]), at, path.stat().st_size))
    return sorted(found, key=_by_time, reverse=True)


def make(source: Path, where: Path, occasion: Occasion, at: dt.datetime) -> Backup:
    """Make a backup; attached files go beside it, each once.

    The live file is read through SQLite alone: opening it with Python's own calls would drop
    its locks.

    Args:
        source: The workbook; it may be open.
        where: Folder of its backups; made if need be.
        at: The time, in UTC.

    Raises:
        UserError: It cannot be written, or what was written is not sound.
    """
    with _explained(where):
        where.mkdir(parents=True, exist_ok=True)
    target = _free(where, at, occasion)
    part = where / f"{_PART}{target.name}"
    with contextlib.closing(connect(source, read_only=True)) as connection, _explained(where):
        _store_blobs(connection, where / ATTACHMENTS)
        facts = _facts(connection)
        with _removed_at_end(part):
            _copy_without_blobs(connection, part)
            _check(part, facts)
            settle(part, target)
    return Backup(target, occasion, at, target.stat().st_size)


def copy_to(source: Path, target: Path) -> None:
    """Write a whole copy of a workbook, attached files included.

    Raises:
        UserError: The target exists, cannot be written, or what was written is not sound.
    """
    if target.exists():
        raise UserError(
            N_("There is a file of that name already."),
            where=str(target),
            do=N_("Choose another name."),
        )
    part = target.with_name(f"{_PART}{target.name}")
    with contextlib.closing(connect(source, read_only=True)) as connection, _explained(target):
        facts = _facts(connection)
        with _removed_at_end(part):
            connection.execute("VACUUM INTO ?", (str(part),))
            _check(part, facts)
            settle(part, target)


def rotate(where: Path) -> list[Path]:
    """Remove the backups that are no longer kept, and attached files only they had.

    Kept are the last of each of the latest seven days and of each of the latest eight weeks
    that have one, the latest before imports and before migrations, and all made by hand.

    Returns:
        The backups that were removed.
    """
    backups = listed(where)
    daily = [each for each in backups if each.occasion is Occasion.DAILY]
    kept = set(_latest_per(((each.at.date(), each) for each in daily), _DAYS))
    kept.update(_latest_per(((each.at.isocalendar()[:2], each) for each in daily), _WEEKS))
    for occasion in Occasion:
        if occasion is not Occasion.DAILY:
            same = [each for each in backups if each.occasion is occasion]
            kept.update(same[: _KEPT.get(occasion, len(same))])
    removed = [each.path for each in backups if each not in kept]
    for path in removed:
        path.unlink(missing_ok=True)
    for left_over in where.glob(f"{_PART}*") if where.is_dir() else ():
        left_over.unlink(missing_ok=True)
    if removed:
        _forget_blobs(where)
    return removed


def blob_path(where: Path, sha256: str) -> Path:
    """Return where a folder of backups keeps an attached file."""
    return where / ATTACHMENTS / sha256


def _by_time(backup: Backup) -> tuple[dt.datetime, str]:
    return backup.at, backup.path.name


def _latest_per(backups: Iterable[tuple[object, Backup]], count: int) -> list[Backup]:
    """Return the first of each period, for so many periods; they come latest first."""
    first: dict[object, Backup] = {}
    for period, backup in backups:
        first.setdefault(period, backup)
    return list(first.values())[:count]


def _free(where: Path, at: dt.datetime, occasion: Occasion) -> Path:
    stamp, number = at.strftime(_STAMP), 1
    path = where / f"{stamp}_{occasion}{EXTENSION}"
    while path.exists():
        number += 1
        path = where / f"{stamp}-{number}_{occasion}{EXTENSION}"
    return path


def _workbook_id(where: Path) -> str:
    """Return the id of the workbook whose backups lie in a folder, "" when none can be read."""
    for each in listed(where):
        with contextlib.suppress(UserError, sqlite3.Error):
            with contextlib.closing(connect(each.path, read_only=True)) as connection:
                row = connection.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
            return str(row[0]) if row else ""
    return ""


def _copy_without_blobs(connection: Connection, part: Path) -> None:
    if not attachments.weight(connection):
        connection.execute("VACUUM INTO ?", (str(part),))
        return
    whole = part.with_name(f"{part.name}-whole")
    with _removed_at_end(whole):
        connection.execute("VACUUM INTO ?", (str(whole),))
        with contextlib.closing(connect(whole)) as copy:
            with immediate(copy):
                copy.execute("UPDATE blob SET data = x''")
            copy.execute("VACUUM INTO ?", (str(part),))


def _store_blobs(connection: Connection, where: Path) -> None:
    for sha256, size in attachments.digests(connection, with_data=True).items():
        path = where / sha256
        if path.is_file() and path.stat().st_size == size:
            continue
        where.mkdir(exist_ok=True)
        part = where / f"{_PART}{sha256}"
        with _removed_at_end(part):
            part.write_bytes(attachments.data(connection, sha256))
            settle(part, path)


def _forget_blobs(where: Path) -> None:
    """Remove attached files that no backup knows; nothing goes while one cannot be read."""
    known: set[str] = set()
    for each in listed(where):
        try:
            with contextlib.closing(connect(each.path, read_only=True)) as connection:
                known.update(attachments.digests(connection))
        except (UserError, sqlite3.Error):
            return
    for path in (where / ATTACHMENTS).glob("*"):
        if path.name not in known:
            path.unlink(missing_ok=True)


def _facts(connection: Connection) -> tuple[int, int]:
    return (
        connection.execute("PRAGMA application_id").fetchone()[0],
        connection.execute("PRAGMA user_version").fetchone()[0],
    )


def _check(part: Path, facts: tuple[int, int]) -> None:
    """Look whether a copy is whole and still says what it is.

    Raises:
        UserError: It does not.
    """
    with contextlib.closing(connect(part, read_only=True)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok" or _facts(connection) != facts:
            raise UserError(
                N_("The copy is not sound: {message}."),
                where=str(part.parent),
                do=N_("Check the disk and try again."),
                message=found,
            )


def settle(part: Path, target: Path) -> None:
    """Put a finished file in its place so that a power cut leaves it whole or not at all."""
    with part.open("r+b") as stream:
        os.fsync(stream.fileno())
    part.replace(target)
    if os.name == "posix":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _removed_at_end(part: Path) -> Iterator[None]:
    """Leave no unfinished file behind, nor one of an earlier try in the way."""
    part.unlink(missing_ok=True)
    try:
        yield
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _explained(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise placing.refused(error, _inside(where)) from error
    except sqlite3.Error as error:
        raise _refused(error, where) from error


def _refused(error: sqlite3.Error, where: Path) -> UserError:
    # The low byte is the kind of failure; the rest says where it was met.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return placing.refused(OSError(errno.ENOSPC, ""), _inside(where))
    if code in _CLOSED:
        return placing.refused(OSError(errno.EACCES, ""), _inside(where))
    return UserError(
        N_("The copy cannot be written: {message}."),
        where=str(where),
        do=N_("Make room there, or choose another folder."),
        message=str(error),
    )


def _inside(where: Path) -> Path:
    """Return the path of a file in a folder; that of a file as it is."""
    return where / "copy" if where.is_dir() else where


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file that is no live workbook."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
