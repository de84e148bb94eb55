"""A workbook with enough in it for one State to make a file worth sending, and others beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from coordinator_app.domain.changes import Create, Edit, Operation, Update
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.services import samples
from coordinator_app.services.reference import country_id, organisation_id, theme_id
from coordinator_app.services.session import Session

TODAY = dt.date(2025, 3, 7)
TTO, JAM, COL = country_id("TTO"), country_id("JAM"), country_id("COL")
#: What may be in no file for Trinidad and Tobago.
SECRETS = (
    "Ministry of Secrets of Jamaica",
    "Jane Elsewhere",
    "Kingston visit nobody else may see",
    "Confidential promise",
    "note for my own eyes",
    "Hidden person",
)
LONG = "First line of what was found.\nSecond line: ñandú, “quotes”, 5 < 6 & 7 > 3.\n\nThird."


def clock(day: dt.date = TODAY) -> Clock:
    """Return a clock that stands at a day."""
    return Clock("testtest", today=lambda: day)


def make(path: Path) -> Session:
    """Return an open workbook."""
    session = samples.new(path, clock(), "Coordinator")
    session.commit(Operation(tuple(_edits()), "bulk", "Made up"))
    return session


def _edits() -> list[Edit]:
    made: list[Edit] = [*_state()]
    institutions = [_new("institution", each) for each in _institutions()]
    made += institutions
    ministry, customs = institutions[0].id, institutions[1].id
    people = [_new("contact", each) for each in _contacts(5)]
    made += people
    made += [
        _new("contact_role", {
            "parent": person.id, "institution": ministry if n % 2 else customs,
            "role": "POC_1540" if n == 0 else "LEGAL_DRAFTER", "position": f"Officer {n}",
            "valid_from": "2024-03", "status": "VERIFIED" if n == 0 else "NOTIFIED",
        })
        for n, person in enumerate(people)
    ]  # fmt: skip
    visits = [_new("visit", each) for each in _visits()]
    made += visits
    trainings = [_new("training", each) for each in _trainings()]
    made += trainings
    made += [_new("participant", each) for each in _participants(trainings[0].id, people[1].id)]
    made += [
        _new("participant", {"parent": trainings[2].id, "person": {"label": name}, "country": state,
                             "attendance": "ATTENDED"})
        for name, state in (("Luis Aquí", TTO), ("Jane Elsewhere", JAM))
    ]  # fmt: skip
    made += [_new("follow_up", each) for each in _follow_ups(visits[0].id, ministry, people[0].id)]
    return made + _others()


def _new(type_key: str, values: dict[str, Value]) -> Create:
    return Create(type_key, values, uuid7())


def _state() -> list[Edit]:
    return [
        Update(TTO, {"capital": "Port of Spain", "priorities": sorted([theme_id("LAB")])}),
        _new("country_profile", {"parent": TTO, "as_of": "2012?-03", "mechanism": "AD_HOC",
                                 "ports": "Port of Spain; Point Lisas"}),
        _new("country_profile", {"parent": TTO, "as_of": "2024", "mechanism": "FORMAL",
                                 "mechanism_chair": {"id": organisation_id("UNLIREC")},
                                 "chemical_industry": "PRESENT", "bsl3": "UNKNOWN"}),
    ]  # fmt: skip


def _institutions() -> list[dict[str, Value]]:
    return [
        {"name": "Ministry of National Security", "acronym": "MNS", "country": TTO,
         "sector": "INTERIOR_SECURITY", "roles_1540": ["ENFORCEMENT", "NATIONAL_1540_LEAD"],
         "address": "1 Knox Street\nPort of Spain", "website": "https://example.org/mns"},
        {"name": "Customs and Excise Division", "country": TTO, "sector": "CUSTOMS",
         "valid_from": "1998/..", "language": "en", "code": "0041"},
        {"name": "=Laboratory +1", "country": TTO, "sector": "LAB_SCIENCE", "acronym": "@LAB",
         "mandate": "-5 to +5"},
        {"name": "0042", "name_alt": "1e5", "country": TTO, "city": "San Fernando"},
    ]  # fmt: skip


def _contacts(count: int) -> list[dict[str, Value]]:
    return [
        {"name": f"Ána Pérez {n}", "country": TTO, "gender": "F", "phone": f"+1 868 000 000{n}",
         "email": f"ana{n}@example.org", "languages": ["en", "es"]}
        for n in range(count)
    ]  # fmt: skip


def _visits() -> list[dict[str, Value]]:
    held: list[tuple[str, Value]] = [
        ("2024-05-20/2024-05-22", {"n": 25, "q": "at_least"}),
        ("2024-11", {"n": 15, "q": "about"}),
        ("2023", {"n": None, "q": "unknown"}),
        ("2024-07-01", {"n": 0, "q": "exact"}),
        ("2012?-03-12", None),
        ("2024-34", {"n": 12, "q": "exact"}),
    ]
    return [
        {"title": f"Mission {n}", "country": TTO, "dates": when, "visit_type": "COORDINATOR_MISSION",
         "status": "COMPLETED", "city": "Port of Spain", "participants": people,
         "summary": LONG if n == 0 else f"Summary {n}", "next_steps": "Next"}
        for n, (when, people) in enumerate(held)
    ]  # fmt: skip


def _trainings() -> list[dict[str, Value]]:
    return [
        {"title": "Customs workshop", "countries": [TTO], "dates": "2024-06-03/2024-06-07",
         "status": "COMPLETED", "participants": {"n": 24, "q": "exact"},
         "women": {"n": 10, "q": "exact"}, "level": "BASIC"},
        {"title": "Legal drafting", "countries": [TTO], "dates": "2024-09", "status": "PLANNED",
         "training_type": "LEGAL_DRAFTING_SESSION"},
        {"title": "Regional course", "countries": [TTO, JAM, COL], "dates": "2024-02",
         "status": "COMPLETED", "host_country": COL, "summary": "Three States took part."},
    ]  # fmt: skip


def _participants(training: str, contact: str) -> list[dict[str, Value]]:
    named: list[Value] = [{"id": contact}, *({"label": f"Trainee {n}"} for n in range(9))]
    return [
        {"parent": training, "person": person, "country": TTO, "gender": "U",
         "attendance": "ATTENDED", "position": "Officer", "certificate_on": "2024-06-07",
         "pre_score": 4, "max_score": 10}
        for person in named
    ]  # fmt: skip


def _follow_ups(visit: str, ministry: str, contact: str) -> list[dict[str, Value]]:
    made: list[dict[str, Value]] = [
        {"title": f"Send draft list {n}", "countries": [TTO], "owner": {"id": ministry},
         "due_on": f"2025-0{n + 1}", "origin_type": "VISIT", "origin": visit,
         "priority": "HIGH", "agreed_on": "2024-05-21", "progress": 12.5 * n,
         "notes": "note for my own eyes"}
        for n in range(8)
    ]  # fmt: skip
    made[1]["owner"] = {"id": contact}
    made[2]["owner"] = {"label": "The new committee"}
    made[3]["owner"] = {"id": TTO}
    made[4]["countries"] = [TTO, JAM]
    made.append({"title": "Confidential promise", "countries": [TTO], "owner": {"id": TTO},
                 "sensitivity": "CONFIDENTIAL", "due_on": "2025-05"})  # fmt: skip
    return made


def _others() -> list[Edit]:
    ministry = _new("institution", {"name": "Ministry of Secrets of Jamaica", "country": JAM})
    return [
        ministry,
        _new("contact", {"name": "Jane Elsewhere", "country": JAM}),
        _new("contact", {"name": "Hidden person", "country": TTO, "sensitivity": "STRICT"}),
        _new("visit", {"title": "Kingston visit nobody else may see", "country": JAM,
                       "dates": "2024-08", "status": "COMPLETED"}),
        _new("follow_up", {"title": "Shared task", "countries": [TTO], "due_on": "2025-09",
                           "owner": {"id": ministry.id}}),
    ]  # fmt: skip
