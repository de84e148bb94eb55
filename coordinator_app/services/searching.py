"""Finding anything in the workbook by words, a reference or an id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coordinator_app.services import naming
from coordinator_app.services.session import Reading
from coordinator_app.store.search import Hit, Search

__all__ = ["Hit", "find"]


def find(
    reading: Reading, text: str, types: Sequence[str] = (), limit: int = 50, lang: str = "en"
) -> list[Hit]:
    """Return the living entries that a text finds, the best first.

    Accents and case do not matter, every word counts as a beginning, and nothing in the text is
    an operator.

    Args:
        types: Record types to look among; empty: all.
        limit: At most so many.
        lang: Language of the titles.
    """
    hits = Search(reading.book.connection).search(text, types, limit)
    names = naming.names(reading, (each.id for each in hits), lang)
    return [replace(each, title=names.get(each.id, each.title)) for each in hits]
