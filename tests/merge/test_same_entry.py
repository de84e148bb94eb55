"""A new row that is an entry on record: the entry gets what the row says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.changes import Create, Update
from coordinator_app.domain.reading import Reading
from coordinator_app.domain.record import Record
from coordinator_app.merge.decisions import read_decisions
from coordinator_app.merge.policy import Other, decide
from tests.merge.desk import CATALOGUE, TTO, Desk, row


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.have("institution", "i1", "INS-TTO-0001", name="Ministry of Health", country=TTO,
              city="Port of Spain", status="ACTIVE")  # fmt: skip
    desk.have("visit", "v1", "VIS-1", title="Visit to the ports", country=TTO, themes=["a"],
              status="COMPLETED", visit_type="NATIONAL_ROUNDTABLE")  # fmt: skip
    return desk


def updates(decided) -> list[Update]:
    return [each for each in decided.edits if isinstance(each, Update)]


def test_it_gets_what_the_row_says_and_keeps_the_rest(desk):
    desk.add_row("institution", name="ministry of health", city="Arima", acronym="MoH")
    plan = desk.plan()
    found = row(plan)
    assert found.beside["i1"]["city"] == "Port of Spain"
    decided = decide(plan, decisions={found.n: Other("i1", update=True)})
    (edit,) = updates(decided)
    assert edit.record == "i1"
    assert edit.values == {"name": "ministry of health", "city": "Arima", "acronym": "MoH"}
    assert edit.expected == {"name": "Ministry of Health", "city": "Port of Spain",
                             "acronym": None}  # fmt: skip
    assert decided.created == ()
    assert (found.record, "", found.words, "") in decided.settled


def test_without_that_nothing_of_it_changes(desk):
    desk.add_row("institution", name="ministry of health", city="Arima")
    plan = desk.plan()
    assert decide(plan, decisions={row(plan).n: Other("i1")}).edits == ()


def test_what_a_blank_stands_for_is_not_said_and_lists_grow_together(desk):
    desk.add_row("visit", title="Visit to the ports", country=TTO, themes=["b"])
    plan = desk.plan()
    found = row(plan)
    assert found.values["status"] != "COMPLETED"  # what a new visit begins with
    (edit,) = updates(decide(plan, decisions={found.n: Other("v1", update=True)}))
    assert edit.values == {"themes": ["a", "b"]}


def test_a_value_typed_for_the_row_goes_to_the_entry(desk):
    desk.add_row("visit", title="Visit to the ports", dates=desk.text("visit", "dates", "soon"))
    plan = desk.plan()
    found, dates = row(plan), next(each for each in plan.cells if each.field == "dates")
    answers = {found.n: Other("v1", update=True), dates.n: Other("2014-05")}
    decided = decide(plan, decisions=answers)
    (edit,) = updates(decided)
    assert (edit.values, decided.left) == ({"dates": "2014-05"}, ())


def test_changes_of_the_entrys_own_row_go_before_it(desk):
    desk.send("i1")
    desk.write("i1", city="Toco")
    desk.add_row("institution", name="ministry of health", city="Arima", acronym="MoH")
    plan = desk.plan()
    (edit,) = updates(decide(plan, decisions={row(plan).n: Other("i1", update=True)}))
    assert (edit.values["city"], edit.values["acronym"]) == ("Toco", "MoH")


def test_of_two_rows_of_one_file_the_other_fills_what_the_first_leaves_blank(desk):
    desk.add_row("institution", name="Coast Guard", country=TTO, city="Arima")
    desk.add_row("institution", name="Coast guard", country=TTO, city="Toco", acronym="CG")
    plan = desk.plan()
    first, second = plan.rows
    assert second.candidates[0].id == first.record
    answers = {second.n: Other(first.record, update=True)}
    (made,) = decide(plan, decisions=answers).edits
    assert isinstance(made, Create)
    assert (made.values["city"], made.values["acronym"]) == ("Arima", "CG")
    left = decide(plan, decisions=answers | {first.n: "keep"})
    assert (left.edits, left.left) == ((), (second.n,))


def test_it_is_said_in_a_file_of_decisions(desk):
    desk.add_row("institution", name="ministry of health", city="Arima")
    plan = desk.plan()
    reading = Reading("en", desk.lookup, desk.lookup.today())
    n = row(plan).n
    said = {str(n): {"value": "INS-TTO-0001", "update": True}}
    assert read_decisions(said, plan, CATALOGUE, reading) == {n: Other("i1", update=True)}


WORDS = st.none() | st.sampled_from(["a", "b"])


@given(mine=st.fixed_dictionaries({"city": WORDS, "acronym": WORDS}),
       theirs=st.fixed_dictionaries({"city": WORDS, "acronym": WORDS}))  # fmt: skip
def test_the_entry_ends_as_the_row_says_wherever_that_says_something(mine, theirs):
    desk = Desk()
    held = {key: value for key, value in mine.items() if value is not None}
    desk.have("institution", "i1", "INS-1", name="Ministry of Health", country=TTO, **held)
    desk.add_row("institution", name="Ministry of Health", country=TTO, **theirs)
    plan = desk.plan()
    desk.apply(decide(plan, decisions={row(plan).n: Other("i1", update=True)}).edits)
    after: Record = desk.lookup.records["i1"]
    for key, value in theirs.items():
        assert after.values.get(key) == (value if value is not None else mine[key])
