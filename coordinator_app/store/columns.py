"""Fields as columns: how each kind lies in its table, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, assert_never

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record_type import RecordType

Cell = None | int | float | str


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


# Worked out once: an import asks for them a million times.
_OWNED = {kind: _owned(kind) for kind in Kind}
_EMPTY: dict[Kind, tuple[Cell, ...]] = {kind: (None,) * len(_OWNED[kind]) for kind in Kind}


def columns(field: Field) -> tuple[Column, ...]:
    """Return the columns a field owns; the first is named after it."""
    return tuple(replace(column, name=field.key + column.name) for column in _OWNED[field.kind])


def cells(field: Field, value: Value) -> tuple[Cell, ...]:  # noqa: C901  one branch per kind, checked to be whole
    """Return what stands in a field's columns for a stored value."""
    match field.kind, value:
        case Kind.TEXT, str(written):
            return written, fold(written)
        case ((Kind.CHOICES | Kind.LINKS), list()) | (Kind.FILE, dict()):
            return (json.dumps(value, ensure_ascii=False),)
        case Kind.AMOUNT, {"minor": int(minor), "currency": str(currency)}:
            return minor, currency
        case Kind.COUNT, {"n": number, "q": str(how)}:
            return number, how
        case Kind.EDTF, str(written):
            first, last = edtf.bounds(written)
            return written, _iso(first), _iso(last)
        case Kind.PARTY, {"id": str(record)}:
            return record, None
        case Kind.PARTY, {"label": str(label)}:
            return None, label
        case Kind.YES_NO, bool(answer):
            return (int(answer),)
        case Kind.PERCENT, int() | float():
            return (float(value),)
        case _, None:
            return _EMPTY[field.kind]
        case _, str() | int() if len(_EMPTY[field.kind]) == 1:
            return (value,)
        case _:
            raise TypeError(f"{field.kind.value} cannot hold {value!r}")


def value(field: Field, found: Sequence[Cell]) -> Value:
    """Return the stored value that a field's columns hold."""
    first = found[0]
    match field.kind:
        case Kind.COUNT:
            return {"n": first, "q": found[1]} if found[1] is not None else None
        case Kind.PARTY:
            if first is not None:
                return {"id": first}
            return {"label": found[1]} if found[1] is not None else None
        case _ if first is None:
            return None
        case Kind.CHOICES | Kind.LINKS | Kind.FILE:
            return json.loads(str(first))  # type: ignore[no-any-return]  # what cells() wrote
        case Kind.AMOUNT:
            return {"minor": first, "currency": found[1]}
        case Kind.YES_NO:
            return bool(first)
        case Kind.PERCENT:
            return int(first) if float(first).is_integer() else first
        case _:
            return first


@cache
def all_columns(record_type: RecordType) -> tuple[str, ...]:
    """Return the names of a type's data columns, in the order of its fields."""
    return tuple(column.name for field in record_type.fields for column in columns(field))


def row_cells(record_type: RecordType, values: Mapping[str, Value]) -> tuple[Cell, ...]:
    """Return the cells of all data columns for a record's values."""
    found: list[Cell] = []
    for field in record_type.fields:
        held = values.get(field.key)
        found += _EMPTY[field.kind] if held is None else cells(field, held)
    return tuple(found)


def row_values(record_type: RecordType, found: Sequence[Any]) -> dict[str, Value]:
    """Return the values that a row of all data columns holds; empty fields are absent."""
    values: dict[str, Value] = {}
    start = 0
    for field in record_type.fields:
        empty = _EMPTY[field.kind]
        held = found[start : start + len(empty)]
        start += len(empty)
        if held != empty and (meant := value(field, held)) is not None:
            values[field.key] = meant
    return values


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
