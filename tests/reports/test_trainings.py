"""I-T2, I-T3 and I-T10: attendances, persons, States reached."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.reports import figures, trainings
from coordinator_app.reports.figures import Indicator
from coordinator_app.texts import load
from tests.reports.made_up import frame, numbers, record, trainee, training, why

TEN = ["TTO", "BLZ", "GTM", "PER"]


def ask(held, rows=None, **more) -> tuple[Indicator, Indicator, Indicator]:
    asked = frame(trainings=held, participants=rows or {}, **more)
    return trainings.attendances(asked), trainings.persons(asked), trainings.states_reached(asked)


def test_a_number_given_stands_until_the_list_is_complete():
    given_number: dict[str, Any] = {
        "participants": {"n": 24, "q": "exact"},
        "women": {"n": 10, "q": "exact"},
    }
    partial = training(TEN, **given_number)
    names = [trainee(f"Person {number}", "TTO") for number in range(7)]
    attended, persons, reached = ask([partial], {partial.id: names})
    assert numbers(attended) == (24, None)
    assert attended.figure.behind == (partial.id,)
    assert numbers(persons)[0] == 0
    assert why(persons) == {trainings.INCOMPLETE: 1}
    assert numbers(reached) == (4, 4)

    complete = training(TEN, roster_complete=True, **given_number)
    attended, persons, reached = ask([complete], {complete.id: names})
    assert numbers(attended) == (7, None)
    assert numbers(persons)[0] == 7
    assert numbers(reached) == (1, 4)


@given(
    number=st.none()
    | st.tuples(st.integers(0, 60), st.sampled_from(["exact", "at_least", "about"])),
    names=st.integers(0, 40),
    complete=st.booleans(),
)
def test_list_and_number_are_never_added_up(number, names, complete):
    count = {"n": number[0], "q": number[1]} if number else None
    held = training(["TTO"], participants=count, roster_complete=complete)
    rows = {held.id: [trainee(f"Person {each}", "TTO") for each in range(names)]}
    (attended, _, _) = ask([held], rows)
    found = attended.figure.numerator
    if complete:
        assert found == {"n": names, "q": "exact"}
    elif number:
        assert found == count
    elif names:
        assert found == {"n": names, "q": "at_least"}
    else:
        assert found["n"] == 0
        assert why(attended) == {trainings.NO_NUMBER: 1}


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({}, True),
        ({"attendance": "PARTIAL"}, True),
        ({"attendance": "NO_SHOW"}, False),
        ({"attendance": "NOMINATED"}, False),
        ({"attendance": "DECLINED"}, False),
        ({"role": "TRAINER"}, False),
        ({"role": "OBSERVER"}, False),
        ({"role": "ORGANISER"}, False),
    ],
)
def test_only_trainees_who_came_count(facts, counts):
    held = training(["TTO"], roster_complete=True)
    attended, persons, reached = ask([held], {held.id: [trainee("Ann", "TTO", **facts)]})
    assert [numbers(each)[0] for each in (attended, persons, reached)] == [int(counts)] * 3


def test_the_same_person_twice_is_two_attendances_and_one_person():
    one, other = training(["TTO"], roster_complete=True), training(["TTO"], roster_complete=True)
    rows = {one.id: [trainee("contact-1", "TTO"), trainee("Zoé Lantern", "TTO")],
            other.id: [trainee("contact-1", "TTO"), trainee("ZOE  LANTERN".title(), "TTO")]}  # fmt: skip
    attended, persons, _ = ask([one, other], rows)
    assert numbers(attended)[0] == 4
    assert numbers(persons)[0] == 2


def test_namesakes_of_two_states_are_two_persons():
    held = training(TEN, roster_complete=True)
    _, persons, _ = ask(
        [held], {held.id: [trainee("Ana Ceibo", "GTM"), trainee("Ana Ceibo", "PER")]}
    )
    assert numbers(persons)[0] == 2


def test_a_participant_without_a_state_has_that_of_the_contact():
    held = training(["TTO"], roster_complete=True)
    contact = record("contact", country="GTM")
    _, _, reached = ask(
        [held], {held.id: [trainee(contact.id, None)]}, contacts={contact.id: contact}
    )
    assert reached.figure.behind == ("GTM",)


def test_qualifiers_go_through_to_the_sum():
    held = [
        training(["TTO"], participants={"n": number, "q": how})
        for number, how in ((24, "exact"), (25, "at_least"))
    ]
    attended, _, _ = ask(held)
    assert attended.figure.text(load("en")) == "≥49"
    held.append(training(["TTO"], participants={"n": 15, "q": "about"}))
    attended, _, _ = ask(held)
    assert attended.figure.text(load("en")) == "≈64"


def test_an_unknown_number_is_not_zero():
    held = training(["TTO"], participants={"n": None, "q": "unknown"})
    attended, _, reached = ask([held])
    assert attended.figure.text(load("en")) == "unknown"
    assert numbers(reached)[0] == 1


def test_a_number_for_two_groups_together_belongs_to_neither():
    held = training(["TTO", "GTM"], participants={"n": 30, "q": "exact"})
    for group in ("CARICOM", "SICA"):
        attended, _, reached = ask([held], group=group)
        assert numbers(attended)[0] == 0
        assert why(attended) == {trainings.NOT_SPLIT: 1}
        assert numbers(reached)[0] == 1
    assert numbers(ask([held])[0])[0] == 30
    assert numbers(ask([held], group="CARICOM,SICA")[0])[0] == 30


def test_of_a_list_each_group_gets_its_own():
    held = training(["TTO", "GTM"], roster_complete=True)
    rows = {
        held.id: [
            trainee("Ann", "TTO"),
            trainee("Bea", "TTO"),
            trainee("Eva", "GTM"),
            trainee("Kim", "USA"),
        ]
    }
    assert [numbers(ask([held], rows, group=group)[0])[0] for group in ("CARICOM", "SICA", "")] == [
        2,
        1,
        4,
    ]
    assert why(ask([held], rows, group="SICA")[0]) == {trainings.OUTSIDE: 3}


def test_those_who_are_no_un_members_attend_and_reach_no_state():
    held = training(["TTO", "MSR"], roster_complete=True)
    rows = {held.id: [trainee("Ann", "TTO"), trainee("Bea", "MSR")]}
    attended, _, reached = ask([held], rows, group="CARICOM")
    assert numbers(attended)[0] == 2
    assert numbers(reached) == (1, 2)
    assert reached.parts[figures.NOT_UN_MEMBERS][0].figure.behind == ("MSR",)


def test_splits_add_up_to_the_whole():
    held = training(TEN, roster_complete=True)
    rows = [trainee("A", "TTO", gender="F"), trainee("B", "TTO", gender="M"), trainee("C", "GTM", gender="F"),
            trainee("D", "GTM"), trainee("E", None, gender="X")]  # fmt: skip
    attended, persons, _ = ask([held], {held.id: rows})
    for found in (attended, persons):
        for split in (trainings.BY_STATE, trainings.BY_GENDER):
            parts = found.parts[split]
            assert sum(part.figure.numerator["n"] or 0 for part in parts) == 5
            assert len(parts) > 1


@pytest.mark.parametrize(("people", "split"), [(4, False), (5, True)])
def test_few_people_are_not_split_by_gender(people, split):
    held = training(["TTO"], roster_complete=True)
    attended, persons, _ = ask(
        [held], {held.id: [trainee(f"P{each}", "TTO", gender="F") for each in range(people)]}
    )
    assert (trainings.BY_GENDER in attended.parts) is split
    assert (trainings.BY_GENDER in persons.parts) is split


def test_women_of_a_number_given_count_too():
    held = training(["TTO"], participants={"n": 24, "q": "exact"}, women={"n": 10, "q": "exact"})
    parts = {part.label.split("\x04")[1] if "\x04" in part.label else part.label: part.figure.numerator
             for part in ask([held])[0].parts[trainings.BY_GENDER]}  # fmt: skip
    assert parts == {"Female": {"n": 10, "q": "exact"}, "Not stated": {"n": 14, "q": "exact"}}


def test_a_training_without_a_known_date_is_left_out_and_said():
    for found in ask([training(["TTO"], None, participants={"n": 5, "q": "exact"})]):
        assert numbers(found)[0] == 0
        assert why(found) == {figures.UNDATED: 1}
