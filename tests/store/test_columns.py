"""Each kind lies in its columns and comes back as it was."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Choice, Field, Kind, Value
from coordinator_app.domain.values import normalise
from coordinator_app.store.columns import (
    all_columns,
    cells,
    columns,
    filled,
    row_values,
    value,
)

CHOICES = (Choice("A", "a"), Choice("B", "b"))
SAMPLES = [
    (Kind.TEXT, "Núñez  y Cía"),
    (Kind.NOTE, "one\ntwo"),
    (Kind.WHOLE, 0),
    (Kind.WHOLE, -7),
    (Kind.AMOUNT, {"minor": 120050, "currency": "USD"}),
    (Kind.AMOUNT, {"minor": 0, "currency": "JPY"}),
    (Kind.PERCENT, 0),
    (Kind.PERCENT, 33.3333333333333),
    (Kind.PERCENT, 100),
    (Kind.DATE, "2013-04-17"),
    (Kind.EDTF, "2013-04-17"),
    (Kind.EDTF, "2013"),
    (Kind.EDTF, "2012-34"),
    (Kind.TIME, "09:30"),
    (Kind.YES_NO, True),
    (Kind.YES_NO, False),
    (Kind.CHOICE, "A"),
    (Kind.CHOICES, ["A", "B"]),
    (Kind.LINK, "0195a0b0-0000-7000-8000-000000000001"),
    (Kind.LINKS, ["0195a0b0-0000-7000-8000-000000000001"]),
    (Kind.COUNT, {"n": 24, "q": "exact"}),
    (Kind.COUNT, {"n": 0, "q": "exact"}),
    (Kind.COUNT, {"n": 25, "q": "at_least"}),
    (Kind.COUNT, {"n": None, "q": "unknown"}),
    (Kind.PARTY, {"id": "0195a0b0-0000-7000-8000-000000000001"}),
    (Kind.PARTY, {"label": "A private company"}),
    (Kind.EMAIL, "ana@example.org"),
    (Kind.PHONE, "+1 868 555 0101"),
    (Kind.URL, "https://example.org/?a=1&b=2"),
    (Kind.FILE, {"sha256": "0" * 64, "name": "Informe.pdf", "size": 3}),
]


def field_of(kind: Kind) -> Field:
    return Field("x", kind, "X", choices=CHOICES)


def test_every_kind_is_tried():
    assert {kind for kind, _ in SAMPLES} == set(Kind)


@pytest.mark.parametrize(("kind", "sample"), SAMPLES)
def test_a_value_comes_back_as_it_was(kind, sample):
    field = field_of(kind)
    assert normalise(field, sample) == sample or kind is Kind.TEXT
    found = cells(field, sample)
    assert len(found) == len(columns(field))
    assert value(field, found) == sample
    assert type(value(field, found)) is type(sample)


@pytest.mark.parametrize(("kind", "sample"), SAMPLES)
def test_a_strict_table_takes_it_and_gives_it_back(kind, sample):
    field = field_of(kind)
    connection = sqlite3.connect(":memory:")
    declared = ", ".join(f'"{each.name}" {each.sql_type}' for each in columns(field))
    connection.execute(f"CREATE TABLE t ({declared}) STRICT")
    marks = ", ".join("?" * len(columns(field)))
    connection.execute(f"INSERT INTO t VALUES ({marks})", cells(field, sample))
    assert value(field, connection.execute("SELECT * FROM t").fetchone()) == sample
    connection.close()


@pytest.mark.parametrize("kind", Kind)
def test_empty_is_null_in_every_column(kind):
    field = field_of(kind)
    assert cells(field, None) == (None,) * len(columns(field))
    assert value(field, (None,) * len(columns(field))) is None


@pytest.mark.parametrize("kind", Kind)
def test_the_first_column_is_named_after_the_field(kind):
    names = [each.name for each in columns(field_of(kind))]
    assert names[0] == "x"
    assert all(name.startswith("x_") for name in names[1:])


def test_unknown_is_not_zero():
    field = field_of(Kind.COUNT)
    assert cells(field, {"n": None, "q": "unknown"}) != cells(field, {"n": 0, "q": "exact"})


def test_text_can_be_sorted_without_regard_to_accents():
    assert cells(field_of(Kind.TEXT), "Élan-Vital") == ("Élan-Vital", "elan vital")


def test_a_partial_date_has_its_first_and_last_day():
    assert cells(field_of(Kind.EDTF), "2013-04") == ("2013-04", "2013-04-01", "2013-04-30")


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [(Kind.COUNT, "24"), (Kind.CHOICES, {"a": 1}), (Kind.PARTY, ["a"]), (Kind.TEXT, ["a"])],
)
def test_what_is_no_value_of_the_kind_is_our_own_mistake(kind, wrong):
    with pytest.raises(TypeError):
        cells(field_of(kind), wrong)


@pytest.mark.parametrize("record_type", list(built_in()), ids=lambda each: each.key)
def test_no_two_fields_of_a_type_share_a_column(record_type):
    names = all_columns(record_type)
    assert len(set(names)) == len(names)
    assert not {"rid", "id", "made", "heads", "state_scope", "deleted", "extra"} & set(names)


BY_KIND = {
    kind: st.sampled_from([None, *(sample for each, sample in SAMPLES if each is kind)])
    for kind in Kind
}


@given(st.data(), st.sampled_from([each.key for each in built_in()]))
def test_whole_rows_come_back_without_their_empty_fields(data, type_key):
    record_type = built_in()[type_key]
    written = [
        {each.key: data.draw(BY_KIND[each.kind]) for each in record_type.fields} for _ in range(3)
    ]
    names, down = filled(record_type, written)
    held = [{key: each for key, each in values.items() if each is not None} for values in written]
    every = dict.fromkeys(all_columns(record_type), (None,) * len(written))
    whole = {**every, **dict(zip(names, down, strict=True))}
    assert list(whole) == list(every)
    rows = list(zip(*whole.values(), strict=True))
    assert [row_values(record_type, row) for row in rows] == held
    assert [row_values(record_type, list(row)) for row in rows] == held


def test_only_columns_that_a_row_fills_are_written():
    rows: list[dict[str, Value]] = [
        {"title": "A"},
        {"participants": {"n": 3, "q": "exact"}},
        {"dates": None},
        {},
    ]
    names, down = filled(built_in()["visit"], rows)
    assert dict(zip(names, map(list, down), strict=True)) == {
        "title": ["A", None, None, None],
        "title_fold": ["a", None, None, None],
        "dates": [None] * 4,
        "dates_from": [None] * 4,
        "dates_to": [None] * 4,
        "participants": [None, 3, None, None],
        "participants_q": [None, "exact", None, None],
    }


@pytest.mark.parametrize("values", [{"title": 3}, {"country": ["a"]}, {"women": "24"}])
def test_no_row_takes_what_is_no_value_of_its_kind(values):
    with pytest.raises(TypeError, match="cannot hold"):
        filled(built_in()["visit"], [{"title": "A"}, values])


def test_a_row_of_nothing_is_empty():
    record_type = built_in()["visit"]
    assert row_values(record_type, (None,) * len(all_columns(record_type))) == {}
