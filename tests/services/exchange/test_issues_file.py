"""What could not be used goes back, marked, and comes back mended."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.excel.refusals import PasswordNeeded
from coordinator_app.services.exchange import incoming, issues_file, review
from tests.services.exchange import spoiling


def spoil(sent):
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "dates", "title", "Mission 1").value = "06/11/14"
        spoiling.cell(visits, "venue", "title", "Mission 1").value = "Hall"
        spoiling.cell(visits, "participants", "title", "Mission 2").value = "many"
        page = spoiling.sheet(book, "follow_up")
        row = spoiling.blank_row(page, "title")
        page.cell(row, spoiling.column(page, "due_on")).value = "2025-09"


def test_only_the_rows_with_something_wrong_go_back(session, sent, tmp_path):
    spoil(sent)
    received = incoming.receive(session, sent.file)
    applied = review.apply(session, received)
    back = tmp_path / "issues.xlsx"
    assert issues_file.write(session, applied.received, applied.outcome, back) == 3
    book = openpyxl.load_workbook(back)
    visits = spoiling.sheet(book, "visit")
    assert visits.max_row == spoiling.FIRST + 1
    dates = spoiling.cell(visits, "dates", "title", "Mission 1")
    assert dates.value == "06/11/14"
    assert "several ways" in dates.comment.text
    assert spoiling.cell(visits, "venue", "title", "Mission 1").comment is None
    page = spoiling.sheet(book, "follow_up")
    assert page.max_row == spoiling.FIRST
    assert page.cell(spoiling.FIRST, spoiling.column(page, "title")).comment is not None


def test_it_can_be_mended_and_returned_as_it_is(session, sent, tmp_path):
    spoil(sent)
    applied = review.apply(session, incoming.receive(session, sent.file))
    back = tmp_path / "issues.xlsx"
    issues_file.write(session, applied.received, applied.outcome, back)
    with spoiling.opened(back) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "dates", "title", "Mission 1").value = "6 Nov 2014"
        spoiling.cell(visits, "participants", "title", "Mission 2").value = "about 40"
        page = spoiling.sheet(book, "follow_up")
        page.cell(spoiling.FIRST, spoiling.column(page, "title")).value = "Send the law"
    second = incoming.receive(session, back)
    assert second.dispatch.id == sent.dispatch
    counts = second.plan.counts
    assert (counts["theirs_only"], counts["new"], counts["invalid"]) == (2, 1, 0)
    review.apply(session, second)
    visits = {each.title: each for each in session.records.all("visit")}
    assert visits["Mission 1"].get("dates") == "2014-11-06"
    assert visits["Mission 1"].get("venue") == "Hall"
    assert visits["Mission 2"].get("participants") == {"n": 40, "q": "about"}


def test_a_reply_without_faults_has_nothing_to_send_back(session, sent, tmp_path):
    received = incoming.receive(session, sent.file)
    found = review.outcome(session, received)
    with pytest.raises(UserError, match="nothing to send back"):
        issues_file.write(session, received, found, tmp_path / "issues.xlsx")
    assert not (tmp_path / "issues.xlsx").exists()


def test_what_goes_back_opens_with_the_password_of_the_reply_alone(session, sent, tmp_path):
    spoil(sent)
    received = replace(incoming.receive(session, sent.file), password="Puerto 42")
    back = tmp_path / "issues.xlsx"
    issues_file.write(session, received, review.outcome(session, received), back)
    with pytest.raises(PasswordNeeded):
        incoming.receive(session, back)
    again = incoming.receive(session, back, password="Puerto 42")
    assert (again.dispatch.id, again.password) == (sent.dispatch, "Puerto 42")
    assert again.plan.counts["invalid"] == 3


@pytest.mark.parametrize(
    ("answer", "marked"), [("keep", 2), (review.Other("2014-11-06"), 2), (None, 3)]
)
def test_what_somebody_decided_otherwise_does_not_go_back(session, sent, tmp_path, answer, marked):
    spoil(sent)
    received = incoming.receive(session, sent.file)
    dates = next(each for each in received.plan.cells if each.raw == "06/11/14")
    found = review.outcome(session, received, decisions={dates.n: answer} if answer else {})
    assert issues_file.write(session, received, found, tmp_path / "issues.xlsx") == marked


def test_a_cell_of_a_new_row_goes_back_though_the_row_was_taken(session, sent, tmp_path):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "institution")
        row = spoiling.blank_row(page, "name")
        page.cell(row, spoiling.column(page, "name")).value = "Port Authority"
        page.cell(row, spoiling.column(page, "valid_from")).value = "06/11/14"
    applied = review.apply(session, incoming.receive(session, sent.file))
    back = tmp_path / "issues.xlsx"
    assert issues_file.write(session, applied.received, applied.outcome, back) == 1
    with spoiling.opened(back) as book:
        page = spoiling.sheet(book, "institution")
        spoiling.cell(page, "valid_from", "name", "Port Authority").value = "6 Nov 2014"
    review.apply(session, incoming.receive(session, back))
    (port,) = (each for each in session.records.all("institution")
               if each.title == "Port Authority")  # fmt: skip
    assert port.get("valid_from") == "2014-11-06"
