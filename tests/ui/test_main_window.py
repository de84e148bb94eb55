"""The window: going and coming back, undo and redo, keys, navigation, what it says at the foot."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing, reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.errors import ExplainDialog
from coordinator_app.ui.navigation import NARROW, WIDE
from tests.ui.desk import new_workbook
from tests.ui.running import Running

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BRB = reference.country_id("BRB")
JAM = reference.country_id("JAM")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("window") / "blank.c1540")


@pytest.fixture
def book(template, tmp_path):
    return Path(shutil.copy(template, tmp_path / "Caribe 2026.c1540"))


@pytest.fixture
def running(qapp, tmp_path):
    made = Running(qapp, tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def window(running, book):
    return running.open(book)


def press(running, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(running.window, key, modifiers)
    running.settle()


def saw(running):
    """Return the texts at the foot."""
    return [each.text() for each in running.window.statusBar().findChildren(QLabel)]


def capital(running):
    return running.read(lambda reading: reading.records.get(BRB).get("capital"))


def change(running, value):
    running.write(partial(editing.update, record_id=BRB, values={"capital": value}))


def checked(window):
    return [each.objectName() for each in window.findChildren(QToolButton) if each.isChecked()]


class TestGoing:
    @pytest.mark.parametrize(
        ("key", "page"),
        [
            (KEY.Key_1, "home"), (KEY.Key_2, "follow_ups"), (KEY.Key_3, "states"),
            (KEY.Key_4, "activities"), (KEY.Key_5, "assistance"), (KEY.Key_6, "contacts"),
            (KEY.Key_7, "exchange"), (KEY.Key_8, "history"), (KEY.Key_9, "settings"),
        ],
    )  # fmt: skip
    def test_every_page_has_a_key_and_a_button(self, running, window, key, page):
        press(running, key, ALT)
        assert window.route().page == page
        assert checked(window) == [f"go.{page}"]
        running.go("home")
        button = window.findChild(QToolButton, f"go.{page}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        running.settle()
        assert window.route().page == page

    def test_pages_are_built_once_and_when_first_visited(self, running, window):
        assert list(window._pages) == ["home"]
        first = running.go("exchange")
        running.go("home")
        assert running.go("exchange") is first

    @pytest.mark.parametrize("page", ["settings", "follow_ups", "home"])
    def test_after_the_menu_keys_go_to_the_page(self, running, window, page):
        button = window.findChild(QToolButton, "menu")
        button.setFocus()
        menu = button.menu()
        (action,) = (
            action
            for part in menu.actions()
            for action in part.menu().actions()
            if action is window.actions_.action(f"go.{page}")
        )
        action.trigger()
        running.settle()
        button.setFocus()  # as the menu leaves it when it closes
        menu.triggered.emit(action)
        running.settle()
        assert not button.hasFocus()
        assert window.page.isAncestorOf(window.focusWidget())

    def test_back_goes_the_way_one_came(self, running, window):
        running.go("states")
        running.go("state", BRB)
        running.go("exchange")
        press(running, KEY.Key_Up, ALT)
        assert window.route() == Route("state", BRB)
        press(running, KEY.Key_Up, ALT)
        press(running, KEY.Key_Up, ALT)
        assert window.route().page == "home"
        press(running, KEY.Key_Up, ALT)
        assert window.route().page == "home"

    def test_what_is_said_lies_over_the_page_that_is_gone_to(self, running, window):
        window.say("Deleted: Customs")
        running.go("contacts")
        banner = window._banner
        assert banner.isVisible()
        over = window._stack.children()
        assert over.index(banner) > over.index(window.page)
        said = banner._words
        assert said.width() >= said.sizeHint().width()

    def test_back_goes_from_one_entry_to_the_one_before_on_the_same_page(self, running, window):
        running.go("state", BRB)
        running.go("state", JAM)
        running.go("state", JAM)
        press(running, KEY.Key_Up, ALT)
        assert window.route() == Route("state", BRB)
        press(running, KEY.Key_Up, ALT)
        assert window.route().page == "home"

    def test_going_back_to_the_page_one_is_on_loses_nothing_of_the_way(self, running, window):
        running.go("states")
        window._way_back = [Route("home"), Route("states")]
        window.go_back()
        assert window._way_back == [Route("home")]

    def test_an_entry_is_shown_on_its_page_and_an_owned_row_on_its_parents(self, running, window):
        contact = running.write(
            partial(
                editing.create,
                type_key="contact",
                values={"name": "Ana Pitahaya", "country": BRB},
                owned=[("contact_role", {"role": "POC_1540"})],
            )
        )
        (role,) = running.read(lambda reading: list(reading.records.children(contact.id)))
        for entry in (contact.id, role.id):
            running.go("home")
            window.go_to(entry)
            running.settle()
            assert window.route().page == "contacts"
        window.go_to(BRB)
        running.settle()
        assert window.route() == Route("state", BRB)
        window.go_to("there is no such entry")
        running.settle()
        assert window.route() == Route("state", BRB)

    def test_a_page_is_asked_to_commit_before_it_is_left(self, running, window):
        left = []
        window.page.leave = lambda: left.append("home")
        running.go("exchange")
        assert left == ["home"]


class TestUndo:
    def test_undo_and_redo_from_the_window(self, running, window):
        change(running, "Bridgetown!")
        assert window.actions_.action("edit.undo").isEnabled()
        press(running, KEY.Key_Z, CONTROL)
        assert capital(running) != "Bridgetown!"
        assert window._banner.text.startswith("Undone: ")
        press(running, KEY.Key_Y, CONTROL)
        assert capital(running) == "Bridgetown!"
        assert window._banner.text.startswith("Redone: ")

    def test_the_menu_names_what_would_be_undone(self, running, window):
        assert not window.actions_.action("edit.undo").isEnabled()
        change(running, "Bridgetown!")
        assert window.actions_.action("edit.undo").text().startswith("Undo: ")
        assert window.actions_.action("edit.undo").text() != "Undo: "

    def test_the_bar_undoes_the_operation_it_spoke_of(self, running, window):
        change_set = running.write(
            partial(editing.update, record_id=BRB, values={"capital": "Bridgetown!"})
        )
        other = reference.country_id("JAM")
        running.write(partial(editing.update, record_id=other, values={"capital": "Kingston!"}))
        window.say_undoable("Done", change_set.operation)
        window._banner.press()
        running.settle()
        assert capital(running) != "Bridgetown!"
        jamaica = running.read(lambda reading: reading.records.get(other).get("capital"))
        assert jamaica == "Kingston!"
        window._banner.press()
        running.settle()
        assert capital(running) == "Bridgetown!"

    def test_what_was_edited_since_stays_and_is_said(self, running, window):
        change_set = running.write(
            partial(editing.update, record_id=BRB, values={"capital": "First"})
        )
        change(running, "Second")
        window.undo(change_set.operation)
        running.settle()
        assert capital(running) == "Second"
        assert "1 value was edited since and stays" in window._banner.text

    def test_undoing_twice_is_explained(self, running, window):
        change_set = running.write(
            partial(editing.update, record_id=BRB, values={"capital": "First"})
        )
        for _ in range(2):
            window.undo(change_set.operation)
            running.settle()
        dialog = running.dialog(ExplainDialog)
        assert "undone already" in dialog.accessibleDescription()
        dialog.close()


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "asked"),
        [
            (KEY.Key_F, "find_here"), (KEY.Key_N, "new_here"), (KEY.Key_S, "leave"),
        ],
    )  # fmt: skip
    def test_the_page_is_asked(self, running, window, key, asked):
        heard = []
        setattr(window.page, asked, lambda: heard.append(asked))
        press(running, key, CONTROL)
        assert heard == [asked]

    def test_f4_shows_and_hides_the_details_and_f5_reads_again(self, running, window):
        heard = []
        window.page.toggle_pane = lambda: heard.append("pane")
        window.page.open = lambda route: heard.append(route.page)
        press(running, KEY.Key_F4)
        press(running, KEY.Key_F5)
        assert heard == ["pane", "home"]

    def test_saving_is_said(self, running, window):
        change(running, "Bridgetown!")
        assert "Saved" in saw(running)


class TestNavigation:
    def test_it_shrinks_to_icons_on_small_windows_and_keeps_the_mark(self, running, window):
        running.go("exchange")
        assert window._navigation.width() == WIDE
        window.resize(1093, 534)
        running.settle()
        assert window._navigation.width() == NARROW
        assert checked(window) == ["go.exchange"]
        button = window._navigation.findChild(QToolButton, "go.exchange")
        assert button.toolTip() == "Sent & received"
        window.resize(1366, 688)
        running.settle()
        assert window._navigation.width() == WIDE

    def test_the_person_may_shrink_it(self, running, window):
        press(running, KEY.Key_B, CONTROL)
        assert window._navigation.width() == NARROW
        press(running, KEY.Key_B, CONTROL)
        assert window._navigation.width() == WIDE

    def test_pages_within_others_mark_where_they_belong(self, running, window):
        running.go("state", BRB)
        assert checked(window) == ["go.states"]

    def test_every_button_is_named_for_those_who_do_not_see_it(self, window):
        for each in window._navigation.findChildren(QToolButton):
            assert each.accessibleName()

    def test_the_smallest_window_is_not_exceeded(self, running, window):
        for page in ("home", "exchange", "states", "contacts"):
            running.go(page)
            window.resize(911, 432)
            running.settle()
            assert (window.width(), window.height()) == (911, 432), page


def test_errors_are_explained_over_the_window(running, window):
    window.explain(UserError("It rains.", where="outside", do="Take an umbrella."))
    dialog = running.dialog(ExplainDialog)
    assert "It rains." in dialog.accessibleDescription()
    dialog.close()


def test_what_is_remembered_outlasts_the_window(running, window, book):
    window.remember("page/width", "300")
    assert window.recall("page/width") == "300"
    assert window.recall("never") == ""
    running.program.close_file()
    assert running.open(book).recall("page/width") == "300"
