"""What a field is worth depends on the changes nobody superseded, and on nothing else."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.changes import DELETED, LIFE, LIVE, Change
from coordinator_app.domain.fields import Value
from coordinator_app.domain.heads import Conflict, Folded, fold, merge_sets

SETS = frozenset({"many"})
KEYS = ("title", "status", "many")


def made(**values) -> Change:
    return Change("c0", "r", "visit", values, hlc="0000")


def change(name: str, values: Any, parents: Any, hlc: str = "") -> Change:
    return Change(name, "r", "visit", values, parents=parents, hlc=hlc or name)


def test_a_creation_alone_is_the_record():
    found = fold([made(title="A", status=None)])
    assert found.values == {"title": "A"}
    assert found.heads["title"] == ("c0",)
    assert not found.deleted
    assert found.conflicts == ()
    assert found.compact() == {}


def test_a_later_change_supersedes_what_it_knew():
    found = fold([made(title="A"), change("c1", {"title": "B"}, {"title": ("c0",)})])
    assert found.values == {"title": "B"}
    assert found.compact() == {"title": ["c1"]}


def test_two_changes_that_did_not_know_each_other_are_a_conflict_with_its_base():
    found = fold(
        [
            made(title="A"),
            change("c1", {"title": "B"}, {"title": ("c0",)}),
            change("c2", {"title": "C"}, {"title": ("c0",)}),
        ]
    )
    assert found.conflicts == (Conflict("title", "A", {"c1": "B", "c2": "C"}),)
    assert found.values["title"] == "C"


def test_two_changes_to_the_same_value_are_no_conflict():
    found = fold(
        [
            made(title="A"),
            change("c1", {"title": "B"}, {"title": ("c0",)}),
            change("c2", {"title": "B"}, {"title": ("c0",)}),
        ]
    )
    assert found.values == {"title": "B"}
    assert found.conflicts == ()


def test_a_decision_supersedes_both_sides():
    found = fold(
        [
            made(title="A"),
            change("c1", {"title": "B"}, {"title": ("c0",)}),
            change("c2", {"title": "C"}, {"title": ("c0",)}),
            change("c3", {"title": "D"}, {"title": ("c1", "c2")}),
        ]
    )
    assert found.values == {"title": "D"}
    assert found.conflicts == ()
    assert found.heads["title"] == ("c3",)


def test_the_base_of_a_conflict_is_the_nearest_common_ancestor():
    found = fold(
        [
            made(title="A"),
            change("c1", {"title": "B"}, {"title": ("c0",)}),
            change("c2", {"title": "C"}, {"title": ("c1",)}),
            change("c3", {"title": "D"}, {"title": ("c1",)}),
        ]
    )
    assert found.conflicts[0].base == "B"


def test_emptying_is_a_change_like_another():
    found = fold([made(title="A"), change("c1", {"title": None}, {"title": ("c0",)})])
    assert found.values == {}
    assert found.heads["title"] == ("c1",)


def test_sets_merge_element_by_element():
    found = fold(
        [
            made(many=["a", "b"]),
            change("c1", {"many": ["a", "b", "c"]}, {"many": ("c0",)}),
            change("c2", {"many": ["a"]}, {"many": ("c0",)}),
        ],
        SETS,
    )
    assert found.values["many"] == ["a", "c"]
    assert found.conflicts == ()


def test_a_record_that_one_side_deleted_and_the_other_restored_stays():
    found = fold(
        [
            made(title="A"),
            change("c1", {LIFE: DELETED}, {LIFE: ("c0",)}),
            change("c2", {LIFE: LIVE}, {LIFE: ("c1",)}),
            change("c3", {LIFE: DELETED}, {LIFE: ("c1",)}),
        ]
    )
    assert not found.deleted
    assert [conflict.field for conflict in found.conflicts] == [LIFE]


def test_deleted_is_deleted():
    found = fold([made(title="A"), change("c1", {LIFE: DELETED}, {LIFE: ("c0",)})])
    assert found.deleted
    assert found.values == {"title": "A"}


@pytest.mark.parametrize("changes", [[], [made(title="A"), Change("c1", "r", "visit", {})]])
def test_a_record_is_made_once(changes):
    with pytest.raises(ValueError, match="creating changes"):
        fold(changes)


_VALUES = {
    "title": st.sampled_from([None, "A", "B", "C"]),
    "status": st.sampled_from([None, "OPEN", "DONE"]),
    "many": st.none() | st.lists(st.sampled_from("abcd"), unique=True, min_size=1).map(sorted),
    LIFE: st.sampled_from([LIVE, DELETED]),
}


@st.composite
def histories(draw) -> list[Change]:
    """Changes of a few workbooks that each know only some of what came before."""
    log = [made(**{key: draw(_VALUES[key]) for key in KEYS})]
    known = [{"c0"} for _ in range(draw(st.integers(1, 3)))]
    for n in range(1, draw(st.integers(1, 12))):
        seen = draw(st.sampled_from(known))
        if draw(st.booleans()):
            seen |= draw(st.sampled_from(known))
        touched = draw(st.lists(st.sampled_from([*KEYS, LIFE]), min_size=1, unique=True))
        mine = fold([each for each in log if each.id in seen], SETS)
        parents = {key: mine.heads.get(key, ("c0",)) for key in touched}
        new = {key: draw(_VALUES[key]) for key in touched}
        log.append(change(f"c{n}", new, parents, hlc=f"{draw(st.integers(0, 5)):04d}"))
        seen.add(f"c{n}")
    return log


def _without_order(found: Folded) -> object:
    return (found.made, found.values, found.heads, found.deleted, found.conflicts)


@given(histories(), st.randoms(use_true_random=False))
def test_value_and_conflict_do_not_depend_on_the_order_of_arrival(log, chance: random.Random):
    shuffled = list(log)
    chance.shuffle(shuffled)
    assert _without_order(fold(shuffled, SETS)) == _without_order(fold(log, SETS))


@given(histories())
def test_the_same_changes_twice_are_harmless(log):
    assert _without_order(fold(log + log, SETS)) == _without_order(fold(log, SETS))


@given(histories())
def test_a_change_that_supersedes_all_heads_decides(log):
    before = fold(log, SETS)
    last = change("z", {"title": "Z"}, {"title": before.heads["title"]})
    after = fold([*log, last], SETS)
    assert after.values["title"] == "Z"
    assert all(conflict.field != "title" for conflict in after.conflicts)


@given(histories())
def test_a_set_never_conflicts(log):
    assert all(conflict.field != "many" for conflict in fold(log, SETS).conflicts)


_SETS = st.none() | st.lists(st.sampled_from("abcde"), unique=True, min_size=1).map(sorted)


def _as_set(value: Value) -> set[str]:
    return set(value) if isinstance(value, list) else set()


@given(_SETS, _SETS, _SETS)
def test_merging_sets_loses_no_addition_and_revives_no_removal(base, one, other):
    start, left, right = (_as_set(each) for each in (base, one, other))
    found = _as_set(merge_sets(base, [one, other]))
    assert found == {
        each
        for each in start | left | right
        if (each in left and each in right) or (each not in start)
    }
    assert merge_sets(base, [other, one]) == merge_sets(base, [one, other])
    assert merge_sets(base, [one, base]) == (sorted(left) or None)
