"""A file is sent in three steps: to whom and by when, a look inside, where to save it."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import partial

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.services import editing
from coordinator_app.services.exchange import incoming
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.send import SendDialog
from tests.services.exchange.busy_workbook import COL, TTO
from tests.ui import courier
from tests.ui.desk import TODAY, Desk

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return courier.workbook(tmp_path_factory.mktemp("send") / "mine.c1540")


@pytest.fixture
def desk(kit, template, tmp_path):
    made = Desk(kit, shutil.copy(template, tmp_path / "mine.c1540"))
    yield made
    made.close()


@pytest.fixture
def open_dialog(desk, shown, qtbot):
    window = QWidget()
    window.resize(1170, 640)
    qtbot.addWidget(window)
    window.show()

    def make(state=TTO):
        dialog = SendDialog(desk.context, window, state)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.show()
        desk.settle()
        return dialog

    return make


@pytest.fixture
def dialog(open_dialog):
    return open_dialog()


@pytest.fixture
def saved_as(monkeypatch):
    """Answer the question where to save, and keep what was proposed."""
    proposed = []

    def answer(path):
        def choose(_parent, _title, name, _filter):
            proposed.append(name)
            return str(path), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        return proposed

    return answer


def click(desk, button):
    QTest.mouseClick(button, LEFT)
    desk.settle()


def told(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def dispatches(desk):
    return desk.read(lambda reading: list(reading.records.all("dispatch")))


def test_the_point_of_contact_and_three_weeks_are_proposed(dialog):
    assert dialog.state.line.text() == "Trinidad and Tobago"
    assert dialog.recipient.line.text() == "Ána Pérez 0"
    assert dialog.due.value() == (TODAY + dt.timedelta(days=21)).isoformat()
    assert dialog.lang.value() == "en"
    assert (dialog.step, dialog.back.isVisible()) == (0, False)


def test_another_state_brings_its_own_recipient_and_language(desk, dialog):
    dialog.state.choose(COL, "Colombia")
    desk.settle()
    assert dialog.recipient.value() is None
    assert dialog.lang.value() == "es"


def test_who_speaks_for_a_state_gets_no_report_on_all_of_them_unasked(desk, dialog):
    proposed = dialog.recipient.value()
    choose_kind(dialog.form, "SECRETARIAT_QUARTER")
    assert dialog.recipient.value() is None
    choose_kind(dialog.form, "COUNTRY_RETURN")
    desk.settle()
    assert dialog.recipient.value() == proposed
    dialog.recipient.set_value({"label": "Secretariat"})
    choose_kind(dialog.form, "SECRETARIAT_QUARTER")
    assert dialog.recipient.value() == {"label": "Secretariat"}


def test_without_a_state_there_is_nothing_to_look_into(desk, open_dialog):
    dialog = open_dialog("")
    click(desk, dialog.next)
    assert dialog.step == 0
    assert dialog.issue.text() == "Choose the State it is for."


def test_a_day_that_has_passed_is_asked_again(desk, dialog):
    dialog.due.set_value((TODAY - dt.timedelta(days=1)).isoformat())
    click(desk, dialog.next)
    assert dialog.step == 0
    assert "has passed" in dialog.issue.text()
    dialog.due.set_value(TODAY.isoformat())
    click(desk, dialog.next)
    assert dialog.step == 1
    assert not dialog.issue.isVisible()


def test_the_look_inside_says_what_goes_out_and_what_stays(desk, dialog):
    click(desk, dialog.next)
    shown = told(dialog.look)
    assert "Most sensitive: Internal" in shown
    assert "Data about people: no" in shown
    assert "Visits" in shown
    assert "Contacts" in shown  # among what was left out
    assert "personal data were not ticked" in shown
    assert shown[0] == "Trinidad and Tobago · Ána Pérez 0 · 6 Apr 2026"
    assert dispatches(desk) == []


def test_people_are_in_it_when_ticked_and_out_again(desk, dialog):
    click(desk, dialog.next)
    dialog.look.personal.click()
    desk.settle()
    assert dialog.look.people.text() == "Data about people: yes"
    assert dialog.look.sensitivity.text() == "Most sensitive: Confidential"
    assert "personal data were not ticked" not in told(dialog.look)
    dialog.look.personal.click()
    desk.settle()
    assert dialog.look.people.text() == "Data about people: no"


def test_back_keeps_what_was_filled_in(desk, dialog):
    dialog.note.set_value("Please reply soon.")
    click(desk, dialog.next)
    click(desk, dialog.back)
    assert (dialog.step, dialog.note.value()) == (0, "Please reply soon.")


def test_saved_it_is_tracked_and_shown_in_the_list(desk, dialog, tmp_path, saved_as):
    proposed = saved_as(tmp_path / "form")
    dialog.note.set_value("Please reply soon.")
    QTest.keyClick(dialog, KEY.Key_Return)
    desk.settle()
    QTest.keyClick(dialog, KEY.Key_Return)
    desk.settle()
    assert proposed[0].endswith("1540 Trinidad and Tobago - State update form 2026-03-16.xlsx")
    (record,) = dispatches(desk)
    assert record.get("due_back") == "2026-04-06"
    assert record.get("note") == "Please reply soon."
    assert desk.shell.routes == [Route("exchange", record.id)]
    assert desk.shell.said == ["form.xlsx is saved: send it to Ána Pérez 0."]
    assert desk.shell.recall("send.folder") == str(tmp_path)
    assert not dialog.isVisible()
    assert openpyxl.load_workbook(tmp_path / "form.xlsx").sheetnames[0]
    received = desk.read(partial(incoming.receive, path=tmp_path / "form.xlsx"))
    assert received.dispatch.id == record.id


def test_the_folder_is_remembered_and_giving_up_stays(desk, dialog, tmp_path, saved_as):
    desk.shell.remember("send.folder", str(tmp_path / "out"))
    proposed = saved_as("")
    click(desk, dialog.next)
    click(desk, dialog.next)
    assert proposed[0].startswith(str(tmp_path / "out"))
    assert dialog.isVisible()
    assert dispatches(desk) == []


def test_the_proposed_name_fits_every_system_and_the_recipients_language(
    desk, open_dialog, tmp_path, saved_as
):
    desk.write(partial(editing.update, record_id=TTO, values={"name_es": 'A/B: "C"?'}))
    dialog = open_dialog()
    dialog.lang.set_value("es")
    proposed = saved_as("")
    click(desk, dialog.next)
    click(desk, dialog.next)
    assert proposed[0].endswith("/1540 A B C - Ficha de actualización 2026-03-16.xlsx")


def test_a_folder_that_cannot_be_written_is_said_in_the_dialog(desk, dialog, tmp_path, saved_as):
    saved_as(tmp_path / "nowhere" / "form.xlsx")
    click(desk, dialog.next)
    click(desk, dialog.next)
    assert dialog.isVisible()
    assert dialog.issue.isVisible()
    assert dialog.next.isEnabled()
    assert dispatches(desk) == []


def test_it_fits_the_smallest_window(desk, qtbot):
    window = QWidget()
    window.resize(911, 432)
    qtbot.addWidget(window)
    window.show()
    dialog = SendDialog(desk.context, window, TTO)
    dialog.show()
    desk.settle()
    assert dialog.height() <= 432
    click(desk, dialog.next)
    assert dialog.height() <= 432
    dialog.close()
    desk.settle()


def test_a_kind_of_file_asks_only_for_what_it_needs(desk, dialog):
    form = dialog.form
    for kind, asked in (
        ("COUNTRY_RETURN", {form.state, form.recipient, form.due}),
        ("TRAINING_NOMINATION", {form.training, form.state, form.recipient, form.due}),
        ("ASSISTANCE_FORM", {form.requested, form.state, form.recipient, form.due}),
        ("DONOR_OFFER", {form.provider, form.states, form.recipient, form.due}),
        ("SECRETARIAT_QUARTER", {form.states, form.recipient, form.frm, form.to}),
        ("FULL_BACKUP", set()),
    ):
        form.kind.set_value(kind)
        form.kind.committed.emit()
        shown = {
            each
            for each in (
                form.state,
                form.training,
                form.requested,
                form.provider,
                form.states,
                form.recipient,
                form.due,
                form.frm,
                form.to,
                form.since,
            )
            if each.isVisible()
        }
        assert shown == asked, kind
        assert form.password.isVisible()


def choose_kind(form, kind):
    form.kind.set_value(kind)
    form.kind.committed.emit()


def test_a_new_request_for_assistance_of_a_state_goes_to_its_point_of_contact(
    desk, dialog, saved_as, tmp_path
):
    choose_kind(dialog.form, "ASSISTANCE_FORM")
    click(desk, dialog.next)
    assert dialog.step == 1, dialog.issue.text()
    saved_as(tmp_path / "form.xlsx")
    click(desk, dialog.next)
    assert openpyxl.load_workbook(tmp_path / "form.xlsx").sheetnames[1:3] == ["Request", "Items"]
    (record,) = dispatches(desk)
    assert (record.get("profile"), record.ids("countries")) == ("ASSISTANCE_FORM", (TTO,))


def test_a_request_on_record_brings_the_state_that_asks(desk, open_dialog):
    asked: dict[str, Value] = {"title": "Border detection", "countries": [COL]}
    made = desk.write(lambda session: editing.create(session, "assistance_request", asked))
    dialog = open_dialog("")
    choose_kind(dialog.form, "ASSISTANCE_FORM")
    click(desk, dialog.next)
    assert dialog.issue.text() == "Choose the State that asks, or a request on record."
    dialog.form.requested.choose(made.id, made.title)
    desk.settle()
    assert dialog.state.line.text() == "Colombia"
    assert dialog.lang.value() == "es"
    click(desk, dialog.next)
    assert dialog.step == 1


def test_a_form_for_offers_goes_to_the_donor_it_is_for(desk, open_dialog):
    giver = desk.write(
        lambda session: editing.create(session, "institution", {"name": "Agency that gives"})
    )
    dialog = open_dialog("")
    choose_kind(dialog.form, "DONOR_OFFER")
    click(desk, dialog.next)
    assert dialog.issue.text() == "Choose the donor it is for."
    dialog.form.provider.choose(giver.id, giver.title)
    assert dialog.recipient.value() == {"id": giver.id}
    click(desk, dialog.next)
    assert dialog.step == 1


def test_what_may_only_leave_with_a_password_asks_for_it_twice(desk, dialog, saved_as, tmp_path):
    form = dialog.form
    form.kind.set_value("FULL_BACKUP")
    form.kind.committed.emit()
    click(desk, dialog.next)
    assert (dialog.step, "only with a password" in dialog.issue.text()) == (0, True)
    QTest.keyClicks(form.password.line, "Knox Street")
    click(desk, dialog.next)
    assert (dialog.step, "differ" in dialog.issue.text()) == (0, True)
    QTest.keyClicks(form.again.line, "Knox Street")
    click(desk, dialog.next)
    assert dialog.step == 1
    assert dialog.look.locked.isVisible()
    assert not dialog.look.personal.isVisible()
    saved_as(tmp_path / "all.xlsx")
    click(desk, dialog.next)
    assert (tmp_path / "all.xlsx").read_bytes()[:4] == b"\xd0\xcf\x11\xe0"  # not a bare zip
    (record,) = dispatches(desk)
    assert "Knox Street" not in str(record.values)


def test_a_report_shows_the_pages_that_are_worked_out(desk, dialog):
    dialog.form.kind.set_value("DONOR_REPORT")
    dialog.form.kind.committed.emit()
    click(desk, dialog.next)
    assert dialog.step == 1
    assert any(text.endswith((" line", " lines")) for text in told(dialog.look))


def test_the_same_for_several_states_goes_on_elsewhere(desk, dialog):
    click(desk, dialog.form.to_several)
    assert not dialog.isVisible()
    assert desk.shell.routes == [Route("exchange", "", {"send": "several"})]


def test_words_for_the_pages_of_a_report_are_typed_where_it_has_such(desk, dialog):
    form = dialog.form
    for kind, keys in (
        ("SECRETARIAT_QUARTER", {"summary", "highlights", "risks"}),
        ("DONOR_REPORT", {"summary", "narrative"}),
        ("COUNTRY_RETURN", set()),
    ):
        choose_kind(form, kind)
        assert {key for key, each in form.written.items() if each.isVisible()} == keys
    choose_kind(form, "DONOR_REPORT")
    form.written["summary"].set_value("What was done")
    form.written["risks"].set_value("Not for a donor")
    assert form.commit() == ""
    assert form.request(personal=False).written == (("summary", "What was done"),)


def test_tab_goes_through_the_fields_as_they_stand(desk, dialog):
    form = dialog.form
    form.kind.setFocus(Qt.FocusReason.TabFocusReason)
    gone = []
    for _ in range(4):
        gone.append(dialog.focusWidget().accessibleName() or dialog.focusWidget().text())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert gone == ["Kind of file", "State", form.to_several.text(), "Recipient"]
