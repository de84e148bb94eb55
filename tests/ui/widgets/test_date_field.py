"""Dates: typed as people type them, read back in words, asked about when in doubt."""

import datetime as dt
import re

import pytest
from PySide6.QtCore import QDate, Qt

from coordinator_app.domain.errors import UserError
from coordinator_app.ui.widgets import DateField, make_date_field
from tests.ui.widgets.stage import key, keys

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


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


def test_a_reader_that_gives_nothing_means_no_date(kit, stage):
    on = stage(DateField(kit, parse=lambda text: None))
    on.editor.set_value("2025-03-07")
    on.editor.line.selectAll()
    keys("soon")
    key(Qt.Key.Key_Tab)
    assert on.editor.value() == "2025-03-07"
    assert on.editor.line.text() == "soon"
    assert on.problems


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


def today() -> dt.date:
    return dt.date(2025, 3, 7)


@pytest.mark.parametrize(
    ("typed", "value", "shown_text"),
    [
        ("17 abr 2013", "2013-04-17", "17 Apr 2013"),
        ("mar 2012", "2012-03", "Mar 2012"),
        ("2012", "2012", "2012"),
        ("today", "2025-03-07", "7 Mar 2025"),
        ("+14", "2025-03-21", "21 Mar 2025"),
    ],
)
def test_the_programs_own_reader_reads_partial_dates(kit, stage, typed, value, shown_text):
    on = stage(make_date_field(kit, today=today, partial=True))
    keys(typed)
    key(Qt.Key.Key_Return)
    assert on.committed == [value]
    assert on.editor.line.text() == shown_text
    on.editor._mark_edited()
    assert on.editor.value() == value


def test_a_field_for_days_takes_no_month(kit, stage):
    on = stage(make_date_field(kit, today=today))
    keys("mar 2012")
    key(Qt.Key.Key_Return)
    assert not on.committed
    assert on.problems == ["Write the day as 17 Apr 2013."]


def test_a_day_is_read_with_its_weekday(kit, stage):
    on = stage(make_date_field(kit, today=today))
    keys("7 mar 2025")
    assert on.editor.reading() == "Friday, 7 Mar 2025"


def test_a_date_that_may_be_two_is_asked_about(kit, stage):
    on = stage(make_date_field(kit, today=today))
    keys("3/7/2025")
    assert on.editor._doubt.isVisible()
    assert on.editor.reading() == ""
    assert {option.id for option in on.editor._doubt.options()} == {"2025-03-07", "2025-07-03"}
    key(Qt.Key.Key_Return)
    assert not on.committed
    assert "choose one" in on.problems[-1]
    keys(" ")
    key(Qt.Key.Key_Down)
    chosen = on.editor._doubt.current().id
    key(Qt.Key.Key_Return)
    assert on.committed == [chosen]
    assert not on.editor._doubt.isVisible()


def test_leaving_a_doubtful_date_keeps_it_as_typed(kit, stage):
    on = stage(make_date_field(kit, today=today))
    keys("3/7/2025")
    key(Qt.Key.Key_Tab)
    assert on.editor.line.text() == "3/7/2025"
    assert not on.editor._doubt.isVisible()
    assert not on.committed
