"""Numbers of a report: indicators of three periods, and people without ever naming one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from coordinator_app.domain import counts
from coordinator_app.domain.counts import Count
from coordinator_app.domain.display import UNKNOWN_COUNT
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.training import TRAINED
from coordinator_app.excel.written import Content
from coordinator_app.reports.figures import Indicator
from coordinator_app.reports.frame import CORE_GROUPS, Facts, Frame
from coordinator_app.reports.indicators import work_out
from coordinator_app.reports.trainings import FEWEST_TO_SPLIT
from coordinator_app.services import reporting
from coordinator_app.services.exchange.extent import Extent
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts

#: What each indicator counts, in words.
DEFINITIONS: Final[Mapping[str, str]] = {
    "I-V1": N_("UN Member States with at least one visit in the period, of all of the region."),
    "I-V3": N_("UN Member States without a visit in the 24 months before the last day."),
    "I-T2": N_("People on complete lists who came, else the number given for the training."),
    "I-T3": N_("Different people on complete lists who came; each counts once."),
    "I-T10": N_("UN Member States with at least one trainee in the period."),
    "I-P1": N_("UN Member States with a point of contact on the last day."),
    "I-F4": N_("Of the follow-ups due in the period, those done by their due day."),
    "I-A1": N_("Requests made by the last day of which something is still expected."),
    "I-A2": N_("Requests submitted in the period."),
    "I-A3": N_("Of the items requested by the last day, those in which somebody showed interest."),
    "I-A4": N_("Of the items requested by the last day, those for which an offer was accepted."),
    "I-A5": N_("Of the items requested by the last day and not dropped, those delivered."),
    "I-F5": N_("Of the follow-ups open on the last day, those past their due day."),
}
_NOT_SPLIT = N_("fewer than five, not split")


@dataclass(frozen=True)
class People:
    """How many took part in a training.

    Args:
        women, men: None where it is not known.
    """

    all: Count | None
    women: Count | None = None
    men: Count | None = None

    @property
    def splits(self) -> bool:
        """Say whether the numbers are large enough to be split; small ones point at persons."""
        whole = self.all["n"] if self.all is not None else None
        if whole is None or whole < FEWEST_TO_SPLIT:
            return False
        known = [each["n"] for each in (self.women, self.men) if each is not None]
        parts = [n for n in known if n is not None]
        # What is left of the whole says as much as a number that is not shown.
        return not any(0 < n < FEWEST_TO_SPLIT for part in parts for n in (part, whole - part))

    def cells(self, texts: Texts) -> tuple[Content, Content, Content]:
        """Return what stands for all, women and men."""
        if self.women is None and self.men is None:
            return _cell(self.all, texts), None, None
        if not self.splits:
            return _cell(self.all, texts), texts(_NOT_SPLIT), texts(_NOT_SPLIT)
        return _cell(self.all, texts), _cell(self.women, texts), _cell(self.men, texts)


class Numbers:
    """The numbers of a report.

    Args:
        reading: The workbook.
        extent: The States it is about.
        period: Its first and last day.
    """

    def __init__(self, reading: Reading, extent: Extent, period: tuple[dt.date, dt.date]) -> None:
        self._reading, self._extent = reading, extent
        self._first, self._last = period

    @cached_property
    def now(self) -> list[Indicator]:
        """Return the indicators of the period."""
        return self._of(self._first, self._last)

    @cached_property
    def before(self) -> list[Indicator]:
        """Return those of the period before: as many months, or else as many days."""
        end = self._first - dt.timedelta(days=1)
        after = self._last + dt.timedelta(days=1)
        if self._first.day == after.day == 1:
            months = (after.year - self._first.year) * 12 + after.month - self._first.month
            number = self._first.year * 12 + self._first.month - 1 - months
            start = dt.date(number // 12, number % 12 + 1, 1)
        else:
            start = self._first - (after - self._first)
        return self._of(start, end)

    @cached_property
    def year(self) -> list[Indicator]:
        """Return those of the year up to the last day of the period."""
        return self._of(self._last.replace(month=1, day=1), self._last)

    def people(self, training: Record) -> People:
        """Return how many took part: from the list when it is complete, else as given."""
        rows = [
            each
            for each in self._facts.participants.get(training.id, ())
            if each.get("role") == "TRAINEE" and each.get("attendance") in TRAINED
        ]
        if training.get("roster_complete") is True:
            return _listed(rows)
        given = People(*(_count(training, key) for key in ("participants", "women", "men")))
        if given.all is None and rows:
            return People(counts.make(len(rows), "at_least"))
        return given

    def people_text(self, trainings: Iterable[Record], texts: Texts) -> str:
        """Return how many took part in several trainings."""
        found = [self.people(each).all for each in trainings]
        total = counts.total(found).count if found else counts.make(0)
        return counts.display(total, texts(UNKNOWN_COUNT))

    @cached_property
    def _facts(self) -> Facts:
        facts = reporting.facts(self._reading)
        if self._extent.everything:
            return facts
        ids = set(self._extent.ids)
        members = [each for each in facts.memberships if ids.intersection(each.ids("country"))]
        return replace(facts, memberships=members)

    def _of(self, first: dt.date, last: dt.date) -> list[Indicator]:
        # A group that is named counts its members alone; of the States chosen, all are named.
        group = "" if self._extent.everything else ",".join(CORE_GROUPS)
        today = self._reading.today()
        return work_out(Frame(self._facts, first, last, last, today, group))


def _listed(rows: list[Record]) -> People:
    of = {code: sum(each.get("gender") == code for each in rows) for code in ("F", "M")}
    known = of["F"] + of["M"] > 0
    return People(
        counts.make(len(rows)),
        counts.make(of["F"]) if known else None,
        counts.make(of["M"]) if known else None,
    )


def _count(record: Record, key: str) -> Count | None:
    value = record.get(key)
    return counts.make(value["n"], value["q"]) if isinstance(value, dict) else None


def _cell(count: Count | None, texts: Texts) -> Content:
    if count is None:
        return None
    if count["q"] == "exact" and count["n"] is not None:
        return count["n"]
    return counts.display(count, texts(UNKNOWN_COUNT))
