from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from coordinator_app.services import drafting, editing, reference, undoing
from coordinator_app.ui.forms.incomplete import IncompleteMark
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.widgets.kit import Kit
from tests.ui.desk import Desk

BRB = reference.country_id("BRB")


def create(desk, type_key, **values):
    return desk.write(partial(editing.create, type_key=type_key, values=values)).id


def record(desk, record_id):
    return desk.read(lambda reading: reading.records.get(record_id))


def operations(desk):
    count = "SELECT count(*) FROM txn"
    return desk.read(lambda reading: reading.book.connection.execute(count).fetchone()[0])


@pytest.fixture
def follow_up(desk):
    return create(
        desk, "follow_up", title="Send the list", countries=[BRB], due_on="2026-04-01",
        owner={"label": "Customs"},
    )  # fmt: skip


@pytest.fixture
def form(desk, shown, follow_up):
    made = RecordForm(
        desk.context,
        "follow_up",
        ("#What", "title", "countries", "owner", "due_on", "status", "done_on", "result"),
        columns=2,
    )
    made.resize(720, 500)
    shown(made)
    made.open(follow_up)
    desk.settle()
    return made


def focused() -> Any:
    return QApplication.focusWidget()


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focused(), key, modifiers)


def overwrite(form, key, text):
    form.focus(key)
    focused().selectAll()
    QTest.keyClicks(focused(), text)


def test_leaving_a_field_commits_it_as_one_operation(desk, form, follow_up):
    before = operations(desk)
    overwrite(form, "title", "Send the control list")
    press(Qt.Key.Key_Tab)
    desk.settle()
    assert record(desk, follow_up).text("title") == "Send the control list"
    assert operations(desk) == before + 1


def test_leaving_a_field_as_it_was_writes_nothing(desk, form):
    before = operations(desk)
    form.focus("title")
    press(Qt.Key.Key_Tab)
    desk.settle()
    assert operations(desk) == before


def test_what_others_change_is_shown_but_never_over_what_is_being_typed(desk, form, follow_up):
    overwrite(form, "title", "Half a sent")
    values = {"title": "From elsewhere", "result": "Came by post"}
    desk.write(partial(editing.update, record_id=follow_up, values=values))
    desk.settle()
    assert form.editor("title").line.text() == "Half a sent"
    assert form.editor("result").value() == "Came by post"


def test_what_makes_no_value_stays_typed_and_says_why(desk, form, follow_up):
    overwrite(form, "due_on", "someday")
    press(Qt.Key.Key_Tab)
    desk.settle()
    assert form.editor("due_on").line.text() == "someday"
    assert "17 Apr 2013" in form.row("due_on").editor.accessibleDescription()
    assert record(desk, follow_up).get("due_on") == "2026-04-01"


def test_a_refused_value_stays_with_its_sentence_until_it_is_mended(desk, shown, kit):
    training = create(desk, "training", title="Course", countries=[BRB])
    person = create(desk, "participant", parent=training, person={"label": "Ana"}, max_score=20)
    form = shown(RecordForm(desk.context, "participant", ("person", "post_score", "remarks")))
    form.open(person)
    desk.settle()
    overwrite(form, "post_score", "25")
    press(Qt.Key.Key_Tab)
    desk.settle()
    said = form.editor("post_score").accessibleDescription()
    assert "25 is not between 0 and 20" in said
    desk.write(partial(editing.update, record_id=person, values={"remarks": "late"}))
    desk.settle()
    assert form.editor("post_score").line.text() == "25"
    overwrite(form, "post_score", "18")
    press(Qt.Key.Key_Tab)
    desk.settle()
    assert record(desk, person).get("post_score") == 18
    assert form.editor("post_score").accessibleDescription() == ""


def test_only_lawful_next_statuses_are_offered(form):
    box = form.editor("status").box
    offered = {box.itemData(at) for at in range(box.count())} - {""}
    assert offered == {"OPEN", "IN_PROGRESS", "WAITING", "BLOCKED", "DONE", "CANCELLED"}


def choose(form, key, code):
    box = form.editor(key).box
    at = box.findData(code)
    box.setFocus()
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_a_guard_asks_for_its_field_beside_the_status(desk, form, follow_up):
    choose(form, "status", "WAITING")
    desk.settle()
    assert record(desk, follow_up).get("status") == "OPEN"
    asked = focused()
    assert asked.accessibleName() == "Waiting on"
    QTest.keyClicks(asked, "the ministry")
    press(Qt.Key.Key_Return)
    desk.settle()
    now = record(desk, follow_up)
    assert (now.get("status"), now.get("waiting_on")) == ("WAITING", "the ministry")


def test_what_a_guard_asks_for_can_be_left(desk, form, follow_up):
    choose(form, "status", "WAITING")
    desk.settle()
    press(Qt.Key.Key_Escape)
    desk.settle()
    assert record(desk, follow_up).get("status") == "OPEN"
    assert form.editor("status").value() == "OPEN"
    assert form.editor("status").box.hasFocus()


def test_the_day_something_was_done_is_today_unless_said_otherwise(desk, form, follow_up):
    choose(form, "status", "DONE")
    desk.settle()
    press(Qt.Key.Key_Return)
    desk.settle()
    now = record(desk, follow_up)
    assert (now.get("status"), now.get("done_on")) == ("DONE", "2026-03-16")


def test_undo_of_the_workbook_reaches_the_form(desk, form, follow_up):
    overwrite(form, "title", "Other")
    press(Qt.Key.Key_Tab)
    desk.settle()
    desk.write(undoing.undo)
    desk.settle()
    assert form.editor("title").line.text() == "Send the list"


def test_undo_belongs_to_the_line_while_something_is_typed(desk, form, follow_up):
    overwrite(form, "title", "Oth")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.editor("title").line.text() != "Oth"
    assert record(desk, follow_up).text("title") == "Send the list"


def test_missing_things_are_listed_and_lead_to_their_field(desk, form, kit, shown):
    lacking = create(desk, "follow_up", title="Without much", countries=[BRB])
    mark = IncompleteMark(kit)
    chosen: list[str] = []
    mark.chosen.connect(chosen.append)
    form.issues_changed.connect(mark.show_issues)
    form.open(lacking)
    desk.settle()
    assert mark.text() == "Incomplete · 2"
    assert not mark.isHidden()
    said = [action.text() for action in mark.menu().actions()]
    assert any("no due date" in each for each in said)
    mark.menu().actions()[0].trigger()
    assert chosen == ["due_on"]
    assert "no due date" in form.editor("due_on").accessibleDescription()


def test_a_file_that_can_only_be_read_shows_fields_that_can_only_be_read(
    kit, blank_workbook, shown, tmp_path
):
    path = tmp_path / "w.c1540"
    path.write_bytes(blank_workbook.read_bytes())
    desk = Desk(kit, path)
    made = create(desk, "contact", name="Ana")
    desk.close()
    reader = Desk(kit, path, read_only=True)
    form = shown(RecordForm(reader.context, "contact", ("name", "country", "languages")))
    form.open(made)
    reader.settle()
    assert form.editor("name").line.isReadOnly()
    assert form.editor("country").line.isReadOnly()
    reader.close()


# Drafts ------------------------------------------------------------------------------------------


@pytest.fixture
def draft(desk, shown):
    form = shown(RecordForm(desk.context, "visit", ("country", "dates", "title")))
    form.begin({"country": BRB}, "new/visit")
    desk.settle()
    return form


def test_a_draft_becomes_an_entry_once_it_has_what_it_needs(desk, draft):
    made: list[Any] = []
    draft.recorded.connect(made.append)
    overwrite(draft, "dates", "3 Mar 2026")
    press(Qt.Key.Key_Tab)
    desk.settle()
    assert made == []
    kept = desk.read(partial(drafting.load, draft_id="new/visit", type_key="visit"))
    assert (kept["dates"], kept["country"]) == ("2026-03-03", BRB)
    overwrite(draft, "title", "Mission")
    press(Qt.Key.Key_Tab)
    desk.settle()
    assert [each.text("title") for each in made] == ["Mission"]
    assert desk.read(partial(drafting.load, draft_id="new/visit", type_key="visit")) == {}
    assert draft.record.get("dates") == "2026-03-03"


def test_a_draft_is_kept_while_it_is_typed(desk, draft, qtbot):
    overwrite(draft, "title", "Half a ti")
    assert draft.binding._draft._pause.isActive()
    qtbot.waitUntil(lambda: not draft.binding._draft._pause.isActive(), timeout=5000)
    desk.settle()
    found = desk.read(partial(drafting.load, draft_id="new/visit", type_key="visit"))
    assert found.get("title") == "Half a ti"


def test_an_entry_drafted_is_edited_like_any_other(desk, draft):
    overwrite(draft, "title", "Mission")
    press(Qt.Key.Key_Tab)
    desk.settle()
    overwrite(draft, "title", "Second mission")
    press(Qt.Key.Key_Tab)
    desk.settle()
    titles = desk.read(lambda reading: [each.title for each in reading.records.all("visit")])
    assert titles == ["Second mission"]


def test_what_is_typed_while_a_draft_is_recorded_is_not_lost(desk, draft):
    draft.binding.editor("title").line.setText("Mission")
    draft.binding.set_value("title", "Mission")  # on its way from here
    draft.binding.set_value("dates", "2026-03-05")
    desk.settle()
    [visit] = desk.read(lambda reading: list(reading.records.all("visit")))
    assert (visit.title, visit.text("dates")) == ("Mission", "2026-03-05")


# Links -------------------------------------------------------------------------------------------


def wait_for_list(qtbot, desk, editor):
    def offered():
        desk.settle()
        assert editor._completion.list.isVisible()

    qtbot.waitUntil(lambda: _holds(offered), timeout=3000)


def _holds(check):
    try:
        check()
    except AssertionError:
        return False
    return True


def test_a_link_is_found_by_typing(desk, shown, qtbot):
    contact = create(desk, "contact", name="Ana")
    form = shown(RecordForm(desk.context, "contact", ("name", "country")))
    form.open(contact)
    desk.settle()
    overwrite(form, "country", "barb")
    wait_for_list(qtbot, desk, form.editor("country"))
    press(Qt.Key.Key_Return)
    desk.settle()
    assert record(desk, contact).get("country") == BRB


def test_no_state_is_created_by_a_typing_mistake(desk, shown, qtbot):
    contact = create(desk, "contact", name="Ana")
    form = shown(RecordForm(desk.context, "contact", ("name", "country")))
    form.open(contact)
    desk.settle()
    overwrite(form, "country", "barb")
    editor = form.editor("country")
    wait_for_list(qtbot, desk, editor)
    assert {each.kind for each in editor._completion.list.options()} == {"entry"}


def test_a_missing_institution_is_created_in_place_with_the_state(desk, shown, qtbot):
    visit = create(desk, "visit", title="Mission", country=BRB)
    meeting = create(desk, "visit_meeting", parent=visit)
    form = shown(RecordForm(desk.context, "visit_meeting", ("institution", "topic")))
    form.open(meeting)
    desk.settle()
    overwrite(form, "institution", "Coast Guard")
    editor = form.editor("institution")
    wait_for_list(qtbot, desk, editor)
    options = editor._completion.list.options()
    create_row = next(at for at, each in enumerate(options) if each.kind == "create")
    while editor._completion.list.current() != options[create_row]:
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    desk.settle()
    made = record(desk, meeting).ids("institution")
    assert record(desk, made[0]).title == "Coast Guard"
    assert editor.line.text() == "Coast Guard"


def test_a_panel_button_takes_the_step_too(desk, form, follow_up, kit: Kit):
    choose(form, "status", "CANCELLED")
    desk.settle()
    QTest.keyClicks(focused(), "agreed otherwise")
    buttons = [each for each in form.findChildren(QPushButton) if "Set to" in each.text()]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    desk.settle()
    assert record(desk, follow_up).get("status") == "CANCELLED"
