"""How many cells of an .ods file show an error; which ones, its reader does not say."""

from __future__ import annotations

import io
import zipfile
from typing import Final

_MARK: Final = b'value-type="error"'
_PIECE: Final = 2**20
_MANIFEST: Final = "META-INF/manifest.xml"


def is_locked(content: bytes) -> bool:
    """Say whether a password protects the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST not in archive.namelist():
            return False
        with archive.open(_MANIFEST) as part:
            return b"encryption-data" in part.read(_PIECE)


def count_errors(content: bytes) -> int:
    """Return how many cells are marked as errors."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" not in archive.namelist():
            return 0
        count, kept = 0, b""
        with archive.open("content.xml") as part:
            while piece := part.read(_PIECE):
                piece = kept + piece
                count += piece.count(_MARK)
                kept = piece[-len(_MARK) + 1 :]
    return count
