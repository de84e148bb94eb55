"""Decisions as people write them in a file."""

from __future__ import annotations

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.parsing import Reading
from coordinator_app.merge.decisions import read_decisions
from coordinator_app.merge.policy import Other
from tests.merge.desk import CATALOGUE, TODAY, TTO, Desk, cell, row


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.have("institution", "i1", "INS-TTO-0001", name="Ministry of Health", country=TTO)
    desk.have("follow_up", "f1", "FU-1", title="Send the list", countries=[TTO], due_on="2013")
    desk.send("f1")
    desk.set("f1", due_on="2014")
    desk.write("f1", due_on="2015", owner=desk.text("follow_up", "owner", "Atlantis"))
    desk.add_row("institution", name="ministry of health")
    return desk


def read(desk: Desk, **raw):
    named = {key.lstrip("n"): value for key, value in raw.items()}
    reading = Reading("en", desk.lookup, TODAY, labels=True)
    return read_decisions(named, desk.plan(), CATALOGUE, reading)


def test_values_are_read_as_they_are_typed_or_stored(desk):
    plan = desk.plan()
    due, owner = cell(plan, "f1", "due_on").n, cell(plan, "f1", "owner").n
    typed = {f"n{due}": {"value": "Apr 2016"}, f"n{owner}": {"value": "Ministry of Health"}}
    assert read(desk, **typed) == {due: Other("2016-04"), owner: Other({"id": "i1"})}
    stored = {f"n{due}": {"value": None}, f"n{owner}": {"value": {"label": "All States"}}}
    assert read(desk, **stored) == {due: Other(None), owner: Other({"label": "All States"})}
    by_id = {f"n{owner}": {"value": "i1"}, f"n{due}": "keep"}
    assert read(desk, **by_id) == {owner: Other({"id": "i1"}), due: "keep"}


def test_a_new_row_may_be_an_entry_on_record(desk):
    n = row(desk.plan()).n
    assert read(desk, **{f"n{n}": {"value": "INS-TTO-0001"}}) == {n: Other("i1")}
    assert read(desk, **{f"n{n}": {"value": "i1"}}) == {n: Other("i1")}
    assert read(desk, **{f"n{n}": "take"}) == {n: "take"}


@pytest.mark.parametrize(
    ("which", "said", "words"),
    [
        ("due_on", {"value": "soon"}, "not a date"),
        ("due_on", {"value": ["a"]}, "not a date"),
        ("due_on", "perhaps", "not one we know"),
        ("due_on", {"worth": 1}, "not one we know"),
        ("owner", "take", "cannot be taken in"),
        ("row", {"value": "INS-TTO-9999"}, "not one entry"),
        ("row", 7, "not one we know"),
        ("nothing", "take", "Nothing waits"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(desk, which, said, words):
    plan = desk.plan()
    n = {"row": row(plan).n, "nothing": 9999}.get(which) or cell(plan, "f1", which).n
    with pytest.raises(UserError, match=words):
        read(desk, **{f"n{n}": said})
