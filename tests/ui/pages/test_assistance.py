"""Assistance: the lists, a request with its items and offers, an offer, and where they show."""

import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton

from coordinator_app.services import reference, undoing
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.brief import BriefDialog
from coordinator_app.ui.dialogs.new_entry import NewEntryDialog
from coordinator_app.ui.dialogs.send import SendDialog
from coordinator_app.ui.pages import NAVIGATION_OF_PAGE, PAGE_OF_TYPE, PAGES, whereabouts
from coordinator_app.ui.pages.assistance import AssistancePage
from coordinator_app.ui.pages.assistance_offer import OfferPage
from coordinator_app.ui.pages.assistance_request import RequestPage
from coordinator_app.ui.pages.home import HomePage
from coordinator_app.ui.pages.state import StatePage
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import CONTROL, create, every, focused, press, put, record, write

TTO, JAM = reference.country_id("TTO"), reference.country_id("JAM")
UNODA = reference.organisation_id("UNODA")
KEY = Qt.Key


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("assistance") / "blank.c1540")


@pytest.fixture
def desk(kit, blank, tmp_path):
    made = Desk(kit, shutil.copy(blank, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def ids(desk):
    port = create(desk, "assistance_request", title="Port security", countries=[TTO],
                  submitted_on="2026-03-11", status="SUBMITTED")  # fmt: skip
    over = create(desk, "assistance_request", title="Customs law", countries=[JAM],
                  submitted_on="2024", status="CLOSED")  # fmt: skip
    course = create(desk, "assistance_item", parent=port, number=1, text="Course for operators",
                    assist_type="TRAINING")  # fmt: skip
    parts = create(desk, "assistance_item", parent=port, number=2, text="Spare parts",
                   status="DELIVERED", delivered_on="2026-03-12")  # fmt: skip
    offer = create(desk, "assistance_offer", title="Regional course", provider=UNODA,
                   items=[course], valid_to="2026-12")  # fmt: skip
    return {"port": port, "over": over, "course": course, "parts": parts, "offer": offer}


@pytest.fixture
def page(desk, ids, shown):
    made = AssistancePage(desk.context)
    made.resize(1180, 600)
    shown(made)
    made.open(Route("assistance"))
    desk.settle()
    return made


def show(desk, page, chip):
    page.open(Route("assistance", params={"chip": chip}))
    desk.settle()


def texts(page, key):
    model = page.table.model
    at = model.column_of(key)
    return [model.text_at(row, at) for row in range(model.rowCount())]


def dialogs():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]  # fmt: skip


def said(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


class TestLists:
    @pytest.mark.parametrize(
        ("chip", "key", "expected"),
        [
            ("open", "title", ["Port security"]),
            ("requests", "title", ["Port security", "Customs law"]),
            ("items", "text", ["Course for operators"]),
            ("offers", "title", ["Regional course"]),
        ],
    )
    def test_a_chip_shows_its_entries(self, desk, page, chip, key, expected):
        show(desk, page, chip)
        assert texts(page, key) == expected
        assert page.route() == Route("assistance", "", {"chip": chip})

    def test_an_item_stands_with_its_state_and_request(self, desk, page):
        show(desk, page, "items")
        assert texts(page, "$states") == ["Trinidad and Tobago"]
        assert texts(page, "$parent") == ["Port security"]
        assert texts(page, "$reference") == ["ITM-TTO-2026-001"]

    def test_chips_count_and_follow_changes(self, desk, page, ids):
        def counts():
            return {chip.key: chip.count for chip in page.chips._offered}

        assert counts() == {"open": 1, "requests": 2, "items": 1, "offers": 1}
        create(desk, "assistance_item", parent=ids["port"], text="Handbook")
        desk.settle()
        assert counts()["items"] == 2

    @pytest.mark.parametrize(
        ("chip", "words", "kind"),
        [("open", "New request", "assistance_request"), ("items", "New request", "assistance_request"),
         ("offers", "New offer", "assistance_offer")],
    )  # fmt: skip
    def test_the_main_button_begins_what_is_listed(self, desk, page, chip, words, kind):
        show(desk, page, chip)
        assert page._new.text() == words
        asked: list[str] = []
        desk.context.actions.bind(f"new.{kind}", partial(asked.append, kind))
        QTest.mouseClick(page._new, Qt.MouseButton.LeftButton)
        assert asked == [kind]

    def test_enter_goes_to_the_entry(self, desk, page, ids):
        page.table.view.go_to(0, 0)
        QTest.keyClick(page.table.view, KEY.Key_Return)
        assert desk.shell.gone_to == [ids["port"]]

    def test_a_status_is_changed_in_the_list_and_moves_the_next_check(self, desk, page, ids):
        assert record(desk, ids["port"]).get("next_check_on") == "2026-03-18"
        view, model = page.table.view, page.table.model
        view.go_to(0, model.column_of("status"))
        view.setFocus()
        QTest.keyClick(view, KEY.Key_F2)
        box = focused()
        QTest.keyClicks(box, "Seeking")
        QTest.keyClick(box, KEY.Key_Return)
        desk.settle()
        found = record(desk, ids["port"])
        assert (found.get("status"), found.get("next_check_on")) == ("MATCHING", "2027-03-11")

    def test_a_request_is_deleted_with_its_items_and_comes_back(self, desk, page, ids):
        page.table.view.go_to(0, 0)
        page.table.view.setFocus()
        QTest.keyClick(page.table.view, KEY.Key_Delete)
        desk.settle()
        for dialog in dialogs():  # an offer names one of its items
            dialog.accept()
            desk.settle()
        assert record(desk, ids["port"]).deleted
        assert record(desk, ids["course"]).deleted
        assert texts(page, "title") == []
        desk.write(undoing.undo)
        desk.settle()
        assert texts(page, "title") == ["Port security"]

    def test_search_and_sort(self, desk, page):
        show(desk, page, "requests")
        page.table.sort_by("title", down=False)
        desk.settle()
        assert texts(page, "title") == ["Customs law", "Port security"]
        page.table.search.setText("port")
        page.table.refresh()
        desk.settle()
        assert texts(page, "title") == ["Port security"]

    def test_copied_with_headers(self, desk, page):
        page.table.view.selectAll()
        QTest.keyClick(page.table.view, KEY.Key_C, CONTROL)
        desk.settle()
        head, line = QApplication.clipboard().text().splitlines()
        assert head.startswith("Reference\tSubmitted on\tStates")
        assert "Port security" in line

    def test_an_empty_file_offers_the_first_request(self, kit, blank, tmp_path, shown):
        desk = Desk(kit, shutil.copy(blank, tmp_path / "empty.c1540"))
        try:
            page = AssistancePage(desk.context)
            shown(page)
            page.open(Route("assistance"))
            desk.settle()
            assert "No request for assistance is recorded yet." in said(page.table)
            shown_buttons = [
                b.text() for b in page.table.findChildren(QPushButton) if b.isVisible()
            ]
            assert "New request" in shown_buttons
        finally:
            desk.close()


class TestRequest:
    def test_items_are_typed_as_lines(self, desk, shown, ids):
        page = put(desk, shown, RequestPage(desk.context), ids["port"])
        grid = page.body.items.grid
        assert focused() is grid.view
        assert grid.ids() == [ids["course"], ids["parts"]]
        grid.write_line()
        press(desk, KEY.Key_Right)
        write(desk, "Handbook in English")
        press(desk, KEY.Key_Return)
        page.leave()
        desk.settle()
        made = next(i for i in every(desk, "assistance_item") if i.title == "Handbook in English")
        assert made.ids("parent") == (ids["port"],)
        assert made.reference == "ITM-TTO-2026-003"

    def test_an_item_becomes_a_commitment_that_comes_from_it(self, desk, shown, ids):
        page = put(desk, shown, RequestPage(desk.context), ids["port"])
        press(desk, KEY.Key_Return, CONTROL)
        [promise] = every(desk, "follow_up")
        assert promise.title == "Course for operators"
        assert (promise.text("origin"), promise.text("origin_type")) == (
            ids["course"],
            "REQUEST_ITEM",
        )
        assert promise.get("countries") == [TTO]
        assert promise.get("agreed_on") == "2026-03-16"
        assert page.body.commitments.ids() == [promise.id]

    def test_offers_that_name_an_item_are_listed_and_opened(self, desk, shown, ids):
        page = put(desk, shown, RequestPage(desk.context), ids["port"])
        press(desk, KEY.Key_2, CONTROL)
        tab = page.body.tab(1)
        assert focused() is tab.view
        line = tab.view.lines.line_at(0)
        assert line.texts == ("UN Office for Disarmament Affairs (1540 Support Unit)",
                              "Regional course", "1", "Dec 2026", "Valid")  # fmt: skip
        press(desk, KEY.Key_Return)
        assert desk.shell.gone_to == [ids["offer"]]

    def test_another_offer_shows_as_soon_as_it_names_an_item(self, desk, shown, ids):
        page = put(desk, shown, RequestPage(desk.context), ids["port"])
        press(desk, KEY.Key_2, CONTROL)
        view = page.body.tab(1).view
        create(desk, "assistance_offer", title="Parts", provider=UNODA,
               items=[ids["course"], ids["parts"]])  # fmt: skip
        desk.settle()
        assert [view.lines.line_at(row).texts[1:3] for row in range(view.lines.rowCount())] == [
            ("Regional course", "1"), ("Parts", "1, 2"),
        ]  # fmt: skip

    def test_a_new_offer_names_the_current_item(self, desk, shown, ids):
        page = put(desk, shown, RequestPage(desk.context), ids["port"])
        press(desk, KEY.Key_2, CONTROL)
        QTest.mouseClick(page.body.tab(1).new, Qt.MouseButton.LeftButton)
        desk.settle()
        [dialog] = [each for each in dialogs() if isinstance(each, NewEntryDialog)]
        assert dialog.form.binding.held()["items"] == [ids["course"]]
        dialog.reject()

    def test_its_form_is_sent_from_its_page(self, desk, shown, ids):
        page = put(desk, shown, RequestPage(desk.context), ids["port"])
        send = next(
            each for each in page.findChildren(QToolButton)
            if each.accessibleName() == "Send the assistance form"
        )  # fmt: skip
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        assert desk.shell.routes == [Route("send", ids["port"])]
        dialog = SendDialog(desk.context, page, request=ids["port"])
        desk.settle()
        assert dialog.form.profile.key == "ASSISTANCE_FORM"
        assert dialog.form.requested.line.text() == "Port security"
        asked = dialog.form.request(personal=False)
        assert (asked.entry, asked.country) == (ids["port"], TTO)
        dialog.deleteLater()

    def test_details_are_written_in_place(self, desk, shown, ids):
        page = put(desk, shown, RequestPage(desk.context), ids["port"])
        press(desk, KEY.Key_3, CONTROL)
        write(desk, "Alarms are not read")
        page.leave()
        desk.settle()
        assert record(desk, ids["port"]).text("situation") == "Alarms are not read"

    def test_a_request_without_anything_says_what_it_lacks(self, desk, shown):
        bare = create(desk, "assistance_request", title="Bare")
        page = put(desk, shown, RequestPage(desk.context), bare)
        assert any("who asks" in each for each in (issue.what for issue in page.body.view.issues))
        assert page.body.items.grid.ids() == []


class TestOffer:
    def test_its_fields_are_written_in_place(self, desk, shown, ids):
        page = put(desk, shown, OfferPage(desk.context), ids["offer"])
        write(desk, "Two weeks")
        page.leave()
        desk.settle()
        assert record(desk, ids["offer"]).text("description") == "Two weeks"
        assert page.route() == Route("assistance_offer", ids["offer"])


class TestElsewhere:
    @pytest.mark.parametrize(
        ("which", "page"),
        [
            ("port", "assistance_request"),
            ("course", "assistance_request"),
            ("offer", "assistance_offer"),
        ],
    )
    def test_every_entry_has_a_page_under_assistance(self, desk, ids, which, page):
        found = desk.read(partial(whereabouts, ids[which]))
        owner = ids["port"] if which == "course" else ids[which]
        assert found == (page, owner)
        assert page in PAGES
        assert NAVIGATION_OF_PAGE[page] == "assistance"
        assert PAGE_OF_TYPE[page] == page

    def test_home_asks_about_a_request_and_takes_another_day(self, desk, ids, shown):
        page = HomePage(desk.context)
        page.resize(1190, 640)
        shown(page)
        page.open(Route("home"))
        desk.settle()
        line = page.list.view.lines.line_at(1)
        assert line.texts[:3] == (
            "18 Mar",
            "Trinidad and Tobago",
            "Ask about the request: Port security",
        )
        QTest.keyClick(page.list.view, KEY.Key_R)
        desk.settle()
        [dialog] = dialogs()
        dialog.taken.emit("2026-04-01")
        dialog.reject()
        desk.settle()
        assert record(desk, ids["port"]).get("next_check_on") == "2026-04-01"

    def test_a_state_shows_what_it_asked_for(self, desk, ids, shown):
        page = StatePage(desk.context)
        page.resize(1190, 640)
        shown(page)
        page.open(Route("state", TTO))
        desk.settle()
        page.side.tabs.setCurrentIndex(2)
        part = page.side.assistance
        assert "Submitted · 11 Mar 2026 · 2 items" in said(part)
        assert "1. Course for operators (Open)" in said(part)
        assert not any("Spare parts" in each for each in said(part))
        link = next(b for b in part.findChildren(QPushButton) if b.text() == "Port security")
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        assert desk.shell.gone_to == [ids["port"]]

    def test_the_brief_of_a_state_tells_of_it_and_keeps_what_is_strict(self, desk, ids, shown):
        create(desk, "assistance_request", title="Kept back", countries=[TTO], sensitivity="STRICT")
        page = StatePage(desk.context)
        shown(page)
        page.open(Route("state", TTO))
        desk.settle()
        assert page._shown is not None
        text = BriefDialog(desk.context, page, page._shown).document.toPlainText()
        assert "Open: Course for operators" in text
        assert "Kept back" not in text
        assert "1 strictly confidential entry is left out." in text
