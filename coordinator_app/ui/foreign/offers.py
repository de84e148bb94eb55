"""What can be chosen while a list is brought in: record types, fields, orders of dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services.foreign import names, vocabulary
from coordinator_app.services.foreign.looked import ColumnLook, SheetLook, Why
from coordinator_app.services.foreign.mapping import DateOrder, SheetMapping
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.widgets.suggestions import Option

#: Stands for "a column says what each row is" among the record types.
BY_COLUMN: Final = "$column"

ORDERS: Final[tuple[tuple[DateOrder, str], ...]] = (
    ("", N_("Ask if unclear")),
    ("dmy", N_("Day first (31/12/2026)")),
    ("mdy", N_("Month first (12/31/2026)")),
    ("ymd", N_("Year first (2026-12-31)")),
)
MODES: Final = (
    ("add_update", N_("Add new entries, update known ones")),
    ("add", N_("Only add new entries")),
    ("update", N_("Only update known entries")),
    ("fill", N_("Only fill what is blank")),
)
BLANKS: Final = (
    ("keep", N_("keeps what is in my file")),
    ("clear", N_("clears what is in my file")),
)
_WHY: Final[dict[Why, str]] = {
    "remembered": N_("as last time"),
    "label": N_("by its heading"),
    "alias": N_("by its heading"),
    "similar": N_("by a similar heading"),
    "content": N_("by what is in it"),
}


def types(catalogue: Catalogue, texts: Texts, likely: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the record types rows may be, the likely ones first."""
    keys = [each.key for each in catalogue if each.exported and not each.reference_data]
    found = [key for key in likely if key in keys]
    rest = sorted(
        (key for key in keys if key not in found), key=lambda key: texts(catalogue[key].plural)
    )
    return [(key, texts(catalogue[key].plural)) for key in (*found, *rest)]


def taken(sheet: SheetMapping) -> bool:
    """Say whether the rows of a sheet are taken in."""
    return bool(sheet.type or sheet.type_column)


def main_type(sheet: SheetMapping) -> str:
    """Return the record type whose fields the columns of a sheet are offered."""
    return sheet.type or next((each.type for each in sheet.types.values() if each.type), "")


def fields(
    catalogue: Catalogue, type_key: str, texts: Texts, column: ColumnLook | None = None
) -> list[Option]:
    """Return the fields a column may be mapped to, those proposed for it first."""
    if type_key not in catalogue:
        return []
    labels = {
        each.path: each.label(catalogue, texts) for each in vocabulary.targets(catalogue, type_key)
    }
    proposed = {each.field: texts(_WHY[each.why]) for each in column.proposals} if column else {}
    for path in proposed:
        found = vocabulary.target(catalogue, type_key, path)
        if found is not None:
            labels.setdefault(path, found.label(catalogue, texts))
    order = [
        *(path for path in proposed if path in labels),
        *(path for path in labels if path not in proposed),
    ]
    return [Option(path, labels[path], proposed.get(path, "")) for path in order]


def label(catalogue: Catalogue, type_key: str, path: str, texts: Texts) -> str:
    """Return what a field is called, "" where there is none."""
    found = vocabulary.target(catalogue, type_key, path) if type_key in catalogue and path else None
    return found.label(catalogue, texts) if found is not None else ""


def field_of(catalogue: Catalogue, type_key: str, path: str) -> Field | None:
    """Return the field a path means."""
    found = vocabulary.target(catalogue, type_key, path) if type_key in catalogue and path else None
    return found.field if found is not None else None


def is_date(field: Field | None) -> bool:
    """Say whether a field holds days."""
    return field is not None and field.kind in (Kind.DATE, Kind.EDTF)


def lacking(catalogue: Catalogue, sheet: SheetMapping, texts: Texts) -> list[str]:
    """Return the fields that new entries need and that nothing in a sheet says."""
    said = {each.field for each in sheet.columns.values() if each.field} | set(sheet.constants)
    kinds = {sheet.type: frozenset[str]()}
    if sheet.type_column:
        kinds = {each.type: frozenset(each.values) for each in sheet.types.values()}
    found: dict[str, None] = {}
    for type_key, told in kinds.items():
        if type_key not in catalogue:
            continue
        known = {each.key for path in said if (each := field_of(catalogue, type_key, path))}
        if names.FAMILY in known:
            known.add(names.NAME)  # it is put together
        for each in catalogue[type_key].fields:
            needed = each.needed and each.default is None and each.key != PARENT
            if needed and each.key not in known | told:
                found[texts(each.label)] = None
    return list(found)


def twice(look: SheetLook, sheet: SheetMapping) -> tuple[str, str, str] | None:
    """Return a field that two columns are mapped to, and the headers of both."""
    seen: dict[str, int] = {}
    headers = {each.column: each.header for each in look.columns}
    for at, each in sorted(sheet.columns.items()):
        if each.field and each.field in seen:
            return each.field, headers.get(seen[each.field], ""), headers.get(at, "")
        seen[each.field] = at
    return None
