"""The identity of a courier file, carried several times because programs lose what they like.

Cells are the only carrier no program loses; the key row of each data sheet therefore names the
dispatch too, beside a hidden sheet, custom properties and constant names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.identity import with_check, without_check
from coordinator_app.excel.books import BookSource, SheetSource
from coordinator_app.excel.cells import Cell

#: First cell of the hidden sheet, and start of every property and name.
MARK = "c1540"
META_SHEET, LISTS_SHEET = "_meta", "_lists"
#: Raised when the arrangement of rows and columns changes.
VERSION = "1"

_TABLE = "t_"
_BETWEEN = "__"
_ROWS_OF_META = 500


@dataclass(frozen=True)
class Manifest:
    """What a courier file says of itself.

    Args:
        dispatch: Id of the sent file.
        workbook: Id of the coordinator file it was sent from.
        catalogue: Version of the record types.
        profile: Kind of file.
        lang: Language of its headers and lists.
        sheets: SheetSource name to record type.
    """

    dispatch: str
    workbook: str = ""
    catalogue: str = ""
    profile: str = ""
    lang: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict)

    def facts(self) -> dict[str, str]:
        """Return what properties, names and the hidden sheet carry."""
        return {
            "version": VERSION,
            "dispatch": with_check(self.dispatch),
            "workbook": self.workbook,
            "catalogue": self.catalogue,
            "profile": self.profile,
            "lang": self.lang,
        }


def property_name(fact: str) -> str:
    """Return the name of a custom property or constant."""
    return f"{MARK}_{fact}"


def column_key(type_key: str, field_key: str) -> str:
    """Return what stands in the hidden key row above a column."""
    return f"{type_key}.{field_key}"


def range_name(type_key: str, field_key: str) -> str:
    """Return the name of the range below a column header."""
    return f"{MARK}_{type_key}{_BETWEEN}{field_key.lstrip('_')}"


def listing_name(type_key: str, field_key: str) -> str:
    """Return the name of the list that the cells of a field are chosen from."""
    return f"{type_key}{_BETWEEN}{field_key}"


def list_name(listing: str) -> str:
    """Return the name of the range a list lies in."""
    return f"{MARK}_list_{listing}"


def listed(name: str) -> tuple[str, str]:
    """Return the type and field whose cells are chosen from a list of that name."""
    type_key, _, field_key = name.partition(_BETWEEN)
    return type_key, field_key


def table_name(type_key: str) -> str:
    """Return the name of the table of a sheet."""
    return f"{_TABLE}{type_key}"


def type_of_table(name: str) -> str:
    """Return the record type of a table, "" when it is not one of ours."""
    return name.removeprefix(_TABLE) if name.startswith(_TABLE) else ""


def of(book: BookSource, keyed: Iterable[str] = ()) -> Manifest | None:
    """Return what a file says of itself, from whichever carriers are left, or None.

    Args:
        keyed: Dispatch ids (with check characters) found in key rows.
    """
    sheets, meta = _from_sheet(book)
    carriers = [meta, _facts(book.properties), _facts(_constants(book.names))]
    said = [found for facts in carriers if (found := without_check(facts.get("dispatch", "")))]
    said += [found for text in keyed if (found := without_check(text))]
    if not said:
        return None
    dispatch = Counter(said).most_common(1)[0][0]
    merged: dict[str, str] = {}
    for facts in reversed(carriers):
        if without_check(facts.get("dispatch", "")) == dispatch:
            merged.update({key: value for key, value in facts.items() if value})
    return Manifest(
        dispatch,
        merged.get("workbook", ""),
        merged.get("catalogue", ""),
        merged.get("profile", ""),
        merged.get("lang", ""),
        sheets,
    )


def is_ours(sheet: SheetSource) -> bool:
    """Say whether a sheet is the hidden identity or the lists, not data."""
    return sheet.name.casefold() in (META_SHEET, LISTS_SHEET)


def _from_sheet(book: BookSource) -> tuple[dict[str, str], dict[str, str]]:
    """Return the sheets and the facts of the hidden sheet, whatever it is called now."""
    named = book.sheet(META_SHEET)
    for sheet in [named] if named else book.sheets:
        facts: dict[str, str] = {}
        types: dict[str, str] = {}
        for at, texts in enumerate(_texts(sheet)):
            if at == 0:
                if texts[0] != MARK:
                    break
            elif texts[0] == "sheet":
                types[texts[1]] = texts[2]
            else:
                facts[texts[0]] = texts[1]
            if at > _ROWS_OF_META:
                break
        if facts:
            return types, facts
    return {}, {}


def _texts(sheet: SheetSource) -> Iterator[tuple[str, str, str]]:
    for row in sheet.rows() if sheet.readable else ():
        by_column = {cell.column: _text(cell) for cell in row.cells}
        yield by_column.get(1, ""), by_column.get(2, ""), by_column.get(3, "")


def _text(cell: Cell) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _facts(carried: Mapping[str, str]) -> dict[str, str]:
    start = property_name("")
    return {
        key.removeprefix(start): value for key, value in carried.items() if key.startswith(start)
    }


def _constants(names: Mapping[str, str]) -> dict[str, str]:
    return {key: value.strip().strip('="') for key, value in names.items()}
