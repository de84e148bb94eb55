"""What a page reads in one go: an entry, the rows it owns, names of what it points at, issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.issues import Issue
from coordinator_app.domain.lookup import Candidate
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, naming
from coordinator_app.services.session import Reading


@dataclass(frozen=True)
class View:
    """An entry as a page shows it.

    Args:
        record: The entry.
        names: What everything it and its rows point at is called, by id.
        issues: What is wrong with or missing from it.
        children: The rows it owns, by record type.
    """

    record: Record
    names: Mapping[str, str]
    issues: Sequence[Issue] = ()
    children: Mapping[str, Sequence[Record]] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """An entry that fits what is typed: its name and what tells it from others."""

    id: str
    title: str
    subtitle: str = ""


def view(
    reading: Reading, record_id: str, lang: str, child_types: Iterable[str] = ()
) -> View | None:
    """Return an entry as a page shows it, None when there is no such entry.

    Args:
        lang: Language of the names.
        child_types: Record types of the owned rows to read with it.
    """
    record = reading.records.get(record_id)
    if record is None:
        return None
    children = {each: reading.records.children(record_id, each) for each in child_types}
    rows = [record, *(row for listed in children.values() for row in listed)]
    return View(
        record, naming.linked(reading, rows, lang), editing.issues(reading, record), children
    )


def suggestions(
    reading: Reading, text: str, targets: Sequence[str], lang: str, limit: int = 12
) -> list[Found]:
    """Return the entries that may be meant by what is typed so far, best first.

    Args:
        targets: Record types to look among; empty: all.
    """
    found: dict[str, Candidate | None] = {
        candidate.id: candidate for candidate in reading.records.find(text, targets)
    }
    for record_id in reading.records.starting_with(text, targets, limit):
        found.setdefault(record_id, None)
    records = reading.records.get_many(list(found)[:limit])
    return [
        Found(record.id, naming.name(record, lang), _subtitle(reading, record, lang))
        for record in records.values()
        if not record.deleted
    ]


def _subtitle(reading: Reading, record: Record, lang: str) -> str:
    parts = [record.reference] if record.reference and record.type != "country" else []
    if record.type != "country":
        states = reading.records.get_many(reading.records.states_of(record)[:2])
        parts = [*(naming.name(state, lang) for state in states.values()), *parts]
    return " · ".join(parts)
