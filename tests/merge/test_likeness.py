"""Names that are writings of one, and names that are not."""

from __future__ import annotations

import pytest

from coordinator_app.domain.folding import fold
from coordinator_app.merge.likeness import THRESHOLD, likeness
from coordinator_app.merge.permuted import Columns


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
