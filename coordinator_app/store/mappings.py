"""How the columns of foreign files were mapped, kept under names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from coordinator_app.domain.folding import fold
from coordinator_app.store.connection import Connection, writing


class Mappings:
    """The saved mappings of one workbook; a name is there once, however it is written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, name: str, content: Mapping[str, Any]) -> None:
        """Keep a mapping, in the place of an earlier one of that name."""
        with writing(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO mapping VALUES (?, ?, ?)",
                (fold(name), name, json.dumps(content, ensure_ascii=False)),
            )

    def load(self, name: str) -> dict[str, Any] | None:
        """Return the mapping of a name."""
        row = self._connection.execute(
            "SELECT content FROM mapping WHERE id = ?", (fold(name),)
        ).fetchone()
        return dict(json.loads(row[0])) if row else None

    def all(self) -> list[tuple[str, dict[str, Any]]]:
        """Return names and mappings, latest first."""
        rows = self._connection.execute(
            "SELECT name, content FROM mapping ORDER BY rowid DESC"
        ).fetchall()
        return [(name, json.loads(content)) for name, content in rows]

    def remove(self, name: str) -> None:
        """Forget a mapping."""
        with writing(self._connection):
            self._connection.execute("DELETE FROM mapping WHERE id = ?", (fold(name),))
