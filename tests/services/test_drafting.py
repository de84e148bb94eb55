"""Entries begun and not yet recorded."""

from __future__ import annotations

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import drafting, reference
from coordinator_app.services.session import Session
from coordinator_app.texts import load

EN, ES = load("en"), load("es")
BRB, BLZ = reference.country_id("BRB"), reference.country_id("BLZ")


@pytest.fixture
def office(session):
    reference.lay(session)
    return session


def test_a_draft_survives_closing(office, clock):
    drafting.keep(office, "new/visit", "visit", {"title": "Half a ti", "city": None})
    office.close()
    with Session.open_for(office.path, clock, "Ana") as again:
        assert drafting.load(again, "new/visit", "visit") == {"title": "Half a ti"}
        assert drafting.load(again, "new/visit", "event") == {}


def test_a_draft_emptied_or_thrown_away_is_gone(office):
    drafting.keep(office, "new/visit", "visit", {"title": "x"})
    drafting.keep(office, "new/visit", "visit", {"title": None})
    assert drafting.load(office, "new/visit", "visit") == {}
    drafting.keep(office, "new/visit", "visit", {"title": "x"})
    drafting.forget(office, "new/visit")
    assert drafting.load(office, "new/visit", "visit") == {}


def test_recording_forgets_the_draft_and_refusing_keeps_it(office):
    drafting.keep(office, "new/visit", "visit", {"title": "Mission"})
    with pytest.raises(UserError):
        drafting.record(office, "new/visit", "visit", {"title": "Mission", "visit_type": "NONE"})
    assert drafting.load(office, "new/visit", "visit") == {"title": "Mission"}
    made = drafting.record(office, "new/visit", "visit", {"title": "Mission", "country": BRB})
    assert made.title == "Mission"
    assert drafting.load(office, "new/visit", "visit") == {}


@pytest.mark.parametrize(
    ("type_key", "values", "title"),
    [
        ("visit", {"country": BRB}, "Coordinator's mission: Barbados"),
        ("visit", {"country": BRB, "visit_type": "PEER_REVIEW"}, "Peer review: Barbados"),
        ("training", {"countries": [BRB, BLZ]}, "Workshop: Barbados, Belize"),
        ("event", {}, ""),
        ("contact", {"country": BRB}, ""),
    ],
)
def test_the_title_of_an_activity_that_was_given_none(office, type_key, values, title):
    assert drafting.proposed_title(office, type_key, values, EN) == title


def test_a_proposed_title_speaks_the_language_of_the_person(office):
    said = drafting.proposed_title(office, "visit", {"country": reference.country_id("DOM")}, ES)
    assert said.endswith(": República Dominicana")
