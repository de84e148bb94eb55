"""Names of people: whether two of them may be one person's, written shorter or the other way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from coordinator_app.domain.folding import fold

_HONORIFIC: Final = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|dra|sr|sra|srta|lic|licda|ing|prof|h\.?\s?e|amb|gen|cnel|col|cap|"
    r"capt|maj|lt|sgt)\.?\s+",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"[^\w]+")
#: Shorter words alone ("Ana", "de la") say too little to ask about.
_TELLING: Final = 4


def bare(name: str) -> str:
    """Return a name without the title before it ("Dr.", "Lic.")."""
    return _HONORIFIC.sub("", name)


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded: initials are words of one letter."""
    return tuple(filter(None, _APART.split(fold(bare(name)))))


def may_be_one(some: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether two names may be one person's; a person is to be asked.

    The shorter one says nothing that the longer one does not: each of its words is there, or the
    initial of one is, in any order. At least one word is written out in both. A single word
    counts only where it is not the first one, which is a given name.

    Args:
        some, others: What `words` returns.
    """
    few, many = sorted((some, others), key=len)
    if not few or (len(few) == 1 and (len(few[0]) < _TELLING or few[0] in many[:1])):
        return False
    full = [word for word in few if len(word) > 1 and word in many]
    left = list(many)
    for word in full:
        if word not in left:
            return False
        left.remove(word)
    rest = [word for word in few if word not in full]
    return any(len(word) > 1 for word in full) and _abbreviate(rest, left)


def _abbreviate(some: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether each word is the initial of another of the others, or the other way round."""
    if not some:
        return True
    first, *rest = some
    for at, other in enumerate(others):
        if 1 in (len(first), len(other)) and first[0] == other[0]:
            left = [*others[:at], *others[at + 1 :]]
            if _abbreviate(rest, left):
                return True
    return False
