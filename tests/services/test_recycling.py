"""What lies in the recycle bin, and what the settings say of the file."""

from __future__ import annotations

import pytest

from coordinator_app.services import editing, file_facts, recycling, reference
from coordinator_app.services.session import Session
from tests.services.region import TTO, make, person


@pytest.fixture
def region(session: Session) -> Session:
    reference.lay(session)
    return session


def test_the_bin_says_what_when_and_who(region, times):
    visit = make(region, "visit", title="Mission", country=TTO)
    meeting = make(region, "visit_meeting", parent=visit, topic="Ministry")
    times.pass_days(3)
    editing.delete(region, [visit])
    times.pass_days(1)
    task = make(region, "follow_up", title="Send the list")
    editing.delete(region, [task])
    latest, first = recycling.binned(region, "es")
    assert latest.record.id == task
    assert (first.record.id, first.states, first.actor) == (visit, ("Trinidad y Tabago",), "Ana")
    assert first.at is not None
    assert first.at.date().isoformat() == "2026-03-05"
    assert region.records.get(meeting).deleted  # with its parent, not beside it
    editing.restore(region, visit)
    assert [each.record.id for each in recycling.binned(region, "en")] == [task]
    assert not region.records.get(meeting).deleted


def test_a_row_deleted_by_itself_lies_in_the_bin_and_comes_back(region):
    contact, role = person(region, "Ana Pitahaya", position="Director")
    editing.delete(region, [role])
    [found] = recycling.binned(region, "en")
    assert (found.record.id, found.owner, found.actor) == (role, "Ana Pitahaya", "Ana")
    assert found.states == ("Trinidad and Tobago",)
    editing.delete(region, [contact])
    assert [each.record.id for each in recycling.binned(region, "en")] == [contact]
    editing.restore(region, contact)
    assert [each.record.id for each in recycling.binned(region, "en")] == [role]
    editing.restore(region, role)
    assert recycling.binned(region, "en") == []
    assert [each.id for each in region.records.children(contact)] == [role]


def test_facts_count_a_persons_entries_alone(region):
    before = file_facts.file_facts(region)
    assert "country" not in before.counts
    visit = make(region, "visit", title="Mission", country=TTO)
    make(region, "visit_meeting", parent=visit, topic="Ministry")
    after = file_facts.file_facts(region)
    assert after.entries == before.entries + 1
    assert after.counts["visit"] == 1
    assert after.size == region.path.stat().st_size
    assert after.cloud is None
