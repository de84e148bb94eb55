"""An editor of dates that takes what people type and shows how it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.kit import Kit, styled, words
from coordinator_app.ui.widgets.text_field import LineEditor

#: Reads what is typed; raises UserError or ValueError when it is no date.
Parse = Callable[[str], str | None]
#: Says a value in words ("7 March 2025", "March 2012, year inferred").
Say = Callable[[str], str]

_ISO_DAY: Final = "yyyy-MM-dd"


class DateField(LineEditor):
    """A day or a partial date; value: "2025-03-07" or EDTF text, or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        parse: Turns typed text into a value.
        show: Says a value as the field shows it ("7 Mar 2025"); `parse` reads it again.
        say: Says a value in full, beneath the field while typing.
    """

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        parse: Parse,
        show: Say = str,
        say: Say | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, name, parent)
        self._parse, self._shown, self._say = parse, show, say or show
        self._reading = _Reading(self)
        self._calendar: _Calendar | None = None
        self._pick = QAction(self)
        self._pick.setToolTip(kit.texts("Calendar (Alt+Down)"))
        kit.icons.show_on(self._pick, "calendar")
        self._pick.triggered.connect(self.open_calendar)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.line.textEdited.connect(self._on_typed)

    def reading(self) -> str:
        """Return how what is typed is read, in words; "" when it is no date."""
        try:
            value = self._parse(self.typed()) if self.typed() else None
        except (UserError, ValueError):
            return ""
        return self._say(value) if value else ""

    def problem(self) -> str:
        """Say that it is no date, and how to write one."""
        try:
            if self.typed():
                self._parse(self.typed())
        except UserError as error:
            return error.sentence(self.kit.texts)
        except ValueError:
            return self.kit.texts("Write the date as 17 Apr 2013, Apr 2013 or 2013.")
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar on Alt+Down; put the reading away on leaving."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Down and alt:
                self.open_calendar()
                return True
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._reading.hide()
        return super().eventFilter(watched, event)

    @Slot()
    def open_calendar(self) -> None:
        """Offer true days to choose from."""
        if self.readonly:
            return
        if self._calendar is None:
            self._calendar = _Calendar(self, self.kit)
            self._calendar.days.clicked.connect(self._on_day)
            self._calendar.days.activated.connect(self._on_day)
        self._reading.hide()
        value = self.value()
        day = QDate.fromString(str(value)[:10], _ISO_DAY) if value else QDate()
        self._calendar.open_at(self, day if day.isValid() else QDate.currentDate())

    def _read(self) -> Value:
        return self._parse(self.typed()) if self.typed() else None

    def _show(self, value: Value) -> None:
        self._reading.hide()
        self._write(self._shown(value) if isinstance(value, str) and value else "")

    def _apply_readonly(self, readonly: bool) -> None:
        super()._apply_readonly(readonly)
        self._pick.setVisible(not readonly)

    @Slot()
    def _on_typed(self) -> None:
        reading = self.reading()
        self.line.setAccessibleDescription(reading)
        self._reading.say(reading, self.line.text())

    @Slot(QDate)
    def _on_day(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self._write(self._shown(day.toString(_ISO_DAY)))
        self._dirty = True
        self.commit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class _Reading(QFrame):
    """How the date is read, floating beneath the line without taking room or focus."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        styled(self, "popup")
        self._owner = owner
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
        self.adjustSize()
        self.move(self._owner.mapToGlobal(QPoint(0, self._owner.height() + 2)))
        self.show()


class _Calendar(QFrame):
    """A month to choose a day from; Esc or a click elsewhere closes it."""

    def __init__(self, owner: QWidget, kit: Kit) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        styled(self, "popup")
        self.days = QCalendarWidget()
        self.days.setAccessibleName(kit.texts("Calendar"))
        self.days.setGridVisible(False)
        header = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.days.setVerticalHeaderFormat(header)
        self.days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._name_steps(kit)
        kit.look.changed.connect(self._color)
        self._kit = kit
        self._color()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.days)

    def open_at(self, owner: QWidget, day: QDate) -> None:
        """Show the month of a day beneath the owner."""
        self.days.setSelectedDate(day)
        self.adjustSize()
        corner = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        room = owner.screen().availableGeometry()
        if corner.y() + self.height() > room.bottom():
            corner = owner.mapToGlobal(QPoint(0, -self.height() - 2))
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()
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
        theme = self._kit.theme
        muted = QTextCharFormat()
        muted.setForeground(theme.color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(day, muted)
        head = QTextCharFormat()
        head.setForeground(theme.color("muted"))
        head.setBackground(theme.color("surface"))
        self.days.setHeaderTextFormat(head)
