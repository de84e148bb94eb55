"""Requests with their items and offers, and the day on which to ask next."""

from __future__ import annotations

import pytest

from coordinator_app.services import (
    assistance,
    commitments,
    editing,
    home,
    listing,
    reference,
    states,
    undoing,
)
from coordinator_app.services.home import When
from coordinator_app.services.session import Session
from tests.services.region import BRB, TTO, make

UNODA = reference.organisation_id("UNODA")


@pytest.fixture
def region(session: Session) -> Session:
    reference.lay(session)
    return session


def request(session, **values):
    made = {
        "title": "Port",
        "countries": [TTO],
        "status": "SUBMITTED",
        "submitted_on": "2026-02-27",
    }
    return make(session, "assistance_request", **{**made, **values})


def check(session, record_id):
    return session.records.get(record_id).get("next_check_on")


class TestNextCheck:
    def test_it_is_proposed_and_moves_with_the_status(self, region):
        asked = request(region)
        assert check(region, asked) == "2026-03-06"
        editing.update(region, asked, {"status": "ACKNOWLEDGED"})
        assert check(region, asked) == "2026-03-06"
        editing.update(region, asked, {"status": "MATCHING"})
        assert check(region, asked) == "2027-02-27"
        editing.update(region, asked, {"status": "FULFILLED"})
        assert check(region, asked) is None

    def test_it_comes_with_the_day_of_submission(self, region):
        asked = request(region, status="DRAFT", submitted_on=None)
        assert check(region, asked) is None
        editing.update(region, asked, {"status": "SUBMITTED", "submitted_on": "2026-03-02"})
        assert check(region, asked) == "2026-03-09"
        undoing.undo(region)
        assert check(region, asked) is None

    def test_a_day_that_a_person_chose_stays(self, region):
        asked = request(region, next_check_on="2026-05-01")
        editing.update(region, asked, {"status": "MATCHING"})
        assert check(region, asked) == "2026-05-01"
        editing.update(region, asked, {"status": "IN_DELIVERY", "next_check_on": None})
        assert check(region, asked) is None

    @pytest.mark.parametrize("values", [{"channel": "VERBAL"}, {"submitted_on": "2026"}])
    def test_without_the_committee_or_a_day_nothing_is_proposed(self, region, values):
        assert check(region, request(region, **values)) is None


@pytest.mark.parametrize(
    ("day", "status", "group"),
    [
        ("2026-03-01", "SUBMITTED", When.LATE),
        ("2026-03-05", "MATCHING", When.WEEK),
        ("2026-03-12", "FULFILLED", When.FORTNIGHT),
        ("2026-03-05", "CLOSED", None),
        ("2026-03-05", "DRAFT", None),
    ],
)
def test_home_tells_when_to_ask_about_what_is_open(region, day, status, group):
    made = {"title": "Port", "countries": [TTO], "submitted_on": "2026-01-05"}
    request(region, **made, status=status, next_check_on=day, requester=UNODA)
    found = home.home(region, "en")
    assert [(each.kind, each.when) for each in found.tasks] == (
        [("request", group)] if group else []
    )
    assert found.entries == 1
    if group:
        assert found.tasks[0].states == ("Trinidad and Tobago",)
        assert found.tasks[0].party.startswith("UN Office for Disarmament")


def test_a_state_shows_open_requests_first_with_items_in_order(region):
    over = request(region, title="Over", status="CLOSED", submitted_on="2026-02")
    old = request(region, title="Old", submitted_on="2019")
    new = request(region, title="New", submitted_on="2025")
    request(region, title="Elsewhere", countries=[BRB])
    last = make(region, "assistance_item", parent=new, text="Last")
    second = make(region, "assistance_item", parent=new, text="B", number=2, status="DELIVERED")
    first = make(region, "assistance_item", parent=new, text="A", number=1)
    page = states.state_page(region, TTO, "en")
    assert [each.request.id for each in page.requests] == [new, old, over]
    assert [each.id for each in page.requests[0].items] == [first, second, last]
    assert [each.id for each in page.requests[0].unmet] == [first, last]
    assert {each.record.id for each in page.timeline} == {over, old, new}


def test_offers_say_which_items_they_answer(region):
    asked = request(region)
    one = make(region, "assistance_item", parent=asked, text="A", number=1)
    two = make(region, "assistance_item", parent=asked, text="B")
    other = make(region, "assistance_item", parent=request(region, title="Other"), text="C")
    both = make(region, "assistance_offer", title="Both", provider=UNODA, items=[one, two, other])
    make(region, "assistance_offer", title="General", provider=UNODA)
    [found] = assistance.offers_for(region, asked, "en")
    assert found.offer.id == both
    assert found.answers == ("1", region.records.get(two).reference)
    assert found.provider.startswith("UN Office for Disarmament")
    editing.delete(region, [both])
    assert assistance.offers_for(region, asked, "en") == []


@pytest.mark.parametrize(
    ("type_key", "flag", "expected"),
    [
        ("assistance_request", "open", {"Open", "Late"}),
        ("assistance_request", "overdue", {"Late"}),
        ("assistance_item", "open", {"Unmet"}),
    ],
)
def test_lists_know_what_is_open_and_what_to_ask_about(region, type_key, flag, expected):
    open_ = request(region, title="Open")
    request(region, title="Late", next_check_on="2026-02-01")
    request(region, title="Over", status="CLOSED", next_check_on="2026-02-01")
    make(region, "assistance_item", parent=open_, text="Unmet", status="OFFERED")
    make(region, "assistance_item", parent=open_, text="Met", status="ACCEPTED")
    found = listing.list_records(region, type_key, [("is", flag)], "en")
    assert {each.title for each in found} == expected


@pytest.mark.parametrize("which", ["request", "item"])
def test_what_is_promised_about_a_request_is_agreed_today(region, which):
    asked = request(region)
    item = make(region, "assistance_item", parent=asked, text="A")
    origin = {"request": asked, "item": item}[which]
    made = region.records.get(commitments.record(region, origin, {"title": "Ask again"}))
    assert made.text("agreed_on") == region.today().isoformat()
    assert made.ids("countries") == (TTO,)
    assert commitments.of_entry(region, asked) == [made]
