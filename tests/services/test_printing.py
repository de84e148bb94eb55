"""An entry as a printed page."""

from __future__ import annotations

import pytest

from coordinator_app.services import commitments, editing, printing, reference
from coordinator_app.services.printing import Facts, Prose, Table
from coordinator_app.texts import load

EN, ES = load("en"), load("es")


@pytest.fixture
def office(session):
    reference.lay(session)
    return session


@pytest.fixture
def visit(office):
    values = {
        "title": "Mission",
        "country": reference.country_id("BRB"),
        "dates": "2026-02-10/2026-02-12",
        "city": "Bridgetown",
        "findings": "First line.\nSecond line.",
        "notes": "For my eyes only",
        "sensitivity": "CONFIDENTIAL",
    }
    made = editing.create(office, "visit", values)
    for day, topic in (("2026-02-12", "Late"), ("2026-02-10", "Early")):
        editing.create(
            office,
            "visit_meeting",
            {"parent": made.id, "held_on": day, "topic": topic, "points": f"Said {topic}"},
        )
    commitments.record(office, made.id, {"title": "Send it", "owner": {"label": "Customs"}})
    return made


def of(page, kind):
    return [block for block in page.blocks if isinstance(block, kind)]


def test_a_visit_on_paper(office, visit):
    page = printing.paper(office, visit.id, EN)
    assert page.title == "Mission"
    assert page.lead == "Barbados · 10–12 Feb 2026 · Bridgetown"
    assert page.marks == ["Confidential"]
    assert visit.reference in page.foot
    assert [block.title for block in of(page, Prose)][:2] == ["Early", "Late"]
    [table] = [block for block in of(page, Table) if block.title == "Commitments"]
    assert table.headings == ["Who", "What", "Status"]
    assert table.rows == [["Customs", "Send it", "Open"]]
    assert any(block.text == "First line.\nSecond line." for block in of(page, Prose))
    facts = dict(row for block in of(page, Facts) for row in block.rows)
    assert facts["Type of visit"] == "Coordinator's mission"


def test_notes_of_the_office_stay_in_the_office(office, visit):
    page = printing.paper(office, visit.id, EN)
    assert "For my eyes only" not in str(page)


def test_a_page_speaks_the_language_of_the_person(office, visit):
    assert "10–12 feb 2026" in printing.paper(office, visit.id, ES).lead


def test_every_kind_of_entry_can_be_printed(office):
    for record_type in office.catalogue:
        found = next(iter(office.records.all(record_type.key)), None)
        if found is not None:
            assert printing.paper(office, found.id, EN).title
