"""One data sheet: a true table with keys, hints and lists, made to be filled in and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.identity import with_check
from coordinator_app.excel import manifest, page_setup, rows_xml, written
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
from coordinator_app.excel.looks import Looks, put_text, width
from coordinator_app.texts import N_, Texts

#: Columns A and B, hidden: id and revision.
HIDDEN = 2
#: Rows below the last line in which hints and lists still work.
_ROOM_BELOW = 500
_LONGEST_HINT, _LONGEST_HINT_TITLE = 255, 32
_HEADER_HEIGHT = 34
_LINE_HEIGHT, _MOST_LINES = 15, 9
#: What a sheet of an Excel file holds.
_MOST_ROWS = 1_048_576


class DataSheet:
    """One data sheet while it is written.

    Args:
        own: Its rows are written by ourselves, since they are many and bear no remarks; here only
            one row is made whose cells wear all the looks of the sheet.
    """

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        looks: Looks,
        layout: FileLayout,
        sheet: SheetLayout,
        texts: Texts,
        *,
        own: bool,
    ) -> None:
        self._book, self._looks, self._layout, self._sheet = book, looks, layout, sheet
        self._texts = texts
        self._own = own
        self._page = book.add_worksheet(sheet.name)
        self._last = max(FIRST_ROW, FIRST_ROW + len(sheet.lines) - 1)
        self._labels = {
            column.listing: layout.labels(column.listing)
            for column in sheet.columns
            if column.listing
        }
        self._named = {key: written.labels(given) for key, given in self._labels.items()}
        self._unnamed = written.labels({})
        self._widths = [width(column) for column in sheet.columns]
        if self._last > _MOST_ROWS:
            raise UserError(
                N_("“{name}” has {count} rows; a sheet of an Excel file holds {most} at most."),
                do=N_("Choose fewer States, or a shorter time."),
                name=sheet.name,
                count=len(sheet.lines),
                most=_MOST_ROWS - FIRST_ROW + 1,
            )

    def write(self) -> None:
        """Write keys, header, lines, hints and the way it prints."""
        self._keys_and_table()
        if self._own:
            self._pattern()
        else:
            for number, line in enumerate(self._sheet.lines):
                self._line(FIRST_ROW - 1 + number, line)
        for at, column in enumerate(self._sheet.columns, start=HIDDEN):
            self._page.set_column(at, at, self._widths[at - HIDDEN], None)
            self._name_range(at, column)
            self._help(at, column)
        self._page.set_column(0, HIDDEN - 1, 12, None, {"hidden": True})
        self._page.set_row(KEY_ROW - 1, None, None, {"hidden": True})
        self._page.set_row(HEADER_ROW - 1, _HEADER_HEIGHT)
        self._page.freeze_panes(HEADER_ROW, HIDDEN + 1)
        page_setup.set_up(self._page, self._layout, HEADER_ROW - 1, self._widths)
        last = xl_col_to_name(HIDDEN + len(self._sheet.columns) - 1)
        self._page.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:{last}{self._last}"})

    # Rows of our own -----------------------------------------------------------------------------

    @property
    def covered(self) -> str:
        """Return the range its cells lie in."""
        last = xl_col_to_name(HIDDEN + len(self._sheet.columns) - 1)
        return f"A{KEY_ROW}:{last}{self._last}"

    @property
    def table(self) -> tuple[str, str]:
        """Return the range of its table as it was written, and as it is to be."""
        last = xl_col_to_name(HIDDEN + len(self._sheet.columns) - 1)
        return f"A{HEADER_ROW}:{last}{FIRST_ROW}", f"A{HEADER_ROW}:{last}{self._last}"

    def rows(self, pattern: bytes) -> Iterator[bytes]:
        """Yield the XML of its rows.

        Args:
            pattern: The row that wears all the looks, as it was written.
        """
        numbers = dict(zip(self._worn(), rows_xml.style_numbers(pattern), strict=True))
        arrangement = rows_xml.Arrangement(
            self._sheet.columns,
            [xl_col_to_name(HIDDEN + at) for at in range(len(self._sheet.columns))],
            self._widths,
            lambda column, *look: numbers[self._look(column, *look)],
            self._content,
            self._value,
            _points,
            self._too_long,
        )
        return rows_xml.batches(arrangement, self._sheet.lines)

    def _pattern(self) -> None:
        """Write one row whose cells wear every look of the sheet; ours take its place."""
        for at, look in enumerate(self._worn()):
            self._page.write_blank(FIRST_ROW - 1, at, None, look)

    def _worn(self) -> list[Format]:
        """Return every look a cell of the sheet may have, each once."""
        truths = (False, True)
        found = {
            self._look(column, *look): None
            for column in self._sheet.columns
            for look in product(truths, truths, truths)
        }
        return list(found)

    def _look(self, column: Column, read: bool, spare: bool, quoted: bool) -> Format:
        return self._looks.cell(column, read=read, spare=spare, quoted=quoted)

    # Rows by the general writer ------------------------------------------------------------------

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
            # The library keeps every cell of a table in mind; that of our own rows grows later.
            (FIRST_ROW if self._own else self._last) - 1,
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
        for at, column in enumerate(self._sheet.columns, start=HIDDEN):
            found = self._content(column, line)
            text = found if isinstance(found, str) else ""
            remark = line.remarks.get(column.key, "")
            if at == HIDDEN:  # what is wrong with the whole row stands in its first cell
                remark = " ".join(filter(None, (line.remarks.get("", ""), remark)))
            look = self._looks.cell(
                column,
                read=rows_xml.only_read(column, line),
                spare=line.spare,
                quoted=written.looks_like_more(text) if text else False,
                wrong=bool(remark),
            )
            self._put(row, at, found, look, line)
            if remark:
                self._page.write_comment(row, at, remark, {"author": "", "x_scale": 1.6})
            lines = max(lines, rows_xml.lines_of(text, self._widths[at - HIDDEN]))
        if lines > 1:
            # Programs disagree on whether they fit heights to wrapped texts by themselves.
            self._page.set_row(row, _height(lines))

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
        return self._value(column, value)

    def _value(self, column: Column, value: Value) -> written.Content:
        if column.field is None:  # the readable code
            return value if isinstance(value, str) else None
        label = self._named.get(column.listing, self._unnamed)
        return written.content(column.field, value, self._texts, label)

    def _put(self, row: int, at: int, found: written.Content, look: Any, line: Line) -> None:
        match found:
            case None:
                self._page.write_blank(row, at, None, look)
            case str():
                if written.too_long(found):
                    raise self._too_long(self._sheet.columns[at - HIDDEN], found, line)
                put_text(self._page, row, at, found, look)
            case dt.date():
                midnight = dt.datetime.combine(found, dt.time())
                self._page.write_datetime(row, at, midnight, look)
            case _:
                self._page.write_number(row, at, found, look)

    def _too_long(self, column: Column, text: str, line: Line) -> UserError:
        return UserError(
            N_("“{field}” has {count} characters; a cell of an Excel file holds {most} at most."),
            where=line.reference or line.record,
            do=N_("Shorten the text, or attach it as a document, and send again."),
            field=column.header,
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
                "source": f"={manifest.list_name(column.listing)}",
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


def _height(lines: int) -> float:
    return min(lines, _MOST_LINES) * _LINE_HEIGHT + 1


def _points(lines: int) -> float:
    """Return the height of a row as the general writer rounds it, to whole dots of a screen."""
    return int(_height(lines) * 4 / 3 + 0.5) * 0.75
