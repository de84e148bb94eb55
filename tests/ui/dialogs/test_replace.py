"""*Replaced by…*: what is shown before, and what is done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator_app.ui.dialogs.replace import ReplaceDialog
from tests.ui.dialogs.region import TTO, click, every, make, record


@pytest.fixture
def old(desk):
    office = make(desk, "institution", name="Customs", country=TTO)
    contact = make(desk, "contact", name="Old Hand", country=TTO)
    make(desk, "contact_role", parent=contact, role="POC_1540", institution=office)
    make(desk, "follow_up", title="Send the list", owner={"id": contact})
    return contact


@pytest.fixture
def dialog(desk, old, qtbot):
    made = ReplaceDialog(desk.context, desk.window, old)
    made.open()
    qtbot.waitExposed(made)
    desk.settle()
    return made


def test_it_says_what_passes_on(dialog):
    assert dialog._heading.text() == "Who follows Old Hand?"
    assert dialog._passes.text() == "Point of contact for 1540 · Customs"
    assert dialog._follow_ups.text() == "1 open follow-up\n– Send the list"
    assert dialog.ended.value() == "2026-03-16"
    dialog.reject()


def test_a_new_person_takes_over(desk, dialog, old):
    assert not dialog.editor("email").isVisible()
    dialog.successor.create_asked.emit("New Hand")
    assert dialog.editor("email").isVisible()
    QTest.keyClicks(dialog.editor("email").line, "new@hand.org")
    click(desk, dialog, "Replace")
    (new,) = (each for each in every(desk, "contact") if each.id != old)
    assert (new.title, new.get("email"), new.ids("country")) == ("New Hand", "new@hand.org", (TTO,))
    (task,) = every(desk, "follow_up")
    assert task.get("owner") == {"id": new.id}
    assert desk.shell.said == ["New Hand follows Old Hand"]
    assert len(desk.shell.undoable) == 1


def test_somebody_on_record_takes_over(desk, dialog, qtbot):
    new = make(desk, "contact", name="New Hand", country=TTO)
    QTest.keyClicks(dialog.successor.line, "new h")
    qtbot.wait(200)  # the search waits until typing pauses
    desk.settle()
    QTest.keyClick(dialog.successor.line, Qt.Key.Key_Return)
    click(desk, dialog, "Replace")
    (task,) = every(desk, "follow_up")
    assert task.get("owner") == {"id": new}


def test_the_day_may_be_vague(desk, dialog, old):
    dialog.successor.create_asked.emit("New Hand")
    dialog.ended.line.selectAll()
    QTest.keyClicks(dialog.ended.line, "January 2026")
    click(desk, dialog, "Replace")
    ended = {each.get("valid_to") for each in every(desk, "contact_role")}
    assert ended == {"2026-01", None}


@pytest.mark.parametrize("typed", ["", "Somebody"])
def test_it_asks_for_the_successor(desk, dialog, old, typed):
    QTest.keyClicks(dialog.successor.line, typed)
    click(desk, dialog, "Replace")
    assert dialog.isVisible()
    assert [each.get("status") for each in every(desk, "contact_role")] == ["NOTIFIED"]
    dialog.reject()


def test_the_same_person_is_refused_in_words(desk, dialog, old):
    dialog.successor.choose(old, "Old Hand")
    click(desk, dialog, "Replace")
    assert dialog.isVisible()
    assert "same person" in dialog._row.editor.accessibleDescription()
    assert dialog.ok.isEnabled()
    dialog.reject()


def test_it_goes_when_there_is_no_such_contact(desk, qtbot):
    made = ReplaceDialog(desk.context, desk.window, TTO)
    made.open()
    with qtbot.waitSignal(made.rejected):
        desk.settle()
    assert record(desk, TTO) is not None
