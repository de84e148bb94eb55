"""A day at the keyboard: a visit, a note, a file sent, its reply checked, taken in and undone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from coordinator_app import paths
from coordinator_app.domain.clock import Clock
from coordinator_app.ui.app import Program
from coordinator_app.ui.main_window import MainWindow
from tests.journeys.keyboard import ALT, CONTROL, KEY, SHIFT, Keyboard

#: Cells that only they change, and those that both sides change.
SAFE, BOTH = 14, 3
TITLE = "Misión a Puerto España"
THEIRS = {"visit.title": "Their title", "visit.city": "Their city", "visit.dates": "5 Mar 2026"}


def asked(book: Path, *words: str) -> Any:
    """Return what the command line says of the file."""
    command = [sys.executable, "-m", "coordinator_app", words[0], str(book), *words[1:], "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "mine.c1540"
    asked(path, "new", "--demo")
    return path


@pytest.fixture
def hands(qapp, qtbot, book, monkeypatch) -> Iterator[Keyboard]:
    """The program, started on the file, and hands on its keyboard."""
    program = Program(qapp, paths.places(), Clock("keyboard"), "en")
    # The test's own application goes on when the window is closed.
    monkeypatch.setattr(qapp, "quit", lambda: None)
    program.start(book)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    hands = Keyboard(program)
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)
    hands.settle()
    yield hands
    program.leave()
    program.deleteLater()


def choose_trinidad(hands: Keyboard) -> None:
    hands.write("Trinidad and T")
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)


def record_visit(hands: Keyboard) -> None:
    hands.press(KEY.Key_V, CONTROL | SHIFT)
    choose_trinidad(hands)
    hands.to("Dates")
    hands.write("2-3 Mar 2026")
    hands.to("Title")
    hands.replace(TITLE)
    hands.press(KEY.Key_Return)


def record_meetings(hands: Keyboard) -> None:
    """Two meetings; the first one's notes hold a commitment."""
    hands.press(KEY.Key_Right, times=2)
    hands.cell("Ministerio de Salud Pública")
    hands.keep_as_words()
    hands.to("Notes")
    hands.write("The ministry will send the inventory. It was raining.")
    hands.press(KEY.Key_Home, CONTROL)
    hands.press(KEY.Key_Return, CONTROL)
    hands.press(KEY.Key_1, CONTROL)
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Left, times=3)
    hands.press(KEY.Key_Right, times=2)
    hands.cell("Customs, Point Lisas")
    hands.keep_as_words()


def record_commitments(hands: Keyboard) -> None:
    """Two more commitments, typed as lines."""
    hands.press(KEY.Key_F6)
    for who, what, when in (
        ("Customs", "Name a focal point", "30 Apr 2027"),
        ("Señora Íñiguez", "Envía la lista ñandú", "May 2027"),
    ):
        hands.press(KEY.Key_Insert, CONTROL)
        hands.cell(who)
        hands.keep_as_words()
        hands.press(KEY.Key_Right)
        hands.cell(what)
        hands.press(KEY.Key_Tab)
        hands.cell(when)
        hands.press(KEY.Key_Return)


def record_note(hands: Keyboard) -> None:
    hands.press(KEY.Key_L, CONTROL)
    choose_trinidad(hands)
    hands.to("What was said")
    hands.write("El director dijo que sí")
    hands.to("Promise")
    hands.write("Send the signed letter")
    hands.to("By when")
    hands.write("15 Dec 2026")
    hands.press(KEY.Key_Return, CONTROL)


def send_form(hands: Keyboard, form: Path) -> None:
    hands.press(KEY.Key_S, CONTROL | SHIFT)
    choose_trinidad(hands)
    hands.until(lambda: says(hands, "Look inside"))
    hands.press(KEY.Key_Space)
    hands.until(lambda: says(hands, "Save…"))
    QTimer.singleShot(300, hands.name_a_file(str(form)))
    hands.press(KEY.Key_Space)


def says(hands: Keyboard, text: str) -> bool:
    button = hands.focused
    return isinstance(button, QPushButton) and button.text() == text


def change_mine(hands: Keyboard) -> None:
    """Change three fields of the visit that the reply will change as well."""
    hands.press(KEY.Key_Up, ALT)
    for name, value in (("Title", "My title"), ("Dates", "4 Mar 2026"), ("City", "My city")):
        hands.to(name)
        hands.replace(value)
        hands.press(KEY.Key_Return)


def answer(form: Path, reply: Path) -> None:
    """Change cells of the form with another program."""
    book = openpyxl.load_workbook(form)
    left, both = SAFE, 0
    for sheet in book:
        keys = {str(cell.value).partition(" ")[0]: cell.column for cell in sheet[1] if cell.value}
        for row in range(3, sheet.max_row + 1):
            if "visit.title" in keys and sheet.cell(row, keys["visit.title"]).value == TITLE:
                for key, value in THEIRS.items():
                    sheet.cell(row, keys[key]).value = value
                    both += 1
            for key, code in (
                ("follow_up.next_step", "follow_up._ref"),
                ("institution.city", "institution._ref"),
            ):
                # Rows of several States are only to be read; these are the State's own.
                if left and key in keys and "-TTO-" in str(sheet.cell(row, keys[code]).value):
                    left -= _fill(sheet.cell(row, keys[key]), sheet.cell(row, keys[code] + 1), left)
    assert (left, both) == (0, BOTH)
    book.save(reply)


def _fill(cell: Cell, title: Cell, number: int) -> int:
    """Answer a row that was sent (blank rows have a code but no title); return how many."""
    if not title.value:
        return 0
    cell.value = f"Answer {number}"
    return 1


def open_reply(hands: Keyboard, qtbot, reply: Path) -> None:
    QTimer.singleShot(500, hands.name_a_file(str(reply)))
    hands.press(KEY.Key_I, CONTROL)
    qtbot.waitUntil(lambda: hands.window.route().page == "review", timeout=20_000)
    hands.settle()


def decide_and_take_in(hands: Keyboard) -> None:
    for key in (KEY.Key_A, KEY.Key_K, KEY.Key_A):
        hands.press(KEY.Key_F8)
        hands.press(key)
    hands.press(KEY.Key_Return, CONTROL)


def values(book: Path) -> dict[str, Any]:
    types = ("visit", "visit_meeting", "follow_up", "institution", "interaction")
    return {each["id"]: each["fields"] for key in types for each in asked(book, "list", key)}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_at_the_keyboard(hands: Keyboard, qtbot, book: Path, tmp_path: Path):
    record_visit(hands)
    record_meetings(hands)
    record_commitments(hands)
    record_note(hands)
    form, reply = tmp_path / "form.xlsx", tmp_path / "reply.xlsx"
    send_form(hands, form)
    change_mine(hands)
    answer(form, reply)
    before = values(book)
    open_reply(hands, qtbot, reply)
    decide_and_take_in(hands)
    assert hands.window.route().page == "exchange"
    taken = values(book)
    hands.press(KEY.Key_Z, CONTROL)
    hands.window.close()

    [visit] = asked(book, "list", "visit", "--filter", "title=My title")
    shown = asked(book, "show", visit["ref"])
    assert (shown["fields"]["city"], shown["fields"]["dates"]) == ("My city", "2026-03-04")
    meetings = shown["children"]["visit_meeting"]
    assert [each["fields"]["institution"] for each in meetings] == [
        {"label": "Ministerio de Salud Pública"},
        {"label": "Customs, Point Lisas"},
    ]
    promises = {each["title"]: each["fields"] for each in asked(book, "list", "follow_up")}
    for title, who, due in (
        ("Name a focal point", "Customs", "2027-04-30"),
        ("Envía la lista ñandú", "Señora Íñiguez", "2027-05"),
    ):
        assert promises[title]["owner"] == {"label": who}
        assert promises[title]["due_on"] == due
        assert promises[title]["origin"]["id"] == meetings[1]["id"]  # the one last worked on
    assert promises["The ministry will send the inventory"]["origin"]["id"] == meetings[0]["id"]
    [note] = [
        each
        for each in asked(book, "list", "interaction")
        if each["fields"]["text"] == "El director dijo que sí"
    ]
    assert promises["Send the signed letter"]["origin"]["id"] == note["id"]

    changed = [each for each in taken if taken[each] != before.get(each)]
    written = sum(
        before[each].get(key) != value for each in changed for key, value in taken[each].items()
    )
    assert written == SAFE + BOTH - 1  # of the three that both changed, one was kept
    assert values(book) == before
    [imported] = [
        each
        for each in asked(book, "history")
        if each["kind"] == "import" and each["source"] and each["undone_by"]
    ]
    assert len(imported["changes"]) >= written
    assert asked(book, "check") == {"ok": True, "findings": []}
