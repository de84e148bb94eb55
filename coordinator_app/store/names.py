"""The names of records, read once and asked many times: imports look up thousands of texts."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.store.connection import Connection

_RESEMBLES = 82.0  # of 100; below that people no longer see why a name was proposed
#: One word in common is enough for that, since parts may be alike; as a whole, without the words
#: that all names have, two names are so much alike.
_ALIKE = 70.0
_EVERYWHERE = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "d",
        "da",
        "das",
        "de",
        "del",
        "des",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "en",
        "et",
        "for",
        "in",
        "l",
        "la",
        "las",
        "le",
        "les",
        "los",
        "of",
        "on",
        "para",
        "por",
        "pour",
        "the",
        "to",
        "van",
        "y",
    ]
)
_PROPOSALS, _LOOKED_AT = 6, 40
#: Two names that resemble each other share so many of the pieces of the one that has fewer; of
#: 1,400 proposals for misspelled names this loses seven, and never the best.
_SHARED = 0.2
_PIECE = 3
#: Fields by which a record is known exactly, beside its title, reference and id.
_NAMES = (
    "code",
    "iso2",
    "name",
    "name_alt",
    "acronym",
    "email",
    "name_en",
    "name_es",
    "name_fr",
    "name_nl",
    "name_pt",
    "label_en",
    "label_es",
)


class Names:
    """The names of the living records of some types, as they are while nothing is written.

    Args:
        connection: Read when something is asked for the first time.
        catalogue: The record types.
        types: Keys of those to look among.
    """

    def __init__(self, connection: Connection, catalogue: Catalogue, types: Sequence[str]) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._types = types
        self._called: dict[str, list[str]] | None = None
        self._titles: dict[str, str] | None = None
        self._pieces: _Pieces | None = None

    def called(self, text: str, folded: str) -> Iterator[str]:
        """Yield the ids of records that are called so, in any language, or have it for a code."""
        if self._called is None:
            self._called = self._read_names()
        yield from self._called.get(folded, ())
        yield from self._called.get(_as_code(text), ())

    def close(self, folded: str) -> Mapping[str, float]:
        """Return the ids of the records whose titles resemble a text most, 0 to 100."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only asked for when nothing fits

        if self._titles is None:
            # Asked once, it is not worth while to take the titles to pieces.
            among = self._titles = self._read_titles()
        else:
            self._pieces = self._pieces or _Pieces(self._titles)
            among = self._pieces.near(folded)
        found = process.extract(
            folded, among, scorer=fuzz.WRatio, limit=_LOOKED_AT, score_cutoff=_RESEMBLES
        )
        close = {
            record_id: score
            for title, score, record_id in found
            if fuzz.token_set_ratio(_telling(folded), _telling(title)) >= _ALIKE
        }
        return dict(islice(close.items(), _PROPOSALS))

    def _read_names(self) -> dict[str, list[str]]:
        called: dict[str, list[str]] = defaultdict(list)
        for type_key in self._types:
            by_key = self._catalogue[type_key].by_key
            fields = [by_key[name] for name in _NAMES if name in by_key]
            if not fields:
                continue
            listed = ", ".join(f'"{_column(each)}"' for each in fields)
            for record_id, *names in self._connection.execute(
                f'SELECT id, {listed} FROM "{type_key}" WHERE deleted = 0 ORDER BY rid'
            ).fetchall():
                for field, name in zip(fields, names, strict=True):
                    if name:
                        key = name if field.kind is Kind.TEXT else _as_code(name)
                        called[key].append(record_id)
        return called

    def _read_titles(self) -> dict[str, str]:
        return dict(
            self._connection.execute(
                "SELECT id, title_fold FROM record WHERE deleted = 0 AND title_fold <> ''"
                " AND type IN (SELECT value FROM json_each(?))",
                (json.dumps(self._types),),
            ).fetchall()
        )


class _Pieces:
    """Titles by the pieces of three letters in them, to leave out what cannot resemble a text."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = list(titles.items())
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._enough: list[float] = []
        for number, (_, title) in enumerate(self._titles):
            pieces = _pieces(title)
            self._enough.append(_SHARED * len(pieces))
            for piece in pieces:
                self._holding[piece].append(number)

    def near(self, text: str) -> dict[str, str]:
        """Return the titles that share enough with a text to be worth a closer look."""
        pieces = _pieces(text)
        shared: Counter[int] = Counter()
        for piece in pieces:
            shared.update(self._holding.get(piece, ()))
        enough, enough_for = _SHARED * len(pieces), self._enough
        titles = self._titles
        near = [
            titles[number]
            for number, count in shared.items()
            if count >= enough or count >= enough_for[number]
        ]
        return dict(near)


def _telling(text: str) -> str:
    """Return a folded name without the words that say nothing of whose it is."""
    return " ".join(each for each in text.split() if each not in _EVERYWHERE) or text


def _pieces(text: str) -> set[str]:
    # Blanks before and after make the ends of words count, which is where few mistakes are made.
    padded = f"  {text} "
    return {padded[at : at + _PIECE] for at in range(len(padded) - _PIECE + 1)}


def _column(field: Field) -> str:
    return f"{field.key}_fold" if field.kind is Kind.TEXT else field.key


def _as_code(text: str) -> str:
    # A sign that no folded text holds keeps codes and e-mail addresses apart from names.
    return f"\N{NULL}{text.lower()}"
