"""The change log as rows of a page: who set what from what to what, and why; never all in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from coordinator_app.domain import wording
from coordinator_app.domain.changes import DELETED, LIFE, REFERENCE, Change
from coordinator_app.domain.display import show
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.record import Record
from coordinator_app.excel.layouts import MOST_ON_PAGE, Page
from coordinator_app.excel.written import Content
from coordinator_app.services import naming
from coordinator_app.services.session import Reading
from coordinator_app.store.log import LoggedChange
from coordinator_app.texts import N_, Texts

HEADERS: Final = (
    N_("When"),
    N_("Who"),
    N_("Entry"),
    N_("Field"),
    N_("Before"),
    N_("After"),
    N_("Operation"),
    N_("Origin"),
)
#: Changes read and named at once.
_BATCH: Final = 500
#: Names kept at hand; the same records come again and again.
_NAMES: Final = 20_000


def pages(reading: Reading, name: str, texts: Texts, most: int = MOST_ON_PAGE) -> list[Page]:
    """Return the whole change log, oldest first; on several pages when one cannot hold it.

    Args:
        name: Of the page.
        most: Rows that a page holds.
    """
    headers = tuple(map(texts, HEADERS))
    parts: list[_Part] = [_Part()]
    for each in reading.log.every_change():
        rows = sum(1 for _ in _lines(reading, each.change))
        if parts[-1].rows + rows > most and parts[-1].rows:
            parts.append(_Part(first=each.number))
        parts[-1].rows += rows
        parts[-1].last = each.number
    return [
        Page(f"{name} {number}" if number > 1 else name, headers, ChangeRows(reading, texts, part))
        for number, part in enumerate(parts, start=1)
    ]


@dataclass
class _Part:
    """Changes from one to another, by number, and how many rows they are."""

    first: int = 0
    last: int = 0
    rows: int = 0


class ChangeRows(Collection[tuple[Content, ...]]):
    """Rows of the change log, made each time they are asked for.

    Args:
        part: Which changes.
    """

    def __init__(self, reading: Reading, texts: Texts, part: _Part) -> None:
        self._reading, self._texts, self._part = reading, texts, part
        self._names: dict[str, str] = {}
        self._entries: dict[str, str] = {}

    def __len__(self) -> int:
        return self._part.rows

    def __contains__(self, row: object) -> bool:
        return any(each == row for each in self)

    def __iter__(self) -> Iterator[tuple[Content, ...]]:
        batch: list[LoggedChange] = []
        for each in self._reading.log.every_change(self._part.first, self._part.last):
            batch.append(each)
            if len(batch) == _BATCH:
                yield from self._told(batch)
                batch = []
        yield from self._told(batch)

    def _told(self, batch: list[LoggedChange]) -> Iterator[tuple[Content, ...]]:
        texts = self._texts
        self._learn(batch)
        for each in batch:
            change = each.change
            by_key = self._reading.catalogue[change.type].by_key if self._known(change) else {}
            what = wording.operation(each.label, each.params, texts)
            origin = self._names.get(each.source, "")
            here = dt.datetime.fromisoformat(each.at).astimezone()
            head = (f"{here:%Y-%m-%d %H:%M:%S}", each.actor, self._entries[change.record])
            for key, word in _lines(self._reading, change):
                if word:
                    yield (*head, None, None, texts(word), what, origin or None)
                else:
                    field = by_key[key]
                    old, new = (
                        self._shown(field, value.get(key)) or None
                        for value in (change.old, change.values)
                    )
                    yield (*head, texts(field.label), old, new, what, origin or None)

    def _known(self, change: Change) -> bool:
        return change.type in self._reading.catalogue

    def _shown(self, field: Field, value: Value) -> str:
        return show(field, value, self._texts, naming.namer(self._names))

    def _learn(self, batch: list[LoggedChange]) -> None:
        """Read what the records are called that these changes are about or point at."""
        if len(self._names) > _NAMES:
            self._names.clear()
            self._entries.clear()
        lang, catalogue = self._texts.lang, self._reading.catalogue
        pointed = {each.source for each in batch}
        for each in batch:
            for values in (each.change.values, each.change.old):
                for value in values.values():
                    pointed.update(Record("", "", values={"value": value}).ids("value"))
        wanted = pointed - self._names.keys() - {""}
        self._names |= dict.fromkeys(wanted, "") | naming.names(self._reading, wanted, lang)
        about = {each.change.record: each.change for each in batch}
        found = self._reading.records.get_many(about.keys() - self._entries.keys())
        for record_id, change in about.items():
            if record_id in self._entries:
                continue
            record = found.get(record_id)
            kind = self._texts(catalogue[change.type].label) if self._known(change) else change.type
            named = (record.reference, naming.name(record, lang)) if record else ("", record_id)
            self._entries[record_id] = f"{kind}: {' · '.join(filter(None, named))}"


def _lines(reading: Reading, change: Change) -> Iterator[tuple[str, str]]:
    """Yield what a change says: the key of a field, or the msgid of what became of the entry."""
    if change.creates:
        yield "", N_("made")
    by_key = reading.catalogue[change.type].by_key if change.type in reading.catalogue else {}
    for key, value in change.values.items():
        if key == LIFE:
            yield "", N_("deleted") if value == DELETED else N_("restored")
            continue
        said = value is not None or change.old.get(key) is not None
        if said and key != REFERENCE and key in by_key and not by_key[key].inner:
            yield key, ""
