"""Counts keep their qualifier, and unknown is not zero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain import counts
from coordinator_app.domain.counts import Count, CountError, Total

NUMBERS = st.integers(0, counts.LARGEST)
KNOWN = st.builds(counts.make, NUMBERS, st.sampled_from(["exact", "at_least", "about"]))
UNKNOWN = st.just(counts.make(None, "unknown"))


@given(KNOWN | UNKNOWN)
def test_what_is_shown_can_be_typed_back(count):
    assert counts.parse(counts.display(count)) == count
    assert counts.parse(counts.display(count, "no consta")) == count


@given(st.text())
def test_any_text_is_a_count_nothing_or_refused(text):
    try:
        count = counts.parse(text)
    except CountError:
        return
    if count is not None:
        assert counts.make(count["n"], count["q"]) == count


@given(st.lists(KNOWN | UNKNOWN | st.none()))
def test_a_total_adds_the_known_and_counts_the_others(rows):
    total = counts.total(rows)
    known = [row["n"] for row in rows if row and row["n"] is not None]
    assert total.unknown == len(rows) - len(known)
    assert total.count["n"] == (sum(known) if known or not rows else None)


@given(st.lists(KNOWN | UNKNOWN), st.randoms())
def test_a_total_does_not_depend_on_the_order(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert counts.total(shuffled) == counts.total(rows)


@pytest.mark.parametrize(
    ("text", "n", "q"),
    [
        ("24", 24, "exact"),
        (" 0 ", 0, "exact"),
        ("24.0", 24, "exact"),
        ("1,200", 1200, "exact"),
        ("1.200", 1200, "exact"),
        ("1 200 000", 1_200_000, "exact"),
        ("1’200", 1200, "exact"),
        ("over 25", 25, "at_least"),
        ("Over 25", 25, "at_least"),
        ("more than 25", 25, "at_least"),
        ("at least 25", 25, "at_least"),
        ("más de 25", 25, "at_least"),
        ("mas de 25", 25, "at_least"),
        ("al menos 25", 25, "at_least"),
        ("25 o más", 25, "at_least"),
        ("25 or more", 25, "at_least"),
        (">=25", 25, "at_least"),
        (">25", 25, "at_least"),
        ("≥25", 25, "at_least"),
        ("≥ 1,200", 1200, "at_least"),
        ("25+", 25, "at_least"),
        ("close to 15", 15, "about"),
        ("about 15", 15, "about"),
        ("cerca de 15", 15, "about"),
        ("unas 15", 15, "about"),
        ("unos 15", 15, "about"),
        ("aprox. 15", 15, "about"),
        ("c. 15", 15, "about"),
        ("~15", 15, "about"),
        ("≈15", 15, "about"),
        ("≈ 15", 15, "about"),
        ("unknown", None, "unknown"),
        ("Unknown.", None, "unknown"),
        ("?", None, "unknown"),
        ("no consta", None, "unknown"),
        ("No se sabe", None, "unknown"),
    ],
)
def test_what_people_write(text, n, q):
    assert counts.parse(text) == {"n": n, "q": q}


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_written_is_no_count(text):
    assert counts.parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "many", "20-25", "-5", "+25", "2.5", "1,20", "12 30", "up to 25", "fewer than 25", "<25",
        "24 (10 women)", "24 women", "about 25+", "over", "9999999999", "1" * 40, "½", "?5", "5?",
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(text):
    with pytest.raises(CountError):
        counts.parse(text)


@pytest.mark.parametrize(
    ("n", "q"), [(None, "exact"), (3, "unknown"), (-1, "exact"), (10**9, "about"), (3, "some")]
)
def test_number_and_qualifier_go_together(n, q):
    with pytest.raises(CountError):
        counts.make(n, q)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        ({"n": 24, "q": "exact"}, "24"),
        ({"n": 0, "q": "exact"}, "0"),
        ({"n": 25, "q": "at_least"}, "≥25"),
        ({"n": 15, "q": "about"}, "≈15"),
        ({"n": None, "q": "unknown"}, "desconocido"),
        (None, ""),
    ],
)
def test_shown(count, shown):
    assert counts.display(count, "desconocido") == shown


@pytest.mark.parametrize(
    ("texts", "shown", "unknown"),
    [
        (["24", "10"], "34", 0),
        (["24", "over 25"], "≥49", 0),
        (["24", "about 15"], "≈39", 0),
        (["24", "over 25", "about 15"], "≈64", 0),
        (["24", "?"], "24", 1),
        (["over 25", "?", ""], "≥25", 2),
        (["?", "?"], "unknown", 2),
        (["0"], "0", 0),
        ([], "0", 0),
    ],
)
def test_totals(texts, shown, unknown):
    total = counts.total(counts.parse(text) for text in texts)
    assert total.text() == shown
    assert total.unknown == unknown


def test_a_total_may_be_larger_than_any_one_count():
    largest: Count = {"n": counts.LARGEST, "q": "exact"}
    assert counts.total([largest, largest]) == Total({"n": 2 * counts.LARGEST, "q": "exact"}, 0)


def test_sorted_by_number_with_the_unknown_last():
    ordered = ["0", "24", "25", "≥26", "?"]
    mixed = [counts.parse(text) for text in ordered[3:] + ordered[:3]]
    in_order = sorted(mixed, key=counts.sort_key)
    assert [row and row["n"] for row in in_order] == [0, 24, 25, 26, None]
