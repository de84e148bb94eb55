"""The list of States: groups, who speaks, when last in contact, what is open."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.services import reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.states import StatesPage
from tests.ui.desk import Desk, new_workbook
from tests.ui.dialogs.region import BRB, TTO, click, make

KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("states") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def page(desk, shown):
    made = StatesPage(desk.context)
    made.resize(1190, 664)
    shown(made)
    made.open(Route("states"))
    desk.settle()
    return made


def texts(page):
    lines = page.view.lines
    return [lines.line_at(row).texts for row in range(lines.rowCount())]


def names(page):
    return [row[0] for row in texts(page)]


def line(page, state):
    return page.view.line(state)


def test_a_line_is_copied_with_its_headings(page):
    QTest.keyClick(page.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[0] == "State"
    assert line.split("\t")[0] == "Antigua and Barbuda"


def test_members_by_name_then_territories(page):
    found = names(page)
    assert len(found) == 33
    assert found[:2] == ["Antigua and Barbuda", "Bahamas"]
    assert found[24:27] == ["Trinidad and Tobago", "Anguilla", "Bermuda"]


@pytest.mark.parametrize(
    ("chip", "count", "first"),
    [
        ("CARICOM  15", 15, "Antigua and Barbuda"),
        ("SICA  8", 8, "Belize"),
        ("Andean  4", 4, "Bolivia (Plurinational State of)"),
        ("Territories  8", 8, "Anguilla"),
    ],
)
def test_chips_show_one_group(desk, page, chip, count, first):
    click(desk, page, chip)
    assert (len(names(page)), names(page)[0]) == (count, first)
    click(desk, page, "All  33")
    assert len(names(page)) == 33


def test_a_line_says_what_is_known(desk, page):
    contact = make(desk, "contact", name="Marva Pouis", country=TTO)
    make(
        desk,
        "contact_role",
        parent=contact,
        role="POC_1540",
        status="VERIFIED",
        last_verified_on="2024-05-01",
    )
    make(desk, "country_profile", parent=TTO, as_of="2025", stage="E6")
    make(desk, "interaction", text="Rang", countries=[TTO], held_on="2026-02-03")
    make(desk, "follow_up", title="A", countries=[TTO], due_on="2026-01")
    make(desk, "follow_up", title="B", countries=[TTO])
    shown = line(page, TTO)
    assert shown.texts == (
        "Trinidad and Tobago",
        "CARICOM",
        "3 Feb 2026",
        "E6 Implementing",
        "Marva Pouis",
        "1 May 2024",
        "2",
        "1",
    )
    assert shown.tones == {5: "warning", 7: "danger"}  # verified long ago; one is late
    assert line(page, BRB).texts[2:6] == ("Nothing recorded", "", "None recorded", "")


def test_associates_are_told_from_members(page):
    assert line(page, reference.country_id("BMU")).texts[1] == "(CARICOM)"
    assert line(page, reference.country_id("BLZ")).texts[1] == "CARICOM · SICA"


def test_a_heading_sorts_and_sorts_back(desk, page):
    make(desk, "follow_up", title="A", countries=[BRB])
    head = page.view.head
    x = head.sectionViewportPosition(6) + 30
    for expected in (False, True):  # fewest first, then most
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        assert (names(page)[0] == "Barbados") is expected


def test_search_finds_without_accents_and_opens(desk, page):
    page.find_here()
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "gua")
    QTest.keyClick(page.search, KEY.Key_Return)
    assert names(page) == ["Antigua and Barbuda", "Guatemala", "Nicaragua"]
    QTest.keyClick(page.search, KEY.Key_Down)
    assert page.view.hasFocus()
    page.view.select(reference.country_id("GTM"))
    QTest.keyClick(page.view, KEY.Key_Return)
    assert desk.shell.routes == [Route("state", reference.country_id("GTM"))]


def test_nothing_is_called_so(page):
    QTest.keyClicks(page.search, "xyz")
    QTest.keyClick(page.search, KEY.Key_Return)
    assert page._list.empty.isVisible()
    QTest.keyClick(page.search, KEY.Key_Escape)
    assert len(names(page)) == 33


def test_letters_jump_in_the_list(page):
    QTest.keyClicks(page.view, "per")
    assert page.view.current_line().texts[0] == "Peru"


@pytest.mark.parametrize("size", [(1190, 664), (1045, 510), (863, 408)])
def test_it_fits_the_window(page, size):
    assert page.minimumSizeHint().width() <= size[0]
    assert page.minimumSizeHint().height() <= size[1]
