"""The change log in the copy of everything: every change, in words, however many there are."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from coordinator_app.domain.changes import Delete, Operation, Update
from coordinator_app.excel import writer
from coordinator_app.services import editing, undoing
from coordinator_app.services.exchange import change_rows, dispatch, incoming, review
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.texts import load
from tests.excel.test_locking import unlocked
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import TTO

EN = load("en")


def everything(session, most=None):
    found = change_rows.pages(session, "Change log", EN, **({"most": most} if most else {}))
    return [list(each.rows) for each in found]


@pytest.fixture
def mission(session):
    return next(each for each in session.records.all("visit") if each.title == "Mission 1")


def test_each_change_says_when_who_what_and_why(session, mission):
    session.commit(Operation((Update(mission.id, {"city": "Arima"}),), label="Edit"))
    (rows,) = everything(session)
    at, who, entry, *rest = rows[-1]
    assert at.startswith("2")
    assert who == "Coordinator"
    assert entry == f"Visit: {mission.reference} · Mission 1"
    assert rest == ["City", "Port of Spain", "Arima", "Edit", None]


def test_what_became_of_an_entry_is_said(session, mission):
    made = editing.create(session, "institution", {"name": "A new one", "country": TTO})
    session.commit(Operation((Delete(made.id),), label="Away"))
    undoing.undo(session)
    (rows,) = everything(session)
    of_it = [each for each in rows if each[2].endswith("A new one")]
    assert [each[5] for each in of_it if each[3] is None] == ["made", "deleted", "restored"]
    assert ("Name", None, "A new one") in [each[3:6] for each in of_it]
    assert ("State", None, "Trinidad and Tobago") in [each[3:6] for each in of_it]


def test_what_a_reply_changed_names_the_file_it_came_with(session, tmp_path, mission):
    sent = dispatch.send(session, Request(TTO), tmp_path / "form.xlsx")
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "next_steps", "title", "Mission 1").value = "Theirs"
    review.apply(session, incoming.receive(session, sent.file))
    (rows,) = everything(session)
    (row,) = [each for each in rows if each[5] == "Theirs"]
    assert row[7] == session.records.get(sent.dispatch).title


@pytest.mark.parametrize("most", [7, 100, 1_000])
def test_more_rows_than_a_sheet_holds_are_laid_on_several(session, most):
    (whole,) = everything(session)
    parts = everything(session, most)
    assert [row for part in parts for row in part] == whole
    assert all(len(part) <= max(most, 40) for part in parts)
    assert len(parts) > 1 or most > len(whole)
    pages = change_rows.pages(session, "Change log", EN, most=most)
    assert [len(page.rows) for page in pages] == [len(part) for part in parts]
    assert [page.name for page in pages][:2] == ["Change log", "Change log 2"][: len(pages)]


def test_the_copy_of_everything_holds_it_and_it_is_what_the_general_writer_makes(
    session, tmp_path, monkeypatch, mission
):
    session.commit(Operation((Update(mission.id, {"summary": "=1+1\nmore <&>"}),), label="Edit"))
    request = Request(profile="FULL_BACKUP", password="uno dos tres")
    books = []
    for many in (1, 100_000):
        monkeypatch.setattr(writer, "MANY", many)
        sent = dispatch.send(session, replace(request), tmp_path / f"{many}.xlsx")
        undoing.undo(session, sent.change_set.operation)
        books.append(openpyxl.load_workbook(io.BytesIO(unlocked(sent.file).getvalue())))
        (page,) = sent.preview.pages
        assert page[0] == "Change log"
        assert books[-1]["Change log"].max_row == page[1] + 3
    ours, theirs = (book["Change log"] for book in books)
    # The second file tells of the first, too.
    for row in range(1, ours.max_row + 1):
        for column in range(1, 9):
            mine, general = ours.cell(row, column), theirs.cell(row, column)
            assert mine.value == general.value
            assert mine.quotePrefix == general.quotePrefix
            assert mine.alignment.wrap_text == general.alignment.wrap_text
        assert (ours.row_dimensions[row].height or 0) == pytest.approx(
            theirs.row_dimensions[row].height or 0, abs=1
        )
    values = {cell.value for row in ours.iter_rows() for cell in row}
    assert "=1+1\nmore <&>" in values
    assert ours.freeze_panes
    listed = [cell.value for row in books[0].worksheets[0].iter_rows() for cell in row]
    assert "Change log" in listed
