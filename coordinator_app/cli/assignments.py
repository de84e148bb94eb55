"""`F=V` on the command line, as fields and values of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.parsing import Reading as Reader
from coordinator_app.domain.parsing import parse
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_


def split(assignments: Iterable[str]) -> list[tuple[str, str]]:
    """Return each `F=V` as a pair.

    Raises:
        UserError: One has no "=".
    """
    pairs = []
    for each in assignments:
        key, sign, text = each.partition("=")
        if not sign or not key.strip():
            raise UserError(
                N_("“{text}” names no field and value."),
                do=N_("Write it as field=value."),
                text=each,
            )
        pairs.append((key.strip(), text))
    return pairs


def values(
    reading: Reading, type_key: str, assignments: Iterable[str], lang: str
) -> dict[str, Value]:
    """Return the values that assignments mean; an empty text empties the field.

    Raises:
        UserError: A field is unknown, or a text means no value, or several.
    """
    reader = Reader(lang, reading.records, reading.today(), labels=True)
    found: dict[str, Value] = {}
    for key, text in split(assignments):
        parsed = parse(reading.catalogue.field(type_key, key), text, reader)
        if parsed.issue is not None:
            raise parsed.issue.error(key)
        found[key] = parsed.value
    return found
