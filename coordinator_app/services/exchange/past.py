"""What was sent, as the workbook remembers it: the base that a reply is compared with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Sensitivity, Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.merge.sent import Offered, Sent, SentRow, Spare
from coordinator_app.services.exchange import settled
from coordinator_app.services.session import Reading
from coordinator_app.store.dispatches import Dispatches, DispatchRow

HISTORY, KEYS = "history", "keys"


@dataclass(frozen=True)
class Past:
    """What the workbook knows of a sent file.

    Args:
        sent: As the comparison wants it.
        shown: By record, the values that stood in the file.
        codes: Readable codes to record ids.
        base: How well the sent values are known.
        shared: Ids of rows that belonged to other States too.
    """

    sent: Sent
    shown: Mapping[str, Mapping[str, Value]]
    codes: Mapping[str, str]
    base: str
    shared: frozenset[str] = field(default_factory=frozenset)


def known_past(reading: Reading, dispatch: Record) -> Past:
    """Return what the workbook knows of a sent file: the base a reply is compared with."""
    kept = Dispatches(reading.book.connection, reading.catalogue, reading.log)
    rows = kept.rows(dispatch.id)
    bases = kept.bases(rows)
    doubtful = [each for each in rows if not each.spare and bases[each.record].unknown]
    doubtful += [each for each in rows if not each.spare and bases[each.record].lost]
    ours = reading.records.get_many(each.record for each in rows)
    shown: dict[str, Mapping[str, Value]] = {}
    for row in rows:
        if row.spare or row.record not in ours:
            continue
        # What was sent is not known after an older backup was restored: today's value stands in.
        now, base = ours[row.record].values, bases[row.record]
        lost = {key: now.get(key) for key in base.lost}
        values = dict(now) if base.unknown else {**base.values, **lost}
        shown[row.record] = {key: value for key, value in values.items() if value is not None}
    found = settled.remembered(reading, dispatch.id)
    offered, given = _offered(dispatch), _given(dispatch)
    sent = Sent(
        dispatch.id,
        {
            each.record: _sent_row(each, _shifted(shown[each.record], each.record, found))
            for each in rows
            if each.record in shown
        },
        offered,
        {each.id: each for each in _spares(rows, given)},
        _taken(reading, kept.created(dispatch.id), found),
        settled.by_cell(found),
        frozenset(dispatch.ids("countries")),
        Sensitivity[dispatch.text("ceiling") or Sensitivity.INTERNAL.name],
        given,
        settled.unread(found),
    )
    return Past(
        sent,
        shown,
        {each.reference: each.record for each in rows if each.reference},
        KEYS if doubtful else HISTORY,
        _shared(reading, rows, shown, frozenset(dispatch.ids("countries"))),
    )


def _shifted(
    base: Mapping[str, Value], record: str, found: Sequence[settled.Settled]
) -> Mapping[str, Value]:
    """Return the base with what was decided against in its place: it is no news any more."""
    seen = {
        each.field: each.value
        for each in found
        if each.record == record and each.field and not each.raw
    }
    return {**base, **seen}


def _sent_row(row: DispatchRow, base: Mapping[str, Value]) -> SentRow:
    held = {key: value for key, value in base.items() if value is not None}
    heads = {key: row.heads_of(key) for key in {*held, *row.heads}}
    return SentRow(row.record, row.type, row.reference, held, heads)


def _offered(dispatch: Record) -> dict[str, Offered]:
    columns = json.loads(dispatch.text("columns") or "{}")
    return {
        type_key: Offered(frozenset(each["shown"]), frozenset(each["editable"]))
        for type_key, each in columns.items()
    }


def _taken(
    reading: Reading, created: Mapping[str, str], found: Sequence[settled.Settled]
) -> dict[str, SentRow]:
    """Return the records that earlier replies made, as they were taken in."""
    records = reading.records.get_many(created)
    said = reading.log.values_at(each.made for each in records.values())
    taken = {}
    for each in records.values():
        by_key = reading.catalogue[each.type].by_key
        first = {key: value for key, value in said.get(each.made, {}).items() if key in by_key}
        base = {
            key: value
            for key, value in _shifted(first, each.id, found).items()
            if value is not None
        }
        heads = dict.fromkeys(base, (each.made,))
        taken[each.id] = SentRow(each.id, each.type, each.reference, base, heads)
    return taken


def _given(dispatch: Record) -> dict[str, Mapping[str, Value]]:
    """Return what stood in the blank rows already, by record type."""
    columns = json.loads(dispatch.text("columns") or "{}")
    return {type_key: each["given"] for type_key, each in columns.items() if "given" in each}


def _spares(
    rows: Sequence[DispatchRow], given: Mapping[str, Mapping[str, Value]]
) -> Iterator[Spare]:
    """Yield the blank rows."""
    for row in rows:
        if row.spare:
            yield Spare(row.record, row.type, row.reference, given.get(row.type, {}))


def _shared(
    reading: Reading,
    rows: Sequence[DispatchRow],
    shown: Mapping[str, Mapping[str, Value]],
    scope: frozenset[str],
) -> frozenset[str]:
    """Return the ids of rows that belonged to other States too, which are only to be read.

    Args:
        scope: The States the file was about; none: the whole workbook.
    """
    if not scope:
        return frozenset()
    found: set[str] = set()
    owned: list[tuple[str, tuple[str, ...]]] = []
    for row in rows:
        path = reading.catalogue[row.type].state_path if row.type in reading.catalogue else ""
        if path in ("", "id") or row.record not in shown:
            continue
        ids = Record(row.record, row.type, values=shown[row.record]).ids(path)
        if path == PARENT:
            owned.append((row.record, ids))
        elif not scope.issuperset(ids):
            found.add(row.record)
    return frozenset(found | {record for record, owners in owned if found & set(owners)})
