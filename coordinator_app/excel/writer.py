"""Writing a courier file: one description in, one .xlsx out, moved into place when it is whole."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from coordinator_app.domain.identity import with_check
from coordinator_app.excel import guide_page, locking, manifest, page_setup, report_page, splice
from coordinator_app.excel.data_sheet import DataSheet
from coordinator_app.excel.layouts import FIRST_ROW, FileLayout
from coordinator_app.excel.looks import Looks
from coordinator_app.placing import Draft, drafted
from coordinator_app.texts import Texts

#: From so many rows on those of a sheet are written by ourselves, in a quarter of the time.
MANY = 1_000
_OPTIONS = {
    "in_memory": True,  # nothing confidential lies about as a temporary file
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def write(
    layout: FileLayout, path: Path, texts: Texts, *, password: str = "", many: int | None = None
) -> Draft:
    """Write a courier file under a temporary name; nothing is at its place yet.

    Args:
        layout: What it holds.
        path: Where it shall go.
        texts: Of the recipient's language.
        password: To open the file with, "" for none; without it nothing lies on the disk.
        many: From so many rows on our own writer of rows is used; MANY if that is not said.

    Raises:
        UserError: A text is too long for a cell, or the folder cannot be written.
    """
    if password:
        locking.checked(password)
    with drafted(path) as temporary:
        skeleton, rows = _skeleton(layout, texts, MANY if many is None else many)
        if password:
            whole = io.BytesIO()
            _finish(skeleton, rows, whole)
            locking.lock(whole, temporary, password)
        else:
            with temporary.open("wb") as stream:
                _finish(skeleton, rows, stream)
    return Draft(path, temporary)


def _finish(skeleton: io.BytesIO, rows: dict[str, splice.Insertion], out: BinaryIO) -> None:
    if rows:
        splice.insert(skeleton, out, rows)
    else:
        out.write(skeleton.getbuffer())


def _skeleton(
    layout: FileLayout, texts: Texts, many: int
) -> tuple[io.BytesIO, dict[str, splice.Insertion]]:
    """Return the file without the rows of its long sheets, and what makes those."""
    stream = io.BytesIO()
    rows: dict[str, splice.Insertion] = {}
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        looks = Looks(book, texts.lang)
        _describe(book, layout)
        first = guide_page.write(book, looks, layout.guide, layout.marking)
        page_setup.set_up(first, layout)
        for number, sheet in enumerate(layout.sheets, start=2):
            # A note on a cell lies where the heights of the rows above it put it.
            own = len(sheet.lines) >= many and not any(line.remarks for line in sheet.lines)
            made = DataSheet(book, looks, layout, sheet, texts, own=own)
            made.write()
            if own:
                part = splice.sheet_part(number)
                table = (splice.table_part(number - 1), *made.table)
                rows[part] = splice.Insertion(FIRST_ROW, made.covered, made.rows, table)
        for number, page in enumerate(layout.pages, start=2 + len(layout.sheets)):
            found = report_page.write(book, looks, layout, page, own=len(page.rows) >= many)
            if found is not None:
                rows[splice.sheet_part(number)] = found
        if layout.sheets:
            _write_lists(book, layout)
            _write_meta(book, layout)
        first.activate()
    return stream, rows


def _describe(book: xlsxwriter.Workbook, layout: FileLayout) -> None:
    book.set_properties({"title": layout.title, "author": "", "company": "", "comments": ""})
    if not layout.sheets:
        return  # nothing comes back, and nobody else has any use for our ids
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
        book.define_name(manifest.list_name(listing.name), where)
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
