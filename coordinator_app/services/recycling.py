"""What lies in the recycle bin: entries, when they were deleted and by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from coordinator_app.domain.changes import DELETED, LIFE
from coordinator_app.domain.record import Record
from coordinator_app.services import naming
from coordinator_app.services.session import Reading
from coordinator_app.store.log import Entry

_LIMIT = 300


@dataclass(frozen=True)
class Binned:
    """One entry of the bin.

    Args:
        states: Names of its States.
        at: When it was deleted, None when the log does not tell.
        actor: Who deleted it.
    """

    record: Record
    states: tuple[str, ...]
    at: dt.datetime | None
    actor: str


def binned(reading: Reading, lang: str) -> list[Binned]:
    """Return what lies in the bin, latest first; rows go with the entry that owns them."""
    return [_binned(reading, record, lang) for record in reading.records.deleted(_LIMIT)]


def _binned(reading: Reading, record: Record, lang: str) -> Binned:
    names = naming.names(reading, reading.records.states_of(record), lang)
    entry = next((each for each in reading.log.entries(record.id) if _deletes(each, record)), None)
    at = dt.datetime.fromisoformat(entry.at) if entry is not None else None
    return Binned(record, tuple(names.values()), at, entry.actor if entry is not None else "")


def _deletes(entry: Entry, record: Record) -> bool:
    return any(
        change.record == record.id and change.values.get(LIFE) == DELETED
        for change in entry.changes
    )
