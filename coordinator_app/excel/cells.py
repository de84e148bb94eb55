"""Cells as a file states them: references, values, number formats, dates, escapes."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

Value = str | int | float | bool | date | datetime | time | None


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    ERROR = "error"
    NO_VALUE = "no_value"  # a formula whose result was never saved


class Cell(NamedTuple):
    """One cell that holds something; a cell that is not there is empty.

    A named tuple because a file has millions: frozen, no __dict__, a third of a dataclass's cost.

    Args:
        row: From 1.
        column: From 1.
        value: date for a day, datetime where the format or the value has a time, time below one
            day; numbers at 15 significant digits, whole ones as int; the code of an error; None
            for a formula without a value.
        kind: What the value is.
        formula: A formula gave it.
        shown: What a person sees, where that is not what the value says: 00123 for 123, 45% for
            0.45, 2024-05 for a first of May that is shown as "May 2024".
    """

    row: int
    column: int
    value: Value
    kind: CellKind
    formula: bool = False
    shown: str | None = None

    @property
    def reference(self) -> str:
        """The name people use: B7."""
        return f"{column_letters(self.column)}{self.row}"


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 28 is AB."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column; letters are A to Z in either case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


_REFERENCE = re.compile(r"\$?([A-Za-z]+)\$?([0-9]+)")


def split_reference(reference: str) -> tuple[int, int] | None:
    """Return row and column of a reference like B7, or None where it is none."""
    found = _REFERENCE.fullmatch(reference)
    if not found or len(found[1]) > 8 or len(found[2]) > 12 or int(found[2]) == 0:
        return None
    return int(found[2]), column_number(found[1])


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Return a text with its _xHHHH_ escapes decoded; _x005F_ stands for the underscore."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(_escaped_character, text)
    if any("\ud800" <= character <= "\udfff" for character in plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def _escaped_character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def number(text: str) -> int | float | None:
    """Return a number as every program keeps it: 15 significant digits, whole ones as int.

    Returns:
        None when the text is no finite number.
    """
    try:
        rounded = float(text)
        if len(text.replace(".", "")) > 15:  # else it has no more digits
            rounded = float(f"{rounded:.15g}")
    except ValueError:
        return None
    if "_" in text or not math.isfinite(rounded):
        return None
    if rounded.is_integer() and abs(rounded) < 1e15:
        return int(rounded)
    return rounded


class NumberFormat(NamedTuple):
    """What a number format says about the value beneath it.

    Args:
        day: It shows a day, month or year.
        clock: It shows a time of day.
        mask: The signs of a zero-padded format (00000, 000-0000), None for each digit.
        percent: It shows hundredths.
        coarse: It shows a "month" or a "year" and no day; "" otherwise.
    """

    day: bool = False
    clock: bool = False
    mask: tuple[str | None, ...] = ()
    percent: bool = False
    coarse: str = ""

    @property
    def dated(self) -> bool:
        """Whether numbers beneath it are serial dates or times."""
        return self.day or self.clock

    def shown(self, value: Value) -> str | None:
        """Return what a person sees of a value, where it is not what the value says.

        Percentages keep all their digits; a month or a year comes as an ISO text, where the day
        is the first, which programs fill in by themselves.
        """
        if isinstance(value, date):
            month = self.coarse == "month" and value.day == 1
            year = self.coarse == "year" and (value.month, value.day) == (1, 1)
            return f"{value:%Y-%m}" if month else f"{value:%Y}" if year else None
        if self.percent and isinstance(value, int | float):
            return f"{value * 100:.15g}%"
        if not self.mask or not isinstance(value, int):
            return None
        width = self.mask.count(None)
        digits = str(abs(value)).rjust(width, "0")
        placed = iter(digits[-width:])
        signs = [next(placed) if sign is None else sign for sign in self.mask]
        signs.insert(self.mask.index(None), digits[:-width])
        return ("-" if value < 0 else "") + "".join(signs)


_DAY = NumberFormat(day=True)
_CLOCK = NumberFormat(clock=True)
_BUILTIN = {
    **dict.fromkeys((*range(14, 18), *range(27, 32), *range(34, 37), *range(50, 59)), _DAY),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), _CLOCK),
    22: NumberFormat(day=True, clock=True),
    17: NumberFormat(day=True, coarse="month"),
    **dict.fromkeys((9, 10), NumberFormat(percent=True)),
}
_UNSHOWN = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_MASK = re.compile(r'(?:0|\\.|"[^"]*"|[-+() ])+')
_MASK_SIGN = re.compile(r'(0)|\\(.)|"([^"]*)"|([-+() ])')


def builtin_format(number_format_id: int) -> NumberFormat | None:
    """Return one of the formats every file knows by number; None when it changes nothing."""
    return _BUILTIN.get(number_format_id)


def parse_format(code: str) -> NumberFormat | None:
    """Return what a format code says, by its first section; None when it changes nothing.

    Amounts of time ([h]:mm) stay the numbers they are.
    """
    mask = code.partition(";")[0]
    if mask.count("0") > 1 and _MASK.fullmatch(mask):
        signs = [
            None if zero else escaped or quoted or plain
            for zero, escaped, quoted, plain in _MASK_SIGN.findall(mask)
        ]
        return NumberFormat(mask=tuple(signs)) if signs.count(None) > 1 else None
    sections = (section.strip() for section in _UNSHOWN.sub("", code).lower().split(";"))
    first = next(filter(None, sections), "")
    if "general" in first or _ELAPSED.search(first):
        return None
    day = any(sign in first for sign in "dy") or ("m" in first and not re.search("[hs]", first))
    clock = any(sign in first for sign in "hs")
    if "%" in first and not day and not clock:
        return NumberFormat(percent=True)
    coarse = "" if "d" in first or "y" not in first else "month" if "m" in first else "year"
    return NumberFormat(day, clock, coarse=coarse) if day or clock else None


_MILLISECONDS = 86_400_000
_ORDINAL_1900 = date(1899, 12, 30).toordinal()
_ORDINAL_1904 = date(1904, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()
#: Days between the calendars of 1900 and of 1904, for numbers that lost their date format.
SINCE_1904 = _ORDINAL_1904 - _ORDINAL_1900


def from_serial(
    serial: float, form: NumberFormat, *, from_1904: bool = False
) -> date | datetime | time | None:
    """Return the day or time a serial number stands for, to the millisecond.

    Args:
        serial: Days since the start of the file's calendar.
        form: The format it is shown in: without a clock a whole number is a day.
        from_1904: The file counts from 1904.

    Returns:
        None when there is no such day, 29 February 1900 included.
    """
    if not 0 <= serial <= _LAST_DAY:
        return None
    days, milliseconds = divmod(round(serial * _MILLISECONDS), _MILLISECONDS)
    if days == 0 and form.clock and not (from_1904 and form.day):
        return _at(date.min, milliseconds).time()
    if from_1904:
        ordinal = _ORDINAL_1904 + days
    elif days in (0, 60):
        return None
    else:  # the calendar of 1900 counts a 29 February that never was
        ordinal = _ORDINAL_1900 + days + (days < 60)
    if ordinal > _LAST_DAY:
        return None
    day = date.fromordinal(ordinal)
    if not milliseconds and not form.clock:
        return day
    return _at(day, milliseconds)


def _at(day: date, milliseconds: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(milliseconds=milliseconds)


def from_iso(text: str, form: NumberFormat | None = None) -> date | datetime | time | None:
    """Return the day or time of an ISO text, as it is shown: a time zone is left out.

    Args:
        text: 2024-05-01, 2024-05-01T10:00:00Z, 10:00:00.
        form: The format of the cell: one that shows days only makes midnight a day.
    """
    stripped = text.strip()
    try:
        if ":" not in stripped:
            return date.fromisoformat(stripped)
        if "-" not in stripped.partition("T")[0]:
            return time.fromisoformat(stripped).replace(tzinfo=None)
        moment = datetime.fromisoformat(stripped).replace(tzinfo=None)
    except ValueError:
        return None
    if form and form.day and not form.clock and moment.time() == time.min:
        return moment.date()
    return moment
