"""Fields as columns: how each kind lies in its table, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import NoneType
from typing import Any, assert_never

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record_type import RecordType

Cell = None | int | float | str
_Cells = tuple[Cell, ...] | None
_Writer = Callable[[Value], _Cells]
_Reader = Callable[[Sequence[Any]], Value]


@dataclass(frozen=True)
class Column:
    """A column of a type's table: name, STRICT type, whether it points at a record."""

    name: str
    sql_type: str = "TEXT"
    links: bool = False
    indexed: bool = False


def _owned(kind: Kind) -> tuple[Column, ...]:  # noqa: C901  one branch per kind, checked to be whole
    """Return the columns of a kind; their names are what follows the key of the field."""
    match kind:
        case Kind.TEXT:
            return Column(""), Column("_fold")
        case Kind.NOTE | Kind.TIME | Kind.EMAIL | Kind.PHONE | Kind.URL | Kind.FILE:
            return (Column(""),)
        case Kind.CHOICES | Kind.LINKS:
            return (Column(""),)
        case Kind.DATE | Kind.CHOICE:
            return (Column("", indexed=True),)
        case Kind.LINK:
            return (Column("", links=True, indexed=True),)
        case Kind.WHOLE | Kind.YES_NO:
            return (Column("", "INTEGER"),)
        case Kind.PERCENT:
            return (Column("", "REAL"),)
        case Kind.AMOUNT:
            return Column("", "INTEGER"), Column("_currency")
        case Kind.COUNT:
            return Column("", "INTEGER"), Column("_q")
        case Kind.EDTF:
            return Column(""), Column("_from", indexed=True), Column("_to")
        case Kind.PARTY:
            return Column("", links=True, indexed=True), Column("_label")
        case _:
            assert_never(kind)


# Worked out once, since an import asks for them a million times.
_OWNED = {kind: _owned(kind) for kind in Kind}
_EMPTY: dict[Kind, tuple[Cell, ...]] = {kind: (None,) * len(_OWNED[kind]) for kind in Kind}


def columns(field: Field) -> tuple[Column, ...]:
    """Return the columns a field owns; the first is named after it."""
    return tuple(replace(column, name=field.key + column.name) for column in _OWNED[field.kind])


def cells(field: Field, value: Value) -> tuple[Cell, ...]:
    """Return what stands in a field's columns for a stored value.

    Raises:
        TypeError: The value has not the shape of its kind.
    """
    found = _EMPTY[field.kind] if value is None else _WRITERS[field.kind](value)
    if found is None:
        raise TypeError(f"{field.kind.value} cannot hold {value!r}")
    return found


def value(field: Field, found: Sequence[Cell]) -> Value:
    """Return the stored value that a field's columns hold."""
    return _READERS[field.kind](found)


@cache
def all_columns(record_type: RecordType) -> tuple[str, ...]:
    """Return the names of a type's data columns, in the order of its fields."""
    return tuple(column.name for field in record_type.fields for column in columns(field))


def filled(
    record_type: RecordType, rows: Sequence[Mapping[str, Value]]
) -> tuple[list[str], list[Sequence[Cell]]]:
    """Return the data columns that the values of any of some records fill, and what fills them.

    Most columns of a table are empty; SQLite takes in rows without them in two thirds of the
    time. Going down the columns instead of along the rows halves what is left for Python.

    Returns:
        The names of the columns, and for each the cells of all the records.

    Raises:
        TypeError: A value has not the shape of its kind.
    """
    names: list[str] = []
    found: list[Sequence[Cell]] = []
    keys = set().union(*rows)
    for field in record_type.fields:
        if field.key in keys:
            names += (field.key + column.name for column in _OWNED[field.kind])
            found += _down(field, [values.get(field.key) for values in rows])
    return names, found


def _down(field: Field, held: list[Any]) -> Iterable[Sequence[Cell]]:
    """Return the cells of each of a field's columns for the values of many records."""
    write, empty = _WRITERS[field.kind], _EMPTY[field.kind]
    if write is _as_it_is and {*map(type, held)} <= {str, NoneType}:
        return (held,)
    found = [empty if value is None else write(value) for value in held]
    if None in found:
        cells(field, held[found.index(None)])  # says what is wrong
    return zip(*found, strict=True)


def row_values(record_type: RecordType, found: Sequence[Any]) -> dict[str, Value]:
    """Return the values that a row of all data columns holds; empty fields are absent."""
    values: dict[str, Value] = {}
    for key, at, place, empty, read in _layout(record_type):
        if read is _first_of:  # most fields of most records, each without a call
            if (value := found[at]) is not None:
                values[key] = value
        elif (held := found[place]) != empty and (meant := read(held)) is not None:
            values[key] = meant
    return values


@cache
def _layout(
    record_type: RecordType,
) -> tuple[tuple[str, int, slice, tuple[Cell, ...], _Reader], ...]:
    """Return each field, where it stands in a row, what stands there for nothing, its reader."""
    layout = []
    start = 0
    for field in record_type.fields:
        empty = _EMPTY[field.kind]
        place = slice(start, start + len(empty))
        layout.append((field.key, start, place, empty, _READERS[field.kind]))
        start = place.stop
    return tuple(layout)


# How values of each kind become cells, None for those that have not its shape, and back.


def _writer(kind: Kind) -> _Writer:  # noqa: C901  one branch per kind, checked to be whole
    match kind:
        case Kind.TEXT:
            return _text
        case Kind.CHOICES | Kind.LINKS:
            return _many
        case Kind.FILE:
            return _file
        case Kind.AMOUNT:
            return _amount
        case Kind.COUNT:
            return _count
        case Kind.EDTF:
            return _edtf
        case Kind.PARTY:
            return _party
        case Kind.YES_NO:
            return _yes_no
        case Kind.PERCENT:
            return _percent
        case Kind.WHOLE:
            return _whole
        case (
            Kind.NOTE | Kind.DATE | Kind.TIME | Kind.CHOICE | Kind.LINK | Kind.EMAIL | Kind.PHONE
            | Kind.URL
        ):  # fmt: skip
            return _as_it_is
        case _:
            assert_never(kind)


def _reader(kind: Kind) -> _Reader:
    match kind:
        case Kind.COUNT:
            return _count_of
        case Kind.PARTY:
            return _party_of
        case Kind.CHOICES | Kind.LINKS | Kind.FILE:
            return _json_of
        case Kind.AMOUNT:
            return _amount_of
        case Kind.YES_NO:
            return _yes_no_of
        case Kind.PERCENT:
            return _percent_of
        case (
            Kind.TEXT | Kind.NOTE | Kind.WHOLE | Kind.DATE | Kind.EDTF | Kind.TIME | Kind.CHOICE
            | Kind.LINK | Kind.EMAIL | Kind.PHONE | Kind.URL
        ):  # fmt: skip
            return _first_of
        case _:
            assert_never(kind)


def _text(value: Value) -> _Cells:
    return (value, fold(value)) if isinstance(value, str) else None


def _as_it_is(value: Value) -> _Cells:
    return (value,) if isinstance(value, str) else None


def _many(value: Value) -> _Cells:
    return (json.dumps(value, ensure_ascii=False),) if isinstance(value, list) else None


def _file(value: Value) -> _Cells:
    return (json.dumps(value, ensure_ascii=False),) if isinstance(value, dict) else None


def _whole(value: Value) -> _Cells:
    return (value,) if isinstance(value, int) else None


def _yes_no(value: Value) -> _Cells:
    return (int(value),) if isinstance(value, bool) else None


def _percent(value: Value) -> _Cells:
    return (float(value),) if isinstance(value, int | float) else None


def _edtf(value: Value) -> _Cells:
    return _date(value) if isinstance(value, str) else None


# Lists and imports meet the same few thousand dates again and again.
@lru_cache(maxsize=8192)
def _date(written: str) -> _Cells:
    first, last = edtf.bounds(written)
    return (
        written,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
    )


def _amount(value: Value) -> _Cells:
    match value:
        case {"minor": int(minor), "currency": str(currency)}:
            return minor, currency
        case _:
            return None


def _count(value: Value) -> _Cells:
    # Matching a pattern takes four times as long, and lists have three counts in each row.
    if isinstance(value, dict) and isinstance(how := value.get("q"), str):
        number = value.get("n")
        return (number, how) if number is None or isinstance(number, int) else None
    return None


def _party(value: Value) -> _Cells:
    match value:
        case {"id": str(record)}:
            return record, None
        case {"label": str(label)}:
            return None, label
        case _:
            return None


def _first_of(found: Sequence[Any]) -> Value:
    first: Value = found[0]
    return first


def _json_of(found: Sequence[Any]) -> Value:
    value: Value = None if found[0] is None else json.loads(found[0])
    return value


def _yes_no_of(found: Sequence[Any]) -> Value:
    return None if found[0] is None else bool(found[0])


def _percent_of(found: Sequence[Any]) -> Value:
    number: float | None = found[0]
    return int(number) if number is not None and float(number).is_integer() else number


def _amount_of(found: Sequence[Any]) -> Value:
    return None if found[0] is None else {"minor": found[0], "currency": found[1]}


def _count_of(found: Sequence[Any]) -> Value:
    return None if found[1] is None else {"n": found[0], "q": found[1]}


def _party_of(found: Sequence[Any]) -> Value:
    if found[0] is not None:
        return {"id": found[0]}
    return None if found[1] is None else {"label": found[1]}


# Chosen once: going through the kinds for every value takes several times as long as the rest.
_WRITERS = {kind: _writer(kind) for kind in Kind}
_READERS = {kind: _reader(kind) for kind in Kind}
