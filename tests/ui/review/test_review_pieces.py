"""The pieces of the review: decisions without a window, the table, differences, excerpts."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from coordinator_app.domain.record import Record
from coordinator_app.merge.planned import Decision, Plan, PlannedCell
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.exchange import review
from coordinator_app.services.exchange.foresight import Foresight
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import CLASSES, LABELS, REASONS, Line
from coordinator_app.texts import load
from coordinator_app.ui.review import deciding as deciding_module
from coordinator_app.ui.review.chosen import Chosen, Facets
from coordinator_app.ui.review.deciding import KEEP, NONE, OPEN, TAKE, UNTICKED, Deciding
from coordinator_app.ui.review.differences import marked
from coordinator_app.ui.review.excerpts import from_difference, one_line
from coordinator_app.ui.review.marks import MarkDelegate
from coordinator_app.ui.review.model import DECISION_ROLE, MARK, SIGNS, WHY, ReviewModel

EN = load("en")
MARKS = ("#fdd", "#dfd", "#ddf")
#: Number, class, decision that comes with it, record, whether it can be used.
CELLS = (
    (1, CellClass.CONFLICT, Decision.OPEN, "a", True),
    (2, CellClass.THEIRS_ONLY, Decision.TAKE, "a", True),
    (3, CellClass.THEIRS_ONLY, Decision.TAKE, "b", True),
    (4, CellClass.INVALID, Decision.OPEN, "b", False),
    (5, CellClass.OUTSIDE, Decision.UNTICKED, "b", True),
    (6, CellClass.OURS_ONLY, Decision.NONE, "c", True),
)


def deciding(cells=CELLS, answers=None, texts=EN, lines=None):
    planned = tuple(
        PlannedCell(n, "visit", record, f"f{n}", cls, decision=decision, usable=usable,
                    base="base", ours="ours", theirs="theirs", result="theirs")
        for n, cls, decision, record, usable in cells
    )  # fmt: skip
    counts = {"unchanged": 31}
    plan = Plan("reply.xlsx", "d", "sha", "en", "history", planned, (), (), counts)
    received = Received(None, "reply.xlsx", "sha", Record("d", "dispatch"), plan)
    found = lines or [
        Line(n, cls.value, "visit", "Visit", record, f"VIS {record}", f"f{n}", f"Field {n}",
             "base", "ours", "theirs", texts(REASONS[cls.value]), usable=usable)
        for n, cls, _, record, usable in cells
    ]  # fmt: skip
    return Deciding(received, found, answers)


class TestDeciding:
    def test_it_begins_as_the_comparison_proposes(self):
        found = deciding()
        assert [found.decision(n) for n in range(1, 8)] == [
            OPEN, TAKE, TAKE, OPEN, UNTICKED, NONE, NONE,
        ]  # fmt: skip
        totals = found.totals()
        assert (totals.same, totals.taken, totals.undecided) == (31, 2, 2)
        assert list(totals.by_class.items()) == [
            ("conflict", 1), ("invalid", 1), ("theirs_only", 2), ("outside", 1), ("ours_only", 1),
        ]  # fmt: skip

    def test_only_what_can_be_used_is_taken(self):
        found = deciding()
        found.take([1, 4, 5, 6])
        assert [found.decision(n) for n in (1, 4, 5, 6)] == [TAKE, OPEN, TAKE, NONE]
        assert set(found.answers) == {1, 5}

    def test_another_value_is_taken_and_taken_back(self):
        found = deciding()
        found.take_other(4, "typed")
        assert (found.decision(4), found.is_other(4), found.other(4)) == (TAKE, True, "typed")
        found.forget_other(4)
        assert (found.decision(4), found.is_other(4), found.other(4)) == (OPEN, False, None)
        found.keep([1])
        found.forget_other(1)
        assert found.decision(1) == KEEP

    def test_a_tick_comes_and_goes(self):
        found = deciding()
        found.toggle(2)
        assert found.decision(2) == KEEP
        found.toggle(2)
        assert found.decision(2) == TAKE
        found.toggle(1)
        assert found.decision(1) == TAKE

    def test_the_next_undecided_is_found_from_any_line_round_the_end(self):
        found = deciding()
        assert [found.next_undecided(n) for n in (-1, 1, 3, 4, 6)] == [1, 4, 4, 1, 1]
        found.keep([1, 4])
        assert found.next_undecided(2) is None

    def test_an_entry_is_all_its_lines(self):
        assert deciding().of_entry(4) == [3, 4, 5]

    def test_earlier_answers_stand(self):
        assert deciding(answers={1: "keep", 4: review.Other("x")}).totals().undecided == 0

    @pytest.mark.parametrize(
        ("cells", "asks", "settled"),
        [((), False, True), (CELLS[5:], False, True), (CELLS[:1], True, False),
         (CELLS[4:5], True, True)],
    )  # fmt: skip
    def test_what_asks_and_what_can_be_written(self, cells, asks, settled):
        found = deciding(cells)
        assert (found.asks, found.settled) == (asks, settled)

    def test_one_decision_is_enough_to_write(self):
        found = deciding(CELLS[:1])
        found.keep([1])
        assert found.settled


@given(
    st.lists(st.tuples(st.sampled_from(("take", "keep")), st.sets(st.integers(1, 6))), max_size=6),
    st.booleans(),
)
def test_however_many_are_decided_at_once_it_comes_to_the_same(steps, later):
    found = deciding()
    with patch.object(deciding_module, "_AT_ONCE", 0 if later else len(CELLS)):
        for verb, numbers in steps:
            getattr(found, verb)(found.keepable(numbers))
    assert found.behind == (later and bool(found.answers))
    part = found.parts().around(found.unforeseen())
    found.foreseen(part.numbers, Foresight(review.glance_at(part.plan, found.answers), {}))
    anew = deciding(answers=found.answers)
    assert found.totals() == anew.totals()
    assert [found.decision(n) for n in range(8)] == [anew.decision(n) for n in range(8)]
    assert not found.behind


def test_what_rules_forbid_waits_and_is_counted_as_waiting():
    found = deciding()
    found.foreseen(
        frozenset({2, 3}), Foresight({2: Decision.TAKE, 3: Decision.TAKE}, {3: "Too late"})
    )
    assert (found.decision(3), found.refusal(3)) == (OPEN, "Too late")
    assert (found.totals().taken, found.totals().undecided) == (1, 3)
    found.keep([3])
    assert (found.decision(3), found.refusal(3)) == (KEEP, "")
    assert (found.totals().taken, found.totals().undecided) == (1, 2)


class TestModel:
    def test_it_keeps_the_rules_of_models(self, qapp):
        model = ReviewModel(load("en"))
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        model.show_lines(deciding())
        model.redraw()
        model.show_lines(deciding(), Chosen("theirs_only"))
        assert (model.rowCount(), model.row_of(3), model.row_of(1)) == (2, 1, -1)
        model.show_lines(None)
        assert model.rowCount() == 0

    def test_every_class_has_a_word_a_sign_and_a_reason(self):
        assert set(CLASSES) == set(LABELS) == set(REASONS) == set(SIGNS)
        assert len(set(SIGNS.values())) == len(SIGNS)

    def test_what_is_wrong_stands_in_the_place_of_the_class(self, qapp):
        model = ReviewModel(load("es"))
        model.show_lines(deciding(CELLS[:1], texts=load("es")))
        assert model.index(0, WHY).data() == "≠  Cambiado por ambos"
        model.show_lines(deciding(CELLS[:1], texts=lambda _why: "Demasiado largo"))
        assert model.index(0, WHY).data() == "≠  Demasiado largo"

    @pytest.mark.parametrize("decision", [TAKE, KEEP, OPEN, UNTICKED, NONE])
    @pytest.mark.parametrize("selected", [True, False])
    def test_each_decision_is_drawn_apart_from_the_others(self, qapp, kit, decision, selected):
        cells = {
            TAKE: CELLS[1:2], KEEP: CELLS[:1], OPEN: CELLS[:1], UNTICKED: CELLS[4:5],
            NONE: CELLS[5:],
        }  # fmt: skip
        found = deciding(cells[decision], {1: "keep"} if decision == KEEP else None)
        model = ReviewModel(kit.texts)
        model.show_lines(found)
        index = model.index(0, MARK)
        assert index.data(DECISION_ROLE) == decision
        view = QTableView()
        view.setModel(model)
        delegate = MarkDelegate(kit, view)
        image = QImage(120, 26, QImage.Format.Format_RGB32)
        image.fill(kit.theme.color("surface"))
        option = QStyleOptionViewItem()
        option.rect = image.rect()
        if selected:
            option.state |= QStyle.StateFlag.State_Selected
        painter = QPainter(image)
        delegate.paint(painter, option, index)
        painter.end()
        colors = {image.pixelColor(x, 12).name() for x in range(8, 22)}
        assert (kit.theme.color("accent").name() in colors) == (decision == TAKE)
        assert delegate.sizeHint(option, index).width() > 60


class TestDifferences:
    @pytest.mark.parametrize(
        ("base", "text", "shown"),
        [
            ("", "", "—"),
            ("same words", "same words", "same words"),
            ("", "new", '<u style="background:#dfd">new</u>'),
            ("old", "", '<s style="background:#fdd">old</s> '),
            (
                "one two three",
                "one 2 three",
                'one <s style="background:#fdd">two</s> <u style="background:#dfd">2</u> three',
            ),
            ("a <b> & c", "a <b> & c", "a &lt;b&gt; &amp; c"),
            ("first\nsecond", "first\nsecond", "first<br>second"),
        ],
    )
    def test_words_that_went_and_came_are_marked(self, base, text, shown):
        assert marked(base, text, MARKS) == shown

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_nothing_a_person_wrote_becomes_markup(self, base, text):
        found = marked(base, text, MARKS)
        for mark in ("<br>", "</u>", "</s>", f'<u style="background:{MARKS[1]}">',
                     f'<s style="background:{MARKS[0]}">'):  # fmt: skip
            found = found.replace(mark, "")
        assert "<" not in found

    def test_a_novel_is_compared_line_by_line_in_time(self):
        base = "\n".join(f"line {n} of a long story" for n in range(4000))
        found = marked(base, base.replace("line 2000 ", "line x "), MARKS)
        assert found.count("<u") == 1


class TestExcerpts:
    @pytest.mark.parametrize(
        ("text", "other", "shown"),
        [
            ("", "x", "—"),
            ("one\ntwo", "x", "one ⏎ two"),
            ("short and other", "short and same", "short and other"),
            (
                "The terminal, the scanners and the port were shown (again)",
                "The terminal, the scanners and the port were shown",
                "… were shown (again)",
            ),
            ("The same text in both of the two places", "The same text in both of the two places",
             "The same text in both of the two places"),
        ],
    )  # fmt: skip
    def test_long_texts_are_shown_from_where_they_differ(self, text, other, shown):
        assert from_difference(text, other) == shown

    @given(st.text(max_size=200), st.text(max_size=200))
    def test_what_differs_is_never_cut_away(self, text, other):
        found, against = from_difference(text, other), from_difference(other, text)
        assert found.removeprefix("… ") in one_line(text)
        if one_line(text) != one_line(other):
            assert found != against


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("new", "conflict")),
            st.sampled_from(("visit", "event")),
            st.sets(st.sampled_from(("t", "b"))),
        ),
        max_size=12,
    ),
    st.builds(Chosen, st.sampled_from(("", "new")), st.sampled_from(("", "t")),
              st.sampled_from(("", "visit"))),
)  # fmt: skip
def test_the_lines_listed_and_counted_are_those_that_a_choice_lets_through(kinds, chosen):
    lines = [
        Line(n, cls, kind, kind.title(), f"r{n}", "", "f", "F", "", "", "", "",
             states=tuple((each, each.upper()) for each in sorted(states)))
        for n, (cls, kind, states) in enumerate(kinds)
    ]  # fmt: skip
    facets = Facets(lines)
    assert facets.listed(chosen) == [line for line in lines if chosen.lets(line)]
    for state in "tb":
        wanted = chosen.but("state", state)
        assert facets.counted(chosen, "state")[state] == sum(map(wanted.lets, lines))
    assert facets.counted(chosen, "cls").total() == sum(map(chosen.but("cls").lets, lines))
    assert facets.named("type") == {line.type: line.type_label for line in lines}
