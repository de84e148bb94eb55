"""Reading true days, partial dates and times of day, from texts and from what Excel keeps."""

from __future__ import annotations

import datetime as dt

from coordinator_app.domain import edtf
from coordinator_app.domain.numbers import read_time
from coordinator_app.domain.reading import Parsed, Raw, Reading, refuse, written
from coordinator_app.texts import N_

#: Day 0 of Excel's calendar, which counts a 29 February 1900 that never was.
_EPOCH = dt.date(1899, 12, 30)
#: Numbers that are taken for days: from 1 March 1900, before it Excel is off by one, to 2199.
_FIRST_SERIAL, _LAST_SERIAL = 61, 109_575
_YEARS = range(1800, 2200)

_SEVERAL = N_("“{value}” can be read in several ways.")
_MONTH_AS_WORD = N_("Write the month as a word: 7 Mar 2025.")
_WHOLE_YEAR = N_("Write the year with four digits: 7 Mar 2025.")


def read_day(raw: Raw, reading: Reading) -> Parsed:
    """Read a true day."""
    day = _exact_day(raw)
    if day is None and isinstance(raw, int | float) and not isinstance(raw, bool):
        day = None if raw in _YEARS else _serial(raw)
    if day is not None:
        return Parsed(day.isoformat())
    if isinstance(raw, str):
        found = edtf.parse_day(raw, reading.lang, reading.today)
        if isinstance(found, edtf.Ambiguous):
            return _several(raw, found.readings)
        if found is None and (late := _stamp(raw)):
            return Parsed(late.isoformat())
        if found is not None:
            return Parsed(found)
    return refuse(N_("“{value}” is not a day."), N_("Write it as 7 Mar 2025."), raw)


def read_edtf(raw: Raw, reading: Reading) -> Parsed:
    """Read a partial date; a number is a year, or a day as Excel counts them."""
    day = _exact_day(raw)
    if day is not None:
        return Parsed(day.isoformat())
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if raw in _YEARS:
            return Parsed(f"{int(raw):04d}")
        if (day := _serial(raw)) is not None:
            return Parsed(day.isoformat())
    if isinstance(raw, str):
        found = edtf.from_person(raw, reading.lang, reading.today)
        if isinstance(found, edtf.Ambiguous):
            return _several(raw, found.readings)
        if found is None and (late := _stamp(raw)):
            return Parsed(late.isoformat())
        if found is not None:
            return Parsed(found.text)
    return refuse(
        N_("“{value}” is not a date we can read."),
        N_("Write it as 17 Apr 2013, Apr 2013 or 2013."),
        raw,
    )


def _several(raw: str, readings: tuple[str, ...]) -> Parsed:
    """Refuse a date of several readings: if the month is a word already, the year is what lacks."""
    do = _WHOLE_YEAR if any(map(str.isalpha, raw)) else _MONTH_AS_WORD
    return refuse(_SEVERAL, do, raw, readings)


def read_time_of_day(raw: Raw) -> Parsed:
    """Read a time of day; Excel keeps it as a part of a day."""
    if isinstance(raw, dt.datetime | dt.time):
        return Parsed(f"{raw:%H:%M}")
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw < 1:
        minutes = round(raw * 24 * 60)
        if minutes < 24 * 60:
            return Parsed(f"{minutes // 60:02d}:{minutes % 60:02d}")
    found = read_time(raw) if isinstance(raw, str) else None
    if found is None:
        return refuse(N_("“{value}” is not a time of day."), N_("Write it as 09:30."), raw)
    return Parsed(found)


def _exact_day(raw: Raw) -> dt.date | None:
    if isinstance(raw, dt.datetime):
        return raw.date()
    return raw if isinstance(raw, dt.date) else None


def _serial(number: float) -> dt.date | None:
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return None
    return _EPOCH + dt.timedelta(days=int(number))


def _stamp(text: str) -> dt.date | None:
    """Return the day of a date with a time, as some programs write dates back."""
    try:
        return dt.datetime.fromisoformat(written(text).strip()).date()
    except ValueError:
        return None
