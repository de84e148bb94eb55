"""Editors of one line: what is read from keys, when it commits, what stays typed."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from coordinator_app.ui.widgets import (
    AmountField,
    CountField,
    FieldRow,
    Kit,
    PercentField,
    TextField,
    TimeField,
    WholeField,
    editor_of,
)
from tests.ui.widgets.stage import key, keys

LINES = [
    (TextField, "  Port  of Spain ", "Port of Spain", "Port of Spain"),
    (WholeField, "24", 24, "24"),
    (WholeField, "1,250", 1250, "1250"),
    (PercentField, "62,5", 62.5, "62.5 %"),
    (PercentField, "100 %", 100, "100 %"),
    (AmountField, "1200.50", {"minor": 120050, "currency": "USD"}, "1\u00a0200.50 USD"),
    (AmountField, "1.200,50 eur", {"minor": 120050, "currency": "EUR"}, "1\u00a0200.50 EUR"),
    (AmountField, "EUR 12 500", {"minor": 1250000, "currency": "EUR"}, "12\u00a0500.00 EUR"),
    (AmountField, "3,000", {"minor": 300000, "currency": "USD"}, "3\u00a0000.00 USD"),
    (AmountField, "5000 JPY", {"minor": 5000, "currency": "JPY"}, "5\u00a0000 JPY"),
    (TimeField, "9", "09:00", "09:00"),
    (TimeField, "930", "09:30", "09:30"),
    (TimeField, "1430", "14:30", "14:30"),
    (TimeField, "9.30 pm", "21:30", "21:30"),
    (TimeField, "12 a.m.", "00:00", "00:00"),
]


@pytest.mark.parametrize(("kind", "typed", "value", "shown_text"), LINES)
def test_a_line_reads_what_is_typed_and_shows_it_again(kit, stage, kind, typed, value, shown_text):
    on = stage(kind(kit))
    keys(typed)
    key(Qt.Key.Key_Return)
    assert on.committed == [value]
    assert on.editor.line.text() == shown_text
    on.editor.set_value(None)
    assert on.editor.line.text() == ""
    on.editor.set_value(value)
    assert on.editor.value() == value
    assert on.editor.line.text() == shown_text


BAD = [
    (WholeField, "many"),
    (WholeField, "2.5"),
    (PercentField, "101"),
    (PercentField, "-1"),
    (AmountField, "12.345.6"),
    (AmountField, "USD 5 EUR"),
    (AmountField, "lots"),
    (TimeField, "25:00"),
    (TimeField, "13 pm"),
    (TimeField, "noon"),
]


@pytest.mark.parametrize(("kind", "typed"), BAD)
def test_what_makes_no_value_stays_typed_and_is_said(kit, stage, kind, typed):
    on = stage(kind(kit))
    keys(typed)
    key(Qt.Key.Key_Tab)
    assert on.elsewhere.hasFocus()
    assert not on.committed
    assert on.editor.value() is None
    assert on.editor.line.text() == typed
    assert on.problems[-1]
    assert on.editor.dirty
    on.editor.setFocus()
    on.editor.line.selectAll()
    key(Qt.Key.Key_Backspace)
    assert on.problems[-1] == ""


def test_an_email_is_checked(kit, stage):
    on = stage(TextField(kit, kind="email"))
    keys("poc at mfa")
    key(Qt.Key.Key_Return)
    assert on.problems == ["Write the address as name@place.org."]
    on.editor.line.clear()
    keys("poc@mfa.example")
    key(Qt.Key.Key_Return)
    assert on.committed == ["poc@mfa.example"]


def test_accents_come_in_by_the_input_method(kit, stage, type_text):
    on = stage(TextField(kit))
    type_text(on.editor.line, "Haití, Señor Núñez – Ñandú")
    key(Qt.Key.Key_Tab)
    assert on.committed == ["Haití, Señor Núñez – Ñandú"]


def test_leaving_unchanged_commits_nothing(kit, stage):
    on = stage(TextField(kit))
    on.editor.set_value("same")
    key(Qt.Key.Key_Tab)
    on.editor.setFocus()
    keys("x")
    key(Qt.Key.Key_Backspace)
    key(Qt.Key.Key_Tab)
    assert not on.committed


def test_emptying_is_a_change_to_nothing(kit, stage):
    on = stage(TextField(kit))
    on.editor.set_value("old")
    on.editor.line.selectAll()
    key(Qt.Key.Key_Delete)
    key(Qt.Key.Key_Tab)
    assert on.committed == [None]


def test_escape_keeps_what_is_typed(kit, stage):
    on = stage(TextField(kit))
    keys("half a thought")
    key(Qt.Key.Key_Escape)
    assert on.editor.line.text() == "half a thought"
    assert on.editor.dirty


def test_another_window_does_not_count_as_leaving(kit, stage):
    on = stage(TextField(kit))
    keys("half")
    QApplication.sendEvent(on.editor.line, _focus_out(Qt.FocusReason.ActiveWindowFocusReason))
    assert not on.committed


def _focus_out(reason: Qt.FocusReason) -> QEvent:
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusOut, reason)


def test_undo_is_the_editors_while_typing_and_the_windows_else(kit, stage):
    on = stage(TextField(kit))
    undone: list[bool] = []
    shortcut = QShortcut(QKeySequence.StandardKey.Undo, on)
    shortcut.activated.connect(lambda: undone.append(True))
    on.editor.set_value("before")
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    keys("x")
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert on.editor.line.text() == "before"


@pytest.mark.parametrize("kind", [TextField, WholeField, TimeField, AmountField])
def test_readonly_can_be_read_not_changed(kit, stage, kind):
    on = stage(kind(kit))
    on.editor.set_readonly(True)
    on.editor.line.setFocus()
    keys("1")
    key(Qt.Key.Key_Return)
    assert on.editor.value() is None
    on.editor.set_readonly(False)
    on.editor.setFocus()
    keys("1")
    assert on.editor.line.text() == "1"


def test_a_row_names_its_editor_and_shows_what_is_wrong(kit, shown):
    editor = WholeField(kit)
    row = shown(FieldRow("Days", editor, "Without travel"))
    assert editor.line.accessibleName() == "Days"
    row.set_issue("More days than the visit has.")
    assert row._issue.isVisible()
    editor.setFocus()
    keys("x")
    key(Qt.Key.Key_Return)
    assert row._issue.text() == "Write a whole number, in digits."
    editor.set_value(2)
    assert row._issue.text() == "More days than the visit has."
    editor.setFocus()
    key(Qt.Key.Key_3)
    row.set_issue("Too many.")
    assert row._issue.text() == "Too many."
    row.set_issue("")
    assert not row._issue.isVisible()


def test_the_editor_of_a_part_is_found(kit: Kit, qtbot):
    editor = CountField(kit)
    qtbot.addWidget(editor)
    assert editor_of(editor.box) is editor
    assert editor_of(None) is None


def test_a_text_without_room_is_cut_with_an_ellipsis_until_somebody_types(kit, shown):
    """A title in a narrow strip must not look as if it ended where the room does."""
    whole = "Refresher for customs and port officers of the Caribbean"
    holder, field, like = QWidget(), TextField(kit, "Title"), TextField(kit, "Title")
    column = QVBoxLayout(holder)
    for each in (field, like):
        each.setFixedWidth(180)
        column.addWidget(each)
    field.set_value(whole)
    shown(holder)
    line = field.line
    line.clearFocus()
    seen = [
        whole[:length].rstrip() + "…"
        for length in range(len(whole))
        if _looks(like, whole[:length].rstrip() + "…") == line.grab().toImage()
    ]
    assert seen
    line.setFocus()
    assert line.grab().toImage() != _looks(like, seen[0])
    assert line.text() == whole


def _looks(field, text):
    field.set_value(text)
    return field.line.grab().toImage()
