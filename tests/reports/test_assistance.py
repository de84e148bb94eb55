"""I-A1 to I-A5: requests open and submitted; items with interest, matched, delivered."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.domain.records.assistance import REQUEST
from coordinator_app.reports import assistance
from coordinator_app.reports.assistance import (
    items_delivered,
    items_matched,
    items_with_interest,
    open_requests,
    submitted,
)
from coordinator_app.reports.follow_ups import NO_STATE
from tests.reports.made_up import frame, numbers, record, why


def request(**values):
    made = {"title": "Customs", "countries": ["TTO"], "submitted_on": "2026-02-10",
            "status": "SUBMITTED", "channel": "COMMITTEE"}  # fmt: skip
    return record("assistance_request", **{**made, **values})


def ask(*requests, items=None, **more):
    return frame(requests=list(requests), items=items or {}, **more)


def item(status="OPEN", **values):
    return record("assistance_item", text="A course", status=status, **values)


@pytest.mark.parametrize("status", [choice.code for choice in REQUEST.by_key["status"].choices])
def test_open_is_what_is_not_final_and_no_draft(status):
    final = status in REQUEST.life.final or status == "DRAFT"
    assert numbers(open_requests(ask(request(status=status)))) == (0 if final else 1, None)


@pytest.mark.parametrize(
    ("day", "part"),
    [("2026-06-30", 0), ("2025-12-30", 0), ("2025-12-29", 1), ("2025-06-30", 1),
     ("2025-06-29", 2), ("2011", 2), ("../2011-04", 2)],
)  # fmt: skip
def test_open_requests_are_split_by_age(day, part):
    found = open_requests(ask(request(submitted_on=day)))
    shown = [each.figure.numerator["n"] for each in found.parts[assistance.BY_AGE]]
    assert shown == [int(part == each) for each in range(3)]


def test_what_was_submitted_later_was_not_open_then():
    since = request(submitted_on="2026-05-02")
    closed = request(status="CLOSED")
    found = open_requests(ask(request(), since, closed, as_at=dt.date(2026, 5, 1)))
    assert numbers(found) == (1, None)
    assert why(found) == {assistance.ENDED_SINCE: 1}


def test_a_request_without_a_day_is_open_and_said():
    found = open_requests(ask(request(submitted_on=None)))
    assert numbers(found) == (1, None)
    assert [each.why for each in found.remarks] == [assistance.NO_DAY]


@pytest.mark.parametrize(
    ("day", "count"),
    [("2026-01-01", 1), ("2026-06-30", 1), ("2025-12-31", 0), ("2026-07-01", 0), ("2026-03", 1),
     ("2011", 0)],
)  # fmt: skip
def test_submitted_in_the_period(day, count):
    assert numbers(submitted(ask(request(submitted_on=day)))) == (count, None)


def test_submitted_is_split_by_channel_and_says_what_it_leaves_out():
    found = submitted(
        ask(
            request(),
            request(channel="VERBAL"),
            request(status="DRAFT"),
            request(submitted_on=None),
        )
    )
    assert numbers(found) == (2, None)
    shown = {each.label: each.figure.numerator["n"] for each in found.parts[assistance.BY_CHANNEL]}
    assert list(shown.values()) == [1, 1]
    assert why(found) == {assistance.NO_DAY: 1, assistance.NOT_MADE: 1}


def test_a_day_that_may_lie_outside_the_period_is_remarked():
    found = submitted(
        ask(request(submitted_on="2026"), last=dt.date(2026, 12, 31), first=dt.date(2026, 7, 1))
    )
    assert numbers(found) == (1, None)
    assert len(found.remarks) == 1


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (item(), (0, 1)),
        (item("ACCEPTED"), (0, 1)),
        (item("NOT_MET"), (0, 1)),
        (item("DELIVERED", delivered_on="2026-04"), (1, 1)),
        (item("DELIVERED", delivered_on="2026-07"), (0, 1)),
        (item("DELIVERED"), (1, 1)),
        (item("DROPPED"), (0, 0)),
    ],
)
def test_items_delivered(made, found):
    asked = request()
    assert numbers(items_delivered(ask(asked, items={asked.id: [made]}))) == found


def test_items_count_once_their_request_was_submitted():
    early, late, draft, undated = (
        request(), request(submitted_on="2026-06-01"), request(status="DRAFT"),
        request(submitted_on=None),
    )  # fmt: skip
    items = {each.id: [item("DELIVERED", delivered_on="2026-03-01"), item(), item("DROPPED")]
             for each in (early, late, draft, undated)}  # fmt: skip
    found = items_delivered(
        ask(early, late, draft, undated, items=items, as_at=dt.date(2026, 5, 1))
    )
    assert numbers(found) == (1, 2)
    assert why(found) == {assistance.DROPPED: 1, assistance.NOT_MADE: 1, assistance.NO_DAY: 1}


def test_an_item_delivered_without_a_date_says_nothing_of_an_earlier_day():
    asked = request()
    found = items_delivered(
        ask(asked, items={asked.id: [item("DELIVERED")]}, as_at=dt.date(2026, 5, 1))
    )
    assert numbers(found) == (0, 1)
    assert [each.why for each in found.remarks] == [assistance.NO_DELIVERY_DAY]


def test_of_three_items_two_met_interest_and_one_is_matched():
    """Acceptance check 13."""
    asked = request()
    held = ask(asked, items={asked.id: [item("INTEREST"), item("ACCEPTED"), item()]})
    assert numbers(items_with_interest(held)) == (2, 3)
    assert numbers(items_matched(held)) == (1, 3)


def test_how_far_an_item_came_is_told_as_it_stands_today():
    asked = request()
    held = ask(asked, items={asked.id: [item("OFFERED")]}, as_at=dt.date(2026, 5, 1))
    for indicator in (items_with_interest(held), items_matched(held)):
        assert [each.why for each in indicator.remarks] == [assistance.AS_TODAY]


def test_interest_is_not_delivery():
    """Acceptance check 14: the Bogotá request met interest, and nothing more is claimed."""
    bogota = request(countries=["PER"], submitted_on="2011", status="MATCHING")
    held = ask(bogota, items={bogota.id: [item("INTEREST")]})
    asked = (items_with_interest(held), items_matched(held), items_delivered(held))
    assert [numbers(each) for each in asked] == [(1, 1), (0, 1), (0, 1)]


def test_groups_get_their_own_and_the_union_each_once():
    both, nobody = request(countries=["BLZ"]), request(countries=None)
    asked = {group: open_requests(ask(both, nobody, group=group)) for group in ("CARICOM", "SICA", "ANDEAN", "")}  # fmt: skip
    assert {group: numbers(found)[0] for group, found in asked.items()} == {
        "CARICOM": 1, "SICA": 1, "ANDEAN": 0, "": 2,
    }  # fmt: skip
    assert why(asked["CARICOM"]) == {NO_STATE: 1}
