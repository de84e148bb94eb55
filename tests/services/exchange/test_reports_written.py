"""Words of the sender on the pages of a report, and its numbers as they left beside today's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing, undoing
from coordinator_app.services.exchange import dispatch, issued
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.texts import load
from tests.services.exchange.busy_workbook import COL, JAM, TTO

EN = load("en")
YEAR: dict[str, Any] = {"frm": dt.date(2024, 1, 1), "to": dt.date(2024, 12, 31)}


def quarter(session, path, **facts):
    return dispatch.send(session, Request(profile="SECRETARIAT_QUARTER", **YEAR, **facts), path)


def cells(path, name):
    return [cell.value for row in openpyxl.load_workbook(path)[name].iter_rows() for cell in row]


def indicators(path):
    page = openpyxl.load_workbook(path)["Indicators"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[0] == "Indicator")
    return rows[at], {row[0]: row for row in rows[at + 1 :]}


def visited(shown):
    """Return how many States were visited: "2/25 (8 %)"."""
    return int(shown.partition("/")[0])


def another_visit(session):
    values = {"title": "One more", "country": COL, "dates": "2024-10-10", "status": "COMPLETED",
              "visit_type": "COORDINATOR_MISSION"}  # fmt: skip
    return editing.create(session, "visit", values)


def test_words_stand_on_their_pages_and_pages_without_any_are_left_out(session, tmp_path):
    written = (("summary", "A good quarter.\n\n  Two visits were put off. "), ("risks", "=Rain"))
    sent = quarter(session, tmp_path / "q.xlsx", written=written, note="Dear colleagues")
    found = cells(sent.file, "Summary")
    assert found.index("A good quarter.") < found.index("Two visits were put off.")
    assert "Dear colleagues" not in found
    assert "=Rain" in cells(sent.file, "Risks and decisions")
    names = openpyxl.load_workbook(sent.file).sheetnames
    assert "Dual benefits" not in names
    assert "Narrative" not in names
    assert {"Risks and decisions", "Summary"} <= {name for name, _ in sent.preview.pages}


def test_words_for_the_recipient_stand_on_the_summary_where_there_is_none(session, tmp_path):
    sent = quarter(session, tmp_path / "q.xlsx", note="Dear colleagues")
    assert "Dear colleagues" in cells(sent.file, "Summary")


@pytest.mark.parametrize("kind", ["DONOR_REPORT", "COUNTRY_RETURN"])
def test_words_that_have_no_page_are_refused(session, kind):
    country = TTO if kind == "COUNTRY_RETURN" else ""
    with pytest.raises(UserError, match="no page for the words “risks”"):
        dispatch.preview(session, Request(country, profile=kind, written=(("risks", "x"),)))


def test_nothing_is_said_of_what_is_not_on_record(session, tmp_path):
    sent = quarter(session, tmp_path / "q.xlsx")
    names = " ".join(openpyxl.load_workbook(sent.file).sheetnames)
    words = " ".join(map(str, indicators(sent.file)[0]))
    assert not [each for each in ("Money", "Budget", "NAP", "Target") if each in names + words]


def test_24_a_report_made_again_shows_the_numbers_as_they_left(session, tmp_path):
    first = quarter(session, tmp_path / "1.xlsx")
    head, then = indicators(first.file)
    assert not [each for each in head if "as sent" in str(each)]
    another_visit(session)
    second = quarter(session, tmp_path / "2.xlsx")
    head, now = indicators(second.file)
    at = head.index("This period, as sent on 7 Mar 2025")
    assert {code: row[at] for code, row in now.items()} == {
        code: row[2] for code, row in then.items()
    }
    assert visited(now["I-V1"][2]) == visited(then["I-V1"][2]) + 1
    other = quarter(session, tmp_path / "3.xlsx", countries=(JAM,))
    assert len(indicators(other.file)[0]) == len(head) - 1


def test_24_what_changed_since_is_told_of_the_file_that_left(session, tmp_path):
    sent = quarter(session, tmp_path / "1.xlsx", countries=(COL,))
    record = session.records.get(sent.dispatch)
    assert all(each.then == each.now for each in issued.compared(session, record, EN))
    another_visit(session)
    found = {each.code: each for each in issued.compared(session, record, EN)}
    assert visited(found["I-V1"].now) == visited(found["I-V1"].then) + 1
    undoing.undo(session, sent.change_set.operation)
    again = quarter(session, tmp_path / "2.xlsx", countries=(COL,))
    assert not [each for each in indicators(again.file)[0] if "as sent" in str(each)]


def test_a_file_that_is_no_report_has_no_numbers(session, sent):
    assert issued.compared(session, session.records.get(sent.dispatch), EN) == []
