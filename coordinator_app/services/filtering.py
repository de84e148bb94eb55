"""Filters as people write them: `status=OPEN`, `due_on=last quarter`, `state=TTO`, `is=overdue`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from coordinator_app.domain import edtf, fields
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.parsing import parse, refusal
from coordinator_app.domain.reading import Reading as ReadWith
from coordinator_app.services import periods
from coordinator_app.services.memberships import members
from coordinator_app.services.session import Reading
from coordinator_app.store.computed import computed
from coordinator_app.store.marks import MARKS
from coordinator_app.store.query import REFERENCE, STATES, TITLE, Condition, Op, Query
from coordinator_app.texts import N_

#: Names beyond the fields of a type: what its computed columns are called on the command line.
_SPECIAL = {"state": STATES, "reference": REFERENCE, "title": TITLE}
_MARK, _WORDS, _GROUP = "is", "words", "group"
_TEXTS = (Kind.TEXT, Kind.NOTE, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.TIME, Kind.FILE)
_DATES = (Kind.DATE, Kind.EDTF)
_NUMBERS = (Kind.WHOLE, Kind.PERCENT, Kind.COUNT, Kind.AMOUNT)
_COMPARED = re.compile(r"(<=|>=|<|>)\s*(.+)")
_SPAN = ".."


def query_of(
    reading: Reading, type_key: str, filters: Iterable[tuple[str, str]], lang: str = "en"
) -> Query:
    """Return the query that filters on the command line ask for.

    Beside the fields: `state` and `group` (by code or name), `reference`, `title`, `is` (open,
    overdue, stale), `words` (as the search). An empty value means empty, `*` not empty, `!` in
    front none of it; dates and numbers take `<`, `>`, `A..B`, dates also `last quarter`.

    Raises:
        UserError: A filter names no field, or its value cannot be read.
    """
    query = Query(type_key, today=reading.today())
    record_type = reading.catalogue[type_key]
    found: dict[tuple[str, Op], tuple[Value, ...]] = {}
    more: list[Condition] = []
    flags, words = set(), []
    reader = ReadWith(lang, reading.records, reading.today())
    for name, written in filters:
        value = written.strip()
        if name in record_type.by_key:
            conditions = _conditions(record_type.by_key[name], value, reader)
        elif name == _MARK:
            flags.add(_mark(type_key, value))
            continue
        elif name == _WORDS:
            words.append(value)
            continue
        elif name == _GROUP:
            conditions = [_in_group(reading, value, reader)]
        else:
            conditions = _conditions(_column(reading, type_key, name), value, reader)
        for each in conditions:
            if each.op is Op.IS:
                one = (each.field, each.op)
                found[one] = (*found.get(one, ()), *each.values)
            else:
                more.append(each)
    either = tuple(Condition(key, op, values) for (key, op), values in found.items())
    return Query(
        query.type,
        (*either, *more),
        text=" ".join(words),
        flags=frozenset(flags),
        today=query.today,
    )


def _column(reading: Reading, type_key: str, name: str) -> Field:
    key = _SPECIAL.get(name, name)
    found = computed(reading.catalogue[type_key], key)
    return found.field if found else reading.catalogue.field(type_key, name)


def _conditions(field: Field, value: str, reader: ReadWith) -> list[Condition]:
    if not value:
        return [Condition(field.key, Op.EMPTY)]
    if value == "*":
        return [Condition(field.key, Op.NOT_EMPTY)]
    if value.startswith("!"):
        return [
            Condition(field.key, Op.IS_NOT, each.values)
            for each in _conditions(field, value[1:].strip(), reader)
            if each.op is Op.IS
        ] or [_refused(field, value)]
    if field.kind in _TEXTS:
        if value.startswith("="):
            return [Condition(field.key, Op.IS, (value[1:].strip(),))]
        return [Condition(field.key, Op.CONTAINS, (value,))]
    if field.kind in _DATES:
        return [_of_dates(field, value, reader)]
    if field.kind in _NUMBERS and (spanned := _of_numbers(field, value)) is not None:
        return [spanned]
    return [Condition(field.key, Op.IS, _read(field, value, reader))]


def _read(field: Field, value: str, reader: ReadWith) -> tuple[Value, ...]:
    parsed = parse(field, value, reader)
    if parsed.issue is not None:
        raise refusal(field, parsed.issue)
    return tuple(parsed.value) if isinstance(parsed.value, list) else (parsed.value,)


def _of_dates(field: Field, value: str, reader: ReadWith) -> Condition:
    period = periods.named(value)
    if period:
        return Condition(field.key, Op.WITHIN, (period,))
    compared = _COMPARED.fullmatch(value)
    if compared:
        first, last = _bounds(field, compared[2], reader)
        # Before June is before its first day, up to June is up to its last.
        ends: dict[str, tuple[Op, tuple[Value, ...]]] = {
            "<": (Op.BEFORE, (first,)),
            ">": (Op.AFTER, (last,)),
            "<=": (Op.BETWEEN, (None, last)),
            ">=": (Op.BETWEEN, (first, None)),
        }
        return Condition(field.key, *ends[compared[1]])
    low, span, high = value.partition(_SPAN)
    if span and low and high:
        return Condition(
            field.key, Op.BETWEEN, (_bounds(field, low, reader)[0], _bounds(field, high, reader)[1])
        )
    return Condition(field.key, Op.BETWEEN, _bounds(field, value, reader))


def _bounds(field: Field, value: str, reader: ReadWith) -> tuple[str | None, str | None]:
    """Return the first and last day of a date, also of a month or a year."""
    parsed = parse(fields.edtf(field.key, field.label), value.strip(), reader)
    if parsed.issue is not None:
        raise parsed.issue.error(field.key)
    first, last = edtf.bounds(str(parsed.value))
    return _iso(first), _iso(last)


def _of_numbers(field: Field, value: str) -> Condition | None:
    """Return the condition of a comparison or a span, None when it is a single number."""
    compared = _COMPARED.fullmatch(value)
    if compared:
        number = _number(field, compared[2])
        ends: dict[str, tuple[Op, tuple[Value, ...]]] = {
            "<": (Op.BEFORE, (number,)),
            ">": (Op.AFTER, (number,)),
            "<=": (Op.BETWEEN, (None, number)),
            ">=": (Op.BETWEEN, (number, None)),
        }
        return Condition(field.key, *ends[compared[1]])
    low, span, high = value.partition(_SPAN)
    if not span:
        return None
    return Condition(field.key, Op.BETWEEN, (_number(field, low), _number(field, high)))


def _number(field: Field, written: str) -> int | float:
    try:
        number = Decimal(written.strip())
    except InvalidOperation:
        raise UserError(
            N_("“{value}” is not a number."),
            where=field.key,
            value=written,
            do=N_("Write it in digits, like 1200.50."),
        ) from None
    if not number.is_finite():
        raise UserError(N_("“{value}” is not a number."), where=field.key, value=written)
    if field.kind is Kind.AMOUNT:
        return int(number * 100)
    return int(number) if number == number.to_integral_value() else float(number)


def _in_group(reading: Reading, value: str, reader: ReadWith) -> Condition:
    group = fields.link(_GROUP, N_("Group of States"), targets=("country_group",))
    (found,) = _read(group, value, reader)
    return Condition(STATES, Op.IS, members(reading, str(found), reading.today()))


def _mark(type_key: str, value: str) -> str:
    name = value.casefold()
    marks = MARKS.get(type_key, {})
    if name in marks:
        return name
    known = ", ".join(marks)
    raise UserError(
        N_("“{type}” knows no mark “{name}”."),
        type=type_key,
        name=value,
        do=N_("Choose one of: {names}.") if known else "",
        names=known,
    )


def _refused(field: Field, value: str) -> Condition:
    raise UserError(
        N_("“{value}” cannot be left out of “{field}”."),
        value=value,
        field=field.key,
        do=N_("Choose another condition."),
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
