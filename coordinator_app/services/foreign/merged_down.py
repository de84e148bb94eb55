"""What a cell that is merged downwards says in the rows below its first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coordinator_app.excel.cells import Value, column_number
from coordinator_app.excel.grid import Grid

_RANGE = re.compile(r"\$?([A-Z]+)\$?([0-9]+):\$?([A-Z]+)\$?([0-9]+)")
#: The last row of a sheet.
_DEEPEST = 1_048_576


def carried(grid: Grid, first: int) -> dict[int, dict[int, Value]]:
    """Return what cells merged downwards say in the rows below their first."""
    if not grid.merged:
        return {}
    rows = dict(grid.rows)
    found: dict[int, dict[int, Value]] = {}
    for each in grid.merged:
        parts = _RANGE.fullmatch(each)
        if parts is None:
            continue
        left, top, bottom = column_number(parts[1]), int(parts[2]), int(parts[4])
        if top < first or bottom == top or top not in rows or left > len(rows[top]):
            continue
        value = rows[top][left - 1]
        for number in range(top + 1, min(bottom, _DEEPEST) + 1):
            found.setdefault(number, {})[left] = value
    return found


def filled(values: Sequence[Value], above: Mapping[int, Value]) -> tuple[Value, ...]:
    """Return the cells of a row, the blank ones with what cells merged downwards say in them."""
    width = max(len(values), *above)
    whole = [*values, *[None] * (width - len(values))]
    for at, value in above.items():
        if whole[at - 1] is None:
            whole[at - 1] = value
    return tuple(whole)
