"""A workbook in memory for tests of what asks one: names, codes, parents and links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.folding import fold
from coordinator_app.domain.lookup import Candidate
from coordinator_app.domain.record import Record


@dataclass
class MadeUpLookup:
    """Holds records by id; names beyond their titles may be added with a warning or a score."""

    records: dict[str, Record] = field(default_factory=dict)
    names: list[tuple[str, str, float, bool]] = field(default_factory=list)
    day: dt.date = dt.date(2025, 3, 7)

    def add(self, *records: Record) -> MadeUpLookup:
        self.records |= {record.id: record for record in records}
        return self

    def name(self, text: str, record: str, score: float = 1.0, warn: bool = False) -> MadeUpLookup:
        self.names.append((text, record, score, warn))
        return self

    def today(self) -> dt.date:
        return self.day

    def get(self, record_id: str) -> Record | None:
        return self.records.get(record_id)

    def get_many(self, record_ids: Iterable[str]) -> Mapping[str, Record]:
        return {each: self.records[each] for each in record_ids if each in self.records}

    def children(self, parent_id: str, type_key: str = "") -> Sequence[Record]:
        return [
            each
            for each in self.records.values()
            if each.get("parent") == parent_id and not each.deleted and type_key in ("", each.type)
        ]

    def linked_from(self, record_id: str, type_key: str, field_key: str) -> Sequence[Record]:
        return [
            each
            for each in self.records.values()
            if each.type == type_key and not each.deleted and record_id in each.ids(field_key)
        ]

    def living(self, type_key: str, without: str = "") -> Sequence[Record]:
        return [
            each
            for each in self.records.values()
            if each.type == type_key and not each.deleted and each.get(without) is None
        ]

    def find(self, text: str, targets: Sequence[str]) -> Sequence[Candidate]:
        said = fold(text)
        found = []
        for each in self.records.values():
            if each.deleted or (targets and each.type not in targets):
                continue
            if said in (fold(each.title), fold(each.reference), fold(each.id)) and said:
                found.append(Candidate(each.id, each.type, each.title, each.reference))
            for name, record, score, warn in self.names:
                if record == each.id and fold(name) == said:
                    found.append(
                        Candidate(each.id, each.type, each.title, each.reference, score, warn)
                    )
        return found

    def states_of(self, record: Record) -> Sequence[str]:
        if record.type == "country":
            return (record.id,)
        if parent := self.get(record.text("parent")):
            return self.states_of(parent)
        return record.ids("country") or record.ids("countries")
