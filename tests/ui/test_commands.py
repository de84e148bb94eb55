"""What the menus of the window do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

from coordinator_app.services.session import SAMPLE
from coordinator_app.ui.action_table import ACTIONS, MENUS, PLACES
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.new_entry import NewEntryDialog
from coordinator_app.ui.dialogs.note import NoteDialog
from coordinator_app.ui.dialogs.recycle_bin import RecycleBinDialog
from coordinator_app.ui.dialogs.search import SearchDialog
from coordinator_app.ui.dialogs.send import SendDialog
from coordinator_app.ui.keys_dialog import KeysDialog
from coordinator_app.ui.pages.first_start import FirstStart
from tests.services.exchange.busy_workbook import TTO
from tests.ui.desk import new_workbook
from tests.ui.running import Running


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("commands") / "blank.c1540")


@pytest.fixture
def book(template, tmp_path):
    return Path(shutil.copy(template, tmp_path / "mine.c1540"))


@pytest.fixture
def running(qapp, tmp_path):
    made = Running(qapp, tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def window(running, book):
    return running.open(book)


def do(running, name):
    running.window.actions_.action(name).trigger()
    running.settle()


def closed(running, dialog):
    dialog.close()
    running.settle()


def test_everything_in_the_menus_does_something(window):
    """A menu entry that nothing is bound to would be a button that does nothing."""
    for spec in ACTIONS:
        if spec.menu:
            action = window.actions_.action(spec.id)
            assert action.receivers("2triggered(bool)") + action.receivers("2triggered()") > 0, (
                spec.id
            )


def test_no_two_actions_of_the_window_share_a_key():
    keys = [
        key for spec in ACTIONS if spec.place == "window" for key in spec.key.split(" | ") if key
    ]
    assert len(keys) == len(set(keys))
    assert {spec.menu for spec in ACTIONS} <= {*MENUS, ""}
    assert {spec.place for spec in ACTIONS} == {*PLACES, "window"}


@pytest.mark.parametrize(
    ("name", "dialog"),
    [
        ("new.note", NoteDialog),
        ("go.search", SearchDialog),
        ("edit.bin", RecycleBinDialog),
        ("exchange.send", SendDialog),
        ("help.keys", KeysDialog),
        *((f"new.{key}", NewEntryDialog) for key in
          ("visit", "training", "event", "follow_up", "contact", "institution")),
    ],
)  # fmt: skip
def test_a_dialog_opens(running, window, name, dialog):
    do(running, name)
    closed(running, running.dialog(dialog))


def test_sending_from_a_state_begins_with_it(running, window):
    window.send(TTO)
    dialog = running.dialog(SendDialog)
    assert dialog.state.value() == TTO
    closed(running, dialog)


def test_receiving_goes_to_the_page_and_asks(running, window, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "coordinator_app.ui.pages.exchange_receive.QStandardPaths.standardLocations", lambda _: []
    )

    def ask(*_):
        asked.append("which")
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    do(running, "exchange.receive")
    assert window.route().page == "exchange"
    assert asked == ["which"]


@pytest.mark.parametrize(
    ("name", "section"),
    [("file.backup", "backups"), ("file.restore", "backups"), ("file.check", "check")],
)
def test_settings_open_at_what_was_asked_for(running, window, name, section):
    asked: list[Route] = []
    window.go = asked.append
    do(running, name)
    assert (asked[0].page, asked[0].params["section"]) == ("settings", section)


def test_another_file_is_made_and_opened(running, window, tmp_path, monkeypatch):
    chosen = tmp_path / "other.c1540"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    do(running, "file.new")
    assert running.shown().context.file.path == chosen


def test_a_name_without_ending_gets_one(running, window, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "o.2026"), ""))
    do(running, "file.new")
    assert running.shown().context.file.path == tmp_path / "o.2026.c1540"


def test_an_existing_file_is_opened(running, window, book, tmp_path, monkeypatch):
    other = Path(shutil.copy(book, tmp_path / "other.c1540"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    do(running, "file.open")
    assert running.shown().context.file.path == other


@pytest.mark.parametrize("name", ["file.new", "file.open"])
def test_giving_up_the_question_leaves_the_file_open(running, window, name, monkeypatch):
    for ask in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_: ("", ""))
    do(running, name)
    assert running.window is window


def test_the_sample_is_opened_from_the_menu(running, window):
    do(running, "file.sample")
    assert running.shown().context.file.kind == SAMPLE


def test_the_file_is_closed(running, window):
    do(running, "file.close")
    assert isinstance(running.window, FirstStart)


def test_language_from_the_menu_goes_there_and_back(running, window):
    do(running, "view.language")
    assert running.program.lang == "es"
    running.shown()
    do(running, "view.language")
    assert running.program.lang == "en"


def test_the_log_and_the_about_box(running, window, monkeypatch):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    monkeypatch.setattr(QMessageBox, "about", lambda *args: shown.append(args[2]))
    do(running, "help.log")
    do(running, "help.about")
    assert shown[0] == running.places.logs.as_posix()
    assert "without a network" in shown[1]


def test_reading_again_stays_where_one_is(running, window):
    running.go("exchange")
    do(running, "view.refresh")
    assert window.route() == Route("exchange")
    assert window.findChildren(QLabel)
