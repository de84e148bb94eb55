"""A reply compared with what was sent and with what stands now."""

from __future__ import annotations

import random

import pytest
from hypothesis import given

from coordinator_app.domain.issues import Issue
from coordinator_app.domain.snapshot import Said
from coordinator_app.domain.values import same
from coordinator_app.merge.planned import COUNTED, Decision, RowClass
from coordinator_app.merge.three_way import CellClass, classify
from tests.merge.desk import (
    CATALOGUE,
    JAM,
    SHOWN,
    TTO,
    VISIT,
    Desk,
    busy_desk,
    cell,
    counted,
    row,
    schedules,
)

C = CellClass


@pytest.fixture
def desk() -> Desk:
    return busy_desk()


def test_an_unchanged_reply_is_unchanged_in_every_cell_sent(desk):
    found = desk.plan()
    sent = sum(len(SHOWN[each.type]) for each in desk.rows.values())
    assert counted(found) == {"unchanged": sent}
    assert list(found.counts) == list(COUNTED)
    assert found.cells == found.rows == found.issues == ()


def test_sorted_rows_and_missing_rows_and_columns_mean_nothing(desk):
    order = list(range(len(desk.reply)))
    random.Random(7).shuffle(order)
    desk.reply = [desk.reply[each] for each in order]
    desk.meta = [desk.meta[each] for each in order]
    for cells in desk.reply:
        cells.pop("title", None)
    del desk.reply[desk.at("p1")], desk.meta[desk.at("p1")]
    found = desk.plan()
    assert set(counted(found)) == {"unchanged"}
    assert found.rows == ()


def test_a_change_of_theirs_comes_ticked_with_what_it_supersedes(desk):
    desk.set("v1", city=None)
    desk.set("v1", city="Port of Spain")
    desk.write("v1", city="Chaguaramas")
    found = cell(desk.plan(), "v1", "city")
    assert found.cls is C.THEIRS_ONLY
    assert found.decision is Decision.TAKE
    assert (found.base, found.ours, found.theirs) == (
        "Port of Spain", "Port of Spain", "Chaguaramas",
    )  # fmt: skip
    assert found.heads == ("m-v1", "change-1")
    assert found.reference == "VIS-TTO-2013-001"


@pytest.mark.parametrize(
    ("ours", "theirs", "cls", "decision"),
    [
        ("2015", "2014-05", C.OURS_ONLY, Decision.NONE),
        ("2015", "2015", C.SAME, Decision.NONE),
        ("2015", "2016", C.CONFLICT, Decision.OPEN),
        ("2014-05", None, C.EMPTIED, Decision.UNTICKED),
        ("2015", None, C.EMPTIED, Decision.UNTICKED),
    ],
)
def test_each_class_has_its_default(desk, ours, theirs, cls, decision):
    if ours != "2014-05":
        desk.set("v2", dates=ours)
    desk.write("v2", dates=theirs)
    found = desk.plan()
    assert cell(found, "v2", "dates").cls is cls
    assert cell(found, "v2", "dates").decision is decision
    assert found.counts[cls] == 1


def test_a_changed_line_break_is_a_change(desk):
    desk.write("v1", summary="First line second line")
    assert cell(desk.plan(), "v1", "summary").cls is C.THEIRS_ONLY


def test_a_needed_field_cannot_be_emptied(desk):
    desk.write("v1", title=None)
    found = cell(desk.plan(), "v1", "title")
    assert found.cls is C.EMPTIED
    assert not found.usable
    assert found.issue is not None


def test_a_read_only_cell_that_was_changed_is_outside(desk):
    desk.write("i1", country=JAM)
    desk.write("t1", countries=None)
    found = desk.plan()
    assert cell(found, "i1", "country").cls is C.OUTSIDE
    assert cell(found, "i1", "country").decision is Decision.UNTICKED
    assert cell(found, "t1", "countries").cls is C.OUTSIDE


def test_the_recipients_part_of_a_list_of_states_is_as_sent(desk):
    desk.write("t1", countries=[TTO])
    assert set(counted(desk.plan())) == {"unchanged"}
    desk.write("t1", countries=["zzz"])
    assert cell(desk.plan(), "t1", "countries").cls is C.OUTSIDE


def test_choices_changed_by_both_are_merged(desk):
    desk.set("t1", domains=["B", "C", "N"])
    desk.write("t1", domains=["N", "R"])
    found = cell(desk.plan(), "t1", "domains")
    assert found.cls is C.THEIRS_ONLY
    assert found.result == ["C", "N", "R"]


def test_a_row_or_a_field_that_was_not_sent_is_outside(desk):
    desk.add_row("institution", "i2", "INS-JAM-0001", name="Ministry of Commerce")
    desk.write("i1", mandate="New")
    found = desk.plan()
    assert cell(found, "i2", "name").cls is C.OUTSIDE
    assert cell(found, "i2", "name").ours == "Ministry of Trade"
    assert cell(found, "i1", "mandate").cls is C.OUTSIDE
    assert found.counts["outside"] == 2
    assert found.rows == ()


def test_a_cell_that_means_nothing_is_invalid_and_its_issue_says_where(desk):
    wrong = desk.text("visit", "dates", "soon")
    desk.write("v1", dates=wrong)
    found = desk.plan()
    broken = cell(found, "v1", "dates")
    assert broken.cls is C.INVALID
    assert broken.decision is Decision.OPEN
    assert broken.raw == "soon"
    assert [issue.place.field for issue in found.issues] == ["dates"]
    assert found.issues[0].place.record == "v1"


def test_a_name_that_became_ambiguous_is_unchanged_when_it_is_what_was_sent(desk):
    desk.have("institution", "i3", "INS-TTO-0009", name="Ministry of Health", country=TTO)
    doubtful = desk.text("follow_up", "owner", "Ministry of Health")
    assert doubtful.issue is not None
    desk.write("f1", owner=doubtful)
    assert set(counted(desk.plan())) == {"unchanged"}


def test_a_value_somebody_decided_against_is_not_asked_again(desk):
    desk.settled["v1", "city"] = ("Chaguaramas",)
    desk.write("v1", city="Chaguaramas")
    assert cell(desk.plan(), "v1", "city").decision is Decision.KEEP
    desk.write("v1", city="Arima")
    assert cell(desk.plan(), "v1", "city").decision is Decision.TAKE


def test_a_field_of_a_group_waits_for_the_conflict_beside_it(desk):
    desk.set("v1", city="Arima")
    desk.write("v1", city="Chaguaramas", host_country=JAM)
    found = desk.plan()
    conflict, beside = cell(found, "v1", "city"), cell(found, "v1", "host_country")
    assert beside.cls is C.THEIRS_ONLY
    assert beside.decision is Decision.OPEN
    assert beside.together == (conflict.n,)


def test_a_step_that_a_guard_forbids_is_not_valid(desk):
    desk.write("f1", status="DONE", description="More")
    found = desk.plan()
    assert cell(found, "f1", "status").cls is C.INVALID
    assert cell(found, "f1", "description").cls is C.THEIRS_ONLY
    desk.write("f1", done_on="2013-06-01")
    assert cell(desk.plan(), "f1", "status").cls is C.THEIRS_ONLY
    desk.write("f1", status="VERIFIED")
    assert cell(desk.plan(), "f1", "status").cls is C.INVALID


def test_a_record_we_deleted_meanwhile_conflicts_with_every_change_of_theirs(desk):
    desk.write("v2", city="Arima")
    desk.delete("v2")
    found = desk.plan()
    changed = cell(found, "v2", "city")
    assert changed.cls is C.CONFLICT
    assert changed.gone
    assert found.counts["ours_only"] == len(SHOWN["visit"]) - 1


def test_numbers_do_not_move_when_records_change_meanwhile(desk):
    desk.write("v2", dates="2016")
    desk.write("s2", name="Coast Guard")
    before = desk.plan()
    desk.set("v1", city="Arima", title="Another")
    after = desk.plan()
    assert cell(before, "v2", "dates").n == cell(after, "v2", "dates").n
    assert row(before).n == row(after).n
    numbers = [each.n for each in (*after.cells, *after.rows)]
    assert len(set(numbers)) == len(numbers)


def test_the_mark_for_removal_is_a_proposal(desk):
    desk.meta[desk.at("i1")]["remove"] = "closed in 2012"
    found = desk.plan()
    assert row(found).cls is RowClass.REMOVAL
    assert row(found).decision is Decision.OPEN
    assert row(found).remark == "closed in 2012"
    assert found.counts["unchanged"] == sum(len(SHOWN[each.type]) for each in desk.rows.values())


def test_only_what_was_sent_is_proposed_for_removal(desk):
    unknown = desk.add_row("institution", name="Ministry of Sport", country=TTO)
    outside = desk.add_row("institution", "", "INS-JAM-0001", name="Ministry of Trade")
    for index in (unknown, outside):
        desk.meta[index]["remove"] = "closed"
    assert desk.plan().rows == ()


@given(schedules())
def test_any_edits_on_both_sides_give_each_cell_the_class_its_definition_says(schedule):
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
    found = desk.plan()
    seen = {(each.record, each.field): each for each in found.cells}
    unchanged = len(base)  # the State of each
    for n in range(len(base)):
        for key in VISIT:
            field = CATALOGUE.field("visit", key)
            cls = classify(field, base[n][key], ours[n][key], theirs[n][key])
            unchanged += cls is C.UNCHANGED
            planned = seen.get((f"v{n}", key))
            assert (planned.cls if planned else C.UNCHANGED) is cls
            if planned and cls is C.THEIRS_ONLY and not same(field, ours[n][key], base[n][key]):
                assert field.key == "themes"
    assert found.counts["unchanged"] == unchanged
    assert sum(found.counts.values()) == len(base) * len(SHOWN["visit"])


def test_an_issue_in_a_column_that_was_not_asked_for_is_outside(desk):
    desk.write("i1", country=Said(None, "Atlantis", issue=Issue("“{value}” is not on record.")))
    found = cell(desk.plan(), "i1", "country")
    assert found.cls is C.OUTSIDE
    assert not found.usable


def test_a_column_of_no_field_of_ours_says_nothing(desk):
    desk.write("i1", nonsense="x")
    desk.write("s2", name="Coast Guard", nonsense="x")
    found = desk.plan()
    assert found.cells == ()
    assert found.counts["new"] == 1


def test_what_lies_in_the_bin_is_not_proposed_for_removal_again(desk):
    desk.meta[desk.at("i1")]["remove"] = "yes"
    desk.delete("i1")
    assert desk.plan().rows == ()


def test_a_field_and_a_row_are_found_by_their_number(desk):
    desk.write("i1", city="Arima")
    desk.write("s2", name="Coast Guard")
    found = desk.plan()
    assert found.cell(found.cells[0].n) is found.cells[0]
    assert found.row(found.rows[0].n) is found.rows[0]
    assert found.cell(0) is None
    assert found.row(0) is None
