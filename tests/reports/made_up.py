"""Made-up records for tests of the numbers: a few States, groups, activities and promises."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from coordinator_app.domain.record import Record
from coordinator_app.reports.figures import Indicator
from coordinator_app.reports.frame import Facts, Frame

TODAY = dt.date(2026, 6, 30)
FIRST = dt.date(2026, 1, 1)
#: Code, UN member, groups it is a full member of.
STATES = {
    "TTO": (True, ("CARICOM",)),
    "BLZ": (True, ("CARICOM", "SICA")),
    "GTM": (True, ("SICA",)),
    "PER": (True, ("ANDEAN",)),
    "MSR": (False, ("CARICOM",)),
    "USA": (True, ()),
}
_numbers = itertools.count(1)


def record(kind: str, **values: Any) -> Record:
    """Return a record with an id of its own."""
    held = {key: value for key, value in values.items() if value is not None}
    number = next(_numbers)
    return Record(
        f"{kind}-{number}", kind, title=str(held.get("title", f"{kind} {number}")), values=held
    )


def countries() -> dict[str, Record]:
    """Return the States; their ids are their codes."""
    return {
        code: Record(
            code,
            "country",
            code,
            code,
            {"code": code, "un_member": member, "in_scope": code != "USA"},
        )
        for code, (member, _) in STATES.items()
    }


def groups() -> dict[str, Record]:
    """Return the groups; their ids are their codes."""
    return {
        code: Record(code, "country_group", code, code, {"code": code})
        for code in ("CARICOM", "SICA", "ANDEAN")
    }


def memberships() -> list[Record]:
    """Return the full memberships, without dates."""
    return [
        record("group_membership", parent=group, country=code, status="FULL")
        for code, (_, own) in STATES.items()
        for group in own
    ]


def visit(country: str, dates: str | None, **values: Any) -> Record:
    """Return a visit that was carried out."""
    made = {"visit_type": "COORDINATOR_MISSION", "mode": "IN_PERSON", "status": "COMPLETED"}
    return record("visit", country=country, dates=dates, **{**made, **values})


def training(countries: list[str], dates: str | None = "2026-03-10", **values: Any) -> Record:
    """Return a training that was carried out."""
    return record("training", countries=countries, dates=dates, **{"status": "COMPLETED", **values})


def trainee(person: str, country: str | None, **values: Any) -> Record:
    """Return somebody who came; a name with a capital is no contact."""
    who = {"label": person} if person[0].isupper() else {"id": person}
    made = {"role": "TRAINEE", "attendance": "ATTENDED"}
    return record("participant", person=who, country=country, **{**made, **values})


def follow_up(**values: Any) -> Record:
    """Return a promise of one State that is due in the period."""
    made = {
        "title": "Send the list",
        "countries": ["TTO"],
        "due_on": "2026-03-31",
        "status": "OPEN",
    }
    return record("follow_up", **{**made, **values})


def frame(
    *,
    first: dt.date = FIRST,
    last: dt.date = TODAY,
    as_at: dt.date | None = None,
    today: dt.date = TODAY,
    group: str = "",
    **facts: Any,
) -> Frame:
    """Return a question to made-up records."""
    known = {"countries": countries(), "groups": groups(), "memberships": memberships()}
    return Frame(Facts(**{**known, **facts}), first, last, as_at or last, today, group)


def numbers(indicator: Indicator) -> tuple[int | None, int | None]:
    """Return numerator and denominator."""
    whole = indicator.figure.denominator
    return indicator.figure.numerator["n"], whole["n"] if whole else None


def why(indicator: Indicator) -> dict[str, int]:
    """Return what was left out: message and number of records."""
    return {each.why: len(each.records) for each in indicator.excluded}
