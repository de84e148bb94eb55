"""Deciding a reply and taking it in: cell by cell, as one operation that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordinator_app.domain.changes import ChangeSet, Edit, Operation, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.reading import Reading as Understanding
from coordinator_app.domain.record import Record
from coordinator_app.merge import saved
from coordinator_app.merge.decisions import read_decisions
from coordinator_app.merge.planned import Decision, Plan
from coordinator_app.merge.policy import Accept, Answer, Conflicts, Decided, Other, decide, judge
from coordinator_app.services import maintenance
from coordinator_app.services.collecting import uncollected
from coordinator_app.services.consequences import consequences
from coordinator_app.services.exchange import (
    learnt,
    originals,
    settled,
    superseding,
    tracking,
)
from coordinator_app.services.exchange.guards import without_forbidden
from coordinator_app.services.exchange.incoming import Received, known_files, receive
from coordinator_app.services.exchange.refresh import refreshed
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.commit import Tell
from coordinator_app.store.dispatches import Dispatches, ImportFile
from coordinator_app.store.reviews import Review, Reviews
from coordinator_app.texts import N_

__all__ = [
    "Accept",
    "Answer",
    "Applied",
    "Conflicts",
    "Decision",
    "Other",
    "Outcome",
    "answers",
    "apply",
    "glance",
    "glance_at",
    "outcome",
    "resume",
    "save",
    "waiting",
]

#: Beside a saved plan: the rows of a list that may go back to who made it.
_ORIGINALS = "originals"


@dataclass(frozen=True)
class Outcome:
    """What decisions about a reply come to, before anything is written.

    Args:
        plan: What there was to decide, what rules forbid marked in it.
        decided: Edits, and what is left.
        answers: The decisions they were made with.
    """

    plan: Plan
    decided: Decided
    answers: Mapping[int, Answer]

    @property
    def waits(self) -> bool:
        """Say whether something is left for a decision."""
        return bool(self.decided.left)


@dataclass(frozen=True)
class Applied:
    """A reply that was taken in.

    Args:
        received: The reply as it was compared last.
        outcome: What was decided.
        change_set: What changed; without changes when there was nothing to take.
        review: Id of the saved review with what is left, "" when nothing is.
    """

    received: Received
    outcome: Outcome
    change_set: ChangeSet
    review: str = ""

    @property
    def operation(self) -> str:
        """Id of the operation, "" when nothing was written."""
        return self.change_set.operation

    @property
    def taken(self) -> int:
        """How many cells and rows were taken in."""
        found = self.outcome.decided.decisions.values()
        return sum(1 for each in found if each is Decision.TAKE) if self.operation else 0


def answers(
    reading: Reading, received: Received, raw: Mapping[str, Any] | Mapping[int, Any]
) -> dict[int, Answer]:
    """Return decisions as a person writes them in the form that is applied.

    Args:
        raw: Number to "take", "keep" or {"value": ...}.

    Raises:
        UserError: A number is not in the plan, or its decision cannot be followed.
    """
    lookup, lang = received.lookup(reading), received.plan.lang
    understanding = Understanding(lang, lookup, reading.today(), labels=True)
    return read_decisions(raw, received.plan, reading.catalogue, understanding)


def outcome(
    reading: Reading,
    received: Received,
    *,
    accept: Accept = "safe",
    conflicts: Conflicts = "keep",
    decisions: Mapping[int, Answer] | None = None,
) -> Outcome:
    """Return what decisions come to; nothing is written.

    Args:
        accept: "safe" takes what comes ticked; "all" every other proposal but conflicts; "none"
            nothing that is not among the decisions.
        conflicts: "keep" leaves them undecided; "ours" and "theirs" decide them all.
        decisions: By number; they go before everything else.
    """
    given = dict(decisions or {})
    plan, decided = without_forbidden(
        reading, received.plan, lambda each, kept: decide(each, accept, conflicts, kept), given
    )
    return Outcome(plan, decided, given)


def glance(received: Received, decisions: Mapping[int, Answer]) -> Mapping[int, Decision]:
    """Return what becomes of each cell and row with the decisions so far; rules come later."""
    return glance_at(received.plan, decisions)


def glance_at(plan: Plan, decisions: Mapping[int, Answer]) -> Mapping[int, Decision]:
    """Return what becomes of each cell and row of a plan, or of a part of one."""
    return judge(plan, "safe", "keep", decisions)


@uncollected()
def apply(
    session: Session,
    received: Received,
    *,
    accept: Accept = "safe",
    conflicts: Conflicts = "keep",
    decisions: Mapping[int, Answer] | None = None,
    data: Path | None = None,
    tell: Tell | None = None,
) -> Applied:
    """Take in what was decided, as one operation; what is left waits in a saved review.

    Args:
        accept, conflicts, decisions: See `outcome`.
        data: The person's folder for backups; a backup is made there first.
        tell: Told how many changes of how many are taken in; what it raises takes all back.

    Raises:
        UserError: The workbook can only be read, or a backup could not be made.
    """
    received = up_to_date(session, received)
    found = outcome(session, received, accept=accept, conflicts=conflicts, decisions=decisions)
    if data is not None and found.decided.edits:
        maintenance.back_up(session, data, maintenance.Occasion.IMPORT)
    taking = _Taking(session, received, found)
    change_set = session.commit(taking.operation(), taking.also, tell)
    return Applied(received, found, change_set, taking.review)


def up_to_date(reading: Reading, received: Received) -> Received:
    """Return the reply compared anew if the workbook moved on since."""
    if received.revision == reading.log.revision():
        return received
    if received.anew is not None:
        return received.anew(reading)
    if received.dispatch and received.path is not None and received.path.is_file():
        return receive(reading, received.path)
    return refreshed(reading, received)


def save(session: Session, received: Received, decisions: Mapping[int, Answer]) -> str:
    """Keep a review that is left, to be taken up again; return its id."""
    judged = Counter(judge(received.plan, "safe", "keep", decisions).values())
    return _save(session, received, received.plan, decisions, judged[Decision.OPEN])


def resume(reading: Reading, review: str) -> tuple[Received, dict[int, Answer]]:
    """Return a saved review, compared with today's entries, and the decisions made so far.

    Raises:
        UserError: It is not there any more, or another version saved it.
    """
    kept = Reviews(reading.book.connection).load(review)
    dispatch = reading.records.get(kept.dispatch) if kept and kept.dispatch else None
    if kept is None or (kept.dispatch and dispatch is None):
        raise UserError(N_("This review is not there any more."), do=N_("Open the reply again."))
    plan, given = saved.from_json(kept.content)
    received = Received(
        None,
        kept.name,
        kept.sha256,
        dispatch,
        plan,
        known_files(reading, kept.sha256, kept.dispatch),
        originals=originals.from_json(kept.content.get(_ORIGINALS, [])),
    )
    return refreshed(reading, received), given


def waiting(reading: Reading, dispatch: str = "") -> list[Review]:
    """Return the saved reviews (of a sent file), latest first."""
    return Reviews(reading.book.connection).all(dispatch)


def _save(
    session: Session,
    received: Received,
    plan: Plan,
    decisions: Mapping[int, Answer],
    undecided: int,
) -> str:
    reviews = Reviews(session.book.connection)
    before = reviews.of_file(received.sha256)
    review = Review(
        before.id if before else uuid7(),
        received.dispatch_id,
        received.sha256,
        received.name,
        session.clock.now().isoformat(timespec="seconds"),
        dict(plan.counts),
        undecided,
        saved.to_json(plan, decisions) | {_ORIGINALS: originals.to_json(received.originals, plan)},
    )
    reviews.save(review)
    return review.id


class _Taking:
    """Taking in one reply: the operation, and the rows that belong to it."""

    def __init__(self, session: Session, received: Received, found: Outcome) -> None:
        self._session = session
        self._received = received
        self._found = found
        self.review = ""

    def operation(self) -> Operation:
        """Return the operation: what was taken, what follows from it, and the sent file's life."""
        edits: list[Edit] = list(self._found.decided.edits)
        edits += consequences(self._session, edits)
        dispatch = self._received.dispatch
        if dispatch is not None and (tracked := self._tracked(dispatch)):
            edits.append(Update(dispatch.id, tracked))
        return Operation(
            tuple(edits),
            "import",
            N_("Take in {file}"),
            {"file": self._received.name},
            self._received.dispatch_id,
        )

    def also(self, uid: str) -> None:
        """Write what belongs to the operation, in its transaction."""
        session, received, decided = self._session, self._received, self._found.decided
        operation = uid if session.log.operation(uid) is not None else ""
        kept = Dispatches(session.book.connection, session.catalogue, session.log)
        if operation or not received.known:
            kept.add_file(
                ImportFile(
                    received.sha256,
                    received.name,
                    session.clock.now().isoformat(timespec="seconds"),
                    received.dispatch_id,
                    operation,
                    dict(self._found.plan.counts),
                )
            )
        kept.add_created(received.dispatch_id, operation, decided.created)
        settled.remember(session, received.dispatch_id, operation, decided.settled)
        learnt.remember(session, self._found.plan, decided.decisions, self._found.answers)
        if received.remember is not None:
            received.remember(session)
        superseding.supersede(session, received.dispatch_id, received.sha256, received.said)
        self._keep_the_rest()

    def _tracked(self, dispatch: Record) -> dict[str, Value]:
        today, again = self._session.today().isoformat(), bool(self._received.known)
        return tracking.taken_in(dispatch, today, waiting=self._found.waits, again=again)

    def _keep_the_rest(self) -> None:
        left = self._found.decided.left
        reviews = Reviews(self._session.book.connection)
        if not left:
            if before := reviews.of_file(self._received.sha256):
                reviews.delete(before.id)
            return
        still = {n: each for n, each in self._found.answers.items() if n in left}
        rest = _only(self._found.plan, {*left})
        self.review = _save(self._session, self._received, rest, still, len(left))


def _only(plan: Plan, left: set[int]) -> Plan:
    """Return what is left of a plan: undecided things, and the cells of undecided new rows."""
    waiting = {row.record for row in plan.rows if row.n in left}
    cells = (each for each in plan.cells if each.n in left or each.record in waiting)
    return plan.part(cells, (each for each in plan.rows if each.n in left))
