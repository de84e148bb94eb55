"""What floats beneath a date: how it is read, and a month to choose a day from."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from coordinator_app.ui.widgets.kit import Kit, words
from coordinator_app.ui.widgets.popup import Popup


class ReadingBubble(Popup):
    """How the date is read, floating beneath the line without taking room or focus."""

    def __init__(self, kit: Kit, owner: QWidget) -> None:
        super().__init__(kit, owner)
        self._words = words("", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self._words)

    def say(self, reading: str, typed: str) -> None:
        """Show a reading that says more than what is typed."""
        if not reading or reading == typed:
            self.hide()
            return
        self._words.setText(f"= {reading}")
        self.show_at_owner(self.sizeHint())


class CalendarPopup(Popup):
    """A month to choose a day from; Esc or a click elsewhere closes it."""

    def __init__(self, kit: Kit, owner: QWidget) -> None:
        super().__init__(kit, owner, Qt.WindowType.Popup)
        self.days = QCalendarWidget()
        self.days.setAccessibleName(kit.texts("Calendar"))
        self.days.setGridVisible(False)
        header = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.days.setVerticalHeaderFormat(header)
        self.days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._name_steps(kit)
        kit.look.changed.connect(self._color)
        self._color()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.days)

    def open_at(self, day: QDate) -> None:
        """Show the month of a day beneath the owner."""
        self.days.setSelectedDate(day)
        self.show_at_owner(self.sizeHint())
        self.days.setFocus(Qt.FocusReason.PopupFocusReason)

    def _name_steps(self, kit: Kit) -> None:
        steps = (
            ("qt_calendar_prevmonth", "previous", kit.texts("Previous month")),
            ("qt_calendar_nextmonth", "next", kit.texts("Next month")),
        )
        for part, icon, name in steps:
            step = self.days.findChild(QToolButton, part)
            if step is not None:
                kit.icons.show_on(step, icon)
                step.setAccessibleName(name)

    @Slot()
    def _color(self) -> None:
        """Draw weekends muted, not in Qt's red, and the head of the days like any other head."""
        theme = self.kit.theme
        muted = QTextCharFormat()
        muted.setForeground(theme.color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(day, muted)
        head = QTextCharFormat()
        head.setForeground(theme.color("muted"))
        head.setBackground(theme.color("surface"))
        self.days.setHeaderTextFormat(head)
