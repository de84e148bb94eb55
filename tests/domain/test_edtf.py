"""Partial dates: reading, writing and showing them loses nothing and adds nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coordinator_app.domain import edtf
from coordinator_app.domain.edtf import Ambiguous, EdtfError, PartialDate, Precision
from coordinator_app.domain.partial_date import Point

TODAY = date(2026, 8, 5)  # a Wednesday


@st.composite
def points(draw: st.DrawFn, *, stated: bool = True) -> Point:
    year = draw(st.integers(1, 9998)) if stated else None
    part = draw(st.none() | st.integers(1, 12) | st.integers(33, 36)) if stated else None
    if not stated:
        part = draw(st.integers(1, 12))
    day = draw(st.none() | st.integers(1, 28)) if part and part <= 12 else None
    mark = draw(st.sampled_from(["", "", "", "?", "~", "%"]))
    return Point(year, part, day, mark, stated and draw(st.booleans()))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    stated = draw(st.sampled_from([True, True, True, False]))
    start = draw(points(stated=stated))
    end = draw(st.sampled_from(["same", "near", "other", "open"]))
    if end == "same":
        return PartialDate(start, start)
    if end == "open":
        assume(stated)
        return PartialDate(*draw(st.permutations([start, None])))
    other = draw(points(stated=stated))
    if end == "near":
        other = Point(start.year, other.part, other.day, start.mark, start.year_inferred)
    first, last = start.bounds[0], other.bounds[1]
    assume(first is None or last is None or first <= last)
    return PartialDate(start, other)


@given(partial_dates())
def test_what_is_written_reads_back_the_same(value):
    assert edtf.parse(value.text) == value
    assert edtf.normalise(edtf.normalise(value.text)) == edtf.normalise(value.text) == value.text


@given(partial_dates())
def test_bounds_are_in_order_and_sort_with_unknown_last(value):
    first, last = edtf.bounds(value.text)
    if first and last:
        assert first <= last
    assert edtf.sort_key(value.text)[:2] <= edtf.sort_key(None)[:2]


@given(partial_dates(), st.sampled_from(sorted(edtf.WORDS)), st.sampled_from(sorted(edtf.WORDS)))
def test_what_is_shown_can_be_typed_back(value, shown_in, read_in):
    shown = edtf.display(value.text, shown_in)
    assert edtf.from_person(shown, read_in, TODAY) == value, shown


@given(st.dates(), st.sampled_from(sorted(edtf.WORDS)))
def test_a_day_shown_can_be_typed_back(day, lang):
    iso = day.isoformat()
    assert edtf.parse_day(edtf.display_day(iso, lang), lang, TODAY) == iso
    assert edtf.parse_day(iso, lang, TODAY) == iso


@given(st.text())
def test_any_text_is_a_date_a_question_or_none(text):
    read = edtf.from_person(text, "es", TODAY)
    texts = read.readings if isinstance(read, Ambiguous) else [read.text] if read else []
    for reading in texts:
        assert edtf.normalise(reading) == reading


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2100))
def test_numbers_that_could_be_swapped_are_asked_about(day, month, year):
    read = edtf.parse_day(f"{day}/{month}/{year}", "en", TODAY)
    possible = set()
    for true_day, true_month in ((day, month), (month, day)):
        try:
            possible.add(date(year, true_month, true_day).isoformat())
        except ValueError:
            continue
    if len(possible) > 1:
        assert isinstance(read, Ambiguous)
        assert set(read.readings) == possible
    else:
        assert read == (possible.pop() if possible else None)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "inferred"),
    [
        ("2013-04-17", "2013-04-17", "2013-04-17", Precision.DAY, False),
        ("2012-02", "2012-02-01", "2012-02-29", Precision.MONTH, False),
        ("2012", "2012-01-01", "2012-12-31", Precision.YEAR, False),
        ("2012-33", "2012-01-01", "2012-03-31", Precision.QUARTER, False),
        ("2012-34", "2012-04-01", "2012-06-30", Precision.QUARTER, False),
        ("2012-36", "2012-10-01", "2012-12-31", Precision.QUARTER, False),
        ("2012?-03-12", "2012-03-12", "2012-03-12", Precision.DAY, True),
        ("2012?", "2012-01-01", "2012-12-31", Precision.YEAR, True),
        ("2012~", "2012-01-01", "2012-12-31", Precision.YEAR, False),
        ("2013-04-17/2013-04-19", "2013-04-17", "2013-04-19", Precision.DAY, False),
        ("2013-04-17/2013-05", "2013-04-17", "2013-05-31", Precision.MONTH, False),
        ("2013-04/..", "2013-04-01", None, Precision.MONTH, False),
        ("../2011-04", None, "2011-04-30", Precision.MONTH, False),
        ("XXXX-03-12", None, None, Precision.UNKNOWN, False),
        ("XXXX-02-29", None, None, Precision.UNKNOWN, False),
        (None, None, None, Precision.UNKNOWN, False),
    ],
)
def test_bounds_precision_and_inference(text, first, last, precision, inferred):
    found = tuple(day.isoformat() if day else None for day in edtf.bounds(text))
    assert found == (first, last)
    assert edtf.precision(text) is precision
    assert edtf.inferred(text) is inferred


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("?2012-03-12", "2012?-03-12"),
        ("2012?-03-12?", "2012-03-12?"),
        ("2012?-03~", "2012?-03~"),
        ("2013-04-17/2013-04-17", "2013-04-17"),
        ("2012?-03-12/2012?-03-14", "2012?-03-12/2012?-03-14"),
    ],
)
def test_one_way_to_write_one_date(text, normal):
    assert edtf.normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2013-13", "month or quarter 13"),
        ("2013-21", "month or quarter 21"),
        ("2013-02-29", "day 29"),
        ("2013-00-01", "month or quarter 00"),
        ("2012-33-01", "day 01"),
        ("0000", "year 0000"),
        ("XXXX", "without a year"),
        ("XXXX-33", "without a year"),
        ("2013-04-19/2013-04-17", "ends before it begins"),
        ("XXXX-04/2013-05", "one side alone"),
        ("../..", "one end"),
        ("..", "one end"),
        ("../XXXX-04", "one end"),
        ("2012??", "one sign"),
        ("?2012?-03", "write it like"),
        ("2012-03?-12", "write it like"),
        ("2013-4-17", "write it like"),
        ("2013/2014/2015", "write it like"),
        (" 2013", "write it like"),
        ("17 Apr 2013", "write it like"),
        ("", "write it like"),
        ("2013-04/", "write it like"),
        ("201X", "write it like"),
        ("２０１３", "write it like"),
    ],
)
def test_what_is_not_edtf_is_refused_with_the_reason(text, says):
    with pytest.raises(EdtfError, match=says):
        edtf.parse(text)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2013-04-17", "17 Apr 2013", "17 abr 2013"),
        ("2013-04-17/2013-04-19", "17–19 Apr 2013", "17–19 abr 2013"),
        ("2015-09-29/2015-10-01", "29 Sep – 1 Oct 2015", "29 sep – 1 oct 2015"),
        ("2015-12-30/2016-01-02", "30 Dec 2015 – 2 Jan 2016", "30 dic 2015 – 2 ene 2016"),
        ("2025-06", "Jun 2025", "jun 2025"),
        ("2016-11/2016-12", "Nov–Dec 2016", "nov–dic 2016"),
        ("2017/2018", "2017–2018", "2017–2018"),
        ("2012-33", "Q1 2012", "T1 2012"),
        ("2012-33/2012-34", "Q1–Q2 2012", "T1–T2 2012"),
        ("2012?-03-12", "12 Mar 2012 (year inferred)", "12 mar 2012 (año inferido)"),
        (
            "2012?-03-12/2012?-03-14",
            "12–14 Mar 2012 (year inferred)",
            "12–14 mar 2012 (año inferido)",
        ),
        ("2012?", "2012 (inferred)", "2012 (inferido)"),
        ("2014-12-02?", "2 Dec 2014 (date uncertain)", "2 dic 2014 (fecha incierta)"),
        ("2012~", "about 2012", "hacia 2012"),
        ("2012-03%", "about Mar 2012 (date uncertain)", "hacia mar 2012 (fecha incierta)"),
        ("../2011-04", "before May 2011", "antes de may 2011"),
        ("../2011-12", "before Jan 2012", "antes de ene 2012"),
        ("../2010-05-07", "before 8 May 2010", "antes de 8 may 2010"),
        ("../2010-12-31", "before 1 Jan 2011", "antes de 1 ene 2011"),
        ("../2012-33", "before Q2 2012", "antes de T2 2012"),
        ("2013-04/..", "from Apr 2013", "desde abr 2013"),
        ("XXXX-03-12", "12 Mar (year not stated)", "12 mar (año no indicado)"),
        ("XXXX-03-12/XXXX-03-14", "12–14 Mar (year not stated)", "12–14 mar (año no indicado)"),
        ("2013-04-17/2013-06", "17 Apr 2013 – Jun 2013", "17 abr 2013 – jun 2013"),
        ("2013-01/2013", "Jan 2013 – 2013", "ene 2013 – 2013"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_shown_with_the_month_as_a_word(text, english, spanish):
    assert edtf.display(text, "en") == english
    assert edtf.display(text, "es") == spanish
    assert edtf.display(text, "es_CO") == spanish


def test_a_language_whose_months_share_three_letters_can_be_added(monkeypatch):
    months = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
              "septembre", "octobre", "novembre", "décembre")  # fmt: skip
    monkeypatch.setitem(edtf.WORDS, "fr", edtf.WORDS["en"]._replace(months=months))
    shown = [edtf.display(f"2013-{month:02d}", "fr") for month in (1, 6, 7, 8)]
    assert shown == ["jan 2013", "juin 2013", "juil 2013", "aoû 2013"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("17/4/2013", "2013-04-17"),
        ("4/17/2013", "2013-04-17"),
        ("17.4.2013", "2013-04-17"),
        ("17-4-2013", "2013-04-17"),
        ("5/5/2013", "2013-05-05"),
        ("2013/4/17", "2013-04-17"),
        ("2013-4-7", "2013-04-07"),
        ("17 Apr 2013", "2013-04-17"),
        ("17-Apr-2013", "2013-04-17"),
        ("17 de abril de 2013", "2013-04-17"),
        ("April 17th, 2013", "2013-04-17"),
        ("1º de mayo de 2013", "2013-05-01"),
        ("17–19 Apr 2013", "2013-04-17/2013-04-19"),
        ("17-19 April 2013", "2013-04-17/2013-04-19"),
        ("17 to 19 April 2013", "2013-04-17/2013-04-19"),
        ("from 17 to 19 April 2013", "2013-04-17/2013-04-19"),
        ("del 17 al 19 de abril de 2013", "2013-04-17/2013-04-19"),
        ("April 17-19, 2013", "2013-04-17/2013-04-19"),
        ("17/4/2013 - 19/4/2013", "2013-04-17/2013-04-19"),
        ("17/4/2013-19/4/2013", "2013-04-17/2013-04-19"),
        ("2013-04-17 - 2013-04-19", "2013-04-17/2013-04-19"),
        ("2013-04-17/19", "2013-04-17/2013-04-19"),
        ("17-19/4/2013", "2013-04-17/2013-04-19"),
        ("3 a 5/04/2013", "2013-04-03/2013-04-05"),
        ("3 – 5.4.2013", "2013-04-03/2013-04-05"),
        ("2015-09-29/10-01", "2015-09-29/2015-10-01"),
        ("29 Sep - 1 Oct 2015", "2015-09-29/2015-10-01"),
        ("30 dic. 2015 – 2 ene. 2016", "2015-12-30/2016-01-02"),
        ("abril 2013", "2013-04"),
        ("ABRIL DE 2013", "2013-04"),
        ("Sept. 2014", "2014-09"),
        ("4/2013", "2013-04"),
        ("nov-dic 2016", "2016-11/2016-12"),
        ("Q2 2014", "2014-34"),
        ("2014 T2", "2014-34"),
        ("2013", "2013"),
        ("2017-2018", "2017/2018"),
        ("c. 2012", "2012~"),
        ("~2012", "2012~"),
        ("2 Dec 2014?", "2014-12-02?"),
        ("by April 2011", "../2011-04"),
        ("before 8 May 2010", "../2010-05-07"),
        ("desde abril de 2013", "2013-04/.."),
        ("  2012?-03-12 ", "2012?-03-12"),
        ("2013-04-17T00:00:00", "2013-04-17"),
        ("today", "2026-08-05"),
        ("Hoy", "2026-08-05"),
        ("tomorrow", "2026-08-06"),
        ("mañana", "2026-08-06"),
        ("ayer", "2026-08-04"),
        ("+14", "2026-08-19"),
        ("+2w", "2026-08-19"),
        ("+ 2 semanas", "2026-08-19"),
        ("+3 días", "2026-08-08"),
        ("-1", "2026-08-04"),
        ("fri", "2026-08-07"),
        ("Tuesday", "2026-08-11"),
        ("Saturday, March 15, 2025", "2025-03-15"),
        ("sábado, 15 de marzo de 2025", "2025-03-15"),
        ("mar. 04/03/2025", "2025-03-04"),  # no Tuesday, were it 3 April
        ("mar 2025", "2025-03"),
        ("15/03/2025 0:00", "2025-03-15"),
        ("15/sep/2025", "2025-09-15"),
        ("15-marzo-2025", "2025-03-15"),
        ("15 de setiembre de 2025", "2025-09-15"),
        ("1ro de marzo de 2025", "2025-03-01"),
        ("1T 2025", "2025-33"),
        ("2.º trimestre de 2025", "2025-34"),
        ("1st quarter 2025", "2025-33"),
        ("Quarter 4, 2025", "2025-36"),
    ],
)
def test_what_people_type(typed, text):
    read = edtf.from_person(typed, "en", TODAY)
    assert isinstance(read, PartialDate)
    assert read.text == text


@pytest.mark.parametrize(
    ("typed", "lang", "readings"),
    [
        ("3/4/2013", "en", {"2013-04-03", "2013-03-04"}),
        ("17/4/13", "en", {"2013-04-17", "1913-04-17"}),
        ("abr-13", "es", {"2013-04", "1913-04"}),
        ("April 13", "en", {"2013-04", "1913-04", "XXXX-04-13"}
         | {f"{year}-04-13" for year in (2025, 2026, 2027)}),
        ("3/4/2013 - 5/4/2013", "en", {"2013-04-03/2013-04-05", "2013-03-04/2013-05-04"}),
        ("12-14 March", "en", {"XXXX-03-12/XXXX-03-14"}
         | {f"{year}-03-12/{year}-03-14" for year in (2025, 2026, 2027)}),
        ("17/4", "en", {"XXXX-04-17"} | {f"{year}-04-17" for year in (2025, 2026, 2027)}),
        ("wed", "en", {"2026-08-05", "2026-08-12"}),
        # martes or marzo
        ("mar", "es", {"2026-08-11", "2025-03", "2026-03", "2027-03", "XXXX-03"}),
    ],
)  # fmt: skip
def test_what_may_mean_several_things_is_asked(typed, lang, readings):
    read = edtf.from_person(typed, lang, TODAY)
    assert isinstance(read, Ambiguous)
    assert set(read.readings) == readings
    assert len(read.readings) == len(readings)


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "foo", "31/2/2013", "99/99/2013", "19-17 April 2013", "17 Apr 2013 (by train)",
        "Friday, March 15, 2025", "5T 2025", "2012-13", "34/2013", "17", "+2 months", "17 Foo 2013", "ap 2013", "0/4/2013", "(inferred)",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(typed):
    assert edtf.from_person(typed, "en", TODAY) is None
    assert edtf.parse_day(typed, "en", TODAY) is None


@pytest.mark.parametrize("typed", ["2013", "April 2013", "17–19 Apr 2013", "17 Apr 2013?", "~2013"])
def test_a_field_for_a_day_takes_nothing_less(typed):
    assert edtf.parse_day(typed, "en", TODAY) is None


def test_a_field_for_a_day_reads_and_shows_days():
    assert edtf.parse_day("17 Apr 2013", "en", TODAY) == "2013-04-17"
    assert edtf.parse_day("vie", "es", TODAY) == "2026-08-07"
    assert edtf.parse_day("3/4/2013", "es", TODAY) == Ambiguous(("2013-04-03", "2013-03-04"))
    assert edtf.display_day("2013-04-17", "en") == "17 Apr 2013"
    assert edtf.display_day("2013-04-17", "es") == "17 abr 2013"
    assert edtf.display_day(None, "es") == ""


def test_sorting_is_by_first_then_last_day_with_the_unknown_last():
    ordered = ["2012", "2012-03", "2012-03-12", "2013-04/..", "../2011-04", "XXXX-03-12", None]
    mixed = ordered[3:] + ordered[:3]
    assert sorted(mixed, key=edtf.sort_key) == ordered
