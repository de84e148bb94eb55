"""The invented trainings with their programme and lists of participants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from coordinator_app.domain.records.activity import CARRIED_OUT
from coordinator_app.services.demo.activities import cost, partners, reporting
from coordinator_app.services.demo.material import (
    Entry,
    Material,
    entry,
    invented,
    month,
    ref,
    span,
    state,
)
from coordinator_app.services.demo.people import Activity, Cast, Person

_TOP_SCORE = 20
_TEXTS = {
    "en": {
        "objectives": "By the end participants can explain the obligation, apply it to a case from their own work, and name who decides at home.",
        "summary": "{n} officials followed the course. Cases from their own work carried the discussion; each State left with three next steps.",
        "lessons": "Fewer slides, more cases. Send the reading two weeks ahead, not two days.",
        "plan": "Brief my unit within two weeks and keep the focus list at hand.",
    },
    "es": {
        "objectives": "Al finalizar, las personas participantes pueden explicar la obligación, aplicarla a un caso propio y decir quién decide en su país.",
        "summary": "{n} funcionarios siguieron el curso. Los casos propios sostuvieron la discusión; cada Estado se llevó tres próximos pasos.",
        "lessons": "Menos diapositivas y más casos. Enviar la lectura con dos semanas de antelación, no con dos días.",
        "plan": "Informar a mi unidad en dos semanas y tener a mano la lista focalizada.",
    },
}


def trainings(material: Material, cast: Cast) -> list[Entry]:
    """Return the trainings of the year and those planned, earliest first."""
    plan = sorted(material.activities["training_plan"], key=_by_offset)
    return [
        _training(material.drawing(f"training {number}"), cast, number, row)
        for number, row in enumerate(plan, 1)
    ]


def _by_offset(row: Mapping[str, Any]) -> int:
    return int(row["at"])


def _training(material: Material, cast: Cast, number: int, row: Mapping[str, Any]) -> Entry:
    first, last = material.stretch(row["at"], row["days"])
    status, key, texts = row["status"], f"TRN-{number}", _TEXTS[row["lang"]]
    done = status in CARRIED_OUT
    cast.activities.append(Activity(key, "TRAINING", tuple(row["states"]), first, last, status))
    counted = row.get("counted")
    size = counted[0] if counted else row["roster"]
    values = {
        "title": row["title"],
        "title_alt": row["alt"],
        "countries": [state(each) for each in row["states"]],
        "dates": month(first) if row.get("rough") else span(first, last),
        "mode": row.get("mode", "IN_PERSON"),
        "city": row.get("city"),
        "host_country": state(row["host"]) if "host" in row else None,
        "scope": "NATIONAL" if len(row["states"]) == 1 else "SUBREGIONAL",
        "training_type": row["type"],
        "level": row["level"],
        "languages": [row["lang"]],
        "days": row["days"],
        "hours": row["days"] * 6,
        "seats": row.get("seats"),
        "nomination_deadline": material.iso(row["at"] - 21) if row["at"] > 0 else None,
        "status": status,
        "participants": {"n": counted[0], "q": counted[1]} if counted else None,
        "women": counted[2] if counted else None,
        "roster_complete": row["complete"],
        "satisfaction": material.between(78, 96) if done else None,
        "obligations": row["obligations"],
        "domains": row.get("domains", ["X"]),
        "themes": [{"theme": each} for each in row["themes"]] or None,
        "learning_objectives": texts["objectives"],
        "summary": texts["summary"].format(n=size) if done else None,
        "lessons": texts["lessons"] if done and number % 2 else None,
        "lang": row["lang"],
        "notes": invented(row["lang"]),
        **reporting(material, status, last, number),
        **cost(material, status, row["cost"]),
    }
    children = list(partners(row["partners"]))
    children += _sessions(row, first)
    children += _roster(material, cast, row, last, number)
    return entry("training", values, key, children)


def _sessions(row: Mapping[str, Any], first: dt.date) -> Iterator[Entry]:
    for place, title in enumerate(row["sessions"]):
        afternoon = place % 2 == 1 and row["days"] < len(row["sessions"])
        yield entry(
            "training_session",
            {
                "number": place + 1,
                "held_on": (first + dt.timedelta(days=place % row["days"])).isoformat(),
                "starts": "14:00" if afternoon else "09:00",
                "ends": "17:00" if afternoon else "12:30",
                "title": title,
                "obligations": row["obligations"],
            },
        )


def _roster(
    material: Material, cast: Cast, row: Mapping[str, Any], last: dt.date, number: int
) -> Iterator[Entry]:
    done = row["status"] in CARRIED_OUT
    for place, person in enumerate(_invited(cast, row, number)):
        came = _attendance(material, done, place)
        scored = done and came in ("ATTENDED", "PARTIAL") and row["level"] != "BASIC"
        before = material.between(6, 13)
        yield entry(
            "participant",
            {
                "person": person.party,
                "gender": person.gender if place % 11 else "U",
                "country": state(person.state),
                "institution": ref(person.institution)
                if place % 5
                else {"label": cast.names[person.institution]},
                "position": person.position,
                "email": person.email if place % 4 else None,
                "attendance": came,
                "role": "TRAINER" if place == 3 and number % 3 == 0 else "TRAINEE",
                "pre_score": before if scored else None,
                "post_score": min(_TOP_SCORE, before + material.between(1, 7)) if scored else None,
                "max_score": _TOP_SCORE if scored else None,
                "certificate": f"{row['type'][:3]}-{last.year}-{number:02d}{place + 1:02d}"
                if came == "ATTENDED"
                else None,
                "certificate_on": last.isoformat() if came == "ATTENDED" else None,
                "action_plan": _TEXTS[row["lang"]]["plan"]
                if came == "ATTENDED" and place % 6 == 0
                else None,
            },
        )


def _invited(cast: Cast, row: Mapping[str, Any], number: int) -> list[Person]:
    """Return the people of a list: State by State, starting at another person each time.

    A State has fewer people than the year has places, so many come twice.
    """
    people = {code: cast.everybody(code) for code in row["states"] if code in cast.contacts}
    chosen: list[Person] = []
    turn = 0
    while len(chosen) < row["roster"]:
        for here in people.values():
            if turn < len(here) and len(chosen) < row["roster"]:
                chosen.append(here[(turn + number // 2) % len(here)])
        turn += 1
    return chosen


def _attendance(material: Material, done: bool, place: int) -> str:
    if not done:
        return ("NOMINATED", "ACCEPTED", "ACCEPTED", "NOMINATED", "WAITLIST", "DECLINED")[place % 6]
    chance = material.between(1, 100)
    return (
        "ATTENDED"
        if chance <= 86
        else "PARTIAL"
        if chance <= 92
        else "NO_SHOW"
        if chance <= 97
        else "DECLINED"
    )
