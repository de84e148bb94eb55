"""A desk for each test, on a workbook with the reference data."""

from __future__ import annotations

import shutil

import pytest

from tests.ui.desk import Desk, new_workbook


@pytest.fixture(scope="session")
def _empty(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("desk") / "empty.c1540")


@pytest.fixture
def desk(kit, tmp_path, _empty, qapp):
    path = tmp_path / "office.c1540"
    shutil.copy(_empty, path)
    made = Desk(kit, path)
    yield made
    made.close()
