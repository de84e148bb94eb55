"""Records that a new row may already be: the same natural key, or nearly the same name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.lookup import Candidate, Lookup
from coordinator_app.domain.record import Record, linked_ids
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.merge.natural import Key, contradict, keys, moved

#: From here on two names are taken for writings of one.
THRESHOLD = 0.9
#: From here on a name may be another one corrected, in percent.
_CORRECTED = 80
#: The name of a long text is how it begins.
_LENGTH = 160
_SHOWN = 5
#: Names so much shorter than others cannot be as like them as the threshold asks.
_SHORTER = THRESHOLD / (2 - THRESHOLD)
#: Lengths are told apart by so many characters.
_STEP = 4
_DIGITS = re.compile(r"\d+")
_WORDS = (Kind.TEXT, Kind.NOTE)
_Numbers = tuple[str, ...]


class _Pool:
    """Records that a new row may be: of the same parent, of the same State, of no State.

    Names are kept by the numbers in them, which have to be the same, and by their length, which
    has to be nearly so: comparing each with each would take hours where lists are long.
    """

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self._by_key: dict[Key, list[str]] = defaultdict(list)
        self._names: dict[tuple[_Numbers, int], dict[str, str]] = defaultdict(dict)
        self._words: dict[tuple[_Numbers, int], dict[str, str]] = defaultdict(dict)

    def add(self, record: Record, name: str, found: Iterable[Key]) -> None:
        """Take in a record.

        Args:
            name: What people call it, folded.
            found: Its natural keys.
        """
        self.records[record.id] = record
        for key in found:
            self._by_key[key].append(record.id)
        if name:
            place = _numbers(name), len(name) // _STEP
            self._names[place][record.id] = name
            self._words[place][record.id] = _sorted(name)

    def hits(self, wanted: Iterable[Key], name: str) -> Iterator[str]:
        """Yield the ids of the records that share a natural key or nearly the name."""
        for key in wanted:
            yield from self._by_key.get(key, ())
        if not name:
            return
        numbers = _numbers(name)
        shortest, longest = int(len(name) * _SHORTER), int(len(name) / _SHORTER) + 1
        for step in range(shortest // _STEP, longest // _STEP + 1):
            for names, text in ((self._names, name), (self._words, _sorted(name))):
                near = names.get((numbers, step))
                if near:
                    yield from _alike(text, near)


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
        self,
        record_type: RecordType,
        values: Mapping[str, Value],
        mine: Iterable[Key],
        claimed: Container[str] = frozenset(),
    ) -> tuple[Candidate, ...]:
        """Return the living records a new row may be, the likeliest first.

        Args:
            mine: The natural keys of its values.
            claimed: Ids of records that other rows are: this one is none of them put off.
        """
        pools = [pool for pool in self._around(record_type, values) if pool.records]
        if not pools:
            return ()
        name = self.name(record_type, values)
        wanted = {*mine}
        found: dict[str, Candidate] = {}
        for pool in pools:
            for record_id in pool.hits(wanted, name):
                record = pool.records[record_id]
                if record_id in found:
                    continue
                score = self._score(record_type, wanted, name, record)
                if contradict(record_type, values, record.values):
                    same_name = name == self.name(record_type, record.values)
                    if record_id in claimed or not same_name:
                        continue
                    if not moved(record_type, values, record.values):
                        continue
                    score = THRESHOLD
                found[record_id] = _candidate(record, score)
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

    def _around(self, record_type: RecordType, values: Mapping[str, Value]) -> Iterator[_Pool]:
        """Yield the pools that hold every record that does not contradict a row.

        Links among the natural keys tell records apart, so one that is filled is enough: what
        the row may be shares it, or lacks it.
        """
        if record_type.owned:
            for parent in linked_ids(values.get(PARENT)):
                yield self._pool(record_type, PARENT, parent)
            return
        shared = next((key for key in _links(record_type) if values.get(key) is not None), "")
        for target in linked_ids(values.get(shared)):
            yield self._pool(record_type, shared, target)
        yield self._pool(record_type, shared, "")

    def _pool(self, record_type: RecordType, key: str, target: str) -> _Pool:
        place = (record_type.key, key, target)
        if place not in self._pools:
            pool = self._pools[place] = _Pool()
            for record in self._near(record_type, key, target):
                name = self.name(record_type, record.values)
                pool.add(record, name, keys(record_type, record.values))
        return self._pools[place]

    def _near(self, record_type: RecordType, key: str, target: str) -> Sequence[Record]:
        if not target:
            return self._lookup.living(record_type.key, key)
        if key == PARENT:
            return self._lookup.children(target, record_type.key)
        return self._lookup.linked_from(target, record_type.key, key)

    def _score(self, record_type: RecordType, wanted: set[Key], name: str, record: Record) -> float:
        if wanted & set(keys(record_type, record.values)):
            return 1.0
        return likeness(name, self.name(record_type, record.values))


@cache
def _links(record_type: RecordType) -> tuple[str, ...]:
    """Return the links among the natural keys of a type."""
    return tuple(
        key
        for group in record_type.natural_keys
        for key in group
        if record_type.by_key[key].kind in (Kind.LINK, Kind.LINKS)
    )


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names are, 0 to 1; names with other numbers are not."""
    if not one or not other or _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100


def nearly(one: str, other: str) -> bool:
    """Say whether two folded names may be one that was corrected: a slip, a word more or less."""
    return bool(one and other) and fuzz.token_set_ratio(one, other) >= _CORRECTED


def _alike(text: str, names: Mapping[str, str]) -> Iterator[str]:
    found = process.extract(
        text, names, scorer=fuzz.ratio, score_cutoff=THRESHOLD * 100, limit=None
    )
    return (record_id for _, _, record_id in found)


def _numbers(name: str) -> _Numbers:
    return tuple(_DIGITS.findall(name))


def _sorted(name: str) -> str:
    return " ".join(sorted(name.split()))


def _candidate(record: Record, score: float) -> Candidate:
    return Candidate(record.id, record.type, record.title, record.reference, round(score, 3))
