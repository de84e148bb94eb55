"""States at a glance, and the whole history of one."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.services import attaching, contact_dates, editing, reference, states
from coordinator_app.services.session import Session
from tests.services.region import BRB, MSR, TTO, make, person

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def region(session: Session) -> Session:
    reference.lay(session)
    return session


def last(session: Session, state: str = TTO) -> contact_dates.LastContact:
    record = session.records.get(state)
    assert record is not None
    alone = contact_dates.last_contact(session, record, "en")
    together = contact_dates.of_region(session, [record], "en")[state]
    assert alone == together  # two roads to the same answer
    return alone


def overview(session: Session, state: str = TTO) -> states.Overview:
    (found,) = (each for each in states.overviews(session, "en") if each.state.id == state)
    return found


def page(session: Session, state: str = TTO) -> states.StatePage:
    found = states.state_page(session, state, "en")
    assert found is not None
    return found


class TestLastContact:
    def test_nothing_recorded_is_not_never(self, region):
        found = last(region)
        assert (found.day, found.undated, found.never) == (None, False, False)

    def test_never_is_what_somebody_recorded_as_such(self, region):
        make(region, "country_profile", parent=TTO, as_of="2025", stage="E0")
        assert last(region).never

    def test_something_without_a_date_is_a_third_thing(self, region):
        make(region, "country_profile", parent=TTO, as_of="2025", stage="E0")
        make(region, "interaction", text="Met the minister", countries=[TTO])
        found = last(region)
        assert (found.day, found.undated, found.never) == (None, True, False)

    def test_the_latest_counts_with_the_date_as_it_was_given(self, region):
        make(region, "interaction", text="Rang", countries=[TTO], held_on="2025-06-01")
        event = make(
            region,
            "event",
            title="Seminar",
            countries=[TTO, BRB],
            dates="2025-11",
            status="COMPLETED",
        )
        found = last(region)
        assert (found.day, found.day_text) == (dt.date(2025, 11, 30), "Nov 2025")
        assert found.record is not None
        assert found.record.id == event
        assert last(region, BRB).record == found.record

    def test_plans_and_the_future_are_no_contact(self, region):
        make(region, "visit", title="Plan", country=TTO, dates="2026-01-10", status="PLANNED")
        make(region, "interaction", text="Booked", countries=[TTO], held_on="2026-04-01")
        assert last(region).day is None

    def test_a_year_that_is_not_over_counts_from_its_beginning(self, region):
        make(region, "training", title="Course", countries=[TTO], dates="2025", status="COMPLETED")
        assert last(region).day == dt.date(2025, 12, 31)
        make(region, "training", title="Next", countries=[TTO], dates="2026", status="ONGOING")
        assert (last(region).day, last(region).day_text) == (dt.date(2026, 1, 1), "2026")

    def test_all_members_of_the_region_longest_ago_first(self, region):
        make(region, "interaction", text="Rang", countries=[TTO], held_on="2025-06-01")
        make(region, "interaction", text="Rang", countries=[BRB], held_on="2024-06-01")
        found = contact_dates.last_contacts(region, "en")
        assert [each.state.id for each in found[:2]] == [BRB, TTO]
        assert len(found) == 25
        assert MSR not in {each.state.id for each in found}


class TestOverview:
    def test_groups_hold_on_the_day(self, region):
        dom = reference.country_id("DOM")
        assert "SICA" in states.groups_on(region, TODAY)[dom]
        assert "SICA" not in states.groups_on(region, dt.date(2012, 3, 12))[dom]
        assert "SICA" in states.groups_on(region, dt.date(2012, 3, 12), ("ASSOCIATE",))[dom]

    def test_territories_come_last_and_tell_their_association(self, region):
        found = states.overviews(region, "en")
        members = [bool(each.state.get("un_member")) for each in found]
        assert members == sorted(members, reverse=True)
        assert "CARICOM" in overview(region, reference.country_id("BMU")).associate

    def test_the_stage_is_the_latest_dated_one(self, region):
        make(region, "country_profile", parent=TTO, as_of="2024", stage="E5")
        make(region, "country_profile", parent=TTO, as_of="2012-03", stage="E1")
        make(region, "country_profile", parent=TTO, stage="E7")  # no date: nobody knows when
        make(region, "country_profile", parent=TTO, as_of="2025", ports="Port of Spain")
        assert overview(region).stage == page(region).overview.stage == "E5"

    @pytest.mark.parametrize(
        ("role", "held"),
        [
            ({}, True),
            ({"status": "VERIFIED"}, True),
            ({"status": "PROPOSED"}, False),
            ({"valid_to": "2026-02"}, False),
            ({"valid_from": "2027"}, False),
            ({"role": "LAB"}, False),
        ],
    )
    def test_who_is_point_of_contact(self, region, role, held):
        person(region, "Marva Pouis", **role)
        state = region.records.get(TTO)
        found = overview(region).contact
        assert (found is not None) is held
        assert found == states.point_of_contact(region, state) == page(region).overview.contact

    def test_the_primary_one_and_whether_it_is_stale(self, region):
        person(region, "First", last_verified_on="2026-02-01")
        contact, _ = person(region, "Second", is_primary=True, last_verified_on="2024-01-01")
        found = overview(region).contact
        assert found is not None
        assert (found.contact.id, found.stale) == (contact, True)

    def test_open_and_late_promises(self, region):
        for title, due in (("A", "2026-02-01"), ("B", "2026-05"), ("C", None)):
            make(region, "follow_up", title=title, countries=[TTO, BRB], due_on=due)
        make(region, "follow_up", title="D", countries=[TTO], status="DONE", done_on="2026-01-01")
        for state in (TTO, BRB):
            assert (overview(region, state).open_count, overview(region, state).late_count) == (
                3,
                1,
            )


class TestPage:
    def test_no_state_has_no_page(self, region):
        contact, _ = person(region, "Marva Pouis")
        assert states.state_page(region, contact, "en") is None
        assert states.state_page(region, "nobody", "en") is None

    def test_promises_both_ways_late_first(self, region):
        for title, due, side in (
            ("Later", "2026-09", "THEIRS"),
            ("Late", "2026-01-05", "THEIRS"),
            ("Undated", None, "THEIRS"),
            ("Ours", "2026-04", "OURS"),
        ):
            make(region, "follow_up", title=title, countries=[TTO], due_on=due, direction=side)
        found = page(region)
        assert [each.title for each in found.theirs] == ["Late", "Later", "Undated"]
        assert [each.title for each in found.ours] == ["Ours"]

    def test_the_whole_history_on_one_page_newest_first(self, region, tmp_path):
        make(region, "visit", title="2013", country=TTO, dates="2013-04-17/2013-04-19")
        make(region, "training", title="2011", countries=[TTO], dates="2011-06")
        make(region, "event", title="2026", countries=[TTO, BRB], dates="2026-06")
        make(region, "interaction", text="2025", countries=[TTO], held_on="2025-01-01")
        make(region, "dispatch", title="2024", countries=[TTO], sent_on="2024-05-01")
        make(region, "country_profile", parent=TTO, as_of="2012", stage="E1")
        make(
            region, "follow_up", title="Kept", countries=[TTO], status="DONE", done_on="2023-01-01"
        )
        make(region, "follow_up", title="Open", countries=[TTO])
        make(region, "visit", title="Undated", country=TTO)
        make(region, "visit", title="Elsewhere", country=BRB, dates="2020")
        found = page(region).timeline
        kinds = [each.kind for each in found]
        assert kinds == [
            "event",
            "interaction",
            "dispatch",
            "follow_up",
            "visit",
            "country_profile",
            "training",
            "visit",
        ]
        assert found[4].day_text == "17–19 Apr 2013"
        assert (found[-1].record.title, found[-1].day) == ("Undated", None)

    def test_documents_of_the_state_and_of_what_happened(self, region, tmp_path):
        visit = make(region, "visit", title="Mission", country=TTO, dates="2025-04-17")
        paper = tmp_path / "letter.txt"
        paper.write_text("Dear colleague", encoding="utf-8")
        attaching.attach(region, visit, paper, title="Letter")
        found = [each for each in page(region).timeline if each.kind == "attachment"]
        assert [each.record.title for each in found] == ["Letter · letter.txt"]
        assert found[0].day is not None

    def test_those_who_speak_for_the_state_come_first(self, region):
        person(region, "Abel", role="LAB")
        person(region, "Berta", role="POC_1540_ALTERNATE")
        person(region, "Carla")
        person(region, "Dora", status="ENDED", valid_to="2020")
        assert [contact.title for contact, _ in page(region).people] == [
            "Carla",
            "Berta",
            "Abel",
            "Dora",
        ]

    def test_names_of_what_is_pointed_at(self, region):
        office = make(region, "institution", name="Customs", country=TTO)
        person(region, "Carla", institution=office)
        found = page(region)
        assert found.names[office] == "Customs"
        assert [each.title for each in found.institutions] == ["Customs"]

    def test_what_lies_in_the_bin_is_gone(self, region):
        visit = make(region, "visit", title="Mission", country=TTO, dates="2025-04-17")
        editing.delete(region, [visit])
        assert page(region).timeline == ()
