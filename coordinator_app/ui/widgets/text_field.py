"""Editors of one typed line: text, e-mail, telephone, link, numbers, money, time."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import Kit, styled

TextKind = Literal["text", "title", "email", "phone", "url"]

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TIME: Final = re.compile(
    r"(\d{1,2})(?:[:.hH ]?(\d{2}))?\s*(?:h|hrs)?\s*([ap])?\.?\s?(?:m\.?)?", re.IGNORECASE
)
_CURRENCY_AT_ENDS: Final = re.compile(r"([A-Za-z]{3})?\s*([-\d.,'’\s]+?)\s*([A-Za-z]{3})?")
_GROUPED: Final = re.compile(
    r"\d+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?"
)
#: Currencies without a smaller unit, of those our donors use.
_NO_CENTS: Final = ("JPY", "KRW", "CLP", "PYG")


class LineEditor(Editor):
    """An editor whose one part is a line; the base of those below."""

    def __init__(self, kit: Kit, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(kit, name, parent)
        self.line = QLineEdit()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.line.textEdited.connect(self._mark_edited)
        self.line.returnPressed.connect(self._on_enter)
        self._use_parts(self.line)

    def set_prompt(self, text: str) -> None:
        """Show a muted translated text while the field is empty."""
        self.line.setPlaceholderText(text)

    def typed(self) -> str:
        """Return the text as typed, trimmed."""
        return " ".join(self.line.text().split())

    def _apply_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)
        policy = Qt.FocusPolicy.ClickFocus if readonly else Qt.FocusPolicy.StrongFocus
        self.line.setFocusPolicy(policy)

    def _write(self, text: str) -> None:
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)


class TextField(LineEditor):
    """Text in one line; value: str or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        kind: What the text is: "title" is large and bare, "email" is checked, "email", "phone"
            and "url" offer to be copied or opened.
    """

    def __init__(
        self, kit: Kit, name: str = "", *, kind: TextKind = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, name, parent)
        self._kind = kind
        if kind == "title":
            styled(self.line, "title")
        self._open = QAction(self)
        if kind in ("email", "url"):
            self._open.setToolTip(kit.texts("Open"))
            kit.icons.show_on(self._open, "mail" if kind == "email" else "external")
            self._open.triggered.connect(self._on_open)
            self._open.setVisible(False)
            self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def problem(self) -> str:
        """Say what is wrong with an e-mail address."""
        typed = self.typed()
        if self._kind == "email" and typed and not _EMAIL.fullmatch(typed):
            return self.kit.texts("Write the address as name@place.org.")
        return ""

    def _read(self) -> Value:
        return self.typed() or None

    def _show(self, value: Value) -> None:
        self._write(value if isinstance(value, str) else "")
        self._open.setVisible(bool(value) and self._kind in ("email", "url"))

    @Slot()
    def _on_open(self) -> None:
        address = self.typed()
        if self._kind == "email":
            address = f"mailto:{address}"
        elif "://" not in address:
            address = f"https://{address}"
        QDesktopServices.openUrl(QUrl(address))


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
        minor, currency = int(value["minor"]), str(value["currency"])
        if currency in _NO_CENTS:
            self._write(f"{minor:,} {currency}")
        else:
            self._write(f"{minor / 100:,.2f} {currency}")


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
    digits = re.sub(r"(?<=\d)[\s.,'’](?=\d{3}(?:\D|$))", "", text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _percent(text: str) -> int | float | None:
    plain = text.removesuffix("%").strip().replace(",", ".")
    try:
        number = float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else -1.0
    except ValueError:
        return None
    if not 0 <= number <= 100:
        return None
    return int(number) if number.is_integer() else number


def _amount(text: str, currency: str) -> tuple[int, str] | None:
    found = _CURRENCY_AT_ENDS.fullmatch(text.replace("$", " ").strip())
    if found is None or (found[1] and found[3]):
        return None
    currency = (found[1] or found[3] or currency).upper()
    number = re.sub(r"[\s'’]", "", found[2])
    if not _GROUPED.fullmatch(number):
        return None
    # The last sign is the decimal one unless three digits follow it: 1,200.50, 1.200,50, 1,200.
    whole, sign, rest = number, "", ""
    last = max(number.rfind("."), number.rfind(","))
    if last >= 0 and len(number) - last - 1 != 3:
        whole, sign, rest = number[:last], ".", number[last + 1 :]
    try:
        exact = Decimal(re.sub(r"[.,]", "", whole) + sign + rest)
    except InvalidOperation:
        return None
    minor = exact * (1 if currency in _NO_CENTS else 100)
    if minor != minor.to_integral_value() or exact < 0:
        return None
    return int(minor), currency


def _time(text: str) -> str | None:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    digits, minutes = found[1], found[2]
    hour, minute = int(digits), int(minutes or 0)
    half = (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
