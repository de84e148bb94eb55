"""One way to open whatever a person sends: the right reader for each format."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coordinator_app.excel.books import BookSource
from coordinator_app.excel.refusals import Limits, Refusal
from coordinator_app.excel.refusals import PasswordNeeded as Locked
from coordinator_app.excel.rescue import open_streamed
from coordinator_app.excel.safety import Container, Format, inspect
from coordinator_app.excel.sheets import STREAMED
from coordinator_app.excel.text_tables import open_text, parse_text

#: What Excel itself protects files with that are only protected against changes.
_EXCELS_OWN: Final = "VelvetSweatshop"


def open_any(path: Path, *, password: str = "", limits: Limits | None = None) -> BookSource:
    """Open a file of tables after looking whether it is safe.

    Args:
        path: Where it lies; its name does not decide what it is.
        password: Opens it, where it needs one.
        limits: How much is read.

    Raises:
        PasswordNeeded: It is encrypted, and no password was given.
        Refusal: It is not to be read, or no reader can.
    """
    limits = limits or Limits()
    try:
        return _open(inspect(path, limits), limits)
    except Locked as locked:
        content = _unlocked(path, password, limits, locked)
    return _open(inspect(path, limits, content), limits)


def from_text(text: str, name: str, *, limits: Limits | None = None) -> BookSource:
    """Return a table that was copied as text as a book with one sheet.

    Args:
        text: Cells between tabs, as spreadsheets put them on the clipboard; else what a .csv holds.
        name: Of the sheet.
        limits: How much is read.

    Raises:
        Refusal: There is nothing in it, or too much.
    """
    return parse_text(text, name, limits or Limits())


def _open(container: Container, limits: Limits) -> BookSource:
    if container.format in STREAMED:
        return open_streamed(container, limits)
    if container.format in (Format.CSV, Format.TSV):
        return open_text(container, limits)
    from coordinator_app.excel.apart.book import read_apart  # noqa: PLC0415  for these files alone

    return read_apart("calamine", container, limits)


def _unlocked(path: Path, password: str, limits: Limits, locked: Locked) -> bytes:
    """Return the bytes that a password opens; without one, those that only Excel protected."""
    from coordinator_app.excel.apart.process import ask  # noqa: PLC0415  for these files alone

    container = Container(path, Format.XLS, path.stat().st_size, {})
    try:
        answered = ask("unlock", container, limits, password=password or _EXCELS_OWN)
    except Refusal:
        if password:
            raise
        raise locked from None
    return answered.content()
