"""Who counts, and when."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.errors import UserError
from coordinator_app.reports.frame import holds, straddling
from tests.reports.made_up import countries, frame, memberships, record, visit


@pytest.mark.parametrize(
    ("group", "states", "beside"),
    [
        ("", {"TTO", "BLZ", "GTM", "PER"}, {"MSR"}),
        ("CARICOM", {"TTO", "BLZ"}, {"MSR"}),
        ("sica", {"BLZ", "GTM"}, set()),
        ("ANDEAN", {"PER"}, set()),
        ("CARICOM, SICA", {"TTO", "BLZ", "GTM"}, {"MSR"}),
        ("SICA+ANDEAN", {"BLZ", "GTM", "PER"}, set()),
    ],
)
def test_states_of_a_group_are_its_full_members_in_the_united_nations(group, states, beside):
    asked = frame(group=group)
    assert set(asked.states) == states
    assert len(asked.states) == len(states), "a State of two groups counts once"
    assert set(asked.beside) == beside


def test_associates_belong_and_do_not_count():
    rows = [*memberships(), record("group_membership", parent="SICA", country="MSR", status="ASSOCIATE"),
            record("group_membership", parent="SICA", country="PER", status="OBSERVER")]  # fmt: skip
    asked = frame(group="SICA", memberships=rows)
    assert set(asked.states) == {"BLZ", "GTM"}
    assert asked.beside == ("MSR",)
    assert asked.belonging == {"BLZ", "GTM", "MSR"}


def test_membership_is_looked_up_on_the_day():
    rows = [
        record(
            "group_membership", parent="SICA", country="PER", status="FULL", valid_from="2013-06-27"
        ),
        record("group_membership", parent="SICA", country="TTO", status="FULL", valid_to="2013-06"),
    ]
    found = {
        day: set(frame(group="SICA", memberships=rows, as_at=dt.date.fromisoformat(day)).states)
        for day in ("2013-06-26", "2013-06-27", "2013-07-01")
    }
    assert found == {"2013-06-26": {"TTO"}, "2013-06-27": {"TTO", "PER"}, "2013-07-01": {"PER"}}


def test_states_out_of_scope_never_count():
    rows = [*memberships(), record("group_membership", parent="SICA", country="USA", status="FULL")]
    assert "USA" not in frame(group="SICA", memberships=rows).belonging


def test_an_unknown_group_is_named_with_those_there_are():
    with pytest.raises(UserError, match=r"NATO.*ANDEAN, CARICOM, SICA"):
        frame(group="CARICOM,NATO")


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(UserError, match="ends before it begins"):
        frame(first=dt.date(2026, 7, 1))


@pytest.mark.parametrize(
    ("dates", "doubtful"),
    [
        ("2025-12-20/2026-01-10", False),
        ("2026-06", False),
        ("2026", True),
        ("2025/2026", True),
        ("2025-12/2026-01", False),
        ("2026-04-01/..", False),
    ],
)
def test_a_date_that_may_lie_outside_is_pointed_out(dates, doubtful):
    asked = frame()
    assert bool(straddling(asked, [visit("TTO", dates)])) is doubtful


@given(st.dates(), st.dates(), st.dates())
def test_a_dated_fact_holds_from_its_first_day_to_its_last(one, other, day):
    first, last = sorted((one, other))
    fact = record("contact_role", valid_from=first.isoformat(), valid_to=last.isoformat())
    assert holds(fact, day) is (first <= day <= last)


def test_the_union_counts_each_state_once_whatever_the_groups():
    known = countries()
    assert len(frame().states) < sum(
        len(frame(group=code).states) for code in ("CARICOM", "SICA", "ANDEAN")
    )
    assert set(frame().states) == {
        code for code in known if known[code].get("un_member") and code != "USA"
    }
