"""Garbage collection on the window's thread: what is collected when."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QObject

from coordinator_app.ui.collecting import Collector

OVERDUE = (10_000, 10_000, 10_000)


@pytest.fixture
def collected(monkeypatch):
    """What is collected from now on, when everything is overdue."""
    found: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: OVERDUE)
    monkeypatch.setattr(gc, "collect", found.append)
    return found


@pytest.mark.parametrize(("busy", "expected"), [(True, [1]), (False, [2])])
def test_everything_is_gone_through_only_when_nothing_is_on_its_way(
    qapp, qtbot, collected, busy, expected
):
    parent = QObject()
    collector = Collector(parent, lambda: busy)
    try:
        qtbot.waitUntil(lambda: len(collected) > 0)
        assert collected[:1] == expected
    finally:
        collector.stop()
