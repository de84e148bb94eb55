"""What a cell of a reply says, where the file around it matters."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.issues import Place
from coordinator_app.domain.parsing import Reading
from coordinator_app.excel.cells import Cell, CellKind
from coordinator_app.excel.interpret import Context, say
from coordinator_app.texts import load
from tests.domain.made_up_lookup import MadeUpLookup


@pytest.mark.parametrize(
    ("field", "serial", "from_1904", "meant"),
    [
        ("dates", 45413, False, "2024-05-01"),
        ("dates", 43951, True, "2024-05-01"),
        ("dates", 2024, True, "2024"),
        ("report_due_on", 43951, True, "2024-05-01"),
        ("participants", 43951, True, {"n": 43951, "q": "exact"}),
    ],
)
def test_a_day_without_a_format_is_counted_as_the_file_counts(field, serial, from_1904, meant):
    lookup = MadeUpLookup()
    reading = Reading("en", lookup, dt.date(2025, 3, 7))
    context = Context(reading, load("en"), from_1904=from_1904)
    cell = Cell(2, 3, serial, CellKind.NUMBER)
    said = say(context, "visit", built_in().field("visit", field), "", cell, Place())
    assert (said.value, said.issue) == (meant, None)
