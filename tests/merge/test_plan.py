"""A reply compared with what was sent and with what stands now."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.snapshot import Said
from coordinator_app.domain.values import same
from coordinator_app.merge.plan import plan
from coordinator_app.merge.planned import COUNTED, Decision, RowClass
from coordinator_app.merge.sent import Incoming, SentRow
from coordinator_app.merge.three_way import CellClass, classify
from tests.merge.desk import CATALOGUE, JAM, SHOWN, TTO, VISIT, Desk, cell, counted, nobody, row

C = CellClass


@pytest.fixture
def desk() -> Desk:
    """Two visits, a training with two participants, an institution, a follow-up; spare rows."""
    desk = Desk()
    desk.have(
        "visit", "v1", "VIS-TTO-2013-001", title="Round table on export control",
        country=TTO, dates="2013-04-17/2013-04-19", city="Port of Spain", status="PLANNED",
        summary="First line\nsecond line", visit_type="NATIONAL_ROUNDTABLE",
    )  # fmt: skip
    desk.have(
        "visit", "v2", "VIS-TTO-2014-001", title="Mission to the ports", country=TTO,
        dates="2014-05", status="PLANNED", themes=["t1"],
    )  # fmt: skip
    desk.have(
        "training", "t1", "TRN-REG-2014-001", title="Course", countries=[JAM, TTO], dates="2014",
        domains=["B", "N"],
    )  # fmt: skip
    desk.have("participant", "p1", parent="t1", person={"label": "Ana Pérez"}, country=TTO)
    desk.have("institution", "i1", "INS-TTO-0001", name="Ministry of Health", country=TTO)
    desk.have("institution", "i2", "INS-JAM-0001", name="Ministry of Trade", country=JAM)
    desk.have(
        "follow_up", "f1", "FU-TTO-2013-001", title="Send the draft list", countries=[TTO],
        status="OPEN", owner={"id": "i1"}, due_on="2013-06",
    )  # fmt: skip
    desk.send("v1", "v2", "t1", "p1", "i1", "f1")
    desk.spare("visit", "s1", "VIS-TTO-0000-001")
    desk.spare("institution", "s2", "INS-TTO-0002")
    desk.spare("participant", "s3")
    return desk


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


def test_a_spare_row_that_was_filled_is_the_record_it_was_promised_as(desk):
    desk.write("s1", title="New mission", dates="2025-05", country=TTO)
    found = row(desk.plan())
    assert found.cls is RowClass.NEW
    assert (found.record, found.reference) == ("s1", "VIS-TTO-0000-001")
    assert found.decision is Decision.TAKE
    assert found.values["country"] == TTO
    assert found.values["status"] == "PLANNED"


def test_the_state_of_the_file_is_filled_in(desk):
    desk.write("s2", name="Coast Guard")
    assert row(desk.plan()).values["country"] == TTO


def test_a_new_row_of_another_state_is_looked_at_first(desk):
    desk.write("s2", name="Coast Guard", country=JAM)
    found = row(desk.plan())
    assert found.decision is Decision.OPEN
    assert found.issue is not None


def test_a_new_row_without_what_it_needs_waits_and_says_what(desk):
    desk.write("s1", dates="2025-05")
    found = desk.plan()
    assert row(found).missing == ("title",)
    assert row(found).decision is Decision.OPEN
    gap = cell(found, "s1", "title")
    assert gap.cls is C.INVALID
    assert found.counts["new"] == 1
    assert found.counts["invalid"] == 1


def test_a_new_row_goes_without_the_cell_that_cannot_be_used(desk):
    desk.write("s1", title="New mission", dates=desk.text("visit", "dates", "soon"))
    found = desk.plan()
    assert row(found).decision is Decision.TAKE
    assert "dates" not in row(found).values
    assert cell(found, "s1", "dates").cls is C.INVALID


def test_an_owned_row_names_its_parent_by_the_code_of_a_new_row(desk):
    desk.spare("training", "s4", "TRN-TTO-0000-001")
    desk.write("s4", title="New course", countries=[TTO])
    desk.write("s3", parent=nobody("trn-tto-0000-001"), person={"label": "Luis"})
    found = desk.plan()
    child = row(found, "s3")
    assert child.values["parent"] == "s4"
    assert child.needs == ("s4",)
    assert child.missing == ()


def test_a_link_may_name_a_new_row_of_the_same_file(desk):
    desk.write("s2", name="Port Authority")
    desk.write("f1", owner=nobody("Port authority"))
    found = cell(desk.plan(), "f1", "owner")
    assert found.theirs == {"id": "s2"}
    assert found.needs == ("s2",)


def test_the_name_of_a_new_participant_is_not_asked_about_twice(desk):
    desk.write("s3", parent="t1", person=desk.text("participant", "person", "Luis Gómez"))
    found = desk.plan()
    assert row(found).values["person"] == {"label": "Luis Gómez"}
    assert found.counts["invalid"] == 0


def test_rows_without_an_id_are_new_and_get_the_same_id_at_every_comparison(desk):
    desk.add_row("institution", name="Coast Guard")
    one, other = row(desk.plan()), row(desk.plan())
    assert one.cls is RowClass.NEW
    assert one.record == other.record != ""
    assert one.n == other.n


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


@pytest.mark.parametrize(
    ("type_key", "values", "like"),
    [
        ("institution", {"name": "Ministry of Health"}, "i1"),
        ("institution", {"name": "ministry of heatlh"}, "i1"),
        ("visit", {"title": "Other", "dates": "2013-04-17/2013-04-19",
                   "visit_type": "NATIONAL_ROUNDTABLE"}, "v1"),
        ("visit", {"title": "Round table on export controls", "dates": "2013-04"}, "v1"),
        ("participant", {"parent": "t1", "person": {"label": "ana perez"}}, "p1"),
    ],
)  # fmt: skip
def test_a_new_row_that_resembles_a_record_is_shown_beside_it(desk, type_key, values, like):
    shown = {key: value for key, value in values.items() if key in SHOWN[type_key]}
    desk.add_row(type_key, **shown)
    if "visit_type" in values:
        desk.have("visit", "v1", "VIS-TTO-2013-001", title="Round table on export control",
                  country=TTO, dates="2013-04-17/2013-04-19")  # fmt: skip
        desk.lookup.records["v1"].values["visit_type"] = "COORDINATOR_MISSION"
    found = row(desk.plan())
    assert found.cls is RowClass.DUPLICATE
    assert found.candidates[0].id == like
    assert found.decision is Decision.OPEN


@pytest.mark.parametrize(
    ("type_key", "values"),
    [
        ("institution", {"name": "Ministry of Trade"}),
        ("institution", {"name": "Ministry of Wealth and Labour"}),
        ("visit", {"title": "Mission to the ports", "dates": "2024-05"}),
        ("visit", {"title": "Mission 2"}),
        ("participant", {"parent": "t1", "person": {"label": "Ana Gómez"}}),
    ],
)
def test_a_new_row_that_resembles_nothing_is_new(desk, type_key, values):
    desk.add_row(type_key, **values)
    assert row(desk.plan()).cls is RowClass.NEW


def test_two_new_rows_that_are_the_same_are_one_and_its_duplicate(desk):
    desk.write("s2", name="Coast Guard")
    desk.add_row("institution", name="Coast guard")
    found = desk.plan()
    assert [each.cls for each in found.rows] == [RowClass.NEW, RowClass.DUPLICATE]
    assert found.rows[1].candidates[0].id == "s2"


def test_of_two_rows_with_one_id_the_one_as_sent_keeps_it(desk):
    first = desk.at("v1")
    desk.add_row("visit", "v1", "VIS-TTO-2013-001", **desk.reply[first])
    desk.write(first, title="Quite another visit", dates="2025-01", summary=None)
    found = desk.plan()
    assert [each for each in found.cells if each.record == "v1"] == []
    assert row(found).values["title"] == "Quite another visit"
    assert row(found).cls is RowClass.NEW


def test_a_row_that_merely_repeats_another_is_a_duplicate_of_it(desk):
    desk.add_row("visit", "v2", "VIS-TTO-2014-001", **desk.reply[desk.at("v2")])
    found = row(desk.plan())
    assert found.cls is RowClass.DUPLICATE
    assert found.candidates[0].id == "v2"


def test_a_row_without_its_id_is_known_by_its_code_or_by_its_natural_key(desk):
    desk.meta[desk.at("v1")]["record"] = ""
    desk.meta[desk.at("p1")]["record"] = ""
    assert set(counted(desk.plan())) == {"unchanged"}


def test_ids_left_behind_by_a_sort_lose_against_the_codes_that_went_along(desk):
    one, other = desk.at("v1"), desk.at("v2")
    desk.meta[one]["record"], desk.meta[other]["record"] = "v2", "v1"
    assert set(counted(desk.plan())) == {"unchanged"}


def test_an_id_of_nothing_we_know_is_a_new_row(desk):
    desk.add_row("institution", "unknown", name="Coast Guard")
    assert row(desk.plan()).cls is RowClass.NEW


def test_the_mark_for_removal_is_a_proposal(desk):
    desk.meta[desk.at("i1")]["remove"] = "closed in 2012"
    found = desk.plan()
    assert row(found).cls is RowClass.REMOVAL
    assert row(found).decision is Decision.OPEN
    assert row(found).remark == "closed in 2012"
    assert found.counts["unchanged"] == sum(len(SHOWN[each.type]) for each in desk.rows.values())


def test_a_spare_row_that_became_a_record_is_that_record(desk):
    desk.write("s1", title="New mission", dates="2025-05")
    made = row(desk.plan())
    desk.have("visit", "s1", "VIS-TTO-0000-001", **made.values)
    desk.taken["s1"] = SentRow("s1", "visit", "VIS-TTO-0000-001", made.values)
    assert desk.plan().rows == ()
    assert desk.plan().cells == ()
    desk.write("s1", city="Arima")
    assert cell(desk.plan(), "s1", "city").cls is C.THEIRS_ONLY


def test_a_row_added_below_is_known_again_when_it_was_taken_in(desk):
    at = desk.add_row("institution", name="Coast Guard")
    made = row(desk.plan())
    desk.have("institution", made.record, "INS-TTO-0007", **made.values)
    desk.taken[made.record] = SentRow(made.record, "institution", "INS-TTO-0007", made.values)
    assert desk.plan().rows == ()
    desk.write(at, city="Chaguaramas")
    found = desk.plan()
    assert found.rows == ()
    assert cell(found, made.record, "city").cls is C.THEIRS_ONLY


def test_a_record_whose_import_was_undone_is_new_again(desk):
    desk.write("s1", title="New mission", dates="2025-05")
    made = row(desk.plan())
    desk.have("visit", "s1", "VIS-TTO-0000-001", **made.values)
    desk.delete("s1")
    again = row(desk.plan())
    assert again.cls is RowClass.NEW
    assert again.gone


def test_a_column_sorted_apart_is_noticed_and_not_ticked():
    desk = Desk()
    for n in range(10):
        desk.have("institution", f"i{n}", f"INS-{n}", name=f"Office {n}", country=TTO,
                  city=f"Town {n}")  # fmt: skip
    desk.send(*(f"i{n}" for n in range(10)))
    cities = [each["city"] for each in desk.reply]
    for index, cells in enumerate(desk.reply):
        cells["city"] = cities[(index + 3) % 10]
    desk.write("i0", name="Renamed")
    found = desk.plan()
    assert found.counts["theirs_only"] == 11
    assert cell(found, "i0", "name").decision is Decision.TAKE
    assert all(each.decision is Decision.OPEN for each in found.cells if each.field == "city")
    assert [issue.params["field"] for issue in found.issues] == ["city"]


def test_values_given_to_many_rows_are_no_sorting():
    desk = Desk()
    for n in range(10):
        desk.have("institution", f"i{n}", f"INS-{n}", name=f"Office {n}", country=TTO)
    desk.send(*(f"i{n}" for n in range(10)))
    for n in range(6):
        desk.write(f"i{n}", city=f"Town {n}")
    assert all(each.decision is Decision.TAKE for each in desk.plan().cells)


_WORDS = st.none() | st.sampled_from(["a", "b", "c"])
_VALUES: dict[str, st.SearchStrategy[Value]] = {
    "title": st.sampled_from(["x", "y", "z"]),
    "dates": st.none() | st.sampled_from(["2013", "2013-04", "2014-05-06"]),
    "city": _WORDS,
    "host_country": st.none() | st.sampled_from([TTO, JAM]),
    "status": st.just("PLANNED"),
    "summary": st.none() | st.sampled_from(["a\nb", "a b", "c"]),
    "countries_count": st.none() | st.builds(lambda n: {"n": n, "q": "exact"}, st.integers(0, 2)),
    "themes": st.none() | st.lists(st.sampled_from("abc"), unique=True, min_size=1).map(sorted),
}


@st.composite
def schedules(
    draw,
) -> tuple[list[dict[str, Value]], list[dict[str, Value]], list[dict[str, Value]]]:
    rows = draw(st.integers(1, 4))
    versions = [[{key: draw(_VALUES[key]) for key in VISIT} for _ in range(rows)] for _ in range(3)]
    return versions[0], versions[1], versions[2]


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


def test_a_row_that_names_a_blank_row_as_its_parent_cannot_be_used_yet(desk):
    desk.spare("training", "s4", "TRN-TTO-0000-001")
    desk.write("s3", parent="s4", person={"label": "Luis"})
    found = desk.plan()
    assert row(found).missing == ("parent",)
    assert row(found).decision is Decision.OPEN
    assert cell(found, "s3", "parent").cls is C.INVALID
    assert found.counts["invalid"] == 1
    desk.write("f1", owner={"id": "s2"})
    assert cell(desk.plan(), "f1", "owner").cls is C.INVALID


def test_a_column_a_new_row_was_not_offered_is_outside(desk):
    desk.write("s2", name="Coast Guard", mandate="Guards the coast")
    found = desk.plan()
    assert "mandate" not in row(found).values
    assert cell(found, "s2", "mandate").cls is C.OUTSIDE
    assert cell(found, "s2", "mandate").decision is Decision.UNTICKED


def test_a_column_of_no_field_of_ours_says_nothing(desk):
    desk.write("i1", nonsense="x")
    desk.write("s2", name="Coast Guard", nonsense="x")
    found = desk.plan()
    assert found.cells == ()
    assert found.counts["new"] == 1


def test_a_code_alone_finds_a_record_that_was_not_sent(desk):
    desk.add_row("institution", "", "ins-jam-0001", name="Ministry of Commerce")
    assert cell(desk.plan(), "i2", "name").cls is C.OUTSIDE


def test_a_spare_row_whose_record_nobody_noted_is_that_record_all_the_same(desk):
    desk.write("s2", name="Coast Guard", city="Chaguaramas")
    desk.have("institution", "s2", "INS-TTO-0002", name="Coast Guard", country=TTO)
    found = desk.plan()
    assert found.rows == ()
    assert cell(found, "s2", "city").cls is C.THEIRS_ONLY


def test_what_lies_in_the_bin_is_not_proposed_for_removal_again(desk):
    desk.meta[desk.at("i1")]["remove"] = "yes"
    desk.delete("i1")
    assert desk.plan().rows == ()


def test_new_entries_of_a_kind_that_was_not_sent_are_looked_at_first(desk):
    desk.add_row("institution", name="Coast Guard")
    desk.meta[-1]["type"] = "contact"
    sent = desk.sent()
    offered = {key: each for key, each in sent.offered.items() if key != "contact"}
    found = plan(
        Incoming("reply.xlsx", desk.snapshot()),
        dataclasses.replace(sent, offered=offered),
        desk.lookup.records, desk.lookup, CATALOGUE,
    )  # fmt: skip
    assert row(found).decision is Decision.OPEN
    assert row(found).issue is not None


def test_a_new_entry_that_breaks_a_rule_is_looked_at_first(desk):
    desk.write("s1", title="Mission", status="COMPLETED")
    found = desk.plan()
    assert row(found).decision is Decision.OPEN
    assert row(found).issue is not None
    assert found.issues[-1].place.record == "s1"


def test_a_field_and_a_row_are_found_by_their_number(desk):
    desk.write("i1", city="Arima")
    desk.write("s2", name="Coast Guard")
    found = desk.plan()
    assert found.cell(found.cells[0].n) is found.cells[0]
    assert found.row(found.rows[0].n) is found.rows[0]
    assert found.cell(0) is None
    assert found.row(0) is None
