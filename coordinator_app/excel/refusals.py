"""How much of a file is read, and the closed list of reasons for which one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import N_


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; each limit is reported under its own name.

    Excel's own bounds where it has them (rows, columns), else what is far above any honest file:
    100,000 rows of 24 columns make parts of some 80 MB that were compressed 4 to 8 times, and a
    whole sheet of Excel's full height ten times that.
    """

    file_bytes: int = 256 * 2**20
    entries: int = 3_000
    part_bytes: int = 1536 * 2**20
    total_bytes: int = 2 * 2**30
    ratio: int = 100
    ratio_from_bytes: int = 10 * 2**20
    description_bytes: int = 64 * 2**20  # a part that is read whole: workbook, styles, relations
    shared_text_bytes: int = 256 * 2**20
    sheets: int = 1_000
    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 25_000_000  # in one sheet
    cell_characters: int = 131_072  # Excel holds 32,767; other programs more
    elements: int = 5_000_000  # in one sheet beside its cells; bounds what nesting can cost
    token_bytes: int = 4 * 2**20  # one tag, comment or instruction
    seconds: float = 180.0  # of a processor, spent on one part
    reader_seconds: float = 60.0  # a process apart: in all
    reader_memory: int = 2 * 2**30  # where the system can hold a process to it
    reader_output: int = 2**30


class Reason(StrEnum):
    """Why a file is refused."""

    CANNOT_OPEN = "cannot_open"
    EMPTY_FILE = "empty_file"
    NOT_EXCEL = "not_excel"
    NOT_WORKBOOK = "not_workbook"
    OTHER_FORMAT = "other_format"
    PASSWORD = "password"  # noqa: S105  a reason, not a secret
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  the same
    CANNOT_UNLOCK = "cannot_unlock"
    DAMAGED = "damaged"
    NAMES = "names"
    METHOD = "method"
    DTD = "dtd"
    LIMIT = "limit"
    MISSING_PART = "missing_part"
    NO_SHEETS = "no_sheets"


_SAVE_AGAIN = N_("Open it in Excel or LibreOffice, save it as .xlsx and use that file.")
_ASK_AGAIN = N_("Ask the sender for the file again.")
_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.CANNOT_OPEN: (
        N_("The file cannot be opened."),
        N_("Check that it is still there, and close it in Excel if it is open."),
    ),
    Reason.EMPTY_FILE: (N_("The file is empty."), _ASK_AGAIN),
    Reason.NOT_EXCEL: (N_("This is not an Excel file, whatever its name says."), _SAVE_AGAIN),
    Reason.NOT_WORKBOOK: (N_("There is no workbook with sheets in this file."), _SAVE_AGAIN),
    Reason.OTHER_FORMAT: (N_("This file has another format ({format}), not .xlsx."), _SAVE_AGAIN),
    Reason.PASSWORD: (
        N_("The file is protected by a password."),
        N_("Give the password; the sender knows it."),
    ),
    Reason.WRONG_PASSWORD: (
        N_("The password does not open this file."),
        N_("Give the right password; capital and small letters matter."),
    ),
    Reason.CANNOT_UNLOCK: (
        N_("The file is protected in a way that cannot be opened here, even with the password."),
        N_("Open it with the password, save it without one and use that file."),
    ),
    Reason.DAMAGED: (N_("The file is damaged and cannot be read whole."), _SAVE_AGAIN),
    Reason.NAMES: (N_("The file holds parts with names that no Excel file has."), _SAVE_AGAIN),
    Reason.METHOD: (N_("The file is packed in a way that Excel does not use."), _SAVE_AGAIN),
    Reason.DTD: (
        N_(
            "The file declares entities, which Excel files never do; it may have been made to do harm."
        ),
        N_("Do not open it; ask the sender how it was made."),
    ),
    Reason.MISSING_PART: (
        N_("A part of the file is missing, so it cannot be read whole."),
        _SAVE_AGAIN,
    ),
    Reason.NO_SHEETS: (N_("There are no sheets with cells in this file."), _ASK_AGAIN),
}
_SMALLER = N_("Send it in smaller parts, or ask the sender how it was made.")
_LIMIT_WORDS: dict[str, str] = {
    "file_bytes": N_("The file is larger than {allowed} bytes (limit: file_bytes)."),
    "entries": N_("The file holds more than {allowed} parts (limit: entries)."),
    "part_bytes": N_(
        "A part of the file is larger than {allowed} bytes unpacked (limit: part_bytes)."
    ),
    "total_bytes": N_("The file is larger than {allowed} bytes unpacked (limit: total_bytes)."),
    "ratio": N_("A part of the file unpacks to more than {allowed} times its size (limit: ratio)."),
    "description_bytes": N_(
        "A part that describes the file is larger than {allowed} bytes (limit: description_bytes)."
    ),
    "shared_text_bytes": N_(
        "The file holds more than {allowed} bytes of text (limit: shared_text_bytes)."
    ),
    "sheets": N_("The file has more than {allowed} sheets (limit: sheets)."),
    "rows": N_("A sheet has cells below row {allowed} (limit: rows)."),
    "columns": N_("A sheet has cells beyond column {allowed} (limit: columns)."),
    "cells": N_("A sheet has more than {allowed} cells (limit: cells)."),
    "cell_characters": N_("A cell holds more than {allowed} characters (limit: cell_characters)."),
    "elements": N_(
        "A sheet describes more than {allowed} things beside its cells (limit: elements)."
    ),
    "token_bytes": N_(
        "A part of the file holds a tag of more than {allowed} bytes (limit: token_bytes)."
    ),
    "seconds": N_("Reading took longer than {allowed} seconds (limit: seconds)."),
    "reader_seconds": N_("Reading took longer than {allowed} seconds (limit: reader_seconds)."),
    "reader_memory": N_(
        "Reading the file takes more than {allowed} bytes of memory (limit: reader_memory)."
    ),
    "reader_output": N_("The file holds more than {allowed} bytes (limit: reader_output)."),
}


class Refusal(UserError):  # noqa: N818  also says no to a file that is only too large
    """A file, or the rest of it, is not read, for one of the known reasons.

    Args:
        reason: Which one.
        where: The place as data: file, sheet or cell.
        params: Values for the sentence.
    """

    def __init__(self, reason: Reason, *, where: str = "", **params: object) -> None:
        if reason is Reason.LIMIT:
            what, do = _LIMIT_WORDS[str(params["limit"])], _SMALLER
        else:
            what, do = _WORDS[reason]
        super().__init__(what, where=where, do=do, **params)
        self.reason = reason


class PasswordNeeded(Refusal):
    """The file opens with a password only."""

    def __init__(self, *, where: str = "") -> None:
        super().__init__(Reason.PASSWORD, where=where)


class LimitReached(Refusal):
    """The file goes beyond a limit.

    Args:
        limit: Name of the field of Limits.
        limits: The limits that were passed in.
        where: The place as data.
    """

    def __init__(self, limit: str, limits: Limits, *, where: str = "") -> None:
        self.limit = limit
        super().__init__(Reason.LIMIT, where=where, limit=limit, allowed=getattr(limits, limit))
