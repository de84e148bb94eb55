"""A workbook, the page on it, and lists as people keep them."""

from __future__ import annotations

import shutil

import openpyxl
import pytest

from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.bring_list import BringListPage
from tests.ui.desk import Desk, new_workbook


@pytest.fixture(scope="session")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("lists") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def page(desk, shown):
    made = BringListPage(desk.context)
    made.resize(1170, 640)
    shown(made)
    made.open(Route("bring_list"))
    desk.settle()
    return made


@pytest.fixture
def visits(tmp_path):
    """Make a list of visits under a title, with what people write."""
    path = tmp_path / "visitas.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Visitas"
    sheet.append(["Oficina de la coordinadora"])
    sheet.append([])
    sheet.append(["País", "Fecha", "Título", "Ciudad"])
    for country, day, title in (
        ("Equator", "03/04/2024", "One"),
        ("Guyana", "07/08/2024", "Two"),
        ("Equator", "25/12/2023", "Three"),
    ):
        sheet.append([country, day, title, "Here"])
    book.save(path)
    return path


@pytest.fixture
def several(visits, tmp_path):
    """Make a file of two lists, a hidden sheet and one with nothing in it."""
    path = tmp_path / "varias.xlsx"
    book = openpyxl.load_workbook(visits)
    people = book.create_sheet("Contactos")
    people.append(["Nombre", "Correo", "País"])
    people.append(["Ana Pitahaya", "ana@example.org", "Guyana"])
    hidden = book.create_sheet("Cuentas")
    hidden.sheet_state = "hidden"
    hidden.append(["x", "y"])
    hidden.append([1, 2])
    book.save(path)
    return path
