"""How the columns of a table share the room there is."""

from __future__ import annotations

import pytest

from coordinator_app.ui.tables.columns import Column, fit

COLUMNS = (Column("name", 100, 3), Column("day", 60), Column("city", 80, 1, spare=True))


@pytest.mark.parametrize(
    ("available", "saved", "headings", "widths"),
    [
        (240, {}, {}, [100, 60, 80]),
        (280, {}, {}, [130, 60, 90]),
        (280, {}, {"day": 80}, [115, 80, 85]),
        (250, {}, {"day": 80, "city": 90}, [100, 70, 80]),
        (280, {"day": 40}, {"day": 80}, [145, 40, 95]),
        (200, {}, {"day": 80, "city": 90}, [120, 80, 0]),
        (120, {}, {"day": 80}, [100, 60, 0]),
    ],
)
def test_headings_are_read_whole_before_columns_grow(available, saved, headings, widths):
    assert fit(COLUMNS, available, saved, headings) == widths
