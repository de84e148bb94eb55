"""Days in figures in the order of their column."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain import date_orders


@pytest.mark.parametrize(
    ("text", "order", "century", "meant"),
    [
        ("3/4/2025", "dmy", 0, "2025-04-03"),
        ("3/4/2025", "mdy", 0, "2025-03-04"),
        ("3/4/2025", "", 0, "3/4/2025"),
        ("3/4/25", "dmy", 20, "2025-04-03"),
        ("3/4/85", "dmy", 19, "1985-04-03"),
        ("3/4/25", "dmy", 0, "3/4/25"),
        ("25.4.03", "ymd", 20, "2025-04-03"),
        ("03-04-2025 - 05-04-2025", "dmy", 0, "2025-04-03 - 2025-04-05"),
        ("13/04/2025", "mdy", 0, "13/04/2025"),
        ("2025/4/3", "dmy", 0, "2025-04-03"),
        ("Apr 2025", "dmy", 0, "Apr 2025"),
        ("2014-06-10/12", "dmy", 20, "2014-06-10/12"),
        ("12.345.678", "dmy", 20, "12.345.678"),
        ("3-5/04/2025", "mdy", 20, "3-5/04/2025"),
        ("30/04 al 02/05/2025", "dmy", 20, "30/04 al 02/05/2025"),
    ],
)
def test_a_day_is_written_out_where_the_order_allows_it(text, order, century, meant):
    assert date_orders.ordered(text, order, century) == meant


@pytest.mark.parametrize(
    ("text", "orders", "short"),
    [
        ("3/4/2025", ("dmy", "mdy"), False),
        ("13/4/2025", ("dmy",), False),
        ("4/13/2025", ("mdy",), False),
        ("3/4/25", ("dmy", "mdy"), True),
        ("April", (), False),
    ],
)
def test_which_orders_are_possible(text, orders, short):
    assert date_orders.possible(text)[: len(orders)] == orders
    assert date_orders.has_short_year(text) is short


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["/", ".", "-"]),
    st.sampled_from([("dmy", "{d}{s}{m}{s}{y}"), ("mdy", "{m}{s}{d}{s}{y}"), ("ymd", "{y}{s}{m}{s}{d}")]),
)  # fmt: skip
def test_every_day_comes_back_in_its_order(day, sign, form):
    order, pattern = form
    text = pattern.format(d=day.day, m=day.month, y=day.year, s=sign)
    assert date_orders.ordered(text, order) == day.isoformat()
