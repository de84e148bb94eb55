"""What the invented year is made of: texts from the shipped tables, chance, and days."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from coordinator_app import paths

#: A declared entry, in the form of resources/sample/README.md.
Entry = dict[str, Any]

_T = TypeVar("_T")
#: Changing it changes every demo; pictures and counts that others rely on come from it.
_SEED = "an invented year"
#: States whose texts are in Spanish; the others are written to in English.
SPANISH = ("CRI", "DOM", "SLV", "GTM", "HND", "NIC", "PAN", "BOL", "COL", "ECU", "PER")


@dataclass(frozen=True)
class Material:
    """Texts, chance and the day that counts as today.

    Args:
        people, activities, work: The shipped tables.
        chance: Seeded by a constant, so that every run draws the same.
    """

    today: dt.date
    people: Mapping[str, Any]
    activities: Mapping[str, Any]
    work: Mapping[str, Any]
    chance: random.Random

    @classmethod
    def load(cls, today: dt.date) -> Material:
        """Read the shipped tables."""
        tables = (_table("people"), _table("activities"), _table("work"))
        return cls(today, *tables, _chance(""))

    def drawing(self, what: str) -> Material:
        """Return the same with chance of its own, so that one draw more here changes nothing there."""
        return replace(self, chance=_chance(what))

    @property
    def states(self) -> tuple[str, ...]:
        """Codes of the core States, in the order of the table."""
        return tuple(self.people["states"])

    def pick(self, among: Sequence[_T]) -> _T:
        """Return one of several."""
        return among[self.chance.randrange(len(among))]

    def often(self, share: float) -> bool:
        """Say yes in that share of cases."""
        return self.chance.random() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number of a range, both ends included."""
        return self.chance.randint(low, high)

    def day(self, offset: int) -> dt.date:
        """Return the working day nearest to so many days from today, on the same side of it."""
        day = self.today + dt.timedelta(days=offset)
        step = 1 if offset > 0 else -1
        while day.weekday() > 4:
            day += dt.timedelta(days=step)
        return day

    def iso(self, offset: int) -> str:
        """Return that working day as text."""
        return self.day(offset).isoformat()

    def stretch(self, offset: int, days: int) -> tuple[dt.date, dt.date]:
        """Return the first and last day of something that lasts some days of one week."""
        first = self.day(offset)
        late = first.weekday() + days - 1 - 4
        if late > 0:
            first -= dt.timedelta(days=late)
        return first, first + dt.timedelta(days=days - 1)


def lang(state: str) -> str:
    """Return the language in which a State is written to."""
    return "es" if state in SPANISH else "en"


def span(first: dt.date, last: dt.date) -> str:
    """Return a partial date for some days."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def month(day: dt.date) -> str:
    """Return the month of a day as a partial date."""
    return f"{day:%Y-%m}"


def entry(
    kind: str, values: Mapping[str, Any], key: str = "", children: Sequence[Entry] = ()
) -> Entry:
    """Return a declared entry; fields without a value are left to the catalogue's defaults."""
    made: Entry = {
        "type": kind,
        "values": {name: each for name, each in values.items() if each is not None},
    }
    if key:
        made["key"] = key
    if children:
        made["children"] = list(children)
    return made


def invented(tongue: str) -> str:
    """Return the words that say of an entry that it is invented."""
    return "Inventado para practicar." if tongue == "es" else "Invented for practice."


def ref(key: str) -> dict[str, str]:
    """Return a pointer at an entry of the demo."""
    return {"ref": key}


def state(code: str) -> dict[str, str]:
    """Return a pointer at a State."""
    return {"country": code}


def organisation(code: str) -> dict[str, str]:
    """Return a pointer at a partner organisation."""
    return {"organisation": code}


def _chance(what: str) -> random.Random:
    return random.Random(f"{_SEED}: {what}")  # noqa: S311  nothing secret: it has to repeat itself


def _table(name: str) -> Mapping[str, Any]:
    path = paths.resources() / "sample" / f"demo_{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # a table
