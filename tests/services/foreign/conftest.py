"""An empty workbook with the reference data, and lists that somebody else made."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from coordinator_app.domain.clock import Clock
from coordinator_app.services import samples
from coordinator_app.services.session import Session

TODAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock("replica1", lambda: TODAY)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with the reference data alone."""
    path = tmp_path_factory.mktemp("empty") / "mine.c1540"
    samples.new(path, clock(), "Ana").close()
    return path


@pytest.fixture
def office(empty: Path, tmp_path: Path) -> Iterator[Session]:
    """Return a copy of it, open for Ana."""
    path = tmp_path / "mine.c1540"
    shutil.copy(empty, path)
    with Session.open_for(path, clock(), "Ana") as made:
        yield made


def table(*rows: str) -> str:
    """Return a table as it is pasted: cells between bars become cells between tabs."""
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)


def book(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """Write a file with some sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    made.save(path)
    return path
