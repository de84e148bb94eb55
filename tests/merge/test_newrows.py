"""Rows that are no record of ours yet, and rows that became one."""

from __future__ import annotations

import dataclasses

import pytest

from coordinator_app.merge.plan import plan
from coordinator_app.merge.planned import Decision, RowClass
from coordinator_app.merge.sent import Incoming, SentRow
from coordinator_app.merge.three_way import CellClass
from tests.merge.desk import (
    CATALOGUE,
    JAM,
    SHOWN,
    TTO,
    Desk,
    busy_desk,
    cell,
    nobody,
    row,
)

C = CellClass


@pytest.fixture
def desk() -> Desk:
    return busy_desk()


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


def test_a_spare_row_whose_record_nobody_noted_is_that_record_all_the_same(desk):
    desk.write("s2", name="Coast Guard", city="Chaguaramas")
    desk.have("institution", "s2", "INS-TTO-0002", name="Coast Guard", country=TTO)
    found = desk.plan()
    assert found.rows == ()
    assert cell(found, "s2", "city").cls is C.THEIRS_ONLY


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
