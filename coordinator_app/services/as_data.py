"""Values as data for other programs: links with what they point at, counts with their words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.record import Record
from coordinator_app.services import naming
from coordinator_app.services.session import Reading

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)


def targets(reading: Reading, values: Iterable[tuple[Field, Value]]) -> Mapping[str, Record]:
    """Return what linking values point at, by id."""
    return reading.records.get_many(
        target
        for field, value in values
        if field.kind in _LINKING
        for target in Record("", "", values={"value": value}).ids("value")
    )


def value(field: Field, stored: Value, known: Mapping[str, Record], lang: str) -> Any:
    """Return a stored value as it is printed; the same value always comes out the same.

    Args:
        known: What it may point at, from `targets`.
        lang: In which States and themes are named.
    """
    match field.kind, stored:
        case (Kind.LINK, str(target)) | (Kind.PARTY, {"id": str(target)}):
            return _link(target, known, lang)
        case Kind.LINKS, list(several):
            return [_link(target, known, lang) for target in several]
        case Kind.COUNT, {"n": number, "q": qualifier}:
            return {"n": number, "qualifier": qualifier}
        case Kind.TEXT, str(text) if field.inner and text.startswith("{"):
            return json.loads(text)  # the program wrote it
        case _:
            return stored


def _link(target: str, known: Mapping[str, Record], lang: str) -> dict[str, str]:
    record = known.get(target)
    return {
        "id": target,
        "ref": record.reference if record else "",
        "title": naming.name(record, lang) if record else "",
    }
