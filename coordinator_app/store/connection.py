"""Opening the file: the one place that decides the engine and its settings."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import N_

if TYPE_CHECKING:
    from sqlite_utils import Database

#: "1540" in the header of every workbook, so that the file can be recognised.
APPLICATION_ID = 0x31353430
#: Raised by one with every migration; a file with a higher one is newer than this program.
USER_VERSION = 1
EXTENSION = ".c1540"
_BUSY_MS = 5_000
#: Failures of the file or the machine; all others are mistakes of the program.
_FAULTS = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
    )
)

_NO_ROOM = N_("There is no room left on the disk; nothing was written.")
_MAKE_ROOM = N_("Make room and try again.")

Connection = sqlite3.Connection


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> Connection:
    """Open a connection with our settings; transactions are begun and ended explicitly.

    Raises:
        UserError: The file is missing, not a workbook, damaged, or from a newer version.
    """
    if not create and not path.is_file():
        raise no_file(path)
    try:
        if read_only:
            return _readable(path)
        return _opened(path, "rwc" if create else "rw", recognise=not create)
    except sqlite3.DatabaseError as error:
        raise _explained(error, path) from error


def no_file(path: Path) -> UserError:
    """Return why a path that names no file cannot be read."""
    if path.is_dir():
        return UserError(N_("This is a folder."), where=str(path), do=N_("Choose a file in it."))
    return UserError(
        N_("There is no such file."), where=str(path), do=N_("Check the name and the folder.")
    )


def _readable(path: Path) -> Connection:
    try:
        return _opened(path, "ro")
    except sqlite3.OperationalError:
        # What a crash left half-written has to be taken back first, and a reader may not.
        if not path.with_name(f"{path.name}-journal").exists():
            raise
    _opened(path, "rw").close()
    return _opened(path, "ro")


def _opened(path: Path, mode: str, *, recognise: bool = True) -> Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _configure(connection)
        if recognise:
            _recognise(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: Connection) -> None:
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "synchronous=FULL",
        "temp_store=MEMORY",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _recognise(connection: Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UserError(
            N_("This is not a coordinator file."),
            where=path.name,
            do=N_("Choose another file."),
        )
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > USER_VERSION:
        raise UserError(
            N_("This file was made by a newer version of the program ({theirs}, ours is {ours})."),
            where=path.name,
            do=N_("Install the newer version to open it."),
            theirs=version,
            ours=USER_VERSION,
        )


@contextlib.contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Tell a person what fails of a file while it is in use; our own mistakes go on as they are.

    Raises:
        UserError: The file is damaged, or the disk or another program is in the way.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The low byte is the kind of failure; the rest says where it was met.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _FAULTS:
            raise
        raise _explained(error, path) from error


def _explained(error: sqlite3.DatabaseError, path: Path) -> UserError:
    message = str(error)
    if "not a database" in message:
        return UserError(
            N_("This is not a coordinator file."),
            where=path.name,
            do=N_("Choose another file."),
        )
    if "is full" in message:
        return UserError(_NO_ROOM, where=path.name, do=_MAKE_ROOM)
    if "locked" in message or "busy" in message:
        return UserError(
            N_("Another program is using the file."),
            where=path.name,
            do=N_("Close it there and try again."),
        )
    if "unable to open" in message or "readonly" in message:
        return UserError(
            N_("The file cannot be opened for writing."),
            where=path.name,
            do=N_("Copy it to a folder of your own and open it there."),
        )
    return UserError(
        N_("The file is damaged: {message}."),
        where=path.name,
        do=N_("Restore a backup (Settings, Backups)."),
        message=message,
    )


@contextlib.contextmanager
def immediate(connection: Connection) -> Iterator[Connection]:
    """Run a block as one write transaction that takes the write lock at once.

    Raises:
        UserError: Another process is writing, or there is no room; nothing was written.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) and (known := _not_written(error)):
            raise known from error
        raise UserError(
            N_("Another program is writing to the file."), do=N_("Wait a moment and try again.")
        ) from error
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.DatabaseError) and (known := _not_written(error)):
            raise known from error
        raise


def _not_written(error: sqlite3.DatabaseError) -> UserError | None:
    """Return the sentence for what a person can mend, None for what is our own mistake."""
    message = str(error)
    if "is full" in message:
        return UserError(_NO_ROOM, do=_MAKE_ROOM)
    if "locked" in message or "busy" in message:
        return UserError(
            N_("Another program is using the file."), do=N_("Close it there and try again.")
        )
    if "readonly" in message:
        return UserError(
            N_("The file is write-protected; nothing was written."),
            do=N_("Take the protection off, or copy the file to a folder of your own."),
        )
    if "I/O error" in message:
        return UserError(
            N_("The disk does not take what is written ({message}); nothing was written."),
            do=N_("Copy the file to another disk and go on there."),
            message=message,
        )
    if "malformed" in message:
        return UserError(
            N_("The file is damaged: {message}."),
            do=N_("Restore a backup (Settings, Backups)."),
            message=message,
        )
    return None


@contextlib.contextmanager
def writing(connection: Connection) -> Iterator[Connection]:
    """Run a block in the write transaction that is open, else in one of its own.

    Raises:
        UserError: Another process is writing.
    """
    if connection.in_transaction:
        yield connection
        return
    with immediate(connection):
        yield connection


def database(connection: Connection) -> Database:
    """Return the sqlite-utils view of a connection."""
    from sqlite_utils import Database  # noqa: PLC0415  late: it costs start-up time

    return Database(connection, execute_plugins=False)
