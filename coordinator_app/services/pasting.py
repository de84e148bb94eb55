"""A block of cells from the clipboard: what it would change, then the change, as one operation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain import counted, display, parsing
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.changes import ChangeSet, Create, Edit, Update
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.values import same
from coordinator_app.services import editing, naming
from coordinator_app.services.pasted_block import Block, PastedCell, PastedRow, Question
from coordinator_app.services.pasted_text import table_of
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import LANGUAGES, N_, Texts, load

__all__ = [
    "REFERENCE",
    "Block",
    "PastedCell",
    "PastedRow",
    "Question",
    "apply",
    "edits",
    "names_of",
    "plan",
    "proposals",
    "table_of",
]

_LABEL = N_("Paste into {count} entries")

#: Column of the reference, where a list shows it.
REFERENCE = "$reference"

_LABEL_OF_REFERENCE = N_("Reference")


@dataclass(frozen=True)
class _Laid:
    """Which column of a block is which field, and which holds the references (-1: none)."""

    columns: list[Field | None]
    references: int
    rows: list[Sequence[str]]


def _lay(
    record_type: RecordType,
    fields: Sequence[str],
    listed: Sequence[str],
    table: Sequence[Sequence[str]],
) -> _Laid:
    """Lay a block on the columns from the chosen one on, or as its own headings say."""
    columns = [record_type.by_key.get(key) for key in fields]
    references = fields.index(REFERENCE) if REFERENCE in fields else -1
    first = [fold(cell) for cell in table[0]] if table else []
    placed = [_names_at(key, field) for key, field in zip(fields, columns, strict=True)]
    told = [cell in names for cell, names in zip(first, placed, strict=False) if cell and names]
    if told and all(told):
        return _Laid(columns, references, list(table[1:]))
    allowed = {
        key: _names_at(key, record_type.by_key.get(key)) for key in (*fields, *listed) if key
    }
    by_name = [next((key for key, names in allowed.items() if cell in names), "") for cell in first]
    named = [key for key in by_name if key]
    told = [bool(key) for key, cell in zip(by_name, first, strict=True) if cell]
    if len(named) < 2 or len(set(named)) < len(named) or not all(told):
        return _Laid(columns, references, list(table))
    references = by_name.index(REFERENCE) if REFERENCE in by_name else -1
    return _Laid([record_type.by_key.get(key) for key in by_name], references, list(table[1:]))


def _names_at(key: str, field: Field | None) -> frozenset[str]:
    if key == REFERENCE:
        return frozenset(fold(load(lang)(_LABEL_OF_REFERENCE)) for lang in LANGUAGES)
    return names_of(field)


def names_of(field: Field | None) -> frozenset[str]:
    """Return what a column of a field may be called, folded, in every language."""
    if field is None:
        return frozenset()
    return frozenset({fold(load(lang)(field.label)) for lang in LANGUAGES} | {fold(field.key)})


def plan(
    reading: Reading,
    type_key: str,
    fields: Sequence[str],
    targets: Sequence[str],
    table: Sequence[Sequence[str]],
    texts: Texts,
    given: Mapping[str, Value] | None = None,
    listed: Sequence[str] = (),
) -> Block:
    """Return what pasting a block would change; nothing is written.

    Args:
        type_key: Record type of the entries.
        fields: Field keys from the first column on; REFERENCE for that of references, "" for
            another one that cannot be edited.
        targets: Entries from the first row on; rows that bear a reference find their own, so
            that a block may have been sorted meanwhile.
        table: The cells.
        texts: Of the person's language.
        given: What new entries get besides; None makes no new ones.
        listed: All columns of the list, which headings above the block may name.
    """
    record_type = reading.catalogue[type_key]
    laid = _lay(record_type, fields, listed, table)
    records = _records(reading, type_key, targets, laid)
    taken = {field.key for field in laid.columns if field}
    free = {key: field for key, field in record_type.by_key.items() if key not in taken}
    cells_of = _Cells(reading, texts, list(filter(None, records)), free)
    made: list[tuple[PastedRow, Record | None]] = []
    beyond = 0
    for cells, record in zip(laid.rows, records, strict=True):
        if record is None and given is None:
            beyond += 1
            continue
        pasted = tuple(
            cells_of.cell(field, raw, record)
            for field, raw in zip(laid.columns, cells, strict=False)
            if field is not None and field.kind is not Kind.FILE
        )
        lacks = () if record else _lacks(record_type, pasted, given or {})
        title = (record.reference or record.title) if record else ""
        made.append((PastedRow(record.id if record else "", title, pasted, lacks), record))
    rows = tuple(cells_of.with_asides(row, record) for row, record in made)
    width = max(map(len, laid.rows), default=0)
    kept = [field is not None or at == laid.references for at, field in enumerate(laid.columns)]
    return Block(type_key, rows, beyond, width - sum(kept[:width]))


def _records(
    reading: Reading, type_key: str, targets: Sequence[str], laid: _Laid
) -> list[Record | None]:
    """Return the entry each row goes to: that of its reference, else that of its place."""
    at = laid.references
    said = [row[at].strip() if 0 <= at < len(row) else "" for row in laid.rows]
    if not any(said):
        known = reading.records.get_many(targets[: len(said)])
        return [known.get(each) for each in [*targets, *[""] * len(said)][: len(said)]]
    found: dict[str, Record | None] = {}
    for reference in {*said} - {""}:
        fitting = [
            each
            for each in reading.records.by_reference(reference)
            if each.type == type_key and not each.deleted
        ]
        found[reference] = fitting[0] if len(fitting) == 1 else None
    # A reference that stands there twice is used once: nobody knows which row is meant.
    return [found.pop(each, None) for each in said]


def edits(block: Block, given: Mapping[str, Value] | None = None) -> list[Edit]:
    """Return the edits of a block; cells that cannot be used are left as they are."""
    made: list[Edit] = []
    for row in block.rows:
        values = {
            cell.field: cell.value for cell in row.cells if cell.issue is None and cell.changes
        }
        if not values or row.lacks:
            continue
        if row.new:
            made.append(Create(block.type, {**(given or {}), **values}, uuid7()))
        else:
            made.append(Update(row.record, values))
    return made


def apply(
    session: Session, block: Block, given: Mapping[str, Value] | None = None
) -> ChangeSet | None:
    """Write a block as one operation; None when nothing of it changes anything.

    Raises:
        UserError: A rule forbids one of the changes; nothing was written.
    """
    made = edits(block, given)
    if not made:
        return None
    return editing.apply(session, made, _LABEL, kind="bulk", count=str(len(made)))


class _Shown:
    """Puts values into words."""

    def __init__(self, reading: Reading, texts: Texts, records: Iterable[Record]) -> None:
        self._reading, self._texts = reading, texts
        self._names = naming.linked(reading, records, texts.lang)

    def __call__(self, field: Field, value: Value) -> str:
        return display.show(field, value, self._texts, self._title)

    def _title(self, record_id: str) -> str:
        if record_id not in self._names:
            self._names.update(naming.names(self._reading, [record_id], self._texts.lang))
        return self._names.get(record_id, "")


class _Cells:
    """Reads the cells of a block; the same words in the same column are read once.

    Args:
        free: The fields that no column is, of which a cell may say something by the way.
    """

    def __init__(
        self, reading: Reading, texts: Texts, records: Iterable[Record], free: Mapping[str, Field]
    ) -> None:
        self._reader = parsing.Reading(texts.lang, reading.records, reading.today())
        self._shown = _Shown(reading, texts, records)
        self._read: dict[tuple[str, str], tuple[Value, str, Issue | None]] = {}
        self._free = free
        self._asides: dict[tuple[str, str], Mapping[str, Value]] = {}

    def cell(self, field: Field, raw: str, record: Record | None) -> PastedCell:
        """Return a cell: what it means, and what it would change."""
        old = record.get(field.key) if record else None
        before = self._shown(field, old)
        if raw == before:
            return PastedCell(field.key, raw, old, before, before)
        value, after, issue = self._meaning(field, raw)
        changes = issue is None and not same(field, old, value)
        return PastedCell(field.key, raw, value, before, after, issue, changes)

    def with_asides(self, row: PastedRow, record: Record | None) -> PastedRow:
        """Return a row with what its cells say by the way; each row of a block has the same."""
        said = {
            key: value
            for cell in row.cells
            for key, value in self._asides.get((cell.field, cell.raw), {}).items()
        }
        keys = dict.fromkeys(key for each in self._asides.values() for key in each)
        beside = (self._beside(self._free[key], said.get(key), record) for key in keys)
        return replace(row, cells=(*row.cells, *beside))

    def _beside(self, field: Field, value: Value, record: Record | None) -> PastedCell:
        old = record.get(field.key) if record else None
        before = self._shown(field, old)
        if value is None:
            return PastedCell(field.key, "", old, before, before, aside=True)
        changes = not same(field, old, value)
        after = self._shown(field, value)
        return PastedCell(field.key, after, value, before, after, changes=changes, aside=True)

    def _meaning(self, field: Field, raw: str) -> tuple[Value, str, Issue | None]:
        said = field.key, raw
        if said not in self._read:
            found = parsing.parse(field, raw, self._reader)
            if found.issue is not None and field.kind is Kind.COUNT:
                own, more = counted.of_fields(raw, field.key, self._free) or (None, {})
                if own is not None:
                    found, self._asides[said] = parsing.Parsed(own), more
            refused = found.issue is not None
            after = raw if refused else self._shown(field, found.value)
            self._read[said] = (None if refused else found.value, after, found.issue)
        return self._read[said]


def _lacks(
    record_type: RecordType, cells: Iterable[PastedCell], given: Mapping[str, Value]
) -> tuple[str, ...]:
    said = {cell.field for cell in cells if cell.issue is None and cell.value is not None}
    return tuple(
        field.key
        for field in record_type.fields
        if field.needed and field.key not in said and given.get(field.key) is None
    )


def proposals(
    reading: Reading, catalogue: Catalogue, block: Block, texts: Texts
) -> dict[tuple[str, str], list[tuple[Value, str]]]:
    """Return for each question (field, words) the values it may mean, in words."""
    shown = _Shown(reading, texts, ())
    found: dict[tuple[str, str], list[tuple[Value, str]]] = {}
    for question in block.questions:
        at, place = question.cells[0]
        issue = block.rows[at].cells[place].issue
        field = catalogue.field(block.type, question.field)
        offered: tuple[Value, ...] = issue.proposals if issue is not None else ()
        if not offered:  # a list is short enough to be offered whole
            offered = tuple(choice.code for choice in field.choices)
        if offered:
            found[question.field, question.raw] = [(each, shown(field, each)) for each in offered]
    return found
