"""From a text to the records it may mean: code, name in any language, alias, resemblance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.folding import fold
from coordinator_app.domain.lookup import Candidate
from coordinator_app.store.connection import Connection

_RESEMBLES = 82.0  # of 100; below that people no longer see why a name was proposed
_PROPOSALS = 6
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


class Finder:
    """Looks names up in one workbook."""

    def __init__(self, connection: Connection, catalogue: Catalogue) -> None:
        self._connection = connection
        self._catalogue = catalogue

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
        for (record_id,) in self._query(
            "SELECT id FROM record WHERE deleted = 0"
            " AND type IN (SELECT value FROM json_each(?))"
            " AND (id = ? OR reference = ? COLLATE NOCASE OR title_fold = ?)",
            among,
            text.lower(),
            text,
            wanted,
        ):
            hits.setdefault(record_id, False)
        for type_key in types:
            for record_id in self._named(type_key, text, wanted):
                hits.setdefault(record_id, False)
        return [
            Candidate(record_id, type_key, title, reference, 1.0, hits[record_id])
            for record_id, type_key, title, reference in self._described(hits)
        ]

    def _named(self, type_key: str, text: str, wanted: str) -> list[str]:
        tests, params = [], []
        for name in _NAMES:
            field = self._catalogue[type_key].by_key.get(name)
            if field is None:
                continue
            if field.kind is Kind.TEXT:
                tests.append(f'"{name}_fold" = ?')
                params.append(wanted)
            else:
                tests.append(f'"{name}" = ? COLLATE NOCASE')
                params.append(text)
        if not tests:
            return []
        rows = self._query(
            f'SELECT id FROM "{type_key}" WHERE deleted = 0 AND ({" OR ".join(tests)})', *params
        )
        return [row[0] for row in rows]

    def _similar(self, wanted: str, types: Sequence[str]) -> list[Candidate]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only asked for when nothing fits

        rows = self._query(
            "SELECT id, title_fold FROM record WHERE deleted = 0 AND title_fold <> ''"
            " AND type IN (SELECT value FROM json_each(?))",
            json.dumps(types),
        )
        close = process.extract(
            wanted, dict(rows), scorer=fuzz.WRatio, limit=_PROPOSALS, score_cutoff=_RESEMBLES
        )
        scores = {record_id: score / 101 for _, score, record_id in close}  # never quite exact
        return sorted(
            (
                Candidate(record_id, type_key, title, reference, scores[record_id])
                for record_id, type_key, title, reference in self._described(scores)
            ),
            key=_by_score,
        )

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
