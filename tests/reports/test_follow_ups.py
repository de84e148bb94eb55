"""I-F4 and I-F5: done in time, and overdue."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.reports import follow_ups
from coordinator_app.reports.follow_ups import on_time, overdue
from tests.reports.made_up import FIRST, TODAY, follow_up, frame, numbers, why


def ask(*held, **more):
    return frame(follow_ups=list(held), **more)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, (0, 1)),
        ({"status": "DONE", "done_on": "2026-03-31"}, (1, 1)),
        ({"status": "VERIFIED", "done_on": "2026-03-01"}, (1, 1)),
        ({"status": "DONE", "done_on": "2026-04-01"}, (0, 1)),
        ({"status": "DONE", "done_on": "2026-04-30", "due_on": "2026-04"}, (1, 1)),
        ({"status": "DONE"}, (0, 1)),
        ({"status": "IN_PROGRESS", "done_on": "2026-03-01"}, (0, 1)),
        ({"status": "CANCELLED"}, (0, 0)),
        ({"due_on": "2025-12-31"}, (0, 0)),
        ({"due_on": "2026-07"}, (0, 0)),
        ({"due_on": None}, (0, 0)),
    ],
)
def test_done_in_time(facts, found):
    assert numbers(on_time(ask(follow_up(**facts)))) == found


def test_what_does_not_count_is_said():
    found = on_time(
        ask(follow_up(status="CANCELLED"), follow_up(due_on=None), follow_up(due_on=None))
    )
    assert why(found) == {follow_ups.CANCELLED: 1, follow_ups.NO_DUE_DATE: 2}


def test_both_rates_stand_side_by_side():
    moved = follow_up(
        status="DONE", done_on="2026-04-10", due_on="2026-04-30", original_due_on="2026-03-31"
    )
    found = on_time(ask(moved, follow_up()))
    assert numbers(found) == (1, 2)
    (variant,) = found.parts[follow_ups.VARIANTS]
    assert (variant.figure.numerator["n"], variant.figure.denominator["n"]) == (0, 2)


def test_what_was_done_after_the_day_was_not_done_by_then():
    late = follow_up(status="DONE", done_on="2026-03-20")
    assert numbers(on_time(ask(late, as_at=dt.date(2026, 3, 19)))) == (0, 1)


@pytest.mark.parametrize(
    ("due", "late"),
    [
        ("2026-06-30", False),
        ("2026-06-29", True),
        ("2026-06", False),
        ("2026-05", True),
        ("2026", False),
    ],
)
def test_a_month_is_due_on_its_last_day(due, late):
    found = overdue(ask(follow_up(due_on=due)))
    assert numbers(found) == (int(late), 1)


@pytest.mark.parametrize(
    ("status", "among"),
    [
        ("OPEN", 1),
        ("IN_PROGRESS", 1),
        ("WAITING", 1),
        ("BLOCKED", 1),
        ("DONE", 0),
        ("VERIFIED", 0),
        ("CANCELLED", 0),
    ],
)
def test_only_what_is_open_can_be_overdue(status, among):
    done = "2026-03-01" if status in ("DONE", "VERIFIED") else None
    assert numbers(overdue(ask(follow_up(status=status, done_on=done))))[1] == among


@pytest.mark.parametrize(("days", "place"), [(1, 0), (30, 0), (31, 1), (90, 1), (91, 2), (400, 2)])
def test_lateness_is_split(days, place):
    due = (TODAY - dt.timedelta(days=days)).isoformat()
    found = overdue(ask(follow_up(due_on=due)))
    shown = [part.figure.numerator["n"] for part in found.parts[follow_ups.BY_LATENESS]]
    assert shown == [int(place == each) for each in range(3)]


def test_an_earlier_day_sees_what_was_open_then():
    done_since = follow_up(status="DONE", done_on="2026-05-20")
    agreed_since = follow_up(agreed_on="2026-05-02")
    cancelled = follow_up(status="CANCELLED")
    found = overdue(ask(done_since, agreed_since, cancelled, as_at=dt.date(2026, 5, 1)))
    assert found.figure.behind == (done_since.id,)
    assert numbers(found) == (1, 1)
    assert why(found) == {follow_ups.CANCELLED: 1}


def test_without_a_due_date_it_is_left_out_and_said():
    found = overdue(ask(follow_up(due_on=None)))
    assert numbers(found) == (0, 0)
    assert why(found) == {follow_ups.NO_DUE_DATE: 1}


def test_groups_get_their_own_and_the_union_each_once():
    both = follow_up(countries=["BLZ"])
    nobody = follow_up(countries=None)
    asked = {
        group: overdue(ask(both, nobody, group=group))
        for group in ("CARICOM", "SICA", "ANDEAN", "")
    }
    assert {group: numbers(found)[1] for group, found in asked.items()} == {
        "CARICOM": 1, "SICA": 1, "ANDEAN": 0, "": 2,
    }  # fmt: skip
    assert why(asked["CARICOM"]) == {follow_ups.NO_STATE: 1}


@given(
    st.lists(
        st.tuples(
            st.none() | st.dates(FIRST, dt.date(2026, 12, 31)),
            st.sampled_from(["OPEN", "WAITING", "DONE", "CANCELLED"]),
            st.dates(FIRST, TODAY),
        )
    )
)
def test_parts_of_lateness_add_up_and_nothing_is_lost(drawn):
    held = [
        follow_up(
            due_on=due.isoformat() if due else None,
            status=status,
            done_on=day.isoformat() if status == "DONE" else None,
        )
        for due, status, day in drawn
    ]
    found = overdue(ask(*held))
    assert (
        sum(part.figure.numerator["n"] or 0 for part in found.parts[follow_ups.BY_LATENESS])
        == numbers(found)[0]
    )
    dropped = sum(len(each.records) for each in found.excluded)
    is_open = [each for each in held if each.get("status") in ("OPEN", "WAITING")]
    assert numbers(found)[1] + dropped == len(is_open)
