"""Looking into a backup, and putting it in the place of a workbook."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.placing import refused
from coordinator_app.store import attachments, backup
from coordinator_app.store.connection import EXTENSION, Connection, connect, immediate
from coordinator_app.store.lock import Lock
from coordinator_app.texts import N_

_PART = ".part-"


@dataclass(frozen=True)
class Look:
    """What a backup holds, to be seen before it is restored.

    Args:
        workbook: Id of the workbook it is a copy of.
        kind: "sample", "demo" or "".
        counts: Record type to how many there are in use.
        in_bin: How many lie in the recycle bin.
        operations: Length of the change log.
        revision: Id of the latest operation, "" in an empty workbook.
        at, actor, label, params: Of that operation.
        attachments: How many attached files it knows.
        missing: Digests of those whose bytes lie neither in it nor beside it.
    """

    path: Path
    workbook: str = ""
    kind: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    in_bin: int = 0
    operations: int = 0
    revision: str = ""
    at: str = ""
    actor: str = ""
    label: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    attachments: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Restored:
    """What restoring did.

    Args:
        path: The workbook.
        aside: Where the file that was there before lies now, None when there was none.
        missing: Digests of attached files whose bytes were not found.
    """

    path: Path
    aside: Path | None = None
    missing: tuple[str, ...] = ()


def look(path: Path) -> Look:
    """Return what a backup holds.

    Raises:
        UserError: It is no workbook, damaged, or from a newer version.
    """
    with contextlib.closing(connect(path, read_only=True)) as connection:
        try:
            return _look(path, connection)
        except sqlite3.Error as error:
            raise _damaged(path, error) from error


def restore(source: Path, target: Path, at: dt.datetime, *, replace: bool = False) -> Restored:
    """Put a backup in the place of a workbook, with its attached files.

    The new file is whole and checked before anything is moved; a file that is replaced is kept
    beside it under another name.

    Args:
        source: A backup, or any whole copy.
        target: Where the workbook is to lie.
        at: The time, for the name of the file that is kept.
        replace: Take the place of a file that is there.

    Raises:
        UserError: The backup is not sound, the target is there or open, or cannot be written.
    """
    if target.exists() and not replace:
        raise UserError(
            N_("There is a file of that name already."),
            where=str(target),
            do=N_("Choose another name, or say that it is to be replaced."),
        )
    if target.is_dir():
        raise UserError(
            N_("There is a folder of that name."), where=str(target), do=N_("Choose another name.")
        )
    if target.exists() and source.samefile(target):
        raise UserError(
            N_("A file cannot take its own place."), where=str(target), do=N_("Choose a backup.")
        )
    part = target.with_name(f"{_PART}{target.name}")
    with _held(target):
        try:
            part.unlink(missing_ok=True)
            missing = _rebuilt(source, part)
            aside = _set_aside(target, at) if target.exists() else None
            try:
                backup.settle(part, target)
            except OSError:
                if aside is not None:
                    aside.replace(target)
                raise
        except OSError as error:
            raise UserError(
                N_("The file cannot be written: {message}."),
                where=str(target),
                do=N_("Choose a folder of your own."),
                message=error.strerror or str(error),
            ) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return Restored(target, aside, missing)


def _look(path: Path, connection: Connection) -> Look:
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    counts = dict(
        connection.execute(
            "SELECT type, count(*) FROM record WHERE deleted = 0 GROUP BY type ORDER BY type"
        ).fetchall()
    )
    uid, at, actor, label, params = connection.execute(
        "SELECT uid, at, actor, label, params FROM txn ORDER BY id DESC LIMIT 1"
    ).fetchone() or ("", "", "", "", "{}")
    known = attachments.digests(connection)
    inside = attachments.digests(connection, with_data=True)
    missing = [
        sha256
        for sha256 in known
        if sha256 not in inside and not backup.blob_path(path.parent, sha256).is_file()
    ]
    return Look(
        path=path,
        workbook=meta.get("id", ""),
        kind=meta.get("kind", ""),
        counts=counts,
        in_bin=connection.execute("SELECT count(*) FROM record WHERE deleted = 1").fetchone()[0],
        operations=connection.execute("SELECT count(*) FROM txn").fetchone()[0],
        revision=uid,
        at=at,
        actor=actor,
        label=label,
        params=json.loads(params),
        attachments=len(known),
        missing=tuple(missing),
    )


def _rebuilt(source: Path, part: Path) -> tuple[str, ...]:
    """Write the backup with its attached files put back; return the digests not found."""
    try:
        with contextlib.closing(connect(source, read_only=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        with contextlib.closing(connect(part)) as connection:
            missing = _filled(connection, source.parent)
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise refused(OSError(errno.ENOSPC, str(error)), part) from error
        raise _damaged(source, error) from error
    if found != "ok":
        raise _damaged(source, found)
    return missing


def _filled(connection: Connection, where: Path) -> tuple[str, ...]:
    missing = []
    known = attachments.digests(connection)
    inside = attachments.digests(connection, with_data=True)
    with immediate(connection):
        for sha256 in known:
            if sha256 in inside:
                continue
            path = backup.blob_path(where, sha256)
            if path.is_file() and backup.digest_of(path) == sha256:
                attachments.put(connection, attachments.Blob(sha256, "", path.read_bytes()))
            else:
                missing.append(sha256)
    return tuple(missing)


def _set_aside(target: Path, at: dt.datetime) -> Path:
    """Move a workbook to another name beside it, with what an interrupted write left.

    A journal must never stay behind: SQLite would play it into the file that comes next.
    """
    with (
        contextlib.suppress(UserError, sqlite3.Error),  # damaged: it is moved as it is
        contextlib.closing(connect(target)) as connection,
    ):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    stem, number = f"{target.stem} replaced {at:%Y-%m-%d %H%M%S}", 1
    aside = target.with_name(f"{stem}{EXTENSION}")
    while aside.exists():
        number += 1
        aside = target.with_name(f"{stem} {number}{EXTENSION}")
    for ending in ("-journal", "-wal", "-shm"):
        left = target.with_name(target.name + ending)
        if left.exists() and left.stat().st_size:
            left.replace(aside.with_name(aside.name + ending))
        left.unlink(missing_ok=True)
    target.replace(aside)
    return aside


@contextlib.contextmanager
def _held(target: Path) -> Iterator[None]:
    """Keep everybody else from the workbook meanwhile.

    Raises:
        UserError: It is open in another window, or the folder cannot be written.
    """
    if not target.parent.is_dir():
        raise UserError(
            N_("The folder does not exist."),
            where=str(target.parent),
            do=N_("Choose a folder that exists."),
        )
    lock = Lock(target)
    if not lock.acquire():
        if lock.owner():
            raise UserError(
                N_("The file is open in another window."),
                where=target.name,
                do=N_("Close it there and try again."),
            )
        raise UserError(
            N_("The folder cannot be written to."),
            where=str(target.parent),
            do=N_("Choose a folder of your own."),
        )
    try:
        yield
    finally:
        lock.release()


def _damaged(path: Path, why: object) -> UserError:
    return UserError(
        N_("The backup is damaged: {message}."),
        where=path.name,
        do=N_("Choose another backup."),
        message=str(why),
    )
