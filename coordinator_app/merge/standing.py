"""Standing rules: for some fields it is known beforehand who is right when both changed them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from coordinator_app.merge.planned import Decision, Plan, PlannedCell
from coordinator_app.merge.three_way import CellClass

Side = Literal["theirs", "ours", "ask"]
SIDES: tuple[Side, ...] = get_args(Side)

_DECISIONS = {"theirs": Decision.TAKE, "ours": Decision.KEEP, "ask": Decision.OPEN}


@dataclass(frozen=True)
class Rule:
    """Who is right about a field.

    Args:
        profile: Kind of file it is for, "" for every kind.
        type: Record type.
        field: Key of the field.
        side: "theirs", "ours", or "ask" where a rule for every kind of file is not to hold.
    """

    profile: str
    type: str
    field: str
    side: Side


def ruled(plan: Plan, rules: Iterable[Rule], profile: str) -> Plan:
    """Return a plan whose conflicts are decided by the rules as they are now.

    A rule for the kind of file goes before one for every kind. What was decided by a rule that
    is there no more waits again; what somebody looked at before stays as it was left.

    Args:
        profile: Kind of file the plan is of.
    """
    every = {(each.type, each.field): each for each in rules if not each.profile}
    own = {(each.type, each.field): each for each in rules if profile and each.profile == profile}
    found = {**every, **own}
    cells = tuple(_ruled(cell, found.get((cell.type, cell.field))) for cell in plan.cells)
    return dataclasses.replace(plan, cells=cells)


def _ruled(cell: PlannedCell, rule: Rule | None) -> PlannedCell:
    if cell.cls is not CellClass.CONFLICT:
        return dataclasses.replace(cell, rule="") if cell.rule else cell
    if not cell.rule and cell.decision is not Decision.OPEN:
        return cell
    # An entry in the recycle bin is taken out of it by a person, never by a rule.
    decidable = rule is not None and cell.usable and not cell.gone
    side = rule.side if rule is not None and decidable else "ask"
    said = "" if side == "ask" else side
    return dataclasses.replace(cell, decision=_DECISIONS[side], rule=said)
