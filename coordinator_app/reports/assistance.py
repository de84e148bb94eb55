"""Indicators on assistance: requests open and submitted, items met (domain 5.2, I-A1 to I-A5)."""

from __future__ import annotations

from typing import Final

from coordinator_app.domain.record import Record
from coordinator_app.domain.records.assistance import OPEN_REQUESTS, REQUEST
from coordinator_app.reports.figures import (
    BY_LAST_DAY,
    Indicator,
    LeftOut,
    Part,
    left_out,
    plain,
    share,
)
from coordinator_app.reports.follow_ups import NO_STATE
from coordinator_app.reports.frame import Frame, last_day, straddling
from coordinator_app.texts import N_

NOT_MADE = N_("{n} still a draft")
NO_DAY = N_("{n} without a day of submission")
NO_DELIVERY_DAY = N_("{n} delivered without a date")
DROPPED = N_("{n} dropped")
ENDED_SINCE = N_("{n} no longer open, of which the day it ended is not known")
AS_TODAY = N_("{n} judged by the status that stands today")
BY_AGE, BY_CHANNEL = N_("Time since submission"), N_("By channel")
AGES: Final = (
    (None, 182, N_("up to six months")),
    (183, 365, N_("up to a year")),
    (366, None, N_("more than a year")),
)
#: How far an item has come: somebody is interested, an offer was accepted.
_MATCHED: Final = ("ACCEPTED", "IN_DELIVERY", "DELIVERED")
_INTEREST: Final = ("INTEREST", "OFFERED", *_MATCHED)


def open_requests(frame: Frame) -> Indicator:
    """Return I-A1: requests of which something is still expected, by their age."""
    made, drafts, elsewhere = _ours(frame)
    aged: list[tuple[Record, int | None]] = []
    ended = []
    for each in made:
        day = last_day(each, "submitted_on")
        if day is not None and day > frame.as_at:
            continue
        if each.get("status") in OPEN_REQUESTS:
            aged.append((each, (frame.as_at - day).days if day is not None else None))
        elif frame.as_at < frame.today:
            ended.append(each.id)
    undated = [each.id for each, days in aged if days is None]
    return Indicator(
        "I-A1",
        N_("Requests for assistance open"),
        plain(tuple(each.id for each, _ in aged)),
        {
            BY_AGE: tuple(
                Part(
                    label,
                    plain(
                        tuple(
                            each.id
                            for each, days in aged
                            if days is not None
                            and (low is None or days >= low)
                            and (high is None or days <= high)
                        )
                    ),
                )
                for low, high, label in AGES
            )
        },
        left_out((NOT_MADE, drafts), (ENDED_SINCE, ended), (NO_STATE, elsewhere)),
        left_out((NO_DAY, undated)),
    )


def submitted(frame: Frame) -> Indicator:
    """Return I-A2: requests submitted in the period, by the way they went."""
    made, drafts, elsewhere = _ours(frame)
    days = [(each, last_day(each, "submitted_on")) for each in made]
    held = [each for each, day in days if day is not None and frame.in_period(day)]
    channels = REQUEST.by_key["channel"].choices
    parts = (
        Part(
            choice.label,
            plain(tuple(each.id for each in held if each.get("channel") == choice.code)),
        )
        for choice in channels
    )
    return Indicator(
        "I-A2",
        N_("Requests for assistance submitted"),
        plain(tuple(each.id for each in held)),
        {BY_CHANNEL: tuple(part for part in parts if part.figure.behind)},
        left_out(
            (NO_DAY, [each.id for each, day in days if day is None]),
            (NOT_MADE, drafts),
            (NO_STATE, elsewhere),
        ),
        left_out((BY_LAST_DAY, straddling(frame, held, "submitted_on"))),
    )


def items_with_interest(frame: Frame) -> Indicator:
    """Return I-A3: of the items requested by the day, those in which somebody showed interest."""
    return _reached(frame, "I-A3", N_("Items of assistance with interest"), _INTEREST)


def items_matched(frame: Frame) -> Indicator:
    """Return I-A4: of the items requested by the day, those for which an offer was accepted."""
    return _reached(frame, "I-A4", N_("Items of assistance matched"), _MATCHED)


def items_delivered(frame: Frame) -> Indicator:
    """Return I-A5: of the items requested by the day and not dropped, those delivered by then."""
    among, excluded = _requested(frame)
    done = [each for each in among if _delivered_by(each, frame)]
    unsure = [
        each.id
        for each in among
        if each.get("status") == "DELIVERED" and not each.get("delivered_on")
    ]
    return Indicator(
        "I-A5",
        N_("Items of assistance delivered"),
        share(tuple(each.id for each in done), tuple(each.id for each in among)),
        excluded=excluded,
        remarks=left_out((NO_DELIVERY_DAY, unsure)),
    )


def _reached(frame: Frame, code: str, label: str, statuses: tuple[str, ...]) -> Indicator:
    among, excluded = _requested(frame)
    ids = tuple(each.id for each in among)
    found = tuple(each.id for each in among if each.get("status") in statuses)
    earlier = list(ids) if frame.as_at < frame.today else []
    return Indicator(
        code, label, share(found, ids), excluded=excluded, remarks=left_out((AS_TODAY, earlier))
    )


def _requested(frame: Frame) -> tuple[list[Record], tuple[LeftOut, ...]]:
    """Return the items requested by the day and not dropped, and what was left out."""
    made, drafts, elsewhere = _ours(frame)
    among: list[Record] = []
    dropped, undated = [], []
    for request in made:
        day = last_day(request, "submitted_on")
        if day is None:
            undated.append(request.id)
        elif day <= frame.as_at:
            for item in frame.facts.items.get(request.id, ()):
                if item.get("status") == "DROPPED":
                    dropped.append(item.id)
                else:
                    among.append(item)
    return among, left_out(
        (DROPPED, dropped), (NO_DAY, undated), (NOT_MADE, drafts), (NO_STATE, elsewhere)
    )


def _ours(frame: Frame) -> tuple[list[Record], list[str], list[str]]:
    """Return the requests made in the group, and the ids of drafts and of those of no State."""
    ours, drafts, elsewhere = [], [], []
    for each in frame.facts.requests:
        states = frozenset(each.ids("countries"))
        if not frame.whole_region and not states:
            elsewhere.append(each.id)
        elif not frame.whole_region and not frame.belonging & states:
            continue
        elif each.get("status") == "DRAFT":
            drafts.append(each.id)
        else:
            ours.append(each)
    return ours, drafts, elsewhere


def _delivered_by(item: Record, frame: Frame) -> bool:
    """Say whether an item was delivered by the day; without a date it is known of today alone."""
    if item.get("status") != "DELIVERED":
        return False
    return (last_day(item, "delivered_on") or frame.today) <= frame.as_at
