"""How numbers are shown."""

from __future__ import annotations

from typing import Any

import pytest

from coordinator_app.reports.figures import UNDATED, Figure, LeftOut, plain, share
from coordinator_app.texts import load


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        ((12, "exact"), (25, "exact"), "12/25 (48\u00a0%)"),
        ((1, "exact"), (8, "exact"), "1/8 (13\u00a0%)"),
        ((0, "exact"), (3, "exact"), "0/3 (0\u00a0%)"),
        ((3, "exact"), (3, "exact"), "3/3 (100\u00a0%)"),
        ((1, "exact"), (201, "exact"), "1/201 (0\u00a0%)"),
        ((0, "exact"), (0, "exact"), "nothing to count"),
        ((25, "at_least"), None, "≥25"),
        ((15, "about"), None, "≈15"),
        ((None, "unknown"), None, "unknown"),
        ((5, "at_least"), (10, "exact"), "≥5/10 (≥50\u00a0%)"),
        ((5, "exact"), (10, "at_least"), "5/≥10 (≈50\u00a0%)"),
    ],
)
def test_a_share_prints_what_it_was_worked_out_from(numerator, denominator, shown):
    whole: Any = {"n": denominator[0], "q": denominator[1]} if denominator else None
    figure = Figure({"n": numerator[0], "q": numerator[1]}, whole)
    assert figure.text(load("en")) == shown


def test_a_number_keeps_the_records_it_counted():
    assert share(("a",), ("a", "b")).among == ("a", "b")
    assert plain(("a", "b")).numerator == {"n": 2, "q": "exact"}


def test_what_was_left_out_says_how_many():
    assert LeftOut(UNDATED, ("a", "b")).text(load("en")) == "2 carried out without a known date"
