"""A new user brings a list of activities with Spanish headers into an empty file, by keyboard."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton

from coordinator_app import paths
from coordinator_app.domain.clock import Clock
from coordinator_app.ui.app import Program
from coordinator_app.ui.foreign.view import COLUMNS, DOUBTS
from coordinator_app.ui.main_window import MainWindow
from coordinator_app.ui.pages.bring_list import BringListPage
from coordinator_app.ui.pages.check_changes import CheckChangesPage
from coordinator_app.ui.pages.first_start import FirstStart
from tests.journeys.keyboard import CONTROL, KEY, Keyboard

HEADERS = ("Código", "Estados", "Tipo", "Fecha", "Descripción", "Participantes", "Financiador")
#: As people keep such lists: groups, several States in one cell, words for numbers and dates.
ROWS = (
    ("F01", "CARICOM", "MANDATE", "2008-06", "Caucus recommends implementation", "", ""),
    ("F07", "SICA;PAN", "EVENT", "2010-05", "First joint meeting in Panama", "", "OAS"),
    ("F08", "BHS", "TRAINING", "2011-06-23/24", "Workshop in Nassau", "14 States", "OPCW"),
    ("F09", "TTO", "COMMITTEE_VISIT", "2013-04-17/19", "Visit led by the Chair", "", ""),
    ("F12", "JAM", "TRAINING", "by 2014-02", "Course for customs", "about 25", "USA"),
    ("F16", "PER", "EVENT", "2016", "Regional seminar in Lima", "over 30", "USA;ESP"),
    ("F20", "DOM", "NATIONAL_ROUNDTABLE", "2017-10-03", "Round table", "24 (10 women)", ""),
    ("F31", "GUY", "NAP_SUBMITTED", "2018", "National action plan", "", ""),
)
ACTIVITIES = 6


def asked(book: Path, *words: str) -> Any:
    """Return what the command line says of the file."""
    command = [sys.executable, "-m", "coordinator_app", words[0], str(book), *words[1:], "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEADERS)
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "hechos.xlsx"
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "mine.c1540"


@pytest.fixture
def hands(qapp, qtbot, book, tmp_path, monkeypatch) -> Iterator[Keyboard]:
    """The program at its doors, gone through "Bring my Excel lists", and hands on its keyboard."""
    monkeypatch.setenv("COORDINATOR_HOME", str(tmp_path / "home"))  # nothing was opened here before
    program = Program(qapp, paths.places(), Clock("keyboard"), "en")
    monkeypatch.setattr(qapp, "quit", lambda: None)
    program.start(None)
    assert isinstance(program.window, FirstStart)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(book), ""))
    door = program.window.findChild(QPushButton, "door.lists")
    door.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    hands = Keyboard(program)
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)
    hands.settle()
    yield hands
    program.leave()
    program.deleteLater()


def page_of(hands: Keyboard) -> BringListPage:
    page = hands.window.page
    assert isinstance(page, BringListPage)
    return page


def choose(hands: Keyboard, facts: Path) -> None:
    """Choose the file with the button that has the focus."""
    assert hands.focused is page_of(hands).view.choose.file
    QTimer.singleShot(300, hands.name_a_file(str(facts)))
    hands.press(KEY.Key_Space)


def map_columns(hands: Keyboard) -> None:
    """Go on with what is proposed; nothing is called a title, so that the description is."""
    page = page_of(hands)
    assert page.view.step == COLUMNS
    assert not page.view.columns.issue.isVisible()
    hands.press(KEY.Key_Return, CONTROL)


def answer(hands: Keyboard) -> None:
    """Leave rows of other kinds out; take the members of groups; leave the rest for later."""
    page = page_of(hands)
    assert page.view.step == DOUBTS
    for question in list(page.view.doubts.questions):
        if question.doubt.kind == "type":
            question.press("Leave these rows out")
        elif question.doubt.kind == "group":
            members = question.doubt.proposals[0].value
            assert isinstance(members, list)
            question.press(f"All {len(members)} of them")
    hands.press(KEY.Key_Return, CONTROL)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_with_spanish_headers_comes_into_an_empty_file(
    hands: Keyboard, qtbot, book: Path, facts: Path
):
    choose(hands, facts)
    map_columns(hands)
    answer(hands)
    qtbot.waitUntil(lambda: hands.window.route().page == "review", timeout=20_000)
    hands.settle()
    page = hands.window.page
    assert isinstance(page, CheckChangesPage)
    assert page.view.take_in.text().startswith("Take in ")
    hands.press(KEY.Key_Return, CONTROL)
    banner = hands.window._banner
    assert banner.text.partition(" ")[2].startswith("taken in")
    if " to decide" not in banner.text:
        assert hands.window.route().page == "activities"

    made = {
        each["title"]: each["fields"]
        for key in ("visit", "training", "event")
        for each in asked(book, "list", key)
    }
    assert len(made) == ACTIVITIES
    assert made["Workshop in Nassau"]["dates"] == "2011-06-23/2011-06-24"
    assert made["Course for customs"]["participants"] == {"n": 25, "qualifier": "about"}
    assert made["Round table"]["women"] == {"n": 10, "qualifier": "exact"}
    assert made["Regional seminar in Lima"]["participants"]["qualifier"] == "at_least"
    assert made["Visit led by the Chair"]["visit_type"] == "COMMITTEE_VISIT"

    hands.press(KEY.Key_Z, CONTROL)
    hands.window.close()
    assert [asked(book, "list", key) for key in ("visit", "training", "event")] == [[], [], []]
    assert asked(book, "check") == {"ok": True, "findings": []}
