"""A later reply to the same file: what it says anew is asked there, or decided with it."""

from __future__ import annotations

import shutil

import pytest

from coordinator_app.services import editing
from coordinator_app.services.exchange import incoming, issues_file, review
from tests.services.exchange import spoiling


@pytest.fixture
def first(session, sent, tmp_path):
    """Take in a reply with two dates nobody can read, an incomplete row, a removal, a conflict."""
    early = shutil.copy(sent.file, tmp_path / "first.xlsx")
    with spoiling.opened(early) as book:
        visits = spoiling.sheet(book, "visit")
        for title in ("Mission 1", "Mission 2"):
            spoiling.cell(visits, "dates", "title", title).value = "06/11/14"
        spoiling.cell(visits, "next_steps", "title", "Mission 3").value = "Theirs"
        institutions = spoiling.sheet(book, "institution")
        spoiling.cell(institutions, "_remove", "name", "0042").value = "Yes"
        page = spoiling.sheet(book, "follow_up")
        row = page.max_row + 1  # below the rows that were ready
        page.cell(row, spoiling.column(page, "due_on")).value = "2025-09"
    (mine,) = (each for each in session.records.all("visit") if each.title == "Mission 3")
    editing.update(session, mine.id, {"next_steps": "Mine"})
    return review.apply(session, incoming.receive(session, early))


def undecided(session, sent):
    return {each.name: each.undecided for each in review.waiting(session, sent.dispatch)}


def test_what_came_back_mended_is_asked_no_more(session, sent, first, tmp_path):
    assert undecided(session, sent) == {"first.xlsx": 6}
    back = tmp_path / "back.xlsx"
    issues_file.write(session, first.received, first.outcome, back)
    with spoiling.opened(back) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "dates", "title", "Mission 1").value = "6 Nov 2014"
        page = spoiling.sheet(book, "follow_up")
        page.cell(spoiling.FIRST, spoiling.column(page, "title")).value = "Send the law"
    review.apply(session, incoming.receive(session, back))
    # The other date waits where it came last; the removal and the conflict where they came.
    assert undecided(session, sent) == {"back.xlsx": 1, "first.xlsx": 2}
    left, _ = review.resume(session, first.review)
    assert [each.cls.value for each in left.plan.cells] == ["conflict"]
    assert [each.cls.value for each in left.plan.rows] == ["removal"]
    assert left.plan.issues == ()
    assert "Send the law" in {each.title for each in session.records.all("follow_up")}


def test_a_whole_second_reply_leaves_nothing_of_the_first_but_what_it_does_not_say(
    session, sent, first, tmp_path
):
    with spoiling.opened(sent.file) as book:
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "venue", "title", "Mission 1").value = "Hall"
        visits.delete_cols(spoiling.column(visits, "next_steps"))
    review.apply(session, incoming.receive(session, sent.file))
    left, _ = review.resume(session, first.review)
    rows = {each.cls.value for each in left.plan.rows}
    assert rows == {"new", "removal"}
    assert {each.field for each in left.plan.cells if each.type == "visit"} == {"next_steps"}


def test_the_same_reply_again_leaves_what_waits(session, sent, first):
    again = incoming.receive(session, first.received.path)
    assert again.said == {}
    review.apply(session, again)
    assert undecided(session, sent) == {"first.xlsx": 6}
