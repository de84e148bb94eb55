"""One condition as SQL."""

from __future__ import annotations

from dataclasses import dataclass

from coordinator_app.store.columns import Cell


@dataclass(frozen=True)
class Predicate:
    """A condition on the row `t` of a type's table.

    Args:
        listed: The index for lists holds all it looks at.
        index: Name of a smaller index that holds all it looks at, "" if there is none.
    """

    sql: str
    params: tuple[Cell, ...] = ()
    listed: bool = False
    index: str = ""
