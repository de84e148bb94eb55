"""Finding the header of a sheet that somebody else made: below titles, in one line or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coordinator_app.excel.cells import Value, column_letters, column_number
from coordinator_app.excel.grid import Grid, GridRow
from coordinator_app.texts import N_

#: What a column without a header is called.
UNNAMED = N_("Column {letters}")
_ROWS_ABOVE = 40  # titles, logos and notes that people put above a table
_LONGEST = 80  # a header is a few words
_LOOKED_BELOW = 5
_DEEPEST = 6
_RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class Head:
    """Where the header is.

    Args:
        row: Number of its first row; 0 where there is none.
        depth: How many rows it has.
    """

    row: int
    depth: int = 1


def find(grid: Grid, known: Callable[[str], bool]) -> Head:
    """Return where the header of a sheet is.

    Args:
        known: Says whether a text is a header we know from somewhere.
    """
    top = grid.rows[: _ROWS_ABOVE + _LOOKED_BELOW + _DEEPEST]
    best, most = None, 0.0
    for at, row in enumerate(top[:_ROWS_ABOVE]):
        score = _score(row, top[at + 1 : at + 1 + _LOOKED_BELOW], known)
        if score > most:
            best, most = at, score
    if best is None:
        return Head(0)
    return _with_its_neighbours(grid, top, best)


def names(grid: Grid, head: Head, unnamed: Callable[[str], str]) -> dict[int, str]:
    """Return the header of each column that holds something: each a name of its own.

    Args:
        unnamed: Returns the name of a column without a header, by its letters.
    """
    by_number = dict(grid.rows[: _ROWS_ABOVE * 2])
    lines = [
        _spread(grid, number, by_number.get(number, ()), last=number == head.row + head.depth - 1)
        for number in range(head.row, head.row + head.depth)
        if head.row
    ]
    found: dict[int, str] = {}
    taken: dict[str, int] = {}
    for column in sorted(_used(grid, head)):
        parts = dict.fromkeys(text for line in lines if (text := line.get(column, "")))
        name = " ".join(parts) or unnamed(column_letters(column))
        taken[name] = taken.get(name, 0) + 1
        found[column] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return found


def _used(grid: Grid, head: Head) -> set[int]:
    """Return the columns that hold something, in the header's last line or below it."""
    used: set[int] = set()
    last = head.row + head.depth - 1 if head.row else 0
    width = grid.width
    for number, values in grid.rows:
        if number >= last:
            used.update(at for at, value in enumerate(values, 1) if value is not None)
        if len(used) == width:
            break
    return used


def _score(row: GridRow, below: Sequence[GridRow], known: Callable[[str], bool]) -> float:
    """Return how much a row looks like a header; 0 when it cannot be one."""
    texts = {at: _plain(value) for at, value in enumerate(row[1], 1) if value is not None}
    words = [text for text in texts.values() if text and len(text) <= _LONGEST]
    if not words or not below or any("@" in text for text in words):
        return 0.0
    others = len(texts) - len(words)
    width = max(len([value for value in values if value is not None]) for _, values in below)
    hits = sum(known(text) for text in words)
    coverage = min(1.0, len(words) / max(width, 1))
    if hits == 0 and (coverage < 0.5 or len(words) < 2):
        return 0.0
    if len(words) < 2 and width > 1 and not hits:
        return 0.0
    different = len(set(words)) / len(words)
    # Rows below that look the same are data, and so is this one, unless we know its words.
    alike = sum(_shape(row) == _shape(each) for each in below) / len(below)
    return 3.0 * hits + 2.0 * coverage + different - 1.5 * others - 1.2 * alike


def _shape(row: GridRow) -> tuple[str, ...]:
    return tuple(type(value).__name__ for value in row[1])


def _with_its_neighbours(grid: Grid, top: Sequence[GridRow], best: int) -> Head:
    """Return the header with a line above that groups its columns, or below that divides them."""
    number, values = top[best]
    merged = _merged(grid)
    deep = max((last for first, _, last, _ in merged if first == number), default=number)
    if number < deep < number + _DEEPEST and any(at > deep for at, _ in top):
        return Head(number, deep - number + 1)
    below = top[best + 1] if best + 1 < len(top) else None
    if below is not None and below[0] == number + 1 and _divides(below, number, merged):
        return Head(number, 2)
    above = top[best - 1] if best else None
    if above is not None and above[0] == number - 1 and _groups(above, values, number - 1, merged):
        return Head(number - 1, 2)
    return Head(number)


def _divides(row: GridRow, header: int, merged: Sequence[tuple[int, int, int, int]]) -> bool:
    """Say whether a row names the parts of columns that are merged in the header above it."""
    wide = [each for each in merged if each[0] == header == each[2] and each[3] > each[1]]
    under = [
        _plain(value)
        for first, left, _, right in wide
        for value in row[1][left - 1 : right]
        if first and value is not None
    ]
    return len(under) >= 2 and all(under) and all(_plain(value) for value in row[1] if value)


def _groups(
    row: GridRow,
    header: Sequence[Value],
    number: int,
    merged: Sequence[tuple[int, int, int, int]],
) -> bool:
    """Say whether a row groups the columns of the header below it; a title alone does not."""
    texts = [at for at, value in enumerate(row[1], 1) if _plain(value)]
    if len(texts) != sum(value is not None for value in row[1]) or not texts:
        return False
    wide = [each for each in merged if each[0] == number and each[3] > each[1]]
    if any(right - left + 1 >= len(header) for _, left, _, right in wide):
        return False
    if wide:
        return True
    return 2 <= len(texts) < sum(value is not None for value in header)


def _spread(grid: Grid, number: int, values: Sequence[Value], *, last: bool) -> dict[int, str]:
    """Return the texts of a header line by column; a text of several columns stands in each."""
    found = {at: _label(value) for at, value in enumerate(values, 1) if _label(value)}
    for first, left, bottom, right in _merged(grid):
        if first <= number <= bottom:
            text = found.get(left, "") or _text_at(grid, first, left)
            found.update({at: text for at in range(left, right + 1) if text})
    if last:
        return found
    # Without merged cells, as in text files, a group reaches to the next one.
    wide, text = max(grid.width, max(found, default=0)), ""
    if not any(first == number for first, *_ in _merged(grid)):
        for at in range(min(found, default=1), wide + 1):
            text = found.get(at, text)
            found[at] = text
    return found


def _text_at(grid: Grid, row: int, column: int) -> str:
    for number, values in grid.rows[: _ROWS_ABOVE * 2]:
        if number == row:
            return _label(values[column - 1]) if column <= len(values) else ""
    return ""


def _merged(grid: Grid) -> list[tuple[int, int, int, int]]:
    """Return merged ranges as first row, left column, last row, right column."""
    found = []
    for each in grid.merged:
        if parts := _RANGE.fullmatch(each.replace("$", "")):
            left, first, right, last = parts.groups()
            found.append((int(first), column_number(left), int(last), column_number(right)))
    return found


def _label(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _plain(value: Value) -> str:
    """Return a text that may be a header, "" for numbers, dates and the like."""
    return " ".join(value.split()) if isinstance(value, str) else ""
