"""What was said about doubtful words, and what it does to the mapping."""

from __future__ import annotations

from coordinator_app.services.foreign.looked import Doubt, Proposal
from coordinator_app.services.foreign.mapping import Mapping, Meaning, SheetMapping, TypeMapping
from coordinator_app.ui.foreign.answers import Answer, Answers


def doubt(raw, kind="unknown", creates="institution", **more):
    return Doubt("S", 1, "Head", "contact_role", "institution", raw, 2, kind,
                 (Proposal("id", "Name"),), creates=creates, **more)  # fmt: skip


def test_answers_become_meanings_in_the_place_of_earlier_ones():
    answers = Answers([doubt("One"), doubt("Two"), doubt("Three"), doubt("Four")])
    for each, answer in zip(
        answers.doubts,
        (Answer("value", "id"), Answer("empty"), Answer("create"), None),
        strict=True,
    ):
        answers.give([each], answer)
    before = Mapping(values=(Meaning("contact_role", "institution", "ONE", "other"),))
    said = {each.raw: (each.action, each.value) for each in answers.put_into(before).values}
    assert said == {"One": ("value", "id"), "Two": ("empty", None), "Three": ("create", None)}
    assert answers.open == 1


def test_only_what_can_be_created_is():
    answers = Answers([doubt("One", creates=""), doubt("Two")])
    answers.give(answers.doubts, Answer("create"))
    assert [answers.of(each) is None for each in answers.doubts] == [True, False]


def test_a_word_for_a_kind_of_row_becomes_that_kind():
    word = Doubt("S", 3, "Kind", "", "", "Curso", 4, "type")
    answers = Answers([word])
    answers.give([word], Answer("value", "training"))
    mapping = Mapping(sheets={"S": SheetMapping("visit", type_column=3)})
    assert answers.put_into(mapping).sheets["S"].types == {"curso": TypeMapping("training")}


def test_answers_stay_with_what_is_still_asked():
    answers = Answers([doubt("One"), doubt("Two")])
    answers.give(answers.doubts, Answer("empty"))
    answers.renew([doubt("Two"), doubt("New")])
    assert [answers.of(each) is not None for each in answers.doubts] == [True, False]


def test_what_stands_as_it_is_written_needs_no_answer():
    assert Answers([doubt("One", settled=True)]).open == 0


def test_thousands_of_answers_are_put_in_at_once():
    answers = Answers([doubt(f"Name {n}") for n in range(4_000)])
    answers.give(answers.doubts, Answer("create"))
    assert len(answers.put_into(Mapping()).values) == 4_000
