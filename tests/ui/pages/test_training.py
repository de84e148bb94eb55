import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from coordinator_app.services import reference
from coordinator_app.ui.forms.folded_field import FoldedField
from coordinator_app.ui.pages.training import TrainingPage
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import CONTROL, create, every, focused, press, put, record, write

BRB, BLZ = reference.country_id("BRB"), reference.country_id("BLZ")
KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("training") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def training(desk):
    return create(
        desk, "training", title="Course", countries=[BRB, BLZ], dates="2026-03-02/2026-03-04",
        participants={"n": 25, "q": "at_least"},
    )  # fmt: skip


@pytest.fixture
def roster(desk, training):
    people = (
        ("Ana", "F", BRB, "ATTENDED", 8, 16),
        ("Luis", "M", BLZ, "PARTIAL", 10, 14),
        ("Eva", "F", BLZ, "NO_SHOW", None, None),
    )
    for name, gender, state, attendance, before, after in people:
        create(
            desk, "participant", parent=training, person={"label": name}, gender=gender,
            country=state, attendance=attendance, pre_score=before, post_score=after, max_score=20,
        )  # fmt: skip
    return training


def said(page):
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_names_are_typed_into_the_list(desk, shown, training):
    page = put(desk, shown, TrainingPage(desk.context), training)
    write(desk, "Íñigo Peña")
    editor = focused().parent()
    editor._completion.show_all()
    desk.settle()
    while editor._completion.list.current() is None or (
        editor._completion.list.current().kind != "label"
    ):
        press(desk, KEY.Key_Down)
    press(desk, KEY.Key_Return)
    [person] = every(desk, "participant")
    assert person.get("person") == {"label": "Íñigo Peña"}
    assert person.text("attendance") == "NOMINATED"
    assert page.body.tab(0).grid.ids() == [person.id]


def test_the_list_is_counted(desk, shown, roster):
    page = put(desk, shown, TrainingPage(desk.context), roster)
    assert "3 on the list · 2 trained (1 woman, from 2 States)" in said(page)


def test_a_list_of_those_who_are_to_come_counts_nobody_as_trained(desk, shown, training):
    for name in ("Ana", "Luis"):
        create(desk, "participant", parent=training, person={"label": name}, country=BRB)
    page = put(desk, shown, TrainingPage(desk.context), training)
    assert "2 on the list · 0 trained" in said(page)


def test_reported_numbers_stand_beside_those_of_the_list(desk, shown, roster):
    page = put(desk, shown, TrainingPage(desk.context), roster)
    press(desk, KEY.Key_3, CONTROL)
    words = said(page)
    assert "The list is not marked complete: the reported numbers count." in words
    assert "≥25" in words
    assert "Mean score 45 % before, 75 % after (2 people with both)" in words
    page.body.binding.set_value("roster_complete", value=True)
    desk.settle()
    assert "The list is complete: its numbers count." in said(page)
    assert record(desk, roster).get("participants") == {"n": 25, "q": "at_least"}


def test_the_states_open_beneath_their_line(desk, shown, training):
    page = put(desk, shown, TrainingPage(desk.context), training)
    folded = page.body.strip.findChild(FoldedField)
    assert folded.line.accessibleName() in ("States: Barbados, Belize", "States: Belize, Barbados")
    folded.line.setFocus()
    press(desk, KEY.Key_Return)
    assert folded._panel.isVisible()
    press(desk, KEY.Key_Backspace)
    press(desk, KEY.Key_Escape)
    assert len(record(desk, training).get("countries")) == 1


def test_commitments_of_a_training_know_where_they_come_from(desk, shown, training):
    page = put(desk, shown, TrainingPage(desk.context), training)
    press(desk, KEY.Key_F6)
    assert focused() is page.body.commitments.view
    press(desk, KEY.Key_Right)
    write(desk, "Send the slides")
    press(desk, KEY.Key_Return)
    [promise] = every(desk, "follow_up")
    assert (promise.text("origin"), promise.text("origin_type")) == (training, "TRAINING")
    assert promise.text("agreed_on") == "2026-03-04"


def test_a_list_is_pasted_through_its_own_dialog(desk, shown, training, qtbot):
    page = put(desk, shown, TrainingPage(desk.context), training)
    paste = [each for each in page.findChildren(QPushButton) if each.text() == "Paste a list…"]
    asked = []
    page.body.tab(0).paste_asked.disconnect()
    page.body.tab(0).paste_asked.connect(lambda: asked.append(True))
    qtbot.mouseClick(paste[0], Qt.MouseButton.LeftButton)
    assert asked == [True]
