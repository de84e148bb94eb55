"""Asking the workbook: the protocol that keeps rules and matching pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coordinator_app.domain.record import Record


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a text may mean.

    Args:
        id, type, title, reference: Of the record.
        score: 1.0 the very name, code or reference; below: a resemblance.
        warn: True where an exact hit still wants a word ("Equator", "Granada").
    """

    id: str
    type: str
    title: str
    reference: str = ""
    score: float = 1.0
    warn: bool = False


class Lookup(Protocol):
    """What pure code may ask of an open workbook."""

    def today(self) -> dt.date:
        """Return the day it is for this workbook (--today)."""
        ...

    def get(self, record_id: str) -> Record | None:
        """Return a record, deleted ones included."""
        ...

    def get_many(self, record_ids: Iterable[str]) -> Mapping[str, Record]:
        """Return the records that exist, by id."""
        ...

    def children(self, parent_id: str, type_key: str = "") -> Sequence[Record]:
        """Return the living rows a record owns, oldest first."""
        ...

    def linked_from(self, record_id: str, type_key: str, field_key: str) -> Sequence[Record]:
        """Return the living records of a type that point at a record by a field."""
        ...

    def living(self, type_key: str, without: str = "") -> Sequence[Record]:
        """Return the living records of a type; if a field is named, those with nothing in it."""
        ...

    def find(self, text: str, targets: Sequence[str]) -> Sequence[Candidate]:
        """Return what a text may mean: id, reference, code, name or alias in any language."""
        ...

    def states_of(self, record: Record) -> Sequence[str]:
        """Return the ids of the States a record belongs to."""
        ...
