"""Putting a password on a file: the whole package is encrypted (AES-256, as Office does it)."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import N_

_LONGEST = 255  # what Office takes


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

    plain.seek(0)
    with path.open("wb") as stream:
        OOXMLFile(plain).encrypt(password, stream)
