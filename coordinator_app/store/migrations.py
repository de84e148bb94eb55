"""Bringing older files up to date: ordered, named steps in plain SQL, one transaction each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.store.columns import all_columns
from coordinator_app.store.connection import USER_VERSION, Connection, immediate
from coordinator_app.store.schema import type_statements

Step = Callable[[Connection], None]

#: Step n brings a file from version n to n + 1. A released step is never changed, and none may
#: look at today's catalogue: it would read another one tomorrow.
STEPS: tuple[Step, ...] = ()


def apply(
    connection: Connection,
    catalogue: Catalogue,
    path: Path,
    before: Callable[[Path], None] | None = None,
) -> None:
    """Migrate a file that is older than this program.

    Args:
        before: Called once before the first change (makes the backup).
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    missing = [each for each in catalogue if not _exists(connection, each.key)]
    if version == USER_VERSION and not missing:
        return
    if before is not None:
        before(path)
    for number in range(version, USER_VERSION):
        with immediate(connection):
            STEPS[number - 1](connection)
            connection.execute(f"PRAGMA user_version={number + 1}")
    for record_type in missing:
        with immediate(connection):
            for statement in type_statements(record_type):
                connection.execute(statement)


def lacking_columns(connection: Connection, catalogue: Catalogue) -> dict[str, list[str]]:
    """Return, per type, the columns the catalogue asks for that the file does not have."""
    lacking = {}
    for record_type in catalogue:
        rows = connection.execute(f'PRAGMA table_info("{record_type.key}")').fetchall()
        have = {row[1] for row in rows}
        missing = [name for name in all_columns(record_type) if name not in have]
        if missing:
            lacking[record_type.key] = missing
    return lacking


def _exists(connection: Connection, table: str) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
    )
