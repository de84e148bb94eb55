"""Lists read column by column say what they say when they are read cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.services.exchange import review
from coordinator_app.services.foreign import comparing, looking, proposing, reading
from coordinator_app.services.foreign.lines import SheetReader
from tests.services.foreign.conftest import book, table

_CELLS: dict[str, list[Any]] = {
    "Title": ["Round table", " Round  table ", "two\nlines", "e\u0301tape", "\u200b", None, 7],
    "State": ["Jamaica", "Equator", "Atlantis", None],
    "Dates": ["2013-04-17", "3/4/2025", "soon", 41_381, None],
    "Participants": [24, "24 (10 women)", "many", True, None],
    "City": ["Kingston", None],
    "Remarks": ["said", None],
}
_COLUMNS = tuple(_CELLS)
_ROWS = st.lists(st.tuples(*(st.sampled_from(each) for each in _CELLS.values())), max_size=12)


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=_ROWS, clears=st.booleans())
def test_columns_say_what_cells_say(office, tmp_path, rows, clears):
    path = book(tmp_path / "list.xlsx", Visits=[_COLUMNS, *rows, ["Last", "Peru", "2014"]])
    look = looking.look(office, path)
    mapping = replace(proposing.propose(office, look), blank="clear" if clears else "keep")

    def said():
        return [
            (
                line.number,
                line.type,
                line.values,
                {key: each.heard for key, each in line.wrong.items()},
            )
            for line in reading.read(office, look, mapping).lines
        ]

    by_columns = said()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SheetReader, "_plain", lambda _self, _type, rows: [None] * len(rows))
        assert said() == by_columns


def test_rows_that_say_the_same_are_each_shown_beside_the_first_of_them(office):
    rows = ["Title | State | Dates | Type of visit"]
    rows += ["Round table | Jamaica | 2013-04-17 | Peer review"] * 30
    look = looking.look(office, table(*rows))
    received = comparing.compare(office, look, proposing.propose(office, look))
    found = [[each.id for each in row.candidates] for row in received.plan.rows]
    ids = [row.record for row in received.plan.rows]
    assert found == [ids[:at][:5] for at in range(30)]


def test_a_list_that_comes_again_shares_its_texts_with_the_records_it_made(office):
    text = table("Title | State | Dates", "Round table in Kingston | Jamaica | 2013-04-17")
    look = looking.look(office, text)
    mapping = proposing.propose(office, look)
    review.apply(office, comparing.compare(office, look, mapping), accept="all")
    again = reading.read(office, look, mapping)
    (line,) = again.lines
    (record,) = again.records.values()
    assert record.values["title"] is line.values["title"]
    assert record == office.records.get(record.id)
    assert comparing.compare(office, look, mapping).plan.counts["unchanged"] == 3
