"""Records that a new row may already be: the same natural key, or nearly the same name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.lookup import Candidate, Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.merge.natural import Key, contradict, keys

#: From here on two names are taken for writings of one.
THRESHOLD = 0.9
#: The name of a long text is how it begins.
_LENGTH = 160
_SHOWN = 5
_DIGITS = re.compile(r"\d+")
_WORDS = (Kind.TEXT, Kind.NOTE)


@dataclass
class _Pool:
    """The records that stand beside a new row: same parent, same State."""

    records: dict[str, Record] = field(default_factory=dict)
    by_key: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)


class Likeness:
    """Finds what new rows resemble; remembers what it asked for.

    Args:
        lookup: The workbook.
        catalogue: The record types.
    """

    def __init__(self, lookup: Lookup, catalogue: Catalogue) -> None:
        self._lookup = lookup
        self._catalogue = catalogue
        self._pools: dict[tuple[str, str, str], _Pool] = {}
        self._titles: dict[str, str] = {}

    def candidates(
        self, record_type: RecordType, values: Mapping[str, Value]
    ) -> tuple[Candidate, ...]:
        """Return the living records a new row may be, the likeliest first."""
        name = self.name(record_type, values)
        wanted = set(keys(record_type, values))
        found: dict[str, Candidate] = {}
        for pool in self._around(record_type, values):
            for record_id in self._hits(pool, wanted, name):
                record = pool.records[record_id]
                if record_id not in found and not contradict(record_type, values, record.values):
                    score = self._score(record_type, wanted, name, record)
                    found[record_id] = _candidate(record, score)
        for record in self._named(record_type, values, name):
            score = self._score(record_type, wanted, name, record)
            if score >= THRESHOLD and not contradict(record_type, values, record.values):
                found.setdefault(record.id, _candidate(record, score))
        ordered = sorted(found.values(), key=lambda each: (-each.score, each.title, each.id))
        return tuple(ordered[:_SHOWN])

    def name(self, record_type: RecordType, values: Mapping[str, Value]) -> str:
        """Return what people call a record, folded; "" where only links and codes name it."""
        parts = []
        worded = False
        for key in record_type.title:
            value, kind = values.get(key), record_type.by_key[key].kind
            worded |= kind in _WORDS and value is not None
            match value:
                case {"label": str(label)}:
                    parts.append(label)
                    worded = True
                case {"id": str(record)}:
                    parts.append(self._title(record))
                    worded = True
                case str(text) if kind in _WORDS:
                    parts.append(text[:_LENGTH])
        return fold(" ".join(parts)) if worded else ""

    def _title(self, record_id: str) -> str:
        if record_id not in self._titles:
            record = self._lookup.get(record_id)
            self._titles[record_id] = record.title if record else ""
        return self._titles[record_id]

    def _around(self, record_type: RecordType, values: Mapping[str, Value]) -> Iterable[_Pool]:
        """Yield the pools of records that share a parent, a State or another linked record."""
        linking = dict.fromkeys(
            key
            for group in record_type.natural_keys
            for key in group
            if record_type.by_key[key].kind in (Kind.LINK, Kind.LINKS)
        )
        for key in linking:
            if record_type.owned and key != PARENT:
                continue
            for target in Record("", "", values=values).ids(key):
                yield self._pool(record_type, key, target)

    def _pool(self, record_type: RecordType, key: str, target: str) -> _Pool:
        place = (record_type.key, key, target)
        if place not in self._pools:
            near: Sequence[Record] = (
                self._lookup.children(target, record_type.key)
                if key == PARENT
                else self._lookup.linked_from(target, record_type.key, key)
            )
            pool = _Pool({record.id: record for record in near})
            for record in near:
                pool.names[record.id] = self.name(record_type, record.values)
                for each in keys(record_type, record.values):
                    pool.by_key[each].append(record.id)
            self._pools[place] = pool
        return self._pools[place]

    def _hits(self, pool: _Pool, wanted: set[Key], name: str) -> list[str]:
        same = [record_id for key in wanted for record_id in pool.by_key.get(key, ())]
        alike = [
            record_id
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
            for _, _, record_id in process.extract(
                name, pool.names, scorer=scorer, score_cutoff=THRESHOLD * 100, limit=None
            )
            if name and likeness(name, pool.names[record_id]) >= THRESHOLD
        ]
        return list(dict.fromkeys((*same, *alike)))

    def _named(
        self, record_type: RecordType, values: Mapping[str, Value], name: str
    ) -> Iterable[Record]:
        """Yield records the workbook itself finds by the texts of the natural keys."""
        if record_type.owned:
            return []
        texts = {name} - {""}
        for group in record_type.natural_keys:
            for key in group:
                value = values.get(key)
                if isinstance(value, str) and record_type.by_key[key].kind in (
                    *_WORDS, Kind.EMAIL,
                ):  # fmt: skip
                    texts.add(value[:_LENGTH])
        ids = {
            each.id: None
            for text in sorted(texts)
            for each in self._lookup.find(text, (record_type.key,))
        }
        found = self._lookup.get_many(ids)
        return [record for record in found.values() if not record.deleted]

    def _score(self, record_type: RecordType, wanted: set[Key], name: str, record: Record) -> float:
        if wanted & set(keys(record_type, record.values)):
            return 1.0
        return likeness(name, self.name(record_type, record.values))


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names are, 0 to 1; names with other numbers are not."""
    if not one or not other or _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100


def _candidate(record: Record, score: float) -> Candidate:
    return Candidate(record.id, record.type, record.title, record.reference, round(score, 3))
