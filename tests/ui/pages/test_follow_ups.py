import shutil
from functools import partial

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog

from coordinator_app.domain.changes import Create
from coordinator_app.services import editing, reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.next_status import NextStatusDialog
from coordinator_app.ui.pages.board_cards import CARD_MIME
from coordinator_app.ui.pages.board_column import CardList
from coordinator_app.ui.pages.follow_ups import FollowUpsPage
from coordinator_app.ui.widgets.text_field import TextField
from tests.ui.desk import Desk, new_workbook

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
MOVE = Qt.DropAction.MoveAction


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("follow-ups") / "blank.c1540")


@pytest.fixture
def desk(kit, blank, tmp_path):
    made = Desk(kit, shutil.copy(blank, tmp_path / "work.c1540"))
    yield made
    made.close()


def follow_up(title, **values):
    given = {"title": title, "countries": [reference.country_id("BRB")], **values}
    return Create("follow_up", given)


@pytest.fixture
def ids(desk):
    edits = [
        follow_up("Late", due_on="2026-03-02"),
        follow_up("This week", due_on="2026-03-18", status="IN_PROGRESS"),
        follow_up("In ten days", due_on="2026-03-26"),
        follow_up("In summer", due_on="2026-07"),
        follow_up("Waits", due_on="2026-05-01", status="WAITING", waiting_on="The minister"),
        follow_up("Done", status="DONE", done_on="2026-03-01"),
        follow_up("Verified", status="VERIFIED", done_on="2026-02-01", evidence="Letter"),
        follow_up("Cancelled", status="CANCELLED", cancelled_reason="Not needed"),
    ]
    found = desk.write(partial(editing.apply, edits=edits, label="Fill")).records
    names = ("late", "week", "ten", "summer", "waits", "done", "verified", "cancelled")
    return dict(zip(names, found, strict=True))


@pytest.fixture
def page(desk, ids, shown):
    made = FollowUpsPage(desk.context)
    made.resize(1180, 660)
    shown(made)
    made.open(Route("follow_ups"))
    desk.settle()
    return made


def titles(page):
    model = page.table.model
    at = model.column_of("title")
    return [model.text_at(row, at) for row in range(model.rowCount())]


def status_of(desk, record_id):
    return desk.read(lambda reading: reading.records.get(record_id)).get("status")


@pytest.mark.parametrize(
    ("chip", "expected"),
    [
        ("open", ["Late", "This week", "In ten days", "Waits", "In summer"]),
        ("late", ["Late"]),
        ("week", ["This week"]),
        ("fortnight", ["This week", "In ten days"]),
        ("waiting", ["Waits"]),
        ("done", ["Done", "Verified"]),
    ],
)
def test_chips_show_what_they_say(desk, page, chip, expected):
    page.open(Route("follow_ups", params={"chip": chip}))
    desk.settle()
    assert titles(page) == expected


def test_a_chip_shows_the_column_it_is_sorted_by(desk, page):
    def keys():
        return [each.key for each in page.table.columns]

    before = keys()
    assert "done_on" not in before
    page.open(Route("follow_ups", params={"chip": "done"}))
    desk.settle()
    assert keys() == [before[0], "done_on", *before[1:]]
    assert page.table.model.text_at(0, 1) == "1 Mar 2026"
    page.open(Route("follow_ups", params={"chip": "open"}))
    desk.settle()
    assert keys() == before


def test_all_shows_the_cancelled_too(desk, page):
    page.open(Route("follow_ups", params={"chip": "all"}))
    desk.settle()
    assert len(titles(page)) == 8


def test_a_click_on_a_chip_chooses_it_and_counts_stand_on_them(desk, page):
    page.resize(1600, 660)
    QApplication.processEvents()
    buttons = {
        each.text(): each
        for each in page.chips._chips.findChildren(object)
        if hasattr(each, "text")
    }
    late = next(each for text, each in buttons.items() if text.startswith("Late"))
    assert late.text() == "Late  1"
    QTest.mouseClick(late, Qt.MouseButton.LeftButton)
    desk.settle()
    assert titles(page) == ["Late"]
    QTest.mouseClick(late, Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.chips.key == "late"


def test_narrow_pages_offer_the_chips_as_a_list(desk, page):
    page.resize(820, 400)
    QApplication.processEvents()
    assert page.chips._box.isVisible()
    assert not page.chips._chips.isVisible()
    page.chips._box.setCurrentIndex(1)
    page.chips._box.activated.emit(1)
    desk.settle()
    assert titles(page) == ["Late"]


def test_the_pane_shows_the_current_row_and_writes_what_is_typed_in_it(desk, page, ids, qtbot):
    page.table.select(ids["ten"])
    qtbot.waitUntil(lambda: page._details.binding.record is not None)
    desk.settle()
    qtbot.waitUntil(lambda: page._details.binding.record.id == ids["ten"])
    editor = page._details.binding.editor("next_step")
    assert isinstance(editor, TextField)
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "Call them")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    desk.settle()
    record = desk.read(lambda reading: reading.records.get(ids["ten"]))
    assert record.get("next_step") == "Call them"


def test_a_route_to_an_entry_shows_it_whatever_chip_is_on(desk, page, ids):
    page.open(Route("follow_ups", ids["cancelled"]))
    desk.settle()
    assert page.table.current_id() == ids["cancelled"]
    assert page.side.is_open
    assert page._details.binding.record.id == ids["cancelled"]


def test_f4_closes_the_pane_and_the_window_remembers_it(desk, page):
    assert page.side.is_open
    page.toggle_pane()
    assert not page.side.is_open
    assert desk.shell.kept["pane/follow_ups"] == "closed"
    page.toggle_pane()
    assert page.side.is_open


def test_below_1100_the_pane_lies_over_the_list(desk, page, ids):
    wide = page.table.width()
    page.resize(900, 420)
    QApplication.processEvents()
    assert page.side.over
    assert not page.side.is_open
    page.toggle_pane()
    QApplication.processEvents()
    assert page.side.is_open
    assert page.table.width() > page.side.pane.x()
    assert wide != page.table.width()
    QTest.keyClick(page.side.pane, Qt.Key.Key_Escape)
    assert not page.side.is_open


def test_the_status_in_the_list_offers_only_lawful_ones_and_asks_for_what_it_needs(desk, page, ids):
    page.table.select(ids["late"])
    desk.settle()
    view, model = page.table.view, page.table.model
    view.go_to(model.row_of(ids["late"]), model.column_of("status"))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    box = QApplication.focusWidget()
    assert isinstance(box, QComboBox)
    assert [box.itemData(at) for at in range(box.count())][-5:] == [
        "IN_PROGRESS",
        "WAITING",
        "BLOCKED",
        "DONE",
        "CANCELLED",
    ]
    box.setCurrentIndex(box.findData("WAITING"))
    QTest.keyClick(box, Qt.Key.Key_Return)
    desk.settle()
    dialog = page.findChild(NextStatusDialog) or page.window().findChild(NextStatusDialog)
    assert status_of(desk, ids["late"]) == "OPEN"
    QTest.keyClicks(dialog.panel.row("waiting_on").editor.line, "Cabinet")
    QTest.keyClick(dialog.panel.row("waiting_on").editor.line, Qt.Key.Key_Return)
    desk.settle()
    assert status_of(desk, ids["late"]) == "WAITING"


@pytest.fixture
def board(desk, page):
    page._as_board.setChecked(True)
    desk.settle()
    return page._board


def lane_titles(board, at):
    return [row.texts[0] for row in board.lanes[at].list.cards()]


def test_the_board_has_four_columns(desk, page, board):
    page.open(Route("follow_ups", params={"chip": "all"}))
    desk.settle()
    assert [lane_titles(board, at) for at in range(4)] == [
        ["Late", "In ten days", "In summer"],
        ["This week"],
        ["Waits"],
        ["Done", "Verified"],
    ]
    for lane in board.lanes:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        assert QAbstractItemModelTester(lane.list.cards_model, mode) is not None


def test_under_open_ones_the_last_lane_holds_what_was_done_of_late(desk, page, board, ids):
    assert lane_titles(board, 3) == ["Done"]  # the verified one was done six weeks ago
    assert board.lanes[3].title._note.text() == "1 · Last 30 days"
    assert board.lanes[0].title._note.text() == "3"
    board.put(ids["week"], "DONE")
    desk.settle()
    page.window().findChild(QDialog).panel._on_agreed()
    desk.settle()
    assert lane_titles(board, 1) == []
    assert lane_titles(board, 3) == ["This week", "Done"]
    assert board.current_id() == ids["week"]
    page.open(Route("follow_ups", params={"chip": "all"}))
    desk.settle()
    assert board.lanes[3].title._note.text() == "3"


def test_arrows_go_between_cards_and_ctrl_takes_the_card_along(desk, page, board, ids):
    board.lanes[0].list.setFocus()
    board.lanes[0].list.select(ids["late"])
    QTest.keyClick(board.lanes[0].list, Qt.Key.Key_Right)
    assert board.current_id() == ids["week"]
    QTest.keyClick(board.lanes[1].list, Qt.Key.Key_Left)
    assert board.current_id() == ids["late"]
    QTest.keyClick(board.lanes[0].list, Qt.Key.Key_Right, CTRL)
    desk.settle()
    assert status_of(desk, ids["late"]) == "IN_PROGRESS"
    assert "Late" in lane_titles(board, 1)
    assert board.current_id() == ids["late"]


def test_a_board_left_on_comes_back_with_the_chip_that_is_on(desk, ids, shown):
    desk.shell.kept["follow_ups/board"] = "on"
    page = FollowUpsPage(desk.context)
    shown(page)
    page.open(Route("follow_ups"))
    desk.settle()
    assert page.board_shown
    page._as_board.click()
    desk.settle()
    assert page.chips.key == "open"
    assert titles(page) == ["Late", "This week", "In ten days", "Waits", "In summer"]


def test_a_card_asks_for_what_its_new_place_needs(desk, page, board, ids):
    board.put(ids["ten"], "DONE")
    desk.settle()
    dialog = page.window().findChild(QDialog)
    assert isinstance(dialog, NextStatusDialog)
    editor = dialog.panel.row("done_on").editor
    assert editor.value() == "2026-03-16"
    dialog.panel._on_agreed()
    desk.settle()
    record = desk.read(lambda reading: reading.records.get(ids["ten"]))
    assert (record.get("status"), record.get("done_on")) == ("DONE", "2026-03-16")


def drop(board, lane, record_id):
    data = QMimeData()
    data.setData("application/x-coordinator-card", QByteArray(record_id.encode()))
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    board.lanes[lane].list.dropEvent(event)


def test_cards_are_dropped_only_where_they_may_lawfully_be(desk, page, board, ids):
    page.open(Route("follow_ups", params={"chip": "all"}))
    desk.settle()
    assert not board.may_enter(0, ids["done"])
    assert board.may_enter(1, ids["done"])
    drop(board, 0, ids["done"])
    desk.settle()
    assert status_of(desk, ids["done"]) == "DONE"
    drop(board, 1, ids["done"])
    desk.settle()
    assert status_of(desk, ids["done"]) == "IN_PROGRESS"


def test_a_card_is_dragged_with_the_mouse(desk, page, board, ids, monkeypatch):
    """Pressing and moving begins a drag of that card; the drop is what the other lane is given."""
    begun: list[str] = []

    def start(source, _actions):
        data = source.cards_model.mimeData(source.selectedIndexes())
        begun.append(bytes(data.data(CARD_MIME).data()).decode())
        lane = board.lanes[1].list
        at = lane.viewport().rect().center()
        for kind in (QDragEnterEvent, QDragMoveEvent):
            moved = kind(at, MOVE, data, LEFT, PLAIN)
            QApplication.sendEvent(lane.viewport(), moved)
            assert moved.isAccepted()
        QApplication.sendEvent(lane.viewport(), QDropEvent(QPointF(at), MOVE, data, LEFT, PLAIN))

    monkeypatch.setattr(CardList, "startDrag", start, raising=False)
    source = board.lanes[0].list
    first = source.visualRect(source.cards_model.index(0, 0)).center()
    QTest.mousePress(source.viewport(), LEFT, PLAIN, first)
    for step in range(1, 6):
        QTest.mouseMove(source.viewport(), first + QPoint(12 * step, 0))
    QTest.mouseRelease(source.viewport(), LEFT, PLAIN, first + QPoint(60, 0))
    desk.settle()
    assert begun == [ids["late"]]
    assert status_of(desk, ids["late"]) == "IN_PROGRESS"
    assert lane_titles(board, 0) == ["In ten days", "In summer"]


def test_new_asks_for_the_little_it_needs(desk, page):
    asked: list[str] = []
    desk.context.actions.bind("new.follow_up", partial(asked.append, "asked"))
    page.new_here()
    assert asked == ["asked"]


def test_an_empty_page_says_what_to_do(kit, blank, tmp_path, shown):
    desk = Desk(kit, shutil.copy(blank, tmp_path / "empty.c1540"))
    page = FollowUpsPage(desk.context)
    page.resize(1180, 660)
    shown(page)
    page.open(Route("follow_ups"))
    desk.settle()
    assert page.table._stack.currentWidget() is page.table._nothing
    desk.close()


def test_what_can_only_be_read_offers_no_change(kit, blank, tmp_path, shown):
    desk = Desk(kit, shutil.copy(blank, tmp_path / "read.c1540"), read_only=True)
    page = FollowUpsPage(desk.context)
    shown(page)
    page.open(Route("follow_ups"))
    desk.settle()
    assert not page.table.model.editable
    assert page.table.view.editTriggers() == page.table.view.EditTrigger.NoEditTriggers
    desk.close()
