"""I-V1 and I-V3: States visited, and States not visited for two years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.reports import figures, visits
from coordinator_app.reports.figures import UNDATED
from coordinator_app.reports.visits import NOT_A_VISIT, months_before
from tests.reports.made_up import frame, numbers, visit, why


def test_each_state_counts_once_and_both_numbers_can_be_opened():
    held = [visit("TTO", "2026-02-03"), visit("TTO", "2026-03-01"), visit("PER", "2026-06-30")]
    found = visits.states_visited(frame(visits=held))
    assert numbers(found) == (2, 4)
    assert set(found.figure.behind) == {"TTO", "PER"}
    assert set(found.figure.through) == {each.id for each in held}
    assert set(found.figure.among) == {"TTO", "BLZ", "GTM", "PER"}


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        ("2025-12-30/2026-01-02", True),
        ("2026-06-29/2026-07-02", False),
        ("2026-01-01", True),
        ("2025-12-31", False),
        ("2026-03", True),
    ],
)
def test_a_visit_belongs_to_the_period_in_which_it_ends(dates, counts):
    assert numbers(visits.states_visited(frame(visits=[visit("TTO", dates)])))[0] == int(counts)


@pytest.mark.parametrize("status", ["COMPLETED", "REPORTED", "CLOSED"])
def test_carried_out_counts(status):
    assert (
        numbers(visits.states_visited(frame(visits=[visit("TTO", "2026-02-03", status=status)])))[0]
        == 1
    )


@pytest.mark.parametrize(
    "status", ["IDEA", "PLANNED", "CONFIRMED", "ONGOING", "POSTPONED", "CANCELLED"]
)
def test_anything_else_does_not(status):
    found = visits.states_visited(frame(visits=[visit("TTO", "2026-02-03", status=status)]))
    assert numbers(found)[0] == 0
    assert found.excluded == ()


@pytest.mark.parametrize(
    "facts",
    [{"visit_type": "REMOTE_CONSULTATION"}, {"visit_type": "STUDY_VISIT_OUT"}, {"mode": "ONLINE"}],
)
def test_what_is_no_visit_to_the_state_is_left_out_and_said(facts):
    found = visits.states_visited(frame(visits=[visit("TTO", "2026-02-03", **facts)]))
    assert numbers(found)[0] == 0
    assert why(found) == {NOT_A_VISIT: 1}


def test_hybrid_visits_count():
    assert (
        numbers(visits.states_visited(frame(visits=[visit("TTO", "2026-02-03", mode="HYBRID")])))[0]
        == 1
    )


@pytest.mark.parametrize("dates", [None, "XXXX-06-16"])
def test_a_visit_without_a_known_date_is_left_out_and_said(dates):
    found = visits.states_visited(frame(visits=[visit("TTO", dates)]))
    assert numbers(found)[0] == 0
    assert why(found) == {UNDATED: 1}


def test_a_year_that_may_lie_outside_counts_by_its_last_day_and_is_pointed_out():
    asked = frame(
        visits=[visit("TTO", "2026")], last=dt.date(2026, 12, 31), first=dt.date(2026, 7, 1)
    )
    found = visits.states_visited(asked)
    assert numbers(found)[0] == 1
    assert [each.why for each in found.remarks] == [figures.BY_LAST_DAY]


def test_states_that_are_no_un_members_stand_on_a_line_of_their_own():
    found = visits.states_visited(
        frame(visits=[visit("MSR", "2026-02-03"), visit("USA", "2026-02-03")])
    )
    assert numbers(found) == (0, 4)
    (part,) = found.parts[figures.NOT_UN_MEMBERS]
    assert part.figure.behind == ("MSR",)


def test_groups_overlap_and_the_union_does_not():
    found = visits.states_visited(frame(visits=[visit("BLZ", "2026-02-03")]))
    shown = {part.label: part.figure.numerator["n"] for part in found.parts[visits.BY_GROUP]}
    assert shown == {"CARICOM": 1, "SICA": 1, "ANDEAN": 0}
    assert numbers(found) == (1, 4)


@pytest.mark.parametrize(
    ("day", "missed"),
    [
        ("2024-06-30", True),  # exactly 24 months before: outside, the bound is open
        ("2024-07-01", False),
        ("2026-06-30", False),
        ("2026-07-01", True),  # after the day asked for
    ],
)
def test_two_years_without_a_visit(day, missed):
    asked = frame(visits=[visit("TTO", day)], today=dt.date(2026, 7, 5))
    found = visits.states_not_visited(asked)
    assert ("TTO" in found.figure.behind) is missed
    assert numbers(found) == (3 + missed, 4)


def test_an_undated_visit_might_have_been_since_and_is_said():
    found = visits.states_not_visited(frame(visits=[visit("TTO", None)]))
    assert numbers(found) == (4, 4)
    assert why(found) == {UNDATED: 1}


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [("2026-02-28", 24, "2024-02-28"), ("2024-02-29", 24, "2022-02-28"), ("2026-03-31", 1, "2026-02-28"),
     ("2026-01-15", 1, "2025-12-15")],
)  # fmt: skip
def test_months_before_a_day(day, months, before):
    assert months_before(dt.date.fromisoformat(day), months).isoformat() == before


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["TTO", "BLZ", "GTM", "PER", "MSR"]),
            st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
        )
    )
)
def test_visited_and_not_visited_make_the_whole(drawn):
    held = [visit(country, day.isoformat()) for country, day in drawn]
    asked = frame(first=dt.date(2024, 7, 1), visits=held)
    visited, missed = visits.states_visited(asked), visits.states_not_visited(asked)
    assert set(visited.figure.behind) | set(missed.figure.behind) == set(asked.states)
    assert not set(visited.figure.behind) & set(missed.figure.behind)
