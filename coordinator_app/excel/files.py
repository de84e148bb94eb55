"""Files on their way into place: written under another name, moved when they are whole."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import N_


class Draft:
    """A finished file under a temporary name beside its place.

    Args:
        path: Where it is to go.
        temporary: Where it is.
    """

    def __init__(self, path: Path, temporary: Path) -> None:
        self.path = path
        self._temporary = temporary
        self.sha256 = digest(temporary)

    def place(self) -> None:
        """Move it into place, over whatever is there.

        Raises:
            UserError: The place cannot be written (the file may be open in Excel).
        """
        try:
            self._temporary.replace(self.path)
        except OSError as error:
            raise cannot_write(self.path) from error

    def discard(self) -> None:
        """Remove it, unless it was moved into place."""
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give a temporary name beside the place of a file; the file goes if writing it fails.

    Raises:
        UserError: The folder cannot be written, or the disk is full.
    """
    try:
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".~", dir=path.parent)
    except OSError as error:
        raise cannot_write(path) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise cannot_write(path) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def cannot_write(path: Path) -> UserError:
    """Return the refusal to write a file."""
    return UserError(
        N_("The file cannot be written."),
        where=str(path),
        do=N_("Close it in Excel if it is open, or choose another folder."),
    )
