"""Values as people read them."""

from __future__ import annotations

import pytest

from coordinator_app.domain import display, fields
from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Choice, Kind
from coordinator_app.texts import LANGUAGES, load

STATUS = fields.choice("s", "S", choices=(Choice("OPEN", "Open"),))


def titles(record_id: str) -> str:
    return f"title of {record_id}"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (fields.text("t", "T"), "=1+1", "=1+1"),
        (fields.note("t", "T"), "a\nb", "a\nb"),
        (fields.whole("w", "W"), 12000, "12000"),
        (fields.percent("p", "P"), 45.5, "45.5\u00a0%"),
        (fields.percent("p", "P"), 0, "0\u00a0%"),
        (fields.amount("a", "A"), {"minor": 120050, "currency": "USD"}, "1\u00a0200.50 USD"),
        (fields.amount("a", "A"), {"minor": 5000, "currency": "CLP"}, "5\u00a0000 CLP"),
        (fields.amount("a", "A"), {"minor": -5, "currency": "EUR"}, "-0.05 EUR"),
        (fields.date("d", "D"), "2013-04-17", "17 Apr 2013"),
        (fields.edtf("e", "E"), "2013-04-17/2013-04-19", "17–19 Apr 2013"),
        (fields.edtf("e", "E"), "2013", "2013"),
        (fields.time("t", "T"), "09:30", "09:30"),
        (fields.yes_no("y", "Y"), True, "Yes"),
        (fields.yes_no("y", "Y"), False, "No"),
        (STATUS, "OPEN", "Open"),
        (STATUS, "GONE", "GONE"),
        (fields.choices("c", "C", choices=STATUS.choices), ["GONE", "OPEN"], "GONE; Open"),
        (fields.link("l", "L"), "x", "title of x"),
        (fields.links("l", "L"), ["x", "y"], "title of x; title of y"),
        (fields.count("c", "C"), {"n": 25, "q": "at_least"}, "≥25"),
        (fields.count("c", "C"), {"n": 15, "q": "about"}, "≈15"),
        (fields.count("c", "C"), {"n": None, "q": "unknown"}, "unknown"),
        (fields.party("p", "P"), {"id": "x"}, "title of x"),
        (fields.party("p", "P"), {"label": "Some States"}, "Some States"),
        (fields.file("f", "F"), {"sha256": "0", "name": "a.pdf", "size": 1}, "a.pdf"),
    ],
)
def test_a_person_reads(field, value, shown):
    assert display.show(field, value, load("en"), titles) == shown


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_empty_is_nothing_whatever_the_kind(kind, lang):
    assert display.show(fields.Field("k", kind, "K"), None, load(lang), titles) == ""


def test_a_cell_carries_an_amount_without_grouping():
    field = fields.amount("a", "A")
    value = {"minor": 120050, "currency": "USD"}
    assert display.raw(field, value, load("en"), titles) == "1200.50 USD"


def test_a_month_is_a_word_in_the_language_of_the_reader():
    field = fields.edtf("e", "E")
    shown = {lang: display.show(field, "2013-04", load(lang), titles) for lang in LANGUAGES}
    assert shown["en"] == "Apr 2013"
    assert "abr" in shown["es"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_of_one_list_can_be_told_apart_and_hold_no_separator(lang):
    texts = load(lang)
    for record_type in built_in():
        for field in record_type.fields:
            labels = [display.label(field, choice.code, texts) for choice in field.choices]
            assert len(set(labels)) == len(labels), (record_type.key, field.key)
            assert not any(";" in label or "\n" in label for label in labels)
