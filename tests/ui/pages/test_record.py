import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolButton

from coordinator_app.services import attaching, reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.record import RecordPage
from tests.ui.desk import Desk, new_workbook
from tests.ui.pages.stage import CONTROL, create, press, record, write

BRB = reference.country_id("BRB")
KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("record") / "blank.c1540")


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = Desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def page(desk, shown):
    made = RecordPage(desk.context)
    made.resize(1100, 600)
    shown(made)
    return made


def open_(desk, page, record_id):
    page.open(Route("record", record_id))
    desk.settle()


def test_any_entry_has_a_page(desk, page):
    note = create(desk, "interaction", text="They called.", countries=[BRB])
    source = create(desk, "source", title="Report of 2013")
    open_(desk, page, note)
    assert page.body.binding.type.key == "interaction"
    assert page.body.binding.editor("text").value() == "They called."
    open_(desk, page, source)
    assert page.body.binding.type.key == "source"
    assert page.route() == Route("record", source)


def test_each_kind_of_entry_lays_itself_out(desk, page):
    """Every type that has no page of its own, with the fields the catalogue gives it."""
    for record_type in desk.context.catalogue:
        if record_type.owned or record_type.key == "dispatch":
            continue
        found = desk.read(lambda reading, key=record_type.key: next(reading.records.all(key), None))
        if found is None:
            continue
        open_(desk, page, found.id)
        page.body.go_to_tab(0)
        shown = set(page.body.binding.keys)
        wanted = {each.key for each in record_type.fields if each.key != "parent"}
        assert wanted <= shown, record_type.key


def test_a_field_of_such_a_page_commits(desk, page):
    source = create(desk, "source", title="Report of 2013")
    open_(desk, page, source)
    page.body.binding.focus("publisher")
    write(desk, "Organización")
    press(desk, KEY.Key_Tab)
    assert record(desk, source).text("publisher") == "Organización"


def test_files_are_attached_listed_and_removed(desk, page, tmp_path, qtbot):
    source = create(desk, "source", title="Report of 2013")
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.4 " + b"x" * 3000)
    open_(desk, page, source)
    press(desk, KEY.Key_2, CONTROL)
    files = page.body.tab(page.body._files_tab())
    files.attach_files([file])
    desk.settle()
    links = [each.text() for each in files.findChildren(QPushButton) if each.isVisible()]
    assert "report.pdf" in links
    [attachment] = desk.read(lambda reading: reading.records.children(source, "attachment"))
    assert attaching.file_name(attachment) == "report.pdf"
    remove = [
        each for each in files.findChildren(QToolButton) if each.isVisible()
        and each.accessibleName() == "Remove report.pdf"
    ]  # fmt: skip
    qtbot.mouseClick(remove[0], Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.read(lambda reading: reading.records.children(source, "attachment")) == []
    assert desk.shell.undoable


def test_a_file_is_chosen_in_the_window_or_dropped_on_it(desk, page, tmp_path, qtbot, monkeypatch):
    source = create(desk, "source", title="Report of 2013")
    chosen, dropped = tmp_path / "chosen.pdf", tmp_path / "dropped.pdf"
    for each in (chosen, dropped):
        each.write_bytes(b"%PDF-1.4 " + each.name.encode())
    open_(desk, page, source)
    page.body.go_to_tab(page.body._files_tab())
    files = page.body.tab(page.body._files_tab())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(chosen)], ""))
    qtbot.mouseClick(files._add, Qt.MouseButton.LeftButton)
    desk.settle()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dropped)), QUrl("https://example.org/a.pdf")])
    buttons, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(20, 20), copy, data, buttons, plain)
    QApplication.sendEvent(files, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(files, QDropEvent(QPointF(20, 20), copy, data, buttons, plain))
    desk.settle()
    found = desk.read(lambda reading: reading.records.children(source, "attachment"))
    assert [attaching.file_name(each) for each in found] == ["chosen.pdf", "dropped.pdf"]
    shown = [each.text() for each in files.findChildren(QPushButton) if each.isVisible()]
    assert {"chosen.pdf", "dropped.pdf"} <= set(shown)


def test_a_program_is_never_started_by_a_click(desk, page, tmp_path):
    source = create(desk, "source", title="Report of 2013")
    file = tmp_path / "report.exe"
    file.write_bytes(b"MZ")
    open_(desk, page, source)
    page.body.go_to_tab(page.body._files_tab())
    files = page.body.tab(page.body._files_tab())
    files.attach_files([file])
    desk.settle()
    link = next(each for each in files.findChildren(QPushButton) if each.text() == "report.exe")
    link.click()
    desk.settle()
    assert "is a program" in desk.shell.said[-1]
