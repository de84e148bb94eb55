"""Putting a password on a file: the whole package is encrypted (AES-256, as Office does it)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import BinaryIO

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import N_

_LONGEST = 255  # what Office takes
#: Shorter files are written by the library in a way that nothing can open: what is shorter than
#: 4,096 bytes when encrypted goes to a place of its own in the container.
_SHORTEST = 4_096


def checked(password: str) -> str:
    """Return a password that Office can be given.

    Raises:
        UserError: It cannot.
    """
    if len(password) > _LONGEST or not password.isprintable():
        raise UserError(
            N_("This password cannot be used for an Excel file."),
            do=N_("Choose one of at most {most} letters, digits and signs."),
            most=_LONGEST,
        )
    return password


def lock(plain: BinaryIO, path: Path, password: str) -> None:
    """Write a finished file so that it opens with a password alone.

    Args:
        plain: The file; it never lies on the disk.
        path: Where the encrypted file goes.
        password: Kept nowhere.
    """
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415  only for files with a password

    long_enough = _long_enough(plain)
    with path.open("wb") as stream:
        OOXMLFile(long_enough).encrypt(password, stream)


def _long_enough(plain: BinaryIO) -> BinaryIO:
    """Return a file that can be encrypted: a very small one with its parts not compressed."""
    length = plain.seek(0, io.SEEK_END)
    plain.seek(0)
    if length >= _SHORTEST:
        return plain
    stored = io.BytesIO()
    with zipfile.ZipFile(plain) as small, zipfile.ZipFile(stored, "w") as large:
        for part in small.infolist():
            large.writestr(part.filename, small.read(part))
    if stored.tell() < _SHORTEST:
        message = f"a package of {stored.tell()} bytes cannot be encrypted"
        raise ValueError(message)
    stored.seek(0)
    return stored
