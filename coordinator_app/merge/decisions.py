"""Decisions as a person writes them, in a file or in a field of the review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.parsing import Raw, Reading, parse
from coordinator_app.domain.values import normalise
from coordinator_app.merge.planned import Plan, PlannedCell, PlannedRow, RowClass
from coordinator_app.merge.policy import Answer, Other
from coordinator_app.texts import N_

_WRITE = N_("Write “take”, “keep” or a value for it.")


def read_decisions(
    raw: Mapping[str, Any] | Mapping[int, Any], plan: Plan, catalogue: Catalogue, reading: Reading
) -> dict[int, Answer]:
    """Return decisions in the form `decide` takes, values read and checked.

    Args:
        raw: Number to "take", "keep" or {"value": …}; a value is what is typed, or stored; for
            a new row it is the entry that the row really is, and with "update": true that entry
            gets what the row says.
        plan: What the numbers are of.
        catalogue: The record types.
        reading: How typed values are read.

    Raises:
        UserError: A number is not in the plan, or its decision cannot be followed.
    """
    cells = {cell.n: cell for cell in plan.cells}
    rows = {row.n: row for row in plan.rows}
    found: dict[int, Answer] = {}
    for key, said in raw.items():
        n = int(key) if str(key).isdecimal() else -1
        if n in cells:
            found[n] = _of_cell(cells[n], said, catalogue, reading)
        elif n in rows:
            found[n] = _of_row(rows[n], said, reading)
        else:
            raise UserError(
                N_("Nothing waits for a decision under the number {number}."),
                do=N_("The numbers are those that checking the same file without saving gives."),
                number=key,
            )
    return found


def _of_cell(cell: PlannedCell, said: Any, catalogue: Catalogue, reading: Reading) -> Answer:
    where = f"{cell.n} ({cell.reference or cell.title} {cell.field})"
    match said:
        case "take" if not cell.usable:
            raise UserError(
                N_("What stands there cannot be taken in as it is."), where=where,
                do=N_("Give a value, or keep what is in the file."),
            )  # fmt: skip
        case "take" | "keep":
            return "take" if said == "take" else "keep"
        case {"value": value}:
            return Other(_value(catalogue.field(cell.type, cell.field), value, reading, where))
        case _:
            raise UserError(N_("The decision is not one we know."), where=where, do=_WRITE)


def _of_row(row: PlannedRow, said: Any, reading: Reading) -> Answer:
    where = f"{row.n} ({row.reference or row.title})"
    match said:
        case "take" | "keep":
            return "take" if said == "take" else "keep"
        case {"value": str(text), **rest} if row.cls is not RowClass.REMOVAL:
            found = {each.id for each in reading.lookup.find(text, (row.type,)) if each.score >= 1}
            there = reading.lookup.get(text)
            if there is not None and there.type == row.type:
                found = {text}
            if len(found) != 1:
                raise UserError(
                    N_("“{value}” is not one entry on record."), where=where,
                    do=N_("Give the reference of the entry that this row is."), value=text,
                )  # fmt: skip
            return Other(found.pop(), update=rest.get("update") is True)
        case _:
            raise UserError(N_("The decision is not one we know."), where=where, do=_WRITE)


def _value(field: Field, value: Any, reading: Reading, where: str) -> Value:
    if isinstance(value, dict | list):
        try:
            return normalise(field, _as_stored(field, value))
        except UserError as error:
            raise UserError(error.what, where=where, do=error.do, **error.params) from None
    if isinstance(value, str) and field.kind in (Kind.LINK, Kind.PARTY):
        there = reading.lookup.get(value)
        if there is not None and (not field.targets or there.type in field.targets):
            return value if field.kind is Kind.LINK else {"id": value}
    if not isinstance(value, Raw):
        raise UserError(N_("The decision is not one we know."), where=where, do=_WRITE)
    parsed = parse(field, value, reading)
    if parsed.issue is not None:
        raise parsed.issue.error(where)
    return parsed.value


def _as_stored(field: Field, value: Any) -> Any:
    """Return a value that was copied from what the command line prints as it is stored."""
    match field.kind, value:
        case Kind.COUNT, {"n": number, "qualifier": qualifier}:
            return {"n": number, "q": qualifier}
        case Kind.LINK, {"id": target}:
            return target
        case Kind.LINKS, list():
            return [each["id"] if isinstance(each, dict) and "id" in each else each
                    for each in value]  # fmt: skip
        case Kind.PARTY, {"id": target}:
            return {"id": target}
        case _:
            return value
