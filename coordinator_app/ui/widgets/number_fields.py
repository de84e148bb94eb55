"""Editors of one typed number: whole, percentage, money, time of day."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QWidget

from coordinator_app.domain import numbers
from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.text_field import LineEditor

_BARE_TIME: Final = re.compile(r"(\d{1,2})(\d{2})?")
_LARGEST: Final = 10**15


class WholeField(LineEditor):
    """A whole number of 0 or more; value: int or None."""

    def problem(self) -> str:
        """Say that it is no whole number."""
        typed = self.typed()
        if typed and _whole(typed) is None:
            return self.kit.texts("Write a whole number, in digits.")
        return ""

    def _read(self) -> Value:
        return _whole(self.typed())

    def _show(self, value: Value) -> None:
        self._write("" if value is None else str(value))


class PercentField(LineEditor):
    """A percentage from 0 to 100; value: int, float or None."""

    def problem(self) -> str:
        """Say that it is no percentage."""
        typed = self.typed()
        if typed and _percent(typed) is None:
            return self.kit.texts("Write a number from 0 to 100.")
        return ""

    def _read(self) -> Value:
        return _percent(self.typed())

    def _show(self, value: Value) -> None:
        self._write("" if value is None else f"{value} %")


class AmountField(LineEditor):
    """Money; value: {"minor": int, "currency": "USD"} or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        currency: Taken when none is typed.
    """

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        currency: str = "USD",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, name, parent)
        self._currency = currency
        self.set_prompt(f"0.00 {currency}")

    def problem(self) -> str:
        """Say that it is no amount."""
        typed = self.typed()
        if typed and _amount(typed, self._currency) is None:
            return self.kit.texts("Write the amount as 1200.50 USD.")
        return ""

    def _read(self) -> Value:
        found = _amount(self.typed(), self._currency)
        return None if found is None else {"minor": found[0], "currency": found[1]}

    def _show(self, value: Value) -> None:
        if not isinstance(value, dict):
            self._write("")
            return
        self._write(numbers.show_money(int(value["minor"]), str(value["currency"])))


class TimeField(LineEditor):
    """A time of day; value: "09:30" or None; reads 9, 930, 9.30, 9:30 pm."""

    def __init__(self, kit: Kit, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(kit, name, parent)
        self.set_prompt("09:30")

    def problem(self) -> str:
        """Say that it is no time of day."""
        typed = self.typed()
        if typed and _time(typed) is None:
            return self.kit.texts("Write the time as 09:30.")
        return ""

    def _read(self) -> Value:
        return _time(self.typed())

    def _show(self, value: Value) -> None:
        self._write(value if isinstance(value, str) else "")


def _whole(text: str) -> int | None:
    found = [each for each in numbers.read_number(text) if each == each.to_integral_value()]
    return int(found[0]) if len(found) == 1 and 0 <= found[0] < _LARGEST else None


def _percent(text: str) -> int | float | None:
    read = numbers.read_number(text.strip().removesuffix("%"))
    found = [each for each in read if 0 <= each <= 100]
    if len(found) != 1:
        return None
    return int(found[0]) if found[0] == found[0].to_integral_value() else float(found[0])


def _amount(text: str, currency: str) -> tuple[int, str] | None:
    found = numbers.read_money(text)
    if found and not found[0][1]:  # without a currency, or with a bare $
        found = numbers.read_money(f"{text.replace('$', ' ')} {currency}")
    return found[0] if len(found) == 1 and found[0][0] >= 0 else None


def _time(text: str) -> str | None:
    """Read a time of day; typed into a field for times, 9 and 930 are meant as times."""
    bare = _BARE_TIME.fullmatch(text)
    return numbers.read_time(f"{bare[1]}:{bare[2] or '00'}" if bare else text)
