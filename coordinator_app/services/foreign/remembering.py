"""Mappings kept under names, and what words meant: decided once, applied silently ever after."""

from __future__ import annotations

import json
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import replace

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import linked_ids
from coordinator_app.services.foreign.looked import Look, SheetLook
from coordinator_app.services.foreign.mapping import (
    ColumnMapping,
    Mapping,
    Meaning,
    SheetMapping,
)
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.mappings import Mappings
from coordinator_app.store.settings import Alias, Aliases
from coordinator_app.texts import N_

#: Kinds whose words mean the same in every file; what 3/4/2025 is depends on who wrote it.
_NAMES = (Kind.LINK, Kind.LINKS, Kind.PARTY, Kind.CHOICE, Kind.CHOICES, Kind.YES_NO)
#: A mapping fits when so many of the columns it knows are there.
_FITS = 0.8


def save_mapping(session: Session, mapping: Mapping) -> None:
    """Keep a mapping under its name, in the place of an earlier one.

    Raises:
        UserError: It has no name.
    """
    if not mapping.name.strip():
        raise UserError(N_("The mapping needs a name."), do=N_("Say what to call it."))
    Mappings(session.book.connection).save(mapping.name.strip(), mapping.to_json())


def saved_mappings(reading: Reading) -> list[Mapping]:
    """Return the kept mappings, the latest first."""
    return [Mapping.from_json(each) for _, each in Mappings(reading.book.connection).all()]


def saved_mapping(reading: Reading, name: str) -> Mapping:
    """Return the mapping of a name.

    Raises:
        UserError: There is none.
    """
    found = Mappings(reading.book.connection).load(name)
    if found is None:
        names = ", ".join(each.name for each in saved_mappings(reading))
        raise UserError(
            N_("No mapping is kept under the name “{name}”."),
            do=N_("Those kept are: {names}.") if names else "",
            name=name,
            names=names,
        )
    return Mapping.from_json(found)


def forget_mapping(session: Session, name: str) -> None:
    """Forget the mapping of a name."""
    Mappings(session.book.connection).remove(name)


def fitting(reading: Reading, look: Look) -> Mapping | None:
    """Return the kept mapping whose headers a file has, made to fit it; None when none does."""
    for each in saved_mappings(reading):
        if (fitted := fitted_to(each, look)) is not None:
            return fitted
    return None


def fitted_to(mapping: Mapping, look: Look) -> Mapping | None:
    """Return a mapping with its columns where a file has them; None when it does not fit.

    Sheets are found by name, else by their headers; columns by their headers.
    """
    sheets: dict[str, SheetMapping] = {}
    for name, sheet in mapping.sheets.items():
        if not sheet.type and not sheet.type_column:
            continue
        among = [each for each in look.sheets if each.name == name]
        among += [each for each in look.sheets if each.name != name]
        found = next(
            (
                (each, fitted)
                for each in among
                if each.name not in sheets and (fitted := _fitted(sheet, each)) is not None
            ),
            None,
        )
        if found is None:
            return None
        sheets[found[0].name] = found[1]
    return replace(mapping, sheets=sheets) if sheets else None


def _fitted(mapping: SheetMapping, sheet: SheetLook) -> SheetMapping | None:
    there = {fold(each.header): each.column for each in sheet.columns}
    wanted = {
        at: fold(each.header)
        for at, each in mapping.columns.items()
        if each.field or at == mapping.type_column
    }
    moved = {at: there[header] for at, header in wanted.items() if header in there}
    if not wanted or len(moved) < _FITS * len(wanted):
        return None
    if mapping.type_column and mapping.type_column not in moved:
        return None
    columns: dict[int, ColumnMapping] = {
        each.column: ColumnMapping("", each.header) for each in sheet.columns
    }
    columns.update((moved[at], each) for at, each in mapping.columns.items() if at in moved)
    return replace(
        mapping,
        header_row=sheet.header_row,
        header_depth=sheet.header_depth,
        columns=columns,
        type_column=moved.get(mapping.type_column, 0),
    )


def remember(mapping: Mapping, session: Session) -> None:
    """Keep what taking a file in taught, in the transaction that is open.

    Args:
        mapping: How the file was taken in; kept if it has a name.
    """
    aliases = Aliases(session.book.connection)
    aliases.add_all(
        alias for each in mapping.values if fold(each.raw) for alias in _aliases(session, each)
    )
    if mapping.name.strip():
        save_mapping(session, mapping)


def field_meanings(reading: Reading) -> AnyMapping[tuple[str, str], Value]:
    """Return what words were said to mean in single fields: by "type.field" and folded word."""
    return {
        (each.type, each.folded): json.loads(each.record)
        for each in Aliases(reading.book.connection).all()
        if "." in each.type
    }


def _aliases(reading: Reading, meaning: Meaning) -> Sequence[Alias]:
    """Return what is remembered of a decision; nothing where it holds for this file alone."""
    if meaning.type not in reading.catalogue or meaning.action == "create":
        return ()
    field = reading.catalogue[meaning.type].by_key.get(meaning.field)
    if field is None or field.kind not in _NAMES:
        return ()
    folded = fold(meaning.raw)
    value = meaning.value if meaning.action == "value" else None
    if (record := _one_record(field, value)) and (
        type_key := reading.records.types_of([record]).get(record)
    ):
        # A name of somebody is their name everywhere, wherever it was asked for first.
        return (Alias(folded, type_key, record, False),)
    return (Alias(folded, f"{meaning.type}.{meaning.field}", json.dumps(value), False),)


def _one_record(field: Field, value: Value) -> str:
    if field.kind not in (Kind.LINK, Kind.LINKS, Kind.PARTY):
        return ""
    ids = linked_ids(value)
    return ids[0] if len(ids) == 1 else ""
