"""Rows that are no record of ours yet: what they would make, and what they resemble."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

from coordinator_app.domain import display
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.lookup import Candidate
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.domain.rules import forbidden
from coordinator_app.domain.snapshot import Said, TableCells, usable
from coordinator_app.domain.values import same
from coordinator_app.merge.context import Context, placed
from coordinator_app.merge.likeness import Likeness
from coordinator_app.merge.matching import Known, Matched
from coordinator_app.merge.natural import Key, contradict, keys
from coordinator_app.merge.planned import Decision, PlannedCell, PlannedRow, RowClass
from coordinator_app.merge.promises import BLANK_ROW, Promises, only_a_name
from coordinator_app.merge.states import with_state
from coordinator_app.merge.three_way import CellClass
from coordinator_app.texts import N_

_MISSING = Issue(N_("A new entry needs this."), N_("Fill it in."))
_ELSEWHERE = Issue(
    N_("It names another State than the one the file was sent for."),
    N_("Look at it before taking it in."),
)
_NOT_ASKED = Issue(
    N_("New entries of this kind were not asked for."), N_("Look at it before taking it in.")
)


@dataclass
class _Read:
    """What a new row says, as far as it can be used."""

    values: Mapping[str, Value]
    cells: list[PlannedCell] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


#: An earlier new row of the same file: the id of the record it makes, and what that holds.
_Twin = tuple[str, Mapping[str, Value]]
#: So many of them are shown beside a row; a list that says the same over and over has no end.
_SHOWN = 5
_NOBODY: Mapping[str, Mapping[str, Value]] = {}


class _Fillable(NamedTuple):
    """The fields of a type that a new row may fill, by whether they point at records."""

    plain: frozenset[str]
    pointing: frozenset[str]


class NewRows:
    """Turns rows into proposals for new records.

    Args:
        context: The inputs of the plan.
        promises: Filled by `promise`, for every new row, before the first is planned.
    """

    def __init__(self, context: Context, promises: Promises) -> None:
        self._context = context
        self._sent = context.sent
        self._promises = promises
        self._likeness = Likeness(context.lookup, context.catalogue)
        # By hash alone: nearly all keys are there once, and are in the way in long lists.
        self._twins: dict[int, tuple[_Twin, ...]] = {}
        self._fillable: dict[str, _Fillable] = {}
        self._saids: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._claimed: frozenset[str] = frozenset()

    def tell_apart(self, claimed: Iterable[str]) -> None:
        """Know the records that other rows of the source are."""
        self._claimed = frozenset(claimed)

    def is_new(self, matched: Matched) -> bool:
        """Say whether a row makes a record: no id, a spare row, or one whose record was undone."""
        if matched.known is Known.NEW:
            return True
        if matched.known not in (Known.SPARE, Known.TAKEN):
            return False
        record = self._context.record(matched.id)
        return record is None or record.deleted

    def promise(self, matched: Matched) -> None:
        """Let other rows mean the record this one makes."""
        record_type = self._context.catalogue[matched.row.type]
        name = partial(self._likeness.name, record_type, usable(matched.row.cells))
        reference = self._reference(matched)
        self._promises.add(self.id(matched), record_type.key, reference, name, matched.refills)

    def id(self, matched: Matched) -> str:
        """Return the id of the record a row makes."""
        return matched.id or self._context.new_ids.of(matched.index)

    def plan(self, matched: Matched) -> Iterator[PlannedRow | PlannedCell]:
        """Yield the proposal, and a cell for each value that it cannot use as it is."""
        record_type = self._context.catalogue[matched.row.type]
        read = self._read(matched, record_type)
        said = with_state(record_type, read.values, self._sent.scope)
        values = {**record_type.defaults, **self._given(record_type, read), **said}
        missing = tuple(
            key for key in self._context.needed[record_type.key] if values.get(key) is None
        )
        record_id = self.id(matched)
        candidates = self._candidates(record_type, values, matched)
        issue = self._doubt(record_type, Record(record_id, record_type.key, values=values), missing)
        cls = RowClass.DUPLICATE if candidates else RowClass.NEW
        sure = cls is RowClass.NEW and not missing and issue is None
        said_keys = tuple(read.values)
        there = self._context.record(record_id)
        yield self._context.seen(PlannedRow(
            self._context.starts[matched.index], record_type.key, record_id, cls,
            self._reference(matched), self._title(record_type, values), values, candidates,
            Decision.TAKE if sure else Decision.OPEN,
            placed(issue, matched.row.place, record_id) if issue else None,
            matched.row.place, tuple(dict.fromkeys(read.needs)), missing, there is not None,
            said=self._saids.setdefault(said_keys, said_keys), beside=self._beside(candidates),
            wishes=matched.row.wishes, refills=matched.refills,
        ))  # fmt: skip
        yield from read.cells
        yield from self._gaps(matched, record_type, missing, read)

    def _read(self, matched: Matched, record_type: RecordType) -> _Read:
        cells = matched.row.cells
        if isinstance(cells, TableCells) and self._says_it_plainly(record_type, cells):
            return _Read(_filled(cells.held))
        values: dict[str, Value] = {}
        read = _Read(values)
        first = self._context.starts[matched.index] + 1
        held: Mapping[str, Value] = cells.held if isinstance(cells, TableCells) else {}
        plain = self._fillable_of(record_type).plain
        for offset, key in enumerate(cells):
            if key in held and (held[key] is None or key in plain):
                # Of most cells of long lists there is nothing to be said even here.
                if held[key] is not None:
                    values[key] = held[key]
                continue
            said = cells[key]
            field_ = record_type.by_key.get(key)
            if field_ is None or (said.value is None and said.issue is None):
                continue
            value, issue = self._meant(field_, said)
            if issue is not None:
                wrong = dataclasses.replace(said, issue=issue)
                read.cells.append(
                    self._cell(matched, field_, wrong, first + offset, CellClass.INVALID)
                )
                continue
            if key != PARENT and not self._accepts(record_type.key, key):
                usable = dataclasses.replace(said, issue=None)
                read.cells.append(
                    self._cell(matched, field_, usable, first + offset, CellClass.OUTSIDE, value)
                )
                continue
            values[key] = value
            needed = self._promises.needed(field_, value)
            if key == PARENT:
                read.needs[:0] = needed
            else:
                read.needs += needed
        return read

    def _given(self, record_type: RecordType, read: _Read) -> dict[str, Value]:
        """Return what every new row of the sheet says, unless its own cells cannot be used."""
        found: dict[str, Value] = {}
        for key, value in self._sent.given.get(record_type.key, {}).items():
            field_ = record_type.by_key[key]
            told = key in read.values or any(cell.field == key for cell in read.cells)
            if told or self._promises.broken(field_, value, self._context.exists):
                continue
            found[key] = value
            read.needs[:0] = self._promises.needed(field_, value)
        return found

    def _says_it_plainly(self, record_type: RecordType, cells: TableCells) -> bool:
        """Say whether there is nothing to be said of any cell, as in nearly all of long lists."""
        if cells.wrong:
            return False
        plain, pointing = self._fillable_of(record_type)
        held = cells.held
        links = held.keys() - plain
        return links <= pointing and not any(self._promises.concern(held[key]) for key in links)

    def _fillable_of(self, record_type: RecordType) -> _Fillable:
        if record_type.key not in self._fillable:
            pointing = frozenset(each.key for each in record_type.linking)
            fillable = frozenset(
                key for key in record_type.by_key if self._accepts(record_type.key, key)
            )
            self._fillable[record_type.key] = _Fillable(fillable - pointing, fillable & pointing)
        return self._fillable[record_type.key]

    def _meant(self, field_: Field, said: Said) -> tuple[Value, Issue | None]:
        """Return what a cell of a new row means, or why it cannot be used."""
        if said.issue is None:
            broken = self._promises.broken(field_, said.value, self._context.exists)
            value = self._promises.redirected(field_, said.value)
            return (None, BLANK_ROW) if broken else (value, None)
        value = self._promises.meant(field_, said) or only_a_name(field_, said)
        return value, said.issue if value is None else None

    def _accepts(self, type_key: str, field_key: str) -> bool:
        """Say whether a new row may fill a field: any that was shown, in a kind that was sent."""
        return type_key not in self._sent.offered or self._sent.shows(type_key, field_key)

    def _cell(
        self,
        matched: Matched,
        field_: Field,
        said: Said,
        n: int,
        cls: CellClass,
        value: Value = None,
    ) -> PlannedCell:
        record_id = self.id(matched)
        issue = placed(said.issue, said.place, record_id, field_.key) if said.issue else None
        open_ = cls is CellClass.INVALID
        return PlannedCell(
            n, matched.row.type, record_id, field_.key, cls, self._reference(matched),
            theirs=value, result=value, raw=said.raw,
            decision=Decision.OPEN if open_ else Decision.UNTICKED,
            issue=issue, place=said.place, usable=not open_,
            needs=self._promises.needed(field_, value), wishes=matched.row.wishes or None,
        )  # fmt: skip

    def _gaps(
        self, matched: Matched, record_type: RecordType, missing: tuple[str, ...], read: _Read
    ) -> Iterator[PlannedCell]:
        """Yield a cell for each needed field that nobody filled in, so that somebody can."""
        if not missing:
            return
        told = {cell.field for cell in read.cells}
        first = self._context.starts[matched.index] + 1
        positions = {key: first + offset for offset, key in enumerate(matched.row.cells)}
        after = first + len(matched.row.cells)
        positions |= {
            key: after + offset for offset, key in enumerate(self._context.absent(matched.row))
        }
        for key in missing:
            if key in told:
                continue
            place = matched.row.cells[key].place if key in matched.row.cells else matched.row.place
            said = Said(place=place, issue=_MISSING)
            field_ = record_type.by_key[key]
            yield self._cell(matched, field_, said, positions[key], CellClass.INVALID)

    def _candidates(
        self, record_type: RecordType, values: Mapping[str, Value], matched: Matched
    ) -> tuple[Candidate, ...]:
        record_id = self.id(matched)
        mine = tuple(keys(record_type, values))
        found = {
            each.id: each
            for each in (
                *self._copied(record_type, matched),
                *islice(self._earlier(record_type, values, mine), _SHOWN),
                *self._likeness.candidates(record_type, values, mine, self._claimed),
            )
        }
        me = record_id, values
        for key in mine:
            place = hash((record_type.key, key))
            self._twins[place] = (*self._twins.get(place, ()), me)
        found.pop(record_id, None)
        return tuple(found.values())

    def _earlier(
        self, record_type: RecordType, values: Mapping[str, Value], mine: Collection[Key]
    ) -> Iterator[Candidate]:
        """Yield the earlier rows of the file that bear one of the natural keys of a row."""
        for key in mine:
            for record_id, others in self._twins.get(hash((record_type.key, key)), ()):
                if key in keys(record_type, others) and not contradict(record_type, values, others):
                    yield Candidate(record_id, record_type.key, self._title(record_type, others))

    def _beside(self, candidates: tuple[Candidate, ...]) -> Mapping[str, Mapping[str, Value]]:
        """Return the values of the candidates that are on record."""
        if not candidates:
            return _NOBODY
        records = ((each.id, self._context.record(each.id)) for each in candidates)
        return {key: dict(record.values) for key, record in records if record is not None}

    def _copied(self, record_type: RecordType, matched: Matched) -> Iterator[Candidate]:
        """Yield the record whose row this one merely repeats, or whose blank row it fills anew."""
        if matched.refills:
            record = self._context.record(matched.refills)
            if record is not None:
                yield Candidate(record.id, record.type, record.title, record.reference)
        known = self._sent.known(matched.copy_of) if matched.copy_of else None
        if known is None:
            return
        by_key = record_type.by_key
        if all(
            said.issue is None and same(by_key[key], said.value, known.base.get(key))
            for key, said in matched.row.cells.items()
            if key in by_key
        ):
            title = self._context.title(known.id)
            yield Candidate(known.id, known.type, title, known.reference)

    def _doubt(
        self, record_type: RecordType, record: Record, missing: tuple[str, ...]
    ) -> Issue | None:
        """Return why a new row is not taken in without somebody looking at it."""
        if self._sent.offered and record_type.key not in self._sent.offered:
            return _NOT_ASKED
        if missing:
            return None
        scope = self._sent.scope
        if scope and not scope.issuperset(self._context.lookup.states_of(record)):
            return _ELSEWHERE
        return next(iter(forbidden(record_type, None, record, self._context.lookup)), None)

    def _reference(self, matched: Matched) -> str:
        known = self._sent.known(matched.id) if matched.id else None
        return known.reference if known else ""

    def _title(self, record_type: RecordType, values: Mapping[str, Value]) -> str:
        context = self._context
        parts = (
            display.show(record_type.by_key[key], values.get(key), context.texts, context.title)
            for key in record_type.title
        )
        return " · ".join(part for part in parts if part)


def _filled(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return values without the fields that hold nothing."""
    if None not in values.values():
        return values
    return {key: value for key, value in values.items() if value is not None}
