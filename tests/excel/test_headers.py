"""Where things are in a sheet, by whatever is left to go by."""

from __future__ import annotations

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.issues import Place
from coordinator_app.excel import headers
from coordinator_app.excel.cells import Cell, CellKind
from coordinator_app.excel.headers import Surroundings
from coordinator_app.excel.layouts import ID, REFERENCE, REVISION
from coordinator_app.excel.rows import Row
from coordinator_app.texts import load

KEYS = ("visit._id abc", "visit._rev", "visit._ref", "visit.title", "visit.dates", "visit.city")
HEAD = ("_id", "_rev", "Our code", "Title", "Dates", "City")
DATA = ("x", "y", "VIS-1", "A mission", "2024", "Lima")


def rows(*lines: tuple[str, ...], first: int = 1) -> list[Row]:
    return [
        Row(number, False, [
            Cell(number, column, text, CellKind.TEXT)
            for column, text in enumerate(line, start=1) if text
        ])
        for number, line in enumerate(lines, start=first)
    ]  # fmt: skip


def find(found, sheet="Visits", names=None, types=None):
    around = Surroundings(built_in(), [load("en"), load("es")], types or {}, names or {})
    return headers.find(sheet, found, around, Place(sheet=sheet))


def test_keys_and_headers_agree():
    header = find(rows(KEYS, HEAD, DATA))
    assert (header.type, header.row, header.dispatch) == ("visit", 2, "abc")
    assert header.columns == {
        ID: 1, REVISION: 2, REFERENCE: 3, "title": 4, "dates": 5, "city": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD, DATA),
        (("Our visits",), (), HEAD, DATA),
        (tuple(text.upper() for text in HEAD), DATA),
    ],
)
def test_headers_are_enough_where_the_sheet_has_a_name_of_ours(lines):
    header = find(rows(*lines))
    assert header.type == "visit"
    assert header.columns["dates"] == 5
    assert header.row == len(lines) - 1


def test_keys_are_enough_where_the_headers_were_written_over():
    header = find(rows(KEYS, ("", "", "a", "b", "c", "d"), DATA), sheet="Sheet1")
    assert header.columns["city"] == 6


def test_range_names_are_enough_where_both_are_gone():
    names = {
        "c1540_visit__title": "'My visits'!$D$3:$D$9",
        "c1540_visit__city": "'My visits'!$F$3:$F$9",
        "c1540_visit__ref": "'My visits'!$C$3:$C$9",
        "c1540_visit__dates": "Other!$E$3:$E$9",
    }
    lines = rows(("_id", "_rev", "a", "b", "c", "d"), DATA)
    header = find(lines, "My visits", names, {"My visits": "visit"})
    assert header.columns == {ID: 1, REVISION: 2, "title": 4, "city": 6, REFERENCE: 3}


def test_a_range_name_that_outlived_its_column_gives_none():
    names = {"c1540_visit__city": "Visits!$F$3:$F$9"}
    header = find(rows(KEYS[:-1], HEAD[:-1], DATA[:-1]), names=names)
    assert "city" not in header.columns


def test_a_header_that_moved_without_its_key_is_believed():
    header = find(rows(KEYS, ("_id", "_rev", "Our code", "City", "Dates", "Title"), DATA))
    assert (header.columns["title"], header.columns["city"]) == (6, 4)


def test_a_column_that_is_there_twice_is_told():
    header = find(rows((*KEYS, ""), (*HEAD, "title"), DATA))
    assert header.columns["title"] == 4
    assert [issue.params["header"] for issue in header.issues] == ["title"]


def test_a_column_of_somebody_elses_does_no_harm():
    header = find(rows((*KEYS, ""), (*HEAD, "Remarks of the minister"), DATA))
    assert "Remarks of the minister" in {each.params["header"] for each in header.notices}
    assert header.issues == ()


def test_a_sheet_that_is_none_of_ours_is_left_alone():
    assert find(rows(("Budget", "2024", "2025"), ("Fuel", "1", "2")), sheet="Money") is None
    assert find([], sheet="Empty") is None
