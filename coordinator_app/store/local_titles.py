"""Names of States and themes in the reader's language, beside the titles of all else."""

from __future__ import annotations

import json
from collections.abc import Iterable

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.store.connection import Connection

#: Record types whose entries have a name per language, and the field that holds it.
_NAMED = {"country": "name_{lang}", "theme": "label_{lang}"}


class LocalTitles:
    """Keeps the temporary table `local_title` (id, title, fold) of one connection.

    Args:
        connection: The one whose queries will join it.
        lang: Language of the reader.
    """

    def __init__(self, connection: Connection, catalogue: Catalogue, lang: str) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._lang = lang
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS local_title (id TEXT PRIMARY KEY,"
            " title TEXT NOT NULL, fold TEXT NOT NULL) WITHOUT ROWID"
        )

    def use(self, lang: str) -> None:
        """Change the language."""
        self._lang = lang

    def refresh(self, revision: object) -> None:
        """Fill the table anew if the language or the workbook's revision is another."""
        # The table itself says what it holds: several readers may share the connection.
        state = f"{self._lang} {revision}"
        if self._connection.execute(
            "SELECT 1 FROM temp.local_title WHERE id = '' AND title = ?", (state,)
        ).fetchone():
            return
        self._connection.execute("DELETE FROM temp.local_title")
        for type_key, pattern in _NAMED.items():
            name = pattern.format(lang=self._lang)
            if name not in self._catalogue[type_key].by_key:
                continue
            self._connection.execute(
                "INSERT OR REPLACE INTO temp.local_title"
                f' SELECT id, "{name}", "{name}_fold" FROM "{type_key}" WHERE "{name}" IS NOT NULL'
            )
        self._connection.execute("INSERT INTO temp.local_title VALUES ('', ?, '')", (state,))

    def titles(self, record_ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of records in the reader's language, by id."""
        wanted = list(dict.fromkeys(record_ids))
        if not wanted:
            return {}
        return dict(
            self._connection.execute(
                "SELECT r.id, coalesce(n.title, r.title) FROM json_each(?) j"
                " CROSS JOIN record r ON r.id = j.value"
                " LEFT JOIN temp.local_title n ON n.id = r.id",
                (json.dumps(wanted),),
            ).fetchall()
        )
