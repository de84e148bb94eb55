from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from coordinator_app.domain.changes import Create
from coordinator_app.domain.fields import Value
from coordinator_app.services import editing, reference
from coordinator_app.services.listing import Condition, Op
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.tables.record_model import GROUP_ROLE
from coordinator_app.ui.widgets.status import TONE_ROLE

SPEC = ListSpec("follow_up", sort=(("due_on", False),), double_click="edit")
STATES = ("BRB", "JAM", "TTO")


def made(count):
    return [
        Create(
            "follow_up",
            {
                "title": f"Send list {number:03}",
                "countries": [reference.country_id(STATES[number % 3])],
                "due_on": f"2026-{number % 12 + 1:02}-10",
                "owner": {"label": f"Person {number % 5}"},
                "status": "IN_PROGRESS" if number % 4 == 0 else "OPEN",
                "progress": number % 100,
            },
        )
        for number in range(count)
    ]


@pytest.fixture
def fill(desk):
    def filled(count):
        return desk.write(partial(editing.apply, edits=made(count), label="Fill")).records

    return filled


@pytest.fixture
def table(desk, shown):
    def show(spec=SPEC):
        found = ListTable(desk.context, spec)
        found.resize(1000, 500)
        shown(found)
        found.refresh()
        desk.settle()
        return found

    return show


def column(table, key):
    return table.model.column_of(key)


def texts(table, key, rows=None):
    at = column(table, key)
    return [table.model.text_at(row, at) for row in range(rows or table.model.rowCount())]


def press_head(table, key, offset=14):
    head = table.view.head
    at = head.sectionViewportPosition(column(table, key)) + offset
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 12))


def test_rows_come_by_pages_and_the_model_keeps_qts_rules(desk, fill, table):
    fill(600)
    found = table()
    tester = QAbstractItemModelTester(
        found.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    assert found.model.rowCount() == 600
    assert found.model.row_at(0) is not None
    assert found.model.row_at(400) is None
    desk.settle()
    assert found.model.row_at(400).values["title"].startswith("Send list")
    found.sort_by("title", down=True)
    desk.settle()
    assert texts(found, "title", 2) == ["Send list 599", "Send list 598"]
    assert tester is not None


def test_the_foot_counts_what_the_filters_leave(desk, fill, table):
    fill(12)
    found = table()
    assert found.foot.text() == "12 entries"
    found.set_base(Condition("status", Op.IS, ("IN_PROGRESS",)))
    desk.settle()
    assert found.foot.text() == "3 entries"
    assert set(texts(found, "status")) == {"In progress"}


def test_the_foot_keeps_the_doubt_of_sums(desk, table):
    people: tuple[Value, ...] = (
        {"n": 25, "q": "at_least"},
        {"n": 10, "q": "exact"},
        {"n": None, "q": "unknown"},
    )
    edits = [
        Create(
            "visit",
            {"title": f"Visit {n}", "country": reference.country_id("BRB"), "participants": each},
        )
        for n, each in enumerate(people)
    ]
    desk.write(partial(editing.apply, edits=edits, label="Fill"))
    found = table(ListSpec("visit"))
    assert found.foot.text() == "3 entries   ·   Participants ≥35"
    assert "1 not known" in found.foot._totals.toolTip()


def test_a_click_on_a_heading_sorts_and_the_third_goes_back(desk, fill, table):
    fill(3)
    found = table()
    for expected in (["000", "001", "002"], ["002", "001", "000"], ["000", "001", "002"]):
        press_head(found, "title")
        desk.settle()
        assert [each[-3:] for each in texts(found, "title")] == expected


def test_the_funnel_filters_by_what_stands_in_the_column(desk, fill, table):
    fill(12)
    found = table()
    width = found.view.columnWidth(column(found, "status"))
    press_head(found, "status", width - 10)
    desk.settle()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    [values] = menu.findChildren(QListWidget)
    assert [values.item(row).text() for row in range(values.count())] == [
        "Open   9",
        "In progress   3",
    ]
    values.setCurrentRow(1)
    QTest.keyClick(values, Qt.Key.Key_Space)
    desk.settle()
    assert found.model.count == 3
    QTest.keyClick(values, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert found.filtered()
    found.clear_filters()
    desk.settle()
    assert found.model.count == 12


def test_a_column_can_be_searched_for_a_word(desk, fill, table):
    fill(12)
    found = table()
    found.view.go_to(0, column(found, "title"))
    QTest.keyClick(found.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    [line] = menu.findChildren(QLineEdit)
    QTest.keyClicks(line, "011")
    desk.settle()
    assert texts(found, "title") == ["Send list 011"]
    menu.close()


def test_search_and_nothing_found_say_so(desk, fill, table):
    fill(4)
    found = table()
    found.add(found.search)
    found.search.show()
    found.search.setFocus()
    found.search.setText("nowhere")
    QTest.keyClick(found.search, Qt.Key.Key_Return)
    desk.settle()
    assert found._stack.currentWidget() is found._no_hit
    found.clear_filters()
    desk.settle()
    assert found._stack.currentWidget() is found.view


def test_groups_have_headings_that_open_and_close(desk, fill, table):
    fill(12)
    found = table()
    found.group_by("status")
    desk.settle()
    assert found.model.rowCount() == 14
    heading = found.model.index(0, 0).data(GROUP_ROLE)
    assert (heading.group.label, heading.group.count) == ("Open", 9)
    assert found.model.row_at(0) is None
    found.model.toggle_group(0)
    assert found.model.rowCount() == 5
    assert found.model.index(1, 0).data(GROUP_ROLE).group.label == "In progress"
    found.group_by("")
    desk.settle()
    assert found.model.rowCount() == 12


def test_typing_replaces_a_cell_and_the_row_stays_where_it_is(desk, fill, table):
    ids = fill(4)
    found = table()
    found.set_base(Condition("title", Op.CONTAINS, ("Send",)))
    desk.settle()
    row = found.model.row_of(ids[1])
    found.view.go_to(row, column(found, "title"))
    QTest.keyClicks(found.view, "P")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "ost it")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    assert found.model.row_at(row).id == ids[1]
    assert texts(found, "title")[row] == "Post it"
    record = desk.read(lambda reading: reading.records.get(ids[1]))
    assert record.get("title") == "Post it"


def test_changes_from_elsewhere_are_shown_and_the_place_is_kept(desk, fill, table):
    ids = fill(400)
    found = table()
    found.select(ids[397])
    desk.settle()
    assert found.current_id() == ids[397]
    desk.write(partial(editing.update, record_id=ids[0], values={"due_on": "2027-01-01"}))
    desk.settle()
    assert found.current_id() == ids[397]
    desk.write(partial(editing.delete, record_ids=[ids[5]]))
    desk.settle()
    assert found.model.count == 399
    assert found.current_id() == ids[397]


def test_what_is_late_says_so_in_words(desk, fill, table):
    fill(12)
    found = table()
    due = column(found, "due_on")
    assert found.model.text_at(0, due) == "10 Jan 2026 · late"
    assert found.model.index(0, due).data(TONE_ROLE) == "danger"
    assert found.model.text_at(11, due) == "10 Dec 2026"


def test_copy_gives_headings_text_and_a_table(desk, fill, table):
    fill(2)
    found = table()
    found.view.selectAll()
    QTest.keyClick(found.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QApplication.clipboard().mimeData()
    lines = mime.text().split("\r\n")
    assert lines[0].split("\t")[:3] == ["Reference", "Due", "State"]
    assert "Barbados" in lines[1]
    assert "<th" in mime.html()
    assert "Send list 000" in mime.html()


def test_rows_that_were_never_in_sight_are_copied_too(desk, fill, table):
    fill(600)
    found = table()
    found.view.selectAll()
    QTest.keyClick(found.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 601
    assert all("Send list" in line for line in lines[1:])
    assert desk.shell.said == ["600 rows copied with their headings"]


def test_what_was_copied_sorted_and_changed_comes_back_to_its_entries(desk, fill, table):
    ids = fill(3)
    found = table()
    found.sort_by("title", down=False)
    desk.settle()
    found.view.selectAll()
    QTest.keyClick(found.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, *lines = QApplication.clipboard().text().splitlines()
    lines = [line.replace("Send list 00", "Changed ") for line in reversed(lines)]
    QApplication.clipboard().setText("\r\n".join([head, *lines]))
    found.view.go_to(0, 0)
    QTest.keyClick(found.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    records = desk.read(lambda reading: reading.records.get_many(ids))
    assert [records[each].get("title") for each in ids] == ["Changed 0", "Changed 1", "Changed 2"]
    assert desk.shell.said[-1] == "3 cells pasted"
    assert len(desk.shell.undoable) == 1


def test_a_block_is_pasted_into_the_rows_below(desk, fill, table):
    ids = fill(3)
    found = table()
    found.sort_by("title", down=False)
    desk.settle()
    found.view.go_to(1, column(found, "title"))
    QApplication.clipboard().setText("One\r\nTwo\r\n")
    QTest.keyClick(found.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    records = desk.read(lambda reading: reading.records.get_many(ids))
    assert [records[each].get("title") for each in ids] == ["Send list 000", "One", "Two"]


def test_delete_goes_to_the_bin_with_a_way_back(desk, fill, table):
    fill(3)
    found = table()
    found.view.go_to(0, 0)
    QTest.keyClick(found.view, Qt.Key.Key_Delete)
    desk.settle()
    assert found.model.count == 2
    assert desk.shell.said == ["Deleted: Send list 000"]


def test_a_list_is_saved_as_csv(desk, fill, table, tmp_path):
    fill(3)
    found = table()
    found.commands.write(str(tmp_path / "list.csv"))
    desk.settle()
    written = (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    assert "Send list 002" in written
    assert desk.shell.said == ["3 entries saved as list.csv"]


def test_columns_are_chosen_and_remembered(desk, fill, table):
    fill(2)
    found = table()
    found.show_columns(("title", "priority"))
    desk.settle()
    assert [each.key for each in found.model.columns] == ["title", "priority"]
    again = table()
    assert [each.key for each in again.model.columns] == ["title", "priority"]
    again.show_columns(())
    desk.settle()
    assert again.model.columns[0].key == "$reference"


def test_a_dragged_width_is_remembered(desk, fill, table, qtbot):
    fill(1)
    found = table()
    found.view.head.resizeSection(column(found, "title"), 333)
    qtbot.waitUntil(lambda: "333" in desk.shell.kept.get("widths/list/follow_up", ""))
    assert table().view.columnWidth(column(found, "title")) == 333


@pytest.mark.parametrize("width", [1100, 815])
@pytest.mark.parametrize("type_key", ["follow_up", "visit", "training", "event", "contact"])
def test_the_columns_shown_at_first_need_no_scroll_bar(desk, table, width, type_key):
    found = table(ListSpec(type_key))
    found.resize(width, 400)
    QApplication.processEvents()
    shown = [at for at in range(len(found.columns)) if not found.view.isColumnHidden(at)]
    assert sum(map(found.view.columnWidth, shown)) <= found.view.viewport().width()
    assert 0 in shown
