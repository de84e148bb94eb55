"""*Replaced by…*: what passes to a successor, as one operation."""

from __future__ import annotations

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing, maintenance, reference, replacing, states, undoing
from coordinator_app.services.session import Session
from tests.services.region import TTO, make, person


@pytest.fixture
def region(session: Session) -> Session:
    reference.lay(session)
    return session


def roles(session: Session, contact: str):
    return session.records.children(contact, "contact_role")


def test_a_new_successor_takes_over_all_of_it(region):
    office = make(region, "institution", name="Customs", country=TTO)
    old, role = person(
        region,
        "Old Hand",
        institution=office,
        position="Director",
        is_primary=True,
        status="VERIFIED",
        last_verified_on="2025-01-01",
        note_verbale="NV 12/2025",
    )
    task = make(region, "follow_up", title="Send the list", owner={"id": old})
    done = make(
        region, "follow_up", title="Sent", owner={"id": old}, status="DONE", done_on="2026-01-01"
    )
    before = maintenance.digest(region)
    change_set = replacing.replace(region, old, {"name": "New Hand", "email": "n@h.org"}, "2026-02")
    (new,) = (each for each in region.records.all("contact") if each.id != old)
    assert (new.title, new.get("email"), new.ids("country")) == ("New Hand", "n@h.org", (TTO,))
    (taken,) = roles(region, new.id)
    assert (taken.get("role"), taken.get("position"), taken.ids("institution")) == (
        "POC_1540",
        "Director",
        (office,),
    )
    assert (taken.get("is_primary"), taken.get("valid_from")) == (True, "2026-02")
    # Nobody has verified the new person, and the note verbale named the old one.
    assert (taken.get("status"), taken.get("last_verified_on")) == ("NOTIFIED", None)
    assert taken.get("note_verbale") is None
    ended = region.records.get(role)
    assert (ended.get("status"), ended.get("valid_to")) == ("ENDED", "2026-02")
    assert region.records.get(task).get("owner") == {"id": new.id}
    assert region.records.get(done).get("owner") == {"id": old}
    contact = states.point_of_contact(region, region.records.get(TTO))
    assert contact is not None
    assert contact.contact.id == new.id
    # A successor is there: no follow-up asks for one.
    assert len(list(region.records.all("follow_up"))) == 2
    undoing.undo(region, change_set.operation)
    assert maintenance.digest(region) == before


def test_a_successor_on_record_does_not_hold_a_role_twice(region):
    old, _ = person(region, "Old Hand")
    new, held = person(region, "New Hand")
    replacing.replace(region, old, new, "2026-02-01")
    assert [each.id for each in roles(region, new)] == [held]
    assert [each.get("status") for each in roles(region, old)] == ["ENDED"]


def test_what_ended_before_stays_as_it_is(region):
    old, ended = person(region, "Old Hand", status="ENDED", valid_to="2019")
    assert replacing.handover(region, old).roles == ()
    replacing.replace(region, old, {"name": "New Hand"}, "2026-02")
    assert region.records.get(ended).get("valid_to") == "2019"


def test_a_proposed_role_stays_proposed(region):
    old, _ = person(region, "Old Hand", status="PROPOSED")
    new = make(region, "contact", name="New Hand", country=TTO)
    replacing.replace(region, old, new, "2026-02")
    assert [each.get("status") for each in roles(region, new)] == ["PROPOSED"]


@pytest.mark.parametrize("successor", [{"name": ""}, {"name": "New", "email": "no address"}])
def test_what_does_not_fit_changes_nothing(region, successor):
    old, role = person(region, "Old Hand")
    before = maintenance.digest(region)
    with pytest.raises(UserError):
        replacing.replace(region, old, successor, "2026-02")
    assert maintenance.digest(region) == before
    assert region.records.get(role).get("status") == "NOTIFIED"


def test_nobody_replaces_themselves(region):
    old, role = person(region, "Old Hand")
    with pytest.raises(UserError, match="same person"):
        replacing.replace(region, old, old, "2026-02")
    with pytest.raises(UserError, match="who is replaced"):
        replacing.replace(region, role, old, "2026-02")


def test_what_lies_in_the_bin_does_not_pass_on(region):
    old, _ = person(region, "Old Hand")
    task = make(region, "follow_up", title="Send", owner={"id": old})
    editing.delete(region, [task])
    assert replacing.handover(region, old).follow_ups == ()
