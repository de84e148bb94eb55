"""Pages of activities in the lowest window, in the longer language: nothing makes it higher."""

import shutil
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QTabBar

from coordinator_app.services import reference
from coordinator_app.texts import load
from coordinator_app.ui.action_table import ACTIONS
from coordinator_app.ui.keys_dialog import KeysDialog
from coordinator_app.ui.pages.event import EventPage
from coordinator_app.ui.pages.training import TrainingPage
from coordinator_app.ui.pages.visit import VisitPage
from coordinator_app.ui.widgets import Kit
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import create, put

BRB = reference.country_id("BRB")
#: The window without navigation and status bar: 911 × 432 at 150 %.
WIDTH, HEIGHT = 863, 411


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("low") / "blank.c1540")


@pytest.fixture
def spanish(kit):
    return Kit(kit.look, kit.icons, load("es"))


@pytest.fixture
def desk(spanish, blank_workbook, tmp_path):
    made = Desk(spanish, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


PAGES: dict[str, tuple[Any, dict[str, Any]]] = {
    "visit": (VisitPage, {"country": BRB}),
    "training": (TrainingPage, {"countries": [BRB]}),
    "event": (EventPage, {"countries": [BRB]}),
}


@pytest.fixture(params=PAGES)
def page(request, desk, shown):
    kind, values = PAGES[request.param]
    entry = create(desk, request.param, title="Title", dates="2025-12-31/2026-01-02", **values)
    return put(desk, shown, kind(desk.context), entry, (WIDTH, HEIGHT))


def test_no_part_asks_for_more_height(desk, page):
    tabs = page.findChild(QTabBar)
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        desk.settle()
    assert page.minimumSizeHint().height() <= HEIGHT
    assert page.minimumSizeHint().width() <= WIDTH


def test_main_facts_have_room_rather_than_labels(desk, page):
    def labels():
        return [
            each.text()
            for each in page.body.strip.findChildren(QLabel)
            if each.property("kind") == "label" and each.isVisible()
        ]

    assert labels() == []
    page.resize(1170, HEIGHT)
    desk.settle()
    assert "Fechas" in labels()
    assert "Título" not in labels()


def test_the_list_of_keys_is_as_wide_as_its_words(spanish, shown):
    dialog = shown(KeysDialog(spanish, ACTIONS))
    area = dialog.findChild(QScrollArea)
    assert area.viewport().width() >= area.widget().sizeHint().width()
