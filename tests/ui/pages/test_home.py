"""Home: one list, each line dealt with by one key, and what stands beside it."""

import datetime as dt
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.services import samples
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.ask_date import AskDateDialog
from coordinator_app.ui.dialogs.next_status import NextStatusDialog
from coordinator_app.ui.dialogs.note import NoteDialog
from coordinator_app.ui.pages.home import HomePage
from tests.ui.desk import TODAY, Desk, clock, new_workbook
from tests.ui.dialogs.region import BRB, TTO, click, every, make, record

KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("home") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def home(desk, shown):
    def show(size=(1158, 640)):
        page = HomePage(desk.context)
        page.resize(*size)
        shown(page)
        page.open(Route("home"))
        desk.settle()
        return page

    return show


def iso(days):
    return (TODAY + dt.timedelta(days=days)).isoformat()


def rows(view):
    """Return what each line says, headings as one word."""
    model = view.lines
    found = []
    for row in range(model.rowCount()):
        line, heading = model.line_at(row), model.heading_at(row)
        found.append(heading.group.label if line is None else line.texts)
    return found


def press(desk, page, key):
    QTest.keyClick(page.list.view, key)
    desk.settle()


def press_in(desk, view, key):
    view.setFocus()
    QTest.keyClick(view, key)
    desk.settle()


def dialog(page, kind):
    (found,) = (each for each in page.findChildren(kind) if each.isVisible())
    return found


@pytest.fixture
def late(desk):
    return make(
        desk,
        "follow_up",
        title="Send the list",
        countries=[TTO, BRB],
        owner={"label": "The ministry"},
        due_on=iso(-3),
        next_step="Ring them",
    )


@pytest.fixture
def soon(desk):
    return make(desk, "follow_up", title="Nominate two", countries=[BRB], due_on=iso(3))


class TestList:
    def test_groups_and_columns(self, home, late, soon):
        page = home()
        assert rows(page.list.view) == [
            "Late",
            ("13 Mar", "Barbados +1", "Send the list", "The ministry", "Ring them", ""),
            "This week",
            ("19 Mar", "Barbados", "Nominate two", "", "", ""),
        ]
        assert page.list.current().record.id == late

    def test_columns_that_say_nothing_give_their_room_away(self, desk, home):
        make(desk, "follow_up", title="Some day", countries=[TTO])
        page = home()
        shown = [
            column.key
            for at, column in enumerate(page.list.view.lines.columns)
            if not page.list.view.isColumnHidden(at)
        ]
        assert shown == ["state", "what", "whom"]

    def test_enter_opens_the_entry(self, desk, home, late):
        page = home()
        press(desk, page, KEY.Key_Return)
        assert desk.shell.gone_to == [late]

    def test_a_double_click_opens_the_entry(self, desk, home, late, soon):
        page = home()
        view = page.list.view
        at = view.visualRect(view.lines.index(view.lines.row_of(soon), 2)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert desk.shell.gone_to == [soon]

    def test_d_is_done_with_undo_and_the_next_line_is_current(self, desk, home, late, soon):
        page = home()
        press(desk, page, KEY.Key_D)
        done = record(desk, late)
        assert (done.get("status"), done.get("done_on")) == ("DONE", TODAY.isoformat())
        assert desk.shell.said == ["Done: Send the list"]
        operation = desk.read(lambda reading: reading.log.entries(late)[0].operation)
        assert desk.shell.undoable == [operation]
        assert page.list.current().record.id == soon

    def test_r_gives_a_new_date_and_keeps_the_first(self, desk, home, late):
        page = home()
        press(desk, page, KEY.Key_R)
        ask = dialog(page, AskDateDialog)
        assert ask.editor.line.hasFocus()
        QTest.keyClicks(ask.editor.line, "April 2026")
        click(desk, ask, "New date")
        moved = record(desk, late)
        assert (moved.get("due_on"), moved.get("original_due_on")) == ("2026-04", iso(-3))
        assert desk.shell.said == ["New date: Send the list"]

    def test_a_word_is_no_date(self, desk, home, late):
        page = home()
        press(desk, page, KEY.Key_R)
        ask = dialog(page, AskDateDialog)
        QTest.keyClicks(ask.editor.line, "soon")
        click(desk, ask, "New date")
        assert ask.isVisible()
        assert record(desk, late).get("due_on") == iso(-3)
        QTest.keyClick(ask, KEY.Key_Escape)

    def test_n_notes_with_state_and_person_given(self, desk, home):
        contact = make(desk, "contact", name="Marva Pouis", country=TTO)
        task = make(
            desk, "follow_up", title="Send", countries=[TTO], owner={"id": contact}, due_on=iso(1)
        )
        page = home()
        press(desk, page, KEY.Key_N)
        note = dialog(page, NoteDialog)
        desk.settle()
        assert note.states.value() == [TTO]
        assert note.person.value() == {"id": contact}
        QTest.keyClicks(note.text.text, "She is on it.")
        QTest.keyClick(note, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        desk.settle()
        (said,) = every(desk, "interaction")
        assert (said.get("text"), said.ids("about")) == ("She is on it.", (task,))

    def test_m_reminds_on_a_day(self, desk, home, late):
        page = home()
        press(desk, page, KEY.Key_M)
        click(desk, dialog(page, AskDateDialog), "In a week")
        assert record(desk, late).get("next_contact_on") == iso(7)
        assert page.list.current().contact_on == TODAY + dt.timedelta(days=7)

    def test_keys_show_one_group_and_all_again(self, desk, home, late, soon):
        page = home()
        press(desk, page, KEY.Key_2)
        assert [row[2] for row in rows(page.list.view)[1:]] == ["Nominate two"]
        assert page.groups.selected() == ["week"]
        press(desk, page, KEY.Key_2)
        assert len(rows(page.list.view)) == 4
        press(desk, page, KEY.Key_4)
        assert desk.shell.said == ["Nothing in “Waiting on others”."]

    def test_buttons_do_what_keys_do(self, desk, home, late):
        page = home()
        click(desk, page, "home.done")
        assert record(desk, late).get("status") == "DONE"

    def test_files_and_reports_have_their_own_ways(self, desk, home):
        file = make(
            desk, "dispatch", title="Form", countries=[TTO], status="SENT", due_back=iso(-2)
        )
        page = home()
        assert rows(page.list.view)[1][2] == "File not back: Form"
        press(desk, page, KEY.Key_M)
        assert record(desk, file).get("reminders") == 1
        press(desk, page, KEY.Key_D)
        assert record(desk, file).get("status") == "LAPSED"

    def test_a_report_asks_for_what_it_needs(self, desk, home):
        visit = make(
            desk,
            "visit",
            title="Mission",
            country=TTO,
            dates="2026-02-02",
            status="COMPLETED",
            report_due_on=iso(-2),
        )
        page = home()
        assert rows(page.list.view)[1][2] == "Report due: Mission"
        press(desk, page, KEY.Key_D)
        assert record(desk, visit).get("status") == "COMPLETED"
        dialog(page, NextStatusDialog).reject()

    def test_a_reply_is_checked_before_anything_else(self, desk, home):
        reply = make(
            desk, "dispatch", title="Form", countries=[TTO], status="RETURNED", returned_on=iso(-1)
        )
        page = home()
        for key in (KEY.Key_R, KEY.Key_M):
            press(desk, page, key)
        assert desk.shell.said == ["Check the reply first."] * 2
        press(desk, page, KEY.Key_Return)
        assert desk.shell.routes == [Route("review", reply)]

    def test_a_heading_opens_and_closes_its_group(self, desk, home, late, soon):
        page = home()
        view = page.list.view
        view.go_to(0)
        press(desk, page, KEY.Key_Return)
        assert [row if isinstance(row, str) else row[2] for row in rows(view)] == [
            "Late",
            "This week",
            "Nominate two",
        ]
        press(desk, page, KEY.Key_Space)
        assert len(rows(view)) == 4

    def test_what_changes_elsewhere_is_read_again(self, desk, home, late):
        page = home()
        make(desk, "follow_up", title="New work", due_on=iso(1))
        assert "New work" in {row[2] for row in rows(page.list.view) if not isinstance(row, str)}

    def test_reading_only_changes_nothing(self, kit, blank_workbook, tmp_path, shown):
        made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "read.c1540"), read_only=True)
        task = make(made, "follow_up", title="Send", due_on=iso(1))
        made.context.actions.set_conditions("open")
        page = HomePage(made.context)
        shown(page)
        page.open(Route("home"))
        made.settle()
        QTest.keyClick(page.list.view, KEY.Key_D)
        made.settle()
        assert record(made, task).get("status") == "OPEN"
        made.close()


class TestBeside:
    def test_a_new_file_says_how_to_begin(self, desk, home):
        page = home()
        assert page.list.list.empty.isVisible()
        new = desk.context.actions.action("new.visit")
        asked = []
        new.triggered.connect(lambda: asked.append(1))
        click(desk, page, "Record the first visit")
        assert asked == [1]
        assert {row[1] for row in rows(page.side.contacts)} == {"Nothing recorded"}

    def test_nothing_waits_is_said_otherwise(self, desk, home):
        make(desk, "visit", title="Mission", country=TTO, dates=iso(5))
        page = home()
        assert not page.list._first.isVisible()
        assert rows(page.side.ahead) == [("21 Mar", "Mission", "Trinidad and Tobago")]
        press_in(desk, page.side.ahead, KEY.Key_Return)
        assert len(desk.shell.gone_to) == 1

    def test_states_longest_without_contact(self, desk, home):
        make(desk, "interaction", text="Rang", countries=[TTO], held_on="2025-11-30")
        make(desk, "interaction", text="Rang", countries=[BRB], held_on=iso(-1))
        page = home()
        assert [row[:2] for row in rows(page.side.contacts)[:3]] == [
            ("Trinidad and Tobago", "30 Nov 2025"),
            ("Barbados", "15 Mar"),
            ("Antigua and Barbuda", "Nothing recorded"),
        ]
        press_in(desk, page.side.contacts, KEY.Key_Return)
        assert desk.shell.routes == [Route("state", TTO)]

    def test_the_map_shows_the_same_and_is_remembered(self, desk, home):
        make(desk, "interaction", text="Rang", countries=[TTO], held_on=iso(-1))
        page = home()
        click(desk, page, "Map")
        assert page.side.map.isVisible()
        tiles = {tile.code: tile.words for tile in page.side.map._tiles}
        assert tiles["TTO"] == "15 Mar 2026"
        assert tiles["BRB"] == "Nothing recorded"
        assert len(tiles) == 25
        again = home()
        assert again.side.map.isVisible()

    def test_replies_stand_at_the_top_while_there_are_any(self, desk, home):
        page = home()
        assert not page.side.replies.isVisible()
        reply = make(
            desk, "dispatch", title="Form", countries=[TTO], status="RETURNED", returned_on=iso(-1)
        )
        assert page.side.replies.isVisible()
        press_in(desk, page.side.replies, KEY.Key_Return)
        assert desk.shell.routes == [Route("review", reply)]

    def test_only_one_row_is_marked(self, desk, home, late):
        make(desk, "visit", title="Mission", country=TTO, dates=iso(5))
        page = home()
        assert page.list.view.selectionModel().hasSelection()
        assert not page.side.ahead.selectionModel().hasSelection()
        page.side.ahead.setFocus()
        assert page.side.ahead.selectionModel().hasSelection()

    def test_f4_hides_what_stands_beside(self, home):
        page = home()
        page.toggle_pane()
        assert not page.side.isVisible()
        page.toggle_pane()
        assert page.side.isVisible()


def test_leaving_stops_the_reading_and_coming_back_reads(desk, home, late):
    page = home()
    page.refresh(None)
    page.list.view.show_lines([])
    page.leave()
    desk.settle()
    assert rows(page.list.view) == []
    page.open(Route("home"))
    desk.settle()
    assert page.list.current().record.id == late


@pytest.mark.parametrize("size", [(1190, 664), (1045, 510), (863, 408)])
def test_it_fits_the_window(home, late, size):
    page = home(size)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= size[0]
    assert page.minimumSizeHint().height() <= size[1]


def test_the_sample_looks_right_without_dates(kit, tmp_path, shown):
    path = tmp_path / "sample.c1540"
    samples.new_sample(path, clock(), "Tester").close()
    desk = Desk(kit, path)
    page = HomePage(desk.context)
    shown(page)
    page.open(Route("home"))
    desk.settle()
    assert rows(page.list.view)[0] == "No date yet"
    assert page.groups.selected() == []
    assert page.list.view.isColumnHidden(0)
    desk.close()
