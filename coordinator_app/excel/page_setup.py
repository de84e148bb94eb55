"""How the sheets of a file are printed: paper, header row on each page, marking on top and below."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from coordinator_app.excel.layouts import FileLayout

_LETTER = 1  # paper size
#: Characters across a printed page: so many can be read well, and so many can still be read.
_COMFORTABLE, _READABLE = 170.0, 215.0


def set_up(
    sheet: Worksheet,
    layout: FileLayout,
    repeat: int | None = None,
    widths: Sequence[float] = (),
    kept: int = 2,
) -> None:
    """Set a sheet up for printing.

    Args:
        repeat: Row (from 0) that stands on each page; None: the sheet is a page of text.
        widths: Of its columns, in characters.
        kept: Last column (from 0) that stands on each page.
    """
    sheet.set_landscape() if repeat is not None else sheet.set_portrait()
    sheet.set_paper(_LETTER)
    sheet.set_margins(0.4, 0.4, 0.75, 0.75)
    across = sum(widths)
    # More columns than can be read on one page go on to the next, the first column with them.
    pages = 1 if across <= _READABLE else math.ceil(across / _COMFORTABLE)
    sheet.fit_to_pages(pages, 0)
    if repeat is not None:
        sheet.repeat_rows(repeat)
        if pages > 1:
            sheet.repeat_columns(0, kept)
    page = _plain(layout.page).replace("{page}", "&P").replace("{pages}", "&N")
    sheet.set_header(f"&L&B{_plain(layout.marking)}&R&A")
    # Two lines: side by side they would run into each other on a narrow page.
    sheet.set_footer(f"&L&B{_plain(layout.marking)}&B\n{_plain(layout.footer)}&R{page}")


def _plain(text: str) -> str:
    return text.replace("&", "&&")
