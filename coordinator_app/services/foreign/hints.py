"""What speaks for a record type beside the headers: how names look, what the titles are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from coordinator_app import paths
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.folding import fold
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.services.foreign import vocabulary
from coordinator_app.services.foreign.columns import Column
from coordinator_app.services.foreign.looked import FieldProposal

#: A tab that says what its rows are counts as much as so many headers.
_TAB: Final = 1.6
#: A title, a State and a date may be anything; mostly they are an activity.
_USUAL: Final = 0.1
#: A title that is called after a kind of activity, and names that look like those of a type.
_CALLED: Final = 0.4
_NAMED: Final = 0.5
_PEOPLE: Final = ("contact", "participant")
_MOST_WORDS: Final = 6
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def weight(
    catalogue: Catalogue,
    type_key: str,
    tab: str,
    columns: Sequence[Column],
    assigned: Mapping[int, FieldProposal],
) -> float:
    """Return what speaks for a type, where a header that fits counts one.

    Args:
        tab: Name of the sheet.
        assigned: The fields that the columns would hold.
    """
    found = _TAB * (type_key in vocabulary.types_on_tab(catalogue, tab))
    found += _USUAL * (type_key in ACTIVITIES)
    named = catalogue[type_key].title
    for each in columns:
        proposed = assigned.get(each.column)
        if proposed is None or proposed.field not in (*named, "person"):
            continue
        if type_key in ACTIVITIES:
            found += _CALLED * (type_key in vocabulary.types_on_tab(catalogue, each.header))
        people = _share_of_people(each)
        if type_key == "institution":
            found += _NAMED * (0.5 - people)
        elif type_key in _PEOPLE:
            found += _NAMED * (people - 0.5)
        else:
            found -= _NAMED * people
    return found


def _share_of_people(column: Column) -> float:
    """Return which part of the texts of a column look like names of people."""
    texts = [each for each in column.values if isinstance(each, str)]
    return sum(map(_is_of_a_person, texts)) / len(texts) if texts else 0.5


def _is_of_a_person(text: str) -> bool:
    """Say whether a text may be somebody's name: a few words, none of them that of an office."""
    words = fold(text).split()
    letters = _LETTERS.findall(text)
    capitals = sum(each[0].isupper() for each in letters)
    return (
        2 <= len(words) <= _MOST_WORDS
        and not any(each.isdecimal() for each in text)
        and capitals >= 2
        and (text.isupper() or not any(each.isupper() and len(each) > 2 for each in letters))
        and _offices().isdisjoint(words)
    )


@cache
def _offices() -> frozenset[str]:
    path = paths.resources() / "foreign" / "offices.txt"
    return frozenset(fold(line) for line in path.read_text("utf-8").split())
