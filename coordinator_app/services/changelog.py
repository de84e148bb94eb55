"""The change log in words: operations page by page, and what each of them changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain import display, wording
from coordinator_app.domain.changes import DELETED, LIFE, REFERENCE, Change
from coordinator_app.domain.edtf import display_day
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services import naming
from coordinator_app.services.session import GIVEN, Reading
from coordinator_app.store.log import Logged
from coordinator_app.texts import N_, Texts

#: Operations read at once; one of them may have thousands of changes.
PAGE = 100
#: More changes of one operation are counted, not listed.
MOST_CHANGES = 400
_SOURCES = {
    GIVEN: N_("Reference data"),
    "sample": N_("Sample"),
    "demo": N_("Demo"),
}


@dataclass(frozen=True)
class Wanted:
    """Which operations are looked for.

    Args:
        record: Only those that touched this entry or its rows; "" for all.
        kinds: Only of these kinds; () for all.
        undone: Only those that were undone.
        text: Words that who, what or the source say.
    """

    record: str = ""
    kinds: tuple[str, ...] = ()
    undone: bool = False
    text: str = ""


@dataclass(frozen=True)
class Told:
    """One operation, in words.

    Args:
        operation: Its id.
        when: Day and time here.
        at: For sorting.
        what: What it is called.
        source: Where it came from, "" when it was done here.
        entries: How many entries it touched.
        undone_by: Id of the operation that undid it.
        undoable: It stands and can be taken back; what the program itself laid down cannot.
    """

    operation: str
    when: str
    at: str
    actor: str
    kind: str
    what: str
    source: str
    entries: int
    undone_by: str
    undoable: bool


@dataclass(frozen=True)
class Page:
    """Operations, latest first; `last` asks for the next page, "" when there is none."""

    told: tuple[Told, ...]
    last: str = ""


@dataclass(frozen=True)
class ToldChange:
    """One field that an operation changed, in words.

    Args:
        record: Id of the entry.
        entry: What the entry is called, with its kind.
        field: Label of the field; "" where the entry itself was made, deleted or restored.
        before, after: As a person reads them.
        lives: It can be opened.
    """

    record: str
    entry: str
    field: str
    before: str
    after: str
    lives: bool = True


@dataclass(frozen=True)
class Detail:
    """What an operation changed; `left_out` counts the changes that are not listed."""

    told: Told
    changes: tuple[ToldChange, ...]
    left_out: int = 0


def page(reading: Reading, wanted: Wanted, texts: Texts, before: str = "") -> Page:
    """Return the next operations that are looked for.

    Args:
        before: `last` of the page before; "" for the first.
    """
    found: list[Told] = []
    while True:
        entries = reading.log.logged(wanted.record, limit=PAGE, before=before)
        found += [told for told in _all_told(reading, entries, texts) if _fits(told, wanted)]
        before = entries[-1].operation if len(entries) == PAGE else ""
        if not before or len(found) >= PAGE:
            return Page(tuple(found), before)


def detail(reading: Reading, operation: str, texts: Texts) -> Detail | None:
    """Return what an operation changed, None when there is no such operation."""
    entry = reading.log.entry(operation)
    if entry is None:
        return None
    (told,) = _all_told(reading, [entry], texts)
    listed = entry.changes[:MOST_CHANGES]
    teller = _Teller(reading, texts, listed)
    changes = tuple(each for change in listed for each in teller.tell(change))
    return Detail(told, changes, len(entry.changes) - len(listed))


def _fits(told: Told, wanted: Wanted) -> bool:
    if wanted.kinds and told.kind not in wanted.kinds:
        return False
    if wanted.undone and not told.undone_by:
        return False
    words = fold(wanted.text).split()
    said = fold(f"{told.actor} {told.what} {told.source} {told.when}")
    return all(word in said for word in words)


def _all_told(reading: Reading, entries: Sequence[Logged], texts: Texts) -> list[Told]:
    sources = reading.records.get_many(entry.source for entry in entries if entry.source)
    return [_told(entry, sources, texts) for entry in entries]


def _told(entry: Logged, sources: Mapping[str, Record], texts: Texts) -> Told:
    here = dt.datetime.fromisoformat(entry.at).astimezone()
    day = display_day(here.date().isoformat(), texts.lang)
    known = sources.get(entry.source)
    source = known.title if known else texts(_SOURCES.get(entry.source, ""))
    return Told(
        entry.operation,
        f"{day} {here:%H:%M}",
        entry.at,
        entry.actor,
        entry.kind,
        wording.operation(entry.label, entry.params, texts),
        source,
        entry.touched,
        entry.undone_by,
        not entry.undone_by and entry.source != GIVEN,
    )


class _Teller:
    """Puts the changes of one operation into words."""

    def __init__(self, reading: Reading, texts: Texts, changes: Iterable[Change]) -> None:
        changes = list(changes)
        self._reading, self._texts = reading, texts
        self._records = reading.records.get_many(each.record for each in changes)
        pointed = {
            target
            for change in changes
            for values in (change.values, change.old)
            for value in values.values()
            for target in _ids(value)
        }
        self._names = naming.names(reading, pointed, texts.lang)

    def tell(self, change: Change) -> Iterator[ToldChange]:
        if change.type not in self._reading.catalogue:
            return
        record = self._records.get(change.record)
        record_type = self._reading.catalogue[change.type]
        name = naming.name(record, self._texts.lang) if record else ""
        parts = [record.reference if record else "", name]
        entry = f"{self._texts(record_type.label)}: {' · '.join(filter(None, parts))}"
        lives = record is not None and not record.deleted
        if change.creates:
            yield ToldChange(change.record, entry, "", "", self._texts(N_("made")), lives)
        for key, value in change.values.items():
            if key == LIFE:
                word = N_("deleted") if value == DELETED else N_("restored")
                yield ToldChange(change.record, entry, "", "", self._texts(word), lives)
            field = record_type.by_key.get(key)
            if field is None or field.inner or key in (LIFE, REFERENCE, PARENT):
                continue
            before, after = self._shown(field, change.old.get(key)), self._shown(field, value)
            if before or after:
                label = self._texts(field.label)
                yield ToldChange(change.record, entry, label, before, after, lives)

    def _shown(self, field: Field, value: Value) -> str:
        return display.show(field, value, self._texts, naming.namer(self._names))


def _ids(value: Value) -> tuple[str, ...]:
    return Record("", "", values={"value": value}).ids("value")
