"""Which columns of a type's table lists can sort and filter by without reading whole rows."""

from __future__ import annotations

from collections.abc import Iterator

from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.store.columns import columns

#: Further texts that lists show and people sort by.
_ALSO = {"follow_up": ("next_step",)}


def listed_columns(record_type: RecordType, field: Field) -> tuple[str, ...]:
    """Return the columns of a field in the index that lists are read from, () when it is in none.

    Short ones are, long texts are not: the index holds what people filter and sort by.
    """
    names = tuple(column.name for column in columns(field))
    match field.kind:
        case Kind.EDTF:
            return names[1:]
        case Kind.TEXT:
            also = (*record_type.title, *_ALSO.get(record_type.key, ()))
            return names[1:] if field.key in also else ()
        case Kind.LINKS:
            return names if field.key == record_type.state_path else ()
        case Kind.NOTE | Kind.EMAIL | Kind.PHONE | Kind.URL | Kind.FILE | Kind.CHOICES:
            return ()
        case _:
            return names


def indexed_columns(record_type: RecordType, field: Field) -> tuple[str, ...]:
    """Return the columns of a field's own index, () when it has none.

    What most lists are sorted by, and what rows are looked up by.
    """
    wanted = (
        field.key in (PARENT, record_type.state_path, record_type.date_field, *record_type.title)
        or (record_type.life is not None and field.key == record_type.life.field)
        or field.identifying
    )
    return listed_columns(record_type, field) if wanted else ()


def list_index(type_key: str) -> str:
    """Return the name of the index that lists are read from."""
    return f"list_{type_key}"


def own_index(type_key: str, field_key: str) -> str:
    """Return the name of a field's own index."""
    return f"by_{type_key}_{field_key}"


def reading_along(index: str, *, deleted: bool) -> str:
    """Return the clause that makes SQLite read a table along an index, "" for none.

    Without statistics it takes the index for lists for as wide as the table and avoids it.
    """
    return f'INDEXED BY "{index}"' if index and not deleted else ""


def statements(record_type: RecordType) -> Iterator[str]:
    """Yield the indexes of a type's table.

    They hold the living rows alone, so that a list of 100,000 rows is counted, filtered and
    sorted in one index: reading the rows takes 5 to 20 times as long. The index for lists is in
    the order of the rows, which keeps writing it cheap and gives their numbers in order.
    """
    table = record_type.key
    every = [name for field in record_type.fields for name in listed_columns(record_type, field)]
    yield _statement(list_index(table), table, ("rid", "id", *every))
    for field in record_type.fields:
        names = indexed_columns(record_type, field)
        if field.key == PARENT and record_type.date_field:
            # The latest row of each parent is then found without reading any.
            dated = record_type.by_key[record_type.date_field]
            names += listed_columns(record_type, dated)
        if names:
            yield _statement(own_index(table, field.key), table, names)


def _statement(name: str, table: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{each}"' for each in names)
    return f'CREATE INDEX "{name}" ON "{table}" ({listed}) WHERE deleted = 0'
