"""Partial dates, kept as EDTF text: what is known of a date, and nothing more.

Forms: ``2013-04-17``, ``2012-03``, ``2012``; quarters ``2012-33`` to ``2012-36``; inferred year
``2012?-03-12``; the whole uncertain ``?``, approximate ``~`` or both ``%``; year not stated
``XXXX-03-12``; intervals ``2013-04-17/2013-04-19``, open ones ``2013-04/..`` and ``../2011-04``
(by the end of April 2011). A date of which nothing is known is no date: None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from coordinator_app.domain import partial_date
from coordinator_app.domain.partial_date import (
    WORDS,
    EdtfError,
    PartialDate,
    Point,
    Precision,
    Words,
)
from coordinator_app.texts import Worded

__all__ = [
    "WORDS", "Ambiguous", "Day", "EdtfError", "PartialDate", "Point", "Precision", "Words", "bounds",
    "display", "display_day", "from_person", "inferred", "normalise", "parse", "parse_day",
    "precision", "sort_key",
]  # fmt: skip


_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_POINT: Final = re.compile(
    r"(?P<lead>\??)(?P<year>[0-9]{4}|XXXX)(?P<group>\??)"
    r"(?:-(?P<part>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[?~%]?)"
)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """What was written may mean several things, and somebody has to say which.

    Args:
        readings: EDTF texts, two or more.
    """

    readings: tuple[str, ...]


def parse(text: str) -> PartialDate:
    """Read an EDTF text strictly.

    Raises:
        EdtfError: It is not EDTF, or of a form not kept here.
    """
    return _known(text)[0]


def normalise(text: str) -> str:
    """Return the one way to write this EDTF date.

    Raises:
        EdtfError: It is not EDTF, or of a form not kept here.
    """
    return _known(text)[1]


def bounds(text: str | None) -> tuple[date | None, date | None]:
    """Return the first and last day a date may mean; None where that is not known."""
    return _known(text)[2] if text else (None, None)


def precision(text: str | None) -> Precision:
    """Return how exactly a date is known: of an interval, its coarser end."""
    return parse(text).precision if text else Precision.UNKNOWN


def inferred(text: str | None) -> bool:
    """Say whether the date, or only its year, is doubted or worked out rather than stated."""
    return parse(text).inferred if text else False


def sort_key(text: str | None) -> tuple[str, str, str]:
    """Return a key that sorts by first day, then last day; what is not known comes last."""
    first, last = bounds(text)
    return first.isoformat() if first else "~", last.isoformat() if last else "~", text or "~"


def display(text: str | None, lang: str) -> str:
    """Return a date as people write it, the month as a word: ``17–19 Apr 2013``."""
    return partial_date.display(parse(text), lang) if text else ""


def display_day(iso: str | None, lang: str) -> str:
    """Return a true day as people write it: ``17 Apr 2013``."""
    return display(date.fromisoformat(iso).isoformat(), lang) if iso else ""


class Day(Worded):
    """A true day inside a message: ISO as it is kept, ``17 Apr 2013`` as it is read."""

    __slots__ = ()

    def word(self, lang: str) -> str:
        """Return the day as people write it."""
        return display_day(str(self), lang)


def from_person(text: str, lang: str, today: date) -> PartialDate | Ambiguous | None:
    """Read a date as people type it, in any language of ours; never guess.

    Read are EDTF, what :func:`display` shows, days, months, quarters and years in the usual
    ways of writing, ranges of them, ``today``, ``fri``, ``+14`` and ``+2w``. Asked about are
    day and month that could be swapped, years of two digits, and a month or day without year.

    Args:
        text: What was typed.
        lang: Language in which short names of weekdays are understood.
        today: The day that counts as today.

    Returns:
        The date, or its possible readings, or None when it is no date.
    """
    readings = {value.text: value for value in _readings(text, lang, today)}
    if len(readings) > 1:
        return Ambiguous(tuple(readings))
    return next(iter(readings.values()), None)


def parse_day(text: str, lang: str, today: date) -> str | Ambiguous | None:
    """Read a true day as people type it; returns it in ISO form, or the days it may be, or None.

    A month, a year or a doubted date is no day; for the rest see :func:`from_person`.
    """
    days = dict.fromkeys(
        value.text for value in _readings(text, lang, today) if _DAY.fullmatch(value.text)
    )
    return Ambiguous(tuple(days)) if len(days) > 1 else next(iter(days), None)


# Lists and imports meet the same few thousand dates again and again.
@lru_cache(maxsize=8192)
def _known(text: str) -> tuple[PartialDate, str, tuple[date | None, date | None]]:
    start, slash, end = text.partition("/")
    try:
        found = PartialDate(_parse_point(start), _parse_point(end if slash else start))
    except EdtfError as error:
        raise EdtfError(f"{text!r} is no date in EDTF: {error}") from None
    return found, found.text, found.bounds


def _parse_point(text: str) -> Point | None:
    if text == "..":
        return None
    found = _POINT.fullmatch(text)
    if found is None or (found["lead"] and found["group"]):
        raise EdtfError("write it like 2013-04-17, 2012-03, 2012, 2012-33 or 2012?-03-12")
    if found["group"] and found["mark"] and not found["part"]:
        raise EdtfError("one sign of doubt is enough")
    return Point(
        None if found["year"] == "XXXX" else int(found["year"]),
        int(found["part"]) if found["part"] else None,
        int(found["day"]) if found["day"] else None,
        found["mark"],
        bool(found["lead"] or found["group"]),
    )


def _readings(text: str, lang: str, today: date) -> list[PartialDate]:
    try:
        return [parse(text.strip())]
    except EdtfError:
        from coordinator_app.domain import written_dates  # noqa: PLC0415  no start needs it

        return written_dates.readings(text, lang, today)
