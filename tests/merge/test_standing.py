"""Standing rules decide conflicts, and nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from coordinator_app.merge.planned import Decision
from coordinator_app.merge.policy import decide
from coordinator_app.merge.standing import Rule, ruled
from tests.merge.desk import TTO, Desk, cell

THEIRS = Rule("", "visit", "city", "theirs")
OURS = Rule("", "visit", "city", "ours")
OWN_ASK = Rule("COUNTRY_RETURN", "visit", "city", "ask")
OWN_OURS = Rule("COUNTRY_RETURN", "visit", "city", "ours")


@pytest.fixture
def desk() -> Desk:
    """A city and a title that both changed; a summary that they changed alone."""
    desk = Desk()
    desk.have("visit", "v1", "VIS-1", title="A", country=TTO, city="Arima", summary="Old",
              status="PLANNED", visit_type="NATIONAL_ROUNDTABLE")  # fmt: skip
    desk.send("v1")
    desk.set("v1", city="Couva", title="Mine")
    desk.write("v1", city="Toco", title="Theirs", summary="New")
    return desk


@pytest.mark.parametrize(
    ("rules", "decision", "rule"),
    [
        ((), Decision.OPEN, ""),
        ((THEIRS,), Decision.TAKE, "theirs"),
        ((OURS,), Decision.KEEP, "ours"),
        ((THEIRS, OWN_OURS), Decision.KEEP, "ours"),
        ((OWN_OURS, THEIRS), Decision.KEEP, "ours"),
        ((THEIRS, OWN_ASK), Decision.OPEN, ""),
        ((Rule("ROSTER", "visit", "city", "theirs"),), Decision.OPEN, ""),
        ((Rule("", "contact", "city", "theirs"),), Decision.OPEN, ""),
    ],
)
def test_the_rule_for_the_kind_of_file_goes_before_the_one_for_all(desk, rules, decision, rule):
    plan = ruled(desk.plan(), rules, "COUNTRY_RETURN")
    found = cell(plan, "v1", "city")
    assert (found.decision, found.rule) == (decision, rule)
    assert decide(plan).decisions[found.n] is decision
    other = cell(plan, "v1", "title")
    assert (other.decision, other.rule) == (Decision.OPEN, "")


def test_it_decides_conflicts_alone(desk):
    plan = ruled(desk.plan(), (Rule("", "visit", "summary", "ours"),), "")
    assert cell(plan, "v1", "summary").decision is Decision.TAKE


def test_a_rule_that_is_gone_leaves_the_conflict_undecided_again(desk):
    plan = ruled(ruled(desk.plan(), (THEIRS,), ""), (), "")
    assert plan == desk.plan()


def test_what_a_person_says_goes_before_it(desk):
    plan = ruled(desk.plan(), (THEIRS,), "")
    n = cell(plan, "v1", "city").n
    assert decide(plan, decisions={n: "keep"}).decisions[n] is Decision.KEEP
    assert decide(plan, conflicts="ours").decisions[n] is Decision.KEEP
    kept = ruled(desk.plan(), (OURS,), "")
    assert decide(kept, conflicts="theirs").decisions[n] is Decision.TAKE
    assert decide(kept, decisions={n: "take"}).decisions[n] is Decision.TAKE


def test_nothing_is_taken_by_rule_where_nothing_is_to_be_taken(desk):
    plan = ruled(desk.plan(), (THEIRS,), "")
    n = cell(plan, "v1", "city").n
    assert decide(plan, "none").decisions[n] is Decision.OPEN


def test_a_value_nobody_can_use_and_an_entry_in_the_bin_wait(desk):
    plan = desk.plan()
    for changed in ({"usable": False}, {"gone": True}):
        cells = tuple(dataclasses.replace(each, **changed) for each in plan.cells)
        found = ruled(dataclasses.replace(plan, cells=cells), (THEIRS,), "")
        assert cell(found, "v1", "city").decision is Decision.OPEN


def test_what_was_looked_at_before_stays_as_it_was_left(desk):
    desk.settled["v1", "city"] = ("Toco",)
    found = cell(ruled(desk.plan(), (THEIRS,), ""), "v1", "city")
    assert (found.decision, found.rule) == (Decision.KEEP, "")
