"""Replies as people and programs leave them: found, compared, never guessed."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing
from coordinator_app.services.exchange import dispatch, incoming
from tests.services.exchange import busy_workbook, spoiling
from tests.services.exchange.busy_workbook import TTO

_QUIET = ("theirs_only", "conflict", "emptied", "outside", "invalid", "new", "duplicate", "removal")


def changed(plan) -> dict[str, int]:
    return {name: plan.counts[name] for name in _QUIET if plan.counts[name]}


def test_columns_rows_and_sheets_may_be_anywhere(sent, compare):
    def shuffle(page):
        spoiling.sort(page, "_id")
        spoiling.move(page, str(page.cell(spoiling.KEYS, 5).value).partition(".")[2],
                      page.max_column + 3)  # fmt: skip
        page.insert_cols(4)
        page.title = f"Old {page.title[:20]}"

    spoiling.everywhere(sent.file, shuffle)
    with spoiling.opened(sent.file) as book:
        book.move_sheet(book.worksheets[3], -2)
    plan = compare()
    assert changed(plan) == {}
    assert plan.counts["unchanged"] == sent.preview.cells


@pytest.mark.parametrize(
    "lost", ["keys", "headers", "names", "keys and names", "headers and names"]
)
def test_columns_are_found_by_what_is_left(sent, compare, lost):
    def spoil(page):
        if "keys" in lost:
            for cell in page[spoiling.KEYS]:
                cell.value = None
        if "headers" in lost:
            for table in list(page.tables):
                del page.tables[table]
            for cell in page[spoiling.HEAD][2:]:
                cell.value = f"column {cell.column}"

    spoiling.everywhere(sent.file, spoil)
    if "names" in lost:
        with spoiling.opened(sent.file) as book:
            for name in [each for each in book.defined_names if "__" in each]:
                del book.defined_names[name]
    plan = compare()
    assert changed(plan) == {}
    assert plan.counts["unchanged"] == sent.preview.cells


def test_headers_may_be_translated(sent, compare):
    spanish = {"Name": "NOMBRE", "Title": "título", "Summary": "Resumen"}

    def translate(page):
        for table in list(page.tables):
            del page.tables[table]
        for cell in page[spoiling.HEAD]:
            cell.value = spanish.get(cell.value, cell.value)

    spoiling.everywhere(sent.file, translate)
    assert changed(compare()) == {}


def test_a_column_moved_inside_the_table_leaves_its_key_behind(sent, compare):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        for table in list(page.tables):
            del page.tables[table]
        spoiling.swap(page, "title", "city", spoiling.HEAD)
    assert changed(compare()) == {}


def test_titles_above_and_a_sheet_copied_into_a_new_book(session, sent, tmp_path):
    source = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(source, "visit")
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    book = openpyxl.Workbook()
    book.active.append(["Visits, as we see them"])
    book.active.append([])
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "copy.xlsx")
    plan = incoming.receive(session, tmp_path / "copy.xlsx").plan
    assert changed(plan) == {}
    assert plan.counts["unchanged"] == 6 * 14


def test_missing_rows_sheets_and_columns_mean_nothing(sent, compare):
    with spoiling.opened(sent.file) as book:
        del book[spoiling.sheet(book, "institution").title]
        visits = spoiling.sheet(book, "visit")
        visits.delete_rows(spoiling.FIRST, 2)
        visits.delete_cols(spoiling.column(visits, "summary"))
    assert changed(compare()) == {}


def test_values_are_understood_as_people_write_them(session, sent, compare):
    with spoiling.opened(sent.file) as book:
        follow_ups = spoiling.sheet(book, "follow_up")

        def put(key, value):
            spoiling.cell(follow_ups, key, "title", "Send draft list 0").value = value

        put("due_on", dt.datetime.fromisoformat("2025-06-17"))
        put("status", "en curso")
        put("progress", "45 %")
        put("owner", "ministry of national security ")
        put("next_step", 17)
        participants = spoiling.sheet(book, "participant")
        spoiling.cell(participants, "certificate_on", "person", "Trainee 1").value = "2024-06-08"
        spoiling.cell(participants, "certificate_on", "person", "Trainee 2").value = 45452
        roles = spoiling.sheet(book, "contact_role")
        spoiling.cell(roles, "is_primary", "position", "Officer 0").value = "Sí"
    plan = compare()
    found = {(cell.field, cell.title): cell.theirs for cell in plan.cells}
    task = "Send draft list 0"
    assert found["due_on", task] == "2025-06-17"
    assert found["status", task] == "IN_PROGRESS"
    assert found["progress", task] == 45
    assert ("owner", task) not in found
    assert found["next_step", task] == "17"
    assert found["certificate_on", "Trainee 1"] == "2024-06-08"
    assert found["certificate_on", "Trainee 2"] == "2024-06-09"
    assert changed(plan) == {"theirs_only": 7}


def test_what_cannot_be_used_is_shown_with_its_place(sent, compare):
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "dates", "title", "Mission 0").value = "06/11/14"
        spoiling.cell(visits, "summary", "title", "Mission 1").value = "#REF!"
        spoiling.cell(visits, "participants", "title", "Mission 2").value = "many"
        name = spoiling.cell(visits, "city", "title", "Mission 3")
        name.value = "=CONCAT(A1)"
    plan = compare()
    assert changed(plan) == {"invalid": 4}
    (date,) = (cell for cell in plan.cells if cell.field == "dates")
    assert {"2014-11-06", "2014-06-11"} <= set(date.issue.proposals)
    places = {(issue.place.sheet, issue.place.cell) for issue in plan.issues}
    assert (date.place.sheet, date.place.cell) in places
    errors = {cell.field: cell.issue.what for cell in plan.cells}
    assert "error" in errors["summary"]
    assert "no saved result" in errors["city"]


def test_a_cell_that_was_emptied_is_not_ticked(sent, compare):
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "next_steps", "title", "Mission 1").value = None
    plan = compare()
    assert changed(plan) == {"emptied": 1}
    assert plan.cells[0].decision.value == "unticked"


def test_grey_cells_are_outside_what_was_asked(sent, compare):
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "status", "title", "Mission 1").value = "Closed"
        trainings = spoiling.sheet(book, "training")
        spoiling.cell(trainings, "summary", "title", "Regional course").value = "Ours alone"
        spoiling.cell(trainings, "countries", "title", "Regional course").value = "Jamaica"
    assert changed(compare()) == {"outside": 2}


def test_a_hidden_value_is_neither_emptied_nor_changed(session, sent, compare):
    with spoiling.opened(sent.file) as book:
        follow_ups = spoiling.sheet(book, "follow_up")
        spoiling.cell(follow_ups, "owner", "title", "Shared task").value = None
    assert changed(compare()) == {}


def test_a_row_that_was_copied_is_proposed_as_new_once_it_differs(sent, compare):
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        row = spoiling.row(visits, "title", "Mission 1")
        below = visits.max_row + 1
        for cell in visits[row]:
            visits.cell(below, cell.column).value = cell.value
        visits.cell(below, spoiling.column(visits, "title")).value = "A quite different mission"
        visits.cell(below, spoiling.column(visits, "dates")).value = "2025"
    plan = compare()
    assert changed(plan) == {"new": 1}


def test_a_spoilt_key_falls_back_on_the_code_and_is_told(sent, compare):
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        row = spoiling.row(visits, "title", "Mission 1")
        visits.cell(row, 1).value = str(visits.cell(row, 1).value).replace("-", "x", 1)
    plan = compare()
    assert changed(plan) == {}
    assert any("hidden key" in issue.what for issue in plan.issues)


def test_owned_rows_may_name_a_new_entry_of_the_same_file(session, sent, compare):
    with spoiling.opened(sent.file) as book:
        contacts = spoiling.sheet(book, "contact")
        row = spoiling.blank_row(contacts, "name")
        contacts.cell(row, spoiling.column(contacts, "name")).value = "Newly Named"
        code = contacts.cell(row, spoiling.column(contacts, "_ref")).value
        roles = spoiling.sheet(book, "contact_role")
        row = spoiling.blank_row(roles, "parent")
        roles.cell(row, spoiling.column(roles, "parent")).value = code
        roles.cell(
            row, spoiling.column(roles, "role")
        ).value = "Alternate point of contact for 1540"
        roles.cell(row, spoiling.column(roles, "institution")).value = "Customs and Excise Division"
    plan = compare()
    assert changed(plan) == {"new": 2}
    person = next(row for row in plan.rows if row.type == "contact")
    role = next(row for row in plan.rows if row.type == "contact_role")
    assert role.values["parent"] == person.record
    assert person.values["country"] == TTO


def test_a_removal_is_proposed_with_its_reason(sent, compare):
    with spoiling.opened(sent.file) as book:
        contacts = spoiling.sheet(book, "contact")
        spoiling.cell(contacts, "_remove", "name", "Ána Pérez 3").value = "left the ministry"
    plan = compare()
    assert changed(plan) == {"removal": 1}
    assert plan.rows[0].remark == "left the ministry"
    assert plan.rows[0].decision.value == "open"


def test_names_changed_since_it_was_sent_still_mean_the_same(session, sent, compare):
    ministry = next(
        each for each in session.records.all("institution") if each.get("acronym") == "MNS"
    )
    editing.update(session, ministry.id, {"name": "Ministry of Homeland Affairs"})
    plan = compare()
    assert changed(plan) == {}
    assert plan.counts["ours_only"] == 1
    with spoiling.opened(sent.file) as book:
        roles = spoiling.sheet(book, "contact_role")
        cell = spoiling.cell(roles, "institution", "position", "Officer 0")
        cell.value = "Ministry of National Security"
    (change,) = (cell for cell in compare().cells if cell.cls.value == "theirs_only")
    assert change.theirs == ministry.id


def test_sorting_some_columns_only_is_noticed(sent, compare):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "follow_up")
        at = spoiling.column(page, "due_on")
        cells = [page.cell(row, at) for row in range(spoiling.FIRST, spoiling.FIRST + 9)]
        for cell, value in zip(cells, [each.value for each in cells][::-1], strict=True):
            cell.value = value
    plan = compare()
    assert any("sorted apart" in issue.what for issue in plan.issues)
    assert [cell.decision.value for cell in plan.cells if cell.cls.value == "theirs_only"] == (
        ["open"] * plan.counts["theirs_only"]
    )


def test_any_one_carrier_is_enough(session, sent):
    with spoiling.opened(sent.file) as book:
        del book["_meta"], book.defined_names["c1540_dispatch"]
        del book.custom_doc_props["c1540_dispatch"]
    assert incoming.receive(session, sent.file).dispatch.id == sent.dispatch


def test_files_that_are_no_replies_are_refused_in_a_sentence(session, sent, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Name", "Acronym", "City"])
    book.active.append(["Ministry", "M", "Town"])
    book.save(tmp_path / "own.xlsx")
    with pytest.raises(UserError, match="not sent from this"):
        incoming.receive(session, tmp_path / "own.xlsx")
    (tmp_path / "text.xlsx").write_text("hello", encoding="utf-8")
    with pytest.raises(UserError, match="not an Excel file"):
        incoming.receive(session, tmp_path / "text.xlsx")
    with (
        busy_workbook.make(tmp_path / "other.c1540") as other,
        pytest.raises(UserError, match="another coordinator file"),
    ):
        incoming.receive(other, sent.file)


def test_a_deleted_dispatch_says_so(session, sent):
    editing.delete(session, [sent.dispatch])
    with pytest.raises(UserError, match="was deleted"):
        incoming.receive(session, sent.file)


def test_a_damaged_sheet_is_never_everything_was_deleted(session, sent, tmp_path):
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(sent.file) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[:200] if name.endswith("sheet3.xml") else data)
    with pytest.raises(UserError, match="damaged"):
        incoming.receive(session, broken)


def test_a_file_without_its_data_sheets_is_not_an_empty_success(session, sent, tmp_path):
    copy = tmp_path / "empty.xlsx"
    shutil.copy(sent.file, copy)
    with spoiling.opened(copy) as book:
        for page in book.worksheets[1:-2]:
            del book[page.title]
    plan = incoming.receive(session, copy).plan
    assert any("None of the sheets" in issue.what for issue in plan.issues)
    assert changed(plan) == {}


def test_a_workbook_that_moved_on_shows_both_sides(session, sent, compare):
    visit = next(each for each in session.records.all("visit") if each.title == "Mission 1")
    editing.update(session, visit.id, {"next_steps": "Mine", "venue": "Hall"})
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "next_steps", "title", "Mission 1").value = "Theirs"
    plan = compare()
    assert changed(plan) == {"conflict": 1}
    assert plan.counts["ours_only"] == 1
    (conflict,) = (cell for cell in plan.cells if cell.cls.value == "conflict")
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Next", "Mine", "Theirs")


def test_sent_twice_each_reply_finds_its_own(session, sent, tmp_path):
    second = dispatch.send(session, dispatch.Request(TTO, lang="es"), tmp_path / "two.xlsx")
    assert incoming.receive(session, second.file).dispatch.id == second.dispatch
    assert incoming.receive(session, sent.file).dispatch.id == sent.dispatch
