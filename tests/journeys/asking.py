"""What the acceptance checks ask a workbook, and the few entries they record in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, reporting
from coordinator_app.services.reference import country_id
from coordinator_app.services.reporting import Indicator
from coordinator_app.services.session import Session
from coordinator_app.texts import load

TODAY = dt.date(2025, 6, 15)
EN = load("en")
GROUPS = ("CARICOM", "SICA", "ANDEAN")


class Day:
    """The day it is, which a test may turn."""

    def __init__(self) -> None:
        self.is_now = TODAY

    def __call__(self) -> dt.date:
        return self.is_now


def ask(session: Session, code: str, **asked: Any) -> Indicator:
    return next(each for each in reporting.indicators(session, **asked) if each.code == code)


def number(session: Session, code: str, **asked: Any) -> int | None:
    return ask(session, code, **asked).figure.numerator["n"]


def states(session: Session, code: str, **asked: Any) -> set[str]:
    """Return the ISO codes behind the numerator."""
    found = session.records.get_many(ask(session, code, **asked).figure.behind).values()
    return {each.text("code") for each in found}


def train(session: Session, codes: list[str], **values: Any) -> Record:
    made = {"title": "Workshop", "dates": "2025-03-10/2025-03-11", "status": "COMPLETED"}
    countries = [country_id(code) for code in codes]
    return editing.create(session, "training", {**made, "countries": countries, **values})


def enrol(session: Session, training: Record, person: Value, code: str, **values: Any) -> Record:
    row = {
        "parent": training.id,
        "person": person,
        "country": country_id(code),
        "attendance": "ATTENDED",
    }
    return editing.create(session, "participant", {**row, **values})
