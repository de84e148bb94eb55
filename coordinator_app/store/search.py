"""Search over everything: words without regard to accents and case, exact references first."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.domain.folding import clean, fold
from coordinator_app.store.connection import Connection

#: Up to so many hits they are ranked by how well they fit; beyond, ranking takes longer than
#: people wait, and nobody reads so many: the newest come first.
_RANKED = 5_000
_WORDS = 12


@dataclass(frozen=True)
class Hit:
    """A record that was found.

    Args:
        title: In the reader's language where there is one.
        snippet: Words around the place, folded as they are searched.
        parent: Id of the record that owns it, "" when none does.
    """

    id: str
    type: str
    title: str
    reference: str
    snippet: str = ""
    parent: str = ""


class Search:
    """Searches one workbook.

    Args:
        connection: Used in one thread only.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def search(self, text: str, types: Sequence[str] = (), limit: int = 50) -> list[Hit]:
        """Return the living records that hold all the words, or words that begin like them.

        Args:
            text: As a person typed it; nothing in it is an operator.
            types: Record types to look among; empty: all.
            limit: At most so many.
        """
        wanted = clean(text)
        if not wanted:
            return []
        exact = self._exact(wanted, types)
        rest = self._matching(wanted, types, limit)
        known = {each.id for each in exact}
        return [*exact, *(each for each in rest if each.id not in known)][:limit]

    def ids_matching(self, text: str, types: Sequence[str] = ()) -> list[str]:
        """Return the ids of all living records that a text finds, oldest first."""
        return [
            row[0]
            for row in self._connection.execute(
                "SELECT r.id FROM search s CROSS JOIN record r ON r.rid = s.rowid"
                f" WHERE search MATCH ? AND r.deleted = 0 {_among(types)} ORDER BY r.rid",
                (expression(text), *_given(types)),
            )
        ]

    def rebuild(self) -> None:
        """Make the index anew from the stored search texts."""
        self._connection.execute("INSERT INTO search (search) VALUES ('rebuild')")

    def sound(self) -> bool:
        """Say whether the index holds exactly the stored search texts."""
        try:
            self._connection.execute(
                "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError:
            return False
        return True

    def _exact(self, text: str, types: Sequence[str]) -> list[Hit]:
        rows = self._connection.execute(
            "SELECT r.id, r.type, r.title, r.reference, '' FROM record r WHERE r.deleted = 0"
            " AND r.rid IN (SELECT rid FROM record WHERE reference = ? AND reference <> ''"
            f" UNION SELECT rid FROM record WHERE id = ?) {_among(types)} ORDER BY r.rid",
            (text.upper(), text.lower(), *_given(types)),
        ).fetchall()
        return self._hits(rows)

    def _matching(self, text: str, types: Sequence[str], limit: int) -> list[Hit]:
        match = expression(text)
        found = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)",
            (match, _RANKED + 1),
        ).fetchone()[0]
        best = "r.title_fold = ? DESC, instr(r.title_fold, ?) = 1 DESC, bm25(search)"
        ranked = found <= _RANKED
        folded = fold(text)
        rows = self._connection.execute(
            "SELECT r.id, r.type, r.title, r.reference,"
            f" snippet(search, 0, '', '', '…', {_WORDS})"
            " FROM search CROSS JOIN record r ON r.rid = search.rowid"
            f" WHERE search MATCH ? AND r.deleted = 0 {_among(types)}"
            f" ORDER BY {f'{best}, ' if ranked else ''} search.rowid DESC LIMIT ?",
            (match, *_given(types), *((folded, folded) if ranked else ()), limit),
        ).fetchall()
        return self._hits(rows)

    def _hits(self, rows: Sequence[tuple[str, str, str, str, str]]) -> list[Hit]:
        parents = dict(
            self._connection.execute(
                "SELECT record, target FROM link WHERE field = 'parent'"
                " AND record IN (SELECT value FROM json_each(?))",
                (json.dumps([row[0] for row in rows]),),
            ).fetchall()
        )
        return [Hit(*row, parent=parents.get(row[0], "")) for row in rows]


def expression(text: str) -> str:
    """Return the FTS5 expression for what a person typed: every word quoted, as a beginning.

    The parts of a word like V-2021 have to stand side by side. A text without a single letter
    or digit gives an expression that finds nothing.
    """
    folded = (fold(word) for word in clean(text).split())
    words = [word for word in folded if any(map(_is_searched, word))]
    if not words:
        return '""'
    return " ".join(f'"{word.replace(chr(34), chr(34) * 2)}"*' for word in words)


def rows_of(type_key: str, text: str, deleted: bool) -> tuple[str, tuple[str, ...]]:
    """Return a SELECT of the row numbers of one type that a text finds."""
    return (
        "SELECT t.rid FROM search s CROSS JOIN record r ON r.rid = s.rowid"
        f" AND r.type = '{type_key}' AND r.deleted = {int(deleted)}"
        f' CROSS JOIN "{type_key}" t ON t.id = r.id WHERE search MATCH ?'
    ), (expression(text),)


def _is_searched(char: str) -> bool:
    """Say whether the index keeps a character: a letter, a digit or one for private use."""
    category = unicodedata.category(char)
    return category[0] in "LN" or category == "Co"


def _among(types: Sequence[str]) -> str:
    return "AND r.type IN (SELECT value FROM json_each(?))" if types else ""


def _given(types: Sequence[str]) -> tuple[str, ...]:
    return (json.dumps(list(types)),) if types else ()
