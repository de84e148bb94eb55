"""Several counts in one text, read as people write them, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain import counted


def shown(text):
    found = counted.read(text)
    return None if found is None else {what: (each["n"], each["q"]) for what, each in found.items()}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24", {"people": (24, "exact")}),
        ("24 (10 women)", {"people": (24, "exact"), "women": (10, "exact")}),
        ("24 (10 mujeres)", {"people": (24, "exact"), "women": (10, "exact")}),
        ("over 25", {"people": (25, "at_least")}),
        ("close to 15", {"people": (15, "about")}),
        ("unos 15", {"people": (15, "about")}),
        ("más de 25", {"people": (25, "at_least")}),
        ("25+", {"people": (25, "at_least")}),
        ("about 15 institutions", {"institutions": (15, "about")}),
        ("14 CARICOM states", {"states": (14, "exact")}),
        ("30 of 7 agencies", {"people": (30, "exact"), "institutions": (7, "exact")}),
        ("19 States 9 organizations", {"states": (19, "exact"), "institutions": (9, "exact")}),
        (
            "24 (10 women) of 10 States",
            {"people": (24, "exact"), "women": (10, "exact"), "states": (10, "exact")},
        ),
        ("12 mujeres y 10 hombres", {"women": (12, "exact"), "men": (10, "exact")}),
        ("30 de más de 7 agencias", {"people": (30, "exact"), "institutions": (7, "at_least")}),
        ("1,200 personas", {"people": (1200, "exact")}),
        ("24 participantes de 10 países", {"people": (24, "exact"), "states": (10, "exact")}),
        ("4 instructors", None),
        ("22 States 6 partners", None),
        ("20-25", None),
        ("24 (10 and 3)", None),
        ("24 people and 25 people", None),
        ("quince", None),
        ("", None),
    ],
)
def test_what_is_counted_is_understood_whole_or_not_at_all(text, meant):
    assert shown(text) == meant


@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(["women", "mujeres", "females"]))
def test_any_two_numbers_keep_their_places(people, women, word):
    assert shown(f"{people} ({women} {word})") == {
        "people": (people, "exact"), "women": (women, "exact"),
    }  # fmt: skip


@given(st.text())
def test_any_text_is_read_or_refused(text):
    found = counted.read(text)
    assert found is None or all(each["q"] in ("exact", "at_least", "about", "unknown")
                                for each in found.values())  # fmt: skip
