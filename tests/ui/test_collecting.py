"""Garbage collection on the window's thread: what is collected when."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QObject

from coordinator_app.ui.collecting import Collector

OVERDUE = (10_000, 10_000, 10_000)
MUCH_CAME = (1_000_000, 0, 0)


class Garbage:
    """Stands for Python's own collecting: what is asked of it, in order."""

    def __init__(self, monkeypatch) -> None:
        self.asked: list[object] = []
        self.counts, self.aside = OVERDUE, 0
        monkeypatch.setattr(gc, "get_count", lambda: self.counts)
        monkeypatch.setattr(gc, "get_freeze_count", lambda: self.aside)
        monkeypatch.setattr(gc, "collect", self.asked.append)
        monkeypatch.setattr(gc, "freeze", lambda: self.asked.append("freeze"))
        monkeypatch.setattr(gc, "unfreeze", lambda: self.asked.append("unfreeze"))


@pytest.fixture
def garbage(monkeypatch):
    return Garbage(monkeypatch)


def first_asked(qtbot, garbage, busy, before=lambda _collector: None):
    """Return what is asked when the time first comes."""
    parent = QObject()
    collector = Collector(parent, lambda: busy)
    try:
        before(collector)
        qtbot.waitUntil(lambda: len(garbage.asked) > 0)
        return list(garbage.asked)
    finally:
        collector.stop()


@pytest.mark.parametrize(("busy", "expected"), [(True, [1]), (False, ["unfreeze", 2])])
def test_everything_is_gone_through_only_when_nothing_is_on_its_way(
    qapp, qtbot, garbage, busy, expected
):
    assert first_asked(qtbot, garbage, busy) == expected


@pytest.mark.parametrize("busy", [True, False])
def test_what_comes_in_great_number_is_not_gone_through(qapp, qtbot, garbage, busy):
    garbage.counts = MUCH_CAME
    assert first_asked(qtbot, garbage, busy) == ["freeze"]


def test_what_was_set_aside_is_left_alone_while_it_is_much(qapp, qtbot, garbage):
    garbage.aside = 5_000_000
    assert first_asked(qtbot, garbage, busy=False) == [2]


def test_all_of_it_is_gone_through_once_a_file_was_closed(qapp, qtbot, garbage):
    garbage.counts, garbage.aside = MUCH_CAME, 5_000_000
    asked = first_asked(qtbot, garbage, busy=False, before=Collector.look_at_all)
    assert asked == ["unfreeze", 2]
