"""The clock of the Committee's procedure (acceptance check 15)."""

import datetime as dt

import pytest

from coordinator_app.domain.committee_clock import next_check
from coordinator_app.domain.working_days import working_days_after


@pytest.mark.parametrize(
    ("day", "count", "after"),
    [
        ("2026-01-03", 5, "2026-01-09"),  # a Saturday
        ("2025-01-03", 5, "2025-01-10"),  # a Friday
        ("2026-01-05", 5, "2026-01-12"),
        ("2025-12-22", 5, "2025-12-30"),  # over Christmas
        ("2025-12-29", 5, "2026-01-06"),  # over New Year
        ("2026-01-05", 0, "2026-01-05"),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day, count, after):
    assert working_days_after(dt.date.fromisoformat(day), count) == dt.date.fromisoformat(after)


@pytest.mark.parametrize(
    ("status", "due"),
    [
        ("DRAFT", None),
        ("SUBMITTED", "2026-01-09"),
        ("ACKNOWLEDGED", "2026-01-09"),
        ("CIRCULATED", "2026-01-09"),
        ("PUBLISHED", "2027-01-03"),
        ("MATCHING", "2027-01-03"),
        ("IN_DELIVERY", "2027-01-03"),
        ("FULFILLED", None),
        ("PARTLY_FULFILLED", None),
        ("FEEDBACK_SENT", None),
        ("CLOSED", None),
        ("RETURNED", None),
        ("WITHDRAWN", None),
        ("LAPSED", None),
        ("SUPERSEDED", None),
        (None, None),
    ],
)
def test_each_status_has_its_day(status, due):
    asked = {"channel": "COMMITTEE", "submitted_on": "2026-01-03", "status": status}
    assert next_check(asked) == due


@pytest.mark.parametrize(
    "submitted", [None, "2011", "2011-04", "../2011-04", "2026-01-03/2026-01-05"]
)
def test_no_clock_runs_from_a_day_that_is_not_known(submitted):
    asked = {"channel": "COMMITTEE", "submitted_on": submitted, "status": "SUBMITTED"}
    assert next_check(asked) is None


@pytest.mark.parametrize("channel", [None, "DIRECT_TO_PROVIDER", "VERBAL"])
def test_only_the_committee_keeps_this_clock(channel):
    asked = {"channel": channel, "submitted_on": "2026-01-03", "status": "SUBMITTED"}
    assert next_check(asked) is None


def test_a_leap_day_is_followed_by_the_first_of_march():
    asked = {"channel": "COMMITTEE", "submitted_on": "2024-02-29", "status": "MATCHING"}
    assert next_check(asked) == "2025-03-01"
