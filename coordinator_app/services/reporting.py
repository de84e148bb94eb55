"""Numbers for reports: reads the workbook once, works the indicators out, says what is behind."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from coordinator_app.domain import edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.reports.figures import Figure, Indicator, LeftOut
from coordinator_app.reports.frame import Facts, Frame
from coordinator_app.reports.indicators import work_out
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts

__all__ = ["Frame", "Indicator", "as_data", "asked", "indicators", "period", "work_out"]


def indicators(
    reading: Reading,
    frm: dt.date | None = None,
    to: dt.date | None = None,
    as_at: dt.date | None = None,
    group: str = "",
) -> list[Indicator]:
    """Return the indicators for a period, a day and a group of States (see `asked`)."""
    return work_out(asked(reading, frm, to, as_at, group))


def asked(
    reading: Reading,
    frm: dt.date | None = None,
    to: dt.date | None = None,
    as_at: dt.date | None = None,
    group: str = "",
) -> Frame:
    """Return what indicators are worked out from: the records, a period, a day and a group.

    Args:
        frm, to: The period, both days included; by default the year up to today.
        as_at: The day for what is asked as it stands on a day; by default the last of the period.
        group: Codes of groups, apart by a comma; empty: the union of the three core groups.

    Raises:
        UserError: The period ends before it begins, or there is no such group.
    """
    last = to or reading.today()
    first = frm or _year_before(last)
    return Frame(facts(reading), first, last, as_at or last, reading.today(), group)


def period(frame: Frame, texts: Texts) -> str:
    """Return the period, the day and the groups of a report as a person reads them."""
    days = (edtf.display_day(day.isoformat(), texts.lang) for day in (frame.first, frame.last))
    day = edtf.display_day(frame.as_at.isoformat(), texts.lang)
    return " · ".join((" – ".join(days), texts("as at {day}", day=day), " + ".join(frame.codes)))


def facts(reading: Reading) -> Facts:
    """Return the living records that indicators are worked out from."""
    records = reading.records
    return Facts(
        countries=_by_id(records.all("country")),
        groups=_by_id(records.all("country_group")),
        memberships=list(records.all("group_membership")),
        visits=list(records.all("visit")),
        trainings=list(records.all("training")),
        participants=_by_parent(records.all("participant")),
        contacts=_by_id(records.all("contact")),
        roles=_by_parent(records.all("contact_role")),
        follow_ups=list(records.all("follow_up")),
        requests=list(records.all("assistance_request")),
        items=_by_parent(records.all("assistance_item")),
    )


def as_data(
    reading: Reading, frame: Frame, found: Sequence[Indicator], texts: Texts
) -> list[dict[str, Any]]:
    """Return indicators as plain data: numbers, what was left out, and the entries behind them."""
    over = {
        "from": frame.first.isoformat(),
        "to": frame.last.isoformat(),
        "as_at": frame.as_at.isoformat(),
        "groups": list(frame.codes),
    }
    ids = {each for indicator in found for each in _ids(indicator)}
    names = {key: record.reference or key for key, record in reading.records.get_many(ids).items()}
    return [
        {
            "code": each.code,
            "label": texts(each.label),
            "period": over,
            **_figure(each.figure, texts, names),
            "parts": {
                texts(split): [
                    {"label": texts(part.label), **_figure(part.figure, texts, names)}
                    for part in parts
                ]
                for split, parts in each.parts.items()
            },
            "excluded": [_left_out(one, texts, names) for one in each.excluded],
            "remarks": [_left_out(one, texts, names) for one in each.remarks],
        }
        for each in found
    ]


def _figure(figure: Figure, texts: Texts, names: dict[str, str]) -> dict[str, Any]:
    return {
        "value": figure.text(texts),
        "numerator": _count(figure.numerator),
        "denominator": _count(figure.denominator),
        "behind": [names.get(each, each) for each in figure.behind],
        "among": [names.get(each, each) for each in figure.among],
        "through": [names.get(each, each) for each in figure.through],
    }


def _count(count: Any) -> dict[str, Any] | None:
    return None if count is None else {"n": count["n"], "qualifier": count["q"]}


def _left_out(one: LeftOut, texts: Texts, names: dict[str, str]) -> dict[str, Any]:
    return {
        "why": one.text(texts),
        "count": len(one.records),
        "records": [names.get(each, each) for each in one.records],
    }


def _ids(indicator: Indicator) -> Iterable[str]:
    figures = [indicator.figure]
    figures += [part.figure for parts in indicator.parts.values() for part in parts]
    for figure in figures:
        yield from figure.behind
        yield from figure.among
        yield from figure.through
    for one in (*indicator.excluded, *indicator.remarks):
        yield from one.records


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {each.id: each for each in records}


def _by_parent(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for each in records:
        for parent in each.ids(PARENT):
            found[parent].append(each)
    return found


def _year_before(last: dt.date) -> dt.date:
    """Return the first day of the year that ends on a day."""
    try:
        return last.replace(year=last.year - 1) + dt.timedelta(days=1)
    except ValueError:  # 29 February
        return dt.date(last.year - 1, 3, 1)
