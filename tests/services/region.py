"""Short ways to put States, people and work into a workbook under test."""

from __future__ import annotations

from typing import Any

from coordinator_app.services import editing, reference
from coordinator_app.services.session import Session

TTO = reference.country_id("TTO")
BRB = reference.country_id("BRB")
MSR = reference.country_id("MSR")


def make(session: Session, type_key: str, **values: Any) -> str:
    """Record an entry and return its id."""
    return editing.create(session, type_key, values).id


def person(session: Session, name: str, state: str = TTO, **role: Any) -> tuple[str, str]:
    """Record a contact with one role; return the ids of both."""
    contact = make(session, "contact", name=name, country=state)
    held = {"role": "POC_1540", "status": "NOTIFIED", **role}
    return contact, make(session, "contact_role", parent=contact, **held)
