"""Stamps never run backwards, and one wrong clock drags no other along."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.clock import Clock, Hlc

START = datetime(2026, 8, 5, 12, tzinfo=UTC)
START_MS = int(START.timestamp() * 1000)

STAMPS = st.builds(
    Hlc,
    st.integers(0, 10**14),
    st.integers(0, 0xFFFF),
    st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=8),
)
MOVES = st.timedeltas(timedelta(hours=-3), timedelta(hours=3))


class HandClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        """Return the time that was set."""
        return self.time


@given(st.lists(MOVES | STAMPS, max_size=40))
def test_every_stamp_is_greater_than_all_given_or_followed_before(events):
    hand = HandClock()
    clock = Clock("aaaaaaaa", hand)
    last = clock.tick()
    for event in events:
        if isinstance(event, timedelta):
            hand.time = START + event
        elif clock.observe(event):
            last = max(last, event)
        stamp = clock.tick()
        assert (stamp.ms, stamp.counter) > (last.ms, last.counter)
        assert stamp > last
        last = stamp


@given(STAMPS)
def test_a_stamp_reads_back_from_its_text(stamp):
    assert Hlc.parse(stamp.text) == stamp
    assert str(stamp) == stamp.text
    assert len(stamp.text) == 29


@given(STAMPS, STAMPS)
def test_texts_sort_as_stamps_do(one, other):
    assert (one.text < other.text) == (one < other)


@given(STAMPS)
def test_no_more_than_an_hour_ahead_is_followed(stamp):
    clock = Clock("aaaaaaaa", HandClock())
    followed = clock.observe(stamp)
    assert followed == (stamp.ms <= START_MS + 3_600_000)
    assert clock.tick().ms <= START_MS + 3_600_001


def test_stamps_follow_the_time_and_count_within_a_millisecond():
    hand = HandClock()
    clock = Clock("0123abcd", hand)
    assert [clock.tick().text for _ in range(2)] == [
        f"{START_MS:015d}-0000-0123abcd",
        f"{START_MS:015d}-0001-0123abcd",
    ]
    hand.time += timedelta(milliseconds=1)
    assert clock.tick() == Hlc(START_MS + 1, 0, "0123abcd")
    assert clock.tick().at == hand.time


def test_a_full_counter_runs_over_into_the_next_millisecond():
    clock = Clock("aaaaaaaa", HandClock())
    assert clock.observe(Hlc(START_MS, 0xFFFF, "bbbbbbbb"))
    assert clock.tick() == Hlc(START_MS + 1, 0, "aaaaaaaa")


@pytest.mark.parametrize(
    "text",
    ["", "1-0000-aaaaaaaa", "001785931200000-0000-AAAAAAAA", "001785931200000-000g-aaaaaaaa",
     "999999999999999-0000-aaaaaaaa", "001785931200000-0000-aaaaaaaa\n"],
)  # fmt: skip
def test_what_is_no_stamp_is_refused(text):
    with pytest.raises(ValueError, match="no stamp"):
        Hlc.parse(text)


@pytest.mark.parametrize("replica", ["", "short", "AAAAAAAA", "aaaaaaaaa", "año-0000"])
def test_a_replica_has_a_fixed_form(replica):
    with pytest.raises(ValueError, match="replica"):
        Clock(replica)


def test_today_can_be_set_without_touching_the_stamps():
    clock = Clock("aaaaaaaa", HandClock(), today=lambda: date(2013, 4, 17))
    assert clock.today() == date(2013, 4, 17)
    assert clock.tick().ms == START_MS
    assert clock.now() == START


def test_today_is_the_local_day_and_now_is_in_utc():
    there = timezone(timedelta(hours=14))
    clock = Clock("aaaaaaaa", lambda: START.astimezone(there))
    assert clock.today() == START.astimezone().date()
    assert clock.now().tzinfo is UTC
    assert Clock("aaaaaaaa").now().tzinfo is UTC
