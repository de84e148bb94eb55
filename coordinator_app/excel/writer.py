"""Writing a courier file: one description in, one .xlsx out, moved into place when it is whole."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.identity import with_check
from coordinator_app.excel import guide_page, manifest, written
from coordinator_app.excel.files import Draft, cannot_write, drafted
from coordinator_app.excel.layouts import (
    FIRST_ROW,
    HEADER_ROW,
    ID,
    KEY_ROW,
    NOT_SHOWN,
    REFERENCE,
    REVISION,
    Column,
    FileLayout,
    Line,
    SheetLayout,
)
from coordinator_app.excel.looks import Looks, width
from coordinator_app.texts import N_, Texts

#: Columns A and B, hidden: id and revision.
_HIDDEN = 2
#: Rows below the last line in which hints and lists still work.
_ROOM_BELOW = 500
_LONGEST_HINT, _LONGEST_HINT_TITLE = 255, 32
_HEADER_HEIGHT = 34
_LINE_HEIGHT, _MOST_LINES = 15, 9
_LETTER = 1  # paper size
#: Characters across a printed page that can still be read.
_READABLE = 170.0
_OPTIONS = {
    "in_memory": True,  # nothing confidential lies about as a temporary file
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def write(layout: FileLayout, path: Path, texts: Texts) -> Draft:
    """Write a courier file under a temporary name; nothing is at its place yet.

    Args:
        layout: What it holds.
        path: Where it shall go.
        texts: Of the recipient's language.

    Raises:
        UserError: A text is too long for a cell, or the folder cannot be written.
    """
    with drafted(path) as temporary:
        try:
            _write(layout, temporary, texts)
        except XlsxWriterException as error:
            raise cannot_write(path) from error
    return Draft(path, temporary)


def _write(layout: FileLayout, path: Path, texts: Texts) -> None:
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        looks = Looks(book)
        _describe(book, layout)
        first = guide_page.write(book, looks, layout.guide, layout.marking)
        _set_up_page(first, layout, repeat=None)
        for sheet in layout.sheets:
            _Sheet(book, looks, layout, sheet, texts).write()
        _write_lists(book, layout)
        _write_meta(book, layout)
        first.activate()


def _describe(book: xlsxwriter.Workbook, layout: FileLayout) -> None:
    book.set_properties({"title": layout.title, "author": "", "company": "", "comments": ""})
    for fact, value in layout.manifest.facts().items():
        book.set_custom_property(manifest.property_name(fact), value, "text")
        book.define_name(manifest.property_name(fact), f'="{value}"')


def _write_lists(book: xlsxwriter.Workbook, layout: FileLayout) -> None:
    """Write the lists that cells are chosen from, with what each label stands for beside it."""
    sheet = book.add_worksheet(manifest.LISTS_SHEET)
    for number, listing in enumerate(layout.listings):
        column = 2 * number
        sheet.write_string(0, column, listing.name)
        for row, (label, stands_for) in enumerate(listing.entries, start=1):
            sheet.write_string(row, column, label)
            sheet.write_string(row, column + 1, with_check(stands_for))
        letters = xl_col_to_name(column)
        last = max(2, len(listing.entries) + 1)
        where = f"='{manifest.LISTS_SHEET}'!${letters}$2:${letters}${last}"
        book.define_name(list_name(listing.name), where)
    sheet.very_hidden()


def _write_meta(book: xlsxwriter.Workbook, layout: FileLayout) -> None:
    sheet = book.add_worksheet(manifest.META_SHEET)
    rows = [(manifest.MARK, "", "")]
    rows += [(fact, value, "") for fact, value in layout.manifest.facts().items()]
    rows.append(("sheet", layout.guide.sheet, ""))
    rows += [("sheet", each.name, each.type) for each in layout.sheets]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text)
    sheet.very_hidden()


def list_name(listing: str) -> str:
    """Return the name of the range a list lies in."""
    return f"{manifest.MARK}_list_{listing}"


def _set_up_page(
    sheet: Worksheet, layout: FileLayout, repeat: int | None, across: float = 0
) -> None:
    sheet.set_landscape() if repeat is not None else sheet.set_portrait()
    sheet.set_paper(_LETTER)
    sheet.set_margins(0.4, 0.4, 0.75, 0.75)
    # More columns than can be read on one page go on to the next, the first column with them.
    sheet.fit_to_pages(max(1, math.ceil(across / _READABLE)), 0)
    if repeat is not None:
        sheet.repeat_rows(repeat)
        sheet.repeat_columns(0, _HIDDEN)
    page = _plain(layout.page).replace("{page}", "&P").replace("{pages}", "&N")
    sheet.set_header(f"&L&B{_plain(layout.marking)}&R&A")
    # Two lines: side by side they would run into each other on a narrow page.
    sheet.set_footer(f"&L&B{_plain(layout.marking)}&B\n{_plain(layout.footer)}&R{page}")


def _plain(text: str) -> str:
    return text.replace("&", "&&")


class _Sheet:
    """One data sheet while it is written."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        looks: Looks,
        layout: FileLayout,
        sheet: SheetLayout,
        texts: Texts,
    ) -> None:
        self._book, self._looks, self._layout, self._sheet = book, looks, layout, sheet
        self._texts = texts
        self._page = book.add_worksheet(sheet.name)
        self._last = max(FIRST_ROW, FIRST_ROW + len(sheet.lines) - 1)
        self._labels = {
            column.listing: layout.labels(column.listing)
            for column in sheet.columns
            if column.listing
        }

    def write(self) -> None:
        """Write keys, header, lines, hints and the way it prints."""
        self._keys_and_table()
        for number, line in enumerate(self._sheet.lines):
            self._line(FIRST_ROW - 1 + number, line)
        for at, column in enumerate(self._sheet.columns, start=_HIDDEN):
            self._page.set_column(at, at, width(column), None)
            self._name_range(at, column)
            self._help(at, column)
        self._page.set_column(0, _HIDDEN - 1, 12, None, {"hidden": True})
        self._page.set_row(KEY_ROW - 1, None, None, {"hidden": True})
        self._page.set_row(HEADER_ROW - 1, _HEADER_HEIGHT)
        self._page.freeze_panes(HEADER_ROW, _HIDDEN + 1)
        across = sum(width(column) for column in self._sheet.columns)
        _set_up_page(self._page, self._layout, HEADER_ROW - 1, across)
        last = xl_col_to_name(_HIDDEN + len(self._sheet.columns) - 1)
        self._page.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:{last}{self._last}"})

    def _keys_and_table(self) -> None:
        kind = self._sheet.type
        whose = with_check(self._layout.manifest.dispatch)
        keys = [f"{manifest.column_key(kind, ID)} {whose}", manifest.column_key(kind, REVISION)]
        keys += [manifest.column_key(kind, column.key) for column in self._sheet.columns]
        for at, key in enumerate(keys):
            self._page.write_string(KEY_ROW - 1, at, key, self._looks.key)
        headers: list[dict[str, Any]] = [{"header": ID}, {"header": REVISION}]
        headers += [
            {"header": column.header, "header_format": self._looks.header(column)}
            for column in self._sheet.columns
        ]
        self._page.add_table(
            HEADER_ROW - 1,
            0,
            self._last - 1,
            len(headers) - 1,
            {"name": manifest.table_name(kind), "columns": headers, "style": None},
        )

    def _line(self, row: int, line: Line) -> None:
        if line.record:
            self._page.write_string(row, 0, with_check(line.record))
        revision = " ".join((line.revision, *sorted(line.withheld))).strip()
        if revision:
            self._page.write_string(row, 1, revision)
        lines = 1
        for at, column in enumerate(self._sheet.columns, start=_HIDDEN):
            found = self._content(column, line)
            text = found if isinstance(found, str) else ""
            remark = line.remarks.get(column.key, "")
            if at == _HIDDEN:
                remark = " ".join(filter(None, (line.remarks.get("", ""), remark)))
            look = self._looks.cell(
                column,
                read=self._only_read(column, line),
                spare=line.spare,
                quoted=written.looks_like_more(text) if text else False,
                wrong=bool(remark),
            )
            self._put(row, at, found, look, line)
            if remark:
                self._page.write_comment(row, at, remark, {"author": "", "x_scale": 1.6})
            lines = max(lines, _lines(text, width(column)))
        if lines > 1:
            # Programs disagree on whether they fit heights to wrapped texts by themselves.
            self._page.set_row(row, min(lines, _MOST_LINES) * _LINE_HEIGHT + 1)

    def _only_read(self, column: Column, line: Line) -> bool:
        if column.key in line.withheld or column.key == REFERENCE:
            return True
        return not line.spare and (line.locked or not column.editable)

    def _content(self, column: Column, line: Line) -> written.Content:
        if column.key == REFERENCE:
            return line.reference or None
        if column.key in line.raws:
            return line.raws[column.key] or None
        if column.field is None:
            return None
        value = line.values.get(column.key)
        if column.key in line.withheld and value is None:
            return NOT_SHOWN
        given = written.labels(self._labels.get(column.listing, {}))
        return written.content(column.field, value, self._texts, given)

    def _put(self, row: int, at: int, found: written.Content, look: Any, line: Line) -> None:
        match found:
            case None:
                self._page.write_blank(row, at, None, look)
            case str():
                if len(found) > written.LONGEST_TEXT:
                    raise self._too_long(found, at, line)
                self._page.write_string(row, at, found, look)
            case dt.date():
                midnight = dt.datetime.combine(found, dt.time())
                self._page.write_datetime(row, at, midnight, look)
            case _:
                self._page.write_number(row, at, found, look)

    def _too_long(self, text: str, at: int, line: Line) -> UserError:
        return UserError(
            N_("“{field}” has {count} characters; a cell of an Excel file holds {most} at most."),
            where=line.reference or line.record,
            do=N_("Shorten the text, or attach it as a document, and send again."),
            field=self._sheet.columns[at - _HIDDEN].header,
            count=len(text),
            most=written.LONGEST_TEXT,
        )

    def _name_range(self, at: int, column: Column) -> None:
        letters = xl_col_to_name(at)
        name = self._sheet.name.replace("'", "''")
        self._book.define_name(
            manifest.range_name(self._sheet.type, column.key),
            f"='{name}'!${letters}${FIRST_ROW}:${letters}${self._last}",
        )

    def _help(self, at: int, column: Column) -> None:
        if column.key == REFERENCE:
            return
        rules: dict[str, Any] = {"validate": "any"}
        if column.listing and self._labels.get(column.listing):
            rules = {
                "validate": "list",
                "source": f"={list_name(column.listing)}",
                "error_type": "stop" if column.enforced else "information",
            }
        if column.field is not None and column.field.kind in (Kind.CHOICES, Kind.LINKS):
            rules = {"validate": "any"}  # one cell holds several; a list would allow one
        if column.hint:
            rules["input_title"] = column.header[:_LONGEST_HINT_TITLE]
            rules["input_message"] = column.hint[:_LONGEST_HINT]
        elif rules["validate"] == "any":
            return
        self._page.data_validation(FIRST_ROW - 1, at, self._last - 1 + _ROOM_BELOW, at, rules)


def _lines(text: str, across: float) -> int:
    """Return how many lines a text takes in a column of that width."""
    return sum(max(1, -(-len(line) // max(1, int(across)))) for line in text.split("\n"))
