"""`F=V` on the command line, as fields and values of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.parsing import Reading as Reader
from coordinator_app.domain.parsing import parse, refusal
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


def state(reading: Reading, text: str, lang: str) -> str:
    """Return the id of the State that a code or a name means, as it is read in a value.

    Raises:
        UserError: It means no State, or several.
    """
    reader = Reader(lang, reading.records, reading.today(), labels=True)
    parsed = parse(reading.catalogue.field("visit", "country"), text, reader)
    if parsed.issue is not None:
        raise parsed.issue.error(text)
    return str(parsed.value)


def values(
    reading: Reading, type_key: str, assignments: Iterable[str], lang: str
) -> dict[str, Value]:
    """Return the values that assignments mean; an empty text empties the field.

    Raises:
        UserError: A field is unknown or said twice, or a text means no value, or several.
    """
    reader = Reader(lang, reading.records, reading.today(), labels=True)
    found: dict[str, Value] = {}
    for key, text in split(assignments):
        field = reading.catalogue.field(type_key, key)
        if key in found:
            raise UserError(
                N_("“{name}” is said more than once."), do=N_("Say each field once."), name=key
            )
        parsed = parse(field, text, reader)
        if parsed.issue is not None:
            raise refusal(field, parsed.issue)
        found[key] = parsed.value
    return found
