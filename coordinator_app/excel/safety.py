"""The guard in front of every parser: what a file is, and whether it is safe to open."""

from __future__ import annotations

import io
import mmap
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from coordinator_app.domain.errors import UserError
from coordinator_app.excel import text_files
from coordinator_app.texts import N_


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; each limit is reported under its own name.

    Excel's own bounds where it has them (rows, columns), else what is far above any honest file:
    100,000 rows of 24 columns make parts of some 100 MB that were compressed 4 to 8 times.
    """

    file_bytes: int = 256 * 2**20
    entries: int = 3_000
    part_bytes: int = 600 * 2**20
    total_bytes: int = 2**30
    ratio: int = 100
    ratio_from_bytes: int = 10 * 2**20
    description_bytes: int = 64 * 2**20  # a part that is read whole: workbook, styles, relations
    shared_text_bytes: int = 256 * 2**20
    sheets: int = 1_000
    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 20_000_000  # in one sheet
    cell_characters: int = 131_072  # Excel holds 32,767; other programs more
    elements: int = 5_000_000  # in one sheet beside its cells; bounds what nesting can cost
    token_bytes: int = 4 * 2**20  # one tag, comment or instruction
    seconds: float = 120.0  # spent on one part


_ENCRYPTED_OR_PATCHED = 0x1 | 0x20 | 0x40  # general purpose flags of a zip entry


class Reason(StrEnum):
    """Why a file is refused."""

    CANNOT_OPEN = "cannot_open"
    EMPTY_FILE = "empty_file"
    NOT_EXCEL = "not_excel"
    NOT_WORKBOOK = "not_workbook"
    OTHER_FORMAT = "other_format"
    PASSWORD = "password"  # noqa: S105  a reason, not a secret
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
        N_("Open it in Excel with the password, take the password off and save it."),
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


class Format(StrEnum):
    """What kind of spreadsheet a file really is."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    TEMPLATE = "xltx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    TSV = "tsv"


@dataclass(frozen=True, slots=True)
class Container:
    """A file that passed the guard.

    Args:
        path: Where it is.
        format: What it really is, by content.
        size: Bytes on disk.
        parts: Zip entries: name without regard to case, to unpacked size; empty for .xls.
        content: Its bytes where they are not those on disk: what a password opened.
    """

    path: Path
    format: Format
    size: int
    parts: Mapping[str, int]
    content: bytes | None = field(default=None, repr=False)

    def open(self) -> BinaryIO:
        """Open its bytes for reading."""
        if self.content is not None:
            return io.BytesIO(self.content)
        return self.path.open("rb")


def inspect(path: Path, limits: Limits | None = None) -> Container:
    """Look at a file before anything parses it.

    Returns:
        What it is; formats that the streaming reader does not read are named, not refused.

    Raises:
        PasswordNeeded: It is encrypted.
        Refusal: It is no spreadsheet, damaged, or made to do harm.
    """
    limits = limits or Limits()
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            magic = file.read(8)
            if size > limits.file_bytes:
                raise LimitReached("file_bytes", limits, where=path.name)
            if magic.startswith(b"PK\x03\x04"):
                return _inspect_zip(path, file, size, limits)
            if magic == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
                return _inspect_ole(path, file, size)
            return _inspect_text(path, magic + file.read(text_files.HEAD_BYTES - 8), size)
    except OSError as error:
        raise Refusal(Reason.CANNOT_OPEN, where=path.name) from error


def _inspect_text(path: Path, head: bytes, size: int) -> Container:
    if not head.strip():
        raise Refusal(Reason.EMPTY_FILE, where=path.name)
    if other := text_files.other_format(head):
        raise Refusal(Reason.OTHER_FORMAT, where=path.name, format=other)
    named = path.suffix.lower() in text_files.TEXT_ENDINGS
    if text_files.is_text(head) and (named or text_files.is_table(head)):
        return Container(path, Format.CSV, size, {})
    raise Refusal(Reason.NOT_EXCEL, where=path.name)


def _inspect_ole(path: Path, file: BinaryIO, size: int) -> Container:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if _has_stream(content, "EncryptedPackage"):
            raise PasswordNeeded(where=path.name)
        if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
            return Container(path, Format.XLS, size, {})
    raise Refusal(Reason.NOT_EXCEL, where=path.name)


def _has_stream(content: mmap.mmap, name: str) -> bool:
    """Tell whether an OLE directory names a stream: its entries lie on multiples of 128 bytes."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = content.find(wanted)
    while at >= 0 and at % 128:
        at = content.find(wanted, at + 1)
    return at >= 0


def _inspect_zip(path: Path, file: BinaryIO, size: int, limits: Limits) -> Container:
    where = path.name
    if _directory_bytes(file, size) > limits.entries * 1024:
        raise LimitReached("entries", limits, where=where)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_names([entry.orig_filename for entry in entries], where)
            _check_sizes(entries, limits, where)
            for entry in entries:
                if entry.filename.casefold().endswith((".xml", ".rels", ".vml")):
                    _check_head(_head(archive, entry, 4096), where)
            parts = {entry.filename.casefold(): entry.file_size for entry in entries}
            return Container(path, _format(archive, parts, where), size, parts)
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError) as error:
        raise Refusal(Reason.DAMAGED, where=where) from error


def _directory_bytes(file: BinaryIO, size: int) -> int:
    """Return the size of the zip directory, found as zipfile finds it, before zipfile reads it."""
    tail_size = min(size, 65_557)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    file.seek(0)
    end = len(tail) - 22
    if end < 0 or tail[end : end + 4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
        end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        return 0
    locator = end - 20
    if locator >= 56 and tail[locator:].startswith(b"PK\x06\x07"):
        return int(struct.unpack_from("<Q", tail, locator - 56 + 40)[0])
    return int(struct.unpack_from("<L", tail, end + 12)[0])


def _check_names(names: list[str], where: str) -> None:
    for name in names:
        segments = name.split("/")
        if "\\" in name or "\0" in name or ".." in segments or re.match(r"/|[A-Za-z]:", name):
            raise Refusal(Reason.NAMES, where=where)
    if len({name.casefold() for name in names}) < len(names):
        raise Refusal(Reason.NAMES, where=where)


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits, where: str) -> None:
    if len(entries) > limits.entries:
        raise LimitReached("entries", limits, where=where)
    for entry in entries:
        stored_or_deflated = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not stored_or_deflated or entry.flag_bits & _ENCRYPTED_OR_PATCHED:
            raise Refusal(Reason.METHOD, where=where)
        if entry.file_size > limits.part_bytes:
            raise LimitReached("part_bytes", limits, where=where)
        allowed = max(entry.compress_size, 1) * limits.ratio
        if limits.ratio_from_bytes < entry.file_size > allowed:
            raise LimitReached("ratio", limits, where=where)
    if sum(entry.file_size for entry in entries) > limits.total_bytes:
        raise LimitReached("total_bytes", limits, where=where)


def _head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, length: int) -> bytes:
    try:
        with archive.open(entry) as part:
            return part.read(length)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return b""  # damage counts only in a part that is needed, and is met again there


def _check_head(head: bytes, where: str) -> None:
    plain = head.replace(b"\0", b"")  # UTF-16 as well
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refusal(Reason.DTD, where=where)


def _format(archive: zipfile.ZipFile, parts: Mapping[str, int], where: str) -> Format:
    """Return what a zip file is, by its content types, or by its parts where they are missing."""
    types = b""
    for name, length in (("[content_types].xml", 2**20), ("mimetype", 100)):
        types += b"".join(
            _head(archive, entry, length).replace(b"\0", b"") for entry in _named(archive, name)
        )
    for token, found in (
        (b"sheet.main+xml", Format.XLSX),
        (b"sheet.macroEnabled.main+xml", Format.XLSM),
        (b"template.macroEnabled.main+xml", Format.TEMPLATE),
        (b"spreadsheetml.template.main+xml", Format.TEMPLATE),
        (b"sheet.binary.macroEnabled.main", Format.XLSB),
        (b"opendocument.spreadsheet", Format.ODS),
    ):
        if token in types:
            return found
    for ending, found in (("workbook.xml", Format.XLSX), ("workbook.bin", Format.XLSB)):
        if any(name.endswith(ending) for name in parts):
            return found
    raise Refusal(Reason.NOT_WORKBOOK, where=where)


def _named(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    return (entry for entry in archive.infolist() if entry.filename.casefold() == name)
