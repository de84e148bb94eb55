"""A filtered list as a plain .xlsx or .csv file, to be read and not to be returned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from coordinator_app.domain.fields import Field, Kind, Sensitivity
from coordinator_app.domain.record import Record
from coordinator_app.excel import plain, written
from coordinator_app.excel.headers import CODE_HEADER
from coordinator_app.services import export_log, naming
from coordinator_app.services.exchange.guide import marking
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts

_PAGE = 500


def write(
    reading: Reading,
    type_key: str,
    record_ids: Iterable[str],
    path: Path,
    texts: Texts,
    fields: Sequence[str] = (),
) -> int:
    """Write entries of one type as a list, and note that; return how many there are.

    Args:
        record_ids: In the order of the list.
        path: Ends in .xlsx or .csv.
        texts: Of the reader's language.
        fields: Keys of the columns, in order; all that are filled somewhere when empty.

    Raises:
        UserError: The file cannot be written; nothing is there then, or what was there before.
    """
    ids = list(record_ids)
    found: list[Record] = []
    for start in range(0, len(ids), _PAGE):
        found += reading.records.get_many(ids[start : start + _PAGE]).values()
    record_type = reading.catalogue[type_key]
    columns = [
        field
        for field in (
            [reading.catalogue.field(type_key, key) for key in fields] or record_type.fields
        )
        if field.kind is not Kind.FILE and (fields or any(each.get(field.key) for each in found))
    ]
    label = naming.namer(naming.linked(reading, found, texts.lang))
    coded = bool(record_type.prefix)
    highest = _highest(columns, found)
    marked = marking(reading.kind, highest, texts)
    # What is printed on a page is not seen on a screen, and a .csv file has no pages.
    practice = [marked] if reading.kind else []
    headers = [texts(CODE_HEADER)] if coded else []
    rows = [
        [
            *([each.reference or None] if coded else []),
            *(written.content(field, each.get(field.key), texts, label) for field in columns),
            *practice,
        ]
        for each in found
    ]
    table = plain.PlainTable(
        texts(record_type.plural),
        (
            *headers,
            *(texts(field.label) for field in columns),
            *(texts(N_("Marking")) for _ in practice),
        ),
        rows,
        marked,
        texts.lang,
    )
    plain.write(table, path)
    people = any(field.personal and any(each.get(field.key) for each in found) for field in columns)
    export_log.note(reading, path, type_key, rows=len(found), sensitivity=highest, personal=people)
    return len(found)


def _highest(columns: Sequence[Field], found: Sequence[Record]) -> Sensitivity:
    """Return the sensitivity of the most sensitive thing in a list."""
    of_values = [
        field.sensitivity for field in columns if any(each.get(field.key) for each in found)
    ]
    of_entries = [
        Sensitivity[given]
        for each in found
        if (given := each.text("sensitivity")) in Sensitivity.__members__
    ]
    return max([*of_values, *of_entries], default=Sensitivity.INTERNAL)
