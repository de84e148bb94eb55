"""What a page reads in one go, and what is offered while one types."""

from __future__ import annotations

import pytest

from coordinator_app.services import editing, reference, viewing


@pytest.fixture
def office(session):
    reference.lay(session)
    return session


def titles(office, text, targets, lang="en"):
    return [each.title for each in viewing.suggestions(office, text, targets, lang)]


def test_a_view_holds_the_entry_its_rows_and_every_name(office):
    state = reference.country_id("BRB")
    customs = editing.create(office, "institution", {"name": "Customs"})
    visit = editing.create(office, "visit", {"title": "Mission", "country": state})
    editing.create(office, "visit_meeting", {"parent": visit.id, "institution": {"id": customs.id}})
    found = viewing.view(office, visit.id, "en", ("visit_meeting",))
    assert found.record.id == visit.id
    assert found.names[state] == "Barbados"
    assert found.names[customs.id] == "Customs"
    assert [each.type for each in found.children["visit_meeting"]] == ["visit_meeting"]
    assert viewing.view(office, "no such id", "en") is None


@pytest.mark.parametrize(
    ("text", "lang", "first"),
    [
        ("barb", "en", "Barbados"),
        ("Barbados", "en", "Barbados"),
        ("BRB", "en", "Barbados"),
        ("trin", "en", "Trinidad and Tobago"),
        ("trinidad y", "es", "Trinidad y Tabago"),
        ("rep", "es", "República Dominicana"),
        ("dominicana", "es", "República Dominicana"),
    ],
)
def test_what_begins_as_typed_comes_before_what_resembles_it(office, text, lang, first):
    assert titles(office, text, ("country",), lang)[0] == first


def test_an_entry_is_told_from_another_by_its_state(office):
    for code in ("BRB", "BLZ"):
        editing.create(
            office, "institution", {"name": "Customs", "country": reference.country_id(code)}
        )
    found = viewing.suggestions(office, "customs", ("institution",), "en")
    states = [each.subtitle.partition(" · ")[0] for each in found if each.title == "Customs"]
    assert sorted(states) == ["Barbados", "Belize"]


def test_deleted_entries_are_not_offered(office):
    made = editing.create(office, "institution", {"name": "Zebra watch"})
    editing.delete(office, [made.id])
    assert "Zebra watch" not in titles(office, "zebra", ("institution",))


def test_i_am_the_member_of_my_name_else_the_first(office):
    assert viewing.me(office, "Ana") == ""
    first = editing.create(office, "office_member", {"name": "Luis"})
    assert viewing.me(office, "Ana") == first.id
    mine = editing.create(office, "office_member", {"name": "ana"})
    assert viewing.me(office, "Ana") == mine.id
