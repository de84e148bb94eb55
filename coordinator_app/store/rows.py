"""Rows as lists show them: the values of the columns asked for, and names for what they link."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.store import columns
from coordinator_app.store.connection import Connection
from coordinator_app.store.local_titles import LocalTitles
from coordinator_app.store.terms import Term

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list.

    Args:
        title: In the reader's language.
        values: Column key to value in its stored shape; empty ones are absent.
        titles: Of the records these values point at, by id, in the reader's language.
    """

    id: str
    type: str
    reference: str
    title: str
    deleted: bool = False
    values: Mapping[str, Value] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def read(
    connection: Connection,
    titles: LocalTitles,
    type_key: str,
    terms: Sequence[Term],
    wanted: Iterable[int] | Iterable[str],
) -> list[Row]:
    """Return rows of a type in the order asked for.

    Args:
        titles: Names in the reader's language, fresh.
        terms: Columns whose values are wanted.
        wanted: Row numbers, or ids.
    """
    asked = list(wanted)
    by = "t.id" if asked and isinstance(asked[0], str) else "t.rid"
    shown = "".join(f", {cell}" for each in terms for cell in each.shown)
    found = connection.execute(
        f"SELECT t.id, r.reference, coalesce(n.title, r.title), t.deleted{shown}"
        f' FROM json_each(?) j CROSS JOIN "{type_key}" t ON {by} = j.value'
        " CROSS JOIN record r ON r.id = t.id LEFT JOIN temp.local_title n ON n.id = t.id"
        " ORDER BY j.key",
        (json.dumps(asked),),
    ).fetchall()
    places = _places(terms)
    values = [_values(places, row) for row in found]
    linking = [each.field.key for each in terms if each.field.kind in _LINKING]
    pointed = [_ids(held, linking) for held in values]
    names = titles.titles(each for ids in pointed for each in ids)
    return [
        Row(row[0], type_key, row[1], row[2], bool(row[3]), held, _named(names, ids))
        for row, held, ids in zip(found, values, pointed, strict=True)
    ]


def _places(terms: Sequence[Term]) -> list[tuple[str, Field, int, int]]:
    """Return where in a found row the columns of each value stand."""
    places = []
    start = 4
    for each in terms:
        end = start + len(each.shown)
        places.append((each.field.key, each.field, start, end))
        start = end
    return places


def _values(
    places: Sequence[tuple[str, Field, int, int]], row: Sequence[columns.Cell]
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, of, start, end in places:
        if end - start == 1 and row[start] is None:
            continue
        held = columns.value(of, row[start:end])
        if held is not None:
            values[key] = held
    return values


def _ids(values: Mapping[str, Value], keys: Sequence[str]) -> list[str]:
    """Return the record ids that the values of some columns hold."""
    ids: list[str] = []
    for key in keys:
        held = values.get(key)
        if isinstance(held, str):
            ids.append(held)
        elif isinstance(held, list):
            ids += held
        elif isinstance(held, dict) and "id" in held:
            ids.append(held["id"])
    return ids


def _named(names: Mapping[str, str], ids: Iterable[str]) -> dict[str, str]:
    return {each: names[each] for each in ids if each in names}
