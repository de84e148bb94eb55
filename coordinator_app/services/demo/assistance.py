"""The invented requests for assistance, item by item, and the offers that answer some of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordinator_app.domain import committee_clock
from coordinator_app.services.demo.material import (
    Entry,
    Material,
    entry,
    invented,
    lang,
    organisation,
    ref,
    state,
)
from coordinator_app.services.demo.people import Cast

#: Statuses of a request that the State let go out to providers.
_CIRCULATED = (
    "PUBLISHED",
    "MATCHING",
    "IN_DELIVERY",
    "PARTLY_FULFILLED",
    "FEEDBACK_SENT",
    "CLOSED",
)
_NEXT = "next_check_on"


def requests(material: Material, cast: Cast) -> list[Entry]:
    """Return the requests with their items, earliest first."""
    plan = enumerate(material.work["requests"], 1)
    return [_request(material, cast, number, facts) for number, facts in plan]


def offers(material: Material) -> list[Entry]:
    """Return the offers: for items of the requests, and for anybody."""
    return [_offer(material, facts) for facts in material.work["offers"]]


def _request(material: Material, cast: Cast, number: int, facts: Mapping[str, Any]) -> Entry:
    first, *others = facts["states"]
    tongue, status = lang(first), facts["status"]
    own = material.people["states"][first]
    circulated = status in _CIRCULATED
    submitted = facts["submitted"]
    values = {
        "title": facts["title"].format(**own),
        "countries": [state(code) for code in (first, *others)],
        "requester": ref(cast.institutions[first][0]),
        "contact": ref(cast.contacts[first][0].key),
        "submitted_on": material.iso(submitted) if submitted is not None else None,
        "channel": facts.get("channel", "COMMITTEE"),
        "note_verbale": f"{first}/{number:02d}" if submitted is not None else None,
        "language": tongue,
        "status": status,
        "obligations": facts["obligations"],
        "situation": facts["situation"].format(**own),
        "objective": facts["objective"].format(**own),
        "urgency": facts.get("urgency"),
        "circulate_ok": True if circulated else None,
        "publish_ok": number % 3 != 0 if circulated else None,
        "sensitivity": "INTERNAL" if circulated else None,
        "notes": invented(tongue),
    }
    values[_NEXT] = committee_clock.next_check(values)
    items = [
        entry(
            "assistance_item",
            {
                "number": place,
                "text": text.format(**own),
                "assist_type": kind,
                "status": met,
                "quantity": quantity,
                "beneficiaries": [ref(cast.institutions[first][-1])],
                "delivered_on": material.iso(-20 - number) if met == "DELIVERED" else None,
            },
            f"REQ-{number}-{place}",
        )
        for place, (text, kind, met, quantity) in enumerate(facts["items"], 1)
    ]
    return entry("assistance_request", values, f"REQ-{number}", items)


def _offer(material: Material, facts: Mapping[str, Any]) -> Entry:
    tongue = facts.get("lang", "en")
    until = facts.get("until")
    return entry(
        "assistance_offer",
        {
            "title": facts["title"],
            "provider": organisation(facts["provider"]),
            "items": [ref(key) for key in facts["items"]],
            "offered_on": material.iso(facts["offered"]),
            "status": facts.get("status"),
            "assist_types": facts["kinds"],
            "subjects": facts["subjects"],
            "countries": [state(code) for code in facts.get("states", ())],
            "valid_to": material.iso(until) if until is not None else None,
            "conditions": facts.get("conditions"),
            "notes": invented(tongue),
        },
    )
