"""Headers of sheets that others made, in lists that others made."""

from __future__ import annotations

import pytest

from coordinator_app.excel import foreign_headers
from coordinator_app.excel.foreign_headers import Head
from coordinator_app.excel.grid import Grid, grids
from coordinator_app.excel.opening import open_any
from tests.excel.corpus import FOLDER


def grid(*rows, merged=()):
    placed = [(number, tuple(row)) for number, row in enumerate(rows, 1) if row]
    return Grid("Sheet", False, placed, merged=merged)


def known(text):
    return text in ("Title", "Date", "Women")


def found(sheet):
    head = foreign_headers.find(sheet, known)
    return head, list(foreign_headers.names(sheet, head, "Column {}".format).values())


@pytest.mark.parametrize(
    ("sheet", "head", "names"),
    [
        (grid(["A", "B"], [1, 2]), Head(1), ["A", "B"]),
        (grid(["My list"], [], ["Title", "Date"], ["x", 1]), Head(3), ["Title", "Date"]),
        (grid(["A", "A", "A"], [1, 2, 3]), Head(1), ["A", "A (2)", "A (3)"]),
        (grid(["A", None, "C"], [1, 2, 3]), Head(1), ["A", "Column B", "C"]),
        (grid([1, 2], [3, 4]), Head(0), ["Column A", "Column B"]),
        (
            grid(["Title", "People", None], [None, "Women", "Men"], ["x", 1, 2], merged=("B1:C1",)),
            Head(1, 2),
            ["Title", "People Women", "People Men"],
        ),
        (
            grid(["Title", "People", None], [None, "Women", "Men"], ["x", 1, 2],
                 merged=("A1:A2", "B1:C1")),
            Head(1, 2),
            ["Title", "People Women", "People Men"],
        ),
        (
            grid([None, "Where", None, "How many", None], ["Title", "City", "Hall", "Women", "Men"],
                 ["x", "y", "z", 1, 2]),
            Head(1, 2),
            ["Title", "Where City", "Where Hall", "How many Women", "How many Men"],
        ),
        (grid(["Title", 2019, 2020], ["x", 1, 2]), Head(1), ["Title", "2019", "2020"]),
    ],
)  # fmt: skip
def test_the_header_is_found_and_every_column_has_a_name_of_its_own(sheet, head, names):
    assert found(sheet) == (head, names)


def test_a_list_of_texts_without_a_header_keeps_its_first_row_as_data_or_asks():
    head, names = found(grid(["Ana", "Lima"], ["Luis", "Quito"], ["Eva", "Cuzco"]))
    assert head.row in (0, 1)
    assert len(names) == 2


@pytest.mark.corpus
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the corpus is not in this checkout")
@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("readxl/names-need-repair-xlsx.xlsx", ["a b", "a b (2)", "Column C", "c%&$"]),
        ("readxl/unnamed-duplicated-columns.xlsx", ["Column A", "var2", "Column C", "var2 (2)"]),
        ("readxl/skipping.xlsx", ["var1", "var2"]),
        (
            "frictionless/multiline-headers.xlsx",
            [
                "Region",
                "Caloric contribution (%)",
                "Cumulative impact of changes on cost of food basket from previous quarter",
                "Cumulative impact of changes on cost of food basket from baseline (%)",
            ],
        ),
    ],
)
def test_headers_in_files_of_others(file, names):
    with open_any(FOLDER / file) as book:
        sheet = next(grids(book))
    assert found(sheet)[1] == names
