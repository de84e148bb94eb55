"""What entries are called in a language: States, themes and groups have names in several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from coordinator_app.domain.record import Record
from coordinator_app.services.session import Reading

#: Fields that hold a name per language, by record type.
_LOCAL = {"country": "name_{lang}", "theme": "label_{lang}", "country_group": "code"}


def name(record: Record, lang: str) -> str:
    """Return what an entry is called in a language."""
    key = _LOCAL.get(record.type, "").format(lang=lang)
    return (record.text(key) if key else "") or record.title


def names(reading: Reading, record_ids: Iterable[str], lang: str) -> dict[str, str]:
    """Return what entries are called in a language, by id; unknown ids are absent."""
    return {
        record.id: name(record, lang) for record in reading.records.get_many(record_ids).values()
    }


def apart(reading: Reading, record_ids: Iterable[str], lang: str) -> dict[str, str]:
    """Return what entries are called, to be chosen from: namesakes with their State."""
    found = reading.records.get_many(record_ids)
    called = {record.id: name(record, lang) for record in found.values()}
    often = Counter(called.values())
    told = {}
    for record_id, said in called.items():
        record = found[record_id]
        states = reading.records.states_of(record)[:1] if often[said] > 1 else ()
        where = [*names(reading, states, lang).values()] or [record.reference]
        told[record_id] = f"{said} ({where[0]})" if often[said] > 1 and where[0] else said
    return told


def linked(reading: Reading, records: Iterable[Record], lang: str) -> dict[str, str]:
    """Return the names of everything a list of entries points at."""
    wanted = {
        target
        for record in records
        for field in reading.catalogue[record.type].fields
        for target in record.ids(field.key)
        if field.kind.value in ("link", "links", "party")
    }
    return names(reading, wanted, lang)


def namer(known: Mapping[str, str]) -> Callable[[str], str]:
    """Return the look-up that `domain.display.show` asks for."""

    def title(record_id: str) -> str:
        return known.get(record_id, "")

    return title
