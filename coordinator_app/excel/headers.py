"""Finding what is what in a returned sheet: its record type, its header row, its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.folding import fold
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.record_type import RecordType
from coordinator_app.excel import manifest
from coordinator_app.excel.cells import column_number
from coordinator_app.excel.layouts import ID, REFERENCE, REMOVE, REVISION
from coordinator_app.excel.rows import Row
from coordinator_app.texts import N_, Texts

#: Header texts of the columns that are no fields (English msgids).
CODE_HEADER, REMOVE_HEADER = N_("Our code"), N_("Remove?")

_SPECIAL = (ID, REVISION, REFERENCE, REMOVE)
_ROWS_ABOVE = 30  # titles and notes that people put above a table
_FEWEST_KEYS = 2
_SHARE_OF_HEADERS = 0.5
_RANGE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!\$?(?P<column>[A-Z]{1,3})\$")


@dataclass(frozen=True)
class Header:
    """Where things are in a sheet.

    Args:
        type: Record type its rows are of.
        row: Number of the last row above the data.
        columns: Field key, or ID, REVISION, REFERENCE, REMOVE, to column number.
        dispatch: What the key row carries of the dispatch ("" when that is gone).
        issues: Columns that are there twice.
        notices: Columns that mean nothing to us, which do no harm.
        sure: More than the texts of its headers say what type it is.
    """

    type: str
    row: int
    columns: Mapping[str, int]
    dispatch: str = ""
    issues: tuple[Issue, ...] = ()
    notices: tuple[Issue, ...] = ()
    sure: bool = True


@dataclass
class _Found:
    by_header: dict[int, str] = field(default_factory=dict)
    by_key: dict[int, str] = field(default_factory=dict)
    by_name: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Surroundings:
    """What is known beside the sheet's own cells.

    Args:
        catalogue: The record types.
        languages: Those whose headers are understood, the file's own first.
        sheet_types: Sheet name to record type, as the manifest says.
        names: Defined names of the book.
        tables: Names of the Excel tables on the sheet.
        offered: Fields that were sent, by record type; all fields of a type that is not there.
    """

    catalogue: Catalogue
    languages: Sequence[Texts]
    sheet_types: Mapping[str, str]
    names: Mapping[str, str]
    tables: Sequence[str] = ()
    offered: Mapping[str, frozenset[str]] = field(default_factory=dict)


def find(name: str, rows: Sequence[Row], around: Surroundings, place: Place) -> Header | None:
    """Return where things are in a sheet, or None when it is none of ours.

    Columns are found by their header text where that is one of ours (a column that was moved
    inside the table leaves its key behind), else by the hidden key row, else by range names.

    Args:
        name: Of the sheet.
        rows: Its first rows (all of them do no harm).
    """
    top = [row for row in rows if row.number <= _top(rows)]
    keys = _key_row(top)
    type_key = _type_by_keys(keys) or _type_by_sheet(name, around)
    sure = bool(type_key)
    head = _header_row(top, keys, type_key, around)
    if not type_key and head is not None:
        type_key = _type_by_headers(head, around)
    if not type_key or type_key not in around.catalogue:
        return None
    if head is None and keys is None:
        head = _header_row(top, keys, type_key, around)
        if head is None:
            return None
    record_type = around.catalogue[type_key]
    spelled, named = _spellings(head), _names(name, type_key, around)
    if head is not None:  # a range name may outlive its column
        named = {column: key for column, key in named.items() if spelled.get(column)}
    found = _Found(by_key=_keys(keys, type_key), by_name=named)
    sent = around.offered.get(type_key, frozenset(record_type.by_key))
    offered = frozenset(found.by_key.values()) or sent
    found.by_header = _headers(head, record_type, offered, around.languages)
    columns, issues = _settle(found, place, spelled)
    last = max(row.number for row in (keys, head) if row is not None)
    return Header(
        type_key, last, columns, _dispatch(keys), issues, _strangers(head, columns, place), sure
    )


def _top(rows: Sequence[Row]) -> int:
    return (rows[0].number if rows else 0) + _ROWS_ABOVE


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _key_row(rows: Iterable[Row]) -> Row | None:
    for row in rows:
        texts = [_text(cell.value).partition(" ")[0] for cell in row.cells]
        if sum(_is_key(text) for text in texts) >= _FEWEST_KEYS:
            return row
    return None


def _is_key(text: str) -> bool:
    type_key, dot, field_key = text.partition(".")
    return bool(dot and field_key and type_key.isidentifier() and field_key.isidentifier())


def _keys(row: Row | None, type_key: str) -> dict[int, str]:
    found = {}
    for cell in row.cells if row else ():
        owner, _, key = _text(cell.value).partition(" ")[0].partition(".")
        if owner == type_key and key:
            found[cell.column] = key
    return found


def _type_by_keys(row: Row | None) -> str:
    owners = Counter(
        text.partition(".")[0]
        for cell in (row.cells if row else ())
        if _is_key(text := _text(cell.value).partition(" ")[0])
    )
    return owners.most_common(1)[0][0] if owners else ""


def _dispatch(row: Row | None) -> str:
    for cell in row.cells if row else ():
        key, _, rest = _text(cell.value).partition(" ")
        if key.endswith(f".{ID}"):
            return rest.strip()
    return ""


def _type_by_sheet(name: str, around: Surroundings) -> str:
    for table in around.tables:
        if manifest.type_of_table(table) in around.catalogue:
            return manifest.type_of_table(table)
    wanted = fold(name)
    for sheet, type_key in around.sheet_types.items():
        if fold(sheet) == wanted:
            return type_key
    for texts in around.languages:
        for each in around.catalogue:
            if each.exported and wanted in (fold(texts(each.label)), fold(texts(each.plural))):
                return each.key
    return ""


def _type_by_headers(head: Row, around: Surroundings) -> str:
    scores = {
        each.key: len(_headers(head, each, set(each.by_key), around.languages))
        for each in around.catalogue
        if each.exported
    }
    best = max(scores, key=lambda key: scores[key])
    alone = [key for key, score in scores.items() if score == scores[best]]
    enough = scores[best] >= max(3, _SHARE_OF_HEADERS * len(head.cells))
    return best if enough and len(alone) == 1 else ""


def _header_row(
    rows: Sequence[Row], keys: Row | None, type_key: str, around: Surroundings
) -> Row | None:
    """Return the row whose texts are headers of ours, most of them; below the keys if any."""
    below = [row for row in rows if keys is None or row.number > keys.number]
    if keys is not None:
        ids = [row for row in below if any(_text(cell.value) == ID for cell in row.cells)]
        if ids:
            return ids[0]
    types = [around.catalogue[type_key]] if type_key in around.catalogue else []
    types = types or [each for each in around.catalogue if each.exported]
    best, most = None, 1
    for row in below:
        known = max(len(_headers(row, each, set(each.by_key), around.languages)) for each in types)
        if known > most:
            best, most = row, known
    return best


def _headers(
    row: Row | None, record_type: RecordType, offered: Collection[str], languages: Sequence[Texts]
) -> dict[int, str]:
    """Return the columns whose header text is that of one field, in any language."""
    if row is None:
        return {}
    spelled: dict[str, set[str]] = {}
    for texts in languages:
        here: dict[str, set[str]] = {}
        for each in record_type.fields:
            if each.key in offered:
                here.setdefault(fold(texts(each.label)), set()).add(each.key)
        here.setdefault(fold(texts(CODE_HEADER)), {REFERENCE})
        here.setdefault(fold(texts(REMOVE_HEADER)), {REMOVE})
        for text, keys in here.items():
            spelled.setdefault(text, keys)  # the file's own language comes first
    spelled |= {fold(ID): {ID}, fold(REVISION): {REVISION}}
    found = {}
    for cell in row.cells:
        keys = spelled.get(fold(_text(cell.value)), set())
        if len(keys) == 1:
            found[cell.column] = next(iter(keys))
    return found


def _names(sheet: str, type_key: str, around: Surroundings) -> dict[int, str]:
    start = manifest.range_name(type_key, "")
    found = {}
    for name, where in around.names.items():
        if not name.startswith(start):
            continue
        place = _RANGE.search(where)
        if place is None:
            continue
        owner = (place["quoted"] or place["plain"] or "").replace("''", "'").lstrip("=$")
        if fold(owner) == fold(sheet):
            key = name.removeprefix(start)
            found[column_number(place["column"])] = f"_{key}" if f"_{key}" in _SPECIAL else key
    return found


def _settle(
    found: _Found, place: Place, spelled: Mapping[int, str]
) -> tuple[dict[str, int], tuple[Issue, ...]]:
    """Return one column for each key; a header text outweighs a key, a key a range name."""
    columns: dict[str, int] = {}
    taken: set[int] = set()
    issues: list[Issue] = []
    for source in (found.by_header, found.by_key, found.by_name):
        for column, key in sorted(source.items()):
            if column in taken:
                continue
            if key not in columns:
                columns[key] = column
                taken.add(column)
            elif source is found.by_header and found.by_key.get(column) == key:
                columns[key], moved = column, columns[key]
                taken.add(column)
                issues.append(_twice(place, spelled.get(moved, key)))
            elif source is found.by_header:
                taken.add(column)
                issues.append(_twice(place, spelled.get(column, key)))
    return columns, tuple(issues)


def _twice(place: Place, header: str) -> Issue:
    return Issue(
        N_("The column “{header}” is there twice; one of them was not read."),
        N_("Keep one of the two and send the file again, if something is missing."),
        place,
        params={"header": header},
    )


def _spellings(row: Row | None) -> dict[int, str]:
    return {cell.column: _text(cell.value) for cell in row.cells} if row else {}


def _strangers(head: Row | None, columns: Mapping[str, int], place: Place) -> tuple[Issue, ...]:
    known = set(columns.values())
    return tuple(
        Issue(
            N_("The column “{header}” is not one of this form; it was not read."),
            place=Place(file=place.file, sheet=place.sheet, cell=cell.reference),
            params={"header": _text(cell.value)},
        )
        for cell in (head.cells if head else ())
        if cell.column not in known and _text(cell.value)
    )
