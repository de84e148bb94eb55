"""The numbers of a report as they left: kept with the sent file, and set beside those of today."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coordinator_app.domain import counts, edtf
from coordinator_app.domain.record import Record
from coordinator_app.reports.figures import Figure, Indicator
from coordinator_app.services.exchange.extent import Extent
from coordinator_app.services.exchange.report_numbers import Numbers
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts

#: Where they stand among what is kept of the fields of a sent file.
_KEY = "figures"


@dataclass(frozen=True)
class Issued:
    """The numbers of a report that left.

    Args:
        dispatch: The record that tracks it.
        first, last: Its period.
        figures: By the code of the indicator.
    """

    dispatch: Record
    first: dt.date
    last: dt.date
    figures: Mapping[str, Figure]

    def title(self, texts: Texts) -> str:
        """Return what a column with its numbers is called."""
        day = edtf.display_day(self.dispatch.text("sent_on"), texts.lang)
        return texts("This period, as sent on {day}", day=day)

    def text(self, code: str, texts: Texts) -> str:
        """Return one of its numbers as a person reads it, "" when it was not among them."""
        found = self.figures.get(code)
        return found.text(texts) if found is not None else ""


@dataclass(frozen=True)
class Compared:
    """One number as it left and as it is today, as shown."""

    code: str
    label: str
    then: str
    now: str


def kept(indicators: Iterable[Indicator], period: tuple[dt.date, dt.date]) -> dict[str, Any]:
    """Return the numbers of a report as they are kept with its record."""
    values = {each.code: [each.figure.numerator, each.figure.denominator] for each in indicators}
    return {_KEY: {"period": [day.isoformat() for day in period], "values": values}}


def issued(record: Record) -> Issued | None:
    """Return the numbers a sent file left with, None when it was no report with numbers."""
    found = json.loads(record.text("columns") or "{}").get(_KEY)
    if found is None:
        return None
    first, last = map(dt.date.fromisoformat, found["period"])
    figures = {
        code: Figure(counts.make(**number), counts.make(**whole) if whole else None)
        for code, (number, whole) in found["values"].items()
    }
    return Issued(record, first, last, figures)


def before(
    reading: Reading, kind: str, states: Collection[str], period: tuple[dt.date, dt.date]
) -> Issued | None:
    """Return the latest report of a kind that left for the same States and period."""
    latest = None
    for each in reading.records.all("dispatch"):
        same = each.text("profile") == kind and set(each.ids("countries")) == set(states)
        found = issued(each) if same else None
        if found is not None and (found.first, found.last) == period:
            latest = found
    return latest


def compared(reading: Reading, record: Record, texts: Texts) -> list[Compared]:
    """Return the numbers of a report as they left and as they are today, in its order."""
    found = issued(record)
    if found is None:
        return []
    states = tuple(reading.records.get_many(record.ids("countries")).values())
    extent = Extent(states, everything=not states)
    return [
        Compared(each.code, texts(each.label), then, each.figure.text(texts))
        for each in Numbers(reading, extent, (found.first, found.last)).now
        if (then := found.text(each.code, texts))
    ]
