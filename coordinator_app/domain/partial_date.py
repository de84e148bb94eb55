"""The value of a partial date, known to the day, month, quarter or year, and how it is shown.

The domain cannot reach the translated texts; the few words a date needs stand in ``WORDS``.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple


class EdtfError(ValueError):
    """A text is no EDTF date of the forms kept here."""


class Precision(StrEnum):
    """How exactly a date is known, finest first."""

    DAY = "DAY"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter or year, and how sure it is.

    Args:
        year: None where it is not stated; the month is then known.
        part: Month 1 to 12, or quarter 33 to 36 as EDTF numbers them.
        day: Day of the month.
        mark: ``?`` the whole is doubted, ``~`` it is near this, ``%`` both.
        year_inferred: Month and day are stated, the year was worked out.

    Raises:
        EdtfError: There is no such day, month, quarter or year.
    """

    year: int | None
    part: int | None = None
    day: int | None = None
    mark: str = ""
    year_inferred: bool = False

    def __post_init__(self) -> None:
        if self.part is not None and not (1 <= self.part <= 12 or 33 <= self.part <= 36):
            raise EdtfError(f"there is no month or quarter {self.part:02d}")
        if self.day is not None and not 1 <= self.day <= _month_length(self.year, self.part):
            raise EdtfError(f"there is no day {self.day:02d} in that month")
        if self.year is None and (self.year_inferred or not 1 <= (self.part or 0) <= 12):
            raise EdtfError("a date without a year is a month, or a month and a day")
        if self.year == 0:
            raise EdtfError("there is no year 0000")
        if self.year_inferred and (self.part is None or self.mark in {"?", "%"}):
            # One way to write one thing: doubt about the whole holds the year already.
            object.__setattr__(self, "mark", "?" if self.mark in {"", "?"} else "%")
            object.__setattr__(self, "year_inferred", False)

    @property
    def text(self) -> str:
        """Return it in EDTF."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        parts = "".join(f"-{part:02d}" for part in (self.part, self.day) if part)
        return f"{year}{'?' if self.year_inferred else ''}{parts}{self.mark}"

    @property
    def precision(self) -> Precision:
        """Return how exact it is; unknown without a year."""
        if self.year is None:
            return Precision.UNKNOWN
        if self.part is None:
            return Precision.YEAR
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.part <= 12 else Precision.QUARTER

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """Return the first and the last day it may mean."""
        if self.year is None:
            return None, None
        part = self.part
        first, last = (1, 12) if part is None else (part, part)
        if part and part > 32:
            first, last = 3 * part - 98, 3 * part - 96
        length = calendar.monthrange(self.year, last)[1]
        return date(self.year, first, self.day or 1), date(self.year, last, self.day or length)

    def step(self, by: int) -> Point:
        """Return the next (1) or the previous (-1) day, month, quarter or year."""
        if self.day:
            if 1 <= self.day + by <= _month_length(self.year, self.part):
                return replace(self, day=self.day + by)
            month = replace(self, day=None).step(by)
            return replace(month, day=1 if by > 0 else _month_length(month.year, month.part))
        year = None if self.year is None else self.year + by
        if self.part is None:
            return replace(self, year=year)
        low, high = (1, 12) if self.part <= 12 else (33, 36)
        if low <= self.part + by <= high:
            return replace(self, part=self.part + by)
        return replace(self, year=year, part=low if by > 0 else high)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A point (start and end are the same) or an interval; None stands for an open end.

    Raises:
        EdtfError: Nothing is known of it, or it ends before it begins.
    """

    start: Point | None
    end: Point | None

    def __post_init__(self) -> None:
        if self.start is None or self.end is None:
            known = self.start or self.end
            if known is None or known.year is None:
                raise EdtfError("an open date needs one end with a year")
            return
        if (self.start.year is None) != (self.end.year is None):
            raise EdtfError("the year is stated on one side alone")
        first, last = self.start.bounds[0], self.end.bounds[1]
        if first and last and first > last:
            raise EdtfError("it ends before it begins")

    @property
    def text(self) -> str:
        """Return it in EDTF, as it is stored."""
        start, end = (point.text if point else ".." for point in (self.start, self.end))
        return start if start == end else f"{start}/{end}"

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the known ends."""
        return tuple(point for point in (self.start, self.end) if point)

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """Return the first and the last day it may mean; None where that is not known."""
        first = self.start.bounds[0] if self.start else None
        return first, self.end.bounds[1] if self.end else None

    @property
    def precision(self) -> Precision:
        """Return how exact it is: of an interval, its coarser end."""
        return max((point.precision for point in self.points), key=list(Precision).index)

    @property
    def inferred(self) -> bool:
        """Say whether it, or only its year, is doubted or worked out rather than stated."""
        return any(point.year_inferred or point.mark in {"?", "%"} for point in self.points)


class Words(NamedTuple):
    """The words of a language; where there are several, the first is shown and all are read."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    quarter: tuple[str, ...]
    about: tuple[str, ...]
    before: tuple[str, ...]
    since: tuple[str, ...]
    by: tuple[str, ...]
    between: tuple[str, ...]
    notes: tuple[str, str, str, str]  # year inferred, inferred, uncertain, year not stated
    days: tuple[str, str, str]  # yesterday, today, tomorrow
    units: tuple[str, str]  # days, weeks
    fillers: tuple[str, ...]  # say nothing


#: The one place where words stand: another language is another entry.
WORDS: Final = {
    "en": Words(
        ("January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        ("Q", "quarter"), ("about", "around", "approx", "circa", "ca", "c"), ("before",), ("from", "since"),
        ("by", "until", "up to"), ("to", "until", "and"),
        ("year inferred", "inferred", "date uncertain", "year not stated"),
        ("yesterday", "today", "tomorrow"), ("days", "weeks"), ("of", "the", "on"),
    ),
    "es": Words(
        ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
         "octubre", "noviembre", "diciembre"),
        ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        ("T", "trimestre"), ("hacia", "alrededor de", "aprox"), ("antes de",), ("desde", "a partir de"),
        ("hasta",), ("al", "a", "hasta", "y"),
        ("año inferido", "inferido", "fecha incierta", "año no indicado"),
        ("ayer", "hoy", "mañana"), ("días", "semanas"), ("de", "del", "el"),
    ),
}  # fmt: skip


def display(value: PartialDate, lang: str) -> str:
    """Return a date as people write it, the month as a word: ``17–19 Apr 2013``."""
    words = WORDS.get(lang[:2], WORDS["en"])
    if value.start is None or value.end is None:
        # An end that is included (by April) is told by the first day that is not (before May).
        word = words.since[0] if value.start else words.before[0]
        point = value.points[0] if value.start else value.points[0].step(1)
        return f"{word} {_dressed(point, words)}"
    start, end = value.start, value.end
    if start == end:
        return _dressed(start, words)
    if _alike(start, end):
        return _dressed(end, words, _joined(start, end, words))
    if start.text.isdecimal() and end.text.isdecimal():
        return f"{start.text}–{end.text}"
    return f"{_dressed(start, words)} – {_dressed(end, words)}"


def _month_length(year: int | None, part: int | None) -> int:
    # Without a year, February may have 29 days; a quarter has no days of its own.
    return calendar.monthrange(year or 2000, part)[1] if part and part <= 12 else 0


def _alike(start: Point, end: Point) -> bool:
    """Say whether two points differ in day or month (or quarter) alone."""
    shapes = {
        (point.day is None, point.part is None, (point.part or 0) > 12) for point in (start, end)
    }
    return len(shapes) == 1 and replace(end, part=start.part, day=start.day) == start


def _joined(start: Point, end: Point, words: Words) -> str:
    if not start.day:
        return f"{_bare(start, words, year=False)}–{_bare(end, words)}"
    if start.part == end.part:
        return f"{start.day}–{_bare(end, words)}"
    return f"{_bare(start, words, year=False)} – {_bare(end, words)}"


def _bare(point: Point, words: Words, *, year: bool = True) -> str:
    part = point.part or 0
    said = [str(point.day)] if point.day else []
    if part:
        said.append(f"{words.quarter[0]}{part - 32}" if part > 32 else _short_month(part, words))
    if year and point.year is not None:
        said.append(f"{point.year:04d}")
    return " ".join(said)


def _short_month(month: int, words: Words) -> str:
    # Three letters, or as many more as it takes to tell juin from juillet.
    name = words.months[month - 1]
    lengths = (n for n in range(3, 10) if sum(m[:n] == name[:n] for m in words.months) == 1)
    return name[: next(lengths, 10)]


def _dressed(point: Point, words: Words, body: str = "") -> str:
    """Return a point, or an interval alike at both ends, with the words for how sure it is."""
    year_inferred, year_alone, uncertain, not_stated = words.notes
    notes = [not_stated] if point.year is None else []
    if point.mark in {"?", "%"}:
        notes.append(uncertain if point.part else year_alone)
    if point.year_inferred:
        notes.append(year_inferred)
    about = f"{words.about[0]} " if point.mark in {"~", "%"} else ""
    said = f" ({'; '.join(notes)})" if notes else ""
    return f"{about}{body or _bare(point, words)}{said}"
