"""From decisions to edits; deciding, applying and comparing again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.changes import Create, Delete, Restore, Update
from coordinator_app.merge.planned import Decision
from coordinator_app.merge.policy import Decided, Other, decide
from tests.merge.desk import (
    CELL_VALUES,
    JAM,
    TTO,
    VISIT,
    Desk,
    cell,
    counted,
    nobody,
    row,
    schedules,
)


@pytest.fixture
def desk() -> Desk:
    """One visit changed by both, emptied and marked; a spare row and a row added below."""
    desk = Desk()
    desk.have(
        "visit", "v1", "VIS-TTO-2013-001", title="Round table", country=TTO, dates="2013",
        city="Arima", status="PLANNED", summary="Old", visit_type="NATIONAL_ROUNDTABLE",
    )  # fmt: skip
    desk.have("institution", "i1", "INS-TTO-0001", name="Ministry of Health", country=TTO)
    desk.send("v1", "i1")
    desk.spare("training", "s1", "TRN-TTO-0000-001")
    desk.spare("participant", "s2")
    desk.set("v1", dates="2014")
    desk.write("v1", dates="2015", city="Chaguaramas", summary=None, country=JAM)
    desk.write("s1", title="Course")
    desk.write("s2", parent=nobody("TRN-TTO-0000-001"), person={"label": "Luis"})
    desk.add_row("institution", name="ministry of health")
    return desk


def update(decided: Decided, record_id: str) -> Update:
    return next(
        each for each in decided.edits if isinstance(each, Update) and each.record == record_id
    )


def test_safe_takes_what_comes_ticked_and_leaves_what_waits(desk):
    plan = desk.plan()
    decided = decide(plan)
    assert counted(plan) | {"unchanged": 0} == {
        "unchanged": 0, "theirs_only": 1, "conflict": 1, "emptied": 1, "outside": 1, "new": 2,
        "duplicate": 1,
    }  # fmt: skip
    assert [type(each) for each in decided.edits] == [Create, Create, Update]
    assert decided.created == ("s1", "s2")
    assert update(decided, "v1") == Update(
        "v1", {"city": "Chaguaramas"}, {"city": ("m-v1",)}, {"city": "Arima"}
    )
    duplicate = next(each for each in plan.rows if each.candidates)
    assert decided.left == tuple(sorted((cell(plan, "v1", "dates").n, duplicate.n)))
    assert decided.settled == ()


def test_a_promised_record_keeps_its_id_and_code_and_parents_come_first(desk):
    desk.reply.reverse()
    desk.meta.reverse()
    creates = [each for each in decide(desk.plan()).edits if isinstance(each, Create)]
    assert [each.id for each in creates] == ["s1", "s2"]
    assert creates[0].reference == "TRN-TTO-0000-001"
    assert creates[1].values["parent"] == "s1"


def test_what_somebody_gave_in_place_is_normalised_what_was_read_is_not_again(desk):
    desk.write("s2", parent=nobody("TRN-TTO-0000-001"), person={"label": "Luis"}, position=None)
    plan = desk.plan()
    read = [each for each in decide(plan).edits if isinstance(each, Create)]
    assert [(each.id, each.stored) for each in read] == [("s1", True), ("s2", True)]
    answers = {row(plan, "s1").n: Other("i1")}
    told = [each for each in decide(plan, decisions=answers).edits if isinstance(each, Create)]
    assert [(each.id, each.stored) for each in told] == [("s2", False)]


def test_none_takes_nothing_that_was_not_decided(desk):
    plan = desk.plan()
    assert decide(plan, "none").edits == ()
    city = cell(plan, "v1", "city")
    assert len(decide(plan, "none").left) == 5
    assert decide(plan, "none", decisions={city.n: "take"}).edits == decide(plan).edits[-1:]


def test_all_takes_every_proposal_but_conflicts(desk):
    plan = desk.plan()
    decided = decide(plan, "all")
    values = update(decided, "v1").values
    assert values == {"city": "Chaguaramas", "summary": None, "country": JAM}
    assert sum(isinstance(each, Create) for each in decided.edits) == 3
    assert decided.left == (cell(plan, "v1", "dates").n,)


def test_all_empties_nothing_that_cannot_be_empty_and_takes_nothing_that_cannot_be_used(desk):
    desk.write("v1", title=None)
    desk.write("i1", country=desk.text("institution", "country", "Atlantis"))
    plan = desk.plan()
    assert not cell(plan, "v1", "title").usable
    assert (cell(plan, "i1", "country").cls, cell(plan, "i1", "country").usable) == (
        "outside",
        False,
    )
    decided = decide(plan, "all")
    assert "title" not in update(decided, "v1").values
    assert "i1" not in [each.record for each in decided.edits if isinstance(each, Update)]


def test_a_conflict_taken_supersedes_what_was_sent_and_what_stands_now(desk):
    decided = decide(desk.plan(), conflicts="theirs")
    found = update(decided, "v1")
    assert found.values["dates"] == "2015"
    assert found.parents["dates"] == ("m-v1", "change-0")
    assert found.expected is not None
    assert found.expected["dates"] == "2014"


def test_a_conflict_decided_for_ours_is_settled_and_not_asked_again(desk):
    decided = decide(desk.plan(), conflicts="ours")
    assert ("v1", "dates", "2015", "") in decided.settled
    desk.remember(decided)
    again = desk.plan()
    assert cell(again, "v1", "dates").decision is Decision.KEEP
    assert cell(again, "v1", "dates").n not in decide(again).left


@pytest.mark.parametrize("answer", ["keep", Other("2016")])
def test_what_cannot_be_read_is_not_asked_again_once_it_is_decided(desk, answer):
    desk.write("v1", dates=desk.text("visit", "dates", "06/11/14"))
    first = desk.plan()
    n = cell(first, "v1", "dates").n
    decided = decide(first, decisions={n: answer})
    desk.apply(decided.edits)
    desk.remember(decided)
    again = desk.plan("other bytes")
    assert cell(again, "v1", "dates").decision is Decision.KEEP
    assert n not in decide(again).left
    desk.write("v1", dates=desk.text("visit", "dates", "07/11/14"))
    assert cell(desk.plan(), "v1", "dates").decision is Decision.OPEN


def test_another_value_is_written_and_settles_theirs(desk):
    plan = desk.plan()
    dates = cell(plan, "v1", "dates")
    decided = decide(plan, decisions={dates.n: Other("2016")})
    assert update(decided, "v1").values["dates"] == "2016"
    assert ("v1", "dates", "2015", "") in decided.settled


def test_what_cannot_be_used_is_not_taken_but_mended(desk):
    desk.write("v1", dates=desk.text("visit", "dates", "soon"))
    plan = desk.plan()
    dates = cell(plan, "v1", "dates")
    assert dates.n in decide(plan, "all", decisions={dates.n: "take"}).left
    mended = decide(plan, decisions={dates.n: Other("2017")})
    assert update(mended, "v1").values["dates"] == "2017"
    assert update(mended, "v1").expected == {"city": "Arima", "dates": "2014"}


def test_a_row_waits_for_the_new_row_it_points_at(desk):
    plan = desk.plan()
    course, trainee = row(plan, "s1"), row(plan, "s2")
    decided = decide(plan, decisions={course.n: "keep"})
    assert decided.decisions[trainee.n] is Decision.OPEN
    assert decided.created == ()


def test_a_new_row_that_is_a_record_on_file_hands_its_links_over(desk):
    desk.write("s1", title="Course")
    desk.have("training", "t0", "TRN-TTO-2012-001", title="Course", countries=[TTO])
    plan = desk.plan()
    course, trainee = row(plan, "s1"), row(plan, "s2")
    assert course.candidates[0].id == "t0"
    decided = decide(plan, decisions={course.n: Other("t0"), trainee.n: "take"})
    assert decided.created == ("s2",)
    created = next(each for each in decided.edits if isinstance(each, Create))
    assert created.values["parent"] == "t0"
    assert ("s1", "") in {each[:2] for each in decided.settled}


def test_a_gap_filled_in_place_completes_a_new_row():
    desk = Desk()
    desk.spare("visit", "s1", "VIS-TTO-0000-001")
    desk.write("s1", city="Arima")
    plan = desk.plan()
    gap = cell(plan, "s1", "title")
    assert decide(plan).edits == ()
    assert decide(plan, "all").edits == ()
    decided = decide(plan, decisions={gap.n: Other("Mission")})
    (created,) = decided.edits
    assert isinstance(created, Create)
    assert created.values["title"] == "Mission"
    assert decided.left == ()


def test_a_removal_is_done_only_when_decided():
    desk = Desk()
    desk.have("institution", "i1", "INS-TTO-0001", name="Ministry of Health", country=TTO)
    desk.send("i1")
    desk.meta[0]["remove"] = "yes"
    desk.write("i1", city="Arima")
    plan = desk.plan()
    assert decide(plan).left == (row(plan).n,)
    assert decide(plan, decisions={row(plan).n: "take"}).edits == (Delete("i1"),)


def test_a_record_in_the_bin_is_taken_out_again():
    desk = Desk()
    desk.have("institution", "i1", "INS-TTO-0001", name="Ministry of Health", country=TTO)
    desk.send("i1")
    desk.write("i1", city="Arima")
    desk.delete("i1")
    edits = decide(desk.plan(), conflicts="theirs").edits
    assert [type(each) for each in edits] == [Restore, Update]


def test_a_group_follows_its_conflict():
    desk = Desk()
    desk.have("visit", "v1", "VIS-1", title="Visit", country=TTO, city="Arima")
    desk.send("v1")
    desk.set("v1", city="Couva")
    desk.write("v1", city="Toco", host_country=JAM)
    plan = desk.plan()
    conflict = cell(plan, "v1", "city")
    assert decide(plan).edits == ()
    assert len(decide(plan).left) == 2
    taken = decide(plan, decisions={conflict.n: "take"})
    assert update(taken, "v1").values == {"city": "Toco", "host_country": JAM}
    kept = decide(plan, decisions={conflict.n: "keep"})
    assert kept.edits == ()
    assert kept.left == (cell(plan, "v1", "host_country").n,)


def test_applying_the_same_reply_twice_is_harmless(desk):
    first = decide(desk.plan(), conflicts="theirs")
    desk.apply(first.edits)
    again = desk.plan()
    assert again.counts["new"] == again.counts["theirs_only"] == again.counts["conflict"] == 0
    assert decide(again, conflicts="theirs").edits == ()


def test_an_import_that_was_undone_can_be_taken_in_again(desk):
    desk.apply(decide(desk.plan()).edits)
    for record_id in ("s1", "s2"):
        desk.delete(record_id)
    desk.taken.clear()
    desk.set("v1", city="Arima")
    again = decide(desk.plan())
    assert again.created == ("s1", "s2")
    desk.apply(again.edits)
    assert not desk.lookup.records["s2"].deleted
    assert desk.lookup.records["v1"].values["city"] == "Chaguaramas"


@given(schedules(), st.sampled_from(["safe", "all"]), st.sampled_from(["theirs", "ours"]))
def test_whatever_is_decided_nothing_is_left_to_take(schedule, accept, conflicts):
    base, ours, theirs = schedule
    desk = Desk()
    for n, values in enumerate(base):
        held = {key: value for key, value in values.items() if value is not None}
        desk.have("visit", f"v{n}", f"VIS-{n}", country=TTO, **held)
    desk.send(*(f"v{n}" for n in range(len(base))))
    for n, values in enumerate(ours):
        desk.set(f"v{n}", **values)
    for n, values in enumerate(theirs):
        desk.write(f"v{n}", **values)
    first = decide(desk.plan(), accept, conflicts)
    desk.apply(first.edits)
    desk.remember(first)
    second = decide(desk.plan(), accept, conflicts)
    desk.apply(second.edits)
    assert decide(desk.plan(), accept, conflicts).edits == ()
    assert second.edits == ()


@given(schedules())
def test_taking_everything_makes_our_records_say_what_they_said(schedule):
    base, ours, theirs = schedule
    desk = Desk()
    for n, values in enumerate(base):
        held = {key: value for key, value in values.items() if value is not None}
        desk.have("visit", f"v{n}", f"VIS-{n}", country=TTO, **held)
    desk.send(*(f"v{n}" for n in range(len(base))))
    for n, values in enumerate(ours):
        desk.set(f"v{n}", **values)
    for n, values in enumerate(theirs):
        desk.write(f"v{n}", **values)
    desk.apply(decide(desk.plan(), "all", "theirs").edits)
    for n, values in enumerate(theirs):
        record = desk.lookup.records[f"v{n}"]
        for key in VISIT:
            if key == "themes" or values[key] == base[n][key]:
                continue
            assert record.values.get(key) == values[key]


def test_values_of_the_schedules_cover_every_field_of_the_form():
    assert set(CELL_VALUES) == set(VISIT)


def test_a_spare_row_that_was_refused_is_asked_again_once_it_says_something_else(desk):
    first = desk.plan()
    new = row(first, "s2")
    decided = decide(first, decisions={new.n: "keep"})
    desk.remember(decided)
    assert row(desk.plan("other bytes"), "s2").decision is Decision.KEEP
    desk.write("s2", position="Chief")
    assert row(desk.plan("other bytes"), "s2").decision is new.decision


def test_nobody_waits_for_cells_of_a_row_that_was_refused(desk):
    desk.add_row("institution", city="Arima")
    plan = desk.plan()
    new = next(each for each in plan.rows if "name" in each.missing)
    gap = cell(plan, new.record, "name")
    assert {new.n, gap.n} <= {*decide(plan).left}
    decided = decide(plan, decisions={new.n: "keep"})
    assert decided.decisions[gap.n] is Decision.KEEP
    assert not {new.n, gap.n} & {*decided.left}
