from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from coordinator_app.services import editing, reference
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.widgets.editor import Editor


@pytest.fixture
def visit(desk):
    return desk.write(
        partial(
            editing.create,
            type_key="visit",
            values={"title": "Mission", "country": reference.country_id("BRB")},
        )
    ).id


@pytest.fixture
def grid(desk, shown, visit):
    made = ChildGrid(
        desk.context, "visit_site", ("name", "site_type", "remarks"), prompt="Type a site…"
    )
    made.resize(700, 300)
    shown(made)
    made.show_parent(visit)
    desk.settle()
    return made


def focused():
    found = QApplication.focusWidget()
    assert found is not None
    return found


def typed(grid, text):
    """Type into the current cell as a person would: the first key opens the editor."""
    QTest.keyClicks(grid.view, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    if text[1:]:
        QTest.keyClicks(editor, text[1:])
    return editor


def names(grid):
    return [grid.model.text_at(at, 0) for at in range(len(grid.model.rows()))]


def test_the_model_keeps_qts_rules(desk, grid):
    tester = QAbstractItemModelTester(
        grid.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    grid.write_line()
    QTest.keyClick(typed(grid, "Port of Bridgetown"), Qt.Key.Key_Return)
    desk.settle()
    assert names(grid) == ["Port of Bridgetown"]
    assert tester is not None


def test_typing_into_the_empty_line_makes_a_row_and_goes_on_in_it(desk, grid, visit):
    grid.write_line()
    QTest.keyClick(typed(grid, "Deep Water Harbour"), Qt.Key.Key_Tab)
    desk.settle()
    assert names(grid) == ["Deep Water Harbour"]
    assert grid.model.rowCount() == 2
    assert grid.view.currentIndex().row() == 0
    assert grid.view.currentIndex().column() == 1
    made = desk.read(lambda reading: reading.records.children(visit, "visit_site"))
    assert [each.get("name") for each in made] == ["Deep Water Harbour"]
    assert made[0].id == grid.ids()[0]


def test_what_is_not_enough_for_a_row_waits_in_the_line(desk, grid, visit):
    grid.view.go_to(0, 2)
    QTest.keyClicks(grid.view, "S")
    editor = focused()
    QTest.keyClicks(editor, "een from outside")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.settle()
    assert desk.read(lambda reading: reading.records.children(visit, "visit_site")) == []
    assert grid.model.text_at(0, 2) == "Seen from outside"
    grid.view.go_to(0, 0)
    QTest.keyClick(typed(grid, "Airport"), Qt.Key.Key_Return)
    desk.settle()
    [made] = desk.read(lambda reading: reading.records.children(visit, "visit_site"))
    assert made.get("remarks") == "Seen from outside"


def test_escape_leaves_the_cell_as_it_was(desk, grid):
    grid.write_line()
    QTest.keyClick(typed(grid, "Port"), Qt.Key.Key_Return)
    desk.settle()
    grid.view.go_to(0, 0)
    QTest.keyClick(typed(grid, "Nonsense"), Qt.Key.Key_Escape)
    desk.settle()
    assert names(grid) == ["Port"]
    assert grid.view.hasFocus()


def test_enter_goes_down_and_f2_edits_what_is_there(desk, grid):
    grid.write_line()
    for name in ("One", "Two"):
        QTest.keyClick(typed(grid, name), Qt.Key.Key_Return)
        desk.settle()
    assert names(grid) == ["One", "Two"]
    grid.view.go_to(0, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "One"
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClicks(editor, " more")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.settle()
    assert names(grid) == ["One more", "Two"]
    assert grid.view.currentIndex().row() == 1


def test_ctrl_d_repeats_the_cell_above(desk, grid, visit):
    grid.write_line()
    for name in ("One", "Two"):
        QTest.keyClick(typed(grid, name), Qt.Key.Key_Return)
        desk.settle()
    desk.write(partial(editing.update, record_id=grid.ids()[0], values={"site_type": "PORT"}))
    grid.view.go_to(1, 1)
    QTest.keyClick(grid.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    made = desk.read(lambda reading: reading.records.children(visit, "visit_site"))
    assert [each.get("site_type") for each in made] == ["PORT", "PORT"]


def test_delete_takes_the_row_away_and_can_be_undone(desk, grid):
    grid.write_line()
    QTest.keyClick(typed(grid, "Port"), Qt.Key.Key_Return)
    desk.settle()
    grid.view.go_to(0, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_Delete)
    desk.settle()
    assert names(grid) == []
    assert desk.shell.said == ["1 line deleted"]
    assert desk.shell.undoable


def test_a_choice_opens_with_its_list_and_is_written(desk, grid, visit):
    grid.write_line()
    QTest.keyClick(typed(grid, "Port"), Qt.Key.Key_Tab)
    desk.settle()
    QTest.keyClick(grid.view, Qt.Key.Key_F2)
    box = focused()
    QTest.keyClicks(box, "Air")
    QTest.keyClick(box, Qt.Key.Key_Return)
    desk.settle()
    [made] = desk.read(lambda reading: reading.records.children(visit, "visit_site"))
    assert made.get("site_type") == "AIRPORT"
    assert grid.model.text_at(0, 1) == "Airport"


def test_a_block_is_pasted_over_rows_and_makes_the_rest(desk, grid, visit):
    grid.write_line()
    QTest.keyClick(typed(grid, "Old"), Qt.Key.Key_Return)
    desk.settle()
    grid.view.go_to(0, 0)
    QApplication.clipboard().setText("Name\tType\r\nNew\tPort\r\nSecond\tAirport\r\n")
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    made = desk.read(lambda reading: reading.records.children(visit, "visit_site"))
    assert [(each.get("name"), each.get("site_type")) for each in made] == [
        ("New", "PORT"),
        ("Second", "AIRPORT"),
    ]
    assert desk.shell.said[-1] == "4 cells pasted"


def test_no_editor_stays_open_when_the_grid_is_left(desk, grid, visit):
    grid.write_line()
    typed(grid, "Harbour")
    grid.commit()
    desk.settle()
    assert [each for each in grid.view.findChildren(Editor) if each.isVisible()] == []
    [made] = desk.read(lambda reading: reading.records.children(visit, "visit_site"))
    assert made.get("name") == "Harbour"
