"""The texts that records are found by, written beside the index over them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from coordinator_app.store.connection import Connection


def add(connection: Connection, first: int, bodies: Sequence[str]) -> None:
    """Write the texts of new records, which have successive numbers, in the open transaction.

    Args:
        first: Number of the first of them.
    """
    rows = list(enumerate(bodies, first))
    # Within one transaction this costs no more than to rebuild the index of the new rows alone,
    # and does not grow with those that are there.
    connection.executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", rows)
    connection.executemany("INSERT INTO search_text (rid, body) VALUES (?, ?)", rows)


def put(connection: Connection, bodies: Mapping[str, str]) -> None:
    """Write the texts of records, by id, in the place of what they had, in the open transaction."""
    # Ascending: the index writes out what it has gathered whenever a number is no greater.
    rows = connection.execute(
        "SELECT r.id, r.rid, s.body FROM record r LEFT JOIN search_text s ON s.rid = r.rid"
        " WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY r.rid",
        (json.dumps(list(bodies)),),
    ).fetchall()
    moved = [(rid, old, bodies[each]) for each, rid, old in rows if old != bodies[each]]
    connection.executemany(
        "INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)",
        [(rid, old) for rid, old, _ in moved if old is not None],
    )
    fresh = [(rid, new) for rid, _, new in moved]
    connection.executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", fresh)
    connection.executemany("INSERT OR REPLACE INTO search_text (rid, body) VALUES (?, ?)", fresh)
