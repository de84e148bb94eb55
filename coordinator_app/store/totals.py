"""What stands over or under a list: values with how often, sums that keep doubt, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.counts import Count
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.store import columns
from coordinator_app.store.chosen import Chosen
from coordinator_app.store.columns import Cell
from coordinator_app.store.connection import Connection
from coordinator_app.store.indexes import list_index
from coordinator_app.store.sorting import keys
from coordinator_app.store.terms import Term

#: Kinds that can be summed.
NUMBERS = (Kind.WHOLE, Kind.PERCENT, Kind.AMOUNT, Kind.COUNT)
_DATES = (Kind.DATE, Kind.EDTF)
_WIDTH = 5  # columns of one sum in a query


@dataclass(frozen=True)
class Sum:
    """The sum of a number column over rows; what is not known is told apart from zero.

    Args:
        field: Column key.
        total: Of the rows that have a number; None when none has (minor units for money).
        filled: How many have one.
        unknown: How many say that the number is not known.
        at_least, about: A part of it is a lower bound, or an estimate.
        currency: Of money.
    """

    field: str
    total: int | float | None
    filled: int
    unknown: int = 0
    at_least: bool = False
    about: bool = False
    currency: str = ""

    @property
    def count(self) -> Count:
        """Return it as a count: an estimate weighs more than a lower bound."""
        if self.total is None:
            return {"n": None, "q": "unknown"}
        how = "about" if self.about else "at_least" if self.at_least else "exact"
        return {"n": int(self.total), "q": how}  # type: ignore[typeddict-item]  # one of the three

    @property
    def mean(self) -> float | None:
        """Return the mean of the rows that have a number."""
        return self.total / self.filled if self.total is not None and self.filled else None


@dataclass(frozen=True)
class Group:
    """Rows that stand together: their value (a year for dates), number and sums."""

    value: Value
    count: int
    sums: tuple[Sum, ...] = ()


def counts(connection: Connection, chosen: Chosen, by: Term) -> list[tuple[Value, int]]:
    """Return the values of a column and how often each stands, in the order of its kind."""
    if by.field.kind not in (Kind.CHOICES, Kind.LINKS):
        return [(each.value, each.count) for each in groups(connection, chosen, by, False, ())]
    one = "CHOICE" if by.field.kind is Kind.CHOICES else "LINK"
    ordered = ", ".join(f"{key} NULLS LAST" for key in _element_keys(by, Kind[one]))
    source = chosen.source(f"LEFT JOIN json_each({by.cells[0]}) j", _along(chosen, (by,)))
    return connection.execute(
        f"SELECT j.value, count(*) {source} GROUP BY j.value ORDER BY {ordered}"
    ).fetchall()


def sums(connection: Connection, chosen: Chosen, terms: Sequence[Term]) -> list[Sum]:
    """Return the sums of number columns over rows; one for each currency of money."""
    return [total for found in _sums(connection, chosen, terms).values() for total in found]


def groups(
    connection: Connection, chosen: Chosen, by: Term, down: bool, terms: Sequence[Term]
) -> list[Group]:
    """Return the groups a column divides rows into, in the order in which it sorts them."""
    shown, key = _grouped(by)
    ordered = ", ".join(
        f"{each} {'DESC' if down else 'ASC'} NULLS LAST"
        for each in keys(by.field, by.cells, by.sort)
    )
    found = connection.execute(
        f"SELECT {key}, count(*), {', '.join(shown)} {chosen.source(index=_along(chosen, (by,)))}"
        f" GROUP BY {key} ORDER BY {ordered}"
    ).fetchall()
    totals = _sums(connection, chosen, terms, by) if terms else {}
    return [Group(_value(by, row[2:]), row[1], tuple(totals.get(row[0], ()))) for row in found]


def _grouped(by: Term) -> tuple[tuple[str, ...], str]:
    """Return the SQL of a group's value and of what tells it from another group."""
    match by.field.kind:
        case Kind.DATE:
            return (f"substr({by.cells[0]}, 1, 4)",), f"substr({by.cells[0]}, 1, 4)"
        case Kind.EDTF:
            return (f"substr({by.cells[1]}, 1, 4)",), f"substr({by.cells[1]}, 1, 4)"
        case Kind.TEXT:
            return (f"min({by.cells[0]})",), by.cells[1]
        case Kind.PARTY:
            # Labels that differ in accents or case alone mean the same unnamed party.
            label = f"'=' || folded({by.cells[1]})"
            return (by.cells[0], f"min({by.cells[1]})"), f"coalesce({by.cells[0]}, {label})"
        case Kind.COUNT | Kind.AMOUNT:
            return by.cells, f"ifnull({by.cells[0]}, '') || ' ' || {by.cells[1]}"
        case _:
            return by.cells[:1], by.cells[0]


def _value(by: Term, cells: Sequence[Cell]) -> Value:
    if by.field.kind in _DATES:
        return cells[0]
    return columns.value(by.field, cells)


def _element_keys(by: Term, kind: Kind) -> tuple[str, ...]:
    """Return what the single elements of a list are sorted by."""
    return keys(replace(by.field, kind=kind), ("j.value",))


def _sums(
    connection: Connection, chosen: Chosen, terms: Sequence[Term], by: Term | None = None
) -> dict[Cell, list[Sum]]:
    """Return the sums for each value of what tells the groups of a column apart."""
    key = _grouped(by)[1] if by else ""
    grouped = f"GROUP BY {key}" if key else ""
    source = chosen.source(index=_along(chosen, (*terms, by) if by else terms))
    plain = [
        each for each in terms if each.field.kind in NUMBERS and each.field.kind is not Kind.AMOUNT
    ]
    found: dict[Cell, list[Sum]] = {}
    if plain:
        listed = ", ".join(_parts(each) for each in plain)
        for row in connection.execute(
            f"SELECT {key or 'NULL'}, {listed} {source} {grouped}"
        ).fetchall():
            found[row[0]] = [
                _sum(each, row[1 + _WIDTH * at : 1 + _WIDTH * (at + 1)])
                for at, each in enumerate(plain)
            ]
    for each in terms:
        if each.field.kind is Kind.AMOUNT:
            minor, currency = each.cells
            for value, name, total, filled in connection.execute(
                f"SELECT {key or 'NULL'}, {currency}, sum({minor}), count({minor})"
                f" {source} AND {minor} IS NOT NULL"
                f" GROUP BY {f'{key}, ' if key else ''}{currency} ORDER BY {currency}"
            ).fetchall():
                money = Sum(each.field.key, total, filled, currency=name)
                found.setdefault(value, []).append(money)
    return found


def _along(chosen: Chosen, terms: Sequence[Term]) -> str:
    """Return the index that holds what is asked for of each row, "" if none does."""
    # Of a text the index holds the folded form alone.
    if not terms or not all(each.listed and each.field.kind is not Kind.TEXT for each in terms):
        return ""
    own = terms[0].index if len(terms) == 1 else ""
    return own or list_index(chosen.type)


def _parts(term: Term) -> str:
    number = term.cells[0]
    if term.field.kind is not Kind.COUNT:
        return f"sum({number}), count({number}), 0, 0, 0"
    how = term.cells[1]
    return (
        f"sum({number}), count({number}), total({how} = 'unknown'),"
        f" max({how} = 'at_least'), max({how} = 'about')"
    )


def _sum(term: Term, cells: Sequence[Cell]) -> Sum:
    total, filled, unknown, at_least, about = cells
    return Sum(
        term.field.key,
        total if isinstance(total, int | float) else None,
        int(filled or 0),
        int(unknown or 0),
        bool(at_least),
        bool(about),
    )
