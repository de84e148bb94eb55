"""The rows of a list as somebody made it: what goes back when part of it cannot be used."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from coordinator_app.domain.errors import UserError
from coordinator_app.excel.written import Content
from coordinator_app.merge.planned import Plan, PlannedCell, PlannedRow

_ROW: Final = re.compile(r"[A-Z]+([0-9]+)")
#: Marks a day among the cells of a saved row.
_DAY: Final = "day"

#: By sheet, numbers of rows.
Numbers = Mapping[str, Collection[int]]


@dataclass(frozen=True)
class Original:
    """One sheet of a list.

    Args:
        name: Of the sheet.
        headers: What stands above each column.
        rows: By number of the row, its cells from the first column on.
    """

    name: str
    headers: tuple[str, ...]
    rows: Mapping[int, tuple[Content, ...]]


#: Gives rows of a list as they stood in it.
Originals = Callable[[Numbers], tuple[Original, ...]]


def to_json(given: Originals | None, plan: Plan) -> list[dict[str, Any]]:
    """Return the rows of a list that may go back, to be kept with what is left of its review."""
    with suppress(UserError):  # the list is not at hand any more: it is asked for
        return [
            {
                "name": each.name,
                "headers": each.headers,
                "rows": {number: [*map(_plain, cells)] for number, cells in each.rows.items()},
            }
            for each in (given(_doubtful(plan)) if given is not None else ())
        ]
    return []


def from_json(data: list[dict[str, Any]]) -> Originals | None:
    """Return what gives the rows that `to_json` kept; None where it kept none."""
    kept = tuple(
        Original(
            each["name"],
            tuple(each["headers"]),
            {int(number): tuple(map(_meant, row)) for number, row in each["rows"].items()},
        )
        for each in data
    )
    return partial(_among, kept) if kept else None


def _among(kept: tuple[Original, ...], wanted: Numbers) -> tuple[Original, ...]:
    return tuple(
        Original(
            each.name,
            each.headers,
            {n: row for n, row in each.rows.items() if n in wanted.get(each.name, ())},
        )
        for each in kept
    )


def _doubtful(plan: Plan) -> Numbers:
    """Return the rows in which something is wrong."""
    found: dict[str, set[int]] = defaultdict(set)
    doubtful: list[PlannedCell | PlannedRow] = [*plan.cells, *plan.rows]
    for each in doubtful:
        at = _ROW.fullmatch(each.place.cell) if each.issue is not None else None
        if at is not None:
            found[each.place.sheet].add(int(at[1]))
    return found


def _plain(cell: Content) -> object:
    return {_DAY: cell.isoformat()} if isinstance(cell, dt.date) else cell


def _meant(cell: Any) -> Content:
    if isinstance(cell, dict):
        return dt.date.fromisoformat(cell[_DAY])
    found: Content = cell
    return found
