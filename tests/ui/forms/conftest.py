"""A workbook for tests of forms: made once, copied for each test."""

import shutil

import pytest

from tests.ui.desk import Desk, new_workbook


@pytest.fixture(scope="session")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("forms") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    path = shutil.copy(blank_workbook, tmp_path / "work.c1540")
    made = Desk(kit, path)
    yield made
    made.close()
