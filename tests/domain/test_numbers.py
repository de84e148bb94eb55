"""Numbers, money and times as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.numbers import (
    currency_of,
    read_money,
    read_number,
    read_time,
    show_money,
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12", ["12"]),
        ("-12", ["-12"]),
        ("−12", ["-12"]),
        ("+12", ["12"]),
        ("1 200", ["1200"]),
        ("1\u202f200", ["1200"]),
        ("1'200", ["1200"]),
        ("1.5", ["1.5"]),
        ("1,5", ["1.5"]),
        ("1,234", ["1234", "1.234"]),
        ("0,234", ["0.234"]),
        ("1,234.5", ["1234.5"]),
        ("1.234,5", ["1234.5"]),
        ("1.234.567", ["1234567"]),
        ("1.23.4", []),
        ("1,23.4", []),
        ("1,234,5", []),
        ("1.2,3.4", []),
        ("", []),
        ("-", []),
        (".", []),
        ("1e5", []),
        ("٣", []),
        ("5 %", []),
    ],
)
def test_a_number_is_read_in_each_way_it_may_mean(text, numbers):
    assert read_number(text) == tuple(Decimal(each) for each in numbers)


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["USD", "TTD", "CLP"]),
    st.booleans(),
)
def test_an_amount_that_is_shown_is_read_back(minor, currency, grouped):
    assert read_money(show_money(minor, currency, grouped)) == ((minor, currency),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("US$ 5", ((500, "USD"),)),
        ("$5", ((500, ""),)),
        ("5", ((500, ""),)),
        ("5 dollars", ()),
        ("USD 5 EUR", ()),
        ("5.005 USD", ((500500, "USD"),)),
        ("5.0055 USD", ()),
        ("", ()),
    ],
)
def test_money_names_its_currency_or_none(text, found):
    assert read_money(text) == found


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("09:30", "09:30"),
        ("9.30", "09:30"),
        ("9h", "09:00"),
        ("9:30:00", "09:30"),
        ("12 pm", "12:00"),
        ("13 pm", None),
        ("24:00", None),
        ("9:75", None),
        ("930", None),
        ("noon", None),
    ],
)
def test_a_time_of_day(text, time):
    assert read_time(text) == time


@pytest.mark.parametrize(
    ("heading", "currency"),
    [
        ("Cost (USD)", "USD"),
        ("Costo en US$", "USD"),
        ("Montant, €", "EUR"),
        ("TT$ spent", "TTD"),
        ("Cost", ""),
        ("Cost ($)", ""),
        ("USD or EUR", ""),
        ("NAP 1540", ""),
    ],
)
def test_a_heading_may_name_the_currency(heading, currency):
    assert currency_of(heading) == currency
