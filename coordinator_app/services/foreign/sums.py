"""Rows that only sum up those above them: they are nothing of their own."""

from __future__ import annotations

from collections.abc import Sequence

from coordinator_app.domain.folding import fold
from coordinator_app.domain.numbers import read_money, read_number
from coordinator_app.excel.cells import Value

#: What the first cell of a row of sums says, folded.
_SUMS = frozenset(
    {"total", "totals", "totales", "total general", "gran total", "grand total", "subtotal",
     "sub-total", "sub total", "suma", "sum", "totaux", "totaal"}
)  # fmt: skip
_LONGEST_SUM = 20


def sums_up(values: Sequence[Value]) -> bool:
    """Say whether a row calls itself a total and holds nothing but numbers beside."""
    said = [each for each in values if each is not None]
    first = said[0] if said else None
    if not isinstance(first, str) or len(first) > _LONGEST_SUM:
        return False
    return fold(first).rstrip(" :") in _SUMS and {*map(_is_number, said[1:])} == {True}


def _is_number(value: Value) -> bool:
    if isinstance(value, str):
        return bool(read_number(value) or read_money(value))
    return isinstance(value, int | float)
