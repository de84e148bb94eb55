"""Columns that were sorted apart from the others: the values are all there, in other rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Value

#: Fewer rows say nothing.
_FEWEST_ROWS = 5
_FEWEST_CHANGED = 3
_CHANGED_SHARE = 0.20
_MISSING_SHARE = 0.05


@dataclass
class _Column:
    rows: int = 0
    sent: list[str] = field(default_factory=list)
    came: list[str] = field(default_factory=list)


class Columns:
    """Watches the columns of sent rows while they are compared."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], _Column] = defaultdict(_Column)
        self._rows = Counter[tuple[str, tuple[str, ...]]]()

    def seen(self, type_key: str, field_key: str, rows: int = 1) -> None:
        """Count rows whose cell was compared."""
        self._columns[type_key, field_key].rows += rows

    def row_seen(self, type_key: str, field_keys: Iterable[str]) -> None:
        """Count a row whose cells were all compared."""
        self._rows[type_key, tuple(field_keys)] += 1

    def changed(self, type_key: str, field_key: str, base: Value, theirs: Value) -> None:
        """Remember a cell that came back other than it was sent."""
        column = self._columns[type_key, field_key]
        column.sent.append(repr(base))
        column.came.append(repr(theirs))

    def permuted(self) -> Iterator[tuple[str, str]]:
        """Yield type and field of each column whose values moved to other rows.

        More than a fifth of the rows differ, yet 95 % of the values are still there.
        """
        for (type_key, field_keys), rows in self._rows.items():
            for key in field_keys:
                self.seen(type_key, key, rows)
        self._rows.clear()
        for (type_key, field_key), column in self._columns.items():
            moved = len(column.sent)
            if column.rows < _FEWEST_ROWS or moved < _FEWEST_CHANGED:
                continue
            missing = (Counter(column.sent) - Counter(column.came)).total()
            if moved > _CHANGED_SHARE * column.rows and missing <= _MISSING_SHARE * column.rows:
                yield type_key, field_key
