"""A workbook file from opening to closing: lock, recognition, checks, read and write sides."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.errors import UserError
from coordinator_app.store import migrations, schema
from coordinator_app.store.connection import Connection, connect, immediate
from coordinator_app.store.lock import Lock
from coordinator_app.texts import N_


@dataclass
class Workbook:
    """An open file.

    Args:
        connection: Of the thread that opened it.
        lock: Held by the one that may write; None when it only reads.
        unclean: The last one who wrote did not close it properly.
        held_by: Machine that holds the lock when we may only read.
        protected: The file itself is marked as not to be written.
    """

    path: Path
    connection: Connection
    lock: Lock | None
    unclean: bool = False
    held_by: str = ""
    protected: bool = False

    @property
    def read_only(self) -> bool:
        """Say whether changes are refused."""
        return self.lock is None

    def close(self) -> None:
        """Close the connection and give the lock back."""
        self.connection.close()
        if self.lock is not None:
            self.lock.release()


def create(path: Path, catalogue: Catalogue, meta: dict[str, str]) -> None:
    """Create an empty workbook file with its tables.

    Raises:
        UserError: A file of that name exists or the folder cannot be written.
    """
    if path.exists():
        raise UserError(
            N_("There is a file of that name already."),
            where=str(path),
            do=N_("Choose another name."),
        )
    if not path.parent.is_dir():
        raise UserError(
            N_("The folder does not exist."),
            where=str(path.parent),
            do=N_("Choose a folder that exists."),
        )
    connection = connect(path, create=True)
    try:
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        with immediate(connection):
            schema.create(connection, catalogue)
            connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    except BaseException as error:
        connection.close()
        for left in (path, path.with_name(f"{path.name}-journal")):
            left.unlink(missing_ok=True)  # half a file would be in the way of the next try
        if isinstance(error, sqlite3.OperationalError):
            raise UserError(
                N_("The file cannot be written: {message}."),
                where=str(path),
                do=N_("Choose a folder of your own."),
                message=str(error),
            ) from error
        raise
    connection.close()


def open_file(
    path: Path,
    catalogue: Catalogue,
    *,
    read_only: bool = False,
    before_migration: Callable[[Path], None] | None = None,
) -> Workbook:
    """Open a workbook: lock, recognise, check after an unclean close, migrate.

    Args:
        read_only: Do not try for the lock.
        before_migration: Makes a backup before an older file is changed.

    Raises:
        UserError: It is not a workbook, damaged, or from a newer version.
    """
    # SQLite would open such a file all the same, and fail at the first change.
    if not read_only and path.is_file() and not os.access(path, os.W_OK):
        return Workbook(path, connect(path, read_only=True), None, protected=True)
    lock = None if read_only or not path.is_file() else Lock(path)
    held = lock is not None and lock.acquire()
    if lock is not None and not held:
        connection = connect(path, read_only=True)
        return Workbook(path, connection, None, held_by=lock.owner())
    try:
        connection = connect(path, read_only=read_only)
        if lock is not None:
            connection.execute("PRAGMA journal_mode=TRUNCATE")
            if lock.left_behind:
                _quick_check(connection, path)
            migrations.apply(connection, catalogue, path, before_migration)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return Workbook(path, connection, lock, unclean=bool(lock and lock.left_behind))


def meta(connection: Connection) -> dict[str, str]:
    """Return what the file says about itself: id, kind (sample, demo), made."""
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def made_now() -> str:
    """Return the time a file is made, for its meta table."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _quick_check(connection: Connection, path: Path) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise UserError(
            N_("The file is damaged: {message}."),
            where=path.name,
            do=N_("Restore a backup (Settings, Backups)."),
            message=found,
        )
