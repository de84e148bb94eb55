"""One file for each of several States: what, to whom, a look inside, saved into a folder."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import partial

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator_app.services import editing, undoing
from coordinator_app.services.exchange import sent_files
from coordinator_app.texts import load
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.addressees import LANG, RECIPIENT
from coordinator_app.ui.dialogs.send_several import LOOK, SAVED, TO_WHOM, WHAT, SendSeveralDialog
from tests.services.exchange.busy_workbook import COL, JAM, TTO
from tests.ui import courier
from tests.ui.desk import TODAY, Desk

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return courier.workbook(tmp_path_factory.mktemp("several") / "mine.c1540")


@pytest.fixture
def desk(kit, template, tmp_path):
    made = Desk(kit, shutil.copy(template, tmp_path / "mine.c1540"))
    yield made
    made.close()


@pytest.fixture
def dialog(desk, qtbot):
    window = QWidget()
    window.resize(1170, 640)
    qtbot.addWidget(window)
    window.show()
    made = SendSeveralDialog(desk.context, window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    desk.settle()
    yield made
    window.hide()


@pytest.fixture
def out(tmp_path):
    made = tmp_path / "out"
    made.mkdir()
    return made


def click(desk, button):
    QTest.mouseClick(button, LEFT)
    desk.settle()


def row_of(dialog, state):
    model = dialog.whom.model
    return next(
        row for row in range(model.rowCount()) if model.line(row).addressee.state.id == state
    )


def tick(desk, dialog, *states):
    """Tick exactly these, with clicks and keys."""
    click(desk, dialog.whom.none)
    for state in states:
        dialog.whom.table.selectRow(row_of(dialog, state))
        QTest.keyClick(dialog.whom.table, KEY.Key_Space)


def to_look(desk, dialog, *states):
    click(desk, dialog.next)
    tick(desk, dialog, *states)
    click(desk, dialog.next)


def cells(model, row):
    return [model.index(row, column).data() for column in range(model.columnCount())]


def sent(desk):
    return desk.read(lambda reading: sent_files.sent_files(reading, load("en")))


class TestWhat:
    def test_only_kinds_for_each_state_are_offered_and_three_weeks_proposed(self, dialog):
        offered = {dialog.form.kind.box.itemText(n) for n in range(dialog.form.kind.box.count())}
        assert "State update form" in offered
        assert not offered & {"Copy of everything", "Report for a donor"}
        assert dialog.form.due.value() == (TODAY + dt.timedelta(days=21)).isoformat()
        assert dialog.step == WHAT

    def test_a_day_that_has_passed_goes_no_further(self, desk, dialog):
        dialog.form.due.set_value((TODAY - dt.timedelta(days=1)).isoformat())
        click(desk, dialog.next)
        assert (dialog.step, "has passed" in dialog.issue.text()) == (WHAT, True)

    def test_a_password_is_typed_twice_alike(self, desk, dialog):
        QTest.keyClicks(dialog.form.password.line, "Port of Spain")
        QTest.keyClicks(dialog.form.again.line, "port of spain")
        click(desk, dialog.next)
        assert (dialog.step, "differ" in dialog.issue.text()) == (WHAT, True)
        dialog.form.again.line.clear()
        QTest.keyClicks(dialog.form.again.line, "Port of Spain")
        click(desk, dialog.next)
        assert dialog.step == TO_WHOM
        assert dialog.form.request(personal=False).password == "Port of Spain"


class TestToWhom:
    def test_states_with_a_point_of_contact_come_ticked(self, desk, dialog):
        click(desk, dialog.next)
        ticked = {each.addressee.state.id for each in dialog.whom.ticked()}
        assert TTO in ticked
        assert all(each.called for each in dialog.whom.ticked())
        assert dialog.whom.count.text() == f"{len(ticked)} State gets a file"

    def test_nobody_ticked_goes_no_further(self, desk, dialog):
        click(desk, dialog.next)
        click(desk, dialog.whom.none)
        assert not dialog.next.isEnabled()
        click(desk, dialog.whom.all)
        assert dialog.next.isEnabled()
        assert len(dialog.whom.ticked()) == dialog.whom.model.rowCount() > 20

    def test_a_tick_is_given_by_a_click_on_the_box_and_by_the_space_bar(self, desk, dialog):
        click(desk, dialog.next)
        click(desk, dialog.whom.none)
        table, row = dialog.whom.table, row_of(dialog, JAM)
        place = table.visualRect(dialog.whom.model.index(row, 0)).center()
        QTest.mouseClick(table.viewport(), LEFT, pos=place)
        assert [each.name for each in dialog.whom.ticked()] == ["Jamaica"]
        QTest.keyClick(table, KEY.Key_Space)
        assert dialog.whom.ticked() == []

    def test_recipient_and_language_of_a_state_are_changed_beneath_the_list(self, desk, dialog):
        click(desk, dialog.next)
        tick(desk, dialog, JAM)
        whom, row = dialog.whom, row_of(dialog, JAM)
        assert "1 without a recipient" in whom.count.text()
        QTest.keyClick(whom.table, KEY.Key_F2)
        whom.recipient.set_value({"label": "Ministry of Foreign Affairs"})
        whom.recipient.committed.emit()
        whom.lang.set_value("es")
        whom.lang.committed.emit()
        shown = cells(whom.model, row)
        assert (shown[RECIPIENT], shown[LANG]) == ("Ministry of Foreign Affairs", "Español")
        assert whom.count.text() == "1 State gets a file"

    def test_finding_a_state_keeps_the_ticks_of_those_not_shown(self, desk, dialog):
        click(desk, dialog.next)
        before = dialog.whom.ticked()
        QTest.keyClicks(dialog.whom.search, "jama")
        QTest.keyClick(dialog.whom.search, KEY.Key_Return)
        assert dialog.whom.model.rowCount() == 1
        assert dialog.whom.ticked() == before


class TestLook:
    def test_all_together_and_each_by_itself(self, desk, dialog):
        to_look(desk, dialog, TTO, JAM)
        model = dialog.looked
        assert dialog.step == LOOK
        assert [cells(model, row)[0] for row in range(3)] == [
            "2 files",
            "Jamaica",
            "Trinidad and Tobago",
        ]
        whole, first, second = ([int(n or 0) for n in cells(model, row)[2:4]] for row in range(3))
        assert whole == [first[0] + second[0], first[1] + second[1]]
        assert cells(model, 0)[5] == "No"
        QTest.keyClick(dialog.personal, KEY.Key_Space)
        desk.settle()
        assert cells(model, 0)[5] == "Yes"

    def test_what_was_left_out_is_said_of_the_row_that_is_chosen(self, desk, dialog):
        to_look(desk, dialog, TTO, COL)
        assert "Contacts: " in dialog.said.text()
        dialog.table.selectRow(1)
        assert dialog.said.text() == dialog.looked.said(1)
        assert dialog.looked.said(1) != dialog.looked.said(0)

    def test_back_and_forth_keeps_everything(self, desk, dialog):
        to_look(desk, dialog, TTO, JAM)
        click(desk, dialog.back)
        assert (dialog.step, len(dialog.whom.ticked())) == (TO_WHOM, 2)
        click(desk, dialog.back)
        assert dialog.step == WHAT
        assert not dialog.back.isVisible()


class TestSave:
    def test_each_state_gets_its_own_file_and_is_tracked(self, desk, dialog, out, monkeypatch):
        to_look(desk, dialog, TTO, JAM, COL)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
        click(desk, dialog.next)
        assert dialog.step == SAVED
        assert dialog.saved.words.text() == "3 files are saved"
        assert sorted(each.suffix for each in out.iterdir()) == [".xlsx"] * 3
        files = sent(desk)
        assert {each.state for each in files} == {"Trinidad and Tobago", "Jamaica", "Colombia"}
        assert {each.record.text("due_back") for each in files} == {"2026-04-06"}
        spanish = next(each for each in files if each.state == "Colombia")
        assert spanish.record.text("language") == "es"
        assert desk.shell.recall("send.folder") == str(out)
        click(desk, dialog.next)
        assert desk.shell.routes == [Route("exchange")]

    def test_the_chosen_recipient_and_language_are_in_the_file(self, desk, dialog, out):
        click(desk, dialog.next)
        tick(desk, dialog, JAM)
        dialog.whom.recipient.set_value({"label": "The new focal point"})
        dialog.whom.recipient.committed.emit()
        dialog.whom.lang.set_value("es")
        dialog.whom.lang.committed.emit()
        click(desk, dialog.next)
        dialog.save_in(out)
        desk.settle()
        (file,) = sent(desk)
        assert (file.recipient, file.record.text("language")) == ("The new focal point", "es")
        page = openpyxl.load_workbook(next(out.iterdir())).worksheets[0]
        assert "The new focal point" in str([each.value for row in page.rows for each in row])

    def test_what_cannot_be_made_is_listed_first_and_the_others_are_there(self, desk, dialog, out):
        to_look(desk, dialog, TTO, JAM)
        dialog.save_in(out)
        desk.settle()
        next(each for each in out.iterdir() if each.name.startswith("JAM")).unlink()
        dialog._show_step(LOOK)
        dialog.save_in(out)
        desk.settle()
        assert dialog.saved.words.text() == "1 file is saved · 1 could not be made"
        first = cells(dialog.saved.model, 0)
        assert first[0] == "Trinidad and Tobago"
        assert "file of that name already" in first[2]

    def test_files_are_written_over_when_told_so(self, desk, dialog, out):
        to_look(desk, dialog, TTO)
        dialog.save_in(out)
        desk.settle()
        dialog._show_step(LOOK)
        dialog.over.setChecked(True)
        dialog.save_in(out)
        desk.settle()
        assert dialog.saved.words.text() == "1 file is saved"

    def test_stop_leaves_whole_files_and_says_what_was_not_begun(self, desk, dialog, out):
        to_look(desk, dialog, TTO, JAM, COL)
        dialog.save_in(out)
        QTest.mouseClick(dialog.cancel, LEFT)
        if dialog._sending is None:  # the click came before the first file was begun
            desk.tasks.wait()
        dialog.reject()
        desk.settle()
        assert "not begun" in dialog.saved.words.text()
        assert len(list(out.iterdir())) == len(sent(desk)) < 3
        assert not list(out.glob(".~*"))


def test_a_training_gets_a_form_for_each_state(desk, dialog, out):
    training = desk.read(
        lambda reading: next(
            each for each in reading.records.all("training") if each.title == "Regional course"
        )
    )
    dialog.form.kind.set_value("TRAINING_NOMINATION")
    dialog.form.kind.committed.emit()
    click(desk, dialog.next)
    assert (dialog.step, dialog.issue.text()) == (WHAT, "Choose the training it is about.")
    dialog.form.training.choose(training.id, training.title)
    to_look(desk, dialog, TTO, JAM)
    dialog.save_in(out)
    desk.settle()
    assert dialog.saved.words.text() == "2 files are saved"


def test_a_state_whose_contact_left_is_not_ticked(desk, dialog):
    contact = next(each for each in dialog.whom.ticked()).addressee.contact
    desk.write(partial(editing.update, record_id=contact.role.id, values={"valid_to": "2025-01"}))
    dialog.whom.read()
    desk.settle()
    assert TTO not in {each.addressee.state.id for each in dialog.whom.ticked()}


def test_all_that_were_saved_are_withdrawn_in_one_go(desk, dialog, out):
    to_look(desk, dialog, TTO, JAM, COL)
    dialog.save_in(out)
    desk.settle()
    assert dialog.withdraw.isVisible()
    click(desk, dialog.withdraw)
    assert [each.status for each in sent(desk)] == ["WITHDRAWN"] * 3
    assert desk.shell.routes[-1] == Route("exchange")
    desk.write(partial(undoing.undo, operation=desk.shell.undoable[-1]))
    assert [each.status for each in sent(desk)] == ["SENT"] * 3
