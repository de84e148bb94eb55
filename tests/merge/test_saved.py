"""A review is left and taken up again as it was."""

from __future__ import annotations

import dataclasses
import json

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.edtf import Day
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.issues import Issue
from coordinator_app.merge.policy import Answer, Other, decide
from coordinator_app.merge.saved import from_json, to_json
from coordinator_app.texts import LANGUAGES, Message, Messages, load
from tests.merge.desk import JAM, TTO, Desk, cell, row


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.have("visit", "v1", "VIS-1", title="Visit", country=TTO, city="Arima", themes=["a"])
    desk.have("institution", "i1", "INS-1", name="Ministry of Health", country=TTO)
    desk.send("v1", "i1")
    desk.spare("training", "s1", "TRN-TTO-0000-001")
    desk.set("v1", city="Couva")
    desk.write("v1", city="Toco", host_country=JAM, dates=desk.text("visit", "dates", "3/4/2025"),
               themes=["b"], countries_count={"n": 3, "q": "about"})  # fmt: skip
    desk.write("s1", title="Course", dates=desk.text("training", "dates", "soon"))
    desk.add_row("institution", name="ministry of health")
    desk.meta[desk.at("i1")]["remove"] = "closed"
    return desk


def test_a_review_is_the_same_after_a_night(desk):
    plan = desk.plan()
    decisions: dict[int, Answer] = {
        cell(plan, "v1", "city").n: Other("Moruga"),
        cell(plan, "v1", "dates").n: "keep",
        row(plan, "s1").n: "take",
    }
    written = json.dumps(to_json(plan, decisions), default=list)
    found, answers = from_json(json.loads(written))
    assert found == plan
    assert answers == decisions
    assert decide(found, decisions=answers) == decide(plan, decisions=decisions)


def test_what_messages_say_otherwise_in_each_language_still_does_after_a_night(desk):
    field = built_in().field("visit", "status")
    issue = Issue(
        "{field}: {names}, {day}, {file}",
        params={
            "field": Message(field.label),
            "names": Messages([Message(field.choices[0].label)]),
            "day": Day("2024-05-01"),
            "file": "reply.xlsx",
        },
    )
    plan = dataclasses.replace(desk.plan(), issues=(issue,))
    found, _ = from_json(json.loads(json.dumps(to_json(plan, {}), default=list)))
    for lang in LANGUAGES:
        assert found.issues[0].sentence(load(lang)) == issue.sentence(load(lang))


def test_a_review_of_another_version_is_refused_in_a_sentence(desk):
    saved = to_json(desk.plan(), {}) | {"version": 99}
    with pytest.raises(UserError, match="another version"):
        from_json(saved)
