"""Of a large reply only what a decision touches is decided anew, with the same result."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.merge.planned import Plan
from coordinator_app.merge.policy import Answer, Other, decide
from coordinator_app.services.exchange import foresight, incoming, review
from coordinator_app.services.exchange.belonging import Belonging
from coordinator_app.services.exchange.lines import lines
from coordinator_app.services.exchange.parts import Parts
from coordinator_app.texts import load
from tests.merge.desk import JAM, Desk, busy_desk, nobody
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import TTO

EN = load("en")


def linked() -> Plan:
    """Return a plan in which new rows name each other, resemble each other and have faults."""
    desk: Desk = busy_desk()
    desk.set("v1", city="Couva")
    desk.write("v1", city="Toco", dates="2014", host_country=JAM)
    desk.write("s1", title="Mission", dates=desk.text("visit", "dates", "soon"))
    desk.write("s2", name="Coast Guard")
    desk.add_row("institution", name="Coast guard", city="Arima")
    desk.add_row("follow_up", title="Write to them", owner=nobody("INS-TTO-0002"))
    desk.write("s3", parent="t1", person={"label": "Luis"})
    return desk.plan()


PLAN = linked()
NUMBERS = [cell.n for cell in PLAN.cells] + [row.n for row in PLAN.rows]
ANSWERS = st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(["take", "keep"]), max_size=6)


@given(before=ANSWERS, more=ANSWERS)
def test_a_part_decided_by_itself_stands_as_in_the_whole(before, more):
    known = dict(decide(PLAN, decisions=before).decisions)
    answers: dict[int, Answer] = {**before, **more}
    part = Parts(PLAN).around(more)
    found = decide(part.plan, decisions=answers).decisions
    known.update({n: found[n] for n in part.numbers})
    assert known == decide(PLAN, decisions=answers).decisions


def test_a_row_that_is_another_of_the_file_is_followed():
    twin = next(row for row in PLAN.rows if row.candidates)
    first = next(row for row in PLAN.rows if row.record == twin.candidates[0].id)
    answers: dict[int, Answer] = {twin.n: Other(first.record, update=True), first.n: "keep"}
    part = Parts(PLAN).around([first.n])
    assert twin.n in part.numbers
    found = decide(part.plan, decisions=answers).decisions
    assert found[twin.n] is decide(PLAN, decisions=answers).decisions[twin.n]


def test_what_has_nothing_to_do_with_it_is_left_alone():
    city = next(cell for cell in PLAN.cells if cell.field == "city" and cell.record == "v1")
    part = Parts(PLAN).around([city.n])
    assert {each.record for each in part.plan.cells} == {"v1"}
    assert part.plan.rows == ()


@pytest.fixture
def ended(session, sent):
    """Return a reply whose status needs more than the reply says, and one plain change."""
    with spoiling.opened(sent.file) as book:
        tasks = spoiling.sheet(book, "follow_up")
        spoiling.cell(tasks, "next_step", "title", "Send draft list 0").value = "Call"
        spoiling.cell(tasks, "status", "title", "Send draft list 0").value = "Waiting"
    return incoming.receive(session, sent.file)


def test_what_a_rule_forbids_is_foreseen_and_why(session, ended):
    (status,) = (cell for cell in ended.plan.cells if cell.field == "status")
    answers: dict[int, Answer] = {status.n: review.Other("BLOCKED")}
    found = foresight.foresee(session, ended, answers, EN)
    applied = review.apply(session, ended, decisions=answers)
    assert found.decisions == applied.outcome.decided.decisions
    assert list(found.refusals) == [status.n]
    assert found.refusals[status.n]
    assert applied.taken == sum(1 for each in found.decisions.values() if each == "take")


def test_of_a_great_many_entries_the_rules_are_asked_later(session, ended, monkeypatch):
    monkeypatch.setattr(foresight, "MOST", 0)
    (status,) = (cell for cell in ended.plan.cells if cell.field == "status")
    found = foresight.foresee(session, ended, {status.n: review.Other("BLOCKED")}, EN)
    assert found.refusals == {}


def test_the_states_are_told_only_where_there_are_several(session, ended):
    assert {line.states for line in lines(session, ended, EN)} == {()}
    several = dataclasses.replace(ended, dispatch=None)
    (task,) = {cell.record for cell in several.plan.cells}
    assert Belonging(session, several, "en").of(task) == ((TTO, "Trinidad and Tobago"),)
    assert Belonging(session, several, "en").of("nobody") == ()
