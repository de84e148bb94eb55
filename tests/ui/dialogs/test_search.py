"""Ctrl+K: entries and commands from one line, with keys alone."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator_app.services import editing
from coordinator_app.ui.dialogs.search import SearchDialog
from tests.ui.dialogs.region import BRB, TTO, make

KEY = Qt.Key


@pytest.fixture
def search(desk, qtbot):
    def opened():
        made = SearchDialog(desk.context, desk.window)
        made.open()
        qtbot.waitExposed(made)
        made.activateWindow()
        desk.settle()
        return made

    return opened


def ask(desk, qtbot, dialog, text):
    dialog.field.clear()
    QTest.keyClicks(dialog.field, text)
    qtbot.wait(220)  # the search waits until typing pauses
    desk.settle()


def found(dialog, group="entries"):
    lines = dialog.view.lines
    rows = (lines.line_at(row) for row in range(lines.rowCount()))
    return [line.texts for line in rows if line is not None and line.group == group]


def test_entries_without_regard_to_accents_and_case(desk, qtbot, search):
    contact = make(desk, "contact", name="José Peña", country=BRB)
    make(desk, "contact_role", parent=contact, role="LAB", position="Director")
    dialog = search()
    ask(desk, qtbot, dialog, "PENA")
    assert found(dialog)[0][:1] == ("José Peña",)
    assert found(dialog)[0][2] == "Contact"
    assert found(dialog)[0][1].startswith("Barbados")
    QTest.keyClick(dialog.field, KEY.Key_Return)
    desk.settle()
    assert desk.shell.gone_to == [contact]


def test_a_state_comes_before_what_belongs_to_it(desk, qtbot, search):
    make(desk, "visit", title="Barbados", country=BRB)
    dialog = search()
    ask(desk, qtbot, dialog, "barbados")
    assert found(dialog)[0][2] == "State"
    assert "Visit" in {row[2] for row in found(dialog)}


def test_arrows_move_and_enter_takes_the_marked_one(desk, qtbot, search):
    make(desk, "visit", title="Mission one", country=TTO)
    make(desk, "visit", title="Mission two", country=TTO)
    dialog = search()
    ask(desk, qtbot, dialog, "mission")
    second = found(dialog)[1]
    QTest.keyClick(dialog.field, KEY.Key_Down)
    assert dialog.view.current_line().texts == second
    assert dialog.field.hasFocus()
    wanted = dialog.view.current_line().key
    QTest.keyClick(dialog.field, KEY.Key_Return)
    desk.settle()
    assert desk.shell.gone_to == [wanted]


def test_enter_right_after_typing_waits_for_the_answer(desk, qtbot, search):
    task = make(desk, "follow_up", title="Send the zirconium list")
    dialog = search()
    QTest.keyClicks(dialog.field, "zirconium")
    QTest.keyClick(dialog.field, KEY.Key_Return)
    desk.settle()
    assert desk.shell.gone_to == [task]


def test_commands_are_found_and_run(desk, qtbot, search):
    asked = []
    desk.context.actions.action("edit.bin").triggered.connect(lambda: asked.append(1))
    dialog = search()
    ask(desk, qtbot, dialog, "recycle")
    assert found(dialog, "commands") == [("Recycle bin", "", "")]
    QTest.keyClick(dialog.field, KEY.Key_Return)
    qtbot.waitUntil(lambda: asked == [1])  # the dialog is gone by then
    assert desk.shell.gone_to == []


@pytest.mark.parametrize("word", ["idioma", "language", "espanol", "english"])
def test_the_language_is_found_in_either_language(desk, qtbot, search, word):
    desk.context.actions.bind("view.language", list)
    dialog = search()
    ask(desk, qtbot, dialog, word)
    assert [row[0] for row in found(dialog, "commands")] == ["Idioma · Language: Español / English"]
    dialog.reject()


def test_what_cannot_be_done_now_is_not_offered(desk, qtbot, search):
    desk.context.actions.set_conditions("open")
    dialog = search()
    ask(desk, qtbot, dialog, "visit")
    assert found(dialog, "commands") == []
    dialog.reject()


def test_before_typing_what_changed_last_and_where_to_go(desk, search):
    make(desk, "visit", title="Mission", country=TTO)
    dialog = search()
    assert [row[0] for row in found(dialog, "recent")] == ["Mission"]
    said = {row[0] for row in found(dialog, "commands")}
    assert {"Visit", "Home", "Send…"} <= said
    assert "Quit" not in said
    dialog.reject()


def test_nothing_is_said_as_nothing(desk, qtbot, search):
    dialog = search()
    ask(desk, qtbot, dialog, "qqqq")
    assert dialog._list.empty.isVisible()
    QTest.keyClick(dialog.field, KEY.Key_Return)
    desk.settle()
    assert dialog.isVisible()
    assert desk.shell.gone_to == []
    dialog.reject()


def test_what_lies_in_the_bin_is_not_found(desk, qtbot, search):
    visit = make(desk, "visit", title="Zirconium mission", country=TTO)
    desk.write(partial(editing.delete, record_ids=[visit]))
    dialog = search()
    assert found(dialog, "recent") == []
    ask(desk, qtbot, dialog, "zirconium")
    assert found(dialog) == []
    dialog.reject()


def test_esc_closes_it_whatever_is_typed(desk, qtbot, search):
    dialog = search()
    ask(desk, qtbot, dialog, "zirconium")
    QTest.keyClick(dialog.field, KEY.Key_Escape)
    assert not dialog.isVisible()
