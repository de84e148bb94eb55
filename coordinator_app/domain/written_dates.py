"""Dates as people type them, in any language of ours.

Texts are first made plain: no accents, capitals, commas, fillers. This is loaded when somebody
first types a date; `edtf` is what others ask.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import Final, TypeVar

from coordinator_app.domain.folding import without_marks
from coordinator_app.domain.partial_date import WORDS, EdtfError, PartialDate, Point, Words

_Made = TypeVar("_Made")


def _spelled(text: str) -> str:
    plain = re.sub("[\u2010-\u2015\u2212]", "-", without_marks(text)).replace("≈", "~")
    # Spreadsheets write a day as the midnight it begins with; people write 1st, 2nd, 1º.
    plain = re.sub(r"[t ]0?0:00(?::00(?:\.0+)?)?z?$", "", plain.strip())
    plain = re.sub(r"(?<=[0-9])\.?(?:st|nd|rd|th|er|ro|o)\b", "", plain)
    return re.sub(r"(?<=[a-z])\.|[,']", " ", plain)


_FILLERS: Final = "|".join(word for words in WORDS.values() for word in words.fillers)


def _plain(text: str) -> str:
    return " ".join(re.sub(rf"\b(?:{_FILLERS})\b", " ", _spelled(text)).split())


#: The months as they are compared, in all languages, worked out once.
_MONTHS: Final = (
    *(
        (number, _plain(month))
        for words in WORDS.values()
        for number, month in enumerate(words.months, start=1)
    ),
    (9, "setiembre"),  # as it is written in Peru and Uruguay
)


def _any_of(kind: Callable[[Words], Iterable[str]]) -> str:
    """Return a pattern for the words of one kind in all languages."""
    said = {_plain(word) for words in WORDS.values() for word in kind(words)}
    return "(?:" + "|".join(sorted(map(re.escape, said), key=len, reverse=True)) + ")"


_D: Final = "(?P<day>[0-9]{1,2})"
_M: Final = "(?P<month>0?[1-9]|1[0-2])"
_Y: Final = "(?P<year>[0-9]{4}|[0-9]{2}|xxxx)"
_YYYY: Final = "(?P<year>[0-9]{4}|xxxx)"
_NAME: Final = "(?P<name>[a-z]{3,})"
_QUARTER: Final = _any_of(lambda words: words.quarter)
_Q: Final = f"(?:{_QUARTER} ?(?P<quarter>[1-4])|(?P<counted>[1-4]) ?{_QUARTER})"
_FORMS: Final = tuple(
    map(
        re.compile,
        (
            rf"{_YYYY}(?:[-/.]{_M}(?:[-/.]{_D})?)?",
            rf"(?P<one>[0-9]{{1,2}})[-/.](?P<other>[0-9]{{1,2}})[-/. ]{_Y}",
            rf"{_M}[-/.]{_YYYY}",
            rf"{_D}[-/ ]?{_NAME}[-/ ]?{_Y}",
            rf"{_NAME} {_D} {_Y}",
            rf"{_NAME}[-/ ]?{_Y}",
            rf"{_Q}[- /]?{_Y}",
            rf"{_YYYY}[- ]?{_Q}",
        ),
    )
)
_YEAR: Final = re.compile("[0-9]{4}|xxxx")
_BETWEEN: Final = rf"(?: ?- ?| {_any_of(lambda words: words.between)} )"
_DAYS: Final = rf"(?P<start>[0-9]{{1,2}}){_BETWEEN}(?P<end>[0-9]{{1,2}})"
# What both ends share is written once: 17-19 April 2013, April 17-19, 2013, 2013-04-17/19.
_SHARED: Final = tuple(
    map(
        re.compile,
        (
            rf"(?P<head>){_DAYS}(?P<tail> [a-z].*)",
            rf"(?P<head>[a-z]{{3,}} ){_DAYS}(?P<tail>(?: [0-9]{{4}})?)",
            r"(?P<head>[0-9]{4}-[0-9]{2}-)(?P<start>[0-9]{2})/(?P<end>[0-9]{2})(?P<tail>)",
            r"(?P<head>[0-9]{4}-)(?P<start>[0-9]{2}-[0-9]{2})/(?P<end>[0-9]{2}-[0-9]{2})(?P<tail>)",
        ),
    )
)
#: 15-17/05/2024: what is written once is the month, so that it comes after the days.
_IN_FIGURES: Final = re.compile(
    rf"{_DAYS}(?P<sign>[/.])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<year>[0-9]{{4}})"
)
_SPLIT: Final = re.compile(_BETWEEN)
_OPEN: Final = re.compile(
    rf"(?:(?P<before>{_any_of(lambda words: words.before)})"
    rf"|(?P<since>{_any_of(lambda words: words.since)})"
    rf"|{_any_of(lambda words: words.by)}) (?P<rest>.+)"
)
_ABOUT: Final = re.compile(rf"(?:~|{_any_of(lambda words: words.about)}\b) ?(.+)")
_NOTED: Final = re.compile(r"(.+?) ?\(([^()]*)\)")
# For year inferred, inferred, uncertain, year not stated.
_NOTES: Final = {
    _plain(note): sign
    for words in WORDS.values()
    for note, sign in zip(words.notes, "y??x", strict=True)
} | {"y?": "y", "year?": "y", "ano?": "y", "d/m?": "?", "m/d?": "?"}
_NOT_STATED: Final = re.compile(
    rf"(?:{'|'.join(re.escape(note) for note, sign in _NOTES.items() if sign == 'x')})[:,]? (.+)"
)
_AHEAD: Final = re.compile(r"([+-]) ?([0-9]{1,3}) ?([a-z]*)")


def readings(text: str, lang: str, today: date) -> list[PartialDate]:
    """Return the dates that a text may mean, as people write them; EDTF is read elsewhere.

    Args:
        text: What was typed.
        lang: Language in which short names of weekdays are understood.
        today: The day that counts as today.
    """
    plain = _plain(text)
    found = [
        PartialDate(point, point)
        for day in _spoken(plain, lang, today)
        for point in [Point(day.year, day.month, day.day)]
    ]
    found += _read(plain, today) or _on_weekday(plain, today)
    if re.search("[a-z/]", plain) and not _YEAR.search(plain) and "(" not in plain:
        for year in (today.year, today.year + 1, today.year - 1, "xxxx"):
            found += _read(plain, today, str(year))
    return found


def _spoken(plain: str, lang: str, today: date) -> list[date]:
    """Return the days said from today on: tomorrow, in two weeks, on Friday."""
    for words in WORDS.values():
        for offset, word in enumerate(words.days, start=-1):
            if plain == _plain(word):
                return [today + timedelta(days=offset)]
    if found := _AHEAD.fullmatch(plain):
        for words in WORDS.values():
            for unit, length in zip(words.units, (1, 7), strict=True):
                if _plain(unit).startswith(found[3]):
                    return [today + timedelta(days=int(found[1] + found[2]) * length)]
    weekdays = WORDS.get(lang[:2], WORDS["en"]).weekdays
    for number, name in enumerate(weekdays):
        if len(plain) >= 3 and _plain(name).startswith(plain):
            ahead = (number - today.weekday()) % 7
            # On a Friday, "Friday" may be today or in a week.
            return [today + timedelta(days=n) for n in ([ahead] if ahead else [0, 7])]
    return []


def _on_weekday(plain: str, today: date) -> list[PartialDate]:
    """Return the readings of a day before which its weekday stands: those that fall on it."""
    said, _, rest = plain.partition(" ")
    wanted = {
        number
        for words in WORDS.values()
        for number, name in enumerate(words.weekdays)
        if len(said) >= 3 and _plain(name).startswith(said)
    }
    days = ((each, each.bounds[0]) for each in (_read(rest, today) if wanted else ()))
    return [each for each, day in days if day is not None and day.weekday() in wanted]


def _read(plain: str, today: date, year: str = "") -> list[PartialDate]:
    """Return the readings of a date in words, with a year put behind where it has none."""
    if found := _OPEN.fullmatch(plain):
        points = _side(found["rest"], today, year)
        if found["since"] and not points:
            return _intervals(found["rest"], today, year)
        if found["since"]:
            return _made(PartialDate, ((point, None) for point in points))
        by = -1 if found["before"] else 0
        return _made(PartialDate, ((None, point.step(by)) for point in points))
    if points := _side(plain, today, year):
        return _made(PartialDate, zip(points, points, strict=True))
    return _intervals(plain, today, year)


def _intervals(plain: str, today: date, year: str) -> list[PartialDate]:
    core, said = _undressed(plain)
    if found := _IN_FIGURES.fullmatch(core):
        parts = (found["year"], found["month"].zfill(2), found["start"].zfill(2))
        core = f"{'-'.join(parts)}/{found['end'].zfill(2)}"
    for form in _SHARED:
        if found := form.fullmatch(core):
            ends = [found["head"] + found[end] + found["tail"] for end in ("start", "end")]
            return _paired(*(_points(end, said, today, year) for end in ends))
    for split in _SPLIT.finditer(core):
        left, right = core[: split.start()], core[split.end() :]
        if not _YEAR.search(left):
            # The year at the end is the year of both, and so is what is said about it.
            shared = _YEAR.findall(right)[-1:]
            starts = _points(" ".join([left, *shared]), said, today, year)
            if found_here := _paired(starts, _points(right, said, today, year)):
                return found_here
    for split in _SPLIT.finditer(plain):
        left, right = plain[: split.start()], plain[split.end() :]
        if both := _paired(_side(left, today, year), _side(right, today, year)):
            return both
    return []


def _paired(starts: list[Point], ends: list[Point]) -> list[PartialDate]:
    # As many readings on each side are the same ways of reading, in the same order.
    if len(starts) == len(ends):
        return _made(PartialDate, zip(starts, ends, strict=True))
    return _made(PartialDate, itertools.product(starts, ends))


def _side(plain: str, today: date, year: str) -> list[Point]:
    core, said = _undressed(plain)
    return _points(core, said, today, year)


def _undressed(plain: str) -> tuple[str, set[str]]:
    """Return a date without the words for how sure it is, and the signs for those."""
    said: set[str] = set()
    if found := _NOTED.fullmatch(plain):
        notes = [note.strip() for note in found[2].split(";")]
        if all(note in _NOTES for note in notes):
            said.update(_NOTES[note] for note in notes)
            plain = found[1]
    if found := _NOT_STATED.fullmatch(plain):
        said.add("x")
        plain = found[1]
    if plain.endswith("?"):
        said.add("?")
        plain = plain[:-1].rstrip()
    if found := _ABOUT.fullmatch(plain):
        said.add("~")
        plain = found[1]
    return plain, said


def _points(core: str, said: set[str], today: date, year: str) -> list[Point]:
    """Return what one day, month, quarter or year in words may be."""
    text = f"{core} {'xxxx' if 'x' in said else year}".strip()
    mark = "%" if {"?", "~"} <= said else "".join(said & {"?", "~"})
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = _parts(found.groupdict())
            rows = itertools.product(_years(found["year"], today), parts)
            if points := _made(Point, ((y, *part, mark, "y" in said) for y, part in rows)):
                return points
    return []


def _parts(said: dict[str, str | None]) -> list[tuple[int | None, int | None]]:
    """Return the months (or quarter) and days that the parts of a form may be."""
    numbers = {key: int(text) for key, text in said.items() if text and text.isdecimal()}
    if name := said.get("name"):
        months = {number for number, month in _MONTHS if month.startswith(name)}
        return [(month, numbers.get("day")) for month in months] if len(months) == 1 else []
    if quarter := numbers.get("quarter") or numbers.get("counted"):
        return [(quarter + 32, None)]
    if "one" in numbers:
        one, other = numbers["one"], numbers["other"]
        return [(other, one), (one, other)]
    return [(numbers.get("month"), numbers.get("day"))]


def _years(text: str, today: date) -> list[int | None]:
    if text == "xxxx":
        return [None]
    if len(text) == 4:
        return [int(text)]
    this_century = today.year - today.year % 100 + int(text)
    last_century = this_century - 100
    nearer_first = abs(this_century - today.year) <= abs(last_century - today.year)
    return [this_century, last_century] if nearer_first else [last_century, this_century]


def _made(kind: Callable[..., _Made], rows: Iterable[tuple[object, ...]]) -> list[_Made]:
    """Return what can be made of the rows; a reading that is no date is no reading."""
    made = []
    for row in rows:
        with suppress(EdtfError):
            made.append(kind(*row))
    return made
