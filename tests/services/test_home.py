"""What needs me: what stands on Home, in which group, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.services import editing, home, reference, samples
from coordinator_app.services.home import When
from coordinator_app.services.session import Session
from coordinator_app.store.reviews import Review, Reviews
from tests.services.region import BRB, TTO, make

TODAY = dt.date(2026, 3, 2)


def iso(days: int) -> str:
    return (TODAY + dt.timedelta(days=days)).isoformat()


@pytest.fixture
def region(session: Session) -> Session:
    reference.lay(session)
    return session


def one(session: Session) -> home.Task:
    (task,) = home.home(session, "en").tasks
    return task


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ({"due_on": iso(-1)}, When.LATE),
        ({"due_on": iso(0)}, When.WEEK),
        ({"due_on": iso(7)}, When.WEEK),
        ({"due_on": iso(8)}, When.FORTNIGHT),
        ({"due_on": iso(14)}, When.FORTNIGHT),
        ({"due_on": "2026-02"}, When.LATE),  # a month is over on its last day
        ({}, When.UNDATED),
        ({"status": "WAITING", "waiting_on": "Customs"}, When.WAITING),
        ({"status": "WAITING", "waiting_on": "Customs", "due_on": iso(-3)}, When.LATE),
        ({"status": "WAITING", "waiting_on": "Customs", "next_contact_on": iso(2)}, When.WEEK),
        ({"status": "BLOCKED", "blocked_reason": "The budget"}, When.WAITING),
        ({"next_contact_on": iso(9)}, When.FORTNIGHT),
        ({"due_on": iso(60), "next_contact_on": iso(3)}, When.WEEK),
    ],
)
def test_each_follow_up_stands_in_one_group(region, values, group):
    make(region, "follow_up", title="Send the list", countries=[TTO], **values)
    assert one(region).when is group


@pytest.mark.parametrize(
    "values",
    [
        {"due_on": iso(15)},
        {"next_contact_on": iso(15)},
        {"due_on": iso(40), "next_contact_on": iso(20)},
    ],
)
def test_what_is_far_off_is_counted_and_not_shown(region, values):
    make(region, "follow_up", title="Send the list", countries=[TTO], **values)
    found = home.home(region, "en")
    assert found.tasks == ()
    assert found.later == 1


def test_what_is_done_or_cancelled_is_not_there(region):
    make(region, "follow_up", title="Done", status="DONE", done_on=iso(-1))
    make(region, "follow_up", title="Gone", status="CANCELLED", cancelled_reason="Overtaken")
    found = home.home(region, "en")
    assert found.tasks == ()
    assert found.entries == 2


def test_a_line_says_who_what_next_and_the_latest_news(region):
    contact = make(region, "contact", name="Marva Pouis", country=TTO)
    task = make(
        region,
        "follow_up",
        title="Send the list",
        countries=[TTO, BRB],
        owner={"id": contact},
        next_step="Ring her",
        due_on="2026-03",
    )
    make(region, "follow_up_update", parent=task, noted_on=iso(-9), text="Asked.")
    make(region, "follow_up_update", parent=task, noted_on=iso(-2), text="She has begun.")
    make(region, "follow_up_update", parent=task, noted_on=iso(-5), text="No answer.")
    assert home.home(region, "es").tasks == ()  # a month is due on its last day: later
    assert home.home(region, "es").ahead[0].day_text == "mar 2026"
    editing.update(region, task, {"due_on": iso(3)})
    shown = home.home(region, "es").tasks[0]
    assert (shown.party, shown.next_step) == ("Marva Pouis", "Ring her")
    assert (shown.last_news, shown.news_on) == ("She has begun.", iso(-2))
    assert set(shown.states) == {"Trinidad y Tabago", "Barbados"}


def test_who_waits_is_named_before_who_is_responsible(region):
    make(
        region,
        "follow_up",
        title="Send the list",
        owner={"label": "The ministry"},
        status="WAITING",
        waiting_on="The cabinet",
    )
    assert one(region).party == "The cabinet"


def test_files_and_replies_and_reports(region):
    file = {"profile": "STATE_UPDATE", "countries": [TTO]}
    make(region, "dispatch", title="Out", status="SENT", due_back=iso(5), **file)
    make(region, "dispatch", title="Overdue", status="SENT", due_back=iso(-5), **file)
    make(region, "dispatch", title="Back", status="RETURNED", returned_on=iso(-1), **file)
    make(region, "dispatch", title="Taken in", status="MERGED", **file)
    visit = {"country": TTO, "dates": "2026-02-02", "status": "COMPLETED"}
    make(region, "visit", title="Mission", report_due_on=iso(-2), **visit)
    make(region, "visit", title="Told", report_due_on=iso(-2), reported_on=iso(-3), **visit)
    found = home.home(region, "en")
    assert {(task.kind, task.what, task.when) for task in found.tasks} == {
        ("file", "Out", When.WAITING),
        ("file", "Overdue", When.LATE),
        ("reply", "Back", When.WEEK),
        ("report", "Mission", When.LATE),
    }
    assert [task.what for task in found.replies] == ["Back"]


def test_groups_are_in_order_and_the_oldest_is_first(region):
    for title, days in (("C", 3), ("A", -1), ("B", -9), ("D", 10)):
        make(region, "follow_up", title=title, due_on=iso(days))
    assert [task.what for task in home.home(region, "en").tasks] == ["B", "A", "C", "D"]


@pytest.mark.parametrize(
    ("dates", "status", "shown"),
    [
        (iso(3), "PLANNED", True),
        (f"{iso(-2)}/{iso(2)}", "ONGOING", True),
        (iso(30), "CONFIRMED", True),
        (iso(31), "PLANNED", False),
        (iso(-1), "PLANNED", False),
        (iso(3), "CANCELLED", False),
        ("2026", "IDEA", False),  # some day this year is no day of the next month
        (None, "IDEA", False),
    ],
)
def test_what_the_next_month_holds(region, dates, status, shown):
    make(region, "training", title="Course", countries=[TTO], dates=dates, status=status)
    assert bool(home.home(region, "en").ahead) is shown


def test_what_has_begun_counts_as_today(region):
    make(region, "visit", title="Mission", country=TTO, dates=f"{iso(-2)}/{iso(2)}")
    assert home.home(region, "en").ahead[0].day == TODAY


def test_a_new_file_has_no_entries_but_all_states(region):
    found = home.home(region, "en")
    assert found.entries == 0
    assert len(found.contacts) == 25


def test_the_sample_has_open_work_without_dates(tmp_path, clock):
    with samples.new_sample(tmp_path / "sample.c1540", clock, "Ana") as session:
        found = home.home(session, "en")
    assert {task.when for task in found.tasks} == {When.UNDATED}
    assert len(found.tasks) == 4
    assert all(task.due_text == "" for task in found.tasks)


def test_a_reply_left_open_of_a_closed_file_is_not_asked_for(region):
    sent = make(region, "dispatch", title="Form", countries=[TTO], status="RETURNED")
    Reviews(region.book.connection).save(
        Review("r1", sent, "00", "reply.xlsx", "2026-03-01", {}, 3)
    )
    assert [each.record.id for each in home.home(region, "en").replies] == [sent]
    editing.update(region, sent, {"status": "CLOSED"})
    found = home.home(region, "en")
    assert (found.replies, found.tasks) == ((), ())
