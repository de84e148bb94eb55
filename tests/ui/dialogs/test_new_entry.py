import shutil
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from coordinator_app.services import drafting, reference
from coordinator_app.ui.dialogs.new_entry import NewEntryDialog, asked
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import create, every, focused, press, record, write

BRB = reference.country_id("BRB")
KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("new") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def opened(desk, qtbot):
    def open_(type_key, preset=None, **more):
        made = NewEntryDialog(desk.context, None, type_key, preset, **more)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        desk.settle()
        return made

    return open_


def test_every_type_is_asked_for_little(desk):
    for record_type in desk.context.catalogue:
        keys = asked(record_type)
        needed = {each.key for each in record_type.fields if each.needed and each.key != "parent"}
        assert needed - {"code"} <= {*keys, "code"}, record_type.key
        assert 1 <= len(keys) <= 5, record_type.key


def test_a_visit_needs_a_state_and_nothing_else(desk, opened):
    dialog = opened("visit", {"country": BRB})
    assert focused() is dialog.form.editor("dates").line
    write(desk, "3 mar 2026")
    press(desk, KEY.Key_Tab)
    press(desk, KEY.Key_Return)  # on the line of the title
    [visit] = every(desk, "visit")
    assert visit.title == "Coordinator's mission: Barbados"
    assert visit.text("dates") == "2026-03-03"
    assert desk.shell.gone_to == [visit.id]


def test_what_is_missing_is_asked_for_where_it_is_missing(desk, opened):
    dialog = opened("visit")
    press(desk, KEY.Key_Return)
    assert every(desk, "visit") == []
    assert dialog.form.editor("country").accessibleDescription() == "Fill this in."
    assert dialog.isVisible()


def test_what_was_typed_is_there_again(desk, opened):
    first = opened("event")
    first.form.focus("title")
    write(desk, "Conference on borders")
    press(desk, KEY.Key_Escape)
    again = opened("event")
    assert again.form.editor("title").value() == "Conference on borders"
    [anew] = [each for each in again.findChildren(QPushButton) if each.text() == "Begin anew"]
    assert anew.isVisible()
    anew.click()
    desk.settle()
    assert again.form.editor("title").value() is None
    assert desk.read(lambda reading: drafting.load(reading, "new/event", "event")) == {}


def test_a_follow_up_is_mine_to_watch(desk, opened):
    member = create(desk, "office_member", name="Tester")
    dialog = opened("follow_up", {"countries": [BRB]})
    assert focused() is dialog.form.editor("title").line
    write(desk, "Send the list")
    press(desk, KEY.Key_Return)
    [made] = every(desk, "follow_up")
    assert made.text("watcher") == member
    assert made.text("agreed_on") == "2026-03-16"
    assert made.get("countries") == [BRB]


def test_one_may_choose_what_kind_is_created_in_place(desk, opened):
    made: list[Any] = []
    dialog = opened(
        "contact", {"name": "Port Authority"}, kinds=("contact", "institution"), go=False
    )
    dialog.recorded.connect(made.append)
    box = next(each for each in dialog.findChildren(ChoiceBox) if each.accessibleName() == "Kind")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    desk.settle()
    assert dialog.form.editor("name").value() == "Port Authority"
    dialog._on_create()
    desk.settle()
    assert [each.type for each in made] == ["institution"]
    assert record(desk, made[0].id).title.startswith("Port Authority")
    assert desk.shell.gone_to == []
