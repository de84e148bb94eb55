"""What a record is called in lists, and what the search finds it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record_type import PARENT, RecordType

_LONGEST = 120
#: Kinds whose values people search for in words.
_WORDS = (Kind.TEXT, Kind.NOTE, Kind.EMAIL, Kind.PHONE, Kind.URL)
#: Kinds whose values have names that people search for.
_NAMES = (Kind.PARTY, Kind.LINK, Kind.LINKS, Kind.FILE)

TitleOf = Callable[[str], str]


def title(record_type: RecordType, values: Mapping[str, Value], title_of: TitleOf) -> str:
    """Return a record's title in no particular language (choices have no place in it)."""
    parts = []
    for key in record_type.title:
        field = record_type.by_key[key]
        shown = _shown(field, values.get(key), title_of)
        if shown and field.kind is not Kind.CHOICE:
            parts.append(shown)
    joined = " · ".join(parts)
    return joined if len(joined) <= _LONGEST else joined[: _LONGEST - 1].rstrip() + "…"


def search_body(
    record_type: RecordType,
    reference: str,
    title: str,
    values: Mapping[str, Value],
    title_of: TitleOf,
) -> str:
    """Return the folded text that a record is found by."""
    words = [reference, title]
    for field, in_words in _searched(record_type):
        held = values.get(field.key)
        if held is None:
            continue
        if not in_words:
            words.append(_shown(field, held, title_of))
        elif isinstance(held, str):
            words.append(held)
    return fold(" ".join(words))


@cache
def _searched(record_type: RecordType) -> tuple[tuple[Field, bool], ...]:
    """Return the fields a record is found by, and whether they hold the words themselves."""
    return tuple(
        (field, field.kind in _WORDS)
        for field in record_type.fields
        if field.kind in (*_WORDS, *_NAMES) and field.key != PARENT
    )


def _shown(field: Field, value: Value, title_of: TitleOf) -> str:
    match value:
        case str(record) if field.kind is Kind.LINK:
            return title_of(record)
        case str(written):
            return written.strip().partition("\n")[0].strip()
        case list(records) if field.kind is Kind.LINKS:
            return " ".join(map(title_of, records))
        case {"label": str(label)}:
            return label
        case {"id": str(record)}:
            return title_of(record)
        case {"name": str(name)}:
            return name
        case _:
            return ""
