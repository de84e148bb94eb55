"""The assistance pipeline of a report: requests on their way in a period, item by item."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from coordinator_app.domain import edtf
from coordinator_app.domain.display import label
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.assistance import ITEM, OPEN_REQUESTS
from coordinator_app.services import assistance
from coordinator_app.services.assistance import Requested
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts


def on_their_way(
    reading: Reading, requests: Iterable[Record], period: tuple[dt.date, dt.date]
) -> list[Requested]:
    """Return the requests made by the end of a period that were open, made or met in it."""
    found = []
    for request in requests:
        asked = Requested(request, tuple(assistance.items_of(reading, request.id)))
        made = _day(request, "submitted_on")
        if request.get("status") == "DRAFT" or (made is not None and made > period[1]):
            continue
        days = [made, *(_day(each, "delivered_on") for each in asked.items)]
        within = any(day is not None and period[0] <= day <= period[1] for day in days)
        if within or request.get("status") in OPEN_REQUESTS:
            found.append(asked)
    return sorted(found, key=_by_date)


def words(found: Sequence[Requested], period: tuple[dt.date, dt.date], texts: Texts) -> list[str]:
    """Return what stands above the table: how many requests, and items by status."""
    made = [_day(each.request, "submitted_on") for each in found]
    within = sum(day is not None and period[0] <= day <= period[1] for day in made)
    still = sum(each.request.get("status") in OPEN_REQUESTS for each in found)
    said = [texts(N_("Requests open: {open}; submitted in the period: {n}."), open=still, n=within)]
    counted = Counter(item.get("status") for each in found for item in each.items)
    field = ITEM.by_key["status"]
    shown = [f"{label(field, each.code, texts)}: {counted[each.code]}" for each in field.choices
             if counted[each.code]]  # fmt: skip
    if shown:
        said.append(texts(N_("Items by status: {counts}."), counts="; ".join(shown)))
    return said


def lines(found: Iterable[Requested]) -> Iterator[tuple[Record, Record | None]]:
    """Yield the rows of the table: each item with its request, a request without items alone."""
    for each in found:
        for item in each.items or (None,):
            yield each.request, item


def _day(record: Record, key: str) -> dt.date | None:
    return edtf.bounds(record.text(key))[1] if record.get(key) else None


def _by_date(requested: Requested) -> tuple[tuple[str, str, str], str]:
    written = requested.request.text("submitted_on")
    return edtf.sort_key(written or None), requested.request.id
