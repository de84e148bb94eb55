"""What forbids a step of a record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.rules import forbidden
from tests.domain.made_up_lookup import MadeUpLookup

FOLLOW_UP = built_in()["follow_up"]
PARTICIPANT = built_in()["participant"]


def follow_up(**values) -> Record:
    return Record("f", "follow_up", values={"title": "Send it", **values})


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        (follow_up(status="OPEN"), follow_up(status="DONE"), "done_on"),
        (follow_up(status="OPEN"), follow_up(status="WAITING"), "waiting_on"),
        (follow_up(status="CANCELLED"), follow_up(status="DONE", done_on="2025-01-01"), "status"),
        (follow_up(status="OPEN"), follow_up(), "status"),
        (None, follow_up(status="CANCELLED"), "cancelled_reason"),
    ],
)
def test_a_guard_or_an_unlawful_step_forbids(before, after, field):
    (issue,) = forbidden(FOLLOW_UP, before, after, MadeUpLookup())
    assert issue.blocks
    assert issue.place.field == field


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (follow_up(status="OPEN"), follow_up(status="DONE", done_on="2025-01-01")),
        (follow_up(status="DONE"), follow_up(status="DONE", next_step="Rest")),
        (None, follow_up(status="OPEN")),
    ],
)
def test_a_lawful_step_is_free(before, after):
    assert forbidden(FOLLOW_UP, before, after, MadeUpLookup()) == []


def test_what_only_marks_a_record_forbids_nothing_and_is_not_asked():
    unclaimed = follow_up(status="OPEN")
    assert any(mark(unclaimed, MadeUpLookup()) for mark in FOLLOW_UP.marks)

    def asked(record: Record, lookup: Lookup) -> list[Issue]:
        raise AssertionError

    marked = replace(FOLLOW_UP, marks=(asked,))
    assert forbidden(marked, None, unclaimed, MadeUpLookup()) == []


@pytest.mark.parametrize("record_type", list(built_in()), ids=lambda each: each.key)
def test_no_mark_forbids_an_empty_record(record_type):
    lookup = MadeUpLookup()
    empty = Record("x", record_type.key)
    assert not [
        issue for mark in record_type.marks for issue in mark(empty, lookup) if issue.blocks
    ]


def test_what_was_wrong_before_forbids_nothing_now():
    wrong = Record("p", "participant", values={"post_score": 12, "max_score": 10})
    worse = Record("p", "participant", values={**wrong.values, "pre_score": 11})
    better = Record("p", "participant", values={**wrong.values, "position": "Officer"})
    assert forbidden(PARTICIPANT, wrong, better, MadeUpLookup()) == []
    assert [
        issue.place.field for issue in forbidden(PARTICIPANT, wrong, worse, MadeUpLookup())
    ] == ["pre_score"]
