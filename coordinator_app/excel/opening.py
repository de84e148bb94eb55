"""One way to open whatever a person sends: the right reader for each format."""

from __future__ import annotations

from pathlib import Path

from coordinator_app.excel.books import BookSource
from coordinator_app.excel.safety import Format, Limits, Reason, Refusal, inspect
from coordinator_app.excel.sheets import STREAMED, Book
from coordinator_app.excel.text_tables import open_text, parse_text


def open_any(
    path: Path,
    *,
    password: str = "",  # noqa: ARG001  part of the contract
    limits: Limits | None = None,
) -> BookSource:
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
    container = inspect(path, limits)
    if container.format in STREAMED:
        return Book(container, limits)
    if container.format in (Format.CSV, Format.TSV):
        return open_text(container, limits)
    raise Refusal(Reason.OTHER_FORMAT, where=path.name, format=f".{container.format}")


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
