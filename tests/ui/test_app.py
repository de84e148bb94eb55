"""The program: doors, opening, creating, refusing, language and look while it runs, closing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from coordinator_app.domain.errors import UserError
from coordinator_app.services import installation, maintenance
from coordinator_app.services.session import Session
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs import restore
from coordinator_app.ui.pages.first_start import FirstStart
from tests.ui.desk import clock, new_workbook
from tests.ui.running import Running


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("app") / "blank.c1540")


@pytest.fixture
def book(template, tmp_path):
    return Path(shutil.copy(template, tmp_path / "Caribe 2026.c1540"))


@pytest.fixture
def running(qapp, tmp_path):
    made = Running(qapp, tmp_path / "home")
    yield made
    made.close()
    QLocale.setDefault(QLocale("en"))


def labels(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def kept(running):
    return installation.load(running.places.settings)


class TestOpening:
    def test_without_a_file_the_doors_are_shown(self, running):
        running.program.start(None)
        assert isinstance(running.window, FirstStart)
        assert running.window.isVisible()

    def test_a_file_is_opened_and_remembered(self, running, book):
        window = running.open(book)
        assert window.windowTitle() == "Caribe 2026 · 1540 Coordinator Workbook"
        assert window.route() == Route("home")
        assert kept(running).recent == (str(book),)
        assert not window.context.file.read_only

    def test_the_last_file_is_opened_at_the_next_start(self, running, book):
        running.open(book)
        running.program.close_file()
        running.program.start(None)
        assert running.shown().context.file.path == book

    def test_a_last_file_that_is_gone_leads_to_the_doors(self, running, book):
        running.open(book)
        running.program.close_file()
        book.unlink()
        running.program.start(None)
        assert isinstance(running.window, FirstStart)

    def test_a_route_is_where_it_begins(self, running, book):
        assert running.open(book, Route("exchange")).route().page == "exchange"

    def test_a_new_file_is_made_where_the_person_says(self, running, tmp_path):
        path = tmp_path / "new folder" / "mine.c1540"
        running.program.create(path, "new")
        assert running.shown().context.file.path == path
        assert running.read(lambda reading: len(list(reading.records.all("country")))) > 30

    def test_the_sample_is_made_once_and_marked(self, running):
        running.program.open_sample()
        window = running.shown()
        made = window.context.file.path.stat().st_mtime_ns
        assert window.windowTitle().startswith("[SAMPLE] sample · ")
        assert "SAMPLE: public facts for looking around" in labels(window)
        running.program.open_sample()
        assert running.shown().context.file.path.stat().st_mtime_ns == made

    def test_lists_begin_where_they_are_brought_in(self, running, tmp_path):
        running.program.create(tmp_path / "lists.c1540", "lists")
        assert running.shown().route().page == "bring_list"


class TestRefusing:
    def test_what_is_no_coordinator_file_is_said_at_the_doors(self, running, tmp_path):
        path = tmp_path / "notes.c1540"
        path.write_text("nothing of ours")
        running.program.open(path)
        running.settle()
        assert isinstance(running.window, FirstStart)
        assert "notes.c1540" in running.refusal()
        assert kept(running).recent == ()

    def test_a_file_that_is_not_there_is_said(self, running, tmp_path):
        running.program.open(tmp_path / "gone.c1540")
        running.settle()
        assert running.refusal()

    def test_a_newer_file_is_not_changed(self, running, book):
        with sqlite3.connect(book) as connection:
            connection.execute("PRAGMA user_version = 9999")
        connection.close()
        before = book.read_bytes()
        running.program.open(book)
        running.settle()
        assert isinstance(running.window, FirstStart)
        assert "made by a newer version" in running.refusal()
        running.program.close_file()
        assert book.read_bytes() == before

    def test_a_new_file_never_replaces_one_that_is_there(self, running, book):
        before = book.read_bytes()
        running.program.create(book, "new")
        running.settle()
        assert isinstance(running.window, FirstStart)
        assert running.refusal()
        assert book.read_bytes() == before

    def test_after_a_refusal_another_file_can_be_opened(self, running, book, tmp_path):
        running.program.open(tmp_path / "gone.c1540")
        running.settle()
        assert running.open(book)

    def test_a_second_window_only_reads_and_says_who_writes(self, running, book):
        with Session.open_for(book, clock(), "Somebody"):
            window = running.open(book)
            assert window.context.file.read_only
            assert any(text.startswith("Read only") for text in labels(window))
            assert not window.actions_.action("new.visit").isEnabled()
            assert not window.actions_.action("exchange.send").isEnabled()
            assert window.actions_.action("go.exchange").isEnabled()
        running.program.close_file()


class TestLanguageAndLook:
    def test_the_language_changes_at_once_and_stays_on_the_page(self, running, book):
        before = running.open(book, Route("exchange"))
        running.program.choose_language("es")
        window = running.shown()
        assert window is not before
        assert window.route().page == "exchange"
        assert window.actions_.action("go.exchange").text() == "Envíos y respuestas"
        assert kept(running).lang == "es"
        assert QLocale().language() == QLocale.Language.Spanish

    def test_the_doors_change_language_too(self, running):
        running.program.start(None)
        running.program.choose_language("es")
        assert "Abrir un archivo" in [
            each.text() for each in running.window.findChildren(QPushButton)
        ]

    def test_the_same_language_changes_nothing(self, running, book):
        window = running.open(book)
        running.program.choose_language("en")
        assert running.window is window

    def test_what_is_typed_survives_the_change_of_language(self, running, book):
        window = running.open(book)
        left = []
        window.page.leave = lambda: left.append(window.page)
        running.program.choose_language("es")
        running.settle()
        assert left

    def test_the_look_changes_at_once_and_is_kept(self, running, book, qapp):
        window = running.open(book)
        light = window.palette().window().color()
        window.actions_.action("view.dark").trigger()
        assert kept(running).theme == "dark"
        assert qapp.palette().window().color() != light
        window.actions_.action("view.light").trigger()
        assert qapp.palette().window().color() == light

    def test_size_and_place_outlast_the_change_of_window(self, running, book):
        window = running.open(book)
        window.resize(1000, 500)
        running.program.choose_language("es")
        assert running.shown().width() == 1000


class TestClosing:
    def test_closing_the_window_commits_remembers_and_ends(self, running, book):
        window = running.open(book)
        left = []
        window.page.leave = lambda: left.append(1)
        window.resize(1200, 600)
        window.close()
        assert left
        assert running.quits == 1
        assert kept(running).window["size"] == "1200x600"
        with Session.open_for(book, clock(), "Next") as session:
            assert not session.read_only

    def test_the_remembered_size_is_used(self, running, book):
        running.program.remember("size", "1000x500")
        window = running.open(book)
        assert (window.width(), window.height()) == (1000, 500)

    @pytest.mark.parametrize("size", ["", "x", "wide", "10", "1x2x3"])
    def test_a_size_that_is_none_is_forgotten(self, running, book, size):
        running.program.remember("size", size)
        assert running.open(book).width() == 1366

    def test_another_file_is_opened_only_after_what_is_typed_is_kept(self, running, book, tmp_path):
        window = running.open(book)
        left = []
        window.page.leave = lambda: left.append(1)
        other = Path(shutil.copy(book, tmp_path / "other.c1540"))
        assert running.open(other).context.file.path == other
        assert left
        assert kept(running).recent == (str(other), str(book))

    def test_closing_the_file_leads_to_the_doors(self, running, book):
        running.open(book).actions_.action("file.close").trigger()
        running.settle()
        assert isinstance(running.window, FirstStart)
        with Session.open_for(book, clock(), "Next") as session:
            assert not session.read_only


class TestMirrored:
    @pytest.fixture
    def mirrored(self, template, tmp_path):
        folder = tmp_path / "OneDrive - OAS"
        folder.mkdir()
        return Path(shutil.copy(template, folder / "mine.c1540"))

    def test_it_is_said_until_closed_and_moved_when_asked(
        self, running, mirrored, tmp_path, monkeypatch
    ):
        window = running.open(mirrored)
        assert "OneDrive mirrors the folder" in window._banner.text
        target = tmp_path / "safe"
        target.mkdir()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(target))
        window._banner.press()
        window = running.shown()
        assert window.context.file.path == target / "mine.c1540"
        assert window._banner.text == ""
        assert not mirrored.exists()

    def test_nothing_is_written_over(self, running, mirrored, tmp_path, monkeypatch):
        window = running.open(mirrored)
        (tmp_path / "mine.c1540").write_text("another file")
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
        window._banner.press()
        running.settle()
        assert running.window.context.file.path == mirrored
        assert (tmp_path / "mine.c1540").read_text() == "another file"
        for each in running.window.findChildren(QLabel):
            if "of that name already" in each.text():
                each.window().close()
                break
        else:
            raise AssertionError("nothing was explained")

    def test_giving_up_leaves_it_where_it_is(self, running, mirrored, monkeypatch):
        window = running.open(mirrored)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
        window._banner.press()
        assert running.window is window


def test_a_backup_is_put_back_only_when_nobody_reads_the_file_any_more(running, book, monkeypatch):
    window = running.open(book)
    tasks = window.context.tasks
    readers = [tasks._reader, tasks._writer]
    closed: list[bool] = []

    def look(*_given, **_more):
        closed.extend(not each._thread.is_alive() for each in readers)
        raise UserError("enough")

    monkeypatch.setattr(maintenance, "restore", look)
    restore.put_back(window.context, book)
    running.settle()
    assert closed == [True, True]
