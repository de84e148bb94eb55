"""What stood in a foreign file, for those of its rows that go back to who made it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from coordinator_app.excel.cells import Value
from coordinator_app.excel.grid import Grid
from coordinator_app.excel.written import Content
from coordinator_app.services.exchange.originals import Original
from coordinator_app.services.foreign.looked import Look
from coordinator_app.services.foreign.looking import read_again


def originals(look: Look, wanted: Mapping[str, Collection[int]]) -> tuple[Original, ...]:
    """Return some rows of a file with the headers above them.

    Args:
        wanted: Numbers of the rows, by sheet.

    Raises:
        Refusal: The file cannot be read any more.
    """
    found = []
    for grid in look.grids or read_again(look):
        sheet = look.sheet(grid.name)
        numbers = wanted.get(grid.name, ())
        if sheet is None or not numbers:
            continue
        width = max((each.column for each in sheet.columns), default=0)
        named = {each.column: each.header for each in sheet.columns}
        headers = tuple(named.get(at, "") for at in range(1, width + 1))
        rows = {
            number: _cells(grid, number, values, width)
            for number, values in grid.rows
            if number in numbers
        }
        found.append(Original(grid.name, headers, rows))
    return tuple(found)


def _cells(grid: Grid, number: int, values: tuple[Value, ...], width: int) -> tuple[Content, ...]:
    return tuple(
        _content(grid, number, at, values[at - 1] if at <= len(values) else None)
        for at in range(1, width + 1)
    )


def _content(grid: Grid, number: int, column: int, value: Value) -> Content:
    """Return a value as it is written again: a day stays a day, a number a number."""
    plain = (number, column) not in grid.odd and not isinstance(value, bool | dt.datetime)
    if plain and isinstance(value, int | float | dt.date):
        return value
    return grid.text(number, column, value) or None
