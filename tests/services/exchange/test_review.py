"""Deciding replies and taking them in: what is allowed, what waits, what can be taken back."""

from __future__ import annotations

import json

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing, maintenance, undoing
from coordinator_app.services.exchange import dispatch, documents, incoming, lines, review
from coordinator_app.services.session import Session
from coordinator_app.texts import load
from tests.services.exchange import busy_workbook, spoiling


def receive(session, sent):
    return incoming.receive(session, sent.file)


def titled(session, type_key, title):
    return next(each for each in session.records.all(type_key) if each.title == title)


def put(sent, type_key, title, **values):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, type_key)
        for key, value in values.items():
            spoiling.cell(page, key, "title", title).value = value


def test_what_is_safe_goes_in_as_one_operation_with_its_origin(session, sent, tmp_path):
    put(sent, "visit", "Mission 1", next_steps="Theirs", venue="Hall")
    applied = review.apply(session, receive(session, sent), data=tmp_path / "data")
    assert applied.taken == 2
    entry = session.log.entry(applied.operation)
    assert (entry.kind, entry.source) == ("import", sent.dispatch)
    assert titled(session, "visit", "Mission 1").get("venue") == "Hall"
    assert [each.path.is_file() for each in maintenance.backups(tmp_path / "data", session.path,
            session.meta["id"])] == [True]  # fmt: skip
    tracked = session.records.get(sent.dispatch)
    assert (tracked.get("status"), tracked.get("replies")) == ("MERGED", 1)
    assert tracked.get("returned_on") == busy_workbook.TODAY.isoformat()


def test_a_file_with_nothing_new_is_tracked_once(session, sent):
    first = review.apply(session, receive(session, sent))
    assert (first.taken, len(first.change_set.records)) == (0, 1)
    again = receive(session, sent)
    assert len(again.known) == 1
    assert review.apply(session, again).operation == ""
    assert session.records.get(sent.dispatch).get("replies") == 1


def test_a_guard_holds_back_one_cell_and_lets_the_rest_in(session, sent):
    with spoiling.opened(sent.file) as book:
        roles = spoiling.sheet(book, "contact_role")
        spoiling.cell(roles, "status", "position", "Officer 1").value = "Ended"
        spoiling.cell(roles, "note_verbale", "position", "Officer 1").value = "NV 12"
    received = receive(session, sent)
    assert (received.plan.counts["invalid"], received.plan.counts["theirs_only"]) == (1, 1)
    applied = review.apply(session, received)
    assert len(applied.outcome.decided.left) == 1
    (role,) = (each for each in session.records.all("contact_role")
               if each.get("position") == "Officer 1")  # fmt: skip
    assert (role.get("status"), role.get("note_verbale")) == ("NOTIFIED", "NV 12")


def test_a_guard_also_holds_what_somebody_insists_on(session, sent):
    put(sent, "follow_up", "Send draft list 0", status="Waiting", next_step="Call")
    received = receive(session, sent)
    (status,) = (cell for cell in received.plan.cells if cell.field == "status")
    applied = review.apply(
        session, received, accept="all", decisions={status.n: review.Other("BLOCKED")}
    )
    record = titled(session, "follow_up", "Send draft list 0")
    assert (record.get("status"), record.get("next_step")) == ("OPEN", "Call")
    assert applied.outcome.decided.left == (status.n,)
    (held,) = (cell for cell in applied.outcome.plan.cells if cell.field == "status")
    assert held.cls.value == "invalid"


def test_the_group_that_makes_a_state_lawful_goes_in_together(session, sent):
    put(sent, "follow_up", "Send draft list 0", status="Waiting", waiting_on="the cabinet")
    assert not review.apply(session, receive(session, sent)).outcome.waits
    assert titled(session, "follow_up", "Send draft list 0").get("status") == "WAITING"


def test_consequences_are_recorded_in_the_same_operation_and_undone_with_it(session, sent):
    before = maintenance.digest(session)
    with spoiling.opened(sent.file) as book:
        roles = spoiling.sheet(book, "contact_role")
        spoiling.cell(roles, "status", "position", "Officer 0").value = "Ended"
        spoiling.cell(roles, "valid_to", "position", "Officer 0").value = "2025-02"
    applied = review.apply(session, receive(session, sent))
    made = [each for each in applied.change_set.changes if each.creates]
    assert [each.type for each in made] == ["follow_up"]
    undoing.undo(session, applied.operation)
    assert maintenance.digest(session) == before


@pytest.mark.parametrize(
    ("conflicts", "value", "waits"),
    [("keep", "Mine", True), ("ours", "Mine", False), ("theirs", "Theirs", False)],
)
def test_conflicts_are_left_or_decided_at_once(session, sent, conflicts, value, waits):
    put(sent, "visit", "Mission 1", next_steps="Theirs")
    editing.update(session, titled(session, "visit", "Mission 1").id, {"next_steps": "Mine"})
    applied = review.apply(session, receive(session, sent), conflicts=conflicts)
    assert applied.outcome.waits is waits
    assert titled(session, "visit", "Mission 1").get("next_steps") == value


def test_accepting_none_leaves_all_and_a_decision_takes_one(session, sent):
    put(sent, "visit", "Mission 1", next_steps="Theirs", venue="Hall")
    received = receive(session, sent)
    (venue,) = (cell for cell in received.plan.cells if cell.field == "venue")
    decisions = review.answers(session, received, {str(venue.n): "take"})
    applied = review.apply(session, received, accept="none", decisions=decisions)
    assert (applied.taken, len(applied.outcome.decided.left)) == (1, 1)
    record = titled(session, "visit", "Mission 1")
    assert (record.get("venue"), record.get("next_steps")) == ("Hall", "Next")


def test_another_value_typed_in_place(session, sent):
    put(sent, "visit", "Mission 1", dates="06/11/14")
    received = receive(session, sent)
    (dates,) = received.plan.cells
    decisions = review.answers(session, received, {dates.n: {"value": "6 Nov 2014"}})
    review.apply(session, received, decisions=decisions)
    assert titled(session, "visit", "Mission 1").get("dates") == "2014-11-06"


def test_a_number_nobody_asked_about_is_refused(session, sent):
    received = receive(session, sent)
    with pytest.raises(UserError, match="Nothing waits"):
        review.answers(session, received, {"99999": "take"})


def test_the_plan_is_made_anew_when_the_workbook_moved_on(session, sent):
    put(sent, "visit", "Mission 1", next_steps="Theirs")
    received = receive(session, sent)
    editing.update(session, titled(session, "visit", "Mission 1").id, {"next_steps": "Mine"})
    applied = review.apply(session, received)
    assert applied.outcome.waits
    assert titled(session, "visit", "Mission 1").get("next_steps") == "Mine"


def test_a_review_survives_the_file_and_further_edits(session, sent):
    put(sent, "visit", "Mission 1", next_steps="Theirs", venue="Hall")
    editing.update(session, titled(session, "visit", "Mission 1").id, {"next_steps": "Mine"})
    left = review.apply(session, receive(session, sent), accept="none")
    sent.file.unlink()
    editing.update(session, titled(session, "visit", "Mission 1").id, {"next_steps": "Theirs"})
    resumed, given = review.resume(session, left.review)
    classes = {cell.field: cell.cls.value for cell in resumed.plan.cells}
    assert classes == {"next_steps": "same", "venue": "theirs_only"}
    assert given == {}
    applied = review.apply(session, resumed)
    assert not applied.outcome.waits
    assert titled(session, "visit", "Mission 1").get("venue") == "Hall"
    assert review.waiting(session) == []


def test_a_review_that_is_left_keeps_its_decisions(session, sent):
    put(sent, "visit", "Mission 1", venue="Hall")
    received = receive(session, sent)
    (venue,) = received.plan.cells
    saved = review.save(session, received, {venue.n: "keep"})
    _, given = review.resume(session, saved)
    assert given == {venue.n: "keep"}


def test_a_corrected_file_finds_the_entries_of_the_first_again(session, sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "follow_up")
        at = spoiling.column(page, "title")
        page.cell(spoiling.blank_row(page, "title"), at).value = "Send the law"
        page.cell(page.max_row + 1, at).value = "Send the decree"
    first = review.apply(session, receive(session, sent))
    assert len(first.outcome.decided.created) == 2
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "follow_up")
        at = spoiling.column(page, "next_step")
        for title in ("Send the law", "Send the decree"):
            page.cell(spoiling.row(page, "title", title), at).value = "Ask again"
    second = receive(session, sent)
    assert (second.plan.counts["new"], second.plan.counts["theirs_only"]) == (0, 2)
    review.apply(session, second)
    assert titled(session, "follow_up", "Send the decree").get("next_step") == "Ask again"
    assert session.records.get(sent.dispatch).get("replies") == 2


def test_undoing_the_first_of_two_replies_leaves_the_file_taken_in(session, sent):
    put(sent, "visit", "Mission 1", venue="Hall")
    first = review.apply(session, receive(session, sent))
    put(sent, "visit", "Mission 2", venue="Room")
    review.apply(session, receive(session, sent))
    undone = undoing.undo(session, first.operation)
    assert (len(undone.undone), undone.kept) == (1, ())
    assert session.records.get(sent.dispatch).get("status") == "MERGED"
    assert titled(session, "visit", "Mission 1").get("venue") is None


def test_a_text_that_begins_like_a_formula_stays_a_text(session, sent, tmp_path):
    """Acceptance check 22: stored as text, exported as text."""
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.put(spoiling.cell(page, "venue", "title", "Mission 1"), "=HYPERLINK(1)")
    review.apply(session, receive(session, sent))
    assert titled(session, "visit", "Mission 1").get("venue") == "=HYPERLINK(1)"
    request = dispatch.Request(busy_workbook.TTO)
    again = dispatch.send(session, request, tmp_path / "again.xlsx")
    page = spoiling.sheet(openpyxl.load_workbook(again.file), "visit")
    cell = spoiling.cell(page, "venue", "title", "Mission 1")
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_redo_takes_it_in_again(session, sent):
    put(sent, "visit", "Mission 1", venue="Hall")
    applied = review.apply(session, receive(session, sent))
    after = maintenance.digest(session)
    undoing.undo(session, applied.operation)
    assert session.records.get(sent.dispatch).get("status") == "UNDONE"
    undoing.redo(session)
    assert maintenance.digest(session) == after
    assert session.records.get(sent.dispatch).get("status") == "MERGED"


def test_nothing_of_a_refused_operation_stays(session, sent, monkeypatch):
    put(sent, "visit", "Mission 1", venue="Hall")
    received = receive(session, sent)
    revision = session.log.revision()

    def fail(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("coordinator_app.services.exchange.settled.remember", fail)
    with pytest.raises(OSError, match="no room"):
        review.apply(session, received)
    assert session.log.revision() == revision
    assert incoming.known_files(session, received.sha256, sent.dispatch) == ()


def test_a_second_window_may_look_but_not_take_in(session, sent):
    put(sent, "visit", "Mission 1", venue="Hall")
    with Session.open_for(session.path, busy_workbook.clock(), "Other") as second:
        received = receive(second, sent)
        assert received.plan.counts["theirs_only"] == 1
        with pytest.raises(UserError, match="only be read"):
            review.apply(second, received)


def test_the_document_has_what_the_interface_promises(session, sent):
    put(sent, "visit", "Mission 1", venue="Hall", dates="06/11/14")
    received = receive(session, sent)
    found = review.outcome(session, received)
    document = documents.imported(session, received, found, load("en"))
    assert document["source"]["dispatch"] == "DSP-TTO-2025-001"
    assert document["source"]["base"] == "history"
    assert set(document["counts"]) == {
        "unchanged", "theirs_only", "ours_only", "same", "conflict", "emptied", "outside",
        "invalid", "new", "duplicate", "removal",
    }  # fmt: skip
    changes = {each["field"]: each for each in document["changes"]}
    assert changes["venue"]["theirs"] == "Hall"
    assert changes["venue"]["decision"] == "take"
    assert changes["dates"]["class"] == "invalid"
    (issue,) = document["issues"]
    assert (issue["value"], issue["field"]) == ("06/11/14", "dates")
    assert document["applied"] is None
    applied = review.apply(session, received)
    after = documents.imported(session, applied.received, applied.outcome, load("en"), applied)
    assert after["applied"]["operation"] == applied.operation
    assert json.loads(json.dumps(after)) == after


def test_five_edits_two_rows_and_a_column_less(session, sent):
    """Acceptance check 20: 5 changes, 2 new, 0 lost; a cell changed on both sides is a conflict."""
    before = maintenance.digest(session)
    put(sent, "visit", "Mission 1", venue="Hall", dates="3 de marzo de 2025")
    put(sent, "follow_up", "Send draft list 0", next_step="Call", due_on="2025-07")
    with spoiling.opened(sent.file) as book:
        people = spoiling.sheet(book, "participant")
        spoiling.cell(people, "certificate_on", "person", "Trainee 1").value = "09-jun-2024"
        people.delete_cols(spoiling.column(people, "position"))
        institutions = spoiling.sheet(book, "institution")
        at = spoiling.column(institutions, "name")
        institutions.cell(spoiling.blank_row(institutions, "name"), at).value = "Port Authority"
        institutions.cell(institutions.max_row + 1, at).value = "Coast Guard"
    editing.update(session, titled(session, "visit", "Mission 1").id, {"venue": "My hall"})
    changed_by_me = maintenance.digest(session)
    received = receive(session, sent)
    counts = received.plan.counts
    assert (counts["theirs_only"] + counts["conflict"], counts["conflict"]) == (5, 1)
    assert (counts["new"], counts["removal"], counts["emptied"]) == (2, 0, 0)
    applied = review.apply(session, received, conflicts="theirs")
    undoing.undo(session, applied.operation)
    assert maintenance.digest(session) == changed_by_me
    undoing.undo(session)
    assert maintenance.digest(session) == before


def test_a_new_row_that_is_an_entry_on_record_gives_it_what_it_says(session, sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "institution")
        at = spoiling.blank_row(page, "name")
        page.cell(at, spoiling.column(page, "name")).value = "Customs & Excise Division"
        page.cell(at, spoiling.column(page, "city")).value = "Chaguaramas"
    received = receive(session, sent)
    (row,) = received.plan.rows
    (candidate,) = row.candidates
    kept = review.save(session, received, {row.n: review.Other(candidate.id, update=True)})
    again, given = review.resume(session, kept)
    assert given == {row.n: review.Other(candidate.id, update=True)}
    editing.update(session, candidate.id, {"acronym": "CED"})
    applied = review.apply(session, again, decisions=given)
    record = session.records.get(candidate.id)
    assert (record.get("city"), record.get("acronym")) == ("Chaguaramas", "CED")
    undoing.undo(session, applied.operation)
    assert session.records.get(candidate.id).get("city") is None


def test_what_a_guard_forbids_of_it_is_told_of_the_row(session, sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "follow_up")
        at = spoiling.blank_row(page, "title")
        page.cell(at, spoiling.column(page, "title")).value = "Send draft list 0"
        page.cell(at, spoiling.column(page, "status")).value = "Done"
    received = receive(session, sent)
    (row,) = received.plan.rows
    there = titled(session, "follow_up", "Send draft list 0")
    found = review.outcome(
        session, received, decisions={row.n: review.Other(there.id, update=True)}
    )
    assert found.decided.left == (row.n,)
    (marked,) = found.plan.rows
    assert marked.issue is not None
    assert found.decided.edits == ()


def test_what_a_name_was_said_to_mean_is_known_in_the_next_reply(session, sent):
    with spoiling.opened(sent.file) as book:
        roles = spoiling.sheet(book, "contact_role")
        for officer in ("Officer 1", "Officer 3"):
            spoiling.cell(roles, "institution", "position", officer).value = "The Customs"
    received = receive(session, sent)
    first, second = (cell for cell in received.plan.cells if cell.field == "institution")
    meant = first.issue.proposals[0]
    review.apply(session, received, decisions={first.n: review.Other(meant)})
    again = receive(session, sent)
    (other,) = (cell for cell in again.plan.cells if cell.n == second.n)
    assert (other.usable, other.theirs) == (True, meant)


def test_another_entry_typed_instead_is_no_name_of_it(session, sent):
    with spoiling.opened(sent.file) as book:
        roles = spoiling.sheet(book, "contact_role")
        spoiling.cell(roles, "institution", "position", "Officer 1").value = "Nobody knows it"
    received = receive(session, sent)
    (cell,) = received.plan.cells
    there = titled(session, "institution", "0042")
    review.apply(session, received, decisions={cell.n: review.Other(there.id)})
    assert session.records.find("Nobody knows it", ("institution",)) == []


def test_what_was_mended_is_told_no_more_of_what_is_left(session, sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "dates", "title", "Mission 1").value = "06/11/14"
        spoiling.cell(page, "dates", "title", "Mission 2").value = "07/11/14"
    received = incoming.receive(session, sent.file)
    (mended,) = (each for each in received.plan.cells if each.raw == "06/11/14")
    answer = {mended.n: review.Other("2014-11-06")}
    applied = review.apply(session, received, decisions=answer)
    left, _ = review.resume(session, applied.review)
    assert [each.raw for each in left.plan.cells] == ["07/11/14"]
    assert [each.value for each in left.plan.issues] == ["07/11/14"]
    assert lines.notices(left, load("en")) == ()
