"""Sent files as a list, their life, reminding, more time, closing, writing again, finding replies."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.excel import locking
from coordinator_app.services import editing, undoing
from coordinator_app.services.exchange import (
    again,
    dispatch,
    incoming,
    life,
    review,
    sent_files,
    several_sent,
)
from coordinator_app.texts import load
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import TODAY, TTO

EN, ES = load("en"), load("es")
WEEK = dt.timedelta(days=7)


@pytest.fixture
def late(session, tmp_path):
    contact = next(each for each in session.records.all("contact") if each.title == "Ána Pérez 0")
    request = dispatch.Request(TTO, recipient={"id": contact.id}, due=TODAY - WEEK, lang="es")
    return dispatch.send(session, request, tmp_path / "late.xlsx")


def line(session, sent):
    return next(each for each in sent_files.sent_files(session, EN)
                if each.record.id == sent.dispatch)  # fmt: skip


def told(session, sent):
    return [each.what for each in life.life(session, sent.dispatch, EN)]


def visit(session, title="Mission 1"):
    return next(each for each in session.records.all("visit") if each.title == title)


def answer(sent, **values):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        for key, value in values.items():
            spoiling.cell(page, key, "title", "Mission 1").value = value


def test_a_file_waits_until_its_day_has_passed(session, sent, late):
    assert (line(session, sent).group, line(session, late).group) == ("waiting", "late")
    found = line(session, late)
    assert (found.recipient, found.reply_by, found.late) == ("Ána Pérez 0", "28 Feb 2025", True)
    assert found.situation(EN) == f"{found.days_late} days late"
    assert found.days_late == (session.today() - dt.date(2025, 2, 28)).days
    assert found.state == "Trinidad and Tobago"
    assert [each.group for each in sent_files.sent_files(session, EN)] == ["late", "waiting"]


def test_a_reply_with_something_undecided_is_to_be_checked_until_it_is_closed(session, sent):
    answer(sent, next_steps="Theirs")
    editing.update(session, visit(session).id, {"next_steps": "Mine"})
    review.apply(session, incoming.receive(session, sent.file))
    found = line(session, sent)
    assert (found.group, found.undecided, len(found.reviews)) == ("check", 1, 1)
    sent_files.close(session, sent.dispatch)
    assert (line(session, sent).group, line(session, sent).status) == ("done", "CLOSED")


def test_a_reply_taken_in_and_undone_is_to_be_checked_again(session, sent):
    answer(sent, next_steps="Theirs")
    applied = review.apply(session, incoming.receive(session, sent.file))
    assert line(session, sent).group == "done"
    undoing.undo(session, applied.operation)
    assert line(session, sent).group == "check"


def test_a_reminder_is_counted_and_worded_for_the_recipient(session, late):
    sent_files.remind(session, late.dispatch)
    sent_files.remind(session, late.dispatch)
    assert line(session, late).reminded == "7 Mar 2025"
    assert session.records.get(late.dispatch).get("reminders") == 2
    words = sent_files.reminder(session, late.dispatch)
    assert words.to == "ana0@example.org"
    assert late.reference in words.subject
    assert "late.xlsx" in words.text
    assert "28 feb 2025" in words.text
    assert "Ána Pérez 0" in words.text
    assert words.text.endswith("Coordinator")
    assert words.whole().splitlines()[:3] == [words.to, words.subject, ""]


def test_more_time_is_given_for_days_to_come_only(session, late):
    with pytest.raises(UserError, match="has passed"):
        sent_files.extend(session, late.dispatch, TODAY - WEEK)
    sent_files.extend(session, late.dispatch, TODAY + WEEK)
    assert (line(session, late).group, line(session, late).reply_by) == ("waiting", "14 Mar 2025")


def test_closing_without_reply_can_be_taken_back_by_giving_time(session, late):
    sent_files.close(session, late.dispatch)
    found = line(session, late)
    assert (found.status, found.group) == ("LAPSED", "done")
    assert (found.can_be_extended, found.can_be_closed) == (True, False)
    sent_files.extend(session, late.dispatch, TODAY + WEEK)
    assert line(session, late).status == "SENT"


def test_the_life_tells_what_happened_latest_first(session, late):
    change_set = sent_files.remind(session, late.dispatch)
    undoing.undo(session, change_set.operation)
    sent_files.extend(session, late.dispatch, TODAY + WEEK)
    sent_files.close(session, late.dispatch)
    assert told(session, late) == [
        "Closed without reply",
        "Reply asked for by 14 Mar 2025",
        "The reminder was taken back",
        "Reminded, no. 1",
        "Sent",
    ]
    step = life.life(session, late.dispatch, ES)[0]
    assert step.who == "Coordinator"


def test_a_life_that_was_recorded_later_is_told_by_its_own_days(session):
    values: dict[str, Value] = {
        "title": "Form",
        "countries": [TTO],
        "sent_on": "2024-05-01",
        "status": "CLOSED",
        "reminders": 2,
        "reminded_on": "2024-06-01",
        "returned_on": "2024-07-01",
        "replies": 1,
    }
    made = editing.create(session, "dispatch", values)
    assert [(each.day, each.what) for each in life.life(session, made.id, EN)] == [
        ("1 Jul 2024", "Reply received"),
        ("1 Jun 2024", "Reminded, no. 2"),
        ("1 May 2024", "Sent"),
    ]


def test_the_life_names_the_replies_and_says_what_was_undone(session, sent):
    answer(sent, next_steps="Theirs")
    applied = review.apply(session, incoming.receive(session, sent.file))
    undoing.undo(session, applied.operation)
    assert sorted(told(session, sent)) == sorted(
        ["Taking in was undone", "Reply “form.xlsx” taken in", "Sent"]
    )


def test_only_answers_to_files_of_mine_are_found_newest_first(session, sent, tmp_path):
    folder = tmp_path / "Downloads"
    folder.mkdir()
    shutil.copy(sent.file, folder / "as sent.xlsx")
    answer(sent, next_steps="Theirs")
    for name, age in (("older.xlsx", 100), ("newer.xlsx", 10), ("~$newer.xlsx", 1)):
        shutil.copy(sent.file, folder / name)
        os.utime(folder / name, (1_700_000_000 - age, 1_700_000_000 - age))
    openpyxl.Workbook().save(folder / "budget.xlsx")
    (folder / "notes.xlsx").write_text("no Excel file at all")
    (folder / "gone.xlsx").symlink_to(folder / "nowhere.xlsx")
    found = sent_files.candidates(session, [folder, tmp_path / "missing", folder], EN)
    assert [each.path.name for each in found] == ["newer.xlsx", "older.xlsx"]
    assert {(each.state, each.known) for each in found} == {("Trinidad and Tobago", False)}
    review.apply(session, incoming.receive(session, sent.file))
    assert all(each.known for each in sent_files.candidates(session, [folder], EN))


def test_written_again_it_is_the_same_file_with_the_values_that_were_sent(session, sent, tmp_path):
    editing.update(session, visit(session).id, {"next_steps": "Mine"})
    second = tmp_path / "second.xlsx"
    again.write_again(session, sent.dispatch, second)
    with spoiling.opened(second) as book:
        page = spoiling.sheet(book, "visit")
        assert spoiling.cell(page, "next_steps", "title", "Mission 1").value == "Next"
        spoiling.cell(page, "venue", "title", "Mission 1").value = "Hall"
    received = incoming.receive(session, second)
    assert received.dispatch.id == sent.dispatch
    counts = {key: count for key, count in received.plan.counts.items() if count}
    assert (counts.pop("theirs_only"), counts.pop("ours_only")) == (1, 1)
    assert set(counts) == {"unchanged"}
    assert told(session, sent)[0] == "Written again"


def test_written_again_it_leaves_out_what_went_and_keeps_blank_rows(session, sent, tmp_path):
    editing.delete(session, [visit(session).id])
    second = tmp_path / "second.xlsx"
    again.write_again(session, sent.dispatch, second)
    with spoiling.opened(second) as book:
        page = spoiling.sheet(book, "visit")
        at = spoiling.column(page, "title")
        titles = {page.cell(n, at).value for n in range(spoiling.FIRST, page.max_row + 1)}
        assert "Mission 1" not in titles
        assert "Mission 0" in titles
        tasks = spoiling.sheet(book, "follow_up")
        blank = spoiling.blank_row(tasks, "title")
        tasks.cell(blank, spoiling.column(tasks, "title")).value = "Send the law"
        tasks.cell(blank, spoiling.column(tasks, "due_on")).value = "2025-09"
    counts = incoming.receive(session, second).plan.counts
    assert (counts["new"], counts["removal"], counts["theirs_only"]) == (1, 0, 0)


def test_a_link_that_may_no_longer_be_named_is_withheld(session, sent, tmp_path):
    """The visit's institution was hidden since: neither its name nor a change may come of it."""
    task = next(each for each in session.records.all("follow_up")
                if each.title == "Send draft list 0")  # fmt: skip
    (ministry,) = session.records.get_many(task.ids("owner")).values()
    editing.update(session, ministry.id, {"sensitivity": "STRICT"})
    editing.update(session, task.id, {"owner": {"id": TTO}})
    second = tmp_path / "second.xlsx"
    again.write_again(session, sent.dispatch, second)
    book = openpyxl.load_workbook(second)
    texts = {str(cell.value) for page in book for row in page for cell in row if cell.value}
    assert not any(ministry.title in text for text in texts)
    counts = incoming.receive(session, second).plan.counts
    assert (counts["emptied"], counts["theirs_only"], counts["conflict"]) == (0, 0, 0)


def test_a_file_that_cannot_be_written_again_leaves_no_trace(session, sent, tmp_path):
    before = session.log.revision()
    with pytest.raises(UserError):
        again.write_again(session, sent.dispatch, tmp_path / "nowhere" / "second.xlsx")
    with pytest.raises(UserError, match="Choose a sent file"):
        again.write_again(session, TTO, tmp_path / "second.xlsx")
    assert session.log.revision() == before
    assert not (tmp_path / "second.xlsx").exists()


def test_sent_again_it_is_awaited_again(session, late, tmp_path):
    sent_files.close(session, late.dispatch)
    again.write_again(session, late.dispatch, tmp_path / "second.xlsx")
    assert line(session, late).status == "SENT"


def test_a_protected_file_that_may_be_a_reply_is_found_and_says_so(session, sent, tmp_path):
    folder = tmp_path / "Downloads"
    folder.mkdir()
    answer(sent, next_steps="Theirs")
    content = io.BytesIO(sent.file.read_bytes())
    now = dt.datetime.combine(TODAY, dt.time(12)).timestamp()
    for name, day in (("form (1).xlsx", 0), ("statement.xlsx", 1), ("old.xlsx", -40)):
        locking.lock(content, folder / name, "Knox Street")
        os.utime(folder / name, (now + day * 86_400,) * 2)
    openpyxl.Workbook().save(folder / "budget.xlsx")
    found = sent_files.candidates(session, [folder], EN)
    assert [(each.path.name, each.state, each.locked) for each in found] == [
        ("statement.xlsx", "", True),
        ("form (1).xlsx", "Trinidad and Tobago", True),
    ]
    sent_files.close(session, sent.dispatch)
    assert sent_files.candidates(session, [folder], EN) == []


@pytest.mark.parametrize("ended", ["LAPSED", "WITHDRAWN"])
def test_a_file_that_was_given_up_is_open_again_when_it_is_sent_again(
    session, sent, tmp_path, ended
):
    if ended == "WITHDRAWN":
        several_sent.withdraw(session, (sent.dispatch,))
    else:
        sent_files.close(session, sent.dispatch)
    assert session.records.get(sent.dispatch).get("status") == ended
    again.write_again(session, sent.dispatch, tmp_path / "again.xlsx")
    assert session.records.get(sent.dispatch).get("status") == "SENT"
