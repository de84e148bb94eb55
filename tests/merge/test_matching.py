"""Which row is which record; columns that were sorted apart."""

from __future__ import annotations

import pytest

from coordinator_app.merge.planned import Decision, RowClass
from coordinator_app.merge.three_way import CellClass
from tests.merge.desk import (
    TTO,
    Desk,
    busy_desk,
    cell,
    counted,
    row,
)

C = CellClass


@pytest.fixture
def desk() -> Desk:
    return busy_desk()


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


def test_codes_sorted_apart_lose_against_the_ids_that_stayed(desk):
    one, other = desk.at("v1"), desk.at("v2")
    codes = desk.meta[one]["reference"], desk.meta[other]["reference"]
    desk.meta[other]["reference"], desk.meta[one]["reference"] = codes
    assert set(counted(desk.plan())) == {"unchanged"}


def test_an_id_of_another_kind_of_entry_is_none(desk):
    at = desk.at("v1")
    del desk.reply[at], desk.meta[at]
    desk.add_row("institution", "v1", name="Coast Guard")
    found = desk.plan()
    assert row(found).cls is RowClass.NEW
    assert row(found).record not in ("v1", "")
    assert [each for each in found.cells if each.record == "v1"] == []


def test_a_name_that_two_entries_bear_as_their_code_finds_neither(desk):
    for n in (1, 2):
        desk.have("institution", f"twin{n}", "INS-TWIN", name=f"Twin {n}", country=TTO)
    desk.add_row("institution", "", "INS-TWIN", name="Ministry of Tides")
    assert row(desk.plan()).cls is RowClass.NEW


def test_an_id_of_nothing_we_know_is_a_new_row(desk):
    desk.add_row("institution", "unknown", name="Coast Guard")
    assert row(desk.plan()).cls is RowClass.NEW


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
    assert [issue.params["field"] for issue in found.issues] == ["City"]


def test_values_given_to_many_rows_are_no_sorting():
    desk = Desk()
    for n in range(10):
        desk.have("institution", f"i{n}", f"INS-{n}", name=f"Office {n}", country=TTO)
    desk.send(*(f"i{n}" for n in range(10)))
    for n in range(6):
        desk.write(f"i{n}", city=f"Town {n}")
    assert all(each.decision is Decision.TAKE for each in desk.plan().cells)


def test_a_code_alone_finds_a_record_that_was_not_sent(desk):
    desk.add_row("institution", "", "ins-jam-0001", name="Ministry of Commerce")
    assert cell(desk.plan(), "i2", "name").cls is C.OUTSIDE


def test_a_row_without_its_id_is_one_record_though_two_have_its_natural_key(desk):
    desk.have("institution", "i3", "INS-TTO-0003", name="Ministry of Health", country=TTO, city="X")
    desk.send("i3")
    lost = desk.at("i3")
    for kept in (desk.reply, desk.meta):
        del kept[lost]
    desk.meta[desk.at("i1")] |= {"record": "", "reference": ""}
    assert set(counted(desk.plan())) == {"unchanged"}
