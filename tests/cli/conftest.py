"""Commands run in this process, on a copy of a workbook with enough in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator_app.cli.main import main
from tests.cli.command import Done
from tests.services.exchange import busy_workbook

Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command as at a fixed day."""

    def command(*words: object) -> Done:
        capsys.readouterr()
        code = main(["--today", busy_workbook.TODAY.isoformat(), *map(str, words)])
        return Done(code, *capsys.readouterr())

    return command


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mine.c1540"
    busy_workbook.make(path).close()
    return path


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """Return a coordinator file of the test's own."""
    path = tmp_path / "mine.c1540"
    shutil.copy(template, path)
    return path
