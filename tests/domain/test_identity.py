"""Ids sort as they were made, stay the same where they must, and notice what spoils them."""

from __future__ import annotations

import random
import string
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coordinator_app.domain import identity
from coordinator_app.domain.identity import (
    UuidSource,
    reference_id,
    short,
    uuid7,
    with_check,
    without_check,
)

IDS = st.uuids().map(str)
VISIBLE = string.ascii_letters + string.digits + string.punctuation


@given(st.lists(st.integers(0, 2**48 - 2), min_size=1, max_size=50))
def test_ids_sort_as_they_were_made_whatever_the_clock_does(times):
    clock = iter(times)
    source = UuidSource(lambda: next(clock), random.Random(1540).getrandbits)
    made = [source() for _ in times]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    for text in made:
        value = uuid.UUID(text)
        assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert uuid.UUID(made[0]).int >> 80 == times[0]


def test_a_full_millisecond_runs_over_into_the_next():
    # All bits set: the first id of the millisecond is already its last.
    source = UuidSource(lambda: 1000, lambda bits: (1 << bits) - 1)
    first, second = uuid.UUID(source()), uuid.UUID(source())
    assert first.int >> 80 == 1000
    assert second.int >> 80 == 1001


def test_ids_made_on_several_threads_differ():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: uuid7(), range(2000)))
    assert len(set(made)) == 2000


def test_the_same_clock_and_chance_give_the_same_ids():
    def five() -> list[str]:
        source = UuidSource(lambda: 1_700_000_000_000, random.Random(7).getrandbits)
        return [source() for _ in range(5)]

    assert five() == five()


def test_reference_ids_never_change():
    # These stand in workbooks: a change here is a break of every file.
    assert reference_id("country", "TTO", "1") == "f83c0c69-01b9-59ba-aa40-b71522f0520f"
    derived = uuid.uuid5(uuid.NAMESPACE_DNS, "reference.coordinator-workbook.invalid")
    assert str(derived) == identity.REFERENCE_NAMESPACE


def test_reference_ids_tell_type_code_and_version_apart():
    rows = [("a", "b", "1"), ("a", "b", "2"), ("a", "b1", ""), ("ab", "", "1"), ("", "ab", "1")]
    assert len({reference_id(*row) for row in rows}) == len(rows)


@given(IDS)
def test_an_id_comes_back_out_of_its_cell(record_id):
    assert without_check(with_check(record_id)) == record_id
    assert without_check(f" {with_check(record_id)}\n") == record_id


@given(IDS, st.data())
def test_any_one_changed_character_is_noticed(record_id, data):
    cell = with_check(record_id)
    place = data.draw(st.integers(0, len(cell) - 1))
    for char in VISIBLE:
        if char != cell[place]:
            assert without_check(cell[:place] + char + cell[place + 1 :]) is None


@given(IDS, st.data())
def test_any_two_swapped_characters_are_noticed(record_id, data):
    cell = with_check(record_id)
    one, other = data.draw(st.lists(st.integers(0, 35), min_size=2, max_size=2, unique=True))
    chars = list(cell)
    chars[one], chars[other] = chars[other], chars[one]
    assume("".join(chars) != cell)
    assert without_check("".join(chars)) is None


@given(IDS)
def test_any_two_swapped_neighbours_are_noticed(record_id):
    cell = with_check(record_id)
    for place in range(len(cell) - 1):
        swapped = cell[:place] + cell[place + 1] + cell[place] + cell[place + 2 :]
        assert swapped == cell or without_check(swapped) is None


@given(st.text())
def test_any_text_in_a_cell_is_an_id_as_sent_or_none(text):
    found = without_check(text)
    assert found is None or with_check(found) == text.strip()


@pytest.mark.parametrize("record_id", ["", "a b", "año", "a\n"])
def test_what_is_no_id_is_not_sent(record_id):
    with pytest.raises(ValueError, match="cannot travel"):
        with_check(record_id)


def test_short_ids_tell_neighbours_apart():
    assert short("019a0000-0000-7000-8000-0123456789ab") == "456789ab"
