"""Attached files: each kept once in the workbook, by the digest of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.store.connection import Connection, no_file, writing
from coordinator_app.texts import N_

#: What one attached file may weigh; more belongs on a file server, not into a file that is mailed.
LARGEST = 25 * 1024 * 1024


@dataclass(frozen=True)
class Blob:
    """The bytes of a file, and what a file field says of them."""

    sha256: str
    name: str
    data: bytes

    @property
    def value(self) -> Value:
        """The value of a file field."""
        return {"sha256": self.sha256, "name": self.name, "size": len(self.data)}


def read(path: Path) -> Blob:
    """Read a file that is to be attached.

    Raises:
        UserError: It cannot be read, or is larger than LARGEST.
    """
    try:
        if not path.is_file():
            raise no_file(path)
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise UserError(
            N_("The file cannot be read: {message}."),
            where=path.name,
            do=N_("Copy it to a folder of your own and try again."),
            message=error.strerror or str(error),
        ) from error
    if len(data) > LARGEST:
        raise UserError(
            N_("The file is larger than {limit} MB, the most that can be attached."),
            where=path.name,
            do=N_("Keep it elsewhere and record where as a source."),
            limit=LARGEST // (1024 * 1024),
        )
    return Blob(hashlib.sha256(data).hexdigest(), path.name, data)


def put(connection: Connection, blob: Blob) -> None:
    """Keep the bytes, once however often they are attached; joins an open transaction."""
    with writing(connection):
        # A workbook restored without its attachments knows the digest and lacks the bytes.
        connection.execute(
            "INSERT INTO blob (sha256, size, data) VALUES (?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET data = excluded.data WHERE length(data) <> size",
            (blob.sha256, len(blob.data), blob.data),
        )


def data(connection: Connection, sha256: str, name: str = "") -> bytes:
    """Return the bytes of an attached file.

    Args:
        name: What a person calls it, for the message.

    Raises:
        UserError: They are not in the workbook, or are not what was attached.
    """
    row = connection.execute("SELECT size, data FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or len(row[1]) != row[0]:
        raise UserError(
            N_("The attached file is not in this workbook."),
            where=name,
            do=N_("Look for it in a backup, or attach it again."),
        )
    found = bytes(row[1])
    if hashlib.sha256(found).hexdigest() != sha256:
        raise UserError(
            N_("The attached file is damaged."),
            where=name,
            do=N_("Look for it in a backup, or attach it again."),
        )
    return found


def digests(connection: Connection, *, with_data: bool = False) -> dict[str, int]:
    """Return the digests of all attached files with their sizes.

    Args:
        with_data: Only those whose bytes are here.
    """
    condition = "WHERE length(data) = size" if with_data else ""
    return dict(
        connection.execute(f"SELECT sha256, size FROM blob {condition} ORDER BY sha256").fetchall()
    )


def weight(connection: Connection) -> int:
    """Return how many bytes of attached files the workbook carries."""
    row = connection.execute("SELECT total(length(data)) FROM blob").fetchone()
    return int(row[0])
