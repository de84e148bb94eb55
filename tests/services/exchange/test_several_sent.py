"""Several sent files at once: reminded, given more time, closed, each time one operation."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services import home, undoing
from coordinator_app.services.exchange import (
    batch,
    dispatch,
    recipients,
    sent_files,
    several_sent,
)
from coordinator_app.services.exchange.sent_files import Reminder
from coordinator_app.services.home import When
from tests.services.exchange.busy_workbook import COL, JAM, TODAY, TTO

WEEK = dt.timedelta(days=7)


@pytest.fixture
def three(session, tmp_path):
    """Send three files: two are late, one was closed without reply."""
    made = [
        dispatch.send(
            session,
            dispatch.Request(state, due=TODAY - WEEK, lang=lang, recipient={"label": lang}),
            tmp_path / f"{state}.xlsx",
        ).dispatch
        for state, lang in ((TTO, "en"), (COL, "es"), (JAM, "en"))
    ]
    sent_files.close(session, made[2])
    return made


def field(session, dispatches, key):
    return [session.records.get(each).get(key) for each in dispatches]


def not_back(session):
    """Return what Home says of the files that are not back: id to group."""
    tasks = home.home(session, "en").tasks
    return {each.record.id: each.when for each in tasks if each.kind == "file"}


def test_home_counts_those_that_are_late_and_not_those_closed(session, three):
    assert not_back(session) == dict.fromkeys(three[:2], When.LATE)


def test_only_those_whose_reply_is_awaited_are_reminded_in_their_language(session, three):
    change_set, reminders = several_sent.remind(session, three)
    assert field(session, three, "reminders") == [1, 1, None]
    assert [each.dispatch for each in reminders] == three[:2]
    assert reminders[0].words.text.startswith("Dear en,")
    assert reminders[1].words.text.startswith("Estimado")
    undoing.undo(session, change_set.operation)
    assert field(session, three, "reminders") == [None, None, None]


def test_more_time_is_one_operation_and_opens_what_was_closed_without_reply(session, three):
    change_set = several_sent.extend(session, three, TODAY + WEEK)
    assert field(session, three, "due_back") == [(TODAY + WEEK).isoformat()] * 3
    assert field(session, three, "status") == ["SENT", "SENT", "SENT"]
    assert session.log.entry(change_set.operation).params["count"] == "3"
    assert not_back(session) == dict.fromkeys(three, When.WAITING)
    undoing.undo(session, change_set.operation)
    assert field(session, three, "status") == ["SENT", "SENT", "LAPSED"]


def test_a_day_that_has_passed_changes_nothing(session, three):
    with pytest.raises(UserError, match="has passed"):
        several_sent.extend(session, three, TODAY - WEEK)
    assert field(session, three, "due_back") == [(TODAY - WEEK).isoformat()] * 3


def test_those_still_open_are_closed_each_as_it_stands(session, three):
    change_set = several_sent.close(session, three)
    assert field(session, three, "status") == ["LAPSED", "LAPSED", "LAPSED"]
    assert set(change_set.records) == set(three[:2])
    assert not_back(session) == {}
    with pytest.raises(UserError, match="cannot be done"):
        several_sent.close(session, three)


def test_nothing_to_remind_of_is_said(session, three):
    several_sent.close(session, three)
    with pytest.raises(UserError, match="cannot be done"):
        several_sent.remind(session, three)


def test_a_mail_opens_with_every_word_in_its_place():
    words = Reminder("ana@example.org", "Reminder: 50 % & more?", "Dear Ána,\n\nPlease.\n")
    link = urlsplit(several_sent.mail_link(words))
    assert (link.scheme, unquote(link.path)) == ("mailto", "ana@example.org")
    asked = parse_qs(link.query)
    assert asked == {"subject": [words.subject], "body": ["Dear Ána,\r\n\r\nPlease.\r\n"]}


def test_what_was_sent_in_one_go_is_withdrawn_in_one_operation(session, tmp_path, three):
    assert several_sent.together(session, three[0]) == ()
    wanted = batch.items(session, dispatch.Request(due=TODAY + WEEK),
                         recipients.addressees(session)[:4], tmp_path)  # fmt: skip
    report = batch.send_all(session, wanted)
    ids = [each.dispatch for each in report.done]
    assert {each.change_set.label for each in report.done} == {"Send to several: {title}"}
    sent_files.close(session, ids[3])
    for each in ids:
        assert several_sent.together(session, each) == tuple(ids)
    other = batch.send_all(session, batch.items(session, dispatch.Request(),
                           recipients.addressees(session)[:2], tmp_path / "other"))  # fmt: skip
    assert set(several_sent.together(session, ids[0])).isdisjoint(
        each.dispatch for each in other.done
    )
    change_set = several_sent.withdraw(session, several_sent.together(session, ids[1]))
    assert field(session, ids, "status") == ["WITHDRAWN"] * 3 + ["LAPSED"]
    assert not set(ids) & set(not_back(session))
    with pytest.raises(UserError, match="cannot be done with any"):
        several_sent.withdraw(session, ids)
    undoing.undo(session, change_set.operation)
    assert field(session, ids, "status") == ["SENT"] * 3 + ["LAPSED"]
