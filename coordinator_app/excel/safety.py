"""The guard in front of every parser: what a file is, and whether it is safe to open."""

from __future__ import annotations

import errno
import io
import mmap
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from coordinator_app.excel import text_files
from coordinator_app.excel.refusals import (
    LimitReached,
    Limits,
    PasswordNeeded,
    Reason,
    Refusal,
)

_ENCRYPTED_OR_PATCHED = 0x1 | 0x20 | 0x40  # general purpose flags of a zip entry


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


def inspect(path: Path, limits: Limits | None = None, content: bytes | None = None) -> Container:
    """Look at a file before anything parses it.

    Args:
        path: Where it lies.
        limits: How much is read.
        content: Its bytes where they are not those on disk: what a password opened.

    Returns:
        What it is; formats that the streaming reader does not read are named, not refused.

    Raises:
        PasswordNeeded: It is encrypted.
        Refusal: It is no spreadsheet, damaged, or made to do harm.
    """
    limits = limits or Limits()
    try:
        with path.open("rb") if content is None else io.BytesIO(content) as file:
            size = file.seek(0, 2)
            file.seek(0)
            magic = file.read(8)
            if size > limits.file_bytes:
                raise LimitReached("file_bytes", limits, where=path.name)
            if magic.startswith(b"PK\x03\x04"):
                return replace(_inspect_zip(path, file, size, limits), content=content)
            if magic == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
                return replace(_inspect_ole(path, file, content, size), content=content)
            head = magic + file.read(text_files.HEAD_BYTES - len(magic))
            return replace(_inspect_text(path, head, size), content=content)
    except OSError as error:
        raise unopened(error, path.name) from error


def unopened(error: OSError, where: str) -> Refusal:
    """Return the refusal of a file that the system will not open, or that misleads it."""
    misled = error.errno in (None, errno.EINVAL)  # a place before the beginning of the file
    return Refusal(Reason.DAMAGED if misled else Reason.CANNOT_OPEN, where=where)


def _inspect_text(path: Path, head: bytes, size: int) -> Container:
    if not head.strip():
        raise Refusal(Reason.EMPTY_FILE, where=path.name)
    if other := text_files.other_format(head):
        raise Refusal(Reason.OTHER_FORMAT, where=path.name, format=other)
    named = path.suffix.lower() in text_files.TEXT_ENDINGS
    if text_files.is_text(head) and (named or text_files.is_table(head)):
        return Container(path, Format.CSV, size, {})
    raise Refusal(Reason.NOT_EXCEL, where=path.name)


def _inspect_ole(path: Path, file: BinaryIO, content: bytes | None, size: int) -> Container:
    if content is None:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            return _inspect_streams(path, mapped, size)
    return _inspect_streams(path, content, size)


def _inspect_streams(path: Path, content: mmap.mmap | bytes, size: int) -> Container:
    if _has_stream(content, "EncryptedPackage"):
        raise PasswordNeeded(where=path.name)
    if any(_has_stream(content, name) for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        return Container(path, Format.XLS, size, {})
    raise Refusal(Reason.NOT_EXCEL, where=path.name)


def _has_stream(content: mmap.mmap | bytes, name: str) -> bool:
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
