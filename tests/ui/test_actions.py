import gettext
import re
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.texts import Texts
from coordinator_app.ui.actions import ACTIONS, MENUS, PLACES, Actions, KeysDialog
from coordinator_app.ui.icons import MEANINGS
from coordinator_app.ui.widgets import Kit


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.other = QWidget()
        self.other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.other)
        self.done: list[str] = []

    def on_undo(self) -> None:
        self.done.append("undo")

    def on_done(self) -> None:
        self.done.append("done")


@pytest.fixture
def page(shown):
    return shown(Page())


def test_ids_are_unique_and_what_they_name_exists():
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)
    for spec in ACTIONS:
        assert not spec.menu or spec.menu in MENUS
        assert not spec.icon or spec.icon in MEANINGS
        for key in spec.key.split(" | "):
            assert not key or QKeySequence(key).toString(), spec


@pytest.mark.parametrize("place", ["window", *PLACES])
def test_no_key_means_two_things_at_one_place(place):
    here = [spec for spec in ACTIONS if spec.place in (place, "window")]
    sequences = [sequence for spec in here for sequence in spec.sequences()]
    keys = [sequence.toString() for sequence in sequences]
    assert sorted(keys) == sorted(set(keys))


def test_every_menu_has_its_actions(kit: Kit, page):
    actions = Actions(page, kit)
    for name in MENUS:
        declared = [spec.id for spec in ACTIONS if spec.menu == name]
        assert [action.objectName() for action in actions.menu(name).actions()] == declared


def test_an_action_is_possible_when_all_its_conditions_are_met(kit: Kit, page):
    actions = Actions(page, kit)
    undo = actions.action("edit.undo")
    assert not undo.isEnabled()
    actions.set_conditions("open", "writable")
    assert not undo.isEnabled()
    actions.set_conditions("open", "writable", "undo")
    assert undo.isEnabled()
    assert actions.action("file.quit").isEnabled()


def test_a_key_of_the_window_works_wherever_the_focus_is(kit: Kit, page):
    actions = Actions(page, kit)
    actions.bind("edit.undo", page.on_undo)
    actions.set_conditions("open", "writable", "undo")
    page.other.setFocus()
    QTest.keyClick(page.other, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.done == ["undo"]


def test_a_key_of_a_place_works_only_there_and_letters_still_type(kit: Kit, page):
    actions = Actions(page, kit)
    actions.set_conditions("open", "writable")
    actions.bind("home.done", page.on_done, page.other)
    page.line.setFocus()
    QTest.keyClick(page.line, Qt.Key.Key_D)
    assert (page.done, page.line.text()) == ([], "d")
    page.other.setFocus()
    QTest.keyClick(page.other, Qt.Key.Key_D)
    assert page.done == ["done"]


def test_an_action_of_a_place_needs_an_owner(kit: Kit, page):
    with pytest.raises(ValueError, match="say which"):
        Actions(page, kit).bind("home.done", page.on_done)


def test_a_page_that_is_gone_takes_its_actions_along(kit: Kit, page):
    actions = Actions(page, kit)
    actions.bind("home.done", page.on_done, page.other)
    shiboken6.delete(page.other)
    actions.set_conditions("open", "writable")
    actions.bind("home.done", page.on_done, page.line)
    assert len(actions._made["home.done"]) == 1


def test_buttons_have_names_and_tips_tell_the_key(kit: Kit, page, qtbot):
    actions = Actions(page, kit)
    made = actions.tool_button(actions.action("go.exchange"))
    qtbot.addWidget(made)
    assert made.accessibleName() == "Sent & received"
    assert made.toolTip() == "Sent & received (Alt+7)"


def test_icons_are_drawn_when_a_menu_opens(kit: Kit, page):
    actions = Actions(page, kit)
    menu = actions.menu("file")
    assert actions.action("file.open").icon().isNull()
    menu.aboutToShow.emit()
    assert not actions.action("file.open").icon().isNull()


def test_texts_change_with_the_language(kit: Kit, page):
    class Shouting(Texts):
        def __init__(self) -> None:
            super().__init__("xx", gettext.NullTranslations())

        def __call__(self, message: str, /, **params: Any) -> str:
            return message.upper()

    actions = Actions(page, kit)
    actions.retranslate(Shouting())
    assert actions.action("edit.undo").text() == "UNDO"


def test_the_list_of_keys_names_every_key(kit: Kit, qtbot):
    dialog = KeysDialog(kit, ACTIONS)
    qtbot.addWidget(dialog)
    said = {label.text() for label in dialog.findChildren(QLabel)}
    for spec in ACTIONS:
        if spec.key:
            assert spec.text in said
            assert spec.sequences()[0].toString(QKeySequence.SequenceFormat.NativeText) in said
    assert {re.sub("&", "", title) for title in PLACES.values()} <= said
