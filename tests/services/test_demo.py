"""The invented year: whole, plausible, the same at every run, and clearly invented."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from coordinator_app.domain import edtf
from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.records.activity import ACTIVITIES, CARRIED_OUT
from coordinator_app.domain.records.follow_up import (
    OPEN_STATUSES,
    STATUSES,
    due_day,
    is_open,
    is_overdue,
)
from coordinator_app.domain.records.people import is_stale, valid_on
from coordinator_app.services import editing, samples
from coordinator_app.services.demo import entries
from coordinator_app.services.demo.material import SPANISH
from coordinator_app.services.reference import country_id, rows
from coordinator_app.services.session import Session

TODAY = dt.date(2026, 5, 13)
#: Days on which something could go wrong: ends of weeks, months and years, a leap day.
AWKWARD = [
    TODAY,
    dt.date(2024, 2, 29),
    dt.date(2026, 1, 1),
    dt.date(2026, 5, 16),
    dt.date(2027, 12, 31),
]
CORE = {row["iso3"] for row in rows("memberships") if row["group"] in ("CARICOM", "SICA", "ANDEAN") and row["status"] == "FULL"} - {"MSR", "VEN"}  # fmt: skip


def walk(listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in listed:
        yield entry
        yield from walk(entry.get("children", []))


def of(kind: str, today: dt.date = TODAY) -> list[Mapping[str, Any]]:
    return [each["values"] for each in walk(entries(today)) if each["type"] == kind]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("demo") / "demo.c1540"
    with samples.new_demo(path, Clock("abcdefgh", today=lambda: TODAY), "Ana") as session:
        yield session


def test_it_is_the_same_at_every_run():
    assert entries(TODAY) == entries(TODAY)


def test_another_day_moves_the_dates_and_nothing_else():
    one, other = entries(TODAY), entries(dt.date(2027, 8, 1))
    for kind in ("institution", "contact", "visit", "training", "event", "interaction"):
        said = [[each["values"].get(key) for each in listed if each["type"] == kind]
                for listed in (one, other) for key in ("name", "title", "text", "status")]  # fmt: skip
        assert said[:4] == said[4:]
    assert sorted((each["title"], each["status"]) for each in of("follow_up")) == sorted(
        (each["title"], each["status"]) for each in of("follow_up", dt.date(2027, 8, 1))
    )
    assert one != other


def test_it_is_a_full_year_of_work():
    assert 60 <= sum(len(of(kind)) for kind in ACTIVITIES) <= 70
    assert len(of("participant")) >= 300
    assert len(of("follow_up")) == 250
    assert len(of("follow_up_update")) >= 250
    assert len(of("office_member")) == 2


def test_every_core_state_has_its_people_institutions_stage_and_promises():
    assert len(CORE) == 25
    for kind, key, low, high in (
        ("institution", "country", 2, 3),
        ("contact", "country", 2, 4),
        ("country_profile", "parent", 1, 3),
        ("follow_up", "countries", 5, 15),
    ):
        found: Counter[str] = Counter()
        for each in of(kind):
            states = each.get(key) or []
            found.update(
                one["country"] for one in (states if isinstance(states, list) else [states])
            )
        assert set(found) == CORE, kind
        assert all(low <= count <= high for count in found.values()), (kind, found)


def test_follow_ups_stand_everywhere_a_list_can_show_them(demo: Session):
    found = list(demo.records.all("follow_up"))
    assert {each.get("status") for each in found} == {status.code for status in STATUSES}
    due = {each.id: due_day(each) for each in found if is_open(each) and due_day(each)}
    week = TODAY + dt.timedelta(days=4 - TODAY.weekday())
    assert sum(is_overdue(each, TODAY) for each in found) >= 25
    assert sum(TODAY <= day <= week for day in due.values()) >= 10
    assert (
        sum(
            TODAY + dt.timedelta(days=6) < day <= TODAY + dt.timedelta(days=14)
            for day in due.values()
        )
        >= 15
    )
    assert sum(edtf.precision(each.text("due_on")) == edtf.Precision.MONTH for each in found) >= 5
    assert sum(bool(each.get("no_due_reason")) for each in found) >= 10
    assert sum(bool(each.get("original_due_on")) for each in found) >= 15
    assert {each.get("direction") for each in found} == {"THEIRS", "OURS"}
    assert len({each.get("origin_type") for each in found}) >= 5


@pytest.mark.parametrize("today", AWKWARD, ids=str)
def test_a_person_could_have_made_it_and_what_is_incomplete_is_so_on_purpose(today, tmp_path):
    clock = Clock("abcdefgh", today=lambda: today)
    missing: Counter[tuple[str, str]] = Counter()
    with samples.new_demo(tmp_path / "demo.c1540", clock, "Ana") as demo:
        for record_type in built_in():
            life = record_type.life
            for each in () if record_type.reference_data else demo.records.all(record_type.key):
                found = editing.issues(demo, each)
                missing.update((each.type, issue.place.field) for issue in found)
                for guard in life.guards.get(each.text(life.field), ()) if life else ():
                    assert guard(each, demo.records) == [], (each.reference, each.title)
    late = sum(missing.pop((kind, "report_due_on"), 0) for kind in ACTIVITIES)
    assert missing == {("follow_up", "due_on"): 3, ("follow_up", "owner"): 2}
    assert 1 <= late <= 5


@pytest.mark.parametrize("today", AWKWARD, ids=str)
def test_nothing_lies_in_the_future_that_has_happened(today):
    iso = today.isoformat()
    for each in walk(entries(today)):
        values, kind = each["values"], each["type"]
        for key in (
            "done_on",
            "verified_on",
            "noted_on",
            "reported_on",
            "last_verified_on",
            "certificate_on",
            "agreed_on",
        ):
            assert values.get(key) is None or values[key] <= iso, (key, values)
        if kind == "interaction":
            assert values["held_on"] <= iso
        if kind in ACTIVITIES and values["status"] in CARRIED_OUT:
            assert edtf.bounds(values["dates"])[1] <= today
        if kind in ACTIVITIES and values["status"] in ("PLANNED", "CONFIRMED", "IDEA"):
            assert edtf.bounds(values["dates"])[1] > today


@pytest.mark.parametrize("today", AWKWARD, ids=str)
def test_work_is_done_after_it_was_agreed_and_news_lie_between(today):
    for each in walk(entries(today)):
        if each["type"] != "follow_up":
            continue
        values = each["values"]
        days = [child["values"]["noted_on"] for child in each.get("children", [])]
        assert days == sorted(days)
        assert all(
            values["agreed_on"] <= day <= values.get("done_on", today.isoformat()) for day in days
        )
        if "done_on" in values:
            assert values["agreed_on"] < values["done_on"]
        if "original_due_on" in values:
            assert values["times_rescheduled"] >= 1


def test_nobody_can_be_reached_by_accident():
    for each in walk(entries(TODAY)):
        for field in built_in()[each["type"]].fields:
            written = each["values"].get(field.key)
            if written and field.kind is Kind.EMAIL:
                assert written.endswith(".example.org"), written
            if written and field.kind is Kind.PHONE:
                assert re.fullmatch(r"\+1 \d{3} 555 01\d\d", written), written
            if written and field.kind is Kind.URL:
                assert written.endswith(".example.org"), written
    assert all("nvent" in each["notes"] for kind in ACTIVITIES for each in of(kind))


def test_points_of_contact_are_fresh_stale_ended_and_missing(demo: Session):
    valid: dict[str, list[bool]] = defaultdict(list)
    ended = 0
    for contact in demo.records.all("contact"):
        for role in demo.records.children(contact.id, "contact_role"):
            if role.get("role") != "POC_1540":
                continue
            ended += role.get("status") == "ENDED"
            if role.get("status") in ("NOTIFIED", "VERIFIED") and valid_on(role, TODAY):
                valid[contact.ids("country")[0]].append(is_stale(role, TODAY))
    assert {country_id(code) for code in CORE} - set(valid) == {country_id("KNA")}
    assert 3 <= sum(any(stale) for stale in valid.values()) <= 8
    assert ended >= 4


def test_one_state_has_nothing_recorded_and_another_almost_nothing(demo: Session):
    states: Counter[str] = Counter()
    for kind in (*ACTIVITIES, "interaction"):
        for each in demo.records.all(kind):
            done = kind == "interaction" or each.get("status") in CARRIED_OUT
            states.update(demo.records.states_of(each) if done else ())
    assert states[country_id("KNA")] == 0
    assert states[country_id("DMA")] == 1
    assert all(states[country_id(code)] >= 2 for code in CORE - {"KNA", "DMA"})


def test_files_were_sent_and_are_answered_late_and_awaited():
    sent = of("dispatch")
    late = [
        each for each in sent if each["status"] == "SENT" and each["due_back"] < TODAY.isoformat()
    ]
    assert 10 <= len(sent) <= 20
    assert {each["status"] for each in sent} == {"SENT", "MERGED", "CLOSED", "LAPSED"}
    assert 2 <= len(late) <= 5
    assert all(each["sent_on"] <= TODAY.isoformat() for each in sent)
    assert all(each["returned_on"] <= TODAY.isoformat() for each in sent if each.get("returned_on"))


def test_assistance_stands_at_every_stage_and_offers_answer_items(demo: Session):
    asked = list(demo.records.all("assistance_request"))
    items = list(demo.records.all("assistance_item"))
    named = {item for offer in demo.records.all("assistance_offer") for item in offer.ids("items")}
    assert len({each.get("status") for each in asked}) >= 9
    assert len({each.get("status") for each in items}) >= 7
    answered = {each.id for each in items if each.get("status") in ("OFFERED", "ACCEPTED")}
    assert answered <= named <= {each.id for each in items}
    assert any(not each.ids("items") for each in demo.records.all("assistance_offer"))
    checks = [each.text("next_check_on") for each in asked if each.get("next_check_on")]
    assert min(checks) < TODAY.isoformat() < max(checks)


def test_many_people_come_twice_and_some_are_contacts():
    seen = Counter(json.dumps(each["person"], ensure_ascii=False) for each in of("participant"))
    assert sum(count >= 2 for count in seen.values()) >= 60
    assert sum('"ref"' in who for who in seen) >= 40
    assert sum('"label"' in who for who in seen) >= 40


def test_each_state_is_written_to_in_its_language(demo: Session):
    spanish = {country_id(code) for code in SPANISH}
    for visit in demo.records.all("visit"):
        assert visit.get("lang") == ("es" if visit.ids("country")[0] in spanish else "en")
    words = {each["title"].split()[0] for each in of("follow_up") if each["lang"] == "es"}
    assert words >= {"Enviar", "Presentar", "Designar"}
    assert all(len(each["title"]) <= 120 for each in of("follow_up"))


def test_there_is_something_to_test_screens_with():
    names = [each["name"] for each in of("contact")]
    assert any(re.search("[ñáéíóúÍÁ]", name) for name in names)
    assert any(
        name.startswith(
            (
                "Joost",
                "Wouter",
                "Diederik",
                "Thijs",
                "Hendrik",
                "Annemiek",
                "Liesbeth",
                "Machteld",
                "Sjoukje",
                "Geertruida",
            )
        )
        for name in names
    )
    assert max(len(each.get("description", "")) for each in of("follow_up")) > 400
    assert any("\n" in each.get("description", "") for each in of("follow_up"))
    assert {each["status"] for each in of("visit")} >= {"ONGOING", "POSTPONED", "CANCELLED", "IDEA"}
    assert {each["attendance"] for each in of("participant")} >= {
        "NOMINATED",
        "ATTENDED",
        "NO_SHOW",
    }
    assert set(OPEN_STATUSES) <= {each["status"] for each in of("follow_up")}
