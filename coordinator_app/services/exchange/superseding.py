"""What a later reply to the same file makes of those that still wait for decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from coordinator_app.domain.snapshot import Snapshot
from coordinator_app.merge import saved
from coordinator_app.merge.planned import Plan, PlannedRow, RowClass
from coordinator_app.merge.policy import decide
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.reviews import Review, Reviews

#: By record, the fields that a reply says something of.
Said = Mapping[str, frozenset[str]]
#: Stands among them for the mark that a row is to be removed; no field is called so.
_REMOVE: Final = "$remove"


def said(reading: Reading, dispatch: str, snapshot: Snapshot, codes: Mapping[str, str]) -> Said:
    """Return what a reply says something of; nothing where no other reply to the file waits.

    Args:
        codes: Readable codes to record ids.
    """
    waiting = Reviews(reading.book.connection).all(dispatch)
    if all(each.sha256 == snapshot.sha256 for each in waiting):
        return {}
    columns: dict[tuple[str, ...], frozenset[str]] = {}
    found = {}
    for row in snapshot.rows:
        keys = (*row.cells, _REMOVE) if row.remove else tuple(row.cells)
        record = row.record or codes.get(row.reference, "")
        found[record] = columns.setdefault(keys, frozenset(keys))
    return found


def supersede(session: Session, dispatch: str, sha256: str, said: Said) -> None:
    """Let nobody be asked about cells that a later reply says anew, in the open transaction.

    What was sent back and came mended is decided with that; what came as before is asked there.

    Args:
        sha256: Of the later reply.
        said: What it says something of.
    """
    reviews = Reviews(session.book.connection)
    for each in reviews.all(dispatch) if said else ():
        kept = reviews.load(each.id) if each.sha256 != sha256 else None
        if kept is not None:
            _narrow(reviews, kept, said)


def _narrow(reviews: Reviews, review: Review, said: Said) -> None:
    plan, answers = saved.from_json(review.content)
    left = _without(plan, said)
    if len(left.cells) + len(left.rows) == len(plan.cells) + len(plan.rows):
        return
    numbers = {each.n for each in left.cells} | {each.n for each in left.rows}
    answers = {n: each for n, each in answers.items() if n in numbers}
    undecided = decide(left, "safe", "keep", answers).left
    if not undecided:
        reviews.delete(review.id)
        return
    content = {**review.content, **saved.to_json(left, answers)}
    reviews.save(replace(review, undecided=len(undecided), content=content))


def _without(plan: Plan, said: Said) -> Plan:
    """Return a plan without the cells and rows that a later reply says anew."""
    gone = {each.record for each in plan.rows if _again(each, said)}
    return plan.part(
        (
            each
            for each in plan.cells
            if each.field not in said.get(each.record, ()) and each.record not in gone
        ),
        (each for each in plan.rows if each.record not in gone),
    )


def _again(row: PlannedRow, said: Said) -> bool:
    """Say whether a later reply proposes the same new entry, or the same removal."""
    if row.cls is RowClass.REMOVAL:
        return _REMOVE in said.get(row.record, ())
    return row.record in said
