"""A foreign file compared with the workbook: from here on it is decided like a reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from coordinator_app.domain import rules
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.record import Record
from coordinator_app.domain.snapshot import Said, Snapshot, SnapshotRow, Table, TableCells
from coordinator_app.excel.cells import column_letters, column_number
from coordinator_app.excel.grid import Grid
from coordinator_app.merge.plan import plan as compare_with
from coordinator_app.merge.planned import COUNTED, Decision, Plan, PlannedCell, PlannedRow
from coordinator_app.merge.sent import Incoming, Offered, Sent, SentRow, Spare
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.collecting import uncollected
from coordinator_app.services.exchange import settled, standing
from coordinator_app.services.exchange.incoming import Received, known_files
from coordinator_app.services.foreign import names
from coordinator_app.services.foreign import reading as foreign_reading
from coordinator_app.services.foreign.lines import Line, Wrong
from coordinator_app.services.foreign.looked import Look
from coordinator_app.services.foreign.mapping import Mapping as Mapped
from coordinator_app.services.foreign.originals import originals
from coordinator_app.services.foreign.reading import Lines
from coordinator_app.services.foreign.remembering import remember
from coordinator_app.services.foreign.telling import Tell, silent
from coordinator_app.services.session import Reading
from coordinator_app.store.dispatches import Dispatches
from coordinator_app.texts import N_

#: How well it is known what the file was made from: it was not made from this workbook.
NONE = "none"
#: Shared by all the rows that have none of something.
_NOTHING: Mapping[str, Value] = {}

_SUMS = N_("Rows that only sum up others were left out: {rows}.")
_LISTED = 10
_LEFT_OUT = N_("Only new rows were asked for; left out, being on record already: {count}.")
_NOT_ON_RECORD = N_("Only rows on record were asked for; left out, not being on record: {count}.")


@uncollected()
def compare(
    reading: Reading,
    look: Look,
    mapping: Mapped,
    lang: str = "en",
    tell: Tell = silent,
) -> Received:
    """Compare a file with the workbook, as a mapping reads it; nothing is written.

    Args:
        lang: Language in which names are shown where the file does not say it.
        tell: Told how far it is.

    Raises:
        Refusal: The file cannot be read any more.
    """
    lines = foreign_reading.read(reading, look, mapping, lang, tell)
    return compare_lines(reading, look, mapping, lines, lang, tell)


@uncollected()
def compare_lines(
    reading: Reading,
    look: Look,
    mapping: Mapped,
    lines: Lines,
    lang: str = "en",
    tell: Tell = silent,
) -> Received:
    """Compare lines that were read, which cannot be compared a second time.

    Args:
        lines: Of the file, read by the mapping.
        lang, tell: See `compare`.
    """
    snapshot = _snapshot(reading, look, mapping, lines, lang)
    sent = _sent(reading, lines, snapshot)
    incoming = Incoming(look.name, snapshot, NONE)
    compared = partial(tell, "compare")
    found = compare_with(incoming, sent, lines.records, lines.lookup, reading.catalogue, compared)
    return Received(
        look.path,
        look.name,
        look.sha256,
        None,
        standing.applied(reading, _as_asked(found, mapping), None),
        known_files(reading, look.sha256, ""),
        reading.log.revision(),
        anew=partial(_anew, look, mapping, lang),
        remember=partial(remember, mapping),
        originals=partial(originals, look),
    )


def _anew(look: Look, mapping: Mapped, lang: str, reading: Reading) -> Received:
    return compare(reading, look, mapping, lang)


def _snapshot(reading: Reading, look: Look, mapping: Mapped, lines: Lines, lang: str) -> Snapshot:
    writer = _Rows(reading, look, lines)
    rows = tuple(writer.row(line) for line in lines.lines)
    issues = [issue for grid in lines.grids.values() for issue in grid.issues
              if grid.name in mapping.sheets]  # fmt: skip
    sums = [
        Issue(_SUMS, place=Place(file=look.name, sheet=name), params={"rows": _listed(numbers)})
        for name, numbers in lines.sums.items()
        if numbers
    ]
    return Snapshot(look.name, look.sha256, rows, (*look.issues, *issues, *sums), "", lang, NONE)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_LISTED])) + (", …" if len(numbers) > _LISTED else "")


class _Rows:
    """Turns lines into rows of a snapshot."""

    def __init__(self, reading: Reading, look: Look, lines: Lines) -> None:
        self._catalogue = reading.catalogue
        self._lookup = lines.lookup
        self._records = lines.records
        self._file = look.name
        self._grids = lines.grids
        self._tables: dict[tuple[str, str, int], Table] = {}

    def row(self, line: Line) -> SnapshotRow:
        """Return the row of a line."""
        table = self._table(line)
        values: dict[str, Value] = line.values
        if line.joined and line.known and not names.follows(self._records[line.id].values):
            values = {key: each for key, each in values.items() if key != names.NAME}
        lacking, wishes = self._lacking(line)
        values.update(lacking)
        wrong = {
            key: self._said(line, key, each, table) for key, each in line.wrong.items()
        } if line.wrong else None  # fmt: skip
        place = Place(file=self._file, sheet=line.sheet, cell=f"A{line.number}")
        return SnapshotRow(
            line.type, TableCells(table, line.number, values, wrong), line.id, place=place,
            wishes=wishes,
        )  # fmt: skip

    def _lacking(self, line: Line) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
        """Return the constants a row takes where it says nothing; and those a rule forbids yet.

        A date that is asked about first may allow later what its lack forbids.
        """
        if not line.constants:
            return _NOTHING, _NOTHING
        there: Mapping[str, Value] = self._records[line.id].values if line.known else {}
        found = {
            key: value
            for key, value in line.constants.items()
            if line.values.get(key) is None
            and key not in line.wrong
            and there.get(key) is None
            and not (line.known and value == self._catalogue[line.type].defaults.get(key))
        }
        record_type = self._catalogue[line.type]
        if record_type.life is None or record_type.life.field not in found:
            return found, _NOTHING
        held = {key: value for key, value in {**line.values, **found}.items() if value is not None}
        after = Record(line.id, line.type, values=held)
        state = record_type.life.field
        if rules.forbidden(record_type, None, after, self._lookup):
            return found, {state: found.pop(state)}
        return found, _NOTHING

    def _said(self, line: Line, key: str, wrong: Wrong, table: Table) -> Said:
        place = Place(
            "", key, self._file, line.sheet, f"{column_letters(wrong.column)}{line.number}"
        )
        issue = wrong.heard.issue or Issue("")
        return Said(None, wrong.heard.raw or table.raw(line.number, column_letters(wrong.column)),
                    place, replace(issue, place=place))  # fmt: skip

    def _table(self, line: Line) -> Table:
        key = (line.sheet, line.type, id(line.columns))
        if key not in self._tables:
            columns = {each: column_letters(at) for each, at in line.columns.items()}
            self._tables[key] = Table(
                self._file, line.sheet, columns, _Raw(self._grids[line.sheet])
            )
        return self._tables[key]


class _Raw:
    """Tells what stands in a cell of a sheet, as a person reads it."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._rows: dict[int, tuple[object, ...]] | None = None

    def __call__(self, number: int, letters: str) -> str:
        if self._rows is None:
            self._rows = dict(self._grid.rows)
        values, at = self._rows.get(number, ()), column_number(letters)
        return self._grid.text(number, at, values[at - 1]) if at <= len(values) else ""  # type: ignore[arg-type]  # rows of the grid


def _sent(reading: Reading, lines: Lines, snapshot: Snapshot) -> Sent:
    """Return the records that lines are as if they had been sent, the new ones as blank rows."""
    records = lines.records
    fields = {
        each.key: frozenset(each.by_key)
        for each in reading.catalogue
        if any(row.type == each.key for row in _few(snapshot.rows))
    }
    spares = {
        line.id: Spare(line.id, line.type, base=_NOTHING) for line in lines.lines if not line.known
    }
    return Sent(
        "",
        {**{each.id: _as_it_is(each) for each in records.values()}, **_as_taken(reading, records)},
        {key: Offered(every, every) for key, every in fields.items()},
        spares,
        settled=settled.by_cell(settled.remembered(reading, "")),
    )


def _few(rows: Sequence[SnapshotRow]) -> Iterable[SnapshotRow]:
    """Return one row of each type."""
    return {row.type: row for row in rows}.values()


def _as_it_is(record: Record) -> SentRow:
    return SentRow(record.id, record.type, record.reference, record.values)


def _as_taken(reading: Reading, records: Mapping[str, Record]) -> dict[str, SentRow]:
    """Return records that other lists made, and somebody changed since, as those said them.

    What the list still says is no news then, and a change of ours is not taken back by it.
    """
    changed = {each.id: each for each in records.values() if each.heads}
    if not changed:
        return {}
    kept = Dispatches(reading.book.connection, reading.catalogue, reading.log)
    made = {record: changed[record] for record in kept.created("") if record in changed}
    said = reading.log.values_at(each.made for each in made.values())
    found = {}
    for each in made.values():
        first = {
            key: value
            for key, value in said.get(each.made, {}).items()
            if value is not None and key in reading.catalogue[each.type].by_key
        }
        heads = dict.fromkeys({*first, *each.heads}, (each.made,))
        found[each.id] = SentRow(each.id, each.type, each.reference, first, heads)
    return found


def _as_asked(plan: Plan, mapping: Mapped) -> Plan:
    """Return what is left of a plan in the mode that was chosen."""
    made = {row.record for row in plan.rows}
    cells, rows = list(plan.cells), list(plan.rows)
    notices: list[Issue] = []
    match mapping.mode:
        case "add":
            left = {cell.record for cell in cells} - made
            cells = [cell for cell in cells if cell.record in made]
            notices += _notice(_LEFT_OUT, len(left))
        case "update" | "fill":
            rows, dropped = [], rows
            cells = [cell for cell in cells if cell.record not in made]
            notices += _notice(_NOT_ON_RECORD, len(dropped))
            if mapping.mode == "fill":
                cells = [cell for cell in cells if cell.ours is None]
        case "add_update":
            pass
    if mapping.blank == "clear":
        cells = [_cleared(cell) for cell in cells]
    return replace(
        plan,
        cells=tuple(cells),
        rows=tuple(rows),
        issues=(*plan.issues, *notices),
        counts=_counts(cells, rows, plan.counts[CellClass.UNCHANGED.value]),
    )


def _notice(what: str, count: int) -> Iterator[Issue]:
    if count:
        yield Issue(what, params={"count": count})


def _cleared(cell: PlannedCell) -> PlannedCell:
    """Return an emptied cell ticked: that blanks clear was said for this file."""
    if cell.cls is CellClass.EMPTIED and cell.usable and cell.decision is Decision.UNTICKED:
        return replace(cell, decision=Decision.TAKE)
    return cell


def _counts(
    cells: Iterable[PlannedCell], rows: Iterable[PlannedRow], unchanged: int
) -> dict[str, int]:
    found = Counter[str](cell.cls.value for cell in cells)
    found.update(row.cls.value for row in rows)
    found[CellClass.UNCHANGED.value] += unchanged
    return {key: found[key] for key in COUNTED}
