"""The checks the domain asks for: names, dates, promises, finding (Appendix B of its design)."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.domain import parsing
from coordinator_app.domain.display import show
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.follow_up import is_overdue
from coordinator_app.services import editing, listing, searching, undoing
from coordinator_app.services.listing import Query
from coordinator_app.services.reference import country_id, organisation_id
from coordinator_app.services.session import Session
from coordinator_app.texts import load
from tests.journeys.asking import EN, GROUPS, TODAY, Day, ask, number

# 1


def test_01_the_states_and_groups_are_those_of_the_region(mine: Session):
    in_scope = [each for each in mine.records.all("country") if each.get("in_scope")]
    assert len(in_scope) == 33
    assert len(ask(mine, "I-V1").figure.among) == 25
    sizes = {code: len(ask(mine, "I-V1", group=code).figure.among) for code in GROUPS}
    assert sizes == {"CARICOM": 14, "SICA": 8, "ANDEAN": 4}
    caricom = mine.one("CARICOM")
    full = [
        row
        for row in mine.records.children(caricom.id, "group_membership")
        if row.get("status") == "FULL"
    ]
    assert len(full) == 15


# 2


def read(session: Session, text: str, field: str = "host_country") -> parsing.Parsed:
    reading = parsing.Reading("en", session.records, session.today())
    return parsing.parse(session.catalogue.field("visit", field), text, reading)


@pytest.mark.parametrize(("written", "code"), [("Equator", "ECU"), ("Granada", "GRD")])
def test_02_a_doubtful_name_is_proposed_and_waits(sample: Session, written, code):
    found = read(sample, written)
    assert found.value is None
    assert found.issue is not None
    assert found.issue.proposals == (country_id(code),)
    assert written in found.issue.sentence(EN)


@pytest.mark.parametrize("written", ["Equator", "Granada"])
def test_02_a_delegation_listed_so_waits_too(sample: Session, written):
    reading = parsing.Reading("en", sample.records, sample.today())
    found = parsing.parse(sample.catalogue.field("delegation", "party"), written, reading)
    assert found.value is None
    assert found.issue is not None
    assert found.issue.proposals[0] == {
        "id": country_id({"Equator": "ECU", "Granada": "GRD"}[written])
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Dominica", "DMA"),
        ("dominica", "DMA"),
        ("DMA", "DMA"),
        ("Dominican Republic", "DOM"),
        ("República Dominicana", "DOM"),
        ("republica dominicana", "DOM"),
        ("Rep. Dom.", "DOM"),
        ("Dominicaanse Republiek", "DOM"),
    ],
)
def test_02_dominica_and_the_dominican_republic_are_never_confused(sample: Session, written, code):
    assert read(sample, written) == parsing.Parsed(country_id(code))


def test_02_what_lies_between_the_two_is_asked(sample: Session):
    found = read(sample, "Dominica Republic")
    assert found.value is None
    assert found.issue is not None
    assert country_id("DOM") in found.issue.proposals


def test_02_french_guiana_is_not_guyana(sample: Session):
    found = read(sample, "Guyana Francesa")
    assert found.value is None
    assert found.issue is not None
    assert country_id("GUY") not in found.issue.proposals


# 5


def test_05_a_year_that_no_source_states_is_shown_as_inferred(sample: Session):
    event = sample.one("EVT-COL-2012-001")
    shown = {
        lang: show(sample.catalogue.field("event", "dates"), event.get("dates"), load(lang), str)
        for lang in ("en", "es")
    }
    assert shown == {"en": "12–14 Mar 2012 (year inferred)", "es": "12–14 mar 2012 (año inferido)"}


# 16


def test_16_a_month_is_late_from_the_first_of_the_next(mine: Session, day: Day):
    follow_up = editing.create(
        mine, "follow_up",
        {"title": "Send the list", "due_on": "2025-06", "countries": [country_id("TTO")]},
    )  # fmt: skip
    late = {}
    for date in ("2025-06-02", "2025-06-30", "2025-07-01"):
        day.is_now = dt.date.fromisoformat(date)
        record = mine.one(follow_up.reference)
        late[date] = (is_overdue(record, mine.today()), number(mine, "I-F5"))
    assert late == {"2025-06-02": (False, 0), "2025-06-30": (False, 0), "2025-07-01": (True, 1)}


# 17


@pytest.fixture
def promise(mine: Session) -> Record:
    to = [country_id("TTO")]
    return editing.create(
        mine, "follow_up", {"title": "Send the list", "due_on": "2025-05-30", "countries": to}
    )


def test_17_closing_needs_a_day_and_then_a_document_or_a_reason(mine: Session, promise: Record):
    with pytest.raises(UserError, match="when it was done"):
        editing.update(mine, promise.id, {"status": "DONE"})
    editing.update(mine, promise.id, {"status": "DONE", "done_on": "2025-06-01"})
    with pytest.raises(UserError, match="Nothing shows yet that it was done"):
        editing.update(mine, promise.id, {"status": "VERIFIED"})
    assert mine.one(promise.reference).get("status") == "DONE"
    editing.update(
        mine, promise.id, {"status": "VERIFIED", "evidence_waiver": "Confirmed by telephone"}
    )
    closed = mine.one(promise.reference)
    assert (closed.get("status"), closed.get("verified_on")) == ("VERIFIED", TODAY.isoformat())


def test_17_reopening_keeps_the_history(mine: Session, promise: Record):
    editing.update(mine, promise.id, {"status": "DONE", "done_on": "2025-06-01"})
    editing.update(mine, promise.id, {"status": "IN_PROGRESS"})
    steps = [
        change.values["status"]
        for change in mine.log.changes_of(promise.id)
        if "status" in change.values
    ]
    assert steps == ["OPEN", "DONE", "IN_PROGRESS"]


def test_17_rescheduling_keeps_the_first_date_and_both_rates(mine: Session, promise: Record):
    for due in ("2025-06-05", "2025-06-10"):
        editing.update(mine, promise.id, {"due_on": due})
    moved = mine.one(promise.reference)
    assert (moved.get("original_due_on"), moved.get("times_rescheduled")) == ("2025-05-30", 2)
    editing.update(mine, promise.id, {"status": "DONE", "done_on": "2025-06-08"})
    found = ask(mine, "I-F4", frm=dt.date(2025, 6, 1), to=TODAY)
    assert found.figure.text(EN) == "1/1 (100\u00a0%)"
    (variant,) = next(iter(found.parts.values()))
    assert variant.figure.text(EN) == "0/1 (0\u00a0%)"


# 18


def test_18_a_point_of_contact_that_ends_asks_for_another_and_the_past_stays(mine: Session):
    contact = editing.create(
        mine, "contact", {"name": "Zoé Lantern", "country": country_id("JAM")},
        owned=[("contact_role", {"role": "POC_1540", "status": "VERIFIED", "valid_from": "2024-01"})],
    )  # fmt: skip
    (role,) = mine.records.children(contact.id, "contact_role")
    spring, now = dt.date(2025, 4, 1), dt.date(2025, 6, 15)
    before = [ask(mine, "I-P1", as_at=day).figure for day in (spring, now)]
    assert [each.behind for each in before] == [(country_id("JAM"),)] * 2

    editing.update(mine, role.id, {"status": "ENDED", "valid_to": "2025-06-01"})

    assert ask(mine, "I-P1", as_at=spring).figure == before[0]
    assert number(mine, "I-P1", as_at=now) == 0
    (raised,) = mine.records.all("follow_up")
    assert raised.title == "New point of contact needed: Jamaica"
    assert raised.get("countries") == [country_id("JAM")]
    undoing.undo(mine)
    assert mine.records.count("follow_up") == 0
    assert number(mine, "I-P1", as_at=now) == 1


def test_18_a_successor_leaves_nothing_to_ask_for(mine: Session):
    roles = [("contact_role", {"role": "POC_1540"})]
    one, _ = (
        editing.create(mine, "contact", {"name": name, "country": country_id("JAM")}, owned=roles)
        for name in ("Zoé Lantern", "Bo Nutmeg")
    )
    (role,) = mine.records.children(one.id, "contact_role")
    editing.update(mine, role.id, {"status": "ENDED", "valid_to": "2025-06-01"})
    assert mine.records.count("follow_up") == 0
    assert number(mine, "I-P1") == 1


# 25


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("perez", "Ramón Pérez"),
        ("PÉREZ", "Ramón Pérez"),
        ("san jose", "Misión a San José"),
        ("San José", "Misión a San José"),
        ("nunez", "Íñigo Núñez"),
    ],
)
def test_25_searching_pays_no_heed_to_accents(mine: Session, typed, found):
    for name in ("Ramón Pérez", "Íñigo Núñez", "Ana Sosa"):
        editing.create(mine, "contact", {"name": name})
    editing.create(mine, "visit", {"title": "Misión a San José", "country": country_id("CRI")})
    own = [hit.title for hit in searching.find(mine, typed, ("contact", "visit"))]
    assert own == [found]
    assert searching.find(mine, typed)[0].title == found


def test_25_sorting_pays_no_heed_to_accents(mine: Session):
    names = [
        "Óscar Ceibo",
        "Ñandú Flor",
        "Álvaro Yuca",
        "Oscar Añil",
        "nandú Sol",
        "Alvaro Zarza",
        "zoe Coral",
    ]
    for name in names:
        editing.create(mine, "contact", {"name": name})
    lists = listing.Lists(mine)
    result = lists.open(Query("contact", sort=((listing.TITLE, False),)))
    shown = [row.title for row in lists.page(result.handle, 0)]
    assert shown == [
        "Álvaro Yuca", "Alvaro Zarza", "Ñandú Flor", "nandú Sol", "Oscar Añil", "Óscar Ceibo", "zoe Coral",
    ]  # fmt: skip


def test_25_names_of_partners_are_found_by_any_of_their_names(mine: Session):
    hits = [hit.id for hit in searching.find(mine, "organizacion mundial aduanas")]
    acronym = [hit.id for hit in searching.find(mine, "wco")]
    assert organisation_id("WCO") in acronym
    assert all(mine.records.get(each) for each in hits)
