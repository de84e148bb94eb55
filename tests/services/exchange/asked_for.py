"""Requests for assistance and donors, as tests need them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services import editing
from coordinator_app.services.exchange import dispatch
from coordinator_app.services.session import Session
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import TTO

REQUEST, ITEM, OFFER = "assistance_request", "assistance_item", "assistance_offer"


def ask(session: Session, title: str, items: tuple[str, ...], **values: Value) -> Record:
    """Record a request with its items."""
    told: dict[str, Value] = {
        "title": title, "countries": [TTO], "status": "CIRCULATED", "submitted_on": "2024-05",
        "circulate_ok": True, "sensitivity": "INTERNAL", **values,
    }  # fmt: skip
    request = editing.create(session, REQUEST, told)
    for number, text in enumerate(items, start=1):
        editing.create(session, ITEM, {"parent": request.id, "number": number, "text": text})
    return request


def items_of(session: Session, request: Record) -> list[Record]:
    return list(session.records.children(request.id, ITEM))


def donor(session: Session) -> Record:
    return editing.create(session, "institution", {
        "name": "Agency for Cooperation", "acronym": "AFC", "scope": "DONOR_GOV"})  # fmt: skip


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def fill(page: Any, row: int, **values: Any) -> None:
    """Write values into the cells of a row, by field."""
    for key, value in values.items():
        page.cell(row, spoiling.column(page, key)).value = value


def shapes(shown: dispatch.Preview) -> list[tuple[str, int, int]]:
    return [(each.type, each.rows, each.spare) for each in shown.sheets]
