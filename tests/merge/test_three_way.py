"""The class of a cell in its three versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Field, Value
from coordinator_app.merge.three_way import SETS, CellClass, classify, taken

TEXT = fields.text("t", "T")
NOTE = fields.note("n", "N")
SET = fields.links("l", "L")
C = CellClass


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "cls"),
    [
        ("a", "a", "a", C.UNCHANGED),
        (None, None, None, C.UNCHANGED),
        ("a", "a", "b", C.THEIRS_ONLY),
        (None, None, "b", C.THEIRS_ONLY),
        ("a", "b", "a", C.OURS_ONLY),
        ("a", None, "a", C.OURS_ONLY),
        ("a", "b", "b", C.SAME),
        ("a", None, None, C.SAME),
        ("a", "b", "c", C.CONFLICT),
        (None, "b", "c", C.CONFLICT),
        ("a", None, "c", C.CONFLICT),
        ("a", "a", None, C.EMPTIED),
        ("a", "b", None, C.EMPTIED),
        ("a", "a", " a ", C.UNCHANGED),
    ],
)
def test_a_cell_has_the_class_its_definition_says(base, ours, theirs, cls):
    assert classify(TEXT, base, ours, theirs) is cls


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "cls", "result"),
    [
        (["a"], ["a"], ["a", "b"], C.THEIRS_ONLY, ["a", "b"]),
        (["a"], ["a", "c"], ["a", "b"], C.THEIRS_ONLY, ["a", "b", "c"]),
        (["a", "b"], ["a"], ["b"], C.THEIRS_ONLY, None),
        (["a"], ["a", "b", "c"], ["a", "b"], C.OURS_ONLY, ["a", "b", "c"]),
        (["a"], ["a", "b"], ["a", "b"], C.SAME, ["a", "b"]),
        (["a"], ["a", "b"], None, C.EMPTIED, ["b"]),
        (["b"], ["a"], None, C.OURS_ONLY, ["a"]),
        (None, ["b"], ["c"], C.THEIRS_ONLY, ["b", "c"]),
    ],
)
def test_sets_merge_element_by_element(base, ours, theirs, cls, result):
    assert classify(SET, base, ours, theirs) is cls
    assert taken(SET, base, ours, theirs) == result


_WORDS: st.SearchStrategy[Value] = st.none() | st.sampled_from(["a", "b", "c"])
_SETS: st.SearchStrategy[Value] = st.none() | st.lists(
    st.sampled_from("abc"), unique=True, min_size=1
).map(lambda each: list[str](sorted(each)))


@st.composite
def cells(draw) -> tuple[Field, Value, Value, Value]:
    field = draw(st.sampled_from([TEXT, NOTE, SET]))
    values = _SETS if field.kind in SETS else _WORDS
    return field, draw(values), draw(values), draw(values)


@given(cells())
def test_swapping_the_sides_swaps_their_classes(versions):
    field, base, ours, theirs = versions
    one, other = classify(field, base, ours, theirs), classify(field, base, theirs, ours)
    if one in (C.UNCHANGED, C.SAME):
        assert other is one
    elif C.EMPTIED in (one, other):
        emptied_by = theirs if one is C.EMPTIED else ours
        assert emptied_by is None
        assert {one, other} <= {C.EMPTIED, C.OURS_ONLY, C.CONFLICT, C.THEIRS_ONLY}
    elif field.kind in SETS:
        assert {one, other} <= {C.THEIRS_ONLY, C.OURS_ONLY}
        assert C.THEIRS_ONLY in (one, other)
    else:
        mirror = {C.THEIRS_ONLY: C.OURS_ONLY, C.OURS_ONLY: C.THEIRS_ONLY, C.CONFLICT: C.CONFLICT}
        assert other is mirror[one]


@given(cells())
def test_what_is_taken_leaves_nothing_to_take(versions):
    field, base, ours, theirs = versions
    again = classify(field, base, taken(field, base, ours, theirs), theirs)
    assert again in (C.UNCHANGED, C.SAME, C.OURS_ONLY, C.EMPTIED)


@given(cells())
def test_only_a_value_may_be_outside_or_invalid_by_word_of_the_caller(versions):
    assert classify(*versions) not in (C.OUTSIDE, C.INVALID)
