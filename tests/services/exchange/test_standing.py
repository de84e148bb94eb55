"""Standing rules of a workbook, from being made to deciding a reply."""

from __future__ import annotations

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.merge.planned import Decision
from coordinator_app.services import editing
from coordinator_app.services.exchange import documents, incoming, review, standing
from coordinator_app.services.exchange.lines import lines
from coordinator_app.services.exchange.standing import Rule
from coordinator_app.services.session import Reading
from coordinator_app.texts import load
from tests.services.exchange import busy_workbook, spoiling

EN = load("en")
VENUE = Rule("", "visit", "venue", "theirs")


@pytest.fixture
def conflict(session, sent):
    """Return the cell that both sides changed."""
    with spoiling.opened(sent.file) as book:
        spoiling.cell(spoiling.sheet(book, "visit"), "venue", "title", "Mission 1").value = "Hall"
    (visit,) = (each for each in session.records.all("visit") if each.title == "Mission 1")
    editing.update(session, visit.id, {"venue": "Port"})

    def found():
        received = incoming.receive(session, sent.file)
        (cell,) = (each for each in received.plan.cells if each.field == "venue")
        return received, cell

    return found


def test_rules_are_kept_one_for_each_field_and_kind_of_file(session):
    standing.add(session, VENUE)
    own = Rule("COUNTRY_RETURN", "visit", "venue", "ours")
    standing.add(session, own)
    standing.add(session, Rule("", "visit", "venue", "ours"))
    ask = Rule("ROSTER", "visit", "venue", "ask")
    standing.add(session, ask)
    assert standing.rules(session) == [own, Rule("", "visit", "venue", "ours"), ask]
    standing.remove(session, own)
    standing.add(session, Rule("", "visit", "venue", "ask"))
    assert standing.rules(session) == [ask]


def test_they_are_told_in_words(session):
    for rule in (VENUE, Rule("COUNTRY_RETURN", "contact", "phone", "theirs"),
                 Rule("FOREIGN", "visit", "city", "ours")):  # fmt: skip
        standing.add(session, rule)
    told = [(each.field, each.says, each.about) for each in standing.told(session, EN)]
    assert told == [
        ("Visit · Venue", "Always take theirs", "in every kind of file"),
        ("Contact · Telephone", "Always take theirs", "State update form"),
        ("Visit · City", "Always keep mine", "in lists made by others"),
    ]


@pytest.mark.parametrize("rule", [Rule("", "visit", "none", "theirs"), Rule("", "x", "y", "ours")])
def test_a_field_nobody_knows_is_refused(session, rule):
    with pytest.raises(UserError):
        standing.add(session, rule)
    assert standing.rules(session) == []


def test_a_file_that_can_only_be_read_keeps_none(session):
    path = session.path
    session.close()
    with Reading.open(path, busy_workbook.clock()) as reading:
        assert standing.rules(reading) == []


def test_a_rule_decides_a_reply_says_so_and_can_be_taken_back_with_it(session, conflict):
    standing.add(session, VENUE)
    received, cell = conflict()
    assert (cell.decision, cell.rule) == (Decision.TAKE, "theirs")
    (line,) = (each for each in lines(session, received, EN) if each.n == cell.n)
    assert (line.why, line.rule, line.cls) == ("Rule: theirs", "theirs", "conflict")
    found = review.outcome(session, received)
    document = documents.imported(session, received, found, EN)
    (change,) = (each for each in document["changes"] if each["n"] == cell.n)
    assert (change["decision"], change["reason"]) == ("take", "Rule: theirs")
    assert change["class"] == "conflict"
    applied = review.apply(session, received)
    assert session.records.get(cell.record).get("venue") == "Hall"
    assert not applied.review


def test_a_review_taken_up_again_follows_the_rules_as_they_are_now(session, conflict):
    standing.add(session, VENUE)
    received, cell = conflict()
    kept = review.save(session, received, {})
    standing.remove(session, VENUE)
    again, _ = review.resume(session, kept)
    assert again.plan.cell(cell.n).decision is Decision.OPEN
    standing.add(session, Rule("COUNTRY_RETURN", "visit", "venue", "ours"))
    again, _ = review.resume(session, kept)
    found = again.plan.cell(cell.n)
    assert (found.decision, found.rule) == (Decision.KEEP, "ours")
    review.apply(session, again)
    assert session.records.get(cell.record).get("venue") == "Port"
