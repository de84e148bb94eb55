"""Follow-ups that come from a visit, a training or an event."""

from __future__ import annotations

import pytest

from coordinator_app.services import commitments, editing, reference


@pytest.fixture
def office(session):
    reference.lay(session)
    return session


@pytest.fixture
def visit(office):
    values = {
        "title": "Mission",
        "country": reference.country_id("BRB"),
        "dates": "2026-02-10/2026-02-12",
    }
    return editing.create(office, "visit", values).id


@pytest.fixture
def meeting(office, visit):
    return editing.create(
        office, "visit_meeting", {"parent": visit, "held_on": "2026-02-11", "topic": "Ports"}
    ).id


def test_the_defaults_of_a_commitment(office, visit, meeting):
    member = editing.create(office, "office_member", {"name": "Ana"}).id
    made = office.one(commitments.record(office, visit, {"title": "Send the list"}))
    assert made.get("countries") == [reference.country_id("BRB")]
    assert (made.text("origin"), made.text("origin_type")) == (visit, "VISIT")
    assert made.text("agreed_on") == "2026-02-12"
    assert made.text("watcher") == member
    assert made.text("direction") == "THEIRS"
    at_meeting = office.one(commitments.record(office, meeting, {"title": "Name somebody"}))
    assert (at_meeting.text("origin_type"), at_meeting.text("agreed_on")) == (
        "MEETING",
        "2026-02-11",
    )
    assert at_meeting.get("countries") == [reference.country_id("BRB")]


def test_what_was_agreed_is_never_dated_after_today(office, visit):
    editing.update(office, visit, {"dates": "2026-09-01/2026-09-03"})
    made = office.one(commitments.record(office, visit, {"title": "Prepare"}))
    assert made.text("agreed_on") == "2026-03-02"


def test_what_my_office_promised_is_ours(office, visit):
    member = editing.create(office, "office_member", {"name": "Ana"}).id
    made = commitments.record(office, visit, {"title": "Send it", "owner": {"id": member}})
    assert office.one(made).text("direction") == "OURS"


@pytest.mark.parametrize(
    ("quote", "title"),
    [
        ("- they will send the list.", "They will send the list"),
        ("Enviarán  la\nlista;", "Enviarán la lista"),
        ("word " * 60, "Word" + " word" * 39 + "…"),
    ],
)
def test_a_sentence_becomes_a_title_and_keeps_its_words(office, visit, quote, title):
    made = office.one(commitments.record(office, visit, {}, quote=quote))
    assert made.text("title") == title
    assert made.text("origin_quote") == quote.strip()


def test_all_of_an_entry_and_its_rows_in_the_order_of_making(office, visit, meeting):
    other = editing.create(
        office, "visit", {"title": "Other", "country": reference.country_id("BLZ")}
    ).id
    wanted = [
        commitments.record(office, visit, {"title": "First"}),
        commitments.record(office, meeting, {"title": "Second"}),
        commitments.record(office, visit, {"title": "Third"}),
    ]
    commitments.record(office, other, {"title": "Elsewhere"})
    assert [each.id for each in commitments.of_entry(office, visit)] == wanted


def test_a_commitment_moves_with_the_kind_of_its_origin(office, visit, meeting):
    made = commitments.record(office, visit, {"title": "Send it"})
    commitments.move(office, made, meeting)
    assert office.one(made).text("origin_type") == "MEETING"
    commitments.move(office, made, visit)
    assert office.one(made).text("origin") == visit


def test_an_outcome_keeps_who_said_what(office):
    colombia = reference.country_id("COL")
    event = editing.create(office, "event", {"title": "Conference", "countries": [colombia]}).id
    outcome = editing.create(
        office,
        "outcome",
        {"parent": event, "text": "Colombia offers to host.", "who": {"id": colombia}},
    ).id
    made = office.one(commitments.of_outcome(office, outcome))
    assert made.title == "Colombia offers to host"
    assert made.get("owner") == {"id": colombia}
    assert made.text("origin_type") == "OUTCOME"
    assert [each.id for each in commitments.of_entry(office, event)] == [made.id]
