"""A short run of what `python -m tests.excel.mutations` does with many files."""

from __future__ import annotations

import pytest

from tests.excel import mutations

FILES = 150


@pytest.fixture(scope="module")
def contents():
    return mutations.seeds()


def test_spoilt_files_come_to_no_more_than_a_refusal(contents):
    wanted = mutations.numbered(sorted(contents), FILES)
    report = mutations.read_all(wanted, contents, apart_every=10)
    assert report.failures == {}
    assert sum(report.outcomes.values()) == FILES
    assert report.outcomes["read"] < FILES


def test_the_same_file_is_spoilt_in_the_same_way_and_in_many(contents):
    name = "formats/kinds.xlsx"
    made = [mutations.spoilt(name, contents[name], number) for number in range(20)]
    assert made == [mutations.spoilt(name, contents[name], number) for number in range(20)]
    assert len(set(made)) > 15
