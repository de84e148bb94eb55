"""Several replies in one review: listed, filtered, decided, taken in one after the other, undone."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from coordinator_app.excel import locking
from coordinator_app.services import editing
from coordinator_app.services.exchange import dispatch, review, sent_files
from coordinator_app.services.foreign import looking, proposing, remembering
from coordinator_app.services.session import Session
from coordinator_app.texts import load
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.ask_password import AskPasswordDialog
from coordinator_app.ui.pages.check_files import CheckFilesPage
from coordinator_app.ui.review.files_list import ALL
from coordinator_app.ui.review.model import MARK, WHY
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import COL, JAM, TTO
from tests.ui import courier
from tests.ui.checking import CONTROL, KEY, at_desk, cell, press, rows
from tests.ui.desk import clock

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Return a folder: the workbook, and what came back to four letters, made once for all."""
    made = tmp_path_factory.mktemp("replies")
    courier.workbook(made / "mine.c1540")
    with Session.open_for(made / "mine.c1540", clock(), "Tester") as session:
        for state, name in (
            (TTO, "a trinidad"),
            (JAM, "b jamaica"),
            (COL, "c colombia"),
            (TTO, "e"),
            (TTO, "f"),
        ):
            request = dispatch.Request(state, personal=True)
            dispatch.send(session, request, made / f"{name}.xlsx")
        mine = next(each for each in session.records.all("visit") if each.title == "Mission 0")
        editing.update(session, mine.id, {"next_steps": "My step"})
    first = made / "a trinidad.xlsx"
    courier.put(first, "visit", "Mission 0", venue="Their hall", next_steps="Their step")
    courier.put(first, "visit", "Mission 1", city="Arima")
    capital(made / "b jamaica.xlsx", "Spanish Town")
    (made / "d notes.xlsx").write_text("not a workbook", encoding="utf-8")
    courier.put(made / "e.xlsx", "visit", "Mission 5", city="Cedros")
    courier.put(made / "f.xlsx", "visit", "Mission 5", city="Toco")
    return made


@pytest.fixture
def desk(kit, template, tmp_path):
    made = at_desk(kit, template / "mine.c1540", tmp_path)
    yield made
    made.close()


@pytest.fixture
def folder(template, tmp_path):
    """Return a folder: a reply with safe changes and a conflict, a plain one, two left out."""
    made = tmp_path / "replies"
    made.mkdir()
    for each in template.glob("? *.xlsx"):
        shutil.copy(each, made)
    return made


@pytest.fixture
def clashing(template):
    """Return two replies that say different things of one cell."""
    return [template / "e.xlsx", template / "f.xlsx"]


@pytest.fixture
def open_page(desk, shown):
    def make(*paths, size=(1170, 640)):
        page = CheckFilesPage(desk.context)
        page.resize(*size)
        shown(page)
        page.open(Route("replies", "", {"paths": [str(each) for each in paths]}))
        desk.settle()
        return page

    return make


@pytest.fixture
def page(open_page, folder):
    return open_page(folder)


def capital(path, value):
    with spoiling.opened(path) as book:
        found = spoiling.sheet(book, "country")
        found.cell(spoiling.FIRST, spoiling.column(found, "capital")).value = value


def listed(page):
    from coordinator_app.ui.review import files_list

    items = [page.files.item(row) for row in range(page.files.count())]
    return [(each.text(), each.data(files_list._NOTE)) for each in items]


def choose(desk, page, row):
    item = page.files.item(row)
    place = page.files.visualItemRect(item).center()
    QTest.mouseClick(page.files.viewport(), LEFT, pos=place)
    desk.settle()


def value(desk, title, key):
    return courier.visit(desk, title).get(key)


def record(desk, record_id):
    return desk.read(lambda reading: reading.records.get(record_id))


def operations(desk):
    def ask(reading):
        return [each for each in reading.log.entries() if each.label.startswith("Take in")]

    return desk.read(ask)


class TestShowing:
    def test_every_file_is_listed_with_how_it_stands(self, page):
        assert listed(page) == [
            ("All files (4)", "1 to decide · 3 to take in"),
            ("Trinidad and Tobago", "1 to decide · 2 to take in"),
            ("Jamaica", "1 to take in"),
            ("c colombia.xlsx", "Left out"),
            ("d notes.xlsx", "Left out"),
        ]
        assert page.view.about.text() == "2 replies read · 2 files left out"
        assert page.view.take_in.text() == "Take in 3"
        assert page.view.model.rowCount() == 4

    def test_one_file_alone_has_its_own_totals_and_sender(self, desk, page):
        choose(desk, page, 2)
        assert page.view.model.rowCount() == 1
        assert page.view.take_in.text() == "Take in 1"
        assert page.view.about.text().startswith("b jamaica.xlsx · from ")
        choose(desk, page, 0)
        assert page.view.model.rowCount() == 4

    def test_why_a_file_is_left_out_is_said_in_one_sentence(self, desk, page):
        choose(desk, page, 3)
        assert page.view.notice.text() == (
            "c colombia.xlsx: This file is still as it was sent; nobody has filled it in."
        )
        assert page.view.model.rowCount() == 0
        assert not page.view.take_in.isEnabled()
        choose(desk, page, 0)
        assert not page.view.notice.isVisible()

    def test_a_cell_that_two_files_say_differently_says_so(self, clashing, open_page):
        again = open_page(*clashing)
        assert "→  “Cedros” in e.xlsx" in rows(again, WHY)

    @pytest.mark.parametrize("size", [(1170, 640), (1045, 490), (863, 388)])
    def test_the_classes_keep_room_beneath_the_files(self, page, size):
        page.resize(*size)
        QApplication.processEvents()
        assert page.view.filters.height() >= 90
        assert page.files.height() >= 76

    def test_a_tall_page_can_become_a_short_one(self, page):
        page.resize(1170, 640)
        QApplication.processEvents()
        assert page.files.minimumHeight() < 76
        assert page.minimumSizeHint().height() <= 388

    def test_a_folder_without_replies_goes_back_and_says_so(self, desk, open_page, tmp_path):
        (tmp_path / "empty").mkdir()
        open_page(tmp_path / "empty")
        assert desk.shell.routes == [Route("exchange")]
        assert "no Excel file" in desk.shell.explained[0].what


class TestDeciding:
    def test_decisions_go_with_their_file_whatever_is_shown(self, desk, page):
        press(desk, page, KEY.Key_A)
        assert listed(page)[1] == ("Trinidad and Tobago", "3 to take in")
        choose(desk, page, 1)
        assert rows(page, MARK) == ["Take in", "Take in", "Take in"]
        press(desk, page, KEY.Key_K)
        choose(desk, page, 0)
        assert sorted(rows(page, MARK)) == ["Keep mine", "Take in", "Take in", "Take in"]

    def test_left_they_wait_each_with_its_own_file(self, desk, page):
        choose(desk, page, 1)
        press(desk, page, KEY.Key_K)
        page.leave()
        desk.settle()
        kept = desk.read(review.waiting)
        assert sorted((each.name, each.undecided) for each in kept) == [
            ("a trinidad.xlsx", 0),
            ("b jamaica.xlsx", 0),
        ]

    def test_taken_up_again_they_are_there(self, desk, page, folder, open_page):
        press(desk, page, KEY.Key_K)
        page.leave()
        desk.settle()
        again = open_page(folder)
        assert cell(again, 0, MARK) == "Keep mine"

    def test_f8_goes_to_what_waits_in_any_file(self, desk, page):
        page.view.select(page.view.model.rowCount() - 1)
        press(desk, page, KEY.Key_F8)
        assert page.view.table.currentIndex().row() == 0
        assert cell(page, 0, MARK) == "Decide"


class TestTaking:
    def test_one_operation_for_each_file_and_the_rest_waits(self, desk, page):
        press(desk, page, KEY.Key_Return, CONTROL)
        assert value(desk, "Mission 0", "venue") == "Their hall"
        assert value(desk, "Mission 1", "city") == "Arima"
        assert record(desk, JAM).get("capital") == "Spanish Town"
        assert len(operations(desk)) == 2
        assert desk.shell.said == ["3 taken in · 2 files · 1 left to decide"]
        assert [name for name, _ in listed(page)][:2] == ["All files (3)", "Trinidad and Tobago"]
        assert rows(page, MARK) == ["Decide"]

    def test_when_nothing_waits_the_list_of_sent_files_is_shown(self, desk, page):
        press(desk, page, KEY.Key_A)
        press(desk, page, KEY.Key_Return, CONTROL)
        assert desk.shell.routes[-1] == Route("exchange")
        files = desk.read(lambda reading: sent_files.sent_files(reading, load("en")))
        assert sorted(each.status for each in files) == ["MERGED", "MERGED", "SENT", "SENT", "SENT"]
        assert desk.read(review.waiting) == []

    def test_one_file_alone_is_taken_in_and_the_others_stay(self, desk, page):
        choose(desk, page, 2)
        press(desk, page, KEY.Key_Return, CONTROL)
        assert record(desk, JAM).get("capital") == "Spanish Town"
        assert value(desk, "Mission 0", "venue") is None
        assert listed(page)[0] == ("All files (3)", "1 to decide · 2 to take in")

    def test_a_later_file_that_changed_the_same_cell_is_decided_afterwards(
        self, desk, clashing, open_page
    ):
        page = open_page(*clashing)
        press(desk, page, KEY.Key_Return, CONTROL)
        assert value(desk, "Mission 5", "city") == "Cedros"
        assert [line.cls for line in page._deciding.lines if line.field == "city"] == ["conflict"]
        assert rows(page, MARK)[0] == "Decide"

    def test_cancel_stops_after_the_file_that_is_being_taken_in(self, desk, page):
        page._on_apply()
        QTest.mouseClick(page.view.give_up, LEFT)
        page._on_give_up()
        desk.settle()
        assert len(operations(desk)) == 1
        assert record(desk, JAM).get("capital") != "Spanish Town"
        assert "Jamaica" in [name for name, _ in listed(page)]

    def test_all_of_it_can_be_undone_at_once(self, desk, page):
        before = desk.read(lambda reading: reading.records.get(JAM)).get("capital")
        press(desk, page, KEY.Key_A)
        press(desk, page, KEY.Key_Return, CONTROL)
        page._undo(tuple(each.operation for each in reversed(operations(desk))))
        desk.settle()
        assert record(desk, JAM).get("capital") == before
        assert value(desk, "Mission 0", "next_steps") == "My step"
        assert value(desk, "Mission 1", "city") == "Port of Spain"
        assert desk.shell.said[-1] == "The replies are taken out again."

    def test_what_was_taken_in_before_is_said(self, desk, page, folder, open_page):
        press(desk, page, KEY.Key_A)
        press(desk, page, KEY.Key_Return, CONTROL)
        again = open_page(folder)
        assert listed(again)[1][1] == "Taken in on 16 Mar 2026"
        assert not again.view.take_in.isEnabled()

    def test_what_cannot_be_used_goes_back_in_a_folder(
        self, desk, page, folder, open_page, monkeypatch, tmp_path
    ):
        courier.put(folder / "a trinidad.xlsx", "visit", "Mission 3", dates="06/11/14")
        again = open_page(folder)
        assert again.view.send_back.isVisible()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
        QTest.mouseClick(again.view.send_back, LEFT)
        desk.settle()
        assert (tmp_path / "a trinidad to correct.xlsx").is_file()
        assert desk.shell.said == ["1 file to correct is saved."]

    def test_a_change_elsewhere_compares_anew(self, desk, page):
        courier.update(desk, courier.visit(desk, "Mission 1").id, city="Toco")
        desk.settle()
        assert page._shown == ALL
        assert listed(page)[0] == ("All files (4)", "2 to decide · 2 to take in")


def test_the_same_reply_twice_is_taken_once(desk, folder, open_page):
    shutil.copy(folder / "a trinidad.xlsx", folder / "z copy.xlsx")
    page = open_page(folder)
    assert listed(page)[-1] == ("z copy.xlsx", "Left out")


def test_a_protected_reply_is_opened_with_its_password_beside_the_others(desk, folder, open_page):
    locked = folder / "a trinidad.xlsx"
    locking.lock(io.BytesIO(locked.read_bytes()), locked, "Knox Street")
    page = open_page(folder)
    assert listed(page)[1] == ("a trinidad.xlsx", "Needs its password")
    assert page.view.take_in.text() == "Take in 1"
    for typed, note in (
        ("knox street", "Needs its password"),
        ("Knox Street", "1 to decide · 2 to take in"),
    ):
        QTest.mouseClick(page.password, LEFT)
        dialog = next(iter(desk_dialogs(page)))
        QTest.keyClicks(dialog.line, typed)
        QTest.keyClick(dialog.line, KEY.Key_Return)
        desk.settle()
        assert listed(page)[1][1] == note
    assert not page.password.isVisible()
    QTest.mouseClick(page.view.take_in, LEFT)
    desk.settle()
    assert value(desk, "Mission 0", "venue") == "Their hall"
    assert record(desk, JAM).get("capital") == "Spanish Town"


def desk_dialogs(page):
    return [each for each in page.window().findChildren(AskPasswordDialog) if each.isVisible()]


@pytest.fixture
def with_list(folder):
    """Return the folder with a list of contacts that somebody else keeps."""
    text = "Name;E-mail;State\nAna Pitahaya;ana@example.org;Jamaica\n"
    (folder / "g list.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_list_among_replies_is_brought_in_by_a_click(desk, with_list, open_page):
    page = open_page(with_list)
    assert ("g list.csv", "A list: say what it holds") in listed(page)
    assert page.bring_in.isVisible()
    choose(desk, page, 1)
    assert not page.bring_in.isVisible()
    choose(desk, page, 5)
    page.bring_in.click()
    desk.settle()
    assert desk.shell.routes[-1] == Route("bring_list", "", {"path": str(with_list / "g list.csv")})


def test_a_list_that_a_kept_mapping_fits_is_reviewed_with_the_replies(desk, with_list, open_page):
    def keep(session):
        look = looking.look(session, with_list / "g list.csv")
        mapping = replace(proposing.propose(session, look), name="Contacts")
        remembering.save_mapping(session, mapping)

    desk.write(keep)
    page = open_page(with_list)
    assert not page.bring_in.isVisible()
    choose(desk, page, 5)
    assert page.view.take_in.text() == "Take in 1"
    page.view.take_in.click()
    desk.settle()
    people = desk.read(lambda reading: [each.title for each in reading.records.all("contact")])
    assert "Ana Pitahaya" in people
