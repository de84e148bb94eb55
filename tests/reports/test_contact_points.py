"""I-P1: States with a point of contact on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.reports import contact_points, figures
from coordinator_app.reports.contact_points import states_with_contact_point
from tests.reports.made_up import TODAY, frame, numbers, record, why


def ask(*roles, country="TTO", **more):
    contact = record("contact", country=country)
    return states_with_contact_point(
        frame(contacts={contact.id: contact}, roles={contact.id: list(roles)}, **more)
    )


def role(**values):
    return record(
        "contact_role", **{"role": "POC_1540", "status": "NOTIFIED", "level": "CAPITAL", **values}
    )


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({}, True),
        ({"status": "VERIFIED"}, True),
        ({"status": "PROPOSED"}, False),
        ({"role": "POC_1540_ALTERNATE"}, False),
        ({"role": "CWC_NA"}, False),
        ({"valid_from": "2026-07"}, False),
        ({"valid_from": "2026-06"}, True),
        ({"valid_to": "2026-06-29"}, False),
        ({"valid_to": "2026-06-30"}, True),
        ({"notified_on": "2026-07-01"}, False),
        ({"notified_on": "2026-07-01", "valid_from": "2026-01-05"}, True),
        ({"status": "ENDED"}, False),
        ({"status": "ENDED", "valid_to": "2026-06-30"}, True),
    ],
)
def test_valid_roles_count(facts, counts):
    assert numbers(ask(role(**facts))) == (int(counts), 4)


def test_what_ended_since_counts_on_the_day_it_was_held():
    ended = role(status="ENDED", valid_from="2025-01", valid_to="2026-05-31")
    assert numbers(ask(ended))[0] == 0
    assert numbers(ask(ended, as_at=dt.date(2026, 5, 31)))[0] == 1
    assert numbers(ask(ended, as_at=dt.date(2024, 12, 31)))[0] == 0


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"status": "PROPOSED"}, contact_points.PROPOSED),
        ({"status": "ENDED"}, contact_points.NO_END),
    ],
)
def test_what_does_not_count_is_said(facts, reason):
    assert why(ask(role(**facts))) == {reason: 1}


def test_a_person_without_a_state_is_said():
    assert why(ask(role(), country=None)) == {contact_points.NO_STATE: 1}


def test_a_state_with_several_counts_once_and_both_places_are_shown():
    found = ask(role(), role(level="MISSION_NY"), role(level="MISSION_WASHINGTON"))
    assert numbers(found) == (1, 4)
    assert len(found.figure.through) == 3
    shown = {
        part.label: part.figure.numerator["n"] for part in found.parts[contact_points.BY_PLACE]
    }
    assert shown == {contact_points.CAPITAL: 1, contact_points.MISSION: 1}


def test_a_territory_stands_beside():
    found = ask(role(), country="MSR")
    assert numbers(found) == (0, 4)
    assert found.parts[figures.NOT_UN_MEMBERS][0].figure.behind == ("MSR",)


def test_another_groups_state_does_not_count():
    assert numbers(ask(role(), country="PER", group="CARICOM")) == (0, 2)
    assert ask(role(), country="PER", group="CARICOM").excluded == ()


def test_today_is_the_day_unless_another_is_asked():
    assert numbers(ask(role(valid_to=TODAY.isoformat())))[0] == 1
