"""The checks the domain asks for: counts and numbers of reports (Appendix B of its design)."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.domain import parsing
from coordinator_app.domain.counts import total
from coordinator_app.domain.display import show
from coordinator_app.reports import figures, trainings
from coordinator_app.services import editing, undoing
from coordinator_app.services.reference import country_id
from coordinator_app.services.session import Session
from tests.journeys.asking import EN, GROUPS, ask, enrol, number, states, train

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
    (beside,) = ask(mine, "I-T10").parts[figures.NOT_UN_MEMBERS]
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
