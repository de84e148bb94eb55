"""Each editor: what is shown for a value, what is read from keys, when it commits."""

import datetime as dt
import re

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.domain.errors import UserError
from coordinator_app.ui.widgets import (
    AmountField,
    ChoiceField,
    CountField,
    DateField,
    FieldRow,
    Kit,
    NoteField,
    PercentField,
    TextField,
    TimeField,
    WholeField,
    YesNoField,
    editor_of,
)

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
OPTIONS = [("PLANNED", "Planned"), ("DONE", "Done"), ("CANCELLED", "Cancelled")]


def parse(text: str) -> str:
    """Read "7 Mar 2025", "Mar 2025", "2025" and ISO, as the program's own reader does."""
    if found := re.fullmatch(r"(?:(\d{1,2}) )?(?:(\w{3}) )?(\d{4})", text):
        day, month, year = found.groups()
        parts = [year]
        if month:
            parts.append(f"{MONTHS.index(month.capitalize()) + 1:02}")
        if day:
            parts.append(f"{int(day):02}")
        return "-".join(parts)
    return dt.date.fromisoformat(text).isoformat()


def show(value: str) -> str:
    parts = value.split("-")
    words = [
        parts[0],
        *(MONTHS[int(part) - 1] for part in parts[1:2]),
        *(part.lstrip("0") for part in parts[2:]),
    ]
    return " ".join(reversed(words))


class Stage(QWidget):
    """An editor and somewhere else to go."""

    def __init__(self, editor) -> None:
        super().__init__()
        self.editor = editor
        self.elsewhere = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(editor)
        column.addWidget(self.elsewhere)
        self.committed: list[object] = []
        self.problems: list[str] = []
        editor.committed.connect(self.on_committed)
        editor.problem_changed.connect(self.problems.append)

    def on_committed(self) -> None:
        self.committed.append(self.editor.value())


@pytest.fixture
def stage(shown):
    def put(editor):
        made = shown(Stage(editor))
        editor.setFocus()
        return made

    return put


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def keys(text: str) -> None:
    QTest.keyClicks(focused(), text)


def key(code: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), code, modifiers)


LINES = [
    (TextField, "  Port  of Spain ", "Port of Spain", "Port of Spain"),
    (WholeField, "24", 24, "24"),
    (WholeField, "1,250", 1250, "1250"),
    (PercentField, "62,5", 62.5, "62.5 %"),
    (PercentField, "100 %", 100, "100 %"),
    (AmountField, "1200.50", {"minor": 120050, "currency": "USD"}, "1,200.50 USD"),
    (AmountField, "1.200,50 eur", {"minor": 120050, "currency": "EUR"}, "1,200.50 EUR"),
    (AmountField, "EUR 12 500", {"minor": 1250000, "currency": "EUR"}, "12,500.00 EUR"),
    (AmountField, "3,000", {"minor": 300000, "currency": "USD"}, "3,000.00 USD"),
    (AmountField, "5000 JPY", {"minor": 5000, "currency": "JPY"}, "5,000 JPY"),
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


# Dates


@pytest.mark.parametrize(
    ("typed", "value", "shown_text"),
    [
        ("7 Mar 2025", "2025-03-07", "7 Mar 2025"),
        ("2025-03-07", "2025-03-07", "7 Mar 2025"),
        ("mar 2025", "2025-03", "Mar 2025"),
        ("2025", "2025", "2025"),
    ],
)
def test_a_date_is_read_shown_and_said(kit, stage, typed, value, shown_text):
    on = stage(DateField(kit, parse=parse, show=show, say=lambda v: f"the day {v}"))
    keys(typed)
    assert on.editor.reading() == f"the day {value}"
    assert on.editor._reading.isVisible()
    assert on.editor.line.accessibleDescription() == f"the day {value}"
    key(Qt.Key.Key_Return)
    assert on.committed == [value]
    assert on.editor.line.text() == shown_text
    assert not on.editor._reading.isVisible()
    on.editor.commit()
    assert on.committed == [value]


def test_a_date_that_is_none_is_said_and_kept(kit, stage):
    on = stage(DateField(kit, parse=parse, show=show))
    keys("soon")
    assert on.editor.reading() == ""
    key(Qt.Key.Key_Tab)
    assert on.editor.line.text() == "soon"
    assert "17 Apr 2013" in on.problems[-1]


def test_the_reason_of_the_reader_is_passed_on(kit, stage):
    def doubtful(text: str) -> str:
        raise UserError("“{text}” could be March or July.", text=text)

    on = stage(DateField(kit, parse=doubtful))
    keys("3/7/2025")
    key(Qt.Key.Key_Return)
    assert on.problems == ["“3/7/2025” could be March or July."]


def test_a_day_is_chosen_in_the_calendar(kit, stage):
    on = stage(DateField(kit, parse=parse, show=show))
    on.editor.set_value("2025-03")
    key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = on.editor._calendar
    assert calendar.isVisible()
    assert not on.committed
    calendar.days.setSelectedDate(QDate(2025, 3, 7))
    calendar.days.activated.emit(QDate(2025, 3, 7))
    assert on.committed == ["2025-03-07"]
    assert not calendar.isVisible()


# Choices


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


# Notes


def test_a_note_keeps_its_lines_and_its_accents(kit, stage, type_text):
    on = stage(NoteField(kit))
    type_text(on.editor.text, "El Ministro ofreció")
    key(Qt.Key.Key_Return)
    keys("a new law")
    key(Qt.Key.Key_Tab)
    assert on.elsewhere.hasFocus()
    assert on.committed == ["El Ministro ofreció\na new law"]


def test_a_note_grows_to_its_limit(kit, stage):
    on = stage(NoteField(kit, rows=2, most_rows=5))
    least = on.editor.text.height()
    on.editor.set_value("\n".join("abcd"))
    grown = on.editor.text.height()
    on.editor.set_value("\n" * 40 + "end")
    assert least < grown < on.editor.text.height()
    assert on.editor.text.height() < 2 * grown


def test_ctrl_enter_gives_the_sentence_and_types_nothing(kit, stage):
    on = stage(NoteField(kit))
    given: list[str] = []
    on.editor.sentence_chosen.connect(given.append)
    on.editor.set_value("They met. The Ministry will name a contact! More later\nNext line")
    cursor = on.editor.text.textCursor()
    cursor.setPosition(15)
    on.editor.text.setTextCursor(cursor)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    on.editor.text.setTextCursor(cursor)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["The Ministry will name a contact!", "line"]
    assert on.editor.text.toPlainText().count("\n") == 1


def test_the_cursor_stays_where_it_was_after_committing(kit, stage):
    on = stage(NoteField(kit))
    on.editor.set_value("one two")
    cursor = on.editor.text.textCursor()
    cursor.setPosition(3)
    on.editor.text.setTextCursor(cursor)
    keys("!")
    on.editor.commit()
    assert on.committed == ["one! two"]
    assert on.editor.text.textCursor().position() == 4


# Rows


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
    row.set_issue("")
    assert not row._issue.isVisible()


def test_the_editor_of_a_part_is_found(kit: Kit, qtbot):
    editor = CountField(kit)
    qtbot.addWidget(editor)
    assert editor_of(editor.box) is editor
    assert editor_of(None) is None
