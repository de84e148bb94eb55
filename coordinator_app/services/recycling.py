"""What lies in the recycle bin: entries, when they were deleted and by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from coordinator_app.domain.changes import LIFE
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services import naming
from coordinator_app.services.session import Reading

_LIMIT = 300


@dataclass(frozen=True)
class Binned:
    """One entry of the bin.

    Args:
        states: Names of its States.
        owner: Name of the entry that a row belonged to, "" for an entry of its own.
        at: When it was deleted, None when the log does not tell.
        actor: Who deleted it.
    """

    record: Record
    states: tuple[str, ...]
    owner: str
    at: dt.datetime | None
    actor: str


def binned(reading: Reading, lang: str) -> list[Binned]:
    """Return what lies in the bin, latest first; rows go with the entry that owns them."""
    return [_binned(reading, record, lang) for record in reading.records.deleted(_LIMIT)]


def _binned(reading: Reading, record: Record, lang: str) -> Binned:
    states = naming.names(reading, reading.records.states_of(record), lang)
    owner = naming.names(reading, record.ids(PARENT), lang)
    # What decides its life now is what put it here.
    deletions = record.heads_of(LIFE)
    actor, at = next(iter(reading.log.authors(deletions).values()), ("", ""))
    when = dt.datetime.fromisoformat(at) if at else None
    return Binned(record, tuple(states.values()), "".join(owner.values()), when, actor)
