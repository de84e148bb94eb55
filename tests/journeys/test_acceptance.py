"""The checks the domain itself asks for, on real workbooks (numbers: Appendix B of the domain design)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.domain import parsing
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.counts import total
from coordinator_app.domain.display import show
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.follow_up import is_overdue
from coordinator_app.reports import trainings
from coordinator_app.services import editing, listing, reporting, samples, searching, undoing
from coordinator_app.services.listing import Query
from coordinator_app.services.reference import country_id, organisation_id
from coordinator_app.services.reporting import Indicator
from coordinator_app.services.session import Session
from coordinator_app.texts import load

TODAY = dt.date(2025, 6, 15)
EN = load("en")
GROUPS = ("CARICOM", "SICA", "ANDEAN")


class Day:
    """The day it is, which a test may turn."""

    def __init__(self) -> None:
        self.is_now = TODAY

    def __call__(self) -> dt.date:
        return self.is_now


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def mine(tmp_path: Path, day: Day) -> Iterator[Session]:
    with samples.new(tmp_path / "mine.c1540", Clock("abcdefgh", today=day), "Ana") as session:
        yield session


@pytest.fixture
def sample(tmp_path: Path, day: Day) -> Iterator[Session]:
    path = tmp_path / "sample.c1540"
    with samples.new_sample(path, Clock("abcdefgh", today=day), "Ana") as session:
        yield session


def ask(session: Session, code: str, **asked: Any) -> Indicator:
    return next(each for each in reporting.indicators(session, **asked) if each.code == code)


def number(session: Session, code: str, **asked: Any) -> int | None:
    return ask(session, code, **asked).figure.numerator["n"]


def states(session: Session, code: str, **asked: Any) -> set[str]:
    """Return the ISO codes behind the numerator."""
    found = session.records.get_many(ask(session, code, **asked).figure.behind).values()
    return {each.text("code") for each in found}


def train(session: Session, codes: list[str], **values: Any) -> Record:
    made = {"title": "Workshop", "dates": "2025-03-10/2025-03-11", "status": "COMPLETED"}
    countries = [country_id(code) for code in codes]
    return editing.create(session, "training", {**made, "countries": countries, **values})


def enrol(session: Session, training: Record, person: Value, code: str, **values: Any) -> Record:
    row = {
        "parent": training.id,
        "person": person,
        "country": country_id(code),
        "attendance": "ATTENDED",
    }
    return editing.create(session, "participant", {**row, **values})


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


# 6


def test_06_an_outcome_by_an_unnamed_party_adds_to_no_state(mine: Session):
    event = editing.create(
        mine, "event",
        {"title": "Seminar", "dates": "2025-02-03", "countries": [country_id("COL")], "status": "COMPLETED"},
    )  # fmt: skip
    outcome = editing.create(
        mine, "outcome",
        {"parent": event.id, "text": "Interest in a pilot", "who": {"label": "private industry firms"}},
    )  # fmt: skip
    follow_up = editing.create(
        mine, "follow_up",
        {"title": "Ask the firms", "owner": {"label": "private industry firms"}, "due_on": "2025-05",
         "origin_type": "OUTCOME", "origin": outcome.id},
    )  # fmt: skip
    assert mine.records.states_of(mine.one(outcome.id)) == ()
    assert mine.records.states_of(follow_up) == ()
    assert ask(mine, "I-F5").figure.behind == (follow_up.id,)
    assert [number(mine, "I-F5", group=code) for code in GROUPS] == [0, 0, 0]


# 7 and 8


@pytest.mark.parametrize(
    ("written", "shown"),
    [("over 25", "≥25"), ("about 15", "≈15"), ("close to 15", "≈15"), ("24", "24")],
)
def test_07_counts_keep_what_is_known_of_them(mine: Session, written, shown):
    reading = parsing.Reading("en", mine.records, mine.today())
    field = mine.catalogue.field("training", "participants")
    value = parsing.parse(field, written, reading).value
    training = train(mine, ["TTO"], participants=value)
    assert show(field, mine.one(training.reference).get("participants"), EN, str) == shown
    assert ask(mine, "I-T2").figure.text(EN) == shown


def test_07_a_sum_says_what_its_parts_say(mine: Session):
    train(mine, ["TTO"], participants={"n": 24, "q": "exact"})
    train(mine, ["JAM"], participants={"n": 25, "q": "at_least"})
    assert ask(mine, "I-T2").figure.text(EN) == "≥49"
    train(mine, ["JAM"], participants={"n": 15, "q": "about"})
    assert ask(mine, "I-T2").figure.text(EN) == "≈64"
    assert total([]).text() == "0"


def test_07_a_complete_list_leaves_the_number_given_aside(mine: Session):
    training = train(mine, ["TTO"], participants={"n": 25, "q": "at_least"}, roster_complete=True)
    for name in ("Ann Lantern", "Bo Nutmeg"):
        enrol(mine, training, {"label": name}, "TTO")
    assert ask(mine, "I-T2").figure.text(EN) == "2"


def test_08_a_partial_list_does_not_touch_the_reported_total(mine: Session):
    ten = ["ATG", "BHS", "BRB", "BLZ", "DMA", "GRD", "GUY", "JAM", "LCA", "TTO"]
    training = train(mine, ten, participants=24, women=10, countries_count=10)
    for place in range(7):
        enrol(
            mine,
            training,
            {"label": f"Person {place}"},
            ten[place],
            gender="F" if place < 4 else "M",
        )
    found = ask(mine, "I-T2")
    assert found.figure.numerator == {"n": 24, "q": "exact"}
    women = next(each for each in found.parts[trainings.BY_GENDER] if EN(each.label) == "Female")
    assert women.figure.numerator["n"] == 10
    assert len(states(mine, "I-T10")) == 10

    editing.update(mine, training.id, {"roster_complete": True})
    assert number(mine, "I-T2") == 7
    assert len(states(mine, "I-T10")) == 7
    undoing.undo(mine)
    assert number(mine, "I-T2") == 24


# 9


def test_09_the_same_person_twice_is_two_attendances_and_one_person(mine: Session):
    contact = editing.create(mine, "contact", {"name": "Zoé Lantern", "country": country_id("JAM")})
    for month in ("02", "03"):
        training = train(mine, ["JAM"], dates=f"2025-{month}-10", roster_complete=True)
        enrol(mine, training, {"id": contact.id}, "JAM")
    assert number(mine, "I-T2") == 2
    assert number(mine, "I-T3") == 1
    assert ask(mine, "I-T3").figure.behind == (contact.id,)


# 10


def test_10_a_visit_to_belize_counts_once_in_each_group_and_once_in_the_union(mine: Session):
    editing.create(
        mine, "visit",
        {"title": "Mission", "country": country_id("BLZ"), "dates": "2025-05-05", "status": "COMPLETED"},
    )  # fmt: skip
    assert {code: number(mine, "I-V1", group=code) for code in GROUPS} == {
        "CARICOM": 1,
        "SICA": 1,
        "ANDEAN": 0,
    }
    assert ask(mine, "I-V1").figure.text(EN) == "1/25 (4\u00a0%)"
    assert number(mine, "I-V1", group="CARICOM,SICA") == 1


# 11


def test_11_montserrat_attends_and_is_no_state_reached(mine: Session):
    training = train(mine, ["JAM", "MSR"], roster_complete=True)
    enrol(mine, training, {"label": "Ann Lantern"}, "JAM")
    before = states(mine, "I-T10"), number(mine, "I-T2")
    enrol(mine, training, {"label": "Bo Nutmeg"}, "MSR")
    assert number(mine, "I-T2") == (before[1] or 0) + 1
    assert states(mine, "I-T10") == before[0] == {"JAM"}
    (beside,) = ask(mine, "I-T10").parts[trainings.NOT_UN_MEMBERS]
    assert beside.figure.behind == (country_id("MSR"),)


# 12


@pytest.mark.parametrize(
    ("on", "group", "code", "member"),
    [
        ("2012-03-14", "SICA", "DOM", False),
        ("2013-06-26", "SICA", "DOM", False),
        ("2013-06-27", "SICA", "DOM", True),
        ("2025-06-15", "SICA", "DOM", True),
        ("2023-11-18", "OAS", "NIC", True),
        ("2023-11-19", "OAS", "NIC", False),
        ("2012-03-14", "SICA", "BLZ", True),
    ],
)
def test_12_membership_is_that_of_the_day(mine: Session, on, group, code, member):
    as_at = dt.date.fromisoformat(on)
    assert (country_id(code) in ask(mine, "I-P1", as_at=as_at, group=group).figure.among) is member


def test_12_a_group_is_as_large_as_it_was(mine: Session):
    then = dt.date(2012, 3, 14)
    assert len(ask(mine, "I-P1", as_at=then, group="SICA").figure.among) == 7
    assert len(ask(mine, "I-P1", as_at=then).figure.among) == 24


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
    values = {"title": "Send the list", "due_on": "2025-05-30", "countries": [country_id("TTO")]}
    return editing.create(mine, "follow_up", values)


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
    for name in ("Zoé Lantern", "Bo Nutmeg"):
        one = editing.create(
            mine, "contact", {"name": name, "country": country_id("JAM")}, owned=roles
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
