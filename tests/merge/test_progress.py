"""A comparison says how far it is, and ends where it is told to."""

from __future__ import annotations

import pytest

from coordinator_app.merge.plan import plan
from coordinator_app.merge.sent import Incoming
from tests.merge.desk import CATALOGUE, TTO, Desk


class EnoughError(Exception):
    """Raised by who does not want to wait."""


def compare(desk, progress):
    return plan(
        Incoming("reply.xlsx", desk.snapshot()), desk.sent(), desk.lookup.records, desk.lookup,
        CATALOGUE, progress,
    )  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    for n in range(450):
        desk.add_row("institution", name=f"Office {n}", country=TTO)
    return desk


def test_it_tells_rows_of_all(desk):
    told: list[tuple[int, int]] = []
    compare(desk, lambda done, total: told.append((done, total)))
    assert told == [(0, 450), (200, 450), (400, 450)]


def test_it_ends_when_told_to(desk):
    def stop(done: int, _total: int) -> None:
        if done:
            raise EnoughError

    with pytest.raises(EnoughError):
        compare(desk, stop)
