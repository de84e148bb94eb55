"""A plain list as .xlsx or .csv: nothing hidden, nothing to be returned."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coordinator_app.domain.errors import UserError
from coordinator_app.excel import written
from coordinator_app.excel.looks import put_text
from coordinator_app.placing import write_whole
from coordinator_app.texts import N_

#: Spreadsheets take a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LETTER = 1
_NARROWEST, _WIDEST = 9.0, 60.0
_HEAD = {
    "bold": True,
    "bg_color": "#1F4E79",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
}
_WRONG = {"bg_color": "#F8D7DA", "font_color": "#7A1420"}
_NOTE = {"x_scale": 2, "author": ""}
#: What decimal commas leave for the separator of a .csv file.
_SEPARATORS = {"en": ","}
_SEPARATOR = ";"


@dataclass(frozen=True)
class PlainTable:
    """A list as it is to be saved.

    Args:
        title: Of the list, and of its sheet.
        headers: One per column.
        rows: Cells by column; None is empty.
        marking: How far it may travel, and that it is a sample; on every printed page.
        lang: Whose habits a .csv file follows.
        notes: What is said of single cells, by row and column from 0; those cells are red.
    """

    title: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[written.Content]]
    marking: str = ""
    lang: str = "en"
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Looks:
    """The formats of one file."""

    head: Format
    plain: Format
    quoted: Format
    day: Format
    wrong: Format


def write(table: PlainTable, path: Path) -> None:
    """Write a list, whole or not at all; the name's ending says which kind.

    Raises:
        UserError: The ending is another one, a text is too long, or the place cannot be written.
    """
    kinds = {".xlsx": _xlsx, ".csv": _csv}
    if path.suffix.lower() not in kinds:
        raise UserError(
            N_("Lists are saved as .xlsx or .csv."),
            where=path.name,
            do=N_("Choose a name that ends in one of the two."),
        )
    write_whole(path, kinds[path.suffix.lower()](table))


def write_book(tables: Sequence[PlainTable], path: Path) -> None:
    """Write several lists as the sheets of one .xlsx file, whole or not at all.

    Raises:
        UserError: The ending is another one, a text is too long, or the place cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UserError(
            N_("A file of several sheets is saved as .xlsx."),
            where=path.name,
            do=N_("Choose a name that ends in .xlsx."),
        )
    write_whole(path, _sheets(tables))


def _xlsx(table: PlainTable) -> bytes:
    return _sheets((table,))


def _sheets(tables: Sequence[PlainTable]) -> bytes:
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": tables[0].title, "author": "", "company": ""})
        looks = _Looks(
            book.add_format(_HEAD),
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
            book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            book.add_format(_WRONG),
        )
        for table in tables:
            page = book.add_worksheet(_sheet_name(table.title))
            _fill(page, table, looks)
            _set_up(page, table)
    return made.getvalue()


def _fill(page: Worksheet, table: PlainTable, looks: _Looks) -> None:
    for column, header in enumerate(table.headers):
        page.write_string(0, column, header, looks.head)
        page.set_column(column, column, _width(header, [row[column] for row in table.rows]))
    for number, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            match value:
                case None:
                    continue
                case str():
                    _check(value, table.headers[column])
                    look = looks.quoted if written.looks_like_more(value) else looks.plain
                    put_text(page, number, column, value, look)
                case dt.date():
                    midnight = dt.datetime.combine(value, dt.time())
                    page.write_datetime(number, column, midnight, looks.day)
                case _:
                    page.write_number(number, column, value, looks.plain)
    for (row_at, column), said in table.notes.items():
        page.write_comment(row_at + 1, column, said, _NOTE)
    if table.notes:
        red = {"type": "no_errors", "format": looks.wrong}
        for row_at, column in table.notes:
            page.conditional_format(row_at + 1, column, row_at + 1, column, red)


def _set_up(page: Worksheet, table: PlainTable) -> None:
    last = max(len(table.headers) - 1, 0)
    page.autofilter(0, 0, max(len(table.rows), 1), last)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_LETTER)
    page.fit_to_pages(1, 0)
    marking = table.marking.replace("&", "&&")
    page.set_header(f"&L&B{marking}&R&A")
    page.set_footer(f"&L&B{marking}&R&P / &N")
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _csv(table: PlainTable) -> bytes:
    made = io.StringIO(newline="")
    out = csv.writer(made, delimiter=_SEPARATORS.get(table.lang, _SEPARATOR))
    out.writerow(table.headers)
    out.writerows([_as_text(value, table.lang) for value in row] for row in table.rows)
    # Excel takes a .csv file for UTF-8 only by its byte order mark.
    return made.getvalue().encode("utf-8-sig")


def _as_text(value: written.Content, lang: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case dt.date():
            return value.isoformat()
        case float():
            text = f"{value:.15g}"
            return text if lang in _SEPARATORS else text.replace(".", ",")
        case _:
            return str(value)


def _check(text: str, header: str) -> None:
    if len(text) > written.LONGEST_TEXT:
        raise UserError(
            N_("“{field}” has {count} characters; a cell of an Excel file holds {most} at most."),
            do=N_("Save the list as .csv, or without that column."),
            field=header,
            count=len(text),
            most=written.LONGEST_TEXT,
        )


def _width(header: str, cells: Iterable[written.Content]) -> float:
    lines = (line for each in cells for line in str("" if each is None else each).split("\n"))
    longest = max((len(line) for line in lines), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 1.0, len(header) + 3.0))


def _sheet_name(title: str) -> str:
    return "".join(" " if each in "[]:*?/\\'" else each for each in title)[:31].strip() or "1540"
