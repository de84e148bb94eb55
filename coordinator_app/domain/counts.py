"""Counts that keep what is known of them: 24, at least 25, about 15, or not known at all.

A count is stored as ``{"n": 25, "q": "at_least"}``. Unknown is not zero: it has no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypedDict

from coordinator_app.domain.folding import without_marks

Qualifier = Literal["exact", "at_least", "about", "unknown"]
QUALIFIERS: Final[tuple[Qualifier, ...]] = ("exact", "at_least", "about", "unknown")
LARGEST: Final = 999_999_999

_SIGNS: Final[dict[Qualifier, str]] = {"exact": "", "at_least": "≥", "about": "≈"}
# What people write before or after the number, without accents, in the languages we speak.
_WORDS: Final[dict[Qualifier, tuple[str, ...]]] = {
    "at_least": (
        "≥", ">=", "=>", ">", "over", "more than", "at least", "minimum", "min", "or more",
        "and more", "and over", "mas de", "al menos", "por lo menos", "minimo", "como minimo",
        "o mas", "y mas", "+",
    ),
    "about": (
        "≈", "~", "≃", "about", "around", "approximately", "approx", "circa", "ca", "c", "close to",
        "nearly", "almost", "roughly", "some", "cerca de", "alrededor de", "aproximadamente",
        "aprox", "casi", "unos", "unas", "mas o menos",
    ),
    "unknown": (
        "?", "unknown", "not known", "not stated", "not recorded", "no data", "no consta",
        "desconocido", "se desconoce", "no se sabe", "no indicado", "sin dato", "sin datos",
    ),
}  # fmt: skip
_SAID: Final = {word: qualifier for qualifier, words in _WORDS.items() for word in words}
_PARTS: Final = re.compile(
    r"(?P<before>[^0-9]*)(?P<number>[0-9](?:[0-9.,' ]*[0-9])?)(?P<after>[^0-9]*)"
)
_PLAIN: Final = re.compile(r"([0-9]{1,12})(?:\.0{1,2})?")
_QUALIFYING: Final = re.compile(
    "|".join(
        rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word)
        for word in sorted(_SAID, key=len, reverse=True)
        if _SAID[word] != "unknown" and word != "+"
    )
)
# Thousands set apart: a count is whole, so three digits after a point cannot be a fraction.
_GROUPED: Final = re.compile(r"[0-9]{1,3}([.,' ])[0-9]{3}(?:\1[0-9]{3}){0,3}")


class Count(TypedDict):
    """A number with its qualifier; the number is None exactly when the qualifier is unknown."""

    n: int | None
    q: Qualifier


class CountError(ValueError):
    """What was written is no count."""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of counts.

    Args:
        count: The sum of the known ones; unknown when there were rows and none was known.
        unknown: How many rows had no known number and were left out.
    """

    count: Count
    unknown: int

    def text(self, unknown: str = "unknown") -> str:
        """Return the sum as it is shown: ``49``, ``≥49`` or ``≈49``."""
        return display(self.count, unknown)


def make(n: int | None, q: Qualifier = "exact") -> Count:
    """Return a checked count.

    Raises:
        CountError: The number is negative or too large, or does not go with the qualifier.
    """
    if q not in QUALIFIERS:
        raise CountError(f"{q!r} is no qualifier of a count")
    if (n is None) != (q == "unknown"):
        raise CountError("a count has a number unless it is unknown")
    if n is not None and not 0 <= n <= LARGEST:
        raise CountError(f"a count lies between 0 and {LARGEST}")
    return {"n": n, "q": q}


def parse(text: str) -> Count | None:
    """Read what a person writes as a count, in any language of ours; None for an empty text.

    Raises:
        CountError: It is no count, or one that cannot be kept (a range, "fewer than 25").
    """
    plain = " ".join(without_marks(text).replace("’", "'").split())
    if not plain:
        return None
    if _SAID.get(plain.rstrip(".")) == "unknown":
        return make(None, "unknown")
    found = _PARTS.fullmatch(plain)
    if found is None:
        raise CountError(f"{text!r} is no count: write a number, ≥25, ≈15 or ?")
    said = [found[side].strip(" .") for side in ("before", "after")]
    qualifiers = {_SAID.get(word, "unknown") for word in said if word}
    # "25+" says at least; "+25" says nothing that is sure.
    if len(qualifiers) > 1 or "unknown" in qualifiers or said[0] == "+":
        raise CountError(f"{text!r} is no count: write a number, ≥25, ≈15 or ?")
    return make(_number(found["number"], text), qualifiers.pop() if qualifiers else "exact")


def with_signs(text: str) -> str:
    """Return a text, made plain, with the words that qualify its numbers replaced by their signs."""
    plain = " ".join(without_marks(text).replace("’", "'").split())
    return _QUALIFYING.sub(lambda found: f" {_SIGNS[_SAID[found[0]]]} ", plain)


def display(count: Count | None, unknown: str = "unknown") -> str:
    """Return a count as it is shown: ``24``, ``≥25``, ``≈15``, the word for unknown, or nothing.

    Args:
        count: The count, or None where nothing was entered.
        unknown: The word in the reader's language.
    """
    if count is None:
        return ""
    if count["n"] is None:
        return unknown
    return f"{_SIGNS[count['q']]}{count['n']}"


def total(counts: Iterable[Count | None]) -> Total:
    """Add counts up: one "at least" makes the sum "at least", one "about" makes it "about".

    Rows without a known number are left out of the sum and counted apart.
    """
    rows = list(counts)
    known = [(row["n"], row["q"]) for row in rows if row is not None and row["n"] is not None]
    missing = len(rows) - len(known)
    if rows and not known:
        return Total({"n": None, "q": "unknown"}, missing)
    said = {qualifier for _, qualifier in known}
    qualifier: Qualifier = (
        "about" if "about" in said else "at_least" if "at_least" in said else "exact"
    )
    # A sum may pass the limit of a single count.
    return Total({"n": sum(n for n, _ in known), "q": qualifier}, missing)


def sort_key(count: Count | None) -> tuple[bool, int, str]:
    """Return a key that sorts by number, unknown ones last."""
    if count is None or count["n"] is None:
        return (True, 0, "")
    return (False, count["n"], count["q"])


def _number(written: str, text: str) -> int:
    if plain := _PLAIN.fullmatch(written):
        return int(plain[1])
    if _GROUPED.fullmatch(written):
        return int(re.sub("[^0-9]", "", written))
    raise CountError(f"{text!r} is no count: it has no single whole number")
