"""What a workbook remembers beside its records: settings, drafts, saved views, names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.folding import fold
from coordinator_app.store.connection import Connection, writing


@dataclass(frozen=True)
class Draft:
    """An entry that lacks what it needs to exist, kept so that a crash does not lose it.

    Args:
        content: What the form held, JSON.
        at: ISO time of the last keystroke that was kept.
    """

    id: str
    type: str
    content: Mapping[str, Any]
    at: str


@dataclass(frozen=True)
class View:
    """A filter, order and choice of columns that a person gave a name."""

    id: str
    page: str
    name: str
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Alias:
    """A name that means a record.

    Args:
        folded: The name as `domain.folding.fold` leaves it.
        record: Record id, "" where the name means none of ours.
        warn: A person should look at a hit all the same ("Equator").
    """

    folded: str
    type: str
    record: str
    warn: bool = False


class Settings:
    """Settings that travel with the workbook; values are JSON."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: Any = None) -> Any:
        """Return a setting."""
        row = self._connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else default

    def all(self) -> dict[str, Any]:
        """Return every setting."""
        rows = self._connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall()
        return {key: json.loads(value) for key, value in rows}

    def put(self, key: str, value: Any) -> None:
        """Keep a setting; None forgets it."""
        with writing(self._connection):
            if value is None:
                self._connection.execute("DELETE FROM setting WHERE key = ?", (key,))
            else:
                self._connection.execute(
                    "INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, _json(value))
                )


class Drafts:
    """Entries begun and not yet recorded."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        """Keep a draft, in the place of an earlier state of it."""
        with writing(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)",
                (draft.id, draft.type, _json(draft.content), draft.at),
            )

    def load(self, draft_id: str) -> Draft | None:
        """Return a draft."""
        found = self._drafts("WHERE id = ?", draft_id)
        return found[0] if found else None

    def all(self) -> list[Draft]:
        """Return every draft, latest first."""
        return self._drafts("ORDER BY at DESC, id DESC")

    def remove(self, draft_id: str) -> None:
        """Forget a draft, because it was recorded or thrown away."""
        with writing(self._connection):
            self._connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))

    def _drafts(self, condition: str, *params: str) -> list[Draft]:
        rows = self._connection.execute(
            f"SELECT id, type, content, at FROM draft {condition}", params
        ).fetchall()
        return [Draft(row[0], row[1], json.loads(row[2]), row[3]) for row in rows]


class Views:
    """Saved views of the pages."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, view: View) -> None:
        """Keep a view, in the place of an earlier one of the same id."""
        with writing(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO saved_view VALUES (?, ?, ?, ?)",
                (view.id, view.page, view.name, _json(view.content)),
            )

    def all(self, page: str = "") -> list[View]:
        """Return the views (of a page) by name."""
        rows = self._connection.execute(
            "SELECT id, page, name, content FROM saved_view WHERE ? IN ('', page)"
            " ORDER BY page, name, id",
            (page,),
        ).fetchall()
        return [View(row[0], row[1], row[2], json.loads(row[3])) for row in rows]

    def remove(self, view_id: str) -> None:
        """Forget a view."""
        with writing(self._connection):
            self._connection.execute("DELETE FROM saved_view WHERE id = ?", (view_id,))


class Aliases:
    """Names that people or the reference data gave to records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, type_key: str, record: str, *, warn: bool = False) -> Alias | None:
        """Remember what a name means; a name with nothing to look up is not kept."""
        alias = Alias(fold(name), type_key, record, warn)
        if not alias.folded:
            return None
        self.add_all((alias,))
        return alias

    def add_all(self, aliases: Iterable[Alias]) -> None:
        """Remember what names mean."""
        with writing(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO alias VALUES (?, ?, ?, ?)",
                ((each.folded, each.type, each.record, int(each.warn)) for each in aliases),
            )

    def all(self, type_key: str = "") -> list[Alias]:
        """Return the names (of records of a type) in their order."""
        rows = self._connection.execute(
            "SELECT folded, type, record, warn FROM alias WHERE ? IN ('', type)"
            " ORDER BY folded, type, record",
            (type_key,),
        ).fetchall()
        return [Alias(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def remove(self, alias: Alias) -> None:
        """Forget what a name means."""
        with writing(self._connection):
            self._connection.execute(
                "DELETE FROM alias WHERE folded = ? AND type = ? AND record = ?",
                (alias.folded, alias.type, alias.record),
            )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
