"""Several counts in one text: "24 (10 women) of 10 States", "unas 15 instituciones"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final, Literal

from coordinator_app.domain import counts
from coordinator_app.domain.counts import Count, CountError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold

What = Literal["people", "women", "men", "institutions", "states"]

#: What people count, as the last word of what follows a number, folded.
_NOUNS: Final[Mapping[What, str]] = {
    "people": (
        "people persons participants attendees trainees officials officers delegates students"
        " representatives personas participantes asistentes funcionarios funcionarias delegados"
        " alumnos representantes capacitados oficiales personnes fonctionnaires pessoas"
        " funcionarios deelnemers personen pax participant persona participante"
    ),
    "women": "women woman female females mujeres mujer femmes femme mulheres vrouwen femenino",
    "men": "men man male males hombres hombre varones hommes homens mannen masculino",
    "institutions": (
        "institutions agencies organizations organisations ministries institution agency"
        " instituciones entidades organismos organizaciones agencias ministerios institucion"
        " entidad organismes instituicoes orgaos instellingen"
    ),
    "states": (
        "states countries state country nations paises estados pais estado naciones pays etats"
        " paises landen staten"
    ),
}
#: The field of a record for what a text counts.
_FIELDS: Final[Mapping[What, str]] = {
    "people": "participants",
    "women": "women",
    "men": "men",
    "institutions": "institutions_count",
    "states": "countries_count",
}
_OF_PEOPLE: Final = ("participants", "people")
_MEANS: Final[Mapping[str, What]] = {
    word: what for what, words in _NOUNS.items() for word in words.split()
}
_NUMBER: Final = re.compile(r"([0-9](?:[0-9.,']*[0-9])?\+?)")
_BETWEEN: Final = re.compile(
    r"[(),;:/&]|\b(?:of|from|and|with|including|incl|representing|whom|which|de|del|y|con|en"
    r"|incluidas|incluyendo|incluidos|entre|ellas|los|cuales|las|et|dont|e|com|waarvan|uit|van)\b"
)
_SIGNS: Final = re.compile("[≥≈]")


def read(text: str) -> dict[What, Count] | None:
    """Return what a text counts, or None when it is not wholly understood.

    A number with nothing behind it counts people, and comes first.
    """
    pieces = _NUMBER.split(counts.with_signs(text))
    if len(pieces) < 3:
        return None
    found: dict[What, Count] = {}
    sign, rest = _trailing(pieces[0])
    if rest:
        return None
    for at in range(1, len(pieces), 2):
        noun, after = _leading(pieces[at + 1], last=at + 2 >= len(pieces))
        own = sign + "".join(_SIGNS.findall(noun))
        sign, rest = _trailing(after)
        what = _what(_SIGNS.sub(" ", noun), first=at == 1)
        if what is None or what in found or rest:
            return None
        try:
            count = counts.parse(own + pieces[at])
        except CountError:
            return None
        if count is None:
            return None
        found[what] = count
    return found


def of_fields(
    text: str, field: str, others: Collection[str]
) -> tuple[Value, dict[str, Value]] | None:
    """Return the count that a text gives to a field, and those it gives to others of its record.

    Args:
        text: What stands in a cell of the field.
        field: Key of that field.
        others: Keys of the fields that may be given something, too.

    Returns:
        None when the text is not wholly understood; both are empty when it counts nothing of these.
    """
    found = read(text)
    if found is None:
        return None
    here = "people" if field in _OF_PEOPLE else field
    own: Value = None
    more: dict[str, Value] = {}
    for what, count in found.items():
        value: Value = {"n": count["n"], "q": count["q"]}
        if here in (what, _FIELDS[what]):
            own = value
        elif _FIELDS[what] in others:
            more[_FIELDS[what]] = value
    return own, more


def _what(noun: str, *, first: bool) -> What | None:
    words = fold(noun.strip(" .")).split()
    if not words:
        return "people" if first else None
    known = {_MEANS[word] for word in words if word in _MEANS}
    if len(known) == 1 and (words[-1] in _MEANS or words[0] in _MEANS):
        return known.pop()
    return None


def _leading(between: str, *, last: bool) -> tuple[str, str]:
    """Return what belongs to the number before, and what is left for the one behind."""
    first, *others = _BETWEEN.split(between)
    if last:
        return first, " ".join(others)
    if not others and (sign := _SIGNS.search(first)):
        return first[: sign.start()], first[sign.start() :]
    return first, " ".join(others)


def _trailing(text: str) -> tuple[str, str]:
    """Return the sign for the number behind a text, and the words that say something else."""
    signs = "".join(_SIGNS.findall(text))
    return signs, " ".join(_BETWEEN.sub(" ", _SIGNS.sub(" ", text)).strip(" .").split())
