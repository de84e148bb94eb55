"""Files on their way into place: written beside it, moved when whole; why not, in one sentence."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import N_

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_CLOSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
#: What Excel opens, folders included; Windows itself takes little more. None where that is no
#: matter.
_LONGEST: Final = 218 if os.name == "nt" else None
#: Windows says so of a file that another program holds.
_HELD: Final = frozenset({32, 33})


class Draft:
    """A finished file under a temporary name beside its place.

    Args:
        path: Where it is to go.
        temporary: Where it is.
    """

    def __init__(self, path: Path, temporary: Path) -> None:
        self.path = path
        self._temporary = temporary
        self._placed = False
        self.sha256 = digest(temporary)

    def place(self) -> None:
        """Move it into place, over whatever is there.

        Raises:
            UserError: The place cannot be written (the file may be open in Excel).
        """
        try:
            self._temporary.replace(self.path)
        except OSError as error:
            raise refused(error, self.path, over=True) from error
        self._placed = True

    def discard(self) -> None:
        """Remove it, unless it was moved into place."""
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)

    def take_back(self) -> None:
        """Remove it, moved into place or not: what it belongs to was not recorded."""
        self.discard()
        if self._placed:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give a temporary name beside the place of a file; the file goes if writing it fails.

    Raises:
        UserError: There is no such folder, nothing can be written there, or the disk is full.
    """
    if _LONGEST is not None and len(str(path.absolute())) > _LONGEST:
        raise _too_long(path)
    try:
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".~", dir=path.parent)
    except OSError as error:
        raise refused(error, path) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise refused(error, path) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        UserError: It cannot be written; what was there before is still there.
    """
    with drafted(path) as temporary, temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft = Draft(path, temporary)
    try:
        draft.place()
    finally:
        draft.discard()


def refused(error: OSError, path: Path, *, over: bool = False) -> UserError:
    """Return why a file cannot be written, and what to do.

    Args:
        over: Its folder took a file; it could not be put over what is there.
    """
    if error.errno in _FULL:
        return UserError(
            N_("There is no room left on the disk; nothing was written."),
            where=str(path.absolute().parent),
            do=N_("Make room and try again."),
        )
    if error.errno == errno.ENAMETOOLONG:
        return _too_long(path)
    if not path.parent.is_dir():
        return UserError(
            N_("The folder does not exist."),
            where=str(path.absolute().parent),
            do=N_("Choose a folder that exists."),
        )
    if path.is_dir():
        return UserError(
            N_("There is a folder of that name."), where=str(path), do=N_("Choose another name.")
        )
    if getattr(error, "winerror", None) in _HELD or (over and error.errno in _CLOSED):
        return UserError(
            N_("This file is open in another program, or protected against changes."),
            where=str(path),
            do=N_("Close it there and try again, or choose another name."),
        )
    if error.errno in _CLOSED:
        return UserError(
            N_("The folder cannot be written to."),
            where=str(path.absolute().parent),
            do=N_("Choose a folder of your own."),
        )
    return UserError(
        N_("The file cannot be written: {message}."),
        where=str(path),
        do=N_("Choose another folder."),
        message=error.strerror or str(error),
    )


def _too_long(path: Path) -> UserError:
    return UserError(
        N_("The name of the file is too long together with its folders."),
        where=path.name,
        do=N_("Choose a shorter name, or a folder further up."),
    )
