import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from coordinator_app.services import drafting, reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.visit import VisitPage
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import CONTROL, create, every, focused, press, put, record, write

BRB = reference.country_id("BRB")
KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("visit") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def visit(desk):
    return create(desk, "visit", title="Mission", country=BRB, dates="2026-03-03")


@pytest.fixture
def page(desk, shown, visit):
    return put(desk, shown, VisitPage(desk.context), visit)


def test_one_begins_in_the_empty_line_of_the_meetings(desk, page):
    assert focused() is page.body.meetings.grid.view
    assert page.body.meetings.grid.model.is_new(page.body.meetings.grid.view.currentIndex().row())


def test_a_visit_is_recorded_by_keyboard_alone(desk, page, visit):
    # two meetings; the day is the visit's own
    press(desk, KEY.Key_Right)
    press(desk, KEY.Key_Right)
    write(desk, "Ministerio de Salud Pública")
    press(desk, KEY.Key_Down)  # nothing of that name: keep it as words
    choose_words(desk)
    press(desk, KEY.Key_F6)  # to the commitments
    press(desk, KEY.Key_F6)  # and back: into the notes
    assert focused() is page.body.meetings.notes.text
    write(desk, "The ministry will send the inventory. It was raining.")
    place_cursor(4)
    press(desk, KEY.Key_Return, CONTROL)
    [promise] = every(desk, "follow_up")
    [meeting] = every(desk, "visit_meeting")
    assert promise.title == "The ministry will send the inventory"
    assert promise.text("origin_quote") == "The ministry will send the inventory."
    assert promise.text("origin") == meeting.id
    assert promise.get("countries") == [BRB]
    assert promise.text("agreed_on") == "2026-03-03"
    assert meeting.text("points") == "The ministry will send the inventory. It was raining."
    assert meeting.text("held_on") == "2026-03-03"

    press(desk, KEY.Key_1, CONTROL)  # first tab: the second meeting
    press(desk, KEY.Key_Down)
    press(desk, KEY.Key_Left)
    write(desk, "1430")
    press(desk, KEY.Key_Return)
    assert sorted(each.text("held_at") for each in every(desk, "visit_meeting")) == ["", "14:30"]

    press(desk, KEY.Key_F6)  # two more commitments, typed as lines
    promise_line(desk, page, "Customs", "Name a focal point", "30 Apr 2026")
    promise_line(desk, page, "Ms Íñiguez", "Envía la lista ñandú", "May 2026")
    found = {each.title: each for each in every(desk, "follow_up")}
    assert len(found) == 3
    assert found["Name a focal point"].get("owner") == {"label": "Customs"}
    assert found["Name a focal point"].text("due_on") == "2026-04-30"
    assert found["Envía la lista ñandú"].text("due_on") == "2026-05"
    assert found["Envía la lista ñandú"].get("owner") == {"label": "Ms Íñiguez"}


def promise_line(desk, page, who, what, when):
    press(desk, KEY.Key_Insert, CONTROL)  # a new line, its first cell
    write(desk, who)
    choose_words(desk)
    press(desk, KEY.Key_Right)
    write(desk, what)
    press(desk, KEY.Key_Tab)
    write(desk, when)
    press(desk, KEY.Key_Return)


def choose_words(desk):
    """Take the last thing offered: keep what is typed as words."""
    editor = focused().parent()
    editor._completion.show_all()
    desk.settle()
    offered = editor._completion.list
    while offered.current() is None or offered.current().kind != "label":
        press(desk, KEY.Key_Down)
    press(desk, KEY.Key_Return)


def place_cursor(at):
    text = focused()
    cursor = text.textCursor()
    cursor.setPosition(at)
    text.setTextCursor(cursor)


def test_the_first_words_of_the_notes_begin_a_meeting(desk, page, visit):
    notes = page.body.meetings.notes
    notes.text.setFocus()
    write(desk, "They promised a list.")
    press(desk, KEY.Key_Return, CONTROL)
    desk.settle()
    [meeting] = every(desk, "visit_meeting")
    assert meeting.text("points") == "They promised a list."
    [promise] = every(desk, "follow_up")
    assert promise.text("origin") == meeting.id
    assert page.body.meetings.grid.current_id() == meeting.id


def test_notes_that_became_no_meeting_are_there_again(desk, shown, visit):
    desk.write(
        lambda session: drafting.keep(
            session, f"meeting/{visit}", "visit_meeting", {"points": "Before the crash"}
        )
    )
    page = put(desk, shown, VisitPage(desk.context), visit)
    assert page.body.meetings.notes.text.toPlainText() == "Before the crash"
    assert every(desk, "visit_meeting") == []
    page.body.meetings.notes.text.setFocus()
    press(desk, KEY.Key_End, CONTROL)
    write(desk, ", and after")
    page.leave()
    desk.settle()
    assert [each.text("points") for each in every(desk, "visit_meeting")] == [
        "Before the crash, and after"
    ]


def test_one_writes_on_while_the_notes_become_a_meeting(desk, page):
    notes = page.body.meetings.notes
    notes.text.setFocus()
    write(desk, "One. Two")
    place_cursor(2)
    press(desk, KEY.Key_Return, CONTROL)
    assert notes.text.textCursor().position() == 2
    assert notes.text.hasFocus()
    press(desk, KEY.Key_End, CONTROL)
    write(desk, ". Three")
    page.leave()
    desk.settle()
    [meeting] = every(desk, "visit_meeting")
    assert meeting.text("points") == "One. Two. Three"


def test_notes_belong_to_the_meeting_they_were_typed_for(desk, shown, visit):
    first = create(desk, "visit_meeting", parent=visit, topic="First", held_on="2026-03-03")
    second = create(desk, "visit_meeting", parent=visit, topic="Second", held_on="2026-03-04")
    page = put(desk, shown, VisitPage(desk.context), visit)
    page.body.meetings.notes.text.setFocus()
    write(desk, "Of the first")
    page.body.meetings.grid.view.setFocus()
    press(desk, KEY.Key_Down)
    page.body.meetings.notes.text.setFocus()
    write(desk, "Of the second")
    page.leave()
    desk.settle()
    assert record(desk, first).text("points") == "Of the first"
    assert record(desk, second).text("points") == "Of the second"


def test_escape_loses_no_text(desk, page):
    notes = page.body.meetings.notes
    notes.text.setFocus()
    write(desk, "Half a thought")
    press(desk, KEY.Key_Escape)
    assert notes.text.toPlainText() == "Half a thought"


def test_the_keys_of_the_tabs_and_what_stays_in_view(desk, page):
    for place, key in enumerate((KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_5)):
        press(desk, key, CONTROL)
        assert page.body.bar.currentIndex() == place
        assert page.body.commitments.isVisible()
        assert page.body.stack.currentWidget().isAncestorOf(focused())


def test_the_strip_is_edited_in_place(desk, page, visit):
    page.body.binding.focus("city")
    write(desk, "Bridgetown")
    press(desk, KEY.Key_Tab)
    page.body.binding.focus("title")
    focused().selectAll()
    write(desk, "Second mission")
    press(desk, KEY.Key_Tab)
    now = record(desk, visit)
    assert (now.text("city"), now.title) == ("Bridgetown", "Second mission")


def test_a_commitment_moves_to_another_meeting(desk, shown, visit):
    meeting = create(desk, "visit_meeting", parent=visit, topic="Customs", held_on="2026-03-03")
    create(desk, "follow_up", title="Send it", countries=[BRB], origin=visit, origin_type="VISIT")
    page = put(desk, shown, VisitPage(desk.context), visit)
    grid = page.body.commitments
    column = next(at for at, each in enumerate(grid.model.columns) if each.key == "$row")
    grid.view.setFocus()
    grid.view.go_to(0, column)
    press(desk, KEY.Key_Return)
    menu = grid.view.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["–", "3 Mar 2026"]
    menu.actions()[1].trigger()
    menu.close()
    desk.settle()
    [moved] = every(desk, "follow_up")
    assert (moved.text("origin"), moved.text("origin_type")) == (meeting, "MEETING")
    assert grid.model.text_at(0, column) != ""


def test_a_line_of_another_visit_is_not_shown(desk, page, visit):
    other = create(desk, "visit", title="Other", country=BRB)
    create(desk, "follow_up", title="Of the other", countries=[BRB], origin=other)
    create(desk, "follow_up", title="Of this one", countries=[BRB], origin=visit)
    desk.settle()
    shown_titles = [row.values["title"] for row in page.body.commitments.model.rows()]
    assert shown_titles == ["Of this one"]


def test_history_and_route(desk, page, visit):
    assert page.route() == Route("visit", visit)
    press(desk, KEY.Key_H, CONTROL)
    assert desk.shell.routes[-1] == Route("history", visit, {"record": visit})


def test_deleting_goes_back_and_offers_undo(desk, page, visit):
    press(desk, KEY.Key_Delete, CONTROL)
    desk.settle()
    assert record(desk, visit).deleted
    assert desk.shell.said[-1] == "Deleted: Mission"
    assert desk.shell.undoable
    assert desk.shell.routes[-1] == Route("back")


def test_what_others_point_at_is_asked_about(desk, page, visit):
    create(desk, "follow_up", title="Send it", countries=[BRB], origin=visit)
    press(desk, KEY.Key_Delete, CONTROL)
    desk.settle()
    question = QApplication.activeModalWidget()
    assert question is not None
    assert not record(desk, visit).deleted
    press(desk, KEY.Key_Escape)
    desk.settle()
    assert not record(desk, visit).deleted


def test_a_deleted_visit_says_so_and_can_be_restored(desk, page, visit):
    press(desk, KEY.Key_Delete, CONTROL)
    page.open(Route("visit", visit))
    desk.settle()
    assert page.body._binned.isVisible()
    assert page.body.binding.editor("title").line.isReadOnly()
    page.body._on_restore()
    desk.settle()
    assert not record(desk, visit).deleted
    assert not page.body._binned.isVisible()


def test_a_page_left_in_the_middle_of_a_word_keeps_it(desk, page, visit):
    page.body.binding.focus("city")
    write(desk, "Speights")
    page.leave()
    desk.settle()
    assert record(desk, visit).text("city") == "Speights"
