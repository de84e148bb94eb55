"""Many lines at once, rules for good, meanings of names, entries side by side: by real keys."""

from __future__ import annotations

from functools import partial

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from coordinator_app.services.exchange import review, standing
from coordinator_app.ui.review.model import FIELD, MARK, THEIRS, WHY
from coordinator_app.ui.review.rehearsal import RehearsalDialog
from tests.services.exchange import spoiling
from tests.ui import courier
from tests.ui.checking import (
    CONTROL,
    KEY,
    SHIFT,
    at_desk,
    cell,
    leave,
    line,
    open_at,
    press,
    rows,
    select,
)
from tests.ui.courier import CONFLICTS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return courier.workbook(tmp_path_factory.mktemp("check") / "mine.c1540")


@pytest.fixture
def desk(kit, template, tmp_path):
    made = at_desk(kit, template, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sent(desk, tmp_path):
    return courier.send(desk, tmp_path)


@pytest.fixture
def reply(desk, sent):
    return courier.answer(desk, sent)


@pytest.fixture
def open_page(desk, shown):
    return partial(open_at, desk, shown)


@pytest.fixture
def page(open_page, reply):
    return open_page(reply)


def menu() -> QMenu:
    return next(
        each for each in QApplication.topLevelWidgets()
        if isinstance(each, QMenu) and each.isVisible()
    )  # fmt: skip


def choose(desk, page, begins):
    """Open the menu of the current line by its key, and choose by the keys."""
    press(desk, page, KEY.Key_F10, SHIFT)
    shown = menu()
    action = next(each for each in shown.actions() if each.text().startswith(begins))
    words = action.text()
    shown.setActiveAction(action)
    QTest.keyClick(shown, KEY.Key_Return)
    desk.settle()
    return words


def said(page):
    return [each.text() for each in menu().actions() if each.text()]


def customs(sent, **values):
    """Add a row that resembles an institution on record."""
    with spoiling.opened(sent.file) as book:
        sheet = spoiling.sheet(book, "institution")
        row = spoiling.blank_row(sheet, "name")
        for key, value in {"name": "Customs & Excise Division", **values}.items():
            sheet.cell(row, spoiling.column(sheet, key)).value = value


class TestSeveral:
    def test_a_field_is_taken_in_every_entry(self, desk, page):
        assert choose(desk, page, "Take “Next steps” in every entry").endswith("(5)")
        assert rows(page, MARK) == ["Take in"] * 17
        assert page.view.take_in.text() == "Take in 17"

    def test_a_class_is_kept(self, desk, page):
        choose(desk, page, "Keep mine of all “Both changed”")
        assert rows(page, MARK)[:4] == ["Keep mine"] * 3 + ["Take in"]
        assert page.view.take_in.text() == "Take in 14"

    def test_all_that_is_listed_is_kept_and_nothing_else(self, desk, page):
        page.view.filters.setCurrentRow(2)
        choose(desk, page, "Keep mine of all that is listed")
        page.view.filters.setCurrentRow(0)
        assert rows(page, MARK) == ["Decide"] * 3 + ["Keep mine"] * 14
        assert page.view.take_in.text() == "Record the reply"

    def test_select_all_and_take(self, desk, page):
        press(desk, page, KEY.Key_A, CONTROL)
        press(desk, page, KEY.Key_A)
        assert page.view.take_in.text() == "Take in 17"

    def test_the_button_of_the_versions_opens_the_same_menu(self, desk, page):
        QTest.mouseClick(page.view.versions.several, LEFT)
        assert said(page)[0] == "Take the whole entry (3)"
        menu().close()


class TestRules:
    def test_a_rule_is_made_in_place_and_decides_the_conflicts_of_its_field(self, desk, page):
        choose(desk, page, "Always take theirs for “Next steps”")
        assert rows(page, MARK)[:3] == ["Take in"] * 3
        assert rows(page, WHY)[:3] == ["≠  Rule: theirs"] * 3
        assert page.view.take_in.text() == "Take in 17"
        assert "see Settings" in desk.shell.said[-1]
        (rule,) = desk.read(standing.rules)
        assert rule == standing.Rule("COUNTRY_RETURN", "visit", "next_steps", "theirs")

    def test_what_was_decided_by_hand_stays_and_the_rule_can_be_withdrawn(self, desk, page):
        press(desk, page, KEY.Key_K)
        choose(desk, page, "Always take theirs for “Next steps”")
        assert rows(page, MARK)[:3] == ["Keep mine", "Take in", "Take in"]
        choose(desk, page, "No rule for “Next steps” any more")
        assert rows(page, MARK)[:3] == ["Keep mine", "Decide", "Decide"]
        assert desk.read(standing.rules) == []

    def test_a_rule_made_before_decides_the_next_reply_which_can_be_undone(
        self, desk, reply, open_page
    ):
        rule = standing.Rule("", "visit", "next_steps", "theirs")
        desk.write(partial(standing.add, rule=rule))
        page = open_page(reply)
        assert rows(page, MARK)[:3] == ["Take in"] * 3
        press(desk, page, KEY.Key_K)
        press(desk, page, KEY.Key_Return, CONTROL)
        assert desk.shell.said[-1] == "16 taken in"
        assert courier.visit(desk, CONFLICTS[0]).get("next_steps") == "My next step"
        assert courier.visit(desk, CONFLICTS[1]).get("next_steps") == "Their next step"

    def test_no_rule_is_offered_where_nothing_conflicts(self, desk, page):
        select(page, "theirs_only")
        press(desk, page, KEY.Key_F10, SHIFT)
        assert not [each for each in said(page) if each.startswith("Always")]
        menu().close()


class TestMeanings:
    def test_a_name_nobody_bears_is_given_its_meaning_by_a_button(self, desk, sent, open_page):
        with spoiling.opened(sent.file) as book:
            roles = spoiling.sheet(book, "contact_role")
            spoiling.cell(roles, "institution", "position", "Officer 1").value = "Customs"
        page = open_page(sent.file)
        proposals = page.view.versions.proposals.buttons
        assert proposals[0].toolTip() == "Customs and Excise Division"
        assert not page.view.versions.take.isVisible()
        QTest.mouseClick(proposals[0], LEFT)
        desk.settle()
        assert (rows(page, MARK), page.view.take_in.text()) == (["Other value"], "Take in 1")
        assert page.view.table.hasFocus()
        leave(desk, page)
        (kept,) = desk.read(partial(review.waiting, dispatch=sent.dispatch))
        again = open_page(review=kept.id)
        assert rows(again, MARK) == ["Other value"]
        press(desk, again, KEY.Key_Return, CONTROL)
        (role,) = desk.read(
            lambda r: [x for x in r.records.all("contact_role") if x.get("position") == "Officer 1"]
        )
        (there,) = desk.read(
            lambda r: [x for x in r.records.all("institution") if x.title.startswith("Customs and")]
        )
        assert role.ids("institution") == (there.id,)


class TestSideBySide:
    def test_it_shows_what_differs_and_the_entry_gets_it(self, desk, sent, open_page):
        customs(sent, city="Chaguaramas")
        page = open_page(sent.file)
        versions = page.view.versions
        shown = versions._beside.shown
        assert "Customs &amp; Excise Division" in shown
        assert shown.count("≠ ") == 2
        assert shown.index("Chaguaramas") < shown.index("Trinidad and Tobago")
        assert (versions.take.text(), versions.keep.text()) == ("New entry", "Leave out")
        press(desk, page, KEY.Key_S)
        assert (rows(page, MARK), page.view.take_in.text()) == (["Same entry"], "Take in 1")
        leave(desk, page)
        (kept,) = desk.read(partial(review.waiting, dispatch=sent.dispatch))
        again = open_page(review=kept.id)
        assert rows(again, MARK) == ["Same entry"]
        press(desk, again, KEY.Key_Return, CONTROL)
        found = desk.read(
            lambda r: [x for x in r.records.all("institution") if "Excise" in x.title]
        )
        assert [each.get("city") for each in found] == ["Chaguaramas"]

    def test_it_can_be_a_new_entry_or_left_out(self, desk, sent, open_page):
        customs(sent)
        page = open_page(sent.file)
        QTest.mouseClick(page.view.versions.take, LEFT)
        assert (rows(page, MARK), page.view.take_in.text()) == (["New entry"], "Take in 1")
        QTest.mouseClick(page.view.versions.keep, LEFT)
        assert rows(page, MARK) == ["Leave out"]


class TestRefusals:
    def test_what_a_rule_forbids_is_told_before_it_is_taken_in(self, desk, sent, open_page):
        courier.put(sent.file, "visit", "Mission 1", city="Arima")
        with spoiling.opened(sent.file) as book:
            tasks = spoiling.sheet(book, "follow_up")
            spoiling.cell(tasks, "status", "title", "Send draft list 0").value = "Waiting"
            spoiling.cell(tasks, "next_step", "title", "Send draft list 0").value = "Call"
        page = open_page(sent.file)
        row = rows(page, FIELD).index("Status")
        page.view.select(row)
        waiting = cell(page, row, MARK)
        assert waiting == "Decide" or page.view.take_in.text() == "Take in 3"
        editor = page.view.versions.editor
        n = line(page).n
        page.decider._on_other_given(n, "BLOCKED")
        desk.settle()
        assert editor is not None
        assert cell(page, row, MARK) == "Decide"
        assert cell(page, row, WHY).startswith("!")
        assert page.view.take_in.text() == "Take in 2"
        press(desk, page, KEY.Key_Return, CONTROL)
        assert desk.shell.said[-1] == "2 taken in · 1 left to decide"


class TestFilters:
    def test_class_and_record_type_go_together_and_are_let_go(self, desk, sent, open_page):
        courier.put(sent.file, "visit", "Mission 1", city="Arima")
        customs(sent)
        courier.put(sent.file, "follow_up", "Send draft list 1", next_step="Call")
        page = open_page(sent.file)
        filters = page.view.filters
        texts = [filters.item(row).text() for row in range(filters.count())]
        assert texts[-4:] == ["Record types", "Follow-up  (1)", "Institution  (1)", "Visit  (1)"]
        filters.setFocus()
        filters.setCurrentRow(texts.index("Visit  (1)"))
        assert page.view.model.rowCount() == 3
        QTest.keyClick(filters, KEY.Key_Space)
        assert [cell(page, 0, THEIRS), page.view.model.rowCount()] == ["Arima", 1]
        texts = [filters.item(row).text() for row in range(filters.count())]
        assert texts[-1] == "✓ Visit  (1)"
        assert "≈  Perhaps here already  (0)" in texts
        QTest.keyClick(filters, KEY.Key_Space)
        assert page.view.model.rowCount() == 3


class TestTrying:
    def test_a_try_is_shown_and_saved_and_changes_nothing(self, desk, page, tmp_path, monkeypatch):
        out = tmp_path / "try.xlsx"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
        before = desk.read(lambda reading: reading.log.revision())
        QTest.mouseClick(page.view.rehearse, LEFT)
        desk.settle()
        dialog = page.findChild(RehearsalDialog)
        assert "What taking in form.xlsx would change" in dialog._view.toPlainText()
        assert "Their next step" in dialog._view.toPlainText()
        QTest.mouseClick(dialog.excel, LEFT)
        desk.settle()
        assert openpyxl.load_workbook(out)["Changes"].max_row == 18
        assert desk.shell.said[-1].startswith("Saved: ")
        assert desk.read(lambda reading: reading.log.revision()) == before
