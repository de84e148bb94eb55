"""What could not be used of somebody's own list: its rows as they came, and why they come back.

The headers stay as they were, so that the list is known again when it returns corrected.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.excel import plain
from coordinator_app.excel.cells import column_number
from coordinator_app.merge.planned import Decision, RowClass
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.originals import Original
from coordinator_app.services.exchange.review import Outcome
from coordinator_app.texts import N_, Texts, load

_CELL = re.compile(r"([A-Z]+)([0-9]+)")
#: Where a list gives no reason at all, what is said of the row.
_LOOK = Issue(N_("This row could not be used as it is."))

_Remarks = dict[str, dict[int, list[tuple[int, str]]]]


def wanted(outcome: Outcome) -> bool:
    """Say whether a list holds anything that has to go back."""
    return bool(_remarks(outcome, load("en")))


def write(received: Received, outcome: Outcome, path: Path) -> int:
    """Write the rows of a list that hold something unusable; return how many cells are.

    Raises:
        UserError: Everything could be used, the list is not at hand, or it cannot be written.
    """
    texts = load(received.plan.lang)
    remarks = _remarks(outcome, texts)
    if not remarks:
        raise UserError(
            N_("Everything in this list can be used; there is nothing to send back."),
            where=received.name,
        )
    if received.originals is None:
        raise UserError(
            N_("The list itself is not at hand any more."),
            where=received.name,
            do=N_("Bring it in again, and send back then what cannot be used."),
        )
    sheets = received.originals({name: frozenset(rows) for name, rows in remarks.items()})
    tables = [_table(each, remarks[each.name], texts) for each in sheets if each.rows]
    plain.write_book(tables, path)
    return sum(len(row) for rows in remarks.values() for row in rows.values())


def _table(sheet: Original, remarks: dict[int, list[tuple[int, str]]], texts: Texts
           ) -> plain.PlainTable:  # fmt: skip
    rows, notes = [], {}
    for at, (number, cells) in enumerate(sheet.rows.items()):
        said = []
        for column, sentence in remarks[number]:
            header = sheet.headers[column - 1] if 0 < column <= len(sheet.headers) else ""
            said.append(f"{header}: {sentence}" if header else sentence)
            notes[at, column - 1 if column else len(sheet.headers)] = sentence
        rows.append((*cells, "\n".join(said)))
    headers = (*sheet.headers, texts("Why this row comes back"))
    return plain.PlainTable(sheet.name, headers, rows, "", texts.lang, notes)


def _remarks(outcome: Outcome, texts: Texts) -> _Remarks:
    """Return what is wrong, by sheet and row: the column (0 for the whole row) and a sentence."""
    found: _Remarks = defaultdict(lambda: defaultdict(list))
    decisions = outcome.decided.decisions
    new = {row.record: row for row in outcome.plan.rows if row.cls is not RowClass.REMOVAL}
    for cell in outcome.plan.cells:
        dropped = cell.record in new and decisions.get(new[cell.record].n) is Decision.KEEP
        if cell.cls is CellClass.INVALID and decisions.get(cell.n) is Decision.OPEN and not dropped:
            _note(found, cell.place, cell.issue or _LOOK, texts)
    for row in new.values():
        if row.issue is not None and decisions.get(row.n) is Decision.OPEN:
            _note(found, row.place, row.issue, texts, whole=True)
    return found


def _note(
    found: _Remarks, place: Place, issue: Issue, texts: Texts, *, whole: bool = False
) -> None:
    at = _CELL.fullmatch(place.cell)
    if at is not None:
        column = 0 if whole else column_number(at[1])
        found[place.sheet][int(at[2])].append((column, issue.sentence(texts)))
