"""The four-line note, with keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionComboBox

from coordinator_app.texts import LANGUAGES, load
from coordinator_app.ui.dialogs.note import NoteDialog
from tests.ui.dialogs.region import BRB, TTO, click, every, make

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def note(desk, qtbot):
    def opened(**preset):
        made = NoteDialog(desk.context, desk.window, preset)
        made.open()
        qtbot.waitExposed(made)
        made.activateWindow()
        desk.settle()
        return made

    return opened


def save(desk, dialog):
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    desk.settle()


def write(qtbot, desk, line, text):
    """Type into a line that searches, and take the first it finds."""
    line.setFocus()
    QTest.keyClicks(line, text)
    qtbot.wait(200)  # the search waits until typing pauses
    desk.settle()
    QTest.keyClick(line, KEY.Key_Return)
    desk.settle()


def test_a_note_with_a_promise(desk, note, qtbot):
    contact = make(desk, "contact", name="Marva Pouis", country=TTO)
    dialog = note()
    assert dialog.states.line.hasFocus()
    write(qtbot, desk, dialog.states.line, "trini")
    assert dialog.states.value() == [TTO]
    write(qtbot, desk, dialog.person.line, "marv")
    assert dialog.person.value() == {"id": contact}
    QTest.keyClicks(dialog.text.text, "She will send the list.")
    QTest.keyClicks(dialog.promise.line, "Send the list")
    QTest.keyClicks(dialog.due.line, "30 April 2026")
    save(desk, dialog)
    (said,), (promised,) = every(desk, "interaction"), every(desk, "follow_up")
    assert said.get("person") == {"id": contact}
    assert (promised.title, promised.get("due_on")) == ("Send the list", "2026-04-30")
    assert promised.ids("origin") == (said.id,)
    assert desk.shell.said == ["Note recorded, with a follow-up"]
    assert len(desk.shell.undoable) == 1


def test_what_is_preset_stands_there(desk, note):
    task = make(desk, "follow_up", title="Send", countries=[TTO])
    dialog = note(countries=[TTO], about=task)
    assert dialog.person.line.hasFocus()
    QTest.keyClicks(dialog.text.text, "Reminded")
    save(desk, dialog)
    (said,) = every(desk, "interaction")
    assert (said.ids("countries"), said.ids("about")) == ((TTO,), (task,))
    assert desk.shell.said == ["Note recorded"]


@pytest.mark.parametrize("person", [{"id": TTO}, {"id": "nobody"}])
def test_who_is_no_person_is_not_taken_for_one(desk, note, person):
    dialog = note(countries=[TTO], person=person)
    assert dialog.person.value() is None


def test_a_new_person_is_made_in_place(desk, note, qtbot):
    dialog = note(countries=[BRB])
    dialog.person.create_asked.emit("Desmond Calabash")
    desk.settle()
    (contact,) = every(desk, "contact")
    assert (contact.title, contact.ids("country")) == ("Desmond Calabash", (BRB,))
    assert dialog.person.value() == {"id": contact.id}
    dialog.reject()


def test_what_we_promise(desk, note):
    dialog = note(countries=[TTO])
    QTest.keyClicks(dialog.promise.line, "Send the slides")
    dialog.side.box.setCurrentIndex(dialog.side.box.findText("Ours to them"))
    save(desk, dialog)
    (promised,) = every(desk, "follow_up")
    assert (promised.get("direction"), promised.get("owner")) == ("OURS", {"label": "Tester"})


def test_an_empty_note_says_what_is_missing(desk, note):
    dialog = note(countries=[TTO])
    save(desk, dialog)
    assert dialog.isVisible()
    assert dialog._issue.text() == "The note is empty. Write what was said."
    QTest.keyClicks(dialog.due.line, "30 April 2026")
    save(desk, dialog)
    assert dialog._issue.text() == "Say what was promised by that date."
    assert every(desk, "interaction") == []
    dialog.reject()


def test_a_state_that_is_not_linked_stops_it(desk, note):
    dialog = note()
    QTest.keyClicks(dialog.states.line, "Atlantis")
    QTest.keyClicks(dialog.text.text, "Said")
    save(desk, dialog)
    assert dialog.isVisible()
    assert every(desk, "interaction") == []
    dialog.reject()


def test_esc_keeps_what_is_typed_for_the_next_time(desk, note):
    dialog = note(countries=[TTO])
    QTest.keyClicks(dialog.text.text, "Half a sen")
    QTest.keyClicks(dialog.promise.line, "Send")
    QTest.keyClick(dialog, KEY.Key_Escape)
    desk.settle()
    assert desk.shell.said == ["The note is kept: Ctrl+L goes on with it."]
    again = note()
    assert (again.text.value(), again.promise.value()) == ("Half a sen", "Send")
    assert again.states.value() == [TTO]
    QTest.keyClicks(again.text.text, "tence")
    again.text.text.selectAll()
    QTest.keyClicks(again.text.text, "A sentence")
    save(desk, again)
    assert [each.get("text") for each in every(desk, "interaction")] == ["A sentence"]
    empty = note()
    assert empty.text.value() is None
    empty.reject()


def test_esc_on_an_empty_note_keeps_nothing(desk, note):
    dialog = note(countries=[TTO])
    QTest.keyClick(dialog, KEY.Key_Escape)
    desk.settle()
    assert desk.shell.said == []


def test_the_button_records_once(desk, note):
    dialog = note(countries=[TTO])
    QTest.keyClicks(dialog.text.text, "Said")
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    QTest.keyClick(dialog, KEY.Key_Return, CONTROL)
    desk.settle()
    QApplication.processEvents()
    assert len(every(desk, "interaction")) == 1


def test_the_button_does_as_the_key(desk, note):
    dialog = note(countries=[TTO])
    QTest.keyClicks(dialog.text.text, "Said")
    click(desk, dialog, "Record the note")
    assert len(every(desk, "interaction")) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_direction_can_be_read_in_every_language(desk, note, lang):
    box = note().side.box
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    for label in ("Theirs to us", "Ours to them"):
        assert box.fontMetrics().horizontalAdvance(load(lang)(label)) <= room.width()
