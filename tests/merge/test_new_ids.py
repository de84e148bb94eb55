from __future__ import annotations

import pytest

from coordinator_app.merge.planned import Decision, Plan
from coordinator_app.merge.policy import decide
from tests.merge.desk import TTO, Desk


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.have("training", "t1", "TRN-TTO-2024-001", title="Course", countries=[TTO], dates="2024")
    desk.send("t1")
    return desk


def ids(plan: Plan) -> dict[str, str]:
    return {each.title: each.record for each in plan.rows}


def test_a_row_keeps_its_id_wherever_it_stands_and_whatever_file_says_it(desk):
    desk.add_row("institution", name="Coast Guard", city="Arima")
    desk.add_row("institution", name="Port Authority")
    before = ids(desk.plan("some bytes"))
    desk.reply.reverse()
    desk.meta.reverse()
    assert ids(desk.plan("other bytes")) == before
    assert len({*before.values()}) == 2


def test_rows_that_say_the_same_make_each_their_own(desk):
    for _ in range(3):
        desk.add_row("participant", parent="t1", position="Officer")
    found = [each.record for each in desk.plan().rows]
    assert len({*found}) == 3


def test_a_row_that_says_something_else_makes_another(desk):
    at = desk.add_row("institution", name="Coast Guard")
    before = ids(desk.plan())
    desk.write(at, city="Arima")
    assert ids(desk.plan())["Coast Guard"] != before["Coast Guard"]


def test_a_row_that_was_refused_is_not_asked_again_in_another_file(desk):
    desk.add_row("institution", name="Coast Guard")
    (new,) = desk.plan().rows
    assert new.decision is Decision.TAKE
    desk.remember(decide(desk.plan(), decisions={new.n: "keep"}))
    desk.add_row("institution", name="Port Authority")
    again = desk.plan("other bytes")
    assert {each.title: each.decision for each in again.rows} == {
        "Coast Guard": Decision.KEEP, "Port Authority": Decision.TAKE,
    }  # fmt: skip


def test_a_row_that_was_taken_in_is_that_record_in_another_file(desk):
    desk.add_row("follow_up", description="Sent without a date or an owner", title="Send it")
    desk.apply(decide(desk.plan(), "all").edits)
    again = desk.plan("other bytes")
    assert again.rows == ()
    assert decide(again, "all").edits == ()


def test_one_of_two_that_say_the_same_was_taken_in_and_the_other_is_still_new(desk):
    for _ in range(2):
        desk.add_row("institution", name="Coast Guard")
    first, second = desk.plan().rows
    desk.apply(decide(desk.plan(), decisions={second.n: "keep"}).edits)
    (left,) = desk.plan("other bytes").rows
    assert (left.record, left.gone) == (second.record, False)
    assert first.record in desk.lookup.records


def test_a_row_that_went_back_to_be_mended_is_still_the_same_new_entry(desk):
    at = desk.add_row("participant", parent="t1")
    (new,) = desk.plan().rows
    desk.meta[at]["record"] = new.record
    desk.write(at, person={"label": "Luis"})
    desk.add_row("participant", new.record, parent="t1", person={"label": "Luis"})  # and copied
    mended, copied = desk.plan("other bytes").rows
    assert mended.record == new.record != copied.record
    desk.apply(decide(desk.plan("other bytes")).edits)
    assert new.record in desk.lookup.records
