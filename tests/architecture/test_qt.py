"""Faults of Qt's binding that would undo everything above it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_void_calls_keep_their_reference_to_none():
    # PySide6 6.12.0 on Python 3.11 lost one with each such call and aborted after some 5,000.
    thing = QObject()
    calls = 2_000
    before = sys.getrefcount(None)
    for _ in range(calls):
        thing.blockSignals(False)
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < calls // 4
