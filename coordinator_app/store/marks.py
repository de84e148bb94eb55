"""Computed marks of rows (overdue, stale ...): conditions on today that are never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from coordinator_app.domain.records import assistance, follow_up, people
from coordinator_app.store.predicates import Predicate

Mark = Callable[[dt.date], list[Predicate]]


def _status_among(codes: Iterable[str]) -> Predicate:
    listed = ", ".join(f"'{code}'" for code in codes)
    return Predicate(f"t.status IN ({listed})", (), listed=True)


def _open(_: dt.date) -> list[Predicate]:
    return [_status_among(follow_up.OPEN_STATUSES)]


def _overdue(today: dt.date) -> list[Predicate]:
    return [*_open(today), Predicate("t.due_on_to < ?", (today.isoformat(),), listed=True)]


def _stale(today: dt.date) -> list[Predicate]:
    """No news for a month, and agreed (or, where that is not known, entered) before that."""
    edge = today - dt.timedelta(days=follow_up.STALE_AFTER_DAYS)
    midnight = dt.datetime(edge.year, edge.month, edge.day, tzinfo=dt.UTC)
    # The id of the change that made a row begins with its milliseconds (UUIDv7).
    stamp = f"{max(0, int(midnight.timestamp() * 1000)):012x}"
    return [
        *_open(today),
        Predicate(
            "coalesce(t.agreed_on_to < ?, t.made < ?) AND NOT EXISTS (SELECT 1 FROM"
            " follow_up_update u WHERE u.deleted = 0 AND u.parent = t.id AND u.noted_on >= ?)",
            (edge.isoformat(), f"{stamp[:8]}-{stamp[8:]}", edge.isoformat()),
        ),
    ]


def _unverified(today: dt.date) -> list[Predicate]:
    edge = today - dt.timedelta(days=people.STALE_AFTER_DAYS)
    return [
        _status_among(("NOTIFIED", "VERIFIED")),
        Predicate(
            "(t.last_verified_on IS NULL OR t.last_verified_on < ?)",
            (edge.isoformat(),),
            listed=True,
        ),
    ]


def _waited_for(_: dt.date) -> list[Predicate]:
    return [_status_among(("SENT",))]


def _not_back(today: dt.date) -> list[Predicate]:
    late = Predicate("t.due_back < ?", (today.isoformat(),), listed=True)
    return [*_waited_for(today), late]


def _requested(_: dt.date) -> list[Predicate]:
    return [_status_among(assistance.OPEN_REQUESTS)]


def _unchecked(today: dt.date) -> list[Predicate]:
    asked = Predicate("t.next_check_on < ?", (today.isoformat(),), listed=True)
    return [*_requested(today), asked]


def _unmet(_: dt.date) -> list[Predicate]:
    return [_status_among(assistance.OPEN_ITEMS)]


#: Per type the marks a list can ask for.
MARKS: Mapping[str, Mapping[str, Mark]] = {
    "follow_up": {"open": _open, "overdue": _overdue, "stale": _stale},
    "contact_role": {"stale": _unverified},
    "assistance_request": {"open": _requested, "overdue": _unchecked},
    "assistance_item": {"open": _unmet},
    "dispatch": {"open": _waited_for, "overdue": _not_back},
}
