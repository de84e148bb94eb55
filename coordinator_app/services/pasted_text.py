"""Tables as the clipboard holds them: tab-separated text, or the HTML of Word and of mail."""

from __future__ import annotations

from typing import Final

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import N_

#: A block is what somebody selected in a sheet, not a whole database.
MOST_ROWS: Final = 5_000

_QUOTE: Final = '"'


def table_of(text: str, html: str = "") -> list[list[str]]:
    """Return the cells of what a spreadsheet, Word or an e-mail put on the clipboard.

    The text is enough, unless cells of several lines broke it into rows that are none, as Word
    does; then the table of the HTML is read.

    Args:
        text: The plain text.
        html: The same as HTML, "" when there is none.

    Raises:
        UserError: There are more rows than a block has.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if text.count("\n") > 4 * MOST_ROWS:  # not worth looking at
        raise _too_many(text.count("\n") + 1)
    rows = _quoted(text) if _QUOTE in text else [line.split("\t") for line in text.split("\n")]
    if html and len({len(row) for row in rows}) > 1:
        from coordinator_app.services import pasted_html  # noqa: PLC0415  hardly ever needed

        rows = pasted_html.cells_of(html) or rows
    rows = [[cell.strip() for cell in row] for row in rows] if text.strip() else []
    if len(rows) > MOST_ROWS:
        raise _too_many(len(rows))
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _too_many(rows: int) -> UserError:
    return UserError(
        N_("The block has {rows} rows; {most} at most can be pasted at once."),
        do=N_("Save it as a file and bring it in as a list."),
        rows=f"{rows:,}",
        most=f"{MOST_ROWS:,}",
    )


def _quoted(text: str) -> list[list[str]]:
    """Return the cells of text in which those with tabs and line ends stand in quotes.

    A quote that is never closed before a tab, a line's end or the end is only a quote.
    """
    rows: list[list[str]] = [[]]
    at, end = 0, len(text)
    while at <= end:
        closed = _closing(text, at) if text.startswith(_QUOTE, at) else -1
        if closed >= 0:
            cell, at = text[at + 1 : closed].replace('""', _QUOTE), closed + 1
        else:
            stop = min(_find(text, "\t", at), _find(text, "\n", at))
            cell, at = text[at:stop], stop
        rows[-1].append(cell)
        if text.startswith("\n", at):
            rows.append([])
        at += 1
    return rows


def _closing(text: str, at: int) -> int:
    """Return where the quote that opens a cell is closed, -1 if it is not."""
    stop = at + 1
    while (stop := text.find(_QUOTE, stop)) >= 0:
        if text.startswith(_QUOTE, stop + 1):
            stop += 2
        elif stop + 1 == len(text) or text[stop + 1] in "\t\n":
            return stop
        else:
            return -1
    return -1


def _find(text: str, what: str, start: int) -> int:
    found = text.find(what, start)
    return found if found >= 0 else len(text)
