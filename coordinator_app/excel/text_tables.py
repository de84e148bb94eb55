"""Tables that are text: .csv and .tsv files, and what is copied from a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import thread_time
from typing import Final

from coordinator_app.domain.issues import Issue, Place
from coordinator_app.excel import text_files
from coordinator_app.excel.books import BookSource, PlainBook, PlainSheet
from coordinator_app.excel.cells import Cell, CellKind
from coordinator_app.excel.refusals import LimitReached, Limits, Reason, Refusal
from coordinator_app.excel.rows import Row
from coordinator_app.excel.safety import Container, Format
from coordinator_app.texts import N_

ERRORS: Final = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
    }
)
"""What a cell with an error shows, in the files of every language that we know of."""

_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_END = "\x1a\x1a\n"
_COPIED_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)')
_NEEDS_QUOTES = re.compile(r'[\t\r\n]|""')
_CHECK_EVERY = 4096


def open_text(container: Container, limits: Limits) -> BookSource:
    """Return a .csv or .tsv file as a book with one sheet.

    Encoding and separator are found by content; cells stay the texts they are.

    Raises:
        Refusal: It cannot be read.
    """
    path = container.path
    try:
        with container.open() as stream:
            encoding = text_files.encoding(stream)
            stream.seek(0)
            head = stream.read(text_files.HEAD_BYTES)
    except OSError as error:
        raise Refusal(Reason.CANNOT_OPEN, where=path.name) from error
    whole = len(head) == container.size
    lines = text_files.sample(head.decode(encoding, "replace"), whole=whole)
    named = text_files.named_separator(lines[0]) if lines else ""
    likely = "\t" if path.suffix.lower() in (".tsv", ".tab") else ""
    separator = named or text_files.separator(lines, likely=likely)

    def source() -> Iterator[str]:
        with (
            container.open() as binary,
            io.TextIOWrapper(binary, encoding, "replace", newline="") as text,
        ):
            yield from islice(text, 1 if named else 0, None)

    where = path.name
    sheet = PlainSheet(path.stem, lambda: _rows(source, separator, limits, where))
    form = Format.TSV if separator == "\t" else Format.CSV
    return PlainBook(path, form, [sheet], notices=_notices(path, encoding))


def parse_text(text: str, name: str, limits: Limits) -> BookSource:
    """Return text that was copied as a book with one sheet.

    Raises:
        Refusal: There is nothing in it, or too much.
    """
    if not text.strip():
        raise Refusal(Reason.EMPTY_FILE, where=name)
    if len(text) > limits.file_bytes:
        raise LimitReached("file_bytes", limits, where=name)
    separator = "\t" if "\t" in text else text_files.separator(text_files.sample(text, whole=True))
    if separator == "\t" or separator not in text:
        rows = list(_numbered(_copied(text), limits, name))
    else:
        lines = text.splitlines(keepends=True)
        rows = list(_rows(lambda: iter(lines), separator, limits, name))
    return PlainBook(Path(name), Format.TSV, [PlainSheet(name, lambda: rows)])


def _notices(path: Path, encoding: str) -> list[Issue]:
    if encoding != text_files.WESTERN:
        return []
    return [
        Issue(
            N_("The letters of this file are in an older form; they were read as Windows-1252."),
            N_("Check that letters with accents are right."),
            Place(file=path.name),
        )
    ]


def _rows(
    source: Callable[[], Iterator[str]], separator: str, limits: Limits, where: str
) -> Iterator[Row]:
    yield from _numbered(_records(source(), separator, limits, where), limits, where)


def _records(
    lines: Iterator[str], separator: str, limits: Limits, where: str
) -> Iterator[list[str]]:
    """Yield the records of a .csv file.

    Raises:
        Refusal: A quotation mark is never closed, so that one cell swallowed the rest.
    """

    def ended() -> Iterator[str]:
        yield from lines
        yield _END

    record: list[str] = []
    waiting: list[str] | None = None
    try:
        for record in csv.reader(ended(), delimiter=separator):
            if waiting is not None:
                yield waiting
            waiting = record
    except csv.Error as error:
        if "field larger" in str(error):
            raise LimitReached("cell_characters", limits, where=where) from error
        raise Refusal(Reason.DAMAGED, where=where) from error
    except OSError as error:
        raise Refusal(Reason.CANNOT_OPEN, where=where) from error
    if record != [_END.rstrip()]:
        raise Refusal(Reason.DAMAGED, where=where)


def _copied(text: str) -> Iterator[list[str]]:
    """Yield the rows of a copied table: spreadsheets quote only what would break it."""
    at, row = 0, list[str]()
    while at < len(text):
        found = _COPIED_CELL.match(text, at)
        assert found is not None  # noqa: S101  the second half matches nothing as well
        quoted, plain = found.groups()
        if quoted is None:
            row.append(plain)
        elif _NEEDS_QUOTES.search(quoted):
            row.append(quoted.replace('""', '"'))
        else:
            row.append(f'"{quoted}"')
        at = found.end()
        if text[at : at + 1] == "\t":
            at += 1
            continue
        yield row
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1
    if row:
        yield row


def _numbered(records: Iterator[list[str]], limits: Limits, where: str) -> Iterator[Row]:
    started, cells = thread_time(), 0
    for number, record in enumerate(records, start=1):
        if number > limits.rows:
            raise LimitReached("rows", limits, where=where)
        if len(record) > limits.columns:
            raise LimitReached("columns", limits, where=where)
        row = [
            _cell(number, column, text, limits, where)
            for column, text in enumerate(record, start=1)
            if text
        ]
        cells += len(row)
        if cells > limits.cells:
            raise LimitReached("cells", limits, where=where)
        if number % _CHECK_EVERY == 0 and thread_time() - started > limits.seconds:
            raise LimitReached("seconds", limits, where=where)
        if row:
            yield Row(number, False, row)


def _cell(row: int, column: int, text: str, limits: Limits, where: str) -> Cell:
    if len(text) > limits.cell_characters:
        raise LimitReached("cell_characters", limits, where=where)
    if text[0] == "#" and text.strip() in ERRORS:
        return Cell(row, column, text.strip(), CellKind.ERROR)
    if text[0] == "=" and (kept := _AS_TEXT.fullmatch(text)):
        text = kept[1].replace('""', '"')  # how people keep a spreadsheet from changing 00123
    return Cell(row, column, text, CellKind.TEXT)
