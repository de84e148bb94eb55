"""A column of a list as SQL: a type's own field or a computed one, alike to all who ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.store.columns import columns
from coordinator_app.store.computed import computed, day
from coordinator_app.store.indexes import indexed_columns, listed_columns, own_index
from coordinator_app.store.query import OWNER, STATES


@dataclass(frozen=True)
class Term:
    """A column over the row `t` of its type's table.

    Args:
        field: What it holds.
        cells: SQL of its columns, as `columns` orders them.
        own: It is a field of the type, not a computed column.
        listed: The index for lists holds it.
        indexed: Names of the columns of its own index, () if it has none.
        index: Name of that index.
        sort: SQL it is sorted by where that does not follow from its kind.
    """

    field: Field
    cells: tuple[str, ...]
    own: bool = True
    listed: bool = False
    indexed: tuple[str, ...] = ()
    index: str = ""
    sort: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the SQL of those columns that make up the value."""
        if self.field.kind in (Kind.COUNT, Kind.AMOUNT, Kind.PARTY):
            return self.cells
        return self.cells[:1]


def term(catalogue: Catalogue, record_type: RecordType, key: str, today: dt.date) -> Term:
    """Return the column of a key.

    Raises:
        UserError: The type has no such field or computed column.
    """
    found = computed(record_type, key)
    if found is not None:
        sql = f"({found.sql(catalogue, record_type, day(today))})"
        sort = found.sort(catalogue, record_type, day(today)) if found.sort else ""
        cells = (sql, f"folded({sql})") if found.field.kind is Kind.TEXT else (sql,)
        # What they look at of the row itself (its id, parent, status, due date) is listed.
        return Term(found.field, cells, False, True, sort=f"({sort})" if sort else "")
    field = catalogue.field(record_type.key, key)
    indexed = indexed_columns(record_type, field)
    return Term(
        field,
        tuple(f't."{column.name}"' for column in columns(field)),
        listed=bool(listed_columns(record_type, field)),
        indexed=indexed,
        index=own_index(record_type.key, key) if indexed else "",
    )


def sorting_term(catalogue: Catalogue, record_type: RecordType, key: str, today: dt.date) -> Term:
    """Return the column that rows are sorted, grouped and counted by for a key.

    A computed column that shows a field of the row as it stands has that field's index.

    Raises:
        UserError: The type has no such field or computed column.
    """
    path = record_type.state_path
    if key == OWNER and record_type.owned:
        return term(catalogue, record_type, PARENT, today)
    if key == STATES and path not in ("", "id", PARENT):
        own = term(catalogue, record_type, path, today)
        if own.field.kind in (Kind.LINK, Kind.LINKS):
            return own
    return term(catalogue, record_type, key, today)
