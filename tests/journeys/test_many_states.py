"""A letter to 25 States and the replies to it, all in the window: sent, taken in together, undone."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from coordinator_app.services import maintenance, samples
from coordinator_app.services.exchange import sent_files
from coordinator_app.texts import load
from coordinator_app.ui.dialogs.send_several import SendSeveralDialog
from tests.services.exchange import spoiling
from tests.ui.desk import clock
from tests.ui.running import Running

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
#: Those who answer, and what each changes.
ANSWERED = ("Belize", "Ecuador", "Grenada", "Jamaica", "Suriname")


@pytest.fixture
def running(qapp, tmp_path):
    book = tmp_path / "mine.c1540"
    samples.new_sample(book, clock(), "Ana").close()
    made = Running(qapp, tmp_path / "home")
    made.open(book)
    yield made
    made.close()


def click(running, button):
    QTest.mouseClick(button, LEFT)
    running.settle()


def send_to_25(running, monkeypatch, folder):
    """Send the State update form to 25 States through the dialog."""
    running.go("exchange")
    click(running, running.window.page._several)
    dialog = running.dialog(SendSeveralDialog)
    click(running, dialog.next)
    click(running, dialog.whom.none)
    model = dialog.whom.model
    names = [model.line(row).name for row in range(model.rowCount())]
    wanted = [*ANSWERED, *(each for each in names if each not in ANSWERED)][:25]
    model.tick([names.index(each) for each in wanted], on=True)
    click(running, dialog.next)
    assert dialog.looked.rowCount() == 26
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    click(running, dialog.next)
    until_idle(running, dialog)
    assert dialog.saved.words.text() == "25 files are saved"
    click(running, dialog.next)


def until_idle(running, dialog):
    """Let the chain of files run to its end."""
    for _ in range(400):
        running.settle()
        if dialog._sending is None:
            return
    raise AssertionError("the files were not all made")


def answer(path, capital):
    with spoiling.opened(path) as book:
        page = spoiling.sheet(book, "country")
        page.cell(spoiling.FIRST, spoiling.column(page, "capital")).value = capital
        people = spoiling.sheet(book, "institution")
        row = spoiling.blank_row(people, "name")
        people.cell(row, spoiling.column(people, "name")).value = f"National authority of {capital}"


def files(running):
    found = running.read(lambda reading: sent_files.sent_files(reading, load("en")))
    return {each.state: each for each in found}


def facts(running):
    return running.read(
        lambda reading: (
            {each.text("name_en"): each.get("capital") for each in reading.records.all("country")},
            sum(
                each.title.startswith("National authority of")
                for each in reading.records.all("institution")
            ),
        )
    )


@pytest.mark.slow
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_sent_to_25_five_answer_taken_in_together_and_undone(running, tmp_path, monkeypatch):
    out, replies = tmp_path / "out", tmp_path / "replies"
    out.mkdir()
    replies.mkdir()
    send_to_25(running, monkeypatch, out)
    assert len(list(out.iterdir())) == len(files(running)) == 25
    by_state = {state: each.record.text("file_name") for state, each in files(running).items()}
    for state in ANSWERED:
        shutil.copy(out / by_state[state], replies)
        answer(replies / by_state[state], f"New {state}")
    (replies / "photo.jpg").write_bytes(b"")
    before = running.read(maintenance.digest)
    capitals, _ = facts(running)

    page = running.go("replies", paths=[str(replies)])
    running.shown()  # the dialog that was closed had the keys
    assert page.view.about.text() == "5 replies read"
    assert page.view.take_in.text() == "Take in 10"
    QTest.keyClick(page.view.table, KEY.Key_Return, CONTROL)
    for _ in range(200):
        running.settle()
        if not page._taking:
            break
    assert running.window._banner.text == "10 taken in · 5 files"
    now, authorities = facts(running)
    assert {state: now[state] for state in ANSWERED} == {each: f"New {each}" for each in ANSWERED}
    assert authorities == 5
    assert running.read(maintenance.digest) != before
    stands = [each.status for each in files(running).values()]
    assert (stands.count("MERGED"), stands.count("SENT")) == (5, 20)

    running.window._banner.press()
    running.settle()
    assert facts(running) == (capitals, 0)
    stands = [each.status for each in files(running).values()]
    assert (stands.count("UNDONE"), stands.count("SENT")) == (5, 20)
    assert running.read(maintenance.digest) == before
