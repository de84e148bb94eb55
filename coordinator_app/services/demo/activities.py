"""The invented visits and events, with all that belongs to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from coordinator_app.domain.records.activity import CARRIED_OUT
from coordinator_app.domain.working_days import working_days_after
from coordinator_app.services.consequences import REPORT_WITHIN
from coordinator_app.services.demo.material import (
    Entry,
    Material,
    entry,
    invented,
    lang,
    month,
    organisation,
    ref,
    span,
    state,
)
from coordinator_app.services.demo.people import Activity, Cast

#: Activities this far ahead have a month, not a day.
_ROUGH_AFTER = 90
_HOURS = ("08:30", "09:00", "10:30", "14:00", "15:30")


def visits(material: Material, cast: Cast) -> list[Entry]:
    """Return the visits of the year and those planned, earliest first."""
    plan = sorted(material.activities["visit_plan"], key=_by_offset)
    return [
        _visit(material.drawing(f"visit {number}"), cast, number, tuple(row))
        for number, row in enumerate(plan, 1)
    ]


def events(material: Material, cast: Cast) -> list[Entry]:
    """Return the events of the year and those planned, earliest first."""
    plan = material.activities["event_plan"]
    return [
        _event(material.drawing(f"event {number}"), cast, number, row)
        for number, row in enumerate(plan, 1)
    ]


def reporting(material: Material, status: str, last: dt.date, number: int) -> dict[str, Any]:
    """Return when the report of an activity was due and given."""
    if status not in CARRIED_OUT:
        return {}
    due = working_days_after(last, REPORT_WITHIN)
    facts: dict[str, Any] = {"report_due_on": due.isoformat()}
    if status != "COMPLETED":
        given = due + dt.timedelta(days=(-4, -1, 0, -2, 9, -6)[number % 6])
        facts["reported_on"] = min(given, material.today).isoformat()
    return facts


def cost(material: Material, status: str, planned: int) -> dict[str, Any]:
    """Return what an activity was to cost, and did."""
    facts: dict[str, Any] = {"planned_cost": {"minor": planned * 100, "currency": "USD"}}
    if status in CARRIED_OUT:
        actual = planned * 100 * material.between(82, 109) // 100
        facts["actual_cost"] = {"minor": actual, "currency": "USD"}
    return facts if planned else {}


def partners(listed: list[list[str]]) -> Iterator[Entry]:
    """Yield the partners of an activity."""
    for code, role in listed:
        share = 60 if role == "FUNDER" else None
        yield entry(
            "activity_partner",
            {"party": organisation(code), "role": role, "share": share, "partial": bool(share)},
        )


def _by_offset(row: list[Any]) -> int:
    return int(row[2])


def _visit(material: Material, cast: Cast, number: int, row: tuple[Any, ...]) -> Entry:
    code, kind, offset, status = row
    facts = material.activities["visits"][kind]
    tongue = lang(code)
    own = material.people["states"][code]
    texts = {name: text.format(**own) for name, text in facts[tongue].items()}
    first, last = material.stretch(offset, facts["days"])
    if status == "ONGOING":
        first, last = material.today, material.today + dt.timedelta(days=1)
    done = status in CARRIED_OUT
    key = f"VIS-{number}"
    cast.activities.append(Activity(key, "VISIT", (code,), first, last, status))
    values = {
        "title": texts["title"],
        "title_alt": facts["en" if tongue == "es" else "es"]["title"].format(**own),
        "country": state(code),
        "dates": month(first) if offset > _ROUGH_AFTER else span(first, last),
        "start_time": "09:00" if number % 3 == 0 else None,
        "mode": facts.get("mode", "IN_PERSON"),
        "city": None if facts.get("mode") else _capital(own),
        "scope": "NATIONAL",
        "visit_type": facts["type"],
        "status": status,
        "invitation_status": "RECEIVED" if done or offset < 30 else "SOUGHT",
        "invited_on": (first - dt.timedelta(days=45)).isoformat() if done else None,
        "invitation_ref": f"NV {material.between(20, 400)}/{first.year}" if done else None,
        "objectives": texts["objectives"],
        "obligations": facts["obligations"],
        "domains": facts["domains"],
        "themes": [{"theme": each} for each in facts["themes"]],
        "benefit": texts["benefit"],
        "lang": tongue,
        "notes": invented(tongue),
        "sensitivity": "CONFIDENTIAL" if facts["type"] == "HIGH_LEVEL_MEETING" else None,
        **cost(material, status, 4200 + 350 * facts["days"]),
        **reporting(material, status, last, number),
    }
    if done:
        values |= {
            "participants": {
                "n": 9 + number % 17,
                "q": ("exact", "exact", "about", "at_least")[number % 4],
            },
            "women": 3 + number % 7 if number % 4 < 2 else None,
            "institutions_count": 5 + number % 8,
            "summary": texts["summary"],
            "findings": texts["findings"],
            "needs": texts["needs"],
            "good_practices": texts["good"],
            "stage_before": own["stages"][0],
            "stage_after": own["stages"][1],
            "cleared_by_state_on": material.iso(min(-1, offset + 40))
            if status == "CLOSED"
            else None,
        }
    children = list(partners(facts["partners"]))
    children += _team(facts, number)
    if done or status == "ONGOING" or offset > 0:
        children += _meetings(material, cast, code, facts, first, last, done)
        children += _sites(material, code, facts, first, done)
    return entry("visit", values, key, children)


def _capital(own: Mapping[str, Any]) -> str | None:
    return own.get("capital")


def _team(facts: Mapping[str, Any], number: int) -> Iterator[Entry]:
    lead = "OFF-1" if number % 3 else "OFF-2"
    yield entry("visit_delegate", {"person": ref(lead), "function": "HEAD"})
    yield entry(
        "visit_delegate",
        {
            "person": {
                "label": (
                    "Clementina Lantern, consultant",
                    "Dr. Horatio Nutmeg",
                    "Águeda Cóndor Marimba",
                )[number % 3]
            },
            "institution": organisation(facts["partners"][0][0]),
            "function": "EXPERT",
        },
    )


def _meetings(
    material: Material, cast: Cast, code: str, facts: Mapping[str, Any],
    first: dt.date, last: dt.date, done: bool,
) -> Iterator[Entry]:  # fmt: skip
    tongue = lang(code)
    own = material.people["states"][code]
    days = (last - first).days + 1
    for number, meeting in enumerate(facts["meetings"]):
        topic, points = (each.format(**own) for each in meeting[tongue])
        home = next(
            (each for each in cast.institutions[code] if cast.sectors[each] == meeting["sector"]),
            "",
        )
        met = [each for each in cast.contacts[code] if each.institution == home]
        others = [each.name for each in cast.others[code]][: 1 + number]
        kinds = material.people["institutions"]
        label = next(each for each in kinds if each["sector"] == meeting["sector"])[own["names"]]
        yield entry(
            "visit_meeting",
            {
                "held_on": (first + dt.timedelta(days=number % days)).isoformat(),
                "held_at": _HOURS[(number * 2 + days) % len(_HOURS)],
                "institution": ref(home) if home else {"label": label},
                "people": [ref(each.key) for each in met] or None,
                "people_text": "; ".join(others) if done and not met else None,
                "level": meeting["level"],
                "topic": topic,
                "points": points if done else None,
            },
        )


def _sites(
    material: Material, code: str, facts: Mapping[str, Any], first: dt.date, done: bool
) -> Iterator[Entry]:
    for kind in facts["sites"]:
        name = material.activities["sites"][kind][lang(code)]
        yield entry(
            "visit_site",
            {
                "name": name.format(**material.people["states"][code]),
                "site_type": kind,
                "seen_on": (first + dt.timedelta(days=1)).isoformat() if done else None,
            },
        )


def _event(material: Material, cast: Cast, number: int, row: Mapping[str, Any]) -> Entry:
    first, last = material.stretch(row["at"], row["days"])
    status, key = row["status"], f"EVT-{number}"
    states = tuple(row["states"])
    cast.activities.append(Activity(key, "EVENT", states, first, last, status))
    spanish = row["lang"] == "es"
    wide = "NATIONAL" if len(states) == 1 else "REGIONAL" if len(states) > 8 else "SUBREGIONAL"
    people = row["people"]
    values = {
        "title": row["title"],
        "title_alt": row["alt"],
        "countries": [state(each) for each in states] or None,
        "dates": f"{first:%Y}" if row.get("rough") else span(first, last),
        "mode": row.get("mode", "IN_PERSON"),
        "city": row.get("city"),
        "host_country": state(row["host"]) if "host" in row else None,
        "scope": wide,
        "event_type": row["type"],
        "status": status,
        "participants": {"n": people[0], "q": people[1]} if people else None,
        "women": people[0] * 9 // 20 if people and people[1] == "exact" else None,
        "countries_count": len(states) if people else None,
        "obligations": ["OP9", "OP8c"],
        "summary": _summary(row, spanish) if status in CARRIED_OUT else None,
        "lang": row["lang"],
        "notes": invented(row["lang"]),
        **reporting(material, status, last, number),
        **cost(material, status, 3000 + 2500 * len(states)),
    }
    children = list(partners(row["partners"]))
    children += _delegations(states, spanish)
    children += [
        entry("agenda_item", {"number": place, "held_on": first.isoformat(), "title": title})
        for place, title in enumerate(row["agenda"], 1)
    ]
    children += [_outcome(place, said) for place, said in enumerate(row["outcomes"], 1)]
    return entry("event", values, key, children)


def _summary(row: Mapping[str, Any], spanish: bool) -> str:
    if spanish:
        return (
            f"Participaron delegaciones de {len(row['states'])} Estados. "
            "Se acordaron los puntos que figuran como resultados; los compromisos se siguen uno por uno."
        )
    return (
        f"Delegations of {len(row['states'])} States took part. "
        "What was agreed stands under outcomes; commitments are followed up one by one."
    )


def _delegations(states: tuple[str, ...], spanish: bool) -> Iterator[Entry]:
    for place, code in enumerate(states):
        yield entry(
            "delegation",
            {
                "party": state(code),
                "kind": "STATE",
                "level": ("SENIOR_OFFICIAL", "TECHNICAL", "AMBASSADOR", "VICE_MINISTER")[place % 4],
                "people": 1 + (place * 3) % 4,
            },
        )
    if states:
        label = "Sociedad civil y academia" if spanish else "Civil society groups"
        yield entry(
            "delegation",
            {"party": {"label": label}, "kind": "NGO", "people": {"n": None, "q": "unknown"}},
        )


def _outcome(number: int, said: list[str]) -> Entry:
    kind, who, text = said
    party = None
    if who.startswith("label:"):
        party = {"label": who.removeprefix("label:")}
    elif len(who) == 3:
        party = state(who)
    elif who:
        party = organisation(who)
    return entry("outcome", {"number": number, "outcome_type": kind, "text": text, "who": party})
