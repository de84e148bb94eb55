"""Workbooks that acceptance checks begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator_app.domain.clock import Clock
from coordinator_app.services import samples
from coordinator_app.services.session import Session
from tests.journeys.asking import Day


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def mine(tmp_path: Path, day: Day) -> Iterator[Session]:
    with samples.new(tmp_path / "mine.c1540", Clock("abcdefgh", today=day), "Ana") as session:
        yield session


@pytest.fixture
def sample(tmp_path: Path, day: Day) -> Iterator[Session]:
    path = tmp_path / "sample.c1540"
    with samples.new_sample(path, Clock("abcdefgh", today=day), "Ana") as session:
        yield session
