"""Choices, yes and no, counts."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox

from coordinator_app.ui.widgets import ChoiceField, CountField, YesNoField
from tests.ui.widgets.stage import key, keys

OPTIONS = [("PLANNED", "Planned"), ("DONE", "Done"), ("CANCELLED", "Cancelled")]


def test_a_choice_is_committed_when_it_is_made(kit, stage):
    on = stage(ChoiceField(kit, options=OPTIONS))
    on.editor.set_value("PLANNED")
    key(Qt.Key.Key_Down)
    assert on.editor.value() == "DONE"
    key(Qt.Key.Key_Tab)
    assert on.committed == ["DONE"]


def test_a_choice_is_made_by_its_first_letters(kit, stage):
    on = stage(ChoiceField(kit, options=OPTIONS))
    keys("ca")
    key(Qt.Key.Key_Tab)
    assert on.committed == ["CANCELLED"]


def test_no_choice_is_a_choice_unless_there_must_be_one(kit, stage):
    on = stage(ChoiceField(kit, options=OPTIONS))
    on.editor.set_value("DONE")
    key(Qt.Key.Key_Home)
    key(Qt.Key.Key_Tab)
    assert on.committed == [None]
    must = ChoiceField(kit, options=OPTIONS, empty=None)
    assert [must.box.itemData(row) for row in range(must.box.count())] == [
        code for code, _ in OPTIONS
    ]


def test_a_value_no_longer_offered_is_still_shown(kit, stage):
    on = stage(ChoiceField(kit, options=OPTIONS))
    on.editor.set_value("DONE")
    on.editor.set_options(OPTIONS[:1])
    assert on.editor.value() == "DONE"
    assert on.editor.label() == "DONE"


def test_the_wheel_passes_over_a_choice_without_the_focus(kit, stage):
    on = stage(ChoiceField(kit, options=OPTIONS))
    on.editor.set_value("PLANNED")
    on.elsewhere.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(on.editor.box, wheel)
    assert on.editor.value() == "PLANNED"


@pytest.mark.parametrize("value", [True, False, None])
def test_yes_and_no_come_back(kit, stage, value):
    on = stage(YesNoField(kit))
    on.editor.set_value(value)
    assert on.editor.value() is value


def test_no_is_typed(kit, stage):
    on = stage(YesNoField(kit))
    keys("n")
    key(Qt.Key.Key_Tab)
    assert on.committed == [False]


# Counts


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("24", {"n": 24, "q": "exact"}),
        ("25+", {"n": 25, "q": "at_least"}),
        ("~15", {"n": 15, "q": "about"}),
        ("over 25", {"n": 25, "q": "at_least"}),
        ("?", {"n": None, "q": "unknown"}),
        ("0", {"n": 0, "q": "exact"}),
    ],
)
def test_a_count_is_typed_with_its_qualifier(kit, stage, typed, value):
    on = stage(CountField(kit))
    keys(typed)
    key(Qt.Key.Key_Tab)
    assert on.committed == [value]
    assert on.editor.box.currentData() == value["q"]
    on.editor.set_value(None)
    on.editor.set_value(value)
    assert on.editor.value() == value


def test_the_qualifier_is_chosen_and_the_number_kept(kit, stage):
    on = stage(CountField(kit))
    on.editor.set_value({"n": 25, "q": "exact"})
    on.editor.box.setFocus()
    on.editor.box.setCurrentIndex(on.editor.box.findData("about"))
    on.editor.box.activated.emit(on.editor.box.currentIndex())
    assert on.committed == [{"n": 25, "q": "about"}]


def test_unknown_has_no_number_and_is_not_zero(kit, stage):
    on = stage(CountField(kit))
    on.editor.set_value({"n": 25, "q": "exact"})
    on.editor.box.setCurrentIndex(on.editor.box.findData("unknown"))
    on.editor.box.activated.emit(on.editor.box.currentIndex())
    assert on.committed == [{"n": None, "q": "unknown"}]
    assert on.editor.line.text() == ""


def test_going_from_qualifier_to_number_is_not_leaving(kit, stage):
    on = stage(CountField(kit))
    on.editor.box.setFocus()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Tab)
    assert on.editor.line.hasFocus()
    assert not on.problems
    keys("12")
    key(Qt.Key.Key_Tab)
    assert on.committed == [{"n": 12, "q": "at_least"}]


def test_a_value_no_longer_offered_goes_with_the_value(kit, stage):
    on = stage(ChoiceField(kit, options=OPTIONS))
    on.editor.set_value("DONE")
    on.editor.set_options(OPTIONS[:1])  # those of the next entry, before its value
    on.editor.set_value("PLANNED")
    box = on.editor.box
    assert [box.itemData(row) for row in range(box.count())] == ["", "PLANNED"]


def test_a_choice_without_room_is_cut_with_an_ellipsis(kit, stage):
    on = stage(ChoiceField(kit, options=[("LONG", "Acknowledged and passed on " * 3)]))
    field = on.editor
    field.set_value("LONG")
    field.setFixedWidth(160)
    QApplication.processEvents()
    drawn = QStyleOptionComboBox()
    field.box.initStyleOption(drawn)
    assert drawn.currentText.endswith("…")
    assert field.box.fontMetrics().horizontalAdvance(drawn.currentText) < 160
