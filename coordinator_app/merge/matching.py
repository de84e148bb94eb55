"""Which row of a source is which record: id, code, natural key; each record at most once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Value
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record, linked_ids
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.domain.snapshot import SnapshotRow, usable
from coordinator_app.domain.values import same
from coordinator_app.merge.likeness import Likeness, nearly
from coordinator_app.merge.natural import keys
from coordinator_app.merge.new_ids import NewIds
from coordinator_app.merge.promises import only_a_name
from coordinator_app.merge.sent import Sent, SentRow, Spare
from coordinator_app.merge.states import with_state


class Known(StrEnum):
    """What a row is to us."""

    SENT = "sent"
    TAKEN = "taken"
    SPARE = "spare"
    OURS = "ours"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Matched:
    """A row and the record it is.

    Args:
        row: The row.
        index: Its position in the source.
        known: What the record is to us.
        id: Of the record; empty for a new one without a promised id.
        copy_of: Record id another row keeps, which this row carried too.
        refills: Record that an earlier reply made of the same blank row; this one says something
            else, as when two people each fill in a copy of the form.
    """

    row: SnapshotRow
    index: int
    known: Known
    id: str = ""
    copy_of: str = ""
    refills: str = ""


class Matcher:
    """Matches the rows of one source.

    Args:
        sent: What was sent and what came of it.
        ours: Today's records by id, as far as they may matter.
        lookup: Finds records outside of what was sent by their code.
        catalogue: The record types.
        new_ids: Ids for rows that came without one.
    """

    def __init__(
        self,
        sent: Sent,
        ours: Mapping[str, Record],
        lookup: Lookup,
        catalogue: Catalogue,
        new_ids: NewIds,
    ) -> None:
        self._sent = sent
        self._ours = ours
        self._lookup = lookup
        self._catalogue = catalogue
        self._new_ids = new_ids
        self._likeness = Likeness(lookup, catalogue)
        everything: Iterable[SentRow | Spare] = (
            *sent.spares.values(), *sent.taken.values(), *sent.rows.values(),
        )  # fmt: skip
        self._by_code = {
            (each.type, each.reference): each.id for each in everything if each.reference
        }

    def match(self, rows: Sequence[SnapshotRow]) -> list[Matched]:
        """Return what each row is, in the order of the source; blank rows are left out."""
        claims: dict[int, str] = {}
        for index, row in enumerate(rows):
            if not self._blank(row):
                claims[index] = self._claim(row)
        holders = self._settle(rows, claims)
        refilled = self._refilled(rows, holders)
        self._recognise(rows, claims, holders, refilled)
        kept = {index: record_id for record_id, index in holders.items()}
        return [
            self._matched(rows[index], index, kept.get(index, ""), claim, refilled.get(index, ""))
            for index, claim in claims.items()
        ]

    def kind(self, record_id: str) -> Known:
        """Return what a record id is to us."""
        if record_id in self._sent.rows:
            return Known.SENT
        if record_id in self._sent.taken:
            return Known.TAKEN
        if record_id in self._sent.spares:
            return Known.SPARE
        return Known.OURS

    def _matched(
        self, row: SnapshotRow, index: int, record_id: str, claim: str, refills: str
    ) -> Matched:
        if record_id:
            return Matched(row, index, self.kind(record_id), record_id)
        if refills:
            return Matched(row, index, Known.NEW, refills=refills)
        return Matched(row, index, Known.NEW, copy_of=claim)

    def _refilled(self, rows: Sequence[SnapshotRow], holders: dict[str, int]) -> dict[int, str]:
        """Take from blank rows the records that earlier replies made of them, if they are others.

        What belongs to one of these is another, too; what owns comes before what is owned.
        """
        taken = [each for each in holders if each in self._sent.spares and each in self._sent.taken]
        taken.sort(key=lambda each: self._catalogue[rows[holders[each]].type].owned)
        found: dict[int, str] = {}
        for record_id in taken:
            if self._is_another(rows[holders[record_id]], record_id, {*found.values()}):
                found[holders.pop(record_id)] = record_id
        return found

    def _is_another(self, row: SnapshotRow, record_id: str, others: AbstractSet[str]) -> bool:
        """Say whether a blank row was filled with something else than an earlier reply did.

        A corrected reply shares a natural key with what was taken in, or says nearly its name.
        """
        record, taken = self._ours.get(record_id), self._sent.taken.get(record_id)
        if taken is None or record is None or record.deleted:
            return False
        record_type = self._catalogue[row.type]
        said = self._values(record_type, row)
        if not others.isdisjoint(linked_ids(said.get(PARENT))):
            return True
        mine = {*keys(record_type, said)}
        versions = (taken.base, record.values)
        if not mine or any(not mine.isdisjoint(keys(record_type, each)) for each in versions):
            return False
        name = self._likeness.name(record_type, said)
        names = (self._likeness.name(record_type, each) for each in versions)
        return not any(nearly(name, each) for each in names)

    def _blank(self, row: SnapshotRow) -> bool:
        """Say whether nothing was written in a row that is not one of ours."""
        record = self._ours.get(row.record)
        if row.record in self._sent.rows or (
            row.record in self._sent.taken and record is not None and not record.deleted
        ):
            return False
        spare = self._sent.spares.get(row.record)
        prefilled = spare.base if spare else {}
        by_key = self._catalogue[row.type].by_key
        if not prefilled and any(value is not None for value in usable(row.cells).values()):
            return False
        return not any(
            said.issue
            or (
                said.value is not None
                and (key not in by_key or not same(by_key[key], said.value, prefilled.get(key)))
            )
            for key, said in row.cells.items()
        )

    def _claim(self, row: SnapshotRow) -> str:
        """Return the id a row carries, or that its code stands for; "" when neither is ours.

        Where the two differ, somebody sorted a part of the columns: the record that the rest
        of the row resembles more is meant.
        """
        by_id = row.record if row.record and self._is_ours(row.record, row.type) else ""
        by_code = self._by_code.get((row.type, row.reference), "") if row.reference else ""
        if by_id and by_code and by_id != by_code:
            return min((by_id, by_code), key=lambda each: self._differing(row, each))
        return by_id or by_code or self._outside(row)

    def _outside(self, row: SnapshotRow) -> str:
        if not row.reference:
            return ""
        found = {
            each.id
            for each in self._lookup.find(row.reference, (row.type,))
            if each.reference.casefold() == row.reference.casefold()
        }
        return found.pop() if len(found) == 1 else ""

    def _is_ours(self, record_id: str, type_key: str) -> bool:
        known = self._sent.known(record_id) or self._ours.get(record_id)
        known = known or self._lookup.get(record_id)
        return known is not None and known.type == type_key

    def _settle(self, rows: Sequence[SnapshotRow], claims: Mapping[int, str]) -> dict[str, int]:
        """Return which row keeps each record: the one that is most as it was sent."""
        rivals: dict[str, list[int]] = defaultdict(list)
        for index, record_id in claims.items():
            if record_id:
                rivals[record_id].append(index)
        return {
            record_id: min(
                indexes, key=lambda index: (self._differing(rows[index], record_id), index)
            )
            if len(indexes) > 1 and record_id not in self._sent.spares
            else indexes[0]
            for record_id, indexes in rivals.items()
        }

    def _differing(self, row: SnapshotRow, record_id: str) -> int:
        by_key = self._catalogue[row.type].by_key
        base = self._base(record_id)
        return sum(
            1
            for key, said in row.cells.items()
            if key in by_key and (said.issue or not same(by_key[key], base.get(key), said.value))
        )

    def _base(self, record_id: str) -> Mapping[str, Value]:
        known = self._sent.known(record_id)
        if known is not None:
            return known.base
        record = self._ours.get(record_id) or self._lookup.get(record_id)
        return record.values if record else {}

    def _recognise(
        self,
        rows: Sequence[SnapshotRow],
        claims: Mapping[int, str],
        holders: dict[str, int],
        refilled: Container[int],
    ) -> None:
        """Give rows without an id the records of this dispatch that nobody in the file holds.

        A row that was copied together with its id may be what an earlier reply made of it.

        Args:
            refilled: Rows that are another record than their id says, whatever they share with it.
        """
        kept = {*holders.values()}
        if self._sent.taken:
            for index in claims.keys() - kept:
                made = self._new_ids.of(index)
                if made in self._sent.taken and made not in holders:
                    holders[made] = index
                    kept.add(index)
        for record_type in self._catalogue:
            loose = [
                index for index in claims
                if index not in kept and rows[index].type == record_type.key
                and index not in refilled
            ]  # fmt: skip
            if loose:
                self._pair(record_type, rows, loose, holders, claims)

    def _pair(
        self,
        record_type: RecordType,
        rows: Sequence[SnapshotRow],
        loose: Iterable[int],
        holders: dict[str, int],
        claims: Mapping[int, str],
    ) -> None:
        free = [
            each
            for each in (*self._sent.taken.values(), *self._sent.rows.values())
            if each.type == record_type.key and each.id not in holders
        ]
        by_key: dict[object, list[SentRow]] = defaultdict(list)
        for each in free:
            for key in keys(record_type, each.base):
                by_key[key].append(each)
        pairs = {
            (self._differing(rows[index], each.id), index, each.id)
            for index in loose
            for key in keys(record_type, self._values(record_type, rows[index]))
            for each in by_key.get(key, ())
            if not claims[index] or each.id in self._sent.taken
        }
        used: set[int] = set()
        for _, index, record_id in sorted(pairs):
            if index not in used and record_id not in holders:
                used.add(index)
                holders[record_id] = index

    def _values(self, record_type: RecordType, row: SnapshotRow) -> Mapping[str, Value]:
        said = {
            key: said.value if said.issue is None else only_a_name(record_type.by_key[key], said)
            for key, said in row.cells.items()
            if key in record_type.by_key
        }
        held = {key: value for key, value in said.items() if value is not None}
        whole = {**self._sent.given.get(record_type.key, {}), **held}
        return with_state(record_type, whole, self._sent.scope)
