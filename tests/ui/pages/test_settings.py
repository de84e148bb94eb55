"""Settings: the person, the office, the file, its backups and its check."""

import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from coordinator_app import paths
from coordinator_app.services import maintenance
from coordinator_app.services.exchange import standing
from coordinator_app.services.installation import Installation
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs import restore
from coordinator_app.ui.dialogs.new_entry import NewEntryDialog
from coordinator_app.ui.dialogs.restore import RestoreDialog
from coordinator_app.ui.pages.settings import SettingsPage
from tests.ui.desk import Desk, new_workbook
from tests.ui.dialogs.region import TTO, click, every, make

KEY = Qt.Key


@pytest.fixture(scope="module")
def blank_workbook(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("settings") / "blank.c1540")


def at_desk(kit, path, **facts):
    made = Desk(kit, path, **facts)
    made.program.places = paths.Places(*(path.parent / name for name in "sdlw"))
    made.program.remembered.return_value = Installation("testtest", "Ana")
    made.program.actor = "Ana"
    return made


@pytest.fixture
def desk(kit, blank_workbook, tmp_path):
    made = at_desk(kit, shutil.copy(blank_workbook, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def page(desk, shown):
    made = SettingsPage(desk.context)
    made.resize(1190, 664)
    shown(made)
    made.open(Route("settings"))
    desk.settle()
    return made


def said(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def texts(view):
    lines = view.lines
    return [lines.line_at(row).texts for row in range(lines.rowCount())]


class TestPerson:
    def test_the_name_is_kept_and_used_from_the_next_opening_on(self, desk, page):
        again = page.person._again
        assert not again.isVisible()
        page.person.name.line.selectAll()
        QTest.keyClicks(page.person.name.line, "Rosa Mena")
        desk.program.actor = "Rosa Mena"
        QTest.keyClick(page.person.name.line, KEY.Key_Return)
        desk.program.change.assert_called_once_with(actor="Rosa Mena")
        QTest.mouseClick(again, Qt.MouseButton.LeftButton)
        desk.program.open.assert_called_once_with(desk.context.file.path, Route("settings"))

    def test_language_and_look_change_at_once(self, desk, page):
        click(desk, page.person, "Español")
        desk.program.choose_language.assert_called_once_with("es")
        click(desk, page.person, "Dark")
        desk.program.choose_theme.assert_called_once_with("dark")

    def test_one_of_each_stays_on(self, desk, page):
        click(desk, page.person, "English")
        click(desk, page.person, "Light")
        assert page.person.language.selected() == ["en"]
        assert page.person.look.selected() == ["light"]


class TestOffice:
    def test_a_member_is_added_changed_and_deleted(self, desk, page):
        assert page.office._list.empty.isVisible()
        click(desk, page.office, "Add")
        (new,) = page.findChildren(NewEntryDialog)
        QTest.keyClicks(new.form.editor("name").line, "Ana Mena")
        click(desk, new, "Create")
        (member,) = every(desk, "office_member")
        assert texts(page.office.view) == [("Ana Mena", "", "")]
        position = page.office.form.editor("position")
        QTest.keyClicks(position.line, "Coordinator")
        QTest.keyClick(position.line, KEY.Key_Return)
        desk.settle()
        assert texts(page.office.view) == [("Ana Mena", "Coordinator", "")]
        assert desk.shell.gone_to == []
        click(desk, page.office, "Delete")
        assert every(desk, "office_member") == []
        assert member.title == "Ana Mena"

    def test_the_form_follows_the_list(self, desk, page):
        for name in ("Ana", "Rosa"):
            make(desk, "office_member", name=name)
        QTest.keyClick(page.office.view, KEY.Key_Down)
        desk.settle()
        assert page.office.form.editor("name").value() == "Rosa"


class TestFile:
    def test_place_size_and_entries(self, desk, page):
        make(desk, "visit", title="Mission", country=TTO)
        page.file.refresh()
        desk.settle()
        assert page.file.place.text() == str(desk.context.file.path)
        assert "MB" in page.file.weight.text()
        assert "Visits 1" in page.file.contents.text()
        assert not page.file.word.isVisible()

    def test_a_copy_is_saved(self, desk, page, tmp_path, monkeypatch):
        target = tmp_path / "copy.c1540"
        proposed = []

        def choose(_parent, _title, path, _filter):
            proposed.append(path)
            return str(target), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        click(desk, page.file, "Save a copy…")
        assert target.is_file()
        assert proposed == [str(tmp_path / "work 2026-03-16.c1540")]
        assert desk.shell.said == ["Copied to copy.c1540"]
        click(desk, page.file, "Save a copy…")  # it is there already
        assert len(desk.shell.explained) == 1

    def test_a_mirrored_file_is_pointed_out_and_copied_elsewhere(
        self, kit, blank_workbook, tmp_path, shown, monkeypatch
    ):
        folder = tmp_path / "OneDrive - OAS"
        folder.mkdir()
        desk = at_desk(kit, shutil.copy(blank_workbook, folder / "work.c1540"))
        page = SettingsPage(desk.context)
        shown(page)
        page.open(Route("settings"))
        desk.settle()
        assert "OneDrive" in page.file.word.text()
        target = tmp_path / "here.c1540"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        click(desk, page.file, "Work in a copy on this computer…")
        assert target.is_file()
        desk.program.open.assert_called_once_with(target, Route("settings"))
        desk.close()

    def test_reading_only_is_said_and_nothing_can_be_changed(
        self, kit, blank_workbook, tmp_path, shown
    ):
        path = shutil.copy(blank_workbook, tmp_path / "read.c1540")
        desk = at_desk(kit, path, read_only=True)
        page = SettingsPage(desk.context)
        shown(page)
        page.open(Route("settings"))
        desk.settle()
        assert "It can only be read here." in said(page.file)
        assert not page.office._delete.isEnabled()
        desk.close()


class TestCheck:
    def test_everything_fits(self, desk, page):
        page.open(Route("settings", "", {"section": "check", "do": "check"}))
        desk.settle()
        assert page.check.result.text().startswith("Everything fits: ")
        assert page.check.findings() == []
        assert not page.check.repair_button.isVisible()

    def test_what_does_not_fit_is_named_and_repaired(self, desk, page):
        visit = make(desk, "visit", title="Mission", country=TTO)
        desk.write(partial(_spoil_title, visit))
        click(desk, page.check, "Check the file")
        # the title, and what search knows
        assert page.check.result.text() == "2 things do not fit:"
        finding = page.check.findings()[0]
        assert "Repair puts it right." in finding
        click(desk, page.check, "Repair")
        assert page.check.result.text().startswith("Everything fits: ")
        assert page.check.findings() == []


class TestBackups:
    def test_one_is_made_and_listed(self, desk, page):
        assert page.backups._list.empty.isVisible()
        page.open(Route("settings", "", {"section": "backups", "do": "backup"}))
        desk.settle()
        assert desk.shell.said[0].startswith("Backed up and checked: ")
        ((at, why, size),) = texts(page.backups.view)
        assert at.startswith("16 Mar 2026, ")
        assert why == "By hand"
        assert "MB" in size

    def test_a_look_before_restoring(self, desk, page, qtbot, monkeypatch):
        make(desk, "visit", title="Mission", country=TTO)
        click(desk, page.backups, "Back up now")
        make(desk, "visit", title="Later", country=TTO)
        QTest.keyClick(page.backups.view, KEY.Key_Return)
        desk.settle()
        (dialog,) = page.findChildren(RestoreDialog)
        assert "Visits 1" in dialog.facts.text()
        assert "Last change: New: Visit, on 16 Mar 2026" in dialog.facts.text()
        source = page.backups.view.current_line().data.path
        asked = []
        monkeypatch.setattr(restore, "put_back", lambda *given: asked.append(given))
        click(desk, dialog, "Restore")
        qtbot.waitUntil(lambda: asked == [(desk.context, source)])

    def test_it_is_put_back_and_opened(self, desk, page):
        make(desk, "visit", title="Mission", country=TTO)
        click(desk, page.backups, "Back up now")
        source = page.backups.view.current_line().data.path
        make(desk, "visit", title="Later", country=TTO)
        desk.program.close_to_doors.side_effect = desk.close
        restore.put_back(desk.context, source)
        path = desk.context.file.path
        desk.program.open.assert_called_once_with(
            path, Route("settings", "", {"section": "backups"})
        )
        assert maintenance.look(path).counts["visit"] == 1
        assert len(list(path.parent.glob("*.c1540"))) == 2  # what was there stays beside it

    def test_what_cannot_be_restored_is_said(self, desk, page, tmp_path):
        bad = tmp_path / "bad.c1540"
        bad.write_text("no workbook", encoding="utf-8")
        dialog = RestoreDialog(desk.context, desk.window, bad)
        dialog.open()
        desk.settle()
        assert dialog._heading.text() == "This backup cannot be used."
        assert not dialog.ok.isEnabled()
        dialog.reject()
        desk.program.close_to_doors.side_effect = desk.close
        restore.put_back(desk.context, bad)
        desk.program.open.assert_not_called()
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        for each in shown:
            each.close()


def test_sections_are_scrolled_to(desk, page):
    page.resize(1190, 300)
    QApplication.processEvents()
    page.open(Route("settings", "", {"section": "check"}))
    desk.settle()
    assert not page.check.check_button.visibleRegion().isEmpty()


@pytest.mark.parametrize(("size", "columns"), [((1190, 664), 2), ((1045, 510), 2), ((863, 408), 1)])
def test_it_fits_the_window(page, size, columns):
    page.resize(*size)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= size[0]
    assert page.minimumSizeHint().height() <= size[1]
    assert page._columns == columns
    inner = page._area.widget()
    assert inner.minimumSizeHint().width() <= page._area.viewport().width()


def test_words_that_grow_are_not_cut_after_the_cards_moved(page):
    for width in (1190, 863):
        page.resize(width, 664)
        QApplication.processEvents()
    page.file.contents.setText("a state and its entries " * 20)
    for _ in range(3):
        QApplication.processEvents()
    label = page.file.contents
    assert label.height() >= label.heightForWidth(label.width())


def _spoil_title(record_id, session):
    session.book.connection.execute("UPDATE record SET title = 'Wrong' WHERE id = ?", (record_id,))
    session.book.connection.commit()


def test_standing_rules_are_listed_and_withdrawn(desk, page):
    assert not page.rules.remove.isEnabled()
    for rule in (
        standing.Rule("", "contact", "phone", "theirs"),
        standing.Rule("", "contact", "email", "ours"),
    ):
        desk.write(partial(standing.add, rule=rule))
    page.open(Route("settings", "", {"section": "rules"}))
    desk.settle()
    assert texts(page.rules.view) == [
        ("Contact · Telephone", "Always take theirs", "in every kind of file"),
        ("Contact · E-mail", "Always keep mine", "in every kind of file"),
    ]
    page.rules.view.select("0")
    QTest.mouseClick(page.rules.remove, Qt.MouseButton.LeftButton)
    desk.settle()
    assert [each[0] for each in texts(page.rules.view)] == ["Contact · E-mail"]
    assert desk.shell.said[-1] == "The rule is withdrawn."
    assert [each.field for each in desk.read(standing.rules)] == ["email"]
