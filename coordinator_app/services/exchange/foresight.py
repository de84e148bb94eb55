"""What taking a reply in would come to, rules included, before anybody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from coordinator_app.domain.issues import Issue
from coordinator_app.merge.planned import Decision, Plan, PlannedCell, PlannedRow
from coordinator_app.merge.policy import Answer, judge
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.parts import Part
from coordinator_app.services.exchange.review import Outcome, outcome
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts

#: Of more changed entries at once the rules are asked when they are taken in, and not before:
#: the answer would come too late to be of use.
MOST: Final = 5_000

_Thing = PlannedCell | PlannedRow


@dataclass(frozen=True)
class Foresight:
    """What becomes of each cell and row.

    Args:
        decisions: By number.
        refusals: Why a rule lets something wait, by number.
    """

    decisions: Mapping[int, Decision]
    refusals: Mapping[int, str]


def foresee(
    reading: Reading,
    received: Received,
    answers: Mapping[int, Answer],
    texts: Texts,
    part: Part | None = None,
) -> Foresight:
    """Return what decisions come to; nothing is written.

    Args:
        part: The part of the reply that is looked at, None for all of it.
    """
    plan = received.plan if part is None else part.plan
    judged = judge(plan, "safe", "keep", answers)
    things: tuple[_Thing, ...] = (*plan.cells, *plan.rows)
    if not 0 < len({each.record for each in things if judged[each.n] is Decision.TAKE}) <= MOST:
        return Foresight(judged, {})
    found = outcome(reading, replace(received, plan=plan), decisions=answers)
    refused = {n: issue.sentence(texts) for n, issue in refusals(plan, found).items()}
    return Foresight(found.decided.decisions, refused)


def refusals(plan: Plan, found: Outcome) -> dict[int, Issue]:
    """Return what rules forbid, by number.

    Args:
        plan: Before the rules were asked.
        found: After.
    """
    things: tuple[_Thing, ...] = (*plan.cells, *plan.rows)
    before = {each.n: each for each in things}
    after: tuple[_Thing, ...] = (*found.plan.cells, *found.plan.rows)
    return {
        each.n: each.issue
        for each in after
        if each.issue is not None and each is not before[each.n]
    }
