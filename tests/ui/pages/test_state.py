"""A State on one page: head, people, facts, promises, history, and the ways from it."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from coordinator_app.domain.errors import UserError
from coordinator_app.services import reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.brief import BriefDialog
from coordinator_app.ui.dialogs.new_entry import NewEntryDialog
from coordinator_app.ui.dialogs.note import NoteDialog
from coordinator_app.ui.pages.state import StatePage
from tests.ui.desk import Desk, new_workbook
from tests.ui.dialogs.region import BRB, TTO, click, every, make, record

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("state") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def page(desk, shown):
    made = StatePage(desk.context)
    made.resize(1190, 664)
    shown(made)
    return made


def go(desk, page, state=TTO):
    page.open(Route("state", state))
    desk.settle()
    return page


@pytest.fixture
def marva(desk):
    office = make(desk, "institution", name="Customs", country=TTO, sector="CUSTOMS")
    contact = make(
        desk,
        "contact",
        name="Marva Pouis",
        country=TTO,
        phone="+1 868 555 0100",
        email="marva@customs.example",
    )
    make(
        desk,
        "contact_role",
        parent=contact,
        role="POC_1540",
        status="VERIFIED",
        institution=office,
        last_verified_on="2026-01-05",
    )
    return contact


def texts(view):
    lines = view.lines
    return [lines.line_at(row).texts for row in range(lines.rowCount())]


def said(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def tool(widget, name):
    (found,) = (each for each in widget.findChildren(QToolButton) if each.accessibleName() == name)
    return found


class TestHead:
    def test_name_stage_and_point_of_contact(self, desk, page, marva):
        make(desk, "country_profile", parent=TTO, as_of="2025", stage="E6")
        go(desk, page)
        found = said(page.header)
        assert "Trinidad and Tobago" in found
        assert "TTO · CARICOM · E6 Implementing · last contact: Nothing recorded" in found
        assert "verified on 5 Jan 2026" in found
        click(desk, page.header, "Marva Pouis")
        assert desk.shell.gone_to == [marva]

    def test_telephone_and_e_mail_are_copied(self, desk, page, marva):
        go(desk, page)
        for name, copied in (
            ("Copy the telephone number", "+1 868 555 0100"),
            ("Copy the e-mail address", "marva@customs.example"),
        ):
            QTest.mouseClick(tool(page.header, name), Qt.MouseButton.LeftButton)
            assert QGuiApplication.clipboard().text() == copied
        assert desk.shell.said[-1] == "Copied: marva@customs.example"

    def test_nobody_speaks_for_it(self, desk, page):
        go(desk, page)
        assert "No point of contact is recorded." in said(page.header)
        assert not tool(page.header, "Copy the e-mail address").isVisible()

    def test_note_visit_and_file_begin_with_the_state(self, desk, page):
        go(desk, page)
        click(desk, page.header, "state.note")
        (note,) = page.findChildren(NoteDialog)
        assert note.states.value() == [TTO]
        note.reject()
        click(desk, page.header, "state.visit")
        (visit,) = page.findChildren(NewEntryDialog)
        assert visit.type.key == "visit"
        visit.reject()
        click(desk, page.header, "state.send")
        assert desk.shell.routes == [Route("send", TTO)]

    def test_buttons_are_icons_where_there_is_little_room(self, desk, page):
        go(desk, page)
        page.resize(863, 408)
        QApplication.processEvents()
        (brief,) = (each for each, _ in page.header._buttons if each.objectName() == "state.brief")
        assert (brief.text(), brief.accessibleName()) == ("", "Brief")
        page.resize(1190, 664)
        QApplication.processEvents()
        assert brief.text() == "Brief"

    def test_the_brief_leaves_out_what_is_strictly_confidential(self, desk, page, marva, tmp_path):
        make(desk, "follow_up", title="Send the list", countries=[TTO], due_on="2026-01")
        make(
            desk,
            "interaction",
            text="Not to be told",
            countries=[TTO],
            held_on="2026-02-01",
            sensitivity="STRICT",
        )
        go(desk, page)
        click(desk, page.header, "state.brief")
        (brief,) = page.findChildren(BriefDialog)
        words = brief.document.toPlainText()
        assert "Trinidad and Tobago" in words
        assert "Marva Pouis" in words
        assert "Jan 2026 · late" in words
        assert "Not to be told" not in words
        assert "1 strictly confidential entry is left out." in words
        target = tmp_path / "brief.pdf"
        brief.save_to(target)
        assert target.read_bytes().startswith(b"%PDF")
        brief.reject()

    def test_a_brief_that_cannot_be_written_says_so(self, desk, page, tmp_path):
        go(desk, page)
        click(desk, page.header, "state.brief")
        (brief,) = page.findChildren(BriefDialog)
        with pytest.raises(UserError, match="folder does not exist"):
            brief.save_to(tmp_path / "nowhere" / "brief.pdf")
        brief.reject()


class TestBeside:
    def test_people_with_roles_and_institutions(self, desk, page, marva):
        make(desk, "contact", name="Old Hand", country=TTO)
        go(desk, page)
        found = said(page.side.people)
        assert "Point of contact for 1540 · Customs" in found
        assert "No role now" in found
        assert "Customs" in found  # the sector
        click(desk, page.side.people, "Old Hand")
        assert len(desk.shell.gone_to) == 1

    def test_a_new_contact_has_the_state(self, desk, page):
        go(desk, page)
        QTest.mouseClick(tool(page.side.people, "New contact"), Qt.MouseButton.LeftButton)
        desk.settle()
        (new,) = page.findChildren(NewEntryDialog)
        assert new.type.key == "contact"
        assert new.form.editor("country").value() == TTO
        new.reject()

    def test_facts_are_edited_in_place(self, desk, page):
        facts = make(desk, "country_profile", parent=TTO, as_of="2025", stage="E5")
        go(desk, page)
        page.side.tabs.setCurrentIndex(1)
        ports = page.side.facts.profile.editor("ports")
        ports.setFocus()
        QTest.keyClicks(ports.line, "Port of Spain")
        page.leave()
        desk.settle()
        assert record(desk, facts).get("ports") == "Port of Spain"
        capital = page.side.facts.country.editor("lead_coordinator")
        QTest.keyClicks(capital.line, "Ana")
        page.leave()
        desk.settle()
        assert record(desk, TTO).get("lead_coordinator") == "Ana"

    def test_new_facts_are_dated_today(self, desk, page):
        go(desk, page)
        page.side.tabs.setCurrentIndex(1)
        assert not page.side.facts.profile.isVisible()
        click(desk, page.side.facts, "New")
        (facts,) = every(desk, "country_profile")
        assert (facts.get("as_of"), facts.ids("parent")) == ("2026-03-16", (TTO,))
        assert page.side.facts.profile.isVisible()

    def test_f4_hides_it(self, desk, page):
        go(desk, page)
        page.toggle_pane()
        assert not page.side.isVisible()


class TestMiddle:
    def test_promises_side_by_side(self, desk, page):
        late = make(desk, "follow_up", title="Late", countries=[TTO], due_on="2026-01-05")
        make(desk, "follow_up", title="Theirs", countries=[TTO])
        make(
            desk, "follow_up", title="Ours", countries=[TTO], direction="OURS", due_on="2026-06-01"
        )
        go(desk, page)
        assert [row[:2] for row in texts(page.promises.theirs.view)] == [
            ("5 Jan", "Late"),
            ("No date", "Theirs"),
        ]
        assert [row[:2] for row in texts(page.promises.ours.view)] == [("1 Jun", "Ours")]
        assert "2 · 1 late" in said(page.promises.theirs)
        page.promises.theirs.view.setFocus()
        QTest.keyClick(page.promises.theirs.view, KEY.Key_Return)
        assert desk.shell.gone_to == [late]

    def test_a_new_promise_is_on_its_side(self, desk, page):
        go(desk, page)
        QTest.mouseClick(tool(page.promises.ours, "New follow-up"), Qt.MouseButton.LeftButton)
        desk.settle()
        (new,) = page.findChildren(NewEntryDialog)
        QTest.keyClicks(new.form.editor("title").line, "Send the slides")
        click(desk, new, "Create")
        (made,) = every(desk, "follow_up")
        assert (made.get("direction"), made.ids("countries")) == ("OURS", (TTO,))
        assert [row[1] for row in texts(page.promises.ours.view)] == ["Send the slides"]

    def test_history_from_all_years_with_chips(self, desk, page):
        make(desk, "visit", title="2013", country=TTO, dates="2013-04-17", city="Port of Spain")
        make(desk, "interaction", text="Rang", countries=[TTO], held_on="2026-02-01")
        make(desk, "training", title="Plan", countries=[TTO, BRB], dates="2026-09")
        go(desk, page)
        assert [row[:2] for row in texts(page.timeline.view)] == [
            ("Sep 2026", "Plan"),
            ("1 Feb 2026", "Rang"),
            ("17 Apr 2013", "2013"),
        ]
        assert texts(page.timeline.view)[0][3] == "Planned"
        click(desk, page.timeline, "Visits  1")
        assert [row[1] for row in texts(page.timeline.view)] == ["2013"]
        click(desk, page.timeline, "Calls and notes  1")
        assert len(texts(page.timeline.view)) == 2
        click(desk, page.timeline, "Visits  1")
        QTest.keyClick(page.timeline.view, KEY.Key_Return)
        assert len(desk.shell.gone_to) == 1

    def test_facts_of_then_are_opened_beside(self, desk, page):
        old = make(desk, "country_profile", parent=TTO, as_of="2012", stage="E1")
        make(desk, "country_profile", parent=TTO, as_of="2025", stage="E5")
        go(desk, page)
        page.timeline.view.select(old)
        QTest.keyClick(page.timeline.view, KEY.Key_Return)
        desk.settle()
        assert page.side.tabs.currentIndex() == 1
        assert page.side.facts.profile.record.id == old
        assert desk.shell.gone_to == []

    def test_nothing_recorded_is_said(self, desk, page):
        go(desk, page)
        assert "Nothing is recorded with this State yet." in said(page.timeline)

    def test_what_changes_elsewhere_is_read_again(self, desk, page):
        go(desk, page)
        make(desk, "visit", title="New", country=TTO, dates="2026-03-01")
        assert [row[1] for row in texts(page.timeline.view)] == ["New"]


class TestGoing:
    def test_alt_arrows_go_round_by_name(self, desk, page):
        go(desk, page)
        for key, state in (
            (KEY.Key_Left, "SUR"),
            (KEY.Key_Right, "TTO"),
            (KEY.Key_Right, "AIA"),  # the first territory
        ):
            QTest.keyClick(page.timeline.view, key, ALT)
            desk.settle()
            assert page.state == reference.country_id(state)
            assert page.route() == Route("state", page.state)

    @pytest.mark.parametrize(
        ("typed", "state"), [("bol", "BOL"), ("Kna", "KNA"), ("nev", "KNA"), ("SUR", "SUR")]
    )
    def test_three_letters_jump(self, desk, page, typed, state):
        go(desk, page)
        QTest.keyClicks(page.timeline.view, typed)
        desk.settle()
        assert page.state == reference.country_id(state)

    def test_they_jump_from_wherever_the_cursor_is(self, desk, page, marva):
        for where, typed in (
            (page.promises.theirs.view, "bel"),
            (page.side.tabs.tabBar(), "per"),
            (page.header._name, "jam"),
        ):
            go(desk, page)
            page._on_pause()  # what was typed before is forgotten after a moment
            where.setFocus()
            QTest.keyClicks(where, typed)
            desk.settle()
            assert page.state != TTO, where

    def test_letters_typed_into_a_field_stay_there(self, desk, page):
        go(desk, page)
        page.side.tabs.setCurrentIndex(1)
        line = page.side.facts.country.editor("lead_coordinator").line
        QTest.keyClicks(line, "bol")
        desk.settle()
        assert (page.state, line.text()) == (TTO, "bol")

    def test_letters_that_mean_nothing_are_forgotten(self, desk, page, qtbot):
        go(desk, page)
        QTest.keyClicks(page.timeline.view, "xy")
        qtbot.waitUntil(lambda: page._letters == "", timeout=3000)
        QTest.keyClicks(page.timeline.view, "bel")
        desk.settle()
        assert page.state == reference.country_id("BLZ")

    def test_without_a_state_the_first_of_the_region(self, desk, page):
        go(desk, page, "")
        assert page.state == reference.country_id("ATG")

    def test_typing_is_committed_before_going_on(self, desk, page):
        go(desk, page)
        page.side.tabs.setCurrentIndex(1)
        QTest.keyClicks(page.side.facts.country.editor("lead_coordinator").line, "Ana")
        go(desk, page, BRB)
        assert record(desk, TTO).get("lead_coordinator") == "Ana"
        assert page.side.facts.country.record.id == BRB


@pytest.mark.parametrize("size", [(1190, 664), (1045, 510), (863, 408)])
def test_it_fits_the_window(desk, page, marva, size):
    go(desk, page)
    assert page.minimumSizeHint().width() <= size[0]
    assert page.minimumSizeHint().height() <= size[1]
