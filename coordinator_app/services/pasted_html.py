"""The cells of tables in HTML, as Word and mail put them on the clipboard."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\xa0]+")
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr"})
_UNSEEN: Final = frozenset({"style", "script", "head", "title"})


def cells_of(html: str) -> list[list[str]]:
    """Return the cells of the tables, row by row; those of tables inside cells are words of these."""
    reader = _Tables()
    reader.feed(html)
    reader.close()
    return [row for row in reader.rows if row]


class _Tables(HTMLParser):
    """Takes the cells of the outermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._depth = self._unseen = 0
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell or a line of one."""
        self._unseen += tag in _UNSEEN
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th") and self.rows:
            self._end_cell()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 100) if span.isdecimal() else 1
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """End a table, a row, a cell or a line of one."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Take words of a cell."""
        if self._cell is not None and not self._unseen:
            self._cell.append(_BLANKS.sub(" ", data))

    def _break(self) -> None:
        if self._cell is not None and "".join(self._cell).strip():
            self._cell.append("\n")

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = "".join(self._cell).split("\n")
        words = "\n".join(filter(None, (line.strip() for line in lines)))
        self.rows[-1] += [words, *[""] * (self._span - 1)]
        self._cell = None
