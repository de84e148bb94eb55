"""Values in their stored shape: the same value always looks the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain import fields, values
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Choice, Field, Kind, Value

LIST = (Choice("A", "One"), Choice("B", "Two"))
NOTE = fields.note("n", "N")
TEXT = fields.text("t", "T")


@pytest.mark.parametrize(
    ("field", "given_value", "stored"),
    [
        (TEXT, " a \n b ", "a b"),
        (TEXT, "e\u0301", "é"),
        (NOTE, "a\r\nb\r", "a\nb"),
        (NOTE, " \n ", None),
        (fields.whole("w", "W"), 3.0, 3),
        (fields.percent("p", "P"), 50.0, 50),
        (fields.percent("p", "P"), 33.333333333333336, 33.3333333333333),
        (fields.date("d", "D"), "2013-04-17", "2013-04-17"),
        (fields.edtf("e", "E"), "2013-04-17/2013-04-17", "2013-04-17"),
        (fields.choices("c", "C", choices=LIST), ["B", "A", "B"], ["A", "B"]),
        (fields.choices("c", "C", choices=LIST), "A", ["A"]),
        (fields.links("l", "L"), ["y", "", "x", "y"], ["x", "y"]),
        (fields.links("l", "L"), [""], None),
        (fields.count("c", "C"), 4, {"n": 4, "q": "exact"}),
        (fields.count("c", "C"), {"q": "unknown"}, {"n": None, "q": "unknown"}),
        (fields.party("p", "P"), {"label": " Some  States "}, {"label": "Some States"}),
        (fields.party("p", "P"), {"label": " "}, None),
        (fields.yes_no("y", "Y"), False, False),
    ],
)
def test_a_value_has_one_stored_shape(field, given_value, stored):
    found = values.normalise(field, given_value)
    assert found == stored
    assert values.normalise(field, found) == stored


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_empty_is_none_whatever_the_kind(kind, empty):
    assert values.normalise(Field("k", kind, "K"), empty) is None


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        (TEXT, 3),
        (fields.email("e", "E"), "a@b"),
        (fields.whole("w", "W"), True),
        (fields.whole("w", "W"), 2.5),
        (fields.percent("p", "P"), 101),
        (fields.percent("p", "P"), float("nan")),
        (fields.date("d", "D"), "2013"),
        (fields.date("d", "D"), 3),
        (fields.edtf("e", "E"), "in spring"),
        (fields.edtf("e", "E"), 3),
        (fields.time("t", "T"), "24:00"),
        (fields.yes_no("y", "Y"), 1),
        (fields.choice("c", "C", choices=LIST), "Z"),
        (fields.choices("c", "C", choices=LIST), ["A", "Z"]),
        (fields.choices("c", "C", choices=LIST), {"A": 1}),
        (fields.link("l", "L"), "two words"),
        (fields.amount("a", "A"), {"minor": 1.5, "currency": "USD"}),
        (fields.amount("a", "A"), {"minor": 1, "currency": "usd"}),
        (fields.count("c", "C"), -1),
        (fields.count("c", "C"), {"n": 3, "q": "perhaps"}),
        (fields.party("p", "P"), "Canada"),
        (fields.file("f", "F"), {"name": "a.pdf"}),
    ],
)
def test_what_is_no_value_of_the_field_is_refused_in_a_sentence(field, wrong):
    with pytest.raises(UserError) as refused:
        values.normalise(field, wrong)
    assert "{" not in str(refused.value).replace(str(wrong), "")


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        (NOTE, "a\nb", "a\r\nb ", True),
        (NOTE, "a\nb", "a b", False),
        (NOTE, "", None, True),
        (TEXT, "Pérez", "Pe\u0301rez", True),
        (TEXT, "Pérez", "Perez", False),
        (fields.percent("p", "P"), 0.1 + 0.2, 0.3, True),
        (fields.percent("p", "P"), 0, None, False),
        (fields.yes_no("y", "Y"), False, None, False),
        (fields.links("l", "L"), ["x", "y"], ["x", "y"], True),
    ],
)
def test_sameness_is_of_meaning_not_of_letters(field, one, other, same):
    assert values.same(field, one, other) is same
    assert values.same(field, other, one) is same


@given(st.text())
def test_normalising_a_note_keeps_what_it_means(text):
    assert values.same(NOTE, values.normalise(NOTE, text), text)


def test_values_sort_as_people_expect_and_empty_ones_last():
    count = fields.count("c", "C")
    found = sorted(
        [None, {"n": 20, "q": "about"}, {"n": 3, "q": "exact"}],
        key=lambda value: values.sort_key(count, value),
    )
    assert found == [{"n": 3, "q": "exact"}, {"n": 20, "q": "about"}, None]
    names = sorted(["Zoe", "álamo", None, "Beta"], key=lambda v: values.sort_key(TEXT, v))
    assert names == ["álamo", "Beta", "Zoe", None]
    dates = ["2014", None, "2013-04", "2013"]
    when = fields.edtf("e", "E")
    assert sorted(dates, key=lambda v: values.sort_key(when, v)) == [
        "2013", "2013-04", "2014", None,
    ]  # fmt: skip


_SAMPLES: dict[Kind, list[Value]] = {
    Kind.CHOICES: [["A"], ["A", "B"]],
    Kind.LINKS: [["x"], ["x", "y"]],
    Kind.COUNT: [{"n": None, "q": "unknown"}, {"n": 2, "q": "exact"}],
    Kind.AMOUNT: [{"minor": 2, "currency": "USD"}, {"minor": 1, "currency": "TTD"}],
    Kind.PARTY: [{"id": "x"}, {"label": "b"}],
    Kind.FILE: [{"sha256": "1", "name": "a", "size": 2}],
    Kind.EDTF: ["2013", "2013-04"],
    Kind.YES_NO: [True, False],
    Kind.WHOLE: [2, 1],
    Kind.PERCENT: [2.5, 1],
}


@pytest.mark.parametrize("kind", list(Kind))
def test_any_values_of_a_kind_can_be_sorted_together(kind):
    field = Field("k", kind, "K", choices=LIST)
    mixed: list[Value] = [None, *_SAMPLES.get(kind, ["b", "a"]), None]
    ordered = sorted(mixed, key=lambda value: values.sort_key(field, value))
    assert ordered[-2:] == [None, None]


@pytest.mark.parametrize("field", [TEXT, NOTE])
@given(texts=st.lists(st.text(st.sampled_from("ab é\u0301e\n\r\t\u00a0\u200b"))))
def test_many_texts_are_stored_as_each_is(field, texts):
    assert values.normalise_texts(field, texts) == [values.normalise(field, each) for each in texts]
