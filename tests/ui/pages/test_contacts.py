import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from coordinator_app.services import editing, reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.contacts import ContactsPage
from tests.ui.desk import Desk, new_workbook


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("contacts") / "blank.c1540")


@pytest.fixture
def desk(kit, blank, tmp_path):
    made = Desk(kit, shutil.copy(blank, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def ids(desk):
    def create(type_key, values, owned=()):
        return desk.write(partial(editing.create, type_key=type_key, values=values, owned=owned)).id

    barbados = reference.country_id("BRB")
    ministry = create("institution", {"name": "Ministry of Trials", "country": barbados})
    fresh, old = "2026-01-10", "2024-06-01"
    ana = create(
        "contact",
        {"name": "Ana Pitahaya", "country": barbados, "email": "ana@example.org"},
        [("contact_role", {"role": "POC_1540", "institution": ministry, "status": "VERIFIED",
                           "last_verified_on": fresh})],
    )  # fmt: skip
    beto = create(
        "contact",
        {"name": "Beto Marimba", "country": barbados},
        [("contact_role", {"role": "LAB", "status": "VERIFIED", "last_verified_on": old})],
    )
    return {"ana": ana, "beto": beto, "ministry": ministry}


@pytest.fixture
def page(desk, ids, shown):
    made = ContactsPage(desk.context)
    made.resize(1180, 640)
    shown(made)
    made.open(Route("contacts"))
    desk.settle()
    return made


def texts(page, key):
    model = page.table.model
    at = model.column_of(key)
    return [model.text_at(row, at) for row in range(model.rowCount())]


def show(desk, page, chip):
    page.open(Route("contacts", params={"chip": chip}))
    desk.settle()


def test_people_stand_with_what_they_are_and_where(page):
    assert texts(page, "name") == ["Ana Pitahaya", "Beto Marimba"]
    assert texts(page, "$roles") == ["Point of contact for 1540", "Laboratory"]
    assert texts(page, "$institutions") == ["Ministry of Trials", ""]
    assert texts(page, "$verified") == ["10 Jan 2026", "1 Jun 2024"]


def test_points_of_contact_are_those_who_hold_the_role(desk, page):
    show(desk, page, "poc")
    assert texts(page, "name") == ["Ana Pitahaya"]


def test_roles_that_nobody_verified_for_a_year_show_their_person(desk, page, ids, qtbot):
    show(desk, page, "stale")
    assert texts(page, "$parent") == ["Beto Marimba"]
    assert texts(page, "$states") == ["Barbados"]
    qtbot.waitUntil(lambda: page._details._shown == ("contact", ids["beto"]))


def test_a_role_is_marked_verified_in_the_list(desk, page, ids):
    show(desk, page, "stale")
    view, model = page.table.view, page.table.model
    view.go_to(0, model.column_of("last_verified_on"))
    view.setFocus()
    QTest.keyClicks(view, "1")
    line = view.focusWidget() or view
    QTest.keyClicks(line, "6 Mar 2026")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    [role] = desk.read(lambda r: r.records.children(ids["beto"], "contact_role"))
    assert role.get("last_verified_on") == "2026-03-16"


def test_institutions_have_their_own_list_button_and_details(desk, page, ids, qtbot):
    show(desk, page, "institutions")
    assert "Ministry of Trials" in texts(page, "name")
    assert page._new.text() == "New institution"
    page.table.select(ids["ministry"])
    desk.settle()
    qtbot.waitUntil(lambda: page._details._shown == ("institution", ids["ministry"]))


def test_a_route_finds_the_chip_of_its_entry(desk, page, ids):
    page.open(Route("contacts", ids["ministry"]))
    desk.settle()
    assert page.chips.key == "institutions"
    assert page.table.current_id() == ids["ministry"]
    page.open(Route("contacts", ids["ana"]))
    desk.settle()
    assert page.chips.key == "people"
    assert page.table.current_id() == ids["ana"]


def test_the_roles_of_a_person_are_written_in_the_pane(desk, page, ids):
    page.open(Route("contacts", ids["ana"]))
    desk.settle()
    grid = page._details.roles
    assert grid.ids()
    grid.write_line()
    QTest.keyClick(grid.view, Qt.Key.Key_F2)
    box = grid.window().focusWidget()
    assert box is not None
    QTest.keyClicks(box, "Trainer")
    QTest.keyClick(box, Qt.Key.Key_Return)
    desk.settle()
    roles = desk.read(lambda r: r.records.children(ids["ana"], "contact_role"))
    assert [each.get("role") for each in roles] == ["POC_1540", "TRAINER"]


def test_replaced_by_opens_its_dialog(desk, page, ids):
    page.open(Route("contacts", ids["ana"]))
    desk.settle()
    page._details._replace.click()
    desk.settle()
    dialog = page.window().findChild(QDialog)
    assert dialog is not None
    dialog.reject()


def test_deleting_an_institution_others_point_at_is_asked_about(desk, page, ids):
    page.open(Route("contacts", ids["ministry"]))
    desk.settle()
    page._details._on_delete()
    desk.settle()
    question = page.window().findChild(QDialog)
    assert question is not None
    assert not desk.read(lambda r: r.records.get(ids["ministry"])).deleted
    question.reject()
