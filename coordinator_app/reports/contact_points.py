"""The indicator on points of contact: States that have one (domain 5.2, I-P1)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from coordinator_app.domain.record import Record
from coordinator_app.reports.figures import NOT_UN_MEMBERS, Figure, Indicator, Part, exact, left_out
from coordinator_app.reports.frame import Frame, holds
from coordinator_app.texts import N_

CAPITAL, MISSION = N_("In the capital"), N_("In a mission abroad")
BY_PLACE = N_("By place")
PROPOSED = N_("{n} proposed but not notified")
NO_STATE = N_("{n} of a person without a State")
NO_END = N_("{n} ended without a date")
_MISSIONS = ("MISSION_NY", "MISSION_WASHINGTON")


def states_with_contact_point(frame: Frame) -> Indicator:
    """Return I-P1: States with at least one valid point of contact on the day."""
    held: dict[str, list[Record]] = defaultdict(list)
    lost: dict[str, list[str]] = {PROPOSED: [], NO_STATE: [], NO_END: []}
    for contact, role in _contact_points(frame):
        status, states = role.get("status"), contact.ids("country")
        if status == "ENDED" and not role.get("valid_to"):
            lost[NO_END].append(role.id)
        elif not _valid(role, frame.as_at):
            continue
        elif not states:
            lost[NO_STATE].append(role.id)
        elif not {*states} & frame.belonging:
            continue
        elif status == "PROPOSED":
            lost[PROPOSED].append(role.id)
        else:
            held[states[0]].append(role)
    places = {
        CAPITAL: [role for roles in held.values() for role in roles if not _abroad(role)],
        MISSION: [role for roles in held.values() for role in roles if _abroad(role)],
    }
    return Indicator(
        "I-P1",
        N_("States with a point of contact"),
        _states(held, frame.states, whole=True),
        {
            BY_PLACE: tuple(
                Part(label, _states(_only(held, roles), frame.states))
                for label, roles in places.items()
            ),
            NOT_UN_MEMBERS: (Part(NOT_UN_MEMBERS, _states(held, frame.beside)),),
        },
        left_out(*lost.items()),
    )


def _contact_points(frame: Frame) -> Iterator[tuple[Record, Record]]:
    for contact in frame.facts.contacts.values():
        for role in frame.facts.roles.get(contact.id, ()):
            if role.get("role") == "POC_1540":
                yield contact, role


def _valid(role: Record, day: dt.date) -> bool:
    """Say whether a role was held on a day; one that ended since was held until it ended."""
    notified = role.text("notified_on")
    begun = bool(role.get("valid_from")) or not notified or notified <= day.isoformat()
    return begun and holds(role, day)


def _abroad(role: Record) -> bool:
    return role.get("level") in _MISSIONS


def _only(held: dict[str, list[Record]], roles: list[Record]) -> dict[str, list[Record]]:
    ids = {role.id for role in roles}
    kept = {state: [role for role in own if role.id in ids] for state, own in held.items()}
    return {state: own for state, own in kept.items() if own}


def _states(
    held: dict[str, list[Record]], states: tuple[str, ...], *, whole: bool = False
) -> Figure:
    found = tuple(state for state in states if state in held)
    through = tuple(role.id for state in found for role in held[state])
    among = states if whole else ()
    return Figure(exact(found), exact(states) if whole else None, found, among, through)
