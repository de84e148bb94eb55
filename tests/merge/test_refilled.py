"""Two people each fill in a copy of the same form: their entries in the same blank row are two."""

from __future__ import annotations

import pytest

from coordinator_app.merge.planned import Decision, RowClass
from coordinator_app.merge.policy import Other, decide
from tests.merge.desk import TTO, Desk, counted, row


@pytest.fixture
def desk() -> Desk:
    """A first reply was taken in, of which each blank row made an entry."""
    desk = Desk()
    desk.have("training", "t1", "TRN-TTO-2024-001", title="Course", countries=[TTO], dates="2024")
    desk.send("t1")
    desk.spare("institution", "s1", "INS-TTO-0004")
    desk.spare("participant", "s2")
    desk.write("s1", name="Port Authority", city="Port of Spain")
    desk.write("s2", parent="t1", person={"label": "Luis Gómez"})
    desk.apply(decide(desk.plan()).edits)
    return desk


@pytest.mark.parametrize(
    ("spare", "values"),
    [
        ("s1", {"name": "Coast Guard", "city": None, "acronym": "CG"}),
        ("s1", {"name": "Ministry of Health", "city": None}),
        ("s2", {"person": {"label": "Ana Pérez"}}),
    ],
)
def test_another_entry_in_the_same_blank_row_is_asked_about_and_changes_nothing(
    desk, spare, values
):
    desk.write(spare, **values)
    plan = desk.plan("other bytes")
    found = row(plan)
    assert (found.cls, found.decision) == (RowClass.DUPLICATE, Decision.OPEN)
    assert found.record != spare
    assert spare in [each.id for each in found.candidates]
    assert set(counted(plan)) <= {"unchanged", "duplicate"}
    assert decide(plan).edits == ()


@pytest.mark.parametrize(
    "name",
    ["Port Autority", "Port Authority of Trinidad and Tobago", "The Port Authority", "PORT AUTHORITY"],
)  # fmt: skip
def test_a_name_that_was_corrected_is_still_the_same_entry(desk, name):
    desk.write("s1", name=name)
    plan = desk.plan("other bytes")
    assert plan.rows == ()
    assert {each.record for each in plan.cells} <= {"s1"}


def test_taken_as_new_it_is_that_one_from_then_on(desk):
    desk.write("s1", name="Coast Guard", city="Arima")
    plan = desk.plan("other bytes")
    new = row(plan)
    desk.apply(decide(plan, decisions={new.n: "take"}).edits)
    assert desk.lookup.records["s1"].values["name"] == "Port Authority"
    assert desk.lookup.records[new.record].values["name"] == "Coast Guard"
    again = desk.plan("third bytes")
    assert (again.rows, decide(again, "all", "theirs").edits) == ((), ())


def test_it_may_be_the_same_entry_all_the_same(desk):
    desk.write("s1", name="Coast Guard")
    plan = desk.plan("other bytes")
    decided = decide(plan, decisions={row(plan).n: Other("s1", update=True)})
    desk.apply(decided.edits)
    assert desk.lookup.records["s1"].values["name"] == "Coast Guard"
    assert decided.created == ()


def test_an_entry_that_was_renamed_here_meanwhile_is_still_known(desk):
    desk.set("s1", name="National Port Company")
    assert desk.plan("other bytes").rows == ()
    desk.write("s1", name="National Port Company")
    assert desk.plan("third bytes").rows == ()


def test_what_names_it_by_the_code_of_the_blank_row_means_the_new_one(desk):
    """Both copies hold the same codes: each person means the entry made in their own copy."""
    desk.spare("training", "s3", "TRN-TTO-0000-009")
    desk.spare("participant", "s4")
    desk.write("s3", title="Port exercise", countries=[TTO])
    desk.write("s4", parent="s3", person={"label": "Rosa Teak"})
    desk.apply(decide(desk.plan()).edits)
    desk.write("s3", title="Seminar on lists")  # the other copy of the form
    desk.write("s4", parent="s3", person={"label": "Rosa Teak"})
    plan = desk.plan("other bytes")
    training, person = (next(each for each in plan.rows if each.type == key)
                        for key in ("training", "participant"))  # fmt: skip
    assert person.values["parent"] == training.record != "s3"
    assert person.needs == (training.record,)
    assert decide(plan).edits == ()
    decided = decide(plan, decisions={training.n: "take", person.n: "take"})
    desk.apply(decided.edits)
    held = [each.values["parent"] for each in desk.lookup.records.values()
            if each.values.get("person") == {"label": "Rosa Teak"}]  # fmt: skip
    assert sorted(held) == sorted(["s3", training.record])
