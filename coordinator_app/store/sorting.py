"""How the rows of a list are put in order: the keys of each kind, and the way to read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from coordinator_app.domain.fields import Field, Kind
from coordinator_app.store.indexes import list_index
from coordinator_app.store.query import REFERENCE
from coordinator_app.store.terms import Term

#: Kinds of which few different values stand in many rows: the values are put in order first, and
#: the rows of each are then read from the index in turn.
_FEW_VALUES = (Kind.CHOICE, Kind.LINK, Kind.LINKS, Kind.PARTY)
_UNLISTED = 9_999
_NAME = "coalesce((SELECT n.fold FROM temp.local_title n WHERE n.id = r.id), r.title_fold)"


@dataclass(frozen=True)
class Order:
    """An order of rows `t` as SQL.

    Args:
        keys: ORDER BY terms, complete with direction.
        values: For an order over few values: what follows INSERT INTO and the name of a table
            `k` (n, c0, c1) to list these values in order.
        join: The condition that a row has the value of `k`.
        by_reference: The rows are read along the references `r`.
        index: What the rows are read along, "" for as they lie.
    """

    keys: tuple[str, ...]
    values: str = ""
    join: str = ""
    by_reference: bool = False
    index: str = ""


def keys(  # noqa: C901  one case for each kind, on purpose
    field: Field, cells: Sequence[str], sort: str = ""
) -> tuple[str, ...]:
    """Return the expressions a column is sorted by; NULL is what is not known.

    Args:
        field: Of the column.
        cells: SQL of its columns.
        sort: An expression that overrules its kind.
    """
    first = cells[0]
    if sort:
        return (sort,)
    match field.kind:
        case Kind.TEXT:
            return (cells[1],)
        case Kind.NOTE | Kind.EMAIL | Kind.PHONE | Kind.URL:
            return (f"folded({first})",)
        case Kind.FILE:
            return (f"folded(json_extract({first}, '$.name'))",)
        case Kind.WHOLE | Kind.PERCENT | Kind.DATE | Kind.TIME | Kind.YES_NO:
            return (first,)
        case Kind.COUNT:
            return (first, cells[1])
        case Kind.AMOUNT:
            return (cells[1], first)
        case Kind.EDTF:
            return (cells[1], cells[2])
        case Kind.CHOICE:
            return (_position(field, first),)
        case Kind.CHOICES:
            inner = f"SELECT min({_position(field, 'j.value')}) FROM json_each({first}) j"
            return (f"({inner})", first)
        case Kind.LINK:
            return (_title(first), first)
        case Kind.LINKS:
            return (_titles(first), first)
        case Kind.PARTY:
            return (f"coalesce({_title(first)}, folded({cells[1]}))", first)
        case _:
            assert_never(field.kind)


def order(
    terms: Sequence[tuple[Term, bool]], *, whole: bool, type_key: str, deleted: bool
) -> Order:
    """Return how rows come in the order of some columns.

    Args:
        terms: Columns and whether they run downwards.
        whole: Many rows are wanted: read them along an index where there is one.
        deleted: The rows are those of the recycle bin.
    """
    listed = [
        _directed(key, down)
        for term, down in terms
        for key in keys(term.field, term.cells, term.sort)
    ]
    down = bool(terms) and terms[0][1]
    last = "t.rid DESC" if down else "t.rid"
    if not whole or not terms:
        return Order((*listed, last))
    first = terms[0][0]
    if first.field.key == REFERENCE:
        rest = listed[1:]
        return Order((f"r.reference{' DESC' if down else ''}", *rest, last), by_reference=True)
    few_values = first.field.kind in _FEW_VALUES
    if len(terms) == 1 and first.indexed and few_values and not deleted:
        return _over_values(first, down, last, f'"{type_key}"')
    every = list_index(type_key) if all(each.listed for each, _ in terms) else ""
    return Order((*listed, last), index=first.index if not few_values and first.index else every)


def _over_values(first: Term, down: bool, last: str, table: str) -> Order:
    names = [f'"{name}"' for name in first.indexed]
    given = [f"d.c{number}" for number in range(len(names))]
    distinct = ", ".join(f"{name} AS c{number}" for number, name in enumerate(names))
    ordered = [_directed(key, down) for key in keys(first.field, given)]
    columns = ", ".join([*given, *["NULL"] * (2 - len(given))])
    values = (
        f"(c0, c1) SELECT {columns} FROM (SELECT DISTINCT {distinct} FROM {table}"
        f" WHERE deleted = 0) d ORDER BY {', '.join(ordered)}"
    )
    join = " AND ".join(f"t.{name} IS k.c{number}" for number, name in enumerate(names))
    return Order(("k.n", last), values, join)


def _directed(key: str, down: bool) -> str:
    return f"{key} DESC NULLS LAST" if down else f"{key} NULLS LAST"


def _position(field: Field, column: str) -> str:
    cases = " ".join(
        f"WHEN '{choice.code}' THEN {number}" for number, choice in enumerate(field.choices)
    )
    # A code that is no longer in the list comes after those that are.
    return f"CASE {column} {cases} ELSE iif({column} IS NULL, NULL, {_UNLISTED}) END"


def _title(column: str) -> str:
    return f"(SELECT {_NAME} FROM record r WHERE r.id = {column})"


def _titles(column: str) -> str:
    return (
        f"(SELECT group_concat(f, ' ') FROM (SELECT {_NAME} AS f FROM json_each({column}) j"
        " CROSS JOIN record r ON r.id = j.value ORDER BY f))"
    )
