"""What a page reads in one go: an entry, the rows it owns, names of what it points at, issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.folding import fold
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, naming
from coordinator_app.services.session import Reading

#: Few entries each, called differently in each language.
_NAMED_IN_LANGUAGES = ("country", "theme")


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
    candidates = reading.records.find(text, targets)
    ids = [each.id for each in candidates if each.score == 1.0]
    ids += _locally_named(reading, text, targets, lang)
    ids += reading.records.starting_with(text, targets, limit)
    ids += [each.id for each in candidates]
    records = reading.records.get_many(list(dict.fromkeys(ids))[:limit])
    return [
        Found(record.id, naming.name(record, lang), _subtitle(reading, record, lang))
        for record in records.values()
        if not record.deleted
    ]


def _locally_named(reading: Reading, text: str, targets: Sequence[str], lang: str) -> list[str]:
    """Return ids of States and themes whose name in a language has a word that begins so.

    Names that begin so come first, and among them the States of the region.
    """
    wanted = fold(text)
    found = [
        (not called.startswith(wanted), not record.get("in_scope"), called, record.id)
        for each in (targets or _NAMED_IN_LANGUAGES)
        if each in _NAMED_IN_LANGUAGES
        for record in reading.records.all(each)
        if f" {wanted}" in f" {(called := fold(naming.name(record, lang)))}"
    ]
    return [each[-1] for each in sorted(found)]


def me(reading: Reading, actor: str) -> str:
    """Return the id of the office member who works here, "" when the file knows none.

    Args:
        actor: Name written on operations; without such a member the first one is meant.
    """
    members = list(reading.records.all("office_member"))
    named = [each for each in members if each.text("name").casefold() == actor.casefold()]
    return next((each.id for each in [*named, *members]), "")


def _subtitle(reading: Reading, record: Record, lang: str) -> str:
    parts = [record.reference] if record.reference and record.type != "country" else []
    if record.type != "country":
        states = reading.records.get_many(reading.records.states_of(record)[:2])
        parts = [*(naming.name(state, lang) for state in states.values()), *parts]
    return " · ".join(parts)
