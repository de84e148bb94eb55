import shutil

import pytest
from PySide6.QtCore import Qt

from coordinator_app.services import reference
from coordinator_app.ui.pages.event import EventPage
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import CONTROL, create, every, focused, press, put, write

COL = reference.country_id("COL")
KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("event") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def event(desk):
    return create(desk, "event", title="Conference", countries=[COL], dates="2012-03-12/2012-03-14")


def test_an_outcome_becomes_a_commitment_with_its_words(desk, shown, event):
    text = "Colombia will host the next meeting."
    outcome = create(
        desk, "outcome", parent=event, number=1, text=text, who={"id": COL},
        outcome_type="COMMITMENT",
    )  # fmt: skip
    page = put(desk, shown, EventPage(desk.context), event)
    press(desk, KEY.Key_3, CONTROL)
    assert focused() is page.body.tab(2).grid.view
    press(desk, KEY.Key_Return, CONTROL)
    [promise] = every(desk, "follow_up")
    assert promise.title == "Colombia will host the next meeting"
    assert promise.get("owner") == {"id": COL}
    assert (promise.text("origin"), promise.text("origin_type")) == (outcome, "OUTCOME")
    assert promise.text("origin_quote") == text
    assert promise.get("countries") == [COL]
    assert page.body.commitments.ids() == [promise.id]
    assert page.body.commitments.model.text_at(0, 3) == text


def test_delegations_are_typed_as_lines(desk, shown, event):
    page = put(desk, shown, EventPage(desk.context), event)
    grid = page.body.tab(0).grids[0]
    assert focused() is grid.view
    write(desk, "Colombia")
    editor = focused().parent()
    editor._completion.show_all()
    desk.settle()
    press(desk, KEY.Key_Return)
    [delegation] = every(desk, "delegation")
    assert delegation.get("party") == {"id": COL}


def test_the_words_of_an_outcome_are_written_in_the_grid(desk, shown, event):
    page = put(desk, shown, EventPage(desk.context), event)
    press(desk, KEY.Key_3, CONTROL)
    grid = page.body.tab(2).grid
    press(desk, KEY.Key_Right)
    write(desk, "A declaration was adopted")
    page.leave()
    desk.settle()
    [outcome] = every(desk, "outcome")
    assert outcome.text("text") == "A declaration was adopted"
    assert grid.ids() == [outcome.id]
