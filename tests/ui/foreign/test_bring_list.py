"""A list of somebody else's: chosen, mapped, asked about, compared, taken in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from coordinator_app.services import reference
from coordinator_app.services.exchange import review
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.ask_password import AskPasswordDialog
from coordinator_app.ui.dropping import Dropping
from coordinator_app.ui.foreign import work
from coordinator_app.ui.foreign.view import CHOOSE, COLUMNS, DOUBTS, SHEETS
from coordinator_app.ui.tasks import Job
from coordinator_app.ui.widgets.suggestions import Suggestions

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
TABLE = "Name\tE-mail\tState\r\nAna Pitahaya\tana@example.org\tGuyana\r\n"


def click(desk, button):
    QTest.mouseClick(button, LEFT)
    desk.settle()


def look_at(desk, page, source):
    page.look_at(source)
    desk.settle()
    return page


def question(page, raw):
    return next(each for each in page.view.doubts.questions if each.doubt.raw == raw)


def received(desk):
    return desk.shell.routes[-1].params["received"]


def take_in(desk):
    found = received(desk)
    return desk.write(lambda session: review.apply(session, found))


def every(desk, type_key):
    return desk.read(lambda reading: list(reading.records.all(type_key)))


def test_a_file_is_chosen_and_its_columns_are_proposed(desk, page, visits, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(visits), ""))
    click(desk, page.view.choose.file)
    columns = page.view.columns
    assert page.view.step == COLUMNS
    assert columns.type_box.currentText() == "Visits"
    assert columns.header_row.value() == 3
    assert [columns.columns.line(each).field.value() for each in ("País", "Fecha", "Título")] == [
        "country", "dates", "title",
    ]  # fmt: skip
    assert columns.columns.line("Fecha").order.isVisible()
    assert columns.columns.line("Título").order is None
    assert desk.shell.kept["receive.folder"] == str(visits.parent)


def test_what_was_copied_is_a_list_too(desk, page):
    page.open(Route("bring_list", "", {"type": "contact"}))
    QApplication.clipboard().setText(TABLE)
    QTest.keyClick(page.view.choose.file, KEY.Key_V, CONTROL)
    desk.settle()
    assert page.view.step == COLUMNS
    QTest.keyClick(page.view.next, KEY.Key_Return, CONTROL)
    desk.settle()
    assert desk.shell.routes[-1].page == "review"
    take_in(desk)
    assert [each.title for each in every(desk, "contact")] == ["Ana Pitahaya"]


def test_nothing_copied_is_said(desk, page):
    QApplication.clipboard().clear()
    click(desk, page.view.choose.paste)
    assert page.view.step == CHOOSE
    assert desk.shell.said == ["Nothing was copied: copy the table first."]


def test_each_doubt_is_asked_once_and_the_answers_are_followed(desk, page, visits):
    look_at(desk, page, visits)
    click(desk, page.view.next)
    assert page.view.step == DOUBTS
    assert page._answers.open == 3
    equator = question(page, "Equator")
    assert equator.doubt.count == 2
    assert page.view.doubts._total.text().startswith("3 questions · 3 are open")
    equator.press("Ecuador")
    question(page, "03/04/2024").press("3 Apr 2024")
    question(page, "07/08/2024").press("Leave empty")
    assert page.view.doubts._total.text() == "3 questions · all answered"
    click(desk, page.view.next)
    assert desk.shell.routes[-1] == Route("review", "", desk.shell.routes[-1].params)
    take_in(desk)
    made = {each.get("title"): each for each in every(desk, "visit")}
    assert made["One"].get("country") == reference.country_id("ECU")
    assert made["One"].get("dates") == "2024-04-03"
    assert made["Two"].get("dates") is None


def test_a_whole_column_is_said_at_once(desk, page, visits):
    look_at(desk, page, visits)
    click(desk, page.view.next)
    question(page, "Equator").press("Ecuador")
    question(page, "03/04/2024").on_order("mdy")
    desk.settle()
    assert [each.doubt.raw for each in page.view.doubts.questions] == ["Equator"]
    assert page._answers.of(question(page, "Equator").doubt) is not None
    click(desk, page.view.next)
    take_in(desk)
    made = {each.get("title"): each.get("dates") for each in every(desk, "visit")}
    assert made == {"One": "2024-03-04", "Two": "2024-07-08", "Three": "2023-12-25"}


def test_an_answer_is_taken_back_and_another_value_is_given(desk, page, visits):
    look_at(desk, page, visits)
    click(desk, page.view.next)
    asked = question(page, "Equator")
    asked.press("Ecuador")
    asked.press("Ecuador")
    assert page._answers.of(asked.doubt) is None
    asked.press("Something else…")
    asked._other.choose(reference.country_id("BRB"), "Barbados")
    assert page._answers.of(asked.doubt).value == reference.country_id("BRB")
    assert asked._buttons["other"].isChecked()


def test_what_is_not_answered_waits_among_the_changes(desk, page, visits):
    look_at(desk, page, visits)
    click(desk, page.view.next)
    click(desk, page.view.next)
    kinds = received(desk).plan.counts
    assert (kinds["new"], kinds["invalid"]) == (3, 4)


def test_the_header_is_moved_and_the_first_rows_show_it(desk, page, visits, qtbot):
    look_at(desk, page, visits)
    columns = page.view.columns
    columns.header_row.setFocus()
    columns.header_row.setValue(4)
    qtbot.waitUntil(lambda: not desk.tasks.idle or not columns._settle.isActive())
    desk.settle()
    assert next(each.look.header for each in columns.columns._lines) == "Equator"
    assert columns.preview.model().line_of_header() == 2
    assert columns.header_row.hasFocus()
    columns.header_row.setValue(3)
    qtbot.waitUntil(lambda: not desk.tasks.idle or not columns._settle.isActive())
    desk.settle()
    assert columns.columns.line("País").field.value() == "country"


def test_a_field_is_searched_for_by_its_name(desk, page, visits, shown):
    look_at(desk, page, visits)
    line = page.view.columns.columns.line("Ciudad")
    line.field.setFocus()
    line.field.line.selectAll()
    QTest.keyClicks(line.field.line, "venu")
    QTest.keyClick(line.field.line, KEY.Key_Down)
    desk.settle()
    [offered] = [each for each in line.field.findChildren(Suggestions) or
                 page.window().findChildren(Suggestions) if each.isVisible()]  # fmt: skip
    assert [each.title for each in offered.options()] == ["Venue"]
    QTest.keyClick(line.field.line, KEY.Key_Return)
    assert page._mapping.sheets["Visitas"].columns[4].field == "venue"


def test_two_columns_are_not_one_field(desk, page, visits):
    look_at(desk, page, visits)
    columns = page.view.columns
    columns.columns.line("Ciudad").field.choose("title", "Title")
    assert "two columns, “Título” and “Ciudad”" in columns.issue.text()
    click(desk, page.view.next)
    assert page.view.step == COLUMNS
    columns.columns.line("Ciudad").field.choose("city", "City")
    assert not columns.issue.isVisible()


def test_what_no_column_says_is_given_to_all_rows(desk, page, tmp_path):
    path = tmp_path / "titles.csv"
    path.write_text("Título,Ciudad\nOne,Here\nTwo,There\n", encoding="utf-8")
    look_at(desk, page, path)
    columns = page.view.columns
    columns.type_box.setCurrentIndex(columns.type_box.findData("visit"))
    columns.type_box.activated.emit(columns.type_box.currentIndex())
    desk.settle()
    assert "New entries need: State" in columns.issue.text()
    columns.fixed._more.choose("country", "State")
    columns.fixed.editor("country").choose(reference.country_id("GUY"), "Guyana")
    assert not columns.issue.isVisible()
    click(desk, page.view.next)
    take_in(desk)
    assert {each.get("country") for each in every(desk, "visit")} == {reference.country_id("GUY")}


def test_a_fixed_value_is_taken_away_again(desk, page, visits):
    look_at(desk, page, visits)
    fixed = page.view.columns.fixed
    fixed._more.choose("venue", "Venue")
    fixed.put("venue", "Hall")
    assert page._mapping.sheets["Visitas"].constants["venue"] == "Hall"
    fixed.remove("venue")
    assert "venue" not in page._mapping.sheets["Visitas"].constants


def test_sheets_are_ticked_and_said_to_be_something(desk, page, several):
    look_at(desk, page, several)
    sheets = page.view.sheets
    assert page.view.step == SHEETS
    assert sheets.line("Visitas").tick.isChecked()
    assert not sheets.line("Cuentas").tick.isChecked()
    assert "hidden" in sheets.line("Cuentas").about.text()
    sheets.line("Visitas").tick.setChecked(False)
    click(desk, page.view.next)
    assert page.view.step == COLUMNS
    assert page.view.columns.type_box.currentText() == "Contacts"
    click(desk, page.view.back)
    assert not page.view.sheets.line("Visitas").tick.isChecked()
    page.view.sheets.line("Contactos").tick.setChecked(False)
    assert not page.view.next.isEnabled()
    page.view.sheets.line("Contactos").tick.setChecked(True)
    click(desk, page.view.next)
    click(desk, page.view.next)
    take_in(desk)
    assert [each.title for each in every(desk, "contact")] == ["Ana Pitahaya"]
    assert every(desk, "visit") == []


def test_choices_with_a_name_are_used_silently_next_time(desk, page, visits, tmp_path):
    look_at(desk, page, visits)
    page.view.columns.rules.name.setFocus()
    QTest.keyClicks(page.view.columns.rules.name, "Visitas de la oficina")
    click(desk, page.view.next)
    question(page, "Equator").press("Ecuador")
    question(page, "03/04/2024").on_order("dmy")
    desk.settle()
    click(desk, page.view.next)
    take_in(desk)
    again = tmp_path / "otra.xlsx"
    again.write_bytes(visits.read_bytes())
    page.open(Route("bring_list", "", {"path": str(again)}))
    desk.settle()
    last = desk.shell.routes[-1]
    assert (last.page, last.params["mapping"]) == ("review", "Visitas de la oficina")
    page.open(Route("bring_list", "", {"change": True}))
    assert page.view.step == COLUMNS
    assert page.view.columns.kept.box.currentText() == "Visitas de la oficina"
    click(desk, page.view.columns.kept.forget)
    assert desk.shell.said[-1] == "“Visitas de la oficina” is forgotten."
    assert not page.view.columns.kept.isVisible()
    look_at(desk, page, again)
    assert page.view.step == COLUMNS


def test_rules_are_visible_choices(desk, page, visits):
    look_at(desk, page, visits)
    rules = page.view.columns.rules
    assert rules.mode.currentText() == "Add new entries, update known ones"
    rules.mode.setCurrentIndex(rules.mode.findData("add"))
    rules.mode.activated.emit(1)
    assert page._mapping.mode == "add"
    assert not rules.blank.isEnabled()
    rules.missing.click()
    assert page._mapping.create_missing


def test_a_file_that_cannot_be_read_is_explained_and_another_can_be_chosen(desk, page, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    look_at(desk, page, path)
    assert page.view.step == CHOOSE
    assert len(desk.shell.explained) == 1


def test_a_password_is_asked_for(desk, page, visits, monkeypatch):
    asked = []

    def refuse(source, password, *_):
        from coordinator_app.excel.refusals import Reason, Refusal

        asked.append(password)
        raise Refusal(Reason.WRONG_PASSWORD if password else Reason.PASSWORD)

    monkeypatch.setattr("coordinator_app.ui.foreign.work.arrive", refuse)
    look_at(desk, page, visits)
    dialog = page.findChild(AskPasswordDialog)
    dialog.line.setText("secret")
    click(desk, dialog.take)
    assert asked == ["", "secret"]
    assert any(each.issue.isVisible() for each in page.findChildren(AskPasswordDialog))
    assert desk.shell.explained == []


def test_reading_is_given_up(desk, page, visits):
    page.look_at(visits)
    QTest.mouseClick(page.view.cancel, LEFT)
    assert page.view.step == CHOOSE
    desk.settle()
    assert page.view.step == CHOOSE


def test_a_list_left_among_the_changes_is_offered(desk, page, visits):
    look_at(desk, page, visits)
    click(desk, page.view.next)
    click(desk, page.view.next)
    found = received(desk)
    desk.write(lambda session: review.save(session, found, {}))
    page.open(Route("bring_list", "", {"type": ""}))
    desk.settle()
    assert page.view.choose._left.isVisible()
    link = page.view.choose._left.body.itemAt(1).widget()
    assert link.text().startswith("visitas.xlsx · ")
    click(desk, link)
    assert desk.shell.routes[-1].page == "review"
    assert "review" in desk.shell.routes[-1].params


@pytest.mark.parametrize("count", [1, 2])
def test_files_dropped_on_the_window_go_to_be_checked(desk, visits, several, count):
    mime = QMimeData()
    files = [visits, several][:count]
    mime.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    dropping = Dropping(desk.context, desk.window)
    event = QDropEvent(
        QPoint(1, 1), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    )
    assert dropping.eventFilter(desk.window, event)
    params = {"path": str(visits)} if count == 1 else {"paths": [str(each) for each in files]}
    assert desk.shell.routes == [Route("review" if count == 1 else "replies", "", params)]


def test_how_far_it_is_is_told_and_giving_up_ends_it(kit):
    told = []
    job = Job(None, None, reporter=lambda _job, progress: told.append(progress))
    telling = work.Telling(job, kit.texts)
    telling("read", 5_000, 0)
    assert told == [(5_000, 0, "Reading… 5,000 rows")]
    job.cancel()
    with pytest.raises(work.GivenUp):
        telling("compare", 2_000, 3_000)


@pytest.mark.parametrize("step", [SHEETS, COLUMNS, DOUBTS])
def test_it_fits_the_smallest_window(desk, page, several, step):
    look_at(desk, page, several)
    while page.view.step < step:
        page._on_next()
        desk.settle()
    page.resize(863, 392)
    desk.settle()
    assert (page.width(), page.height()) == (863, 392)
    assert page.rect().contains(page.view.next.mapTo(page, page.view.next.rect().bottomRight()))
    columns = page.view.columns
    if step == COLUMNS:
        foot = columns.rules.missing
        assert page.rect().contains(foot.mapTo(page, foot.rect().bottomRight()))
        shown = [each for each in (columns._rows_card, columns._fixed_card) if each.isVisible()]
        assert shown == [columns._rows_card]
        columns._parts._buttons["fixed"].click()
        assert columns._fixed_card.isVisible()
