"""What could not be used of a reply, as a file that can be corrected and returned as it is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.excel import profiles, writer
from coordinator_app.excel.layouts import Line, SheetLayout
from coordinator_app.merge.planned import PlannedCell, PlannedRow, RowClass
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.exchange import issues_list
from coordinator_app.services.exchange.composition import Identity, layout
from coordinator_app.services.exchange.extent import Request, remembered
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.review import Outcome
from coordinator_app.services.exchange.selection import Selection, select
from coordinator_app.services.session import Reading
from coordinator_app.store.dispatches import Dispatches
from coordinator_app.texts import N_, Texts, load

_ASKED = N_(
    "Some of what you sent could not be used. The cells concerned are red, and a note on each"
    " says why. Please correct them and send this file back; all else has arrived."
)


@dataclass
class _Row:
    """A row with something wrong, as it came back."""

    type: str
    record: str
    reference: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    raws: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    new: bool = False


def wanted(outcome: Outcome) -> bool:
    """Say whether a reply holds anything that has to go back."""
    if not outcome.plan.dispatch:
        return issues_list.wanted(outcome)
    return bool(_rows(outcome, load("en")))


def write(reading: Reading, received: Received, outcome: Outcome, path: Path) -> int:
    """Write the rows of a reply that hold something unusable; return how many cells are.

    Of a list that answers no sent file the rows go back as they came.

    Args:
        outcome: What became of the reply.

    Raises:
        UserError: Everything could be used, or the file cannot be written.
    """
    if received.dispatch is None:
        return issues_list.write(received, outcome, path)
    texts = load(received.plan.lang)
    rows = _rows(outcome, texts)
    if not rows:
        raise UserError(
            N_("Everything in this reply can be used; there is nothing to send back."),
            where=received.name,
        )
    dispatch = received.dispatch
    if profiles.profile(dispatch.text("profile")).locked and not received.password:
        raise UserError(
            N_("What goes back needs the password of the reply, which is kept nowhere."),
            where=received.name,
            do=N_("Open the reply itself again, and send back then what cannot be used."),
        )
    selection = _selection(reading, dispatch)
    request = Request(
        profile=dispatch.text("profile"),
        recipient=dispatch.get("recipient"),
        due=_day(dispatch.text("due_back")),
        lang=received.plan.lang,
        personal=dispatch.get("personal_data") is True,
    )
    who = Identity(dispatch.id, dispatch.reference)
    whole = layout(reading, request, selection, {}, who, texts, purpose=_ASKED)
    sheets = tuple(_only(each, rows) for each in whole.sheets)
    kept = tuple(each for each in sheets if each.lines)
    counted = {each.name: len(each.lines) for each in kept}
    contents = tuple(
        replace(each, rows=counted[each.sheet], spare=0)
        for each in whole.guide.contents
        if each.sheet in counted
    )
    guide = replace(whole.guide, contents=contents)
    whole = replace(whole, sheets=kept, guide=guide)
    draft = writer.write(whole, path, texts, password=received.password)
    try:
        draft.place()
    finally:
        draft.discard()
    return sum(len(each.remarks) for each in rows.values())


def _rows(outcome: Outcome, texts: Texts) -> dict[str, _Row]:
    """Return the rows with something wrong, by record."""
    plan, left = outcome.plan, frozenset(outcome.decided.left)
    cells: dict[str, list[PlannedCell]] = defaultdict(list)
    for cell in plan.cells:
        cells[cell.record].append(cell)
    new = {row.record: row for row in plan.rows if row.cls is not RowClass.REMOVAL}
    found: dict[str, _Row] = {}
    for record in dict.fromkeys((*cells, *new)):
        row = _row(cells.get(record, ()), new.get(record), left, texts)
        if row.remarks:
            found[record] = row
    return found


def _row(
    cells: Sequence[PlannedCell], new: PlannedRow | None, left: Collection[int], texts: Texts
) -> _Row:
    """Return a row as it came back, with a remark on what nobody has decided otherwise."""
    first = next(iter(cells), None)
    type_key = new.type if new else first.type if first else ""
    record = new.record if new else first.record if first else ""
    row = _Row(type_key, record, new=new is not None)
    if new is not None:
        row.reference = new.reference
        row.values = dict(new.values)
        if new.issue is not None and new.n in left:
            row.remarks[""] = _words(new.issue, texts)
    for cell in cells:
        row.reference = row.reference or cell.reference
        if cell.cls is CellClass.INVALID and cell.n in left:
            row.raws[cell.field] = cell.raw
            row.remarks[cell.field] = _words(cell.issue, texts)
        elif cell.usable:
            row.values[cell.field] = cell.theirs
    return row


def _words(issue: Issue | None, texts: Texts) -> str:
    return issue.sentence(texts) if issue else ""


def _selection(reading: Reading, dispatch: Record) -> Selection:
    profile = profiles.profile(dispatch.text("profile"))
    kept = Dispatches(reading.book.connection, reading.catalogue, reading.log)
    sent = [each.record for each in kept.rows(dispatch.id)]
    extent = remembered(reading, profile, dispatch, sent)
    return select(reading, profile, extent, personal=dispatch.get("personal_data") is True)


def _only(sheet: SheetLayout, rows: Mapping[str, _Row]) -> SheetLayout:
    """Return a sheet with the rows that have something wrong, as they came back."""
    lines = [_marked(line, rows[line.record]) for line in sheet.lines if line.record in rows]
    there = {line.record for line in sheet.lines}
    lines += [
        _marked(Line(each.record, reference=each.reference, spare=True), each)
        for each in rows.values()
        if each.type == sheet.type and each.record not in there and each.new
    ]
    return replace(sheet, lines=tuple(lines))


def _marked(line: Line, row: _Row) -> Line:
    return replace(line, values={**line.values, **row.values}, raws=row.raws, remarks=row.remarks)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
