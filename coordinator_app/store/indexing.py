"""Keeping the search index out of the way of large writes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from coordinator_app.store.connection import Connection


@contextlib.contextmanager
def index_rebuilt(connection: Connection) -> Iterator[None]:
    """Write search texts in a block without their triggers, then rebuild the index once.

    It belongs inside a transaction: an error rolls the triggers back with everything else.
    """
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'search_text'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    for _, sql in triggers:
        connection.execute(sql)
