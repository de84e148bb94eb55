"""From a text to the records it may mean: code, name in any language, alias, resemblance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.folding import fold
from coordinator_app.domain.lookup import Candidate
from coordinator_app.store.connection import Connection
from coordinator_app.store.names import Names

#: Sets of record types whose names are kept at hand.
_KEPT = 4
#: What a resemblance of 100 is divided by.
_NEVER_EXACT = 101


class Finder:
    """Looks names up in one workbook."""

    def __init__(self, connection: Connection, catalogue: Catalogue) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._names: dict[tuple[str, ...], Names] = {}
        self._read_at: tuple[int, int] = (0, 0)

    def find(self, text: str, targets: Sequence[str]) -> list[Candidate]:
        """Return what a text may mean, exact hits first, else resemblances.

        Args:
            text: As a person wrote it.
            targets: Record types to look among; empty: all.
        """
        wanted = fold(text)
        if not wanted:
            return []
        types = [each.key for each in self._catalogue if not targets or each.key in targets]
        if self._means_nothing(wanted, types):
            return []
        return self._exact(text.strip(), wanted, types) or self._similar(wanted, types)

    def _means_nothing(self, wanted: str, types: Sequence[str]) -> bool:
        """Say whether a name is known to be none of ours ("Guyana Francesa" is not Guyana)."""
        return bool(
            self._query(
                "SELECT 1 FROM alias WHERE folded = ? AND record = ''"
                " AND type IN (SELECT value FROM json_each(?))",
                wanted,
                json.dumps(types),
            )
        )

    def _exact(self, text: str, wanted: str, types: Sequence[str]) -> list[Candidate]:
        among = json.dumps(types)
        hits: dict[str, bool] = {}
        for record_id, warn in self._query(
            "SELECT record, warn FROM alias"
            " WHERE folded = ? AND type IN (SELECT value FROM json_each(?))",
            wanted,
            among,
        ):
            hits[record_id] = bool(warn)
        # Each of the inner queries is answered by an index.
        for (record_id,) in self._query(
            "SELECT id FROM record WHERE deleted = 0 AND type IN (SELECT value FROM json_each(?1))"
            " AND rid IN (SELECT rid FROM record WHERE id = ?2"
            " UNION SELECT rid FROM record WHERE reference IN (?3, ?4) AND reference <> ''"
            " UNION SELECT rid FROM record WHERE type IN (SELECT value FROM json_each(?1))"
            " AND deleted = 0 AND title_fold = ?5)",
            among,
            text.lower(),
            text,
            text.upper(),
            wanted,
        ):
            hits.setdefault(record_id, False)
        for record_id in self._names_of(types).called(text, wanted):
            hits.setdefault(record_id, False)
        return [
            Candidate(record_id, type_key, title, reference, 1.0, hits[record_id])
            for record_id, type_key, title, reference in self._described(hits)
        ]

    def _similar(self, wanted: str, types: Sequence[str]) -> list[Candidate]:
        close = self._names_of(types).close(wanted)
        return sorted(
            (
                Candidate(record_id, type_key, title, reference, close[record_id] / _NEVER_EXACT)
                for record_id, type_key, title, reference in self._described(close)
            ),
            key=_by_score,
        )

    def _names_of(self, types: Sequence[str]) -> Names:
        """Return the names of some types, read anew when anything was written since."""
        ((version,),) = self._query("PRAGMA data_version")
        read_at = version, self._connection.total_changes
        if read_at != self._read_at or len(self._names) > _KEPT:
            self._names.clear()
            self._read_at = read_at
        key = tuple(types)
        if key not in self._names:
            self._names[key] = Names(self._connection, self._catalogue, key)
        return self._names[key]

    def _described(self, ids: Any) -> list[tuple[Any, ...]]:
        return self._query(
            "SELECT id, type, title, reference FROM record"
            " WHERE id IN (SELECT value FROM json_each(?)) AND deleted = 0 ORDER BY rid",
            json.dumps(list(ids)),
        )

    def _query(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, params).fetchall()


def _by_score(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.title


def add_aliases(connection: Connection, rows: Iterable[tuple[str, str, str, bool]]) -> None:
    """Remember what names mean, in a transaction of the caller.

    Args:
        rows: Folded name, record type, record id ("" where it means none of ours), and whether
            a person should look at a hit all the same.
    """
    connection.executemany("INSERT OR REPLACE INTO alias VALUES (?, ?, ?, ?)", rows)
