# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.excel.cells import (
    Cell,
    CellKind,
    NumberFormat,
    builtin_format,
    column_letters,
    column_number,
    from_iso,
    from_serial,
    number,
    parse_format,
    split_reference,
    unescape,
)

DAY = NumberFormat(day=True)
CLOCK = NumberFormat(clock=True)
BOTH = NumberFormat(day=True, clock=True)
PERCENT = NumberFormat(percent=True)


@pytest.mark.parametrize(
    ("letters", "number_of"),
    [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("BA", 53), ("ZZ", 702), ("XFD", 16_384)],
)
def test_column_letters_and_numbers(letters, number_of):
    assert column_number(letters) == number_of
    assert column_letters(number_of) == letters


@given(st.integers(1, 10**9))
def test_column_letters_come_back(number_of):
    assert column_number(column_letters(number_of)) == number_of


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("B7", (7, 2)),
        ("b7", (7, 2)),
        ("$AB$12", (12, 28)),
        ("A0", None),
        ("7B", None),
        ("", None),
        ("A1:B2", None),
        ("A" * 50 + "1", None),
        ("A" + "9" * 50, None),
    ],
)
def test_references(reference, place):
    assert split_reference(reference) == place


def test_a_cell_knows_its_name():
    assert Cell(12, 28, "x", CellKind.TEXT).reference == "AB12"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("plain", "plain"),
        ("a_x000D_\nb", "a\r\nb"),
        ("_x0041_", "A"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x005f_x005F_", "_x005F_"),
        ("_x00_", "_x00_"),
        ("_xD83D__xDE00_", "\N{GRINNING FACE}"),
        ("_xD83D_ alone", "\N{REPLACEMENT CHARACTER} alone"),
    ],
)
def test_escapes(stored, text):
    assert unescape(stored) == text


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("7", 7),
        ("-7", -7),
        (" 7 ", 7),
        ("5.0", 5),
        ("1E5", 100_000),
        ("0.30000000000000004", 0.3),
        ("0.3333333333333333", 0.333333333333333),
        ("999999999999999", 999_999_999_999_999),
        ("12345678901234567", 12345678901234600.0),
        ("1234567890123456", 1234567890123460.0),
        ("1.5e308", 1.5e308),
        ("1e999", None),
        ("nan", None),
        ("abc", None),
        ("1_000", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_numbers_have_fifteen_digits(stored, value):
    assert number(stored) == value
    assert type(number(stored)) is type(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_does_not_depend_on_who_wrote_it(value):
    assert number(f"{value!r}") == number(f"{value:.17g}") == number(f"{value:.15g}")


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", None),
        ("@", None),
        ("0", None),
        ("0.00", None),
        ("#,##0", None),
        ("0%", PERCENT),
        ("0.0 %;-0.0 %", PERCENT),
        ('0"%"', None),
        ("0.00E+00", None),
        ('0" days"', None),
        (r"0\d", None),
        ("[Red]0", None),
        ("[$USD] #,##0", None),
        ("[h]:mm", None),
        ("[mm]:ss", None),
        ("", None),
        ("yyyy-mm-dd", DAY),
        ("mmm", DAY),
        ("mmm-yy", NumberFormat(day=True, coarse="month")),
        ("[$-C0A]mmmm yyyy;@", NumberFormat(day=True, coarse="month")),
        ("yyyy", NumberFormat(day=True, coarse="year")),
        ("[$-C0A]d mmm yyyy;@", DAY),
        ('d" de "mmmm', DAY),
        ('[=0]"";dd/mm/yyyy', DAY),
        ("h:mm AM/PM", CLOCK),
        ("mm:ss.0", CLOCK),
        ("yyyy-mm-dd hh:mm", BOTH),
        ("YYYY-MM-DD\\THH:MM:SS", BOTH),
    ],
)
def test_formats(code, form):
    assert parse_format(code) == form


@pytest.mark.parametrize(
    ("number_format", "form"),
    [
        (0, None),
        (9, PERCENT),
        (14, DAY),
        (16, DAY),
        (20, CLOCK),
        (22, BOTH),
        (46, None),
        (49, None),
    ],
)
def test_formats_every_file_knows(number_format, form):
    assert builtin_format(number_format) == form


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("00000", 123, "00123"),
        ("00000", -123, "-00123"),
        ("00000", 1234567, "1234567"),
        ("000-0000", 5550123, "555-0123"),
        ("000-0000", 18685550123, "1868555-0123"),
        (r"\+000 000", 7123, "+007 123"),
        ('"0"00', 7, "007"),
        ("00000", 1.5, None),
        ("00000;(0)", 7, "00007"),
        ("0%", 0.45, "45%"),
        ("0%", 0.07, "7%"),
        ("0%", 0.4567, "45.67%"),
        ("0.00%", 1, "100%"),
        ("mmm-yy", date(2024, 5, 1), "2024-05"),
        ("mmm-yy", date(2024, 5, 17), None),
        ("yyyy", date(2024, 1, 1), "2024"),
        ("yyyy", date(2024, 5, 1), None),
        ("d mmm yyyy", date(2024, 5, 1), None),
    ],
)
def test_what_a_person_sees_is_shown(code, value, shown):
    form = parse_format(code)
    assert form is not None
    assert form.shown(value) == shown


@pytest.mark.parametrize(
    ("serial", "form", "from_1904", "moment"),
    [
        (1, DAY, False, date(1900, 1, 1)),
        (59, DAY, False, date(1900, 2, 28)),
        (60, DAY, False, None),
        (61, DAY, False, date(1900, 3, 1)),
        (45_000, DAY, False, date(2023, 3, 15)),
        (45_000, BOTH, False, datetime(2023, 3, 15)),
        (45_000.5, DAY, False, datetime(2023, 3, 15, 12)),
        (45_000.4166666667, BOTH, False, datetime(2023, 3, 15, 10)),
        (45_000.999999999, BOTH, False, datetime(2023, 3, 16)),
        (0.75, CLOCK, False, time(18)),
        (0, DAY, False, None),
        (0, DAY, True, date(1904, 1, 1)),
        (0, CLOCK, True, time()),
        (43_538, DAY, True, date(2023, 3, 15)),
        (2_958_465, DAY, False, date(9999, 12, 31)),
        (2_958_466, DAY, False, None),
        (99_999_999, DAY, False, None),
        (1e300, DAY, False, None),
        (-5, DAY, False, None),
    ],
)
def test_serial_dates(serial, form, from_1904, moment):
    found = from_serial(serial, form, from_1904=from_1904)
    assert found == moment
    assert type(found) is type(moment)


@given(st.dates(min_value=date(1900, 3, 1)))
def test_every_day_since_march_1900_comes_back(day):
    serial = (day - date(1899, 12, 30)).days
    assert from_serial(serial, DAY) == day
    assert serial < 1462 or from_serial(serial - 1462, DAY, from_1904=True) == day


@pytest.mark.parametrize(
    ("text", "form", "moment"),
    [
        ("2024-05-01", None, date(2024, 5, 1)),
        ("2024-05-01T10:00:00", None, datetime(2024, 5, 1, 10)),
        ("2024-05-01T10:00:00.999Z", None, datetime(2024, 5, 1, 10, 0, 0, 999_000)),
        ("2024-05-01T00:00:00.000Z", DAY, date(2024, 5, 1)),
        ("2024-05-01T00:00:00.000Z", BOTH, datetime(2024, 5, 1)),
        ("2024-05-01T23:00:00-05:00", None, datetime(2024, 5, 1, 23)),
        ("10:30:00", None, time(10, 30)),
        ("1 May", None, None),
        ("", None, None),
    ],
)
def test_iso_dates(text, form, moment):
    found = from_iso(text, form)
    assert found == moment
    assert type(found) is type(moment)
