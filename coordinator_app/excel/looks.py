"""How a courier file looks: colours, widths and cell formats, made once per file."""

from __future__ import annotations

from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coordinator_app.domain.fields import Kind
from coordinator_app.excel.layouts import REFERENCE, Column

_INK, _QUIET, _LINE = "#1B2A3A", "#5B6672", "#C9D1D9"
_HEAD, _HEAD_READ = "#1F4E79", "#6B7785"
_WRONG = "#FBD9D9"
_READ, _SPARE, _BAND = "#F1F3F5", "#FFF9E5", "#EAF1F8"
_FONT = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}

_WIDTHS = {
    Kind.NOTE: 40, Kind.TEXT: 24, Kind.URL: 24, Kind.EMAIL: 24, Kind.PHONE: 17, Kind.WHOLE: 10,
    Kind.PERCENT: 10, Kind.COUNT: 12, Kind.DATE: 12, Kind.EDTF: 17, Kind.TIME: 9,
    Kind.YES_NO: 9, Kind.CHOICE: 19, Kind.CHOICES: 24, Kind.LINK: 24, Kind.LINKS: 24,
    Kind.PARTY: 24, Kind.AMOUNT: 14, Kind.FILE: 18,
}  # fmt: skip
_WIDE_HEADER = 0.75  # of its characters, since headers wrap

#: Typed texts stay texts: no program turns 0041 into 41 or "abr 2013" into a day.
_NUMBERS = frozenset({Kind.WHOLE, Kind.PERCENT, Kind.COUNT})
#: Days as they stand in words beside them: 7 Mar 2025, 7 mar 2025.
_DAY = "yyyy-mm-dd"
_DAYS = {"en": "[$-409]d mmm yyyy", "es": "[$-C0A]d mmm yyyy"}
_AS_TEXT = frozenset({Kind.TEXT, Kind.PHONE, Kind.EMAIL, Kind.URL, Kind.EDTF, Kind.TIME})


class Looks:
    """The cell formats of one file.

    Args:
        book: The file.
        lang: Of its recipient.
    """

    def __init__(self, book: xlsxwriter.Workbook, lang: str = "") -> None:
        self._book = book
        self._lang = lang
        self._cells: dict[tuple[Kind | None, bool, bool, bool, bool], Format] = {}
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.plain = self._format()
        self.title = self._format(bold=True, font_size=20, font_color=_HEAD)
        self.heading = self._format(bold=True, font_size=13, font_color=_HEAD)
        self.paragraph = self._format(text_wrap=True)
        self.label = self._format(font_color=_QUIET)
        self.fact = self._format(bold=True, text_wrap=True)
        self.number = self._format(bold=True, font_color=_HEAD, align="center")
        self.table_head = self._format(bold=True, bg_color=_HEAD, font_color="#FFFFFF", **_border())
        self.table_cell = self._format(text_wrap=True, **_border())
        self.table_quoted = self._format(text_wrap=True, quote_prefix=True, **_border())
        self.day = self._format(num_format=_DAYS.get(lang, _DAY), align="left", **_border())
        self.table_count = self._format(align="center", **_border())
        self.example = self._format(text_wrap=True, bg_color=_BAND, italic=True, **_border())
        self.marking = self._format(bold=True, font_color="#A32020", text_wrap=True)
        self.link = self._format(font_color=_HEAD, underline=1, **_border())
        self.key = self._format(font_color=_QUIET, font_size=8)

    def header(self, column: Column) -> Format:
        """Return the look of a column's header."""
        fill = _HEAD if column.editable else _HEAD_READ
        return self._format(
            bold=True, font_color="#FFFFFF", bg_color=fill, text_wrap=True, valign="vcenter",
            **_border(),
        )  # fmt: skip

    def cell(
        self, column: Column, *, read: bool, spare: bool, quoted: bool = False, wrong: bool = False
    ) -> Format:
        """Return the look of a cell.

        Args:
            read: It is only to be read.
            spare: In a blank row.
            quoted: A text that a program might take for something else.
            wrong: It has to be corrected.
        """
        kind = column.field.kind if column.field else None
        worn = (kind, read, spare, quoted, wrong)
        if worn not in self._cells:
            self._cells[worn] = self._cell(column, read, spare, quoted, wrong)
        return self._cells[worn]

    def _cell(self, column: Column, read: bool, spare: bool, quoted: bool, wrong: bool) -> Format:
        looks: dict[str, Any] = {
            "text_wrap": True,
            **_border(),
            "num_format": self._pattern(column),
        }
        if column.field is not None and column.field.kind in _NUMBERS:
            # Away from the line, or a number would run into the text of the next column in print.
            looks |= {"align": "right", "indent": 1}
        elif column.field is not None and column.field.kind is Kind.DATE:
            looks["align"] = "left"
        if wrong:
            looks |= {"bg_color": _WRONG, "font_color": "#8F1D1D"}
        elif read:
            looks |= {"bg_color": _READ, "font_color": _QUIET}
        elif spare:
            looks["bg_color"] = _SPARE
        if quoted:
            looks["quote_prefix"] = True
        return self._format(**looks)

    def _pattern(self, column: Column) -> str:
        if column.field is None or column.field.kind in _AS_TEXT:
            return "@"
        if column.field.kind is Kind.DATE:
            return _DAYS.get(self._lang, _DAY)
        return "General"

    def _format(self, **looks: Any) -> Format:
        whole = tuple(sorted({**_FONT, **looks}.items()))
        if whole not in self._made:
            self._made[whole] = self._book.add_format(dict(whole))
        return self._made[whole]


def width(column: Column) -> float:
    """Return the width of a column, in characters."""
    if column.key == REFERENCE:
        return 20
    usual = _WIDTHS[column.field.kind] if column.field else 12
    return max(usual, min(30.0, len(column.header) * _WIDE_HEADER + 3))


@cache
def _border() -> dict[str, Any]:
    return {"border": 1, "border_color": _LINE}


def put_text(page: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as it stands, whatever it looks like."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # The library would take it for its own markup, and write it as it is.
        page.write_rich_string(row, column, text[:1], look, text[1:], look)
    else:
        page.write_string(row, column, text, look)
