"""What taking a reply in would do, as a report: an Excel file or pages, and nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Sensitivity
from coordinator_app.excel import plain
from coordinator_app.merge.planned import Decision, Plan, PlannedCell
from coordinator_app.merge.policy import Other
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.exchange.guide import marking
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import LABELS, Line, lines
from coordinator_app.services.exchange.review import Outcome
from coordinator_app.services.printing import Facts, Paper, Prose, Table
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts

#: What becomes of a line.
_FATES: Final = {
    Decision.TAKE: N_("Would be taken in"),
    Decision.KEEP: N_("Mine stays"),
    Decision.OPEN: N_("Waits for a decision"),
    Decision.UNTICKED: N_("Would not be taken in"),
    Decision.NONE: N_("Nothing to do"),
}
_SAME: Final = N_("It is an entry of mine")
_PLAIN: Final = ("same", "ours_only")
_NEW: Final = ("new", "duplicate")
#: More lines than that are for a file, not for paper.
_ON_PAPER: Final = 400
_COLUMNS: Final = 5


@dataclass(frozen=True)
class Sheet:
    """One list of the report; cells are words."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Rehearsal:
    """The report.

    Args:
        title: What it is about.
        lead: File and day.
        marking: How far it may travel, and that it is no real data.
        summary: What it comes to, label and figure.
        sheets: Changes, new entries, what cannot be used.
    """

    title: str
    lead: str
    marking: str
    summary: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]


def rehearse(reading: Reading, received: Received, outcome: Outcome, texts: Texts) -> Rehearsal:
    """Return what taking a reply in would do; nothing is written.

    Args:
        outcome: What was decided.
    """
    plan = _with_other_values(outcome)
    found = lines(reading, replace(received, plan=plan), texts)
    maker = _Maker(outcome, texts)
    day = edtf.display_day(reading.today().isoformat(), texts.lang)
    return Rehearsal(
        texts("What taking in {file} would change", file=received.name),
        texts("Tried on {day}; nothing was written.", day=day),
        marking(reading.kind, _highest(reading, plan), texts),
        maker.summary(found),
        (maker.changes(found), maker.new(found), maker.unusable(found)),
    )


def write(report: Rehearsal, path: Path, texts: Texts) -> None:
    """Write a report as an .xlsx file: summary, changes, new entries, what cannot be used.

    Raises:
        UserError: The ending is another one, or the place cannot be written.
    """
    summary = Sheet(
        texts("Summary"),
        (report.title, report.lead),
        report.summary,
    )
    plain.write_book(
        [
            plain.PlainTable(
                each.title,
                each.headings,
                [[cell or None for cell in row] for row in each.rows],
                report.marking,
                texts.lang,
            )
            for each in (summary, *report.sheets)
        ],
        path,
    )


def paper(report: Rehearsal, texts: Texts) -> Paper:
    """Return a report as pages."""
    blocks: list[Facts | Prose | Table] = [Facts("", report.summary)]
    for sheet in report.sheets:
        if not sheet.rows:
            continue
        blocks.append(_table(sheet))
        more = len(sheet.rows) - _ON_PAPER
        if more > 0:
            said = texts.n("{n} more line: see the Excel file.",
                           "{n} more lines: see the Excel file.", more)  # fmt: skip
            blocks.append(Prose("", said))
    marks = [report.marking] if report.marking else []
    return Paper(report.title, report.lead, marks, blocks, report.lead)


def _table(sheet: Sheet) -> Table:
    """Return a list as it has room on paper: what becomes of a line, and why, in one column."""
    if len(sheet.headings) <= _COLUMNS:
        return Table(sheet.title, sheet.headings, sheet.rows[:_ON_PAPER])
    *headings, fate, why = sheet.headings
    rows = [
        (*cells, "\n".join(filter(None, (decided, reason))))
        for *cells, decided, reason in sheet.rows[:_ON_PAPER]
    ]
    return Table(sheet.title, (*headings, f"{fate} · {why}"), rows)


def _with_other_values(outcome: Outcome) -> Plan:
    """Return the plan with values that were decided in the place of theirs."""
    given = outcome.answers
    cells = tuple(
        replace(cell, theirs=answer.value, usable=True)
        if isinstance(answer := given.get(cell.n), Other)
        else cell
        for cell in outcome.plan.cells
    )
    return replace(outcome.plan, cells=cells)


def _highest(reading: Reading, plan: Plan) -> Sensitivity:
    """Return the sensitivity of the most sensitive thing that the report shows."""
    catalogue = reading.catalogue
    shown = [catalogue.field(cell.type, cell.field).sensitivity for cell in plan.cells]
    for row in plan.rows:
        by_key = catalogue[row.type].by_key
        shown += [by_key[key].sensitivity for key in row.values if key in by_key]
    records = reading.records.get_many({cell.record for cell in plan.cells})
    entries = [
        Sensitivity[given]
        for each in records.values()
        if (given := each.text("sensitivity")) in Sensitivity.__members__
    ]
    return max([*shown, *entries], default=Sensitivity.INTERNAL)


class _Maker:
    """Makes the parts of one report."""

    def __init__(self, outcome: Outcome, texts: Texts) -> None:
        self._outcome, self._texts = outcome, texts
        self._decisions = outcome.decided.decisions
        self._cells: dict[int, PlannedCell] = {each.n: each for each in outcome.plan.cells}

    def summary(self, found: Sequence[Line]) -> tuple[tuple[str, str], ...]:
        """Return what it comes to."""
        texts, counts = self._texts, self._outcome.plan.counts
        classes = Counter(line.cls for line in found)
        fates = Counter(self._decision(line) for line in found)
        rows = [(texts("Unchanged"), str(counts.get("unchanged", 0)))]
        rows += [(texts(LABELS[cls]), str(classes[cls])) for cls in LABELS if classes[cls]]
        rows += [
            (texts(_FATES[fate]), str(fates[fate]))
            for fate in (Decision.TAKE, Decision.KEEP, Decision.UNTICKED, Decision.OPEN)
            if fates[fate]
        ]
        return tuple(rows)

    def changes(self, found: Sequence[Line]) -> Sheet:
        """Return the fields of entries on record that would change, and removals."""
        shown = [
            line for line in found if line.cls not in (*_PLAIN, *_NEW) and not self._wrong(line)
        ]
        return self._sheet(
            N_("Changes"),
            (N_("Entry"), N_("Field"), N_("My file now"), N_("New value"), N_("Decision"),
             N_("Why")),
            [
                (line.entry, line.label or line.type_label, *_values(line), self._fate(line),
                 line.why)
                for line in shown
            ],
        )  # fmt: skip

    def new(self, found: Sequence[Line]) -> Sheet:
        """Return the entries that would be made."""
        return self._sheet(
            N_("New entries"),
            (N_("Record type"), N_("Entry"), N_("What it says"), N_("Resembles"), N_("Decision"),
             N_("Why")),
            [
                (line.type_label, line.entry, line.theirs, line.ours, self._fate(line), line.why)
                for line in found
                if line.cls in _NEW
            ],
        )  # fmt: skip

    def unusable(self, found: Sequence[Line]) -> Sheet:
        """Return what cannot be used as it is."""
        return self._sheet(
            N_("Not usable"),
            (N_("Cell"), N_("Entry"), N_("Field"), N_("What stands there"), N_("What is wrong")),
            [
                (line.place, line.entry, line.label, line.theirs, line.why)
                for line in found
                if self._wrong(line)
            ],
        )

    def _sheet(self, title: str, headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Sheet:
        return Sheet(self._texts(title), tuple(self._texts(each) for each in headings), tuple(rows))

    def _wrong(self, line: Line) -> bool:
        """Say whether a cell cannot be used, and nobody gave another value."""
        cell = self._cells.get(line.n)
        return (
            cell is not None
            and cell.cls is CellClass.INVALID
            and self._decision(line) is not Decision.TAKE
        )

    def _decision(self, line: Line) -> Decision:
        return self._decisions.get(line.n, Decision.NONE)

    def _fate(self, line: Line) -> str:
        decision = self._decision(line)
        answer = self._outcome.answers.get(line.n)
        if line.whole and isinstance(answer, Other) and decision is Decision.TAKE:
            return self._texts(_SAME)
        return self._texts(_FATES[decision])


def _values(line: Line) -> tuple[str, str]:
    """Return what stands in my file and what would stand there; nothing of a removal."""
    return (line.theirs, "") if line.cls == "removal" else (line.ours, line.theirs)
