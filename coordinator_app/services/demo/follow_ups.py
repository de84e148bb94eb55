"""The invented follow-ups: in every status, with news, around today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coordinator_app.services.demo.material import (
    Entry,
    Material,
    entry,
    lang,
    month,
    organisation,
    ref,
    state,
)
from coordinator_app.services.demo.news import Told, news
from coordinator_app.services.demo.people import NO_CONTACT_POINT, Activity, Cast

#: How many follow-ups stand where; with those of the whole region 250.
_BUCKETS = {
    "late": 30,
    "this_week": 13,
    "soon": 21,
    "later": 42,
    "waiting": 18,
    "blocked": 8,
    "undated": 13,
    "loose": 3,
    "ownerless": 2,
    "done": 32,
    "verified": 44,
    "cancelled": 12,
}
_OPEN = ("OPEN", "IN_PROGRESS", "OPEN", "IN_PROGRESS", "OPEN", "WAITING", "OPEN")
#: Follow-ups left incomplete on purpose: one asks for a date, the other for somebody.
_INCOMPLETE = ("loose", "ownerless")
#: What was agreed longer ago than this is due, done or forgotten.
_LONGEST = dt.timedelta(days=120)
_CLOSED = ("done", "verified", "cancelled")


@dataclass(frozen=True)
class _Plan:
    """One follow-up before its dates are worked out."""

    number: int
    code: str
    bucket: str
    facts: Mapping[str, Any]

    @property
    def lang(self) -> str:
        """Language it is written in."""
        return lang(self.code)


def follow_ups(material: Material, cast: Cast) -> list[Entry]:
    """Return the follow-ups, in the order in which they were agreed."""
    made = [
        _of_state(material.drawing(f"follow-up {plan.number}"), cast, plan)
        for plan in _plans(material.drawing("follow-ups"))
    ]
    made += [
        _regional(material, number, row)
        for number, row in enumerate(material.work["regional"], len(made) + 1)
    ]
    return sorted(made, key=_agreed)


def _agreed(made: Entry) -> str:
    return str(made["values"]["agreed_on"])


def _plans(material: Material) -> Iterator[_Plan]:
    buckets = [name for name, count in _BUCKETS.items() for _ in range(count)]
    material.chance.shuffle(buckets)
    number = 0
    for place, code in enumerate(material.states):
        templates = list(material.work["follow_ups"])
        material.chance.shuffle(templates)
        if code == NO_CONTACT_POINT:
            templates.insert(0, material.work["no_contact_point"])
        for facts in templates[: 10 if place < 13 else 9]:
            number += 1
            yield _Plan(number, code, buckets[number - 1], facts)


def _of_state(material: Material, cast: Cast, plan: _Plan) -> Entry:
    facts, tongue = plan.facts, plan.lang
    own = material.people["states"][plan.code]
    bucket = "late" if facts.get("late") else plan.bucket
    title, next_step, evidence = (each.format(**own) for each in facts[tongue])
    status = _status(bucket, plan.number)
    due = _due(material, bucket)
    agreed, origin = _origin(material, cast, plan, due, bucket)
    descriptions = material.work["descriptions"][tongue]
    finished = bucket in _CLOSED
    values = {
        "title": title,
        "description": material.pick(descriptions) if plan.number % 3 == 0 else None,
        "countries": [state(plan.code)],
        "owner": None if bucket == "ownerless" else _owner(material, cast, plan),
        "direction": "OURS" if facts.get("ours") else "THEIRS",
        "watcher": ref("OFF-2" if tongue == "es" else "OFF-1"),
        "supporting": [ref("OFF-1")] if plan.number % 9 == 0 and tongue == "es" else None,
        "kind": facts["kind"],
        "priority": facts.get("priority") or ("LOW" if plan.number % 12 == 0 else None),
        "agreed_on": agreed.isoformat(),
        "due_on": _written(due, plan.number, bucket) if due else None,
        "no_due_reason": material.pick(material.work["no_due"][tongue])
        if bucket == "undated"
        else None,
        "status": status,
        "waiting_on": material.pick(material.work["waiting"][tongue])
        if status == "WAITING"
        else None,
        "blocked_reason": material.pick(material.work["blocked"][tongue])
        if status == "BLOCKED"
        else None,
        "next_step": None if finished else next_step,
        "next_contact_on": material.iso(material.between(2, 40))
        if not finished and plan.number % 4 == 1
        else None,
        "progress": (20, 40, 50, 75)[plan.number % 4] if status == "IN_PROGRESS" else None,
        "obligations": facts["ops"] or None,
        "themes": [{"theme": each} for each in facts.get("themes", ())] or None,
        "lang": tongue,
        "sensitivity": ("STRICT", "CONFIDENTIAL")[plan.number % 2]
        if plan.number % 25 < 2
        else None,
        **origin,
        **_moved(plan, due, agreed),
        **_finished(material, plan, bucket, agreed, due, evidence),
    }
    told = Told(plan.number, tongue, status, agreed, values.get("done_on"))
    return entry("follow_up", values, children=list(news(material, told)))


def _status(bucket: str, number: int) -> str:
    fixed = {
        "waiting": "WAITING",
        "blocked": "BLOCKED",
        "done": "DONE",
        "verified": "VERIFIED",
        "cancelled": "CANCELLED",
        "loose": "OPEN",
    }
    return fixed.get(bucket) or _OPEN[number % len(_OPEN)]


def _due(material: Material, bucket: str) -> dt.date | None:
    """Return the day it is (or was) due."""
    if bucket in ("undated", "loose"):
        return None
    ranges = {
        "late": (-95, -1),
        "soon": (7, 14),
        "later": (16, 190),
        "ownerless": (18, 60),
        "waiting": (5, 60),
        "blocked": (30, 150),
        "cancelled": (-200, 60),
    }
    if bucket == "this_week":
        left = max(0, 4 - material.today.weekday())
        return material.today + dt.timedelta(days=material.between(0, left))
    low, high = ranges.get(bucket, (-300, -8))
    return material.day(material.between(low, high))


def _written(due: dt.date, number: int, bucket: str) -> str:
    if bucket == "later" and number % 3 == 0:
        return month(due)
    if bucket == "later" and number % 11 == 0:
        return f"{due.year}-{33 + (due.month - 1) // 3}"
    return due.isoformat()


def _origin(
    material: Material, cast: Cast, plan: _Plan, due: dt.date | None, bucket: str
) -> tuple[dt.date, dict[str, Any]]:
    """Return when it was agreed, and what it comes from."""
    latest = min(due or material.today, material.today) - dt.timedelta(days=2)
    held = [each for each in cast.activities if _may_raise(each, plan, latest, bucket)]
    if held and plan.number % 5:
        visited = [each for each in held if each.kind == "VISIT"]
        chosen = max(visited, key=_ended) if visited else held[plan.number % len(held)]
        quotes = material.work["quotes"][plan.lang]
        return chosen.last, {
            "origin_type": chosen.kind,
            "origin": ref(chosen.key),
            "origin_quote": material.pick(quotes) if plan.number % 4 == 0 else None,
        }
    notes = [
        each for each in cast.notes.get(plan.code, ()) if latest - _LONGEST <= each[1] <= latest
    ]
    if notes:
        key, day = notes[-1 - plan.number % min(2, len(notes))]
        return day, {"origin_type": "INTERACTION", "origin": ref(key)}
    return latest - dt.timedelta(days=material.between(3, 50)), {"origin_type": "SELF"}


def _ended(activity: Activity) -> dt.date:
    return activity.last


def _may_raise(activity: Activity, plan: _Plan, latest: dt.date, bucket: str) -> bool:
    # A closed activity has no loose ends: its guard asks for an owner and a date.
    return (
        plan.code in activity.states
        and latest - _LONGEST * (2 if activity.kind == "VISIT" else 1) <= activity.last <= latest
        and activity.status in ("COMPLETED", "REPORTED", "CLOSED")
        and not (bucket in _INCOMPLETE and activity.status == "CLOSED")
    )


def _owner(material: Material, cast: Cast, plan: _Plan) -> dict[str, str]:
    facts, number = plan.facts, plan.number
    if facts.get("ours"):
        return ref("OFF-2" if plan.lang == "es" else "OFF-1")
    if number % 17 == 0:
        return organisation(("UNLIREC", "CICTE", "VERTIC")[number % 3])
    if number % 13 == 0:
        return {"label": material.pick(material.work["labels"][plan.lang])}
    if number % 19 == 0:
        return state(plan.code)
    here = cast.institutions[plan.code]
    home = next((each for each in here if cast.sectors[each] == facts["who"]), "")
    if not home:
        tongue = material.people["states"][plan.code]["names"]
        kinds = material.people["institutions"]
        return {"label": next(each for each in kinds if each["sector"] == facts["who"])[tongue]}
    people = [each for each in cast.contacts[plan.code] if each.institution == home]
    if people and number % 3 and not (plan.code == NO_CONTACT_POINT and home == here[0]):
        return people[0].party
    return ref(home)


def _moved(plan: _Plan, due: dt.date | None, agreed: dt.date) -> dict[str, Any]:
    """Return the first due date of those that were put off."""
    if due is None or plan.number % 6 or due - agreed < dt.timedelta(days=25):
        return {}
    first = max(agreed + dt.timedelta(days=10), due - dt.timedelta(days=15 * (1 + plan.number % 4)))
    return {"original_due_on": first.isoformat(), "times_rescheduled": 1 + plan.number % 3}


def _finished(
    material: Material, plan: _Plan, bucket: str, agreed: dt.date, due: dt.date | None, evidence: str
) -> dict[str, Any]:  # fmt: skip
    if bucket == "cancelled":
        return {"cancelled_reason": material.pick(material.work["cancelled"][plan.lang])}
    if bucket not in _CLOSED or due is None:
        return {}
    # Three in four were done in time.
    shift = material.between(1, 30) if plan.number % 4 == 0 else -material.between(0, 12)
    day = min(max(due + dt.timedelta(days=shift), agreed + dt.timedelta(days=2)), material.today)
    facts: dict[str, Any] = {"done_on": day.isoformat(), "progress": 100}
    if bucket == "verified":
        seen = min(day + dt.timedelta(days=material.between(1, 15)), material.today)
        facts |= {"verified_on": seen.isoformat(), "verified_by": "Rosalind Tradewind"}
        waived = plan.number % 7 == 0
        facts["evidence_waiver" if waived else "evidence"] = (
            material.work["waiver"][plan.lang] if waived else evidence
        )
        facts["result"] = evidence if plan.number % 5 == 0 else None
    return facts


def _regional(material: Material, number: int, row: Mapping[str, Any]) -> Entry:
    return entry(
        "follow_up",
        {
            "title": row["title"],
            "countries": [state(each) for each in row["states"]] or None,
            "owner": ref("OFF-2" if row["lang"] == "es" else "OFF-1"),
            "direction": "OURS",
            "watcher": ref("OFF-1"),
            "kind": row["kind"],
            "priority": row.get("priority"),
            "agreed_on": material.iso(min(row["at"], 0) - 25),
            "due_on": material.iso(row["at"]),
            "status": "IN_PROGRESS" if number % 2 else "OPEN",
            "next_step": row["next"],
            "origin_type": "SELF",
            "lang": row["lang"],
        },
    )
