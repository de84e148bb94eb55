"""Names that are writings of one, and names that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.merge.likeness import THRESHOLD, Likeness, likeness
from coordinator_app.merge.natural import keys
from coordinator_app.merge.permuted import Columns
from tests.domain.made_up_lookup import MadeUpLookup


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("María López", "Maria Lopez", True),
        ("López María", "María López", True),
        ("Ministry of National Security", "Ministry of National Securty", True),
        ("Workshop 1", "Workshop 2", False),
        ("Ana Pérez", "Ana Gómez", False),
        ("", "", False),
        ("Ministry of Health", "Ministry of Trade", False),
    ],
)
def test_alike(one, other, alike):
    assert (likeness(fold(one), fold(other)) >= THRESHOLD) is alike


def candidates(lookup, record_type, values):
    mine = tuple(keys(record_type, values))
    return Likeness(lookup, built_in()).candidates(record_type, values, mine)


NAMES = st.lists(
    st.sampled_from(["ana", "anna", "maria", "mariah", "lopez", "lopes", "de", "course", "1", "2",
                     "ministry", "minister", "of", "trade", "trades", "health", "national"]),
    max_size=6,
).map(" ".join)  # fmt: skip


@given(NAMES, st.lists(NAMES, max_size=30))
def test_whoever_is_like_a_new_row_is_found_and_nobody_else(name, others):
    lookup = MadeUpLookup()
    for n, other in enumerate(others):
        lookup.add(Record(f"r{n}", "office_member", values={"name": other} if other else {}))
    found = candidates(lookup, built_in()["office_member"], {"name": name})
    like = {n: likeness(name, other) for n, other in enumerate(others)}
    close = {f"r{n}": score for n, score in like.items() if score >= THRESHOLD}
    assert {each.id for each in found} <= close.keys()
    assert len(found) == min(len(close), 5)
    assert all(each.score == round(close[each.id], 3) or each.score == 1 for each in found)


def test_links_tell_apart_and_what_lacks_them_may_be_anybodys():
    lookup = MadeUpLookup().add(
        *(
            Record(each, "institution", values={"name": "Customs Service", **country})
            for each, country in (
                ("same", {"country": "tto"}),
                ("other", {"country": "jam"}),
                ("nobodys", {}),
            )
        )
    )
    record_type = built_in()["institution"]

    def found(**country):
        values = {"name": "Customs Servic", **country}
        return {each.id for each in candidates(lookup, record_type, values)}

    assert found(country="tto") == {"same", "nobodys"}
    assert found() == {"same", "other", "nobodys"}


def column(sent, came) -> list[tuple[str, str]]:
    columns = Columns()
    for base, theirs in zip(sent, came, strict=True):
        columns.seen("visit", "city")
        if base != theirs:
            columns.changed("visit", "city", base, theirs)
    return list(columns.permuted())


@pytest.mark.parametrize(
    ("sent", "came", "apart"),
    [
        ("abcdefghij", "bcdefghija", True),
        ("abcdefghij", "bacdefghij", False),
        ("abcdefghij", "xyzdefghij", False),
        ("abcd", "bcda", False),
        ("aaaaabbbbb", "bbbbbaaaaa", True),
        ("aaaaaaaaaa", "aaaaaaabbb", False),
    ],
)
def test_a_column_whose_values_only_moved_is_told(sent, came, apart):
    assert column(sent, came) == ([("visit", "city")] if apart else [])
