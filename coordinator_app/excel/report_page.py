"""A page of a report: words and a table that are only to be read; no keys, nothing hidden."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from coordinator_app.excel import page_setup, rows_xml, splice, written
from coordinator_app.excel.layouts import FileLayout, Page
from coordinator_app.excel.looks import Looks, put_text

_NARROWEST, _WIDEST = 9.0, 48.0
_LINE_HEIGHT = 15.5
_HEADER_HEIGHT = 32
#: Excel knows no higher row.
_HIGHEST = 409.0
#: Rows by which the widths of columns are found.
_LOOKED_AT = 1_000


def write(
    book: xlsxwriter.Workbook, looks: Looks, layout: FileLayout, page: Page, *, own: bool = False
) -> splice.Insertion | None:
    """Write one page.

    Args:
        own: Its rows are written by ourselves, since they are many.

    Returns:
        What makes those rows.
    """
    sheet = book.add_worksheet(page.name)
    sheet.hide_gridlines(2)
    widths = [_width(page, at) for at in range(len(page.headers))] or [95.0]
    for at, across in enumerate(widths):
        sheet.set_column(at, at, across)
    row = 0
    put_text(sheet, row, 0, page.name, looks.title)
    sheet.set_row(row, 30)
    row += 1
    for paragraph in page.words:
        row = _paragraph(sheet, looks, row, paragraph, widths)
    repeat = 0
    if page.headers:
        row = repeat = row + 1
        for at, header in enumerate(page.headers):
            put_text(sheet, row, at, header, looks.table_head)
        sheet.set_row(row, _HEADER_HEIGHT)
        sheet.freeze_panes(row + 1, 0)
        if own:
            for at, look in enumerate(_worn(looks)):
                sheet.write_blank(row + 1, at, None, look)
        else:
            for cells in page.rows:
                row += 1
                _cells(sheet, looks, row, cells, widths)
    page_setup.set_up(sheet, layout, repeat if page.headers else None, widths)
    return _own_rows(page, widths, row + 2) if own else None


def _worn(looks: Looks) -> tuple[Format, ...]:
    """Return the looks of the cells, as they stand in the pattern row."""
    return looks.table_cell, looks.table_quoted, looks.day, looks.table_count


def _own_rows(page: Page, widths: list[float], first: int) -> splice.Insertion:
    letters = [xl_col_to_name(at) for at in range(len(widths))]

    def rows(pattern: bytes) -> Iterator[bytes]:
        text, quoted, day, count = rows_xml.style_numbers(pattern)
        plain = rows_xml.Plain(first, letters, widths, text, quoted, day, count, _height)
        return rows_xml.plain_batches(plain, page.rows)

    return splice.Insertion(first, f"A1:{letters[-1]}{first + len(page.rows) - 1}", rows)


def _height(lines: int) -> float:
    return min(lines * _LINE_HEIGHT, _HIGHEST)


def _paragraph(sheet: Worksheet, looks: Looks, row: int, text: str, widths: list[float]) -> int:
    across = sum(widths)
    lines = sum(max(1, -(-len(line) // max(1, int(across)))) for line in text.split("\n"))
    sheet.set_row(row, lines * _LINE_HEIGHT + 4)
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", looks.paragraph)
    put_text(sheet, row, 0, text, looks.paragraph)
    return row + 1


def _cells(
    sheet: Worksheet,
    looks: Looks,
    row: int,
    cells: tuple[written.Content, ...],
    widths: list[float],
) -> None:
    most = 1
    for at, value in enumerate(cells):
        match value:
            case None:
                sheet.write_blank(row, at, None, looks.table_cell)
            case str():
                text = value[: written.LONGEST_TEXT]
                quoted = written.looks_like_more(text)
                put_text(sheet, row, at, text, looks.table_quoted if quoted else looks.table_cell)
                across = max(1, int(widths[at]))
                most = max(most, sum(max(1, -(-len(line) // across)) for line in text.split("\n")))
            case dt.date():
                sheet.write_datetime(row, at, dt.datetime.combine(value, dt.time()), looks.day)
            case _:
                sheet.write_number(row, at, value, looks.table_count)
    if most > 1:
        sheet.set_row(row, _height(most))


def _width(page: Page, at: int) -> float:
    seen = itertools.islice(page.rows, _LOOKED_AT)
    longest = max((len(str(row[at])) for row in seen if row[at] is not None), default=0)
    words = max((len(word) for word in page.headers[at].split()), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2.0, words + 3.0))
