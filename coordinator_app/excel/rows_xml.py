"""The rows of a data sheet as XML, written by ourselves: a quarter of a general writer's time.

What a cell holds and how it looks is what the general writer would give it; the two are compared
by tests. Rows are given one batch at a time, so that a long list never stands in memory as XML.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import with_check
from coordinator_app.excel import written
from coordinator_app.excel.layouts import FIRST_ROW, REFERENCE, Column, Line

#: What the cells of a row are numbered with: column letters.
Letters = Sequence[str]
#: Returns the number of the look of a cell: column, only to be read, blank row, quoted.
Style = Callable[[Column, bool, bool, bool], int]
#: Returns what stands in a cell; refuses what fits into none.
Content = Callable[[Column, Line], written.Content]

_BATCH = 256
#: So many different values of a column are kept with their XML; most columns have fewer.
_REMEMBERED = 2_000
_LONGEST_REMEMBERED = 60
_DAY_0 = dt.date(1899, 12, 30)
_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MARKUP = re.compile("[&<>]")

#: XML after the row number of a cell, and how many lines its text takes.
_Tail = tuple[str, int]


@dataclass(frozen=True)
class Arrangement:
    """What is the same for all rows of a sheet.

    Args:
        columns: In order.
        letters: Of each column; the first two hidden ones are A and B.
        widths: In characters.
        style: Gives the looks.
        content: Gives what stands in a cell.
        value: Gives what stands in a cell for a value alone.
        height: Gives the height of a row for its number of lines, in points.
        refusal: Says that a text fits into no cell.
    """

    columns: Sequence[Column]
    letters: Letters
    widths: Sequence[float]
    style: Style
    content: Content
    value: Callable[[Column, Value], written.Content]
    height: Callable[[int], float]
    refusal: Callable[[Column, str, Line], UserError]


def batches(arrangement: Arrangement, lines: Sequence[Line]) -> Iterator[bytes]:
    """Yield the XML of the rows, some hundreds at a time."""
    made = _Rows(arrangement)
    part: list[str] = []
    for number, line in enumerate(lines, start=FIRST_ROW):
        try:
            made.add(part, number, line)
        except _TooLongError as error:
            raise arrangement.refusal(error.column, error.text, line) from error
        if number % _BATCH == 0:
            yield "".join(part).encode()
            part.clear()
    yield "".join(part).encode()


@dataclass(frozen=True)
class Plain:
    """What is the same for all rows of a page that is only to be read.

    Args:
        number: Of the first row.
        letters: Of each column.
        widths: In characters.
        text, quoted, day, count: Numbers of the looks of its cells.
        height: Gives the height of a row for its number of lines, in points.
    """

    number: int
    letters: Letters
    widths: Sequence[float]
    text: int
    quoted: int
    day: int
    count: int
    height: Callable[[int], float]


def plain_batches(page: Plain, rows: Iterable[Sequence[written.Content]]) -> Iterator[bytes]:
    """Yield the XML of the rows of a page, some hundreds at a time; long texts are cut."""
    part: list[str] = []
    heads = [f'<c r="{each}' for each in page.letters]
    for number, row in enumerate(rows, start=page.number):
        most, cells = 1, []
        for head, across, found in zip(heads, page.widths, row, strict=True):
            match found:
                case str():
                    text = found[: written.LONGEST_TEXT]
                    style = page.quoted if written.looks_like_more(text) else page.text
                    if len(text) >= across or "\n" in text:
                        most = max(most, lines_of(text, across))
                    cells.append(f"{head}{number}{_tail(text, style)}")
                case dt.date():
                    cells.append(f"{head}{number}{_tail(found, page.day)}")
                case _:
                    look = page.text if found is None else page.count
                    cells.append(f"{head}{number}{_tail(found, look)}")
        height = f' ht="{page.height(most):.16g}" customHeight="1"' if most > 1 else ""
        part.append(f'<row r="{number}"{height}>{"".join(cells)}</row>')
        if number % _BATCH == 0:
            yield "".join(part).encode()
            part.clear()
    yield "".join(part).encode()


def lines_of(text: str, across: float) -> int:
    """Return how many lines a text takes in a column of that width."""
    return sum(max(1, -(-len(line) // max(1, int(across)))) for line in text.split("\n"))


class _TooLongError(Exception):
    """A text fits into no cell."""

    def __init__(self, column: Column, text: str) -> None:
        super().__init__(column.key)
        self.column, self.text = column, text


class _Rows:
    """Makes rows; remembers the cells that come again and again."""

    def __init__(self, arrangement: Arrangement) -> None:
        self._all = arrangement
        self._cells: dict[tuple[bool, bool], list[_Cell]] = {}
        self._odd = [
            (f'<c r="{letters}', column, across)
            for letters, column, across in zip(
                arrangement.letters, arrangement.columns, arrangement.widths, strict=True
            )
        ]

    def add(self, part: list[str], number: int, line: Line) -> None:
        """Add the XML of one row."""
        odd = bool(line.withheld or line.raws)
        cells, most = self._with_care(number, line) if odd else self._plain(number, line)
        height = f' ht="{self._all.height(most):.16g}" customHeight="1"' if most > 1 else ""
        part.append(f'<row r="{number}"{height}>')
        if line.record:
            part.append(f'<c r="A{number}{_text(with_check(line.record))}')
        revision = " ".join((line.revision, *sorted(line.withheld))).strip()
        if revision:
            part.append(f'<c r="B{number}{_text(revision)}')
        part += cells
        part.append("</row>")

    def _plain(self, number: int, line: Line) -> tuple[list[str], int]:
        state = (line.spare, line.locked)
        if state not in self._cells:
            self._cells[state] = [
                _Cell(self._all, at, spare=line.spare, locked=line.locked)
                for at in range(len(self._all.columns))
            ]
        parts, most = [], 1
        values, row = line.values, str(number)
        for cell in self._cells[state]:
            value = line.reference if cell.is_reference else values.get(cell.key)
            if value is None or value == "":
                parts.append(cell.head + row + cell.blank)
                continue
            tail, lines = cell.of(value)
            parts.append(cell.head + row + tail)
            if lines > most:  # noqa: PLR1730  the inner loop: a call would cost more
                most = lines
        return parts, most

    def _with_care(self, number: int, line: Line) -> tuple[list[str], int]:
        """Return the cells of a row that holds more than values."""
        parts, most = [], 1
        for head, column, across in self._odd:
            found = self._all.content(column, line)
            text = found if isinstance(found, str) else ""
            if written.too_long(text):
                raise _TooLongError(column, text)
            read = only_read(column, line)
            quoted = written.looks_like_more(text) if text else False
            style = self._all.style(column, read, line.spare, quoted)
            parts.append(f"{head}{number}{_tail(found, style)}")
            if text:
                most = max(most, lines_of(text, across))
        return parts, most


def only_read(column: Column, line: Line) -> bool:
    """Say whether a cell is only to be read."""
    if column.key in line.withheld or column.key == REFERENCE:
        return True
    return not line.spare and (line.locked or not column.editable)


class _Cell:
    """The cells of one column in rows of one sort."""

    def __init__(self, arrangement: Arrangement, at: int, *, spare: bool, locked: bool) -> None:
        self._column = column = arrangement.columns[at]
        self._across = arrangement.widths[at]
        self._value = arrangement.value
        self._remembered: dict[object, _Tail] = {}
        read = only_read(column, Line("", spare=spare, locked=locked))
        self._style = arrangement.style(column, read, spare, False)
        self._quoted = arrangement.style(column, read, spare, True)
        self.key = column.key
        self.is_reference = column.key == REFERENCE
        self.head = f'<c r="{arrangement.letters[at]}'
        self.blank = f'" s="{self._style}"/>'

    def of(self, value: Value) -> _Tail:
        """Return the XML of a value, and how many lines it takes."""
        key: object = value
        match value:
            case dict():
                key = tuple(value.items())
            case list():
                key = tuple(value)
            case str() if len(value) > _LONGEST_REMEMBERED:
                return self._make(value)
        found = self._remembered.get(key)
        if found is None:
            found = self._make(value)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[key] = found
        return found

    def _make(self, value: Value) -> _Tail:
        found = self._value(self._column, value)
        if not isinstance(found, str):
            return _tail(found, self._style), 1
        if written.too_long(found):
            raise _TooLongError(self._column, found)
        style = self._quoted if written.looks_like_more(found) else self._style
        short = len(found) < self._across and "\n" not in found
        return _tail(found, style), 1 if short else lines_of(found, self._across)


def _tail(found: written.Content, style: int) -> str:
    match found:
        case None:
            return f'" s="{style}"/>'
        case str():
            return f'" s="{style}{_text(found)}'
        case dt.date():
            return f'" s="{style}"><v>{(found - _DAY_0).days}</v></c>'
        case _:
            return f'" s="{style}"><v>{found:.16G}</v></c>'


def _text(text: str) -> str:
    """Return the rest of a cell that holds a text, from the quote that ends its attribute."""
    if "_x" in text:
        text = _ESCAPED.sub(r"_x005F\1", text)
    if not text.isprintable():
        text = _CONTROLS.sub(_control, text)
    if _MARKUP.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    keep = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f'" t="inlineStr"><is><t{keep}>{text}</t></is></c>'


def _control(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def style_numbers(row: bytes) -> list[int]:
    """Return the numbers of the looks of the cells of a row, as the general writer wrote it."""
    return [int(each) for each in re.findall(rb'<c r="[A-Z]+[0-9]+" s="([0-9]+)"', row)]
