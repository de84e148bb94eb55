"""A block of cells from the clipboard: what it would change, then the change, as one operation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain import display, parsing
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
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import LANGUAGES, N_, Texts, load

#: From so many rows on a person sees what a block would change before it does.
LOOK_FROM = 20
#: A block is what somebody selected in a sheet, not a whole database.
MOST_ROWS = 5_000

_LABEL = N_("Paste into {count} entries")


@dataclass(frozen=True)
class PastedCell:
    """One cell of a block.

    Args:
        field: Key of the field it goes to.
        raw: As it stood on the clipboard.
        value: What it means, when there is no issue.
        before, after: The old and the new value as a person reads them.
        issue: Why it cannot be used as it is; its proposals may be chosen instead.
        changes: It would change the entry.
    """

    field: str
    raw: str
    value: Value = None
    before: str = ""
    after: str = ""
    issue: Issue | None = None
    changes: bool = False


@dataclass(frozen=True)
class PastedRow:
    """One row of a block and the entry it goes to; record "" makes a new one."""

    record: str
    title: str
    cells: tuple[PastedCell, ...]
    lacks: tuple[str, ...] = ()

    @property
    def new(self) -> bool:
        """Say whether it would make an entry."""
        return not self.record


@dataclass(frozen=True)
class Block:
    """What a pasted block would do.

    Args:
        type: Record type of the entries.
        rows: In the order of the block.
        beyond: Rows for which there was no entry left in the list.
        left_out: Columns that went past the last one, or onto one that cannot be edited.
    """

    type: str
    rows: tuple[PastedRow, ...]
    beyond: int = 0
    left_out: int = 0

    @property
    def changed(self) -> int:
        """Return how many cells would change."""
        return sum(cell.changes for row in self.rows for cell in row.cells)

    @property
    def problems(self) -> list[tuple[int, int]]:
        """Return row and place of the cells that cannot be used as they are."""
        return [
            (at, place)
            for at, row in enumerate(self.rows)
            for place, cell in enumerate(row.cells)
            if cell.issue is not None
        ]

    @property
    def wants_a_look(self) -> bool:
        """Say whether a person should see it first."""
        return len(self.rows) > LOOK_FROM or bool(self.problems) or self.beyond > 0

    def with_value(self, at: int, place: int, value: Value, shown: str) -> Block:
        """Return the block with another value for a cell (None: the cell is left as it is)."""
        row = self.rows[at]
        cell = replace(
            row.cells[place], value=value, after=shown, issue=None, changes=value is not None
        )
        cells = (*row.cells[:place], cell, *row.cells[place + 1 :])
        rows = (*self.rows[:at], replace(row, cells=cells), *self.rows[at + 1 :])
        return replace(self, rows=rows)


def table_of(text: str) -> list[list[str]]:
    """Return the cells of text that a spreadsheet, Word or an e-mail put on the clipboard."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not lines.strip():
        return []
    rows = list(csv.reader(io.StringIO(lines, newline=""), "excel-tab"))[:MOST_ROWS]
    width = max(map(len, rows))
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def without_headings(
    table: Sequence[Sequence[str]], fields: Sequence[Field | None]
) -> list[Sequence[str]]:
    """Return a block without a first row that only repeats the headings of its columns."""
    if not table:
        return []
    said = [fold(cell) for cell in table[0]]
    known = [names_of(field) for field in fields[: len(said)]]
    told = [cell in names for cell, names in zip(said, known, strict=False) if cell and names]
    return list(table[1:]) if told and all(told) else list(table)


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
) -> Block:
    """Return what pasting a block would change; nothing is written.

    Args:
        type_key: Record type of the entries.
        fields: Field keys from the first column on; "" for one that cannot be edited.
        targets: Entries from the first row on.
        table: The cells.
        texts: Of the person's language.
        given: What new entries get besides; None makes no new ones.
    """
    record_type = reading.catalogue[type_key]
    columns = [record_type.by_key.get(key) for key in fields]
    rows = without_headings(table, columns)
    known = reading.records.get_many(targets[: len(rows)])
    reader = parsing.Reading(texts.lang, reading.records, reading.today())
    writer = _Shown(reading, texts, known.values())
    made: list[PastedRow] = []
    beyond = 0
    for at, cells in enumerate(rows):
        record = known.get(targets[at]) if at < len(targets) else None
        if record is None and given is None:
            beyond += 1
            continue
        pasted = tuple(
            _cell(field, raw, record, reader, writer)
            for field, raw in zip(columns, cells, strict=False)
            if field is not None and field.kind is not Kind.FILE
        )
        lacks = () if record else _lacks(record_type, pasted, given or {})
        title = (record.reference or record.title) if record else ""
        made.append(PastedRow(record.id if record else "", title, pasted, lacks))
    width = max(map(len, rows), default=0)
    left_out = sum(field is None for field in columns[:width]) + max(0, width - len(columns))
    return Block(type_key, tuple(made), beyond, left_out)


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


def _cell(
    field: Field, raw: str, record: Record | None, reader: parsing.Reading, shown: _Shown
) -> PastedCell:
    old = record.get(field.key) if record else None
    before = shown(field, old)
    if raw == before:
        return PastedCell(field.key, raw, old, before, before)
    found = parsing.parse(field, raw, reader)
    if found.issue is not None:
        return PastedCell(field.key, raw, None, before, raw, found.issue)
    return PastedCell(
        field.key,
        raw,
        found.value,
        before,
        shown(field, found.value),
        changes=not same(field, old, found.value),
    )


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
) -> dict[tuple[int, int], list[tuple[Value, str]]]:
    """Return for each cell with an issue the values it may mean, in words."""
    shown = _Shown(reading, texts, ())
    found: dict[tuple[int, int], list[tuple[Value, str]]] = {}
    for at, place in block.problems:
        cell = block.rows[at].cells[place]
        field = catalogue.field(block.type, cell.field)
        offered: tuple[Value, ...] = cell.issue.proposals if cell.issue is not None else ()
        if not offered:  # a list is short enough to be offered whole
            offered = tuple(choice.code for choice in field.choices)
        if offered:
            found[at, place] = [(each, shown(field, each)) for each in offered]
    return found
