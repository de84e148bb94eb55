"""The assistance pipeline in the quarterly report, and what a donor sees of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator_app.services import editing
from coordinator_app.services.exchange import dispatch
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.services.reference import organisation_id
from tests.services.exchange.busy_workbook import JAM, TTO

QUARTER: dict[str, Any] = {"frm": dt.date(2024, 10, 1), "to": dt.date(2024, 12, 31)}


@pytest.fixture
def asked(session):
    """Make requests around the quarter; return nothing: their titles tell them."""

    def request(title, items=(), **values):
        made = {"title": title, "countries": [TTO], "status": "MATCHING", **values}
        owned = [("assistance_item", {"text": text, **more}) for text, more in items]
        return editing.create(session, "assistance_request", made, owned=owned)

    request(
        "Customs", [("Course", {"number": 2, "status": "OFFERED"}),
                    ("Scanner", {"number": 1, "assist_type": "EQUIPMENT"})],
        submitted_on="2024-11-05", situation="Nobody can read the alarms",
    )  # fmt: skip
    request("Regional", submitted_on="2011", countries=None, requester=organisation_id("SGSICA"))
    request("Long over", submitted_on="2020", status="CLOSED")
    request("Delivered at last", [("Law", {"status": "DELIVERED", "delivered_on": "2024-12"})],
            submitted_on="2021", status="CLOSED", countries=[JAM])  # fmt: skip
    request("Not made yet", status="DRAFT")
    request("Made later", submitted_on="2025-01-20")
    request("Nobody's business", submitted_on="2024-11-06", sensitivity="STRICT")


def page(session, tmp_path: Path, **more) -> list[tuple[object, ...]]:
    request = Request(profile="SECRETARIAT_QUARTER", **QUARTER, **more)
    sent = dispatch.send(session, request, tmp_path / "quarter.xlsx")
    return list(openpyxl.load_workbook(sent.file)["Assistance"].iter_rows(values_only=True))


def test_it_lists_requests_on_their_way_item_by_item(session, asked, tmp_path):
    rows = page(session, tmp_path)
    said = [row[0] for row in rows[1:3]]
    assert said == [
        "Requests open: 2; submitted in the period: 1.",
        "Items by status: Open: 1; Offer made: 1; Delivered: 1.",
    ]
    at = next(n for n, row in enumerate(rows) if row[0] == "Code")
    assert [row[1:] for row in rows[at + 1 :]] == [
        ("Regional", "General Secretariat of SICA", "2011", "Seeking providers",
         None, None, None, None),
        ("Delivered at last", "Jamaica", "2021", "Closed", "Law", None, "Delivered", "Dec 2024"),
        ("Customs", "Trinidad and Tobago", "5 Nov 2024", "Seeking providers",
         "Scanner", "Equipment", "Open", None),
        ("Customs", "Trinidad and Tobago", "5 Nov 2024", "Seeking providers",
         "Course", None, "Offer made", None),
    ]  # fmt: skip


def test_it_tells_of_chosen_states_alone_and_never_of_the_gap(session, asked, tmp_path):
    rows = page(session, tmp_path, countries=(JAM,))
    whole = str(rows)
    assert "Delivered at last" in whole
    assert "Customs" not in whole
    assert "SICA" not in whole
    assert "alarms" not in str(page(session, tmp_path, countries=(TTO,)))


def test_indicators_count_what_is_on_record(session, asked, tmp_path):
    request = Request(profile="SECRETARIAT_QUARTER", **QUARTER)
    sent = dispatch.send(session, request, tmp_path / "q.xlsx")
    rows = openpyxl.load_workbook(sent.file)["Indicators"].iter_rows(values_only=True)
    shown = {row[0]: row[2] for row in rows}
    assert shown["I-A1"] == "3"  # the strictly confidential one is a number, too
    assert shown["I-A2"] == "2"
    assert shown["I-A5"] == "1/3 (33\u00a0%)"


def test_a_donor_sees_numbers_and_no_request(session, asked, tmp_path):
    request = Request(profile="DONOR_REPORT", **QUARTER)
    sent = dispatch.send(session, request, tmp_path / "donor.xlsx")
    book = openpyxl.load_workbook(sent.file)
    said = str([list(sheet.iter_rows(values_only=True)) for sheet in book])
    assert "I-A5" in said
    for kept in ("Customs", "Scanner", "alarms", "Nobody's business"):
        assert kept not in said.replace("Customs workshop", "")
