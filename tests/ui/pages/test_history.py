import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.services import changelog, editing, reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.history import HistoryPage
from tests.ui.desk import Desk, new_workbook


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("history") / "blank.c1540")


@pytest.fixture
def desk(kit, blank, tmp_path):
    made = Desk(kit, shutil.copy(blank, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def visit(desk):
    values = {"title": "Mission", "country": reference.country_id("BRB")}
    made = desk.write(partial(editing.create, type_key="visit", values=values)).id
    desk.write(partial(editing.update, record_id=made, values={"city": "Bridgetown"}))
    desk.write(partial(editing.update, record_id=made, values={"city": "Speightstown"}))
    return made


@pytest.fixture
def page(desk, visit, shown):
    made = HistoryPage(desk.context)
    made.resize(1180, 600)
    shown(made)
    made.open(Route("history"))
    desk.settle()
    return made


def said(page):
    model = page.list.lines
    return [model.line_at(row).texts[2] for row in range(model.rowCount())]


def changes(page):
    model = page.pane.list.lines
    lines = [model.line_at(row) for row in range(model.rowCount())]
    return [line.texts for line in lines if line is not None]


def show_first(page, qtbot, row=0):
    page.list.go_to(row)
    key = page.list.lines.line_at(row).key
    qtbot.waitUntil(lambda: page.pane._operation == key)


def test_operations_stand_latest_first(page):
    assert said(page)[:3] == ["Edit Mission", "Edit Mission", "New: Visit"]
    assert page.foot.text() == "4 operations"


def test_the_pane_shows_old_and_new(desk, page, qtbot):
    show_first(page, qtbot)
    desk.settle()
    assert changes(page) == [("City", "Bridgetown", "Speightstown")]
    assert page.pane.list.lines.heading_at(0).group.label.startswith("Visit: VIS-BRB-")


def test_undo_this_takes_an_older_operation_back(desk, page, visit, qtbot):
    show_first(page, qtbot, 2)
    desk.settle()
    page.pane.undo.click()
    desk.settle()
    assert "edited since" in desk.shell.said[-1]
    show_first(page, qtbot, 1)
    desk.settle()
    page.pane.undo.click()
    desk.settle()
    record = desk.read(lambda r: r.records.get(visit))
    assert record.get("city") == "Speightstown"


def test_undo_this_puts_the_old_value_back_and_says_so(desk, page, visit, qtbot):
    show_first(page, qtbot)
    desk.settle()
    QTest.mouseClick(page.pane.undo, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.read(lambda r: r.records.get(visit)).get("city") == "Bridgetown"
    assert desk.shell.said == ["Undone: Edit Mission"]
    assert said(page)[0].startswith("Undo")
    show_first(page, qtbot, 1)
    qtbot.waitUntil(lambda: not page.pane.undo.isEnabled())


def test_what_the_program_laid_down_cannot_be_undone(desk, page, qtbot):
    show_first(page, qtbot, 3)
    desk.settle()
    assert not page.pane.undo.isEnabled()


def test_the_log_of_one_entry_can_be_widened_again(desk, page, visit):
    page.open(Route("history", visit))
    desk.settle()
    assert len(said(page)) == 3
    assert page._only.isVisible()
    page._only.click()
    desk.settle()
    assert len(said(page)) == 4


@pytest.mark.parametrize(
    ("chip", "count"), [("all", 4), ("edits", 3), ("imports", 1), ("undos", 0), ("undone", 0)]
)
def test_chips_narrow_the_log(desk, page, chip, count):
    page.chips.select(chip)
    page._ask()
    desk.settle()
    assert page.list.lines.rowCount() == count


def test_words_narrow_the_log(desk, page):
    page.search.setText("new visit")
    page._ask()
    desk.settle()
    assert said(page) == ["New: Visit"]


def test_older_operations_follow_when_the_end_is_near(desk, page, visit, monkeypatch):
    monkeypatch.setattr(changelog, "PAGE", 60)
    for number in range(80):
        desk.write(partial(editing.update, record_id=visit, values={"city": f"City {number}"}))
    page.open(Route("history"))
    desk.settle()
    assert page.list.lines.rowCount() == 60
    assert "older ones follow" in page.foot.text()
    bar = page.list.verticalScrollBar()
    while "older" in page.foot.text():
        bar.setValue(bar.maximum())
        QApplication.processEvents()
        desk.settle()
    assert page.list.lines.rowCount() == 84


def test_a_changed_entry_is_gone_to(desk, page, visit, qtbot):
    show_first(page, qtbot)
    desk.settle()
    page.pane.list.chosen.emit(page.pane.list.lines.line_at(1))
    assert desk.shell.gone_to == [visit]
