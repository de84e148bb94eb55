"""Days written in figures, once it is known in which order a column writes them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_FIGURES: Final = re.compile(
    r"(?<![0-9])(?P<one>[0-9]{1,4})(?P<sign>[-/. ])(?P<two>[0-9]{1,2})(?P=sign)(?P<three>[0-9]{1,4})"
    r"(?![0-9])"
)
ORDERS: Final = ("dmy", "mdy", "ymd")


def ordered(text: str, order: str, century: int = 0) -> str:
    """Return a text with its days in figures written as ISO days, where the order allows it.

    Args:
        text: What stands in a cell.
        order: "dmy", "mdy" or "ymd"; "" leaves days with a year of four digits alone.
        century: What years of two digits begin with, 19 or 20; 0 leaves them alone.
    """
    first = _FIGURES.search(text)
    if first is not None and any(map(str.isdecimal, text[: first.start()])):
        return text  # 15-17/05/2024: what stands before has its month, or year, from behind
    return _FIGURES.sub(lambda found: _iso(found, order, century) or found[0], text)


def possible(text: str) -> tuple[str, ...]:
    """Return the orders in which a day in figures is one; empty where there is none."""
    found = _FIGURES.search(text)
    if found is None:
        return ()
    return tuple(order for order in ORDERS if _iso(found, order, 20) is not None)


def has_short_year(text: str) -> bool:
    """Say whether a day in figures has a year of two digits."""
    found = _FIGURES.search(text)
    return found is not None and len(found["one"]) < 3 and len(found["three"]) < 3


def _iso(found: re.Match[str], order: str, century: int) -> str | None:
    parts = (found["one"], found["two"], found["three"])
    if len(parts[0]) == 4:
        order = "ymd"
    if order not in ORDERS:
        return None
    said = dict(zip(order, parts, strict=True))
    if any(len(said[key]) > 2 for key in "md") or len(said["y"]) not in (2, 4):
        return None
    if len(said["y"]) == 2 and not century:
        return None
    year = int(said["y"]) + (century * 100 if len(said["y"]) == 2 else 0)
    try:
        return dt.date(year, int(said["m"]), int(said["d"])).isoformat()
    except ValueError:
        return None
