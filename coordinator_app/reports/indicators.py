"""The indicators of the first edition, in the order in which they are printed (domain 5.2)."""

from __future__ import annotations

from collections.abc import Callable

from coordinator_app.reports.assistance import (
    items_delivered,
    items_matched,
    items_with_interest,
    open_requests,
    submitted,
)
from coordinator_app.reports.contact_points import states_with_contact_point
from coordinator_app.reports.figures import Indicator
from coordinator_app.reports.follow_ups import on_time, overdue
from coordinator_app.reports.frame import Frame
from coordinator_app.reports.trainings import attendances, persons, states_reached
from coordinator_app.reports.visits import states_not_visited, states_visited

ALL: tuple[Callable[[Frame], Indicator], ...] = (
    states_visited,
    states_not_visited,
    attendances,
    persons,
    states_reached,
    states_with_contact_point,
    on_time,
    overdue,
    open_requests,
    submitted,
    items_with_interest,
    items_matched,
    items_delivered,
)


def work_out(frame: Frame) -> list[Indicator]:
    """Return every indicator for one question."""
    return [indicator(frame) for indicator in ALL]
