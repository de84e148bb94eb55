"""The four-line note and the promise in it."""

from __future__ import annotations

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import maintenance, notes, reference, undoing
from coordinator_app.services.notes import Note
from coordinator_app.services.session import Session
from tests.services.region import BRB, TTO, make


@pytest.fixture
def region(session: Session) -> Session:
    reference.lay(session)
    return session


def only(session: Session, type_key: str):
    (found,) = session.records.all(type_key)
    return found


def test_a_note_and_its_promise_are_one_operation(region):
    contact = make(region, "contact", name="Marva Pouis", country=TTO)
    before = maintenance.digest(region)
    note = Note(
        " She will send the list. ",
        [TTO],
        {"id": contact},
        "Send the list",
        "2026-04",
        "EMAIL",
    )
    change_set = notes.record(region, note)
    said, promised = only(region, "interaction"), only(region, "follow_up")
    assert (said.get("text"), said.get("channel"), said.get("held_on")) == (
        "She will send the list.",
        "EMAIL",
        "2026-03-02",
    )
    assert promised.ids("origin") == (said.id,)
    assert (promised.get("origin_type"), promised.get("origin_quote")) == (
        "INTERACTION",
        "She will send the list.",
    )
    assert (promised.get("due_on"), promised.get("direction")) == ("2026-04", "THEIRS")
    assert promised.get("owner") == {"id": contact}
    assert promised.ids("countries") == (TTO,)
    undoing.undo(region, change_set.operation)
    assert maintenance.digest(region) == before


def test_a_note_without_a_promise(region):
    notes.record(region, Note("All is well", [TTO, BRB]))
    assert set(only(region, "interaction").ids("countries")) == {TTO, BRB}
    assert list(region.records.all("follow_up")) == []


def test_a_promise_alone_is_its_own_text(region):
    notes.record(region, Note("", [TTO], promise="Send the list"))
    assert only(region, "interaction").get("text") == "Send the list"
    assert only(region, "follow_up").get("owner") == {"id": TTO}  # one State: it is theirs


def test_nobody_is_made_responsible_for_several_states(region):
    notes.record(region, Note("", [TTO, BRB], promise="Send the list"))
    assert only(region, "follow_up").get("owner") is None


@pytest.mark.parametrize("members", [(), ("Rosa", "Ana")])
def test_what_we_promise_is_ours(region, members):
    ids = {name: make(region, "office_member", name=name) for name in members}
    notes.record(region, Note("", [TTO], {"label": "The minister"}, "Send the list", ours=True))
    promised = only(region, "follow_up")
    assert promised.get("direction") == "OURS"
    if members:  # Ana is who works here
        assert promised.get("owner") == {"id": ids["Ana"]}
        assert promised.get("watcher") == ids["Ana"]
    else:
        assert promised.get("owner") == {"label": "Ana"}


def test_what_the_note_is_about(region):
    task = make(region, "follow_up", title="Send the list")
    notes.record(region, Note("Reminded her", about=task))
    assert only(region, "interaction").ids("about") == (task,)


@pytest.mark.parametrize("note", [Note("  "), Note("", [TTO], due="2026-04")])
def test_an_empty_note_is_refused(region, note):
    with pytest.raises(UserError, match="empty"):
        notes.record(region, note)


def test_a_bad_date_records_nothing(region):
    with pytest.raises(UserError):
        notes.record(region, Note("Said", promise="Send", due="soon"))
    assert list(region.records.all("interaction")) == []


def test_what_was_begun_is_kept_until_it_is_recorded(region):
    assert notes.begun(region) == {}
    notes.keep(region, {"text": "Half a sen", "promise": "Send", "due": None})
    assert notes.begun(region) == {"text": "Half a sen", "promise": "Send"}
    notes.record(region, Note("Half a sentence"))
    assert notes.begun(region) == {}
    notes.keep(region, {"text": "Other"})
    notes.keep(region, {})
    assert notes.begun(region) == {}
