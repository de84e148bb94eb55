"""Conditions as SQL: pure translation; names come from the catalogue alone, values are bound."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, assert_never

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.store import states
from coordinator_app.store.columns import Cell
from coordinator_app.store.marks import MARKS
from coordinator_app.store.predicates import Predicate
from coordinator_app.store.query import OWNER, STATES, Condition, Op, Query
from coordinator_app.store.terms import Term, term
from coordinator_app.texts import N_

_NUMBERS = (Kind.WHOLE, Kind.PERCENT, Kind.COUNT, Kind.AMOUNT)
_FOLDED = (Kind.NOTE, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.TIME, Kind.FILE)


def predicates(catalogue: Catalogue, query: Query) -> list[Predicate]:
    """Return the conditions and flags of a query.

    Raises:
        UserError: A field does not exist or cannot be asked that.
    """
    record_type = catalogue[query.type]
    found = [predicate(catalogue, query, each) for each in query.where]
    for flag in sorted(query.flags):
        made = MARKS.get(query.type, {}).get(flag)
        if made is None:
            raise UserError(
                N_("“{type}” knows no mark “{name}”."),
                type=query.type,
                name=flag,
                do=N_("Choose one of: {names}."),
                names=", ".join(MARKS.get(record_type.key, {})),
            )
        found += made(query.today)
    return found


def predicate(catalogue: Catalogue, query: Query, condition: Condition) -> Predicate:
    """Return one condition as SQL.

    Raises:
        UserError: The field does not exist or cannot be asked that.
    """
    record_type = catalogue[query.type]
    if condition.field == STATES and _goes_through(record_type, condition):
        return _negated(_of_states(catalogue, record_type, condition), condition.op)
    condition = _on_own_field(catalogue, record_type, condition)
    found = term(catalogue, record_type, condition.field, query.today)
    made = _made(found, condition, query)
    return replace(made, index=found.index) if made.listed else made


def _made(found: Term, condition: Condition, query: Query) -> Predicate:
    match condition.op:
        case Op.IS | Op.IS_NOT:
            return _negated(_one_of(found, condition.values, query), condition.op)
        case Op.CONTAINS:
            return _contains(found, condition)
        case Op.BETWEEN:
            return _between(found, condition)
        case Op.BEFORE | Op.AFTER:
            return _compared(found, condition)
        case Op.EMPTY:
            return _none_of(found)
        case Op.NOT_EMPTY:
            return _negated(_none_of(found), Op.IS_NOT)
        case Op.WITHIN:
            raise _cannot(condition)
        case _:
            assert_never(condition.op)


def _goes_through(record_type: RecordType, condition: Condition) -> bool:
    """Say whether the States are named by no field of the row's own."""
    return (
        record_type.state_path in ("id", PARENT)
        and condition.op in (Op.IS, Op.IS_NOT)
        and None not in condition.values
    )


def _on_own_field(catalogue: Catalogue, record_type: RecordType, condition: Condition) -> Condition:
    """Return the condition on the field that holds what a computed column shows."""
    path = record_type.state_path
    if condition.field == OWNER and record_type.owned:
        return replace(condition, field=PARENT)
    if condition.field != STATES or path in ("", "id", PARENT):
        return condition
    values = condition.values
    if catalogue.field(record_type.key, path).kind is Kind.PARTY:
        # A party that is no State is none of the States, and yet the field is not empty.
        if condition.op not in (Op.IS, Op.IS_NOT) or None in values:
            return condition
        values = tuple({"id": each} if isinstance(each, str) else each for each in values)
    return Condition(path, condition.op, values)


def _of_states(catalogue: Catalogue, record_type: RecordType, condition: Condition) -> Predicate:
    ids = _json(condition.values)
    if record_type.state_path == "id":
        return Predicate("t.id IN (SELECT value FROM json_each(?))", (ids,))
    return Predicate(states.belongs(catalogue, record_type), (ids,))


def _negated(found: Predicate, op: Op) -> Predicate:
    if op is Op.IS:
        return found
    return Predicate(f"NOT ifnull(({found.sql}), 0)", found.params, found.listed)


def _one_of(found: Term, values: tuple[Value, ...], query: Query) -> Predicate:
    known = [each for each in values if each is not None]
    inside = _known_one_of(found, known, query)
    if None not in values:
        return inside
    none = _none_of(found)
    return Predicate(f"({inside.sql} OR {none.sql})", inside.params, inside.listed and none.listed)


def _known_one_of(found: Term, values: Sequence[Value], query: Query) -> Predicate:
    first, listed = found.cells[0], found.listed
    match found.field.kind:
        case Kind.TEXT:
            folded = _json(fold(str(each)) for each in values)
            return Predicate(_in(found.cells[1]), (folded,), listed)
        case kind if kind in _FOLDED:
            return Predicate(_in(f"folded({first})"), (_json(fold(str(each)) for each in values),))
        case Kind.CHOICES:
            return Predicate(_any_of(first), (_json(values),))
        case Kind.LINKS:
            return _links_among(found, values, query)
        case Kind.PARTY:
            return _party_among(found, values, listed)
        case Kind.COUNT:
            pairs = _json(_count_pair(each) for each in values)
            return Predicate(_pair_in(*found.cells), (pairs,))
        case Kind.AMOUNT:
            amounts = [each for each in values if isinstance(each, dict)]
            pairs = _json([each["minor"], each["currency"]] for each in amounts)
            return Predicate(_pair_in(*found.cells), (pairs,))
        case _:
            return Predicate(_in(first), (_json(values),), listed)


def _links_among(found: Term, values: Sequence[Value], query: Query) -> Predicate:
    column = found.cells[0]
    if found.own and found.listed:
        # Few different lists stand in many rows: look into each list once.
        name = found.field.key
        return Predicate(
            f'{column} IN (SELECT d.v FROM (SELECT DISTINCT "{name}" AS v FROM "{query.type}"'
            f" WHERE deleted = {int(query.deleted)}) d, json_each(d.v) j"
            " WHERE j.value IN (SELECT value FROM json_each(?)))",
            (_json(values),),
            listed=True,
        )
    if found.own:
        return Predicate(
            "t.id IN (SELECT l.record FROM link l WHERE l.field = ?"
            " AND l.target IN (SELECT value FROM json_each(?)))",
            (found.field.key, _json(values)),
        )
    return Predicate(_any_of(column), (_json(values),))


def _party_among(found: Term, values: Sequence[Value], listed: bool) -> Predicate:
    ids = [each.get("id") if isinstance(each, dict) else each for each in values]
    labels = [fold(each["label"]) for each in values if isinstance(each, dict) and "label" in each]
    record, label = found.cells
    by_id = _in(record)
    if not labels:
        return Predicate(by_id, (_json(each for each in ids if each),), listed)
    by_label = _in(f"folded({label})")
    return Predicate(
        f"({by_id} OR {by_label})", (_json(each for each in ids if each), _json(labels)), listed
    )


def _contains(found: Term, condition: Condition) -> Predicate:
    wanted = [fold(str(each)) for each in condition.values if each is not None]
    sought = wanted[0] if wanted else ""
    match found.field.kind:
        case Kind.TEXT:
            return Predicate(f"instr({found.cells[1]}, ?) > 0", (sought,), found.listed)
        case Kind.LINK | Kind.LINKS | Kind.PARTY:
            return _named(found, sought)
        case kind if kind in _FOLDED:
            return Predicate(f"instr(folded({found.cells[0]}), ?) > 0", (sought,))
        case _:
            raise _cannot(condition)


def _named(found: Term, sought: str) -> Predicate:
    """Return the condition that a linked record bears a title that holds a text."""
    titled = (
        "SELECT r.id FROM record r WHERE instr(r.title_fold, ?) > 0"
        " UNION SELECT n.id FROM temp.local_title n WHERE instr(n.fold, ?) > 0"
    )
    first = found.cells[0]
    match found.field.kind:
        case Kind.LINKS:
            sql = f"EXISTS (SELECT 1 FROM json_each({first}) j WHERE j.value IN ({titled}))"
            return Predicate(sql, (sought, sought))
        case Kind.PARTY:
            sql = f"({first} IN ({titled}) OR instr(folded({found.cells[1]}), ?) > 0)"
            return Predicate(sql, (sought, sought, sought), found.listed)
        case _:
            return Predicate(f"{first} IN ({titled})", (sought, sought), found.listed)


def _between(found: Term, condition: Condition) -> Predicate:
    low, high = (*condition.values, None, None)[:2]
    kind = found.field.kind
    if kind is Kind.EDTF:
        start, end = found.cells[1:]
        tests, params = [f"NOT ({start} IS NULL AND {end} IS NULL)"], []
        if low is not None:
            tests.append(f"({end} IS NULL OR {end} >= ?)")
            params.append(low)
        if high is not None:
            tests.append(f"({start} IS NULL OR {start} <= ?)")
            params.append(high)
    elif kind in (*_NUMBERS, Kind.DATE, Kind.TIME):
        column = found.cells[0]
        tests, params = [f"{column} IS NOT NULL"], []
        for bound, sign in ((low, ">="), (high, "<=")):
            if bound is not None:
                tests.append(f"{column} {sign} ?")
                params.append(bound)
    else:
        raise _cannot(condition)
    return Predicate(f"({' AND '.join(tests)})", _scalars(condition, params), found.listed)


def _compared(found: Term, condition: Condition) -> Predicate:
    before = condition.op is Op.BEFORE
    kind = found.field.kind
    if kind is Kind.EDTF:
        column = found.cells[2] if before else found.cells[1]
    elif kind in (*_NUMBERS, Kind.DATE, Kind.TIME):
        column = found.cells[0]
    else:
        raise _cannot(condition)
    bound = _scalars(condition, list(condition.values[:1]))
    return Predicate(f"{column} {'<' if before else '>'} ?", bound, found.listed)


def _none_of(found: Term) -> Predicate:
    # Without a year a date has no days to list it by, and yet it is no empty date.
    listed = found.listed and found.field.kind is not Kind.EDTF
    return Predicate(f"({_empty(found)})", (), listed)


def _empty(found: Term) -> str:
    if found.field.kind in (Kind.COUNT, Kind.TEXT):
        return f"{found.cells[1]} IS NULL"
    return " AND ".join(f"{cell} IS NULL" for cell in found.shown)


def _scalars(condition: Condition, values: Iterable[Value]) -> tuple[Cell, ...]:
    scalars: list[Cell] = []
    for each in values:
        if each is None or isinstance(each, dict | list):
            raise _cannot(condition)
        scalars.append(each)
    if not scalars and condition.op is not Op.BETWEEN:
        raise _cannot(condition)
    return tuple(scalars)


def _cannot(condition: Condition) -> UserError:
    return UserError(
        N_("“{field}” cannot be filtered by “{op}”."),
        field=condition.field,
        op=condition.op.value,
        do=N_("Choose another condition."),
    )


def _in(column: str) -> str:
    return f"{column} IN (SELECT value FROM json_each(?))"


def _any_of(column: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM json_each({column}) j"
        " WHERE j.value IN (SELECT value FROM json_each(?)))"
    )


def _pair_in(first: str, second: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM json_each(?) j WHERE json_extract(j.value, '$[0]') IS"
        f" {first} AND json_extract(j.value, '$[1]') IS {second})"
    )


def _count_pair(value: Value) -> list[Any]:
    return [value.get("n"), value.get("q")] if isinstance(value, dict) else [value, "exact"]


def _json(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
