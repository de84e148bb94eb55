"""Recognising a record by what people recognise it by: its natural keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record_type import RecordType

#: Days by which something is put off at most.
_PUT_OFF = 184

#: A natural key: the fields it is made of and their values in comparable form.
Key = tuple[tuple[str, ...], tuple[str, ...]]
_WORDED = frozenset({Kind.TEXT, Kind.NOTE, Kind.EMAIL, Kind.URL})


def keys(record_type: RecordType, values: Mapping[str, Value]) -> Iterator[Key]:
    """Yield the natural keys that are wholly filled, the most telling first."""
    by_key = record_type.by_key
    for group in record_type.natural_keys:
        parts = []
        for key in group:
            part = comparable(by_key[key], values.get(key))
            if not part:
                break
            parts.append(part)
        else:
            yield group, tuple(parts)


def comparable(field: Field, value: Value) -> str:
    """Return a value in the form in which two writings of one thing are alike; "" when empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return fold(value) if field.kind in _WORDED else value
    match value:
        case {"label": str(label)}:
            return f"label {fold(label)}"
        case {"id": str(record)}:
            return f"id {record}"
        case _:
            return str(value)


def contradict(
    record_type: RecordType, one: Mapping[str, Value], other: Mapping[str, Value]
) -> bool:
    """Say whether two records cannot be the same, however alike their names.

    They cannot when links, parties on record or dates among their natural keys have nothing in
    common: the Ministry of Health of another State, last year's course.
    """
    return bool(_contradictions(record_type, one, other))


def moved(record_type: RecordType, one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    """Say whether two records differ in their dates alone, and by so little that one was put off.

    What comes back every year is another one each time.
    """
    found = _contradictions(record_type, one, other)
    states = record_type.by_key.get(record_type.state_path)
    elsewhere = states is not None and _apart(states, one.get(states.key), other.get(states.key))
    return (
        bool(found)
        and not elsewhere
        and all(
            each.kind is Kind.EDTF and _near(str(one[each.key]), str(other[each.key]))
            for each in found
        )
    )


def _contradictions(
    record_type: RecordType, one: Mapping[str, Value], other: Mapping[str, Value]
) -> list[Field]:
    telling = dict.fromkeys(key for group in record_type.natural_keys for key in group)
    fields = (record_type.by_key[key] for key in telling)
    return [each for each in fields if _apart(each, one.get(each.key), other.get(each.key))]


def _apart(field: Field, one: Value, other: Value) -> bool:
    if one is None or other is None:
        return False
    match field.kind:
        case Kind.LINK | Kind.DATE | Kind.WHOLE:
            return one != other
        case Kind.LINKS:
            return isinstance(one, list) and isinstance(other, list) and not {*one} & {*other}
        case Kind.PARTY:
            return (
                isinstance(one, dict)
                and isinstance(other, dict)
                and "id" in one
                and "id" in other
                and one != other
            )
        case Kind.EDTF:
            return _apart_in_time(str(one), str(other))
        case (
            Kind.TEXT
            | Kind.NOTE
            | Kind.EMAIL
            | Kind.PHONE
            | Kind.URL
            | Kind.CHOICE
            | Kind.CHOICES
            | Kind.AMOUNT
            | Kind.PERCENT
            | Kind.TIME
            | Kind.YES_NO
            | Kind.COUNT
            | Kind.FILE
        ):
            return False
        case _:
            assert_never(field.kind)


def _near(one: str, other: str) -> bool:
    (first, last), (start, end) = edtf.bounds(one), edtf.bounds(other)
    days = [each.toordinal() for each in (first, last, start, end) if each is not None]
    return len(days) == 4 and max(days) - min(days) <= _PUT_OFF


def _apart_in_time(one: str, other: str) -> bool:
    (first, last), (start, end) = edtf.bounds(one), edtf.bounds(other)
    return bool((last and start and last < start) or (end and first and end < first))
