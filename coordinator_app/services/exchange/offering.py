"""What a donor is told of: what is still asked for, and what it has offered itself."""

from __future__ import annotations

from collections.abc import Iterator

from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.records.assistance import OPEN_ITEMS, OPEN_REQUESTS
from coordinator_app.store.records import Records

_REQUEST, _ITEM, _OFFER = "assistance_request", "assistance_item", "assistance_offer"


def records(
    known: Records, donor: Record, type_key: str, asking: frozenset[str]
) -> Iterator[Record]:
    """Yield the records of a type that a file for a donor is about, shareable or not.

    Args:
        known: The workbook.
        donor: Its institution.
        asking: Ids of States, or of requests; others are left out. None for all.
    """
    if type_key == donor.type:
        yield donor
    elif type_key == _OFFER:
        yield from known.linked_from(donor.id, _OFFER, "provider")
    elif type_key == _REQUEST:
        for request, _ in _asked_for(known, donor, asking):
            yield request
    elif type_key == _ITEM:
        for _, items in _asked_for(known, donor, asking):
            yield from items


def _asked_for(
    known: Records, donor: Record, asking: frozenset[str]
) -> Iterator[tuple[Record, list[Record]]]:
    """Yield each request with the items that are open, or that the donor has offered to meet."""
    offers = known.linked_from(donor.id, _OFFER, "provider")
    answered = {item for offer in offers for item in offer.ids("items")}
    owners = {owner for item in known.get_many(answered).values() for owner in item.ids(PARENT)}
    for request in known.all(_REQUEST):
        if asking and asking.isdisjoint((request.id, *request.ids("countries"))):
            continue
        is_open = request.get("status") in OPEN_REQUESTS
        if not is_open and request.id not in owners:
            continue
        items = [
            each
            for each in known.children(request.id, _ITEM)
            if each.id in answered or (is_open and each.get("status") in OPEN_ITEMS)
        ]
        if items:
            yield request, items
