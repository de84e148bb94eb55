"""A workbook of its own, open for a person, for tests of what the program does."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator_app.domain.clock import Clock
from coordinator_app.services.session import Session

START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


class Times:
    """A clock that goes on by a second each time it is looked at, and can be put forward."""

    def __init__(self) -> None:
        self._now = START
        self._seconds = itertools.count()

    def now(self) -> dt.datetime:
        """Return the time."""
        return self._now + dt.timedelta(seconds=next(self._seconds))

    def pass_days(self, days: int) -> None:
        """Put the clock forward."""
        self._now += dt.timedelta(days=days)


@pytest.fixture
def times() -> Times:
    """Return the time of the test."""
    return Times()


@pytest.fixture
def clock(times: Times) -> Clock:
    """Return the clock of one installation."""
    return Clock("replica1", times.now)


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    """Return an empty workbook open for Ana."""
    with Session.create(tmp_path / "office.c1540", clock, "Ana") as made:
        yield made
