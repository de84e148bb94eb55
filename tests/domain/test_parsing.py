"""Reading cells: one table of what was written and what it means, for each kind."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain import display, fields
from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Choice, Field, Kind, Value
from coordinator_app.domain.parsing import Raw, Reading, parse
from coordinator_app.domain.record import Record
from coordinator_app.texts import load
from tests.domain.made_up_lookup import MadeUpLookup

STATUS = fields.choice(
    "status",
    "Status",
    choices=(Choice("OPEN", "Open"), Choice("DONE", "Done"), Choice("WAITING", "Wäiting")),
)
MANY = fields.choices("many", "Many", choices=STATUS.choices)
STATE = fields.link("state", "State", targets=("country",))
STATES = fields.links("states", "States", targets=("country",))
OWNER = fields.party("owner", "Who", targets=("contact", "country"))


@pytest.fixture
def lookup() -> MadeUpLookup:
    found = MadeUpLookup().add(
        Record("tto", "country", "TTO", "Trinidad and Tobago"),
        Record("ecu", "country", "ECU", "Ecuador"),
        Record("jam", "country", "JAM", "Jamaica"),
        Record("ana", "contact", "CON-TTO-0001", "Ana Pérez"),
        Record("two1", "contact", "CON-TTO-0002", "John Smith"),
        Record("two2", "contact", "CON-JAM-0001", "John Smith"),
    )
    return (
        found.name("Equator", "ecu", warn=True)
        .name("Jamaika", "jam", 0.8)
        .name("Trinidad", "tto")
        .name("Government of Canada", "jam", 0.4)
    )


def read(field: Field, raw: Raw, lookup: MadeUpLookup, labels: bool = False):
    return parse(field, raw, Reading("en", lookup, dt.date(2025, 3, 7), labels))


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (fields.text("t", "T"), "  Port\u00a0of  Spain ", "Port of Spain"),
        (fields.text("t", "T"), "  ", None),
        (fields.text("t", "T"), 12, "12"),
        (fields.text("t", "T"), 12.5, "12.5"),
        (fields.text("t", "T"), "=1+1", "=1+1"),
        (fields.note("n", "N"), "a\r\nb ", "a\nb"),
        (fields.phone("p", "P"), 18681234567, "18681234567"),
        (fields.email("e", "E"), " ana@mfa.gov.tt ", "ana@mfa.gov.tt"),
        (fields.whole("w", "W"), "1,234", 1234),
        (fields.whole("w", "W"), "1.234", 1234),
        (fields.whole("w", "W"), 7.0, 7),
        (fields.whole("w", "W"), "-3", -3),
        (fields.whole("w", "W"), "1 200 000", 1200000),
        (fields.percent("p", "P"), "45,5 %", 45.5),
        (fields.percent("p", "P"), "45.5", 45.5),
        (fields.percent("p", "P"), 100, 100),
        (fields.percent("p", "P"), "0.5 %", 0.5),
        (fields.percent("p", "P"), "12.345", 12.345),
        (fields.amount("a", "A"), "1200.50 USD", {"minor": 120050, "currency": "USD"}),
        (fields.amount("a", "A"), "usd 1,200", {"minor": 120000, "currency": "USD"}),
        (fields.amount("a", "A"), "1.200,5 EUR", {"minor": 120050, "currency": "EUR"}),
        (fields.amount("a", "A"), "TT$ 99", {"minor": 9900, "currency": "TTD"}),
        (fields.amount("a", "A"), "5000 CLP", {"minor": 5000, "currency": "CLP"}),
        (fields.date("d", "D"), dt.datetime(2013, 4, 17, 9, 30), "2013-04-17"),  # noqa: DTZ001  as Excel has it
        (fields.date("d", "D"), dt.date(2013, 4, 17), "2013-04-17"),
        (fields.date("d", "D"), 41381, "2013-04-17"),
        (fields.date("d", "D"), 41381.75, "2013-04-17"),
        (fields.date("d", "D"), "2013-04-17", "2013-04-17"),
        (fields.date("d", "D"), "2013-04-17T00:00:00", "2013-04-17"),
        (fields.date("d", "D"), "17 Apr 2013", "2013-04-17"),
        (fields.date("d", "D"), "17 de abril de 2013", "2013-04-17"),
        (fields.date("d", "D"), "31/12/2025", "2025-12-31"),
        (fields.edtf("e", "E"), 2013, "2013"),
        (fields.edtf("e", "E"), 41381, "2013-04-17"),
        (fields.edtf("e", "E"), "Apr 2013", "2013-04"),
        (fields.edtf("e", "E"), "2012?-03-12", "2012?-03-12"),
        (fields.edtf("e", "E"), dt.date(2013, 4, 17), "2013-04-17"),
        (fields.time("t", "T"), "9:30", "09:30"),
        (fields.time("t", "T"), "9h05", "09:05"),
        (fields.time("t", "T"), "2 pm", "14:00"),
        (fields.time("t", "T"), "12:15 a.m.", "00:15"),
        (fields.time("t", "T"), dt.time(16, 45), "16:45"),
        (fields.time("t", "T"), 0.5, "12:00"),
        (fields.yes_no("y", "Y"), "Sí", True),
        (fields.yes_no("y", "Y"), "OUI", True),
        (fields.yes_no("y", "Y"), "x", True),
        (fields.yes_no("y", "Y"), 1, True),
        (fields.yes_no("y", "Y"), "true", True),
        (fields.yes_no("y", "Y"), "No", False),
        (fields.yes_no("y", "Y"), False, False),
        (fields.yes_no("y", "Y"), 0.0, False),
        (STATUS, "open", "OPEN"),
        (STATUS, "DONE", "DONE"),
        (STATUS, "waiting", "WAITING"),
        (MANY, "Open; done\nOPEN", ["DONE", "OPEN"]),
        (MANY, ";", None),
        (STATE, "trinidad and tobago", "tto"),
        (STATE, "TTO", "tto"),
        (STATE, "Trinidad", "tto"),
        (STATES, "TTO; Jamaica", ["jam", "tto"]),
        (fields.count("c", "C"), "over 25", {"n": 25, "q": "at_least"}),
        (fields.count("c", "C"), "≈15", {"n": 15, "q": "about"}),
        (fields.count("c", "C"), 24.0, {"n": 24, "q": "exact"}),
        (fields.count("c", "C"), 0, {"n": 0, "q": "exact"}),
        (fields.count("c", "C"), "desconocido", {"n": None, "q": "unknown"}),
        (OWNER, "ana perez", {"id": "ana"}),
        (OWNER, "“Government of Canada”", {"label": "Government of Canada"}),
    ],
)
def test_what_is_written_is_read(field, raw, value, lookup):
    found = read(field, raw, lookup)
    assert found.issue is None
    assert found.value == value
    assert type(found.value) is type(value)


@pytest.mark.parametrize(
    ("field", "raw", "proposals"),
    [
        (fields.date("d", "D"), "06/11/2014", {"2014-11-06", "2014-06-11"}),
        (fields.edtf("e", "E"), "03/04/2025", {"2025-03-04", "2025-04-03"}),
        (fields.percent("p", "P"), 0.45, {45, 0.45}),
        (STATE, "Equator", {"ecu"}),
        (STATE, "Jamaika", {"jam"}),
        (STATES, "TTO; Equator", {"ecu"}),
        (STATUS, "Wating", {"WAITING"}),
        (STATUS, "Op", {"OPEN"}),
        (fields.yes_no("y", "Y"), "maybe", {True, False}),
    ],
)
def test_what_may_mean_several_things_is_asked(field, raw, proposals, lookup):
    found = read(field, raw, lookup)
    assert found.value is None
    assert found.issue is not None
    assert set(found.issue.proposals) == proposals


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        (fields.date("d", "D"), "06/11/14"),
        (fields.date("d", "D"), "April 2013"),
        (fields.date("d", "D"), 2013),
        (fields.date("d", "D"), "31/02/2013"),
        (fields.date("d", "D"), True),
        (fields.edtf("e", "E"), "soon"),
        (fields.edtf("e", "E"), 3),
        (fields.whole("w", "W"), "1.5"),
        (fields.whole("w", "W"), "twelve"),
        (fields.whole("w", "W"), float("inf")),
        (fields.whole("w", "W"), True),
        (fields.percent("p", "P"), 145),
        (fields.percent("p", "P"), float("nan")),
        (fields.amount("a", "A"), "a lot"),
        (fields.amount("a", "A"), "12.345 USD and more"),
        (fields.amount("a", "A"), "12.3456 USD"),
        (fields.amount("a", "A"), "10.50 CLP"),
        (fields.time("t", "T"), "25:00"),
        (fields.time("t", "T"), "9"),
        (fields.time("t", "T"), 1.5),
        (fields.count("c", "C"), -1),
        (fields.count("c", "C"), "10-12"),
        (fields.email("e", "E"), "ana at mfa"),
        (STATUS, "Finished"),
        (STATE, "Atlantis"),
        (fields.file("f", "F"), "a.pdf"),
    ],
)
def test_what_cannot_be_used_says_so_in_a_sentence(field, raw, lookup):
    found = read(field, raw, lookup)
    assert found.value is None
    assert found.issue is not None
    sentence = found.issue.sentence(load("en"))
    assert sentence.endswith((".", "%."))
    assert "{" not in sentence


def test_two_people_of_one_name_are_both_proposed(lookup):
    found = read(OWNER, "John Smith", lookup)
    assert found.issue is not None
    assert found.issue.proposals == ({"id": "two1"}, {"id": "two2"}, {"label": "John Smith"})


def test_an_unknown_name_is_asked_about_in_a_cell_and_a_label_on_the_command_line(lookup):
    asked = read(OWNER, "Government of Canada", lookup)
    assert asked.issue is not None
    assert asked.issue.proposals[-1] == {"label": "Government of Canada"}
    typed = read(OWNER, "Government of Canada", lookup, labels=True)
    assert typed.value == {"label": "Government of Canada"}
    assert read(OWNER, "John Smith", lookup, labels=True).issue is not None


def test_an_amount_without_currency_is_asked_about(lookup):
    found = read(fields.amount("a", "A"), "$1200", lookup)
    assert found.issue is not None
    assert found.issue.proposals == ({"minor": 120000, "currency": "USD"},)


def test_a_record_whose_name_holds_a_semicolon_is_found(lookup):
    lookup.add(Record("odd", "country", "ODD", "Here; there"))
    assert read(STATES, "Here; there", lookup).value == ["odd"]


def _values(field: Field) -> st.SearchStrategy[Value]:  # noqa: C901  one case for each kind
    words = st.text("abcdé ñ=+-@;0'", min_size=1, max_size=12).map(str.strip).filter(bool)
    match field.kind:
        case Kind.TEXT | Kind.NOTE | Kind.PHONE | Kind.URL:
            return words.map(lambda text: " ".join(text.split()))
        case Kind.EMAIL:
            return st.just("ana@mfa.gov.tt")
        case Kind.WHOLE:
            return st.integers(-(10**6), 10**9)
        case Kind.PERCENT:
            return st.integers(0, 100) | st.floats(1, 100).map(lambda n: float(f"{n:.12g}"))
        case Kind.AMOUNT:
            return st.builds(
                lambda minor, currency: {"minor": minor, "currency": currency},
                st.integers(-(10**9), 10**12),
                st.sampled_from(["USD", "TTD", "CLP", "EUR"]),
            )
        case Kind.DATE:
            return st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat)
        case Kind.EDTF:
            return st.sampled_from(
                ["2013", "2013-04", "2013-04-17", "2013-04-17/2013-04-19", "2012?-03-12",
                 "2013~", "2012-34", "2013-04/..", "../2011-04", "2013-03-30/2013-04-02"]
            )  # fmt: skip
        case Kind.TIME:
            return st.times().map(lambda time: f"{time:%H:%M}")
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from([choice.code for choice in field.choices])
        case Kind.CHOICES:
            codes = st.sampled_from([choice.code for choice in field.choices])
            return st.lists(codes, unique=True, min_size=1).map(sorted)
        case Kind.LINK:
            return st.sampled_from(["tto", "ecu", "jam"])
        case Kind.LINKS:
            ids = st.sampled_from(["tto", "ecu", "jam"])
            return st.lists(ids, unique=True, min_size=1).map(sorted)
        case Kind.COUNT:
            known = st.builds(
                lambda n, q: {"n": n, "q": q},
                st.integers(0, 10**6),
                st.sampled_from(["exact", "at_least", "about"]),
            )
            return known | st.just({"n": None, "q": "unknown"})
        case Kind.PARTY:
            return st.sampled_from([{"id": "tto"}, {"id": "ana"}])
        case Kind.FILE:
            return st.none()


_FIELDS = [
    field if field.kind not in (Kind.LINK, Kind.LINKS, Kind.PARTY) else Field(
        field.key, field.kind, field.label
    )
    for record_type in built_in()
    for field in record_type.fields
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
@given(data=st.data(), field=st.sampled_from(_FIELDS))
def test_what_stands_in_a_cell_is_read_as_the_value_it_came_from(lang, data, field):
    records = MadeUpLookup().add(
        Record("tto", "country", "TTO", "Trinidad and Tobago"),
        Record("ecu", "country", "ECU", "Ecuador"),
        Record("jam", "country", "JAM", "Jamaica"),
        Record("ana", "contact", "CON-1", "Ana Pérez"),
    )
    value = data.draw(_values(field))
    texts = load(lang)
    cell = display.raw(field, value, texts, lambda each: records.records[each].title)
    found = parse(field, cell, Reading(lang, records, dt.date(2025, 3, 7)))
    assert found.issue is None
    assert found.value == value
