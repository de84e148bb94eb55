"""The first page of a courier file: what is asked, and how to fill it in."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coordinator_app.excel.layouts import Guide
from coordinator_app.excel.looks import Looks

_WIDTHS = (3.0, 26.0, 20.0, 16.0, 52.0, 3.0)
_FIRST, _LAST = 1, 4
#: Characters that fit on one line across the page, to give wrapped rows their height.
_ACROSS = 108
_LINE_HEIGHT = 15.5


def write(book: xlsxwriter.Workbook, looks: Looks, guide: Guide, marking: str) -> Worksheet:
    """Write the first page and return its sheet."""
    page = _Page(book.add_worksheet(guide.sheet), looks)
    page.across(guide.title, looks.title, height=30)
    if marking:
        page.across(marking, looks.marking)
    page.gap()
    for label, fact in guide.facts:
        page.pair(label, fact)
    page.gap()
    for paragraph in guide.opening:
        page.across(paragraph, looks.paragraph)
    page.heading(guide.steps_title)
    for number, step in enumerate(guide.steps, start=1):
        page.step(number, step)
    page.gap()
    page.contents(guide)
    if guide.example:
        page.heading(guide.example_title)
        page.example(guide)
    page.gap()
    for paragraph in guide.closing:
        page.across(paragraph, looks.paragraph)
    return page.sheet


class _Page:
    """The page while it is written, from top to bottom."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet = sheet
        self._looks = looks
        self._row = 1
        sheet.hide_gridlines(2)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, looks.plain)

    def gap(self) -> None:
        """Leave a line free."""
        self._row += 1

    def heading(self, text: str) -> None:
        """Write a heading."""
        self.gap()
        self.across(text, self._looks.heading, height=22)

    def across(self, text: str, look: Format, height: float = 0) -> None:
        """Write a text over the whole width."""
        if not text:
            return
        self.sheet.set_row(self._row, height or _height(text, _ACROSS))
        self.sheet.merge_range(self._row, _FIRST, self._row, _LAST, "", look)
        self.sheet.write_string(self._row, _FIRST, text, look)
        self._row += 1

    def pair(self, label: str, text: str) -> None:
        """Write a label and what it says."""
        self.sheet.set_row(self._row, _height(text, 80))
        self.sheet.write_string(self._row, _FIRST, label, self._looks.label)
        self.sheet.merge_range(self._row, _FIRST + 1, self._row, _LAST, "", self._looks.fact)
        self.sheet.write_string(self._row, _FIRST + 1, text, self._looks.fact)
        self._row += 1

    def step(self, number: int, text: str) -> None:
        """Write one step of how to fill the file in."""
        self.sheet.set_row(self._row, _height(text, _ACROSS))
        self.sheet.write_number(self._row, 0, number, self._looks.number)
        self.sheet.merge_range(self._row, _FIRST, self._row, _LAST, "", self._looks.paragraph)
        self.sheet.write_string(self._row, _FIRST, text, self._looks.paragraph)
        self._row += 1

    def contents(self, guide: Guide) -> None:
        """Write the table of sheets; each name leads there."""
        for at, head in enumerate(guide.contents_head, start=_FIRST):
            self.sheet.write_string(self._row, at, head, self._looks.table_head)
        self._row += 1
        for each in guide.contents:
            name = each.sheet.replace("'", "''")
            where = f"internal:'{name}'!C3"
            self.sheet.write_url(self._row, _FIRST, where, self._looks.link, each.sheet)
            self.sheet.write_number(self._row, _FIRST + 1, each.rows, self._looks.table_count)
            self.sheet.write_number(self._row, _FIRST + 2, each.spare, self._looks.table_count)
            self.sheet.write_string(self._row, _FIRST + 3, each.task, self._looks.table_cell)
            self.sheet.set_row(self._row, _height(each.task, 50))
            self._row += 1

    def example(self, guide: Guide) -> None:
        """Write the example as a small table."""
        for at, head in enumerate(guide.example_head, start=_FIRST):
            self.sheet.write_string(self._row, at, head, self._looks.table_head)
        for at, text in enumerate(guide.example, start=_FIRST):
            self.sheet.write_string(self._row + 1, at, text, self._looks.example)
        self.sheet.set_row(self._row + 1, 2 * _LINE_HEIGHT)
        self._row += 2


def _height(text: str, across: int) -> float:
    lines = sum(max(1, -(-len(line) // across)) for line in text.split("\n"))
    return lines * _LINE_HEIGHT + 2
