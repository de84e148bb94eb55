"""An editor of dates that takes what people type and shows how it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator_app.domain import edtf
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.texts import N_
from coordinator_app.ui.widgets.calendar_popup import CalendarPopup, ReadingBubble
from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.suggestions import Option, Suggestions
from coordinator_app.ui.widgets.text_field import LineEditor

#: Reads what is typed; gives several values when it may mean each of them (the person is asked);
#: gives None, or raises UserError (which says more) or ValueError, when it is no date.
Parse = Callable[[str], str | Sequence[str] | None]
#: Says a value in words ("7 March 2025", "March 2012, year inferred").
Say = Callable[[str], str]

_ISO_DAY: Final = "yyyy-MM-dd"
_DAY: Final = N_("Write the day as 17 Apr 2013.")
_PARTIAL: Final = N_("Write the date as 17 Apr 2013, Apr 2013 or 2013.")


class DateField(LineEditor):
    """A day or a partial date; value: "2025-03-07" or EDTF text, or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        parse: Turns typed text into a value.
        show: Says a value as the field shows it ("7 Mar 2025"); `parse` reads it again.
        say: Says a value in full, beneath the field while typing.
        how: English msgid that says how to write one.
    """

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        parse: Parse,
        show: Say = str,
        say: Say | None = None,
        how: str = _PARTIAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, name, parent)
        self._how = how
        self._parse, self._shown, self._say = parse, show, say or show
        self._reading = ReadingBubble(kit, self)
        self._doubt = Suggestions(kit, self)
        self._doubt.chosen.connect(self._on_chosen)
        self._calendar: CalendarPopup | None = None
        self._pick = QAction(self)
        self._pick.setToolTip(kit.texts("Calendar (Alt+Down)"))
        kit.icons.show_on(self._pick, "calendar")
        self._pick.triggered.connect(self.open_calendar)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.line.textEdited.connect(self._on_typed)

    def reading(self) -> str:
        """Return how what is typed is read, in words; "" when it is no date."""
        return self._say(found[0]) if len(found := self._readings()) == 1 else ""

    def problem(self) -> str:
        """Say that it is no date, and how to write one."""
        texts, typed = self.kit.texts, self.typed()
        if not typed:
            return ""
        try:
            found = self._parse(typed)
        except UserError as error:
            return error.sentence(texts)
        except ValueError:
            found = None
        if found is None:
            return texts(self._how)
        if isinstance(found, str):
            return ""
        word = texts("or")
        either = f" {word} ".join(self._say(each) for each in found)
        return texts("“{text}” may be {either}: choose one.", text=typed, either=either)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar on Alt+Down; put the reading away on leaving."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Down and alt:
                self.open_calendar()
                return True
            if self._doubt.isVisible() and self._steer(event.key()):
                return True
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._reading.hide()
            self._doubt.hide()
        return super().eventFilter(watched, event)

    @Slot()
    def open_calendar(self) -> None:
        """Offer true days to choose from."""
        if self.readonly:
            return
        if self._calendar is None:
            self._calendar = CalendarPopup(self.kit, self)
            self._calendar.days.clicked.connect(self._on_day)
            self._calendar.days.activated.connect(self._on_day)
        self._reading.hide()
        value = self.value()
        day = QDate.fromString(str(value)[:10], _ISO_DAY) if value else QDate()
        self._calendar.open_at(day if day.isValid() else QDate.currentDate())

    def _readings(self) -> list[str]:
        """Return the values that what is typed may mean."""
        try:
            found = self._parse(self.typed()) if self.typed() else None
        except (UserError, ValueError):
            return []
        if found is None:
            return []
        return [found] if isinstance(found, str) else list(found)

    def _steer(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._doubt.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._doubt.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (option := self._doubt.current()):
            self._on_chosen(option)
        else:
            return False
        return True

    def _read(self) -> Value:
        return found[0] if (found := self._readings()) else None

    def _show(self, value: Value) -> None:
        self._reading.hide()
        self._doubt.hide()
        self._write(self._shown(value) if isinstance(value, str) and value else "")

    def _apply_readonly(self, readonly: bool) -> None:
        super()._apply_readonly(readonly)
        self._pick.setVisible(not readonly)

    @Slot()
    def _on_typed(self) -> None:
        reading = self.reading()
        self.line.setAccessibleDescription(reading)
        self._reading.say(reading, self.line.text())
        several = found if len(found := self._readings()) > 1 else []
        self._doubt.offer([Option(each, self._say(each)) for each in several], select_first=False)

    @Slot(object)
    def _on_chosen(self, option: Option) -> None:
        self._doubt.hide()
        self._write(self._shown(option.id))
        self._dirty = True
        self.commit()

    @Slot(QDate)
    def _on_day(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self._write(self._shown(day.toString(_ISO_DAY)))
        self._dirty = True
        self.commit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def make_date_field(
    kit: Kit,
    name: str = "",
    *,
    today: Callable[[], dt.date],
    partial: bool = False,
    parent: QWidget | None = None,
) -> DateField:
    """Return a field that reads dates as this program does, in the language of the kit.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        today: The day that counts as today ("fri", "+14").
        partial: Months, years and doubted dates are welcome (edtf), not only true days (date).
        parent: Of the widget.
    """
    lang = kit.texts.lang

    def parse(text: str) -> str | Sequence[str]:
        found = (
            edtf.from_person(text, lang, today())
            if partial
            else edtf.parse_day(text, lang, today())
        )
        if found is None:
            raise ValueError(text)
        if isinstance(found, edtf.Ambiguous):
            return found.readings
        return found if isinstance(found, str) else found.text

    def show(value: str) -> str:
        return edtf.display(value, lang)

    def say(value: str) -> str:
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            return show(value)
        weekday = edtf.WORDS[lang].weekdays[day.weekday()]
        return f"{weekday}, {show(value)}"

    how = _PARTIAL if partial else _DAY
    return DateField(kit, name, parse=parse, show=show, say=say, how=how, parent=parent)
