"""What a list asks for, as data: it can be kept in a saved view and sent between threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coordinator_app.domain.fields import Value

#: Columns and conditions beyond a type's own fields (see `computed`).
REFERENCE, TITLE, STATES, OWNER = "$reference", "$title", "$states", "$parent"


class Op(StrEnum):
    """What a condition asks of a field.

    IS, IS_NOT: one, or none, of the values; None stands for empty. CONTAINS: the text, without
    regard to accents and case. BETWEEN: from the first to the second value, both included, None
    is open; a partial date that may fall into it does. BEFORE, AFTER: wholly (numbers: less,
    more). WITHIN: a period relative to today, by name; it becomes BETWEEN before it is asked.
    """

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"
    EMPTY = "empty"
    NOT_EMPTY = "not_empty"
    WITHIN = "within"


@dataclass(frozen=True)
class Condition:
    """One condition: field key (or a computed column), what is asked, and the values."""

    field: str
    op: Op
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Query:
    """What a list shows, and in which order.

    Args:
        type: Record type.
        where: Conditions, all of which hold.
        sort: Column and whether it runs downwards, most important first; what is empty comes
            last either way.
        text: Words that the search text holds.
        group: Column by which rows stand together, before they are sorted.
        flags: Computed marks that hold: open, overdue, stale ... (see `marks`).
        today: The day for computed marks and columns.
        deleted: Those in the recycle bin instead of the living.
    """

    type: str
    where: tuple[Condition, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    text: str = ""
    group: str | None = None
    flags: frozenset[str] = frozenset()
    today: dt.date = dt.date(1970, 1, 1)
    deleted: bool = False

    def without(self, field: str) -> Query:
        """Return the query without the conditions on a field, as its filter menu counts."""
        return replace(self, where=tuple(each for each in self.where if each.field != field))

    def also(self, *conditions: Condition) -> Query:
        """Return the query with further conditions."""
        return replace(self, where=(*self.where, *conditions))

    @property
    def order(self) -> tuple[tuple[str, bool], ...]:
        """Return the columns rows are in fact sorted by: the group comes first."""
        if self.group is None:
            return self.sort
        down = dict(self.sort).get(self.group, False)
        return (self.group, down), *(each for each in self.sort if each[0] != self.group)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON data; the day is left out, a saved view is always seen as of today."""
        return {
            "type": self.type,
            "where": [[each.field, each.op.value, list(each.values)] for each in self.where],
            "sort": [list(each) for each in self.sort],
            "text": self.text,
            "group": self.group,
            "flags": sorted(self.flags),
            "deleted": self.deleted,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any], today: dt.date) -> Query:
        """Return the query that JSON data describes."""
        return cls(
            type=data["type"],
            where=tuple(
                Condition(field, Op(op), tuple(values))
                for field, op, values in data.get("where", ())
            ),
            sort=tuple((field, bool(down)) for field, down in data.get("sort", ())),
            text=data.get("text", ""),
            group=data.get("group"),
            flags=frozenset(data.get("flags", ())),
            today=today,
            deleted=bool(data.get("deleted", False)),
        )
