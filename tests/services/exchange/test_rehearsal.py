"""A report of what taking a reply in would do: right, complete, and nothing written."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing
from coordinator_app.services.exchange import incoming, rehearsal, review, standing
from coordinator_app.services.exchange.rehearsal import Rehearsal
from coordinator_app.texts import load
from tests.services.exchange import spoiling

EN = load("en")


@pytest.fixture
def received(session, sent):
    """Return a reply with a change, a conflict, a bad date, a new entry and one that is there."""
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "venue", "title", "Mission 1").value = "Hall"
        spoiling.cell(visits, "city", "title", "Mission 2").value = "Arima"
        spoiling.cell(visits, "dates", "title", "Mission 3").value = "06/11/14"
        page = spoiling.sheet(book, "institution")
        row, name = spoiling.blank_row(page, "name"), spoiling.column(page, "name")
        page.cell(row, name).value = "Coast Guard"
        page.cell(row + 1, name).value = "Customs & Excise Division"
    (visit,) = (each for each in session.records.all("visit") if each.title == "Mission 2")
    editing.update(session, visit.id, {"city": "Couva"})
    return incoming.receive(session, sent.file)


def number(received, key):
    return next(each.n for each in received.plan.cells if each.field == key)


def report(session, received, **decisions) -> Rehearsal:
    return rehearsal.rehearse(session, received, review.outcome(session, received, **decisions), EN)


def test_it_tells_changes_new_entries_and_what_cannot_be_used(session, received):
    found = report(session, received)
    changes, new, unusable = found.sheets
    assert [(row[1], row[2], row[3], row[4]) for row in changes.rows] == [
        ("City", "Couva", "Arima", "Waits for a decision"),
        ("Venue", "", "Hall", "Would be taken in"),
    ]
    assert [(row[1].partition(" ")[2], row[4]) for row in new.rows] == [
        ("Coast Guard", "Would be taken in"),
        ("Customs & Excise Division", "Waits for a decision"),
    ]
    assert "Customs and Excise Division" in new.rows[1][3]
    assert [(row[2], row[3]) for row in unusable.rows] == [("Dates", "06/11/14")]
    said = dict(found.summary)
    assert (said["Both changed"], said["Would be taken in"], said["Cannot be used"]) == (
        "1", "2", "1",
    )  # fmt: skip
    assert int(said["Unchanged"]) > 100
    assert found.marking == "INTERNAL"


def test_decisions_are_followed(session, received):
    dates, (_, customs) = number(received, "dates"), received.plan.rows
    decisions = {
        dates: review.Other("2014-11-06"),
        number(received, "city"): "keep",
        customs.n: review.Other(customs.candidates[0].id, update=True),
    }
    changes, new, unusable = report(session, received, decisions=decisions).sheets
    fates = {row[1]: (row[3], row[4]) for row in changes.rows}
    assert fates["Dates"] == ("6 Nov 2014", "Would be taken in")
    assert fates["City"] == ("Arima", "Mine stays")
    assert new.rows[1][4] == "It is an entry of mine"
    assert unusable.rows == ()


def test_a_standing_rule_gives_the_reason(session, received, sent):
    standing.add(session, standing.Rule("", "visit", "city", "theirs"))
    found = report(session, incoming.receive(session, sent.file))
    row = next(row for row in found.sheets[0].rows if row[1] == "City")
    assert row[4:] == ("Would be taken in", "Rule: theirs")


def test_nothing_is_written(session, received, tmp_path):
    before = session.log.revision()
    out = tmp_path / "try.xlsx"
    rehearsal.write(report(session, received), out, EN)
    rehearsal.paper(report(session, received), EN)
    assert session.log.revision() == before
    assert review.waiting(session) == []


def test_the_file_has_a_sheet_for_each(session, received, tmp_path):
    out = tmp_path / "try.xlsx"
    rehearsal.write(report(session, received), out, EN)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Summary", "Changes", "New entries", "Not usable"]
    assert [cell.value for cell in book["Changes"][1]][:4] == [
        "Entry", "Field", "My file now", "New value",
    ]  # fmt: skip
    assert book["Not usable"]["D2"].value == "06/11/14"
    assert "nothing was written" in book["Summary"]["B1"].value


def test_another_ending_is_refused(session, received, tmp_path):
    with pytest.raises(UserError, match=r"\.xlsx"):
        rehearsal.write(report(session, received), tmp_path / "try.csv", EN)
    assert not (tmp_path / "try.csv").exists()


def test_on_paper_long_lists_end_with_how_many_more_there_are(session, received):
    found = report(session, received)
    row = found.sheets[0].rows[0]
    long = rehearsal.Sheet("Changes", found.sheets[0].headings, (row,) * 401)
    page = rehearsal.paper(
        Rehearsal(found.title, found.lead, "", found.summary, (long, *found.sheets[1:])), EN
    )
    table, more = page.blocks[1], page.blocks[2]
    assert len(table.rows) == 400
    assert table.rows[0][-1] == f"{row[4]}\n{row[5]}"
    assert more.text.startswith("1 more line")


def test_19_the_file_says_nothing_of_who_made_it_or_where(session, received, tmp_path):
    out = tmp_path / "report.xlsx"
    rehearsal.write(report(session, received), out, EN)
    about = openpyxl.load_workbook(out).properties
    assert [about.creator, about.lastModifiedBy, about.keywords, about.description] == [None] * 4
    with zipfile.ZipFile(out) as archive:
        held = b"".join(map(archive.read, archive.namelist())).decode("utf-8")
    for private in (str(tmp_path), session.path.name):
        assert private not in held


def test_a_removal_is_told_with_what_goes(session, sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "institution")
        spoiling.cell(page, "_remove", "name", "0042").value = "Merged"
    received = incoming.receive(session, sent.file)
    (row,) = next(each for each in report(session, received).sheets if each.rows).rows
    assert row[0].endswith("0042")
    assert "San Fernando" in row[2]
    assert (row[3], row[5]) == ("", "They propose to remove it: “Merged”")
