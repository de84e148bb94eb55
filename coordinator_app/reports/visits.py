"""Indicators on visits: States visited, and States not visited for two years (domain 5.2)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from coordinator_app.domain.record import Record
from coordinator_app.domain.records.visit import COUNTED_TYPES, VISIT_TYPES
from coordinator_app.reports.figures import (
    BY_LAST_DAY,
    NOT_UN_MEMBERS,
    UNDATED,
    Figure,
    Indicator,
    Part,
    exact,
    left_out,
    share,
)
from coordinator_app.reports.frame import CORE_GROUPS, Frame, carried_out, dated, straddling
from coordinator_app.texts import N_

NOT_A_VISIT = N_("{n} held at a distance or abroad, which is not a visit to the State")
BY_TYPE, BY_GROUP = N_("By type of visit"), N_("By group")
_MONTHS = 24


def states_visited(frame: Frame) -> Indicator:
    """Return I-V1: States with at least one visit in the period, of all States of the group."""
    ours = _ours(frame)
    counted, others = _visits(ours)
    known, undated = dated(counted)
    held = [visit for visit, day in known if frame.in_period(day)]
    inside, beside = _by_state(held, frame.states), _by_state(held, frame.beside)
    skipped = [visit.id for visit, day in dated(others)[0] if frame.in_period(day)]
    return Indicator(
        "I-V1",
        N_("States visited"),
        _behind(inside, frame.states),
        {
            BY_TYPE: tuple(_by_type(held, frame)),
            BY_GROUP: tuple(_by_group(held, frame)),
            NOT_UN_MEMBERS: (Part(NOT_UN_MEMBERS, _behind(beside)),),
        },
        left_out((UNDATED, undated), (NOT_A_VISIT, skipped)),
        left_out((BY_LAST_DAY, straddling(frame, held))),
    )


def states_not_visited(frame: Frame) -> Indicator:
    """Return I-V3: States without a visit in the 24 months up to the day."""
    counted, others = _visits(_ours(frame))
    since = months_before(frame.as_at, _MONTHS)
    known, undated = dated(counted)
    held = [visit for visit, day in known if since < day <= frame.as_at]
    seen = _by_state(held, frame.states)
    missed = tuple(state for state in frame.states if state not in seen)
    skipped = [visit.id for visit, day in dated(others)[0] if since < day <= frame.as_at]
    return Indicator(
        "I-V3",
        N_("States not visited for 24 months"),
        share(missed, frame.states),
        excluded=left_out((UNDATED, undated), (NOT_A_VISIT, skipped)),
    )


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day of an earlier month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _ours(frame: Frame) -> list[Record]:
    wanted = {*frame.states, *frame.beside}
    return [each for each in carried_out(frame.facts.visits) if wanted & {*each.ids("country")}]


def _visits(records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    """Return what counts as a visit (the set V), and what does not."""
    counted: list[Record] = []
    others: list[Record] = []
    for each in records:
        fits = each.get("visit_type") in COUNTED_TYPES and each.get("mode") != "ONLINE"
        (counted if fits else others).append(each)
    return counted, others


def _by_state(visits: Iterable[Record], states: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for visit in visits:
        for state in visit.ids("country"):
            if state in states:
                found[state].append(visit.id)
    return found


def _behind(found: dict[str, list[str]], states: tuple[str, ...] | None = None) -> Figure:
    """Return how many States, with the visits behind the number."""
    through = tuple(visit for ids in found.values() for visit in ids)
    among = states if states is not None else ()
    whole = exact(among) if states is not None else None
    return Figure(exact(tuple(found)), whole, tuple(found), among, through)


def _by_type(held: list[Record], frame: Frame) -> Iterable[Part]:
    for choice in VISIT_TYPES:
        of_type = [each for each in held if each.get("visit_type") == choice.code]
        states = _by_state(of_type, frame.states)
        if states:
            yield Part(choice.label, _behind(states))


def _by_group(held: list[Record], frame: Frame) -> Iterable[Part]:
    """Yield each group's own numbers; they overlap, and do not add up to the union."""
    if not frame.whole_region:
        return
    for code in CORE_GROUPS:
        narrower = Frame(frame.facts, frame.first, frame.last, frame.as_at, frame.today, code)
        yield Part(code, _behind(_by_state(held, narrower.states), narrower.states))
