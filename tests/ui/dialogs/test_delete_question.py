import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from coordinator_app.services import reference
from coordinator_app.ui.dialogs.delete_question import DeleteQuestion, delete_entries
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import create, press, record

BRB = reference.country_id("BRB")


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("delete") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def page(shown):
    return shown(QWidget())


def question():
    found = QApplication.activeModalWidget()
    return found if isinstance(found, DeleteQuestion) else None


def test_what_nothing_points_at_is_deleted_at_once(desk, page):
    institution = create(desk, "institution", name="Customs", country=BRB)
    gone = []
    delete_entries(desk.context, page, [institution], lambda: gone.append(True))
    desk.settle()
    assert record(desk, institution).deleted
    assert question() is None
    assert desk.shell.said == ["Deleted: Customs"]
    assert len(desk.shell.undoable) == 1
    assert gone == [True]


def test_rows_it_owns_do_not_make_a_question(desk, page):
    visit = create(desk, "visit", title="Mission", country=BRB)
    meeting = create(desk, "visit_meeting", parent=visit, topic="Customs")
    delete_entries(desk.context, page, [visit])
    desk.settle()
    assert question() is None
    assert record(desk, meeting).deleted


def test_entries_that_point_at_it_are_named(desk, page):
    institution = create(desk, "institution", name="Customs", country=BRB)
    follow_up = create(
        desk, "follow_up", title="Send the list", countries=[BRB], owner={"id": institution}
    )
    delete_entries(desk.context, page, [institution])
    desk.settle()
    asked = question()
    said = " ".join(each.text() for each in asked.findChildren(QLabel))
    assert "Delete “Customs”?" in said
    assert "Follow-up: Send the list" in said
    assert not record(desk, institution).deleted
    delete = next(each for each in asked.findChildren(QPushButton) if each.text() == "Delete")
    delete.click()
    desk.settle()
    assert record(desk, institution).deleted
    assert not record(desk, follow_up).deleted


def test_enter_keeps_it(desk, page):
    institution = create(desk, "institution", name="Customs", country=BRB)
    create(desk, "follow_up", title="Send", countries=[BRB], owner={"id": institution})
    delete_entries(desk.context, page, [institution])
    desk.settle()
    press(desk, Qt.Key.Key_Return)
    assert not record(desk, institution).deleted


def test_several_that_point_at_each_other_go_together(desk, page):
    institution = create(desk, "institution", name="Customs", country=BRB)
    follow_up = create(desk, "follow_up", title="Send", countries=[BRB], owner={"id": institution})
    delete_entries(desk.context, page, [institution, follow_up])
    desk.settle()
    assert question() is None
    assert desk.shell.said == ["2 entries deleted"]


def test_reference_data_is_refused_before_anything_is_asked(desk, page):
    create(desk, "institution", name="Customs", country=BRB)
    delete_entries(desk.context, page, [BRB])
    desk.settle()
    assert question() is None
    [error] = desk.shell.explained
    assert "comes with the program" in error.what
    assert not record(desk, BRB).deleted
