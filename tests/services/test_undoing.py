"""Undo and redo as a person meets them."""

from __future__ import annotations

import pytest

from coordinator_app.domain.changes import LIFE, ChangeSet, Create, Delete, Edit, Operation, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.services import maintenance, undoing
from coordinator_app.services.session import Session
from coordinator_app.texts import load


def do(
    session: Session, *edits: Edit, label: str = "Edit {title}", kind: str = "edit"
) -> ChangeSet:
    return session.commit(Operation(edits, kind, label, {"title": "Customs"}))


@pytest.fixture
def office(session: Session) -> str:
    return do(session, Create("institution", {"name": "Customs"}), label="New").records[0]


def test_the_latest_by_default_and_named(session, office):
    before = maintenance.digest(session)
    done = do(session, Update(office, {"name": "Police"}))
    undone = undoing.undo(session)
    assert undone.operation == done.operation
    assert load("en")(undone.label, **undone.params) == "Edit Customs"
    assert undone.undone == ((office, "name"),)
    assert (undone.kept, undone.impossible) == ((), ())
    assert undone.change_set.kind == "undo"
    assert maintenance.digest(session) == before
    redone = undoing.redo(session)
    assert redone.change_set.kind == "redo"
    assert load("en")(redone.label, **redone.params) == "Edit Customs"
    assert session.one(office).get("name") == "Police"


def test_an_older_one_from_the_change_log(session, office):
    done = do(session, Update(office, {"city": "Arima"}))
    do(session, Update(office, {"name": "Police"}))
    undone = undoing.undo(session, done.operation)
    assert undone.undone == ((office, "city"),)
    assert session.one(office).get("city") is None
    assert session.one(office).get("name") == "Police"
    with pytest.raises(UserError, match="undone already"):
        undoing.undo(session, done.operation)


def test_weeks_later_three_lists(session, office):
    done = do(
        session,
        Create("institution", {"name": "Police"}),
        Update(office, {"city": "Arima", "acronym": "CED"}),
        kind="import",
    )
    police = done.records[0]
    do(session, Update(office, {"city": "Toco"}))
    do(session, Create("follow_up", {"title": "F", "owner": {"id": police}}))
    undone = undoing.undo(session, done.operation)
    assert undone.undone == ((office, "acronym"),)
    assert {(each.record, each.field, each.why) for each in undone.kept} == {
        (office, "city", "edited since"),
        (police, LIFE, "linked since"),
    }
    assert undone.impossible == ()
    assert maintenance.check(session).clean


def test_nothing_to_do(session):
    with pytest.raises(UserError, match="nothing to undo"):
        undoing.undo(session)
    with pytest.raises(UserError, match="nothing to redo"):
        undoing.redo(session)
    with pytest.raises(UserError, match="no operation"):
        undoing.undo(session, "none")


def test_until_nothing_is_left_and_back_again(session, office):
    digests = [maintenance.digest(session)]
    do(session, Update(office, {"name": "Police"}))
    digests.append(maintenance.digest(session))
    do(session, Delete(office))
    digests.append(maintenance.digest(session))
    undoing.undo(session)
    assert maintenance.digest(session) == digests[1]
    undoing.undo(session)
    assert maintenance.digest(session) == digests[0]
    undoing.undo(session)
    assert session.records.count("institution") == 0
    with pytest.raises(UserError, match="nothing to undo"):
        undoing.undo(session)
    for digest in digests:
        undoing.redo(session)
        assert maintenance.digest(session) == digest
    with pytest.raises(UserError, match="nothing to redo"):
        undoing.redo(session)
    assert maintenance.check(session).clean


def test_undo_redo_undo_also_after_reopening(session, clock, office):
    before = maintenance.digest(session)
    done = do(session, Update(office, {"name": "Police"}), Create("contact", {"name": "Ana"}))
    after = maintenance.digest(session)
    path = session.path
    undoing.undo(session)
    session.close()
    with Session.open_for(path, clock, "Ana") as second:
        assert maintenance.digest(second) == before
        undoing.redo(second)
        assert maintenance.digest(second) == after
    with Session.open_for(path, clock, "Ana") as third:
        assert undoing.undo(third).operation == done.operation
        assert maintenance.digest(third) == before
        assert maintenance.check(third).clean


def test_another_persons_work_is_not_undone_by_mistake(session, clock, office):
    path = session.path
    session.close()
    with Session.open_for(path, clock, "Ben") as theirs:
        with pytest.raises(UserError, match="nothing to undo"):
            undoing.undo(theirs)
        do(theirs, Update(office, {"name": "Police"}))
    with Session.open_for(path, clock, "Ana") as ours:
        with pytest.raises(UserError, match="changed since"):
            undoing.undo(ours)
        made = ours.log.latest_to_undo("Ana").operation
        assert [each.why for each in undoing.undo(ours, made).kept] == ["edited since"]
        assert ours.one(office).get("name") == "Police"


def test_what_is_available_is_named(session, office):
    do(session, Update(office, {"name": "Police"}))
    found = undoing.available(session, "Ana")
    assert load("en")(found.undo, **found.undo_params) == "Edit Customs"
    assert found.redo == ""
    undoing.undo(session)
    found = undoing.available(session, "Ana")
    assert found.undo == "New"
    assert load("en")(found.redo, **found.redo_params) == "Edit Customs"
    assert undoing.available(session, "Ben").undo == ""


def test_a_reader_undoes_nothing(session, clock, office):
    before = maintenance.digest(session)
    with (
        Session.open_for(session.path, clock, "Ana") as second,
        pytest.raises(UserError, match="only be read"),
    ):
        undoing.undo(second)
    assert maintenance.digest(session) == before


def test_views_hear_of_it(session, office):
    heard: list[ChangeSet] = []
    session.observe(heard.append)
    do(session, Update(office, {"name": "Police"}))
    undoing.undo(session)
    assert [each.kind for each in heard] == ["edit", "undo"]
    assert heard[1].records == (office,)


def changed_since(session: Session, office: str) -> None:
    """Let another person change all that Ana's latest operation wrote."""
    done = do(session, Update(office, {"name": "Police"}), label="Rename {title}")
    assert undoing.available(session, "Ana").undo == "Rename {title}"
    session.writer.actor = "Ben"
    do(session, Update(office, {"name": "Port"}))
    session.writer.actor = "Ana"
    assert session.log.latest_to_undo("Ana").operation == done.operation


def test_what_another_changed_since_does_not_stand_in_the_way(session, office):
    earlier = do(session, Update(office, {"city": "Arima"}), label="Move {title}")
    changed_since(session, office)
    assert undoing.available(session, "Ana").undo == "Move {title}"
    undone = undoing.undo(session)
    assert undone.operation == earlier.operation
    assert undone.skipped == (("Rename {title}", {"title": "Customs"}),)
    assert session.one(office).get("name") == "Port"
    assert session.one(office).get("city") is None


def test_when_all_was_changed_since_that_is_said(session, office):
    changed_since(session, office)
    session.writer.actor = "Ben"
    do(session, Update(office, {"city": "Toco"}))
    session.writer.actor = "Ana"
    assert undoing.available(session, "Ana").undo == ""
    with pytest.raises(UserError, match="changed since"):
        undoing.undo(session)


def test_the_label_is_told_without_reading_what_was_changed(session, monkeypatch):
    names = [Create("institution", {"name": f"Office {n}"}) for n in range(300)]
    do(session, *names, label="Import", kind="import")
    monkeypatch.setattr(session.log, "_changes", lambda _: pytest.fail("read the changes"))
    assert undoing.available(session, "Ana").undo == "Import"
    assert [each.touched for each in session.log.logged(limit=1)] == [300]
