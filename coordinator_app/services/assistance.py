"""Technical assistance put together: requests with their items, and the offers that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.domain.record import Record
from coordinator_app.domain.records.assistance import OPEN_ITEMS, OPEN_REQUESTS
from coordinator_app.services import naming
from coordinator_app.services.session import Reading


@dataclass(frozen=True)
class Requested:
    """A request with what it asks for.

    Args:
        items: In the order of their numbers.
    """

    request: Record
    items: tuple[Record, ...]

    @property
    def unmet(self) -> tuple[Record, ...]:
        """The items somebody may still offer to meet."""
        return tuple(each for each in self.items if each.get("status") in OPEN_ITEMS)


@dataclass(frozen=True)
class Offered:
    """An offer that names items of a request.

    Args:
        provider: Name of who offers.
        answers: The items of the request that it names, by number or else by code.
    """

    offer: Record
    provider: str
    answers: tuple[str, ...]


def of_state(reading: Reading, state_id: str) -> list[Requested]:
    """Return the requests of a State, those still open first, the latest first among them."""
    found = [
        Requested(request, tuple(items_of(reading, request.id)))
        for request in reading.records.linked_from(state_id, "assistance_request", "countries")
    ]
    return sorted(sorted(found, key=_submitted, reverse=True), key=_closed)


def items_of(reading: Reading, request_id: str) -> list[Record]:
    """Return the items of a request by their numbers, those without one last."""
    return sorted(reading.records.children(request_id, "assistance_item"), key=_number)


def offers_for(reading: Reading, request_id: str, lang: str) -> list[Offered]:
    """Return the offers that name an item of a request, in the order they were made."""
    items = items_of(reading, request_id)
    offers = {
        offer.id: offer
        for item in items
        for offer in reading.records.linked_from(item.id, "assistance_offer", "items")
    }
    names = naming.linked(reading, offers.values(), lang)
    return [
        Offered(
            offer,
            next((names.get(each, "") for each in offer.ids("provider")), ""),
            _answered(offer, items),
        )
        for offer in sorted(offers.values(), key=_made)
    ]


def _answered(offer: Record, items: Sequence[Record]) -> tuple[str, ...]:
    named = offer.ids("items")
    return tuple(str(each.get("number") or each.reference) for each in items if each.id in named)


def _number(item: Record) -> tuple[bool, int, str]:
    number = item.get("number")
    return not isinstance(number, int), number if isinstance(number, int) else 0, item.id


def _submitted(requested: Requested) -> tuple[str, str]:
    return requested.request.text("submitted_on"), requested.request.id


def _closed(requested: Requested) -> bool:
    return requested.request.get("status") not in ("DRAFT", *OPEN_REQUESTS)


def _made(offer: Record) -> str:
    return offer.id  # UUIDv7: the order of making
