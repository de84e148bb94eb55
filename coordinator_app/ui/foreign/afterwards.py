"""Where a person goes after the changes of a list were taken in, or left."""

from __future__ import annotations

from collections import Counter
from typing import Final

from coordinator_app.services.exchange.incoming import Received
from coordinator_app.ui.context import Route

_PAGES: Final = {
    "visit": "activities",
    "training": "activities",
    "event": "activities",
    "assistance_request": "assistance",
    "assistance_item": "assistance",
    "assistance_offer": "assistance",
    "contact": "contacts",
    "institution": "contacts",
    "follow_up": "follow_ups",
    "country": "states",
}


def taken_in(received: Received) -> Route:
    """Return the page that shows most of what a list was about; a reply is among sent files."""
    if received.dispatch is not None:
        return Route("exchange", received.dispatch_id)
    kinds = Counter(row.type for row in received.plan.rows if row.type in _PAGES)
    kinds.update(cell.type for cell in received.plan.cells if cell.type in _PAGES)
    [(most, _)] = kinds.most_common(1) or [("", 0)]
    return Route(_PAGES.get(most, "home"))


def left(received: Received) -> Route:
    """Return the page from which a file is taken up again."""
    if received.dispatch is not None:
        return Route("exchange", received.dispatch_id)
    return Route("bring_list", "", {"type": ""})
