"""The cells of tables in HTML, as Word and mail put them on the clipboard."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Final, NamedTuple

_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\xa0]+")
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr"})
#: A cell that stands over more columns or rows is taken for one over so many.
_MOST: Final = 100
_UNSEEN: Final = frozenset({"style", "script", "head", "title"})


def cells_of(html: str) -> list[list[str]]:
    """Return the cells of the tables, row by row; those of tables inside cells are words of these."""
    reader = _Tables()
    reader.feed(html)
    reader.close()
    return _laid(row for row in reader.rows if row)


def _laid(rows: Iterable[list[_Cell]]) -> list[list[str]]:
    """Return the texts of cells in the columns they stand in, beside those that reach down."""
    made: list[list[str]] = []
    reach: dict[int, int] = {}
    for cells in rows:
        row: list[str] = []
        left, reach = reach, {}
        waiting = deque(cells)
        while waiting or len(row) in left:
            at = len(row)
            cell = _Cell("", 1, left[at]) if at in left else waiting.popleft()
            row += [cell.words, *[""] * (cell.wide - 1)]
            if cell.deep > 1:
                reach |= dict.fromkeys(range(at, len(row)), cell.deep - 1)
        made.append(row)
    return made


class _Cell(NamedTuple):
    """A cell: what it says, and over how many columns and rows it stands."""

    words: str
    wide: int
    deep: int


class _Tables(HTMLParser):
    """Takes the cells of the outermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self._depth = self._unseen = 0
        self._cell: list[str] | None = None
        self._spans = 1, 1

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
            said = dict(attrs)
            self._spans = _span(said.get("colspan")), _span(said.get("rowspan"))
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
        self.rows[-1].append(_Cell(words, *self._spans))
        self._cell = None


def _span(said: str | None) -> int:
    return max(1, min(int(said), _MOST)) if said and said.isdecimal() else 1
