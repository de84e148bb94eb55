"""A first mapping of a foreign file, for a person to correct."""

from __future__ import annotations

from dataclasses import dataclass

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.services.foreign import vocabulary
from coordinator_app.services.foreign.columns import ENOUGH
from coordinator_app.services.foreign.looked import Look, SheetLook
from coordinator_app.services.foreign.mapping import (
    ColumnMapping,
    Mapping,
    SheetMapping,
    TypeMapping,
)
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts

#: An activity of a list of what was done is done; where its dates forbid it, it stays planned.
_DONE = "COMPLETED"
#: Rows of a contact's role need to say which; a list of addresses does not.
_SOME_ROLE = "OTHER"


@dataclass(frozen=True)
class FieldChoice:
    """A field that a person may choose for a column.

    Args:
        field: As in `ColumnMapping.field`.
        label: As a person reads it.
        needed: A new entry cannot be without it.
    """

    field: str
    label: str
    needed: bool = False


def propose(reading: Reading, look: Look) -> Mapping:
    """Return what the columns of a file most likely mean."""
    return Mapping(
        sheets={each.name: sheet_mapping(reading.catalogue, each) for each in look.sheets}
    )


def sheet_mapping(catalogue: Catalogue, sheet: SheetLook) -> SheetMapping:
    """Return what the columns of a sheet most likely mean, the type being what it is."""
    columns = {
        each.column: ColumnMapping(_field(sheet, each.column), each.header)
        for each in sheet.columns
    }
    mapped = {each.field for each in columns.values() if each.field}
    used = sheet.type if mapped and not sheet.hidden else ""
    return SheetMapping(
        used,
        sheet.header_row,
        sheet.header_depth,
        columns,
        _constants(catalogue, sheet, mapped) if used else {},
        sheet.type_column if used else 0,
        _types(catalogue, sheet) if used else {},
    )


def check(reading: Reading, look: Look, mapping: Mapping) -> None:
    """See that a mapping somebody wrote names only what there is.

    Raises:
        UserError: The file has no such sheet, or there is no such type or field.
    """
    for name, sheet in mapping.sheets.items():
        if look.sheet(name) is None:
            raise UserError(
                N_("The file has no sheet “{sheet}”."),
                where=look.name,
                do=N_("Its sheets are: {names}."),
                sheet=name,
                names=", ".join(each.name for each in look.sheets),
            )
        if not sheet.type:
            continue
        known = {each.path for each in vocabulary.targets(reading.catalogue, sheet.type)}
        for key in {each.field for each in sheet.columns.values()} - known - {""}:
            _ = reading.catalogue.field(sheet.type, key)  # says which there are


def types(reading: Reading, texts: Texts) -> list[FieldChoice]:
    """Return the record types that rows may be of, as key and name."""
    return [
        FieldChoice(each.key, texts(each.plural))
        for each in reading.catalogue
        if each.exported and not each.reference_data
    ]


def fields(reading: Reading, type_key: str, texts: Texts) -> list[FieldChoice]:
    """Return the fields that a column of rows of a type may hold, in the order of the form."""
    found = []
    for each in vocabulary.targets(reading.catalogue, type_key):
        label = each.label(reading.catalogue, texts)
        needed = each.field is not None and each.field.needed and "." not in each.path
        found.append(FieldChoice(each.path, label, needed))
    return found


def _field(sheet: SheetLook, column: int) -> str:
    if column == sheet.type_column:
        return ""
    proposed = next(each.proposals for each in sheet.columns if each.column == column)
    return proposed[0].field if proposed and proposed[0].score >= ENOUGH * 0.75 else ""


def _constants(catalogue: Catalogue, sheet: SheetLook, mapped: set[str]) -> dict[str, Value]:
    type_key = sheet.type
    found: dict[str, Value] = {}
    if type_key in ACTIVITIES and "status" not in mapped:
        found["status"] = _DONE
    role = "contact_role.role"
    if role not in mapped and any(each.startswith("contact_role.") for each in mapped):
        found[role] = _SOME_ROLE
    by_key = catalogue[type_key].by_key
    states = by_key.get(catalogue[type_key].state_path)
    if sheet.state and states is not None and states.key not in mapped:
        found[states.key] = [sheet.state] if states.kind is Kind.LINKS else sheet.state
    return {key: value for key, value in found.items() if "." in key or key in by_key}


def _types(catalogue: Catalogue, sheet: SheetLook) -> dict[str, TypeMapping]:
    """Return what the words of the type column mean, as far as they are known."""
    found = {}
    for word, _ in sheet.words:
        type_key, key, code = vocabulary.type_of_word(catalogue, word, ACTIVITIES)
        if type_key:
            found[fold(word)] = TypeMapping(type_key, {key: code} if key else {})
    return found
