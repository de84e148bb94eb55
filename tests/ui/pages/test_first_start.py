"""The doors: new file, open, my lists, the sample; the files opened last; why one was refused."""

from __future__ import annotations

from unittest import mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from coordinator_app import paths
from coordinator_app.domain.errors import UserError
from coordinator_app.services.installation import Installation
from coordinator_app.ui.pages.first_start import FirstStart


@pytest.fixture
def places(tmp_path):
    return paths.Places(*(tmp_path / name for name in ("settings", "data", "logs", "files")))


@pytest.fixture
def program():
    made = mock.MagicMock()  # the program itself: tests look at what it was asked
    made.remembered.return_value = Installation("testtest")
    return made


@pytest.fixture
def doors(program, kit, places, shown):
    return shown(FirstStart(program, kit, places))


def click(doors, name):
    button = doors.findChild(QPushButton, f"door.{name}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def button(widget, text):
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


def test_each_door_says_what_is_behind_it(doors):
    made = [each for each in doors.findChildren(QPushButton)
            if each.objectName().startswith("door.")]  # fmt: skip
    assert [each.text() for each in made] == [
        "New file", "Open a file", "Bring my Excel lists", "Look at the sample",
    ]  # fmt: skip
    assert all(each.accessibleDescription() in texts(doors) for each in made)


def test_a_new_file_lies_outside_mirrored_folders_unless_chosen(
    doors, program, places, monkeypatch
):
    asked = []

    def ask(_parent, _title, path, _filter):
        asked.append(path)
        return str(places.workbooks / "Caribe.c1540"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    click(doors, "new")
    assert asked == [str(places.workbooks / "1540.c1540")]
    assert places.workbooks.is_dir()
    program.create.assert_called_once_with(places.workbooks / "Caribe.c1540", "new")


def test_lists_begin_with_a_new_file(doors, program, places, monkeypatch):
    path = places.workbooks / "lists.c1540"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    click(doors, "lists")
    program.create.assert_called_once_with(path, "lists")


def test_an_existing_file_is_opened(doors, program, places, monkeypatch):
    path = places.workbooks / "mine.c1540"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    click(doors, "open")
    program.open.assert_called_once_with(path)


def test_the_sample_needs_no_question(doors, program):
    click(doors, "sample")
    program.open_sample.assert_called_once_with()


@pytest.mark.parametrize("door", ["new", "lists", "open"])
def test_giving_up_changes_nothing(doors, program, monkeypatch, door):
    for ask in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_: ("", ""))
    click(doors, door)
    program.create.assert_not_called()
    program.open.assert_not_called()


def test_files_opened_last_are_offered_as_long_as_they_are_there(
    program, kit, places, shown, tmp_path
):
    here = tmp_path / "Caribe & Centro.c1540"
    here.write_text("")
    recent = (str(here), str(tmp_path / "gone.c1540"))
    program.remembered.return_value = Installation("testtest", recent=recent)
    doors = shown(FirstStart(program, kit, places))
    assert "Opened last" in texts(doors)
    assert str(tmp_path) in texts(doors)
    link = next(each for each in doors.findChildren(QPushButton) if each.toolTip() == str(here))
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    program.open.assert_called_once_with(here)
    assert not any("gone" in each.text() for each in doors.findChildren(QPushButton))


def test_the_language_is_chosen_here_too(doors, program):
    QTest.mouseClick(button(doors, "Español"), Qt.MouseButton.LeftButton)
    program.choose_language.assert_called_once_with("es")
    assert button(doors, "English").isCheckable()


def test_why_a_file_was_refused_stands_above_the_doors(program, kit, places, shown):
    error = UserError("It is damaged.", where="mine.c1540", do="Restore a backup.")
    doors = shown(FirstStart(program, kit, places, error))
    assert any("It is damaged." in text and "Restore a backup." in text for text in texts(doors))


def test_it_fits_the_smallest_window(program, kit, places, shown, tmp_path):
    here = tmp_path / "mine.c1540"
    here.write_text("")
    program.remembered.return_value = Installation("testtest", recent=(str(here),) * 1)
    doors = FirstStart(program, kit, places, UserError("It is damaged.", do="Restore a backup."))
    doors.resize(911, 432)
    shown(doors)
    assert doors.width() == 911
    inside = [each for each in doors.findChildren(QPushButton) if each.objectName()]
    assert all(
        doors.rect().contains(each.mapTo(doors, each.rect().bottomRight())) for each in inside
    )
