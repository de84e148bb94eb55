"""Indicators on follow-ups: done in time, and overdue (domain 5.2, I-F4 and I-F5)."""

from __future__ import annotations

import datetime as dt

from coordinator_app.domain.record import Record
from coordinator_app.domain.records.follow_up import due_day, is_open
from coordinator_app.reports.figures import Indicator, Part, left_out, plain, share
from coordinator_app.reports.frame import Frame, last_day
from coordinator_app.texts import N_

FINISHED = ("DONE", "VERIFIED")
NO_DUE_DATE = N_("{n} without a due date")
CANCELLED = N_("{n} cancelled")
NO_DONE_DATE = N_("{n} done without a date")
NOT_YET = N_("{n} not due yet on the day")
NO_STATE = N_("{n} without a State, which belong to no group")
AS_DUE_NOW = N_("{n} judged by the due date that stands today")
FIRST_DUE, VARIANTS = N_("By the date first agreed"), N_("Variants")
BY_LATENESS = N_("Days late")
LATE = ((1, 30, N_("1–30 days")), (31, 90, N_("31–90 days")), (91, None, N_("more than 90 days")))


def on_time(frame: Frame) -> Indicator:
    """Return I-F4: of the follow-ups due in the period, those done by their due day."""
    ours, elsewhere = _ours(frame)
    due, cancelled, undated, unsure = [], [], [], []
    for each in ours:
        day = due_day(each)
        if day is None:
            undated.append(each.id)
        elif not frame.in_period(day):
            continue
        elif each.get("status") == "CANCELLED":
            cancelled.append(each.id)
        else:
            due.append(each)
            if each.get("status") in FINISHED and not each.get("done_on"):
                unsure.append(each.id)
    among = tuple(each.id for each in due)
    coming = [each.id for each in due if (due_day(each) or frame.as_at) > frame.as_at]
    return Indicator(
        "I-F4",
        N_("Follow-ups done in time"),
        share(_in_time(due, frame, "due_on"), among),
        {VARIANTS: (Part(FIRST_DUE, share(_in_time(due, frame, "original_due_on"), among)),)},
        left_out((NO_DUE_DATE, undated), (CANCELLED, cancelled), (NO_STATE, elsewhere)),
        left_out((NO_DONE_DATE, unsure), (NOT_YET, coming)),
    )


def overdue(frame: Frame) -> Indicator:
    """Return I-F5: of the follow-ups open on the day with a due date, those past it."""
    ours, elsewhere = _ours(frame)
    lost: dict[str, list[str]] = {NO_DUE_DATE: [], CANCELLED: [], NO_DONE_DATE: []}
    held: list[tuple[Record, int]] = []
    for each in ours:
        agreed, due = last_day(each, "agreed_on"), due_day(each)
        if agreed and agreed > frame.as_at:
            continue
        if not _open_on(each, frame):
            why = _why_not_known(each, frame)
            if why:
                lost[why].append(each.id)
        elif due is None:
            lost[NO_DUE_DATE].append(each.id)
        else:
            held.append((each, (frame.as_at - due).days))
    late = tuple(each.id for each, days in held if days > 0)
    moved = [each.id for each, _ in held if each.get("times_rescheduled")]
    return Indicator(
        "I-F5",
        N_("Follow-ups overdue"),
        share(late, tuple(each.id for each, _ in held)),
        {
            BY_LATENESS: tuple(
                Part(
                    label,
                    plain(
                        tuple(
                            each.id
                            for each, days in held
                            if days >= low and (high is None or days <= high)
                        )
                    ),
                )
                for low, high, label in LATE
            )
        },
        left_out(*lost.items(), (NO_STATE, elsewhere)),
        left_out((AS_DUE_NOW, moved if frame.as_at < frame.today else [])),
    )


def _ours(frame: Frame) -> tuple[list[Record], list[str]]:
    """Return the follow-ups of the group, and the ids of those of no State if one was named."""
    if frame.whole_region:
        return list(frame.facts.follow_ups), []
    ours = [each for each in frame.facts.follow_ups if frame.belonging & {*each.ids("countries")}]
    return ours, [each.id for each in frame.facts.follow_ups if not each.ids("countries")]


def _in_time(due: list[Record], frame: Frame, key: str) -> tuple[str, ...]:
    return tuple(each.id for each in due if _done_by(each, _due(each, key), frame.as_at))


def _due(record: Record, key: str) -> dt.date | None:
    return due_day(record, key) or due_day(record)


def _done_by(record: Record, due: dt.date | None, as_at: dt.date) -> bool:
    done = _done_day(record)
    return done is not None and due is not None and done <= min(due, as_at)


def _done_day(record: Record) -> dt.date | None:
    day = record.text("done_on")
    return dt.date.fromisoformat(day) if day and record.get("status") in FINISHED else None


def _open_on(record: Record, frame: Frame) -> bool:
    """Say whether it was open on the day: open now, or done later than that."""
    done = _done_day(record)
    return is_open(record) or (done is not None and done > frame.as_at)


def _why_not_known(record: Record, frame: Frame) -> str:
    """Return why a record that is closed now says nothing about an earlier day."""
    if frame.as_at >= frame.today:
        return ""
    if record.get("status") == "CANCELLED":
        return CANCELLED
    return NO_DONE_DATE if record.get("status") in FINISHED and not record.get("done_on") else ""
