"""The checks the domain asks for, through Excel files that come in (Appendix B of its design)."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from coordinator_app.domain.display import show
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.reports import trainings
from coordinator_app.services import editing, maintenance, undoing
from coordinator_app.services.exchange import dispatch, incoming, review
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.services.foreign import comparing, doubting, looking, proposing
from coordinator_app.services.foreign.looked import Doubt, Look
from coordinator_app.services.foreign.mapping import Mapping
from coordinator_app.services.reference import country_id
from coordinator_app.services.session import Session
from tests.journeys.asking import EN, ask, number, states
from tests.services.exchange import busy_workbook, spoiling
from tests.services.exchange.busy_workbook import TTO

TEN = ("Antigua and Barbuda", "Bahamas", "Barbados", "Belize", "Dominica", "Grenada", "Guyana",
       "Jamaica", "Saint Lucia", "Trinidad and Tobago")  # fmt: skip


def made(path: Path, sheet: str, *rows: Sequence[object]) -> Path:
    """Write a list as somebody else would."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def looked_at(session: Session, path: Path) -> tuple[Look, Mapping]:
    look = looking.look(session, path)
    return look, proposing.propose(session, look)


def asked(session: Session, look: Look, mapping: Mapping, raw: str) -> Doubt:
    (doubt,) = (each for each in doubting.doubts(session, look, mapping) if each.raw == raw)
    return doubt


def only(session: Session, type_key: str, title: str) -> Record:
    (found,) = (each for each in session.records.all(type_key) if each.title == title)
    return found


def rows_of(session: Session) -> dict[str, dict[str, Value]]:
    """Return every row of every table but those that track sent files."""
    return {
        each.id: dict(each.values)
        for record_type in session.catalogue
        if record_type.key != "dispatch"
        for each in session.records.all(record_type.key)
    }


# 2


@pytest.fixture
def delegations(mine: Session, tmp_path: Path) -> tuple[Session, Look, Mapping]:
    editing.create(mine, "event", {"title": "Seminar of 2012", "dates": "2012-03-12"})
    names = ("Equator", "Granada", "Dominica", "Dominican Republic", "Rep. Dom.", "Peru")
    rows = [("Seminar of 2012", name, number_) for number_, name in enumerate(names, start=1)]
    path = made(
        tmp_path / "delegations.xlsx", "Delegations", ("Event", "Delegation", "Listed as"), *rows
    )
    look, mapping = looked_at(mine, path)
    sheet = mapping.sheets["Delegations"]
    assert sheet.type == "delegation"
    party = replace(sheet.columns[2], field="party")
    sheet = replace(sheet, columns={**sheet.columns, 2: party})
    return mine, look, replace(mapping, sheets={"Delegations": sheet})


@pytest.mark.parametrize(("written", "code"), [("Equator", "ECU"), ("Granada", "GRD")])
def test_02_a_doubtful_name_in_an_imported_list_is_proposed_and_waits(delegations, written, code):
    session, look, mapping = delegations
    doubt = asked(session, look, mapping, written)
    assert doubt.proposals[0].value in (country_id(code), {"id": country_id(code)})
    assert doubt.issue is not None
    assert written in doubt.issue.sentence(EN)
    received = comparing.compare(session, look, mapping)
    waiting = [row for row in received.plan.rows if row.decision.value != "take"]
    assert len(waiting) >= 2
    assert country_id(code) not in str([row.values.get("party") for row in received.plan.rows])


def test_02_dominica_and_the_dominican_republic_are_never_confused_in_an_imported_list(delegations):
    session, look, mapping = delegations
    received = comparing.compare(session, look, mapping)
    parties = [row.values.get("party") for row in received.plan.rows]
    found = Counter(str(each["id"]) for each in parties if isinstance(each, dict) and "id" in each)
    assert found[country_id("DMA")] == 1
    assert found[country_id("DOM")] == 2
    assert found[country_id("PER")] == 1


def test_02_what_was_decided_once_is_not_asked_again(delegations):
    session, look, mapping = delegations
    doubt = asked(session, look, mapping, "Equator")
    decided = doubting.answered(mapping, doubt, {"id": country_id("ECU")})
    left = {each.raw for each in doubting.doubts(session, look, decided)}
    assert "Equator" not in left
    assert "Granada" in left
    review.apply(session, comparing.compare(session, look, decided))
    assert {"id": country_id("ECU")} in [
        each.get("party") for each in session.records.all("delegation")
    ]
    assert "Equator" not in {each.raw for each in doubting.doubts(session, look, mapping)}


# 5


def test_05_a_day_without_a_year_in_an_imported_list_is_asked_and_kept_as_inferred(mine, tmp_path):
    path = made(
        tmp_path / "events.xlsx", "Events", ("Title", "Dates"),
        ("Seminar of Bogotá", "12 March"), ("Round table", "3 May 2013"),
    )  # fmt: skip
    look, mapping = looked_at(mine, path)
    doubt = asked(mine, look, mapping, "12 March")
    assert "XXXX-03-12" in [each.value for each in doubt.proposals]
    mapping = doubting.answered(mapping, doubt, "2012?-03-12")
    review.apply(mine, comparing.compare(mine, look, mapping))
    event = only(mine, "event", "Seminar of Bogotá")
    shown = show(mine.catalogue.field("event", "dates"), event.get("dates"), EN, str)
    assert (event.get("dates"), shown) == ("2012?-03-12", "12 Mar 2012 (year inferred)")


# 7 and 8


def imported_trainings(session: Session, folder: Path) -> None:
    path = made(
        folder / "trainings.xlsx", "Trainings", ("Title", "States", "Dates", "Participants"),
        ("Regional course", "; ".join(TEN), "10-11 March 2025", "24 (10 women)"),
        ("National course", "Jamaica", "14 April 2025", "over 25"),
        ("Seminar", "Jamaica", "2 May 2025", "close to 15"),
    )  # fmt: skip
    look, mapping = looked_at(session, path)
    assert doubting.doubts(session, look, mapping) == []
    assert review.apply(session, comparing.compare(session, look, mapping)).taken == 3


def test_07_counts_of_an_imported_list_keep_what_is_known_of_them(mine, tmp_path):
    imported_trainings(mine, tmp_path)
    field = mine.catalogue.field("training", "participants")
    shown = {each.title: show(field, each.get("participants"), EN, str)
             for each in mine.records.all("training")}  # fmt: skip
    assert shown == {"Regional course": "24", "National course": "≥25", "Seminar": "≈15"}
    until_april = {"frm": dt.date(2025, 1, 1), "to": dt.date(2025, 4, 30)}
    assert ask(mine, "I-T2", **until_april).figure.text(EN) == "≥49"
    assert ask(mine, "I-T2").figure.text(EN) == "≈64"


def test_08_a_returned_partial_list_does_not_touch_the_total_of_an_imported_one(mine, tmp_path):
    imported_trainings(mine, tmp_path)
    for title in ("National course", "Seminar"):
        editing.delete(mine, [only(mine, "training", title).id])
    course = only(mine, "training", "Regional course")
    assert (course.get("women"), len(course.ids("countries"))) == ({"n": 10, "q": "exact"}, 10)
    request = Request(profile="ROSTER", entry=course.id, personal=True)
    sent = dispatch.send(mine, request, tmp_path / "roster.xlsx")
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "participant")
        for at, state in enumerate(TEN[:7]):
            row = spoiling.blank_row(page, "person")
            for key, value in (
                ("person", f"Person {at}"), ("country", state), ("attendance", "Attended"),
                ("gender", "Female" if at < 4 else "Male"),
            ):  # fmt: skip
                page.cell(row, spoiling.column(page, key)).value = value
    applied = review.apply(mine, incoming.receive(mine, sent.file))
    assert applied.outcome.plan.counts["new"] == 7
    assert mine.records.count("participant") == 7
    found = ask(mine, "I-T2")
    assert found.figure.numerator == {"n": 24, "q": "exact"}
    women = next(each for each in found.parts[trainings.BY_GENDER] if EN(each.label) == "Female")
    assert women.figure.numerator["n"] == 10
    assert len(states(mine, "I-T10")) == 10
    editing.update(mine, course.id, {"roster_complete": True})
    assert number(mine, "I-T2") == 7


# 20


@pytest.fixture
def office(tmp_path: Path):
    with busy_workbook.make(tmp_path / "office.c1540") as session:
        yield session


def test_20_the_round_trip_shows_what_was_done_and_undo_leaves_nothing_of_it(office, tmp_path):
    sent = dispatch.send(office, Request(TTO, personal=True), tmp_path / "form.xlsx")
    visit = only(office, "visit", "Mission 1")
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "next_steps", "title", "Mission 1").value = "Theirs"
        spoiling.cell(visits, "venue", "title", "Mission 2").value = "City hall"
        contacts = spoiling.sheet(book, "contact")
        spoiling.cell(contacts, "phone", "name", "Ána Pérez 1").value = "+1 868 555 0101"
        follow_ups = spoiling.sheet(book, "follow_up")
        spoiling.cell(follow_ups, "due_on", "title", "Send draft list 0").value = dt.date(
            2025, 6, 17
        )
        spoiling.cell(follow_ups, "status", "title", "Send draft list 1").value = "In progress"
        institutions = spoiling.sheet(book, "institution")
        for name in ("Port Authority", "Coast Guard"):
            row = spoiling.blank_row(institutions, "name")
            institutions.cell(row, spoiling.column(institutions, "name")).value = name
        participants = spoiling.sheet(book, "participant")
        at = spoiling.column(participants, "certificate_on")
        for row in range(spoiling.FIRST, participants.max_row + 1):
            participants.cell(row, at).number_format = "d. mmmm yyyy"
        visits.delete_cols(spoiling.column(visits, "summary"))

    plan = incoming.receive(office, sent.file).plan
    said = {key: n for key, n in plan.counts.items() if n and key != "unchanged"}
    assert said == {"theirs_only": 5, "new": 2}
    assert plan.counts["unchanged"] == sent.preview.cells - 5 - 6

    editing.update(office, visit.id, {"next_steps": "Ours"})
    before, digest = rows_of(office), maintenance.digest(office)
    received = incoming.receive(office, sent.file)
    assert (received.plan.counts["theirs_only"], received.plan.counts["conflict"]) == (4, 1)
    applied = review.apply(office, received, conflicts="theirs")
    assert office.records.get(visit.id).get("next_steps") == "Theirs"
    assert {"Port Authority", "Coast Guard"} <= {
        each.title for each in office.records.all("institution")
    }
    undoing.undo(office, applied.operation)
    assert rows_of(office) == before
    assert maintenance.digest(office) == digest


# 21


def test_21_a_text_date_that_reads_two_ways_is_flagged_with_both(mine, tmp_path):
    path = made(tmp_path / "events.xlsx", "Events", ("Title", "Dates"),
                ("Round table", "06/11/14"), ("Seminar", "17/04/2013"))  # fmt: skip
    look, mapping = looked_at(mine, path)
    (doubt,) = doubting.doubts(mine, look, mapping)
    assert doubt.raw == "06/11/14"
    assert {"2014-11-06", "2014-06-11"} <= {str(each.value) for each in doubt.proposals}
    received = comparing.compare(mine, look, mapping)
    assert received.plan.counts["invalid"] == 1
    (row,) = (each for each in received.plan.rows if each.title == "Round table")
    assert row.values.get("dates") is None


# 22

FORMULAS = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1 868",
    "-5 to +5",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
)


@pytest.mark.parametrize("text", FORMULAS)
def test_22_what_begins_like_a_formula_comes_in_and_goes_out_as_text(office, tmp_path, text):
    sent = dispatch.send(office, Request(TTO, personal=True), tmp_path / "form.xlsx")
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.put(spoiling.cell(page, "venue", "title", "Mission 1"), text)
    review.apply(office, incoming.receive(office, sent.file))
    assert only(office, "visit", "Mission 1").get("venue") == text

    for name, request in (
        ("again", Request(TTO, personal=True)),
        ("merge", Request(TTO, profile="MERGE", personal=True)),
    ):
        out = dispatch.send(office, request, tmp_path / f"{name}.xlsx")
        page = spoiling.sheet(openpyxl.load_workbook(out.file), "visit")
        cell = spoiling.cell(page, "venue", "title", "Mission 1")
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
        with zipfile.ZipFile(out.file) as archive:
            sheets = [archive.read(each) for each in archive.namelist() if "worksheets/" in each]
        assert not any(b"<f>" in each or b"<f " in each for each in sheets)
