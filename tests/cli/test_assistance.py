"""Requests for assistance, their items and offers, as commands."""

from __future__ import annotations

import pytest


@pytest.fixture
def asked(run, file):
    """Record a request with an item and an offer for it."""
    run("add", file, "assistance_request", "title=Port security", "countries=TTO",
        "submitted_on=3 Jan 2025", "status=Submitted")  # fmt: skip
    run("add", file, "assistance_item", "parent=REQ-TTO-2025-001", "text=A course",
        "assist_type=Training")  # fmt: skip
    run("add", file, "assistance_offer", "provider=UNODA", "title=Regional course",
        "items=ITM-TTO-2025-001", "offered_on=5 Jan 2025")  # fmt: skip
    return file


def test_each_is_recorded_under_its_own_reference(run, asked):
    for type_key, reference in (
        ("assistance_request", "REQ-TTO-2025-001"),
        ("assistance_item", "ITM-TTO-2025-001"),
        ("assistance_offer", "OFF-REG-2025-001"),
    ):
        [found] = run("list", asked, type_key, "--json").document
        assert (found["type"], found["ref"]) == (type_key, reference)


def test_a_request_is_shown_with_items_and_the_day_to_ask_next(run, asked):
    shown = run("show", asked, "REQ-TTO-2025-001", "--json").document
    assert shown["fields"]["next_check_on"] == "2025-01-10"
    [item] = shown["children"]["assistance_item"]
    assert (item["title"], item["fields"]["assist_type"]) == ("A course", "TRAINING")
    offer = run("show", asked, "OFF-REG-2025-001", "--json").document
    assert [each["ref"] for each in offer["fields"]["items"]] == ["ITM-TTO-2025-001"]


def test_lists_take_filters(run, asked):
    run("add", asked, "assistance_request", "title=Later", "countries=JAM")
    for filters, expected in (
        (["is=open"], ["REQ-TTO-2025-001"]),
        (["state=JAM"], ["REQ-JAM-0000-001"]),
        (["status=DRAFT"], ["REQ-JAM-0000-001"]),
        (["submitted_on=2025"], ["REQ-TTO-2025-001"]),
    ):
        words = [word for each in filters for word in ("--filter", each)]
        found = run("list", asked, "assistance_request", *words, "--json").document
        assert [each["ref"] for each in found] == expected, filters


def test_a_status_takes_its_lawful_way(run, asked):
    refused = run("set", asked, "REQ-TTO-2025-001", "status=CLOSED")
    assert refused.code == 1
    assert "cannot be followed by" in refused.err
    changed = run("set", asked, "REQ-TTO-2025-001", "status=MATCHING", "--json")
    assert changed.document["fields"]["next_check_on"] == "2026-01-03"


def test_a_request_goes_with_its_items_and_comes_back(run, asked):
    assert run("delete", asked, "REQ-TTO-2025-001").code == 0
    assert run("list", asked, "assistance_item", "--json").document == []
    assert run("undelete", asked, "REQ-TTO-2025-001").code == 0
    assert [each["ref"] for each in run("list", asked, "assistance_item", "--json").document] == [
        "ITM-TTO-2025-001"
    ]


def test_it_is_found_written_as_a_table_and_counted(run, asked, tmp_path):
    assert "REQ-TTO-2025-001" in run("find", asked, "port security").out
    out = tmp_path / "items.csv"
    assert run("table", asked, "assistance_item", out).code == 0
    assert "A course" in out.read_text(encoding="utf-8-sig")
    words = ("--from", "2025-01-01", "--to", "2025-12-31", "--json")
    found = run("report", asked, "indicators", *words).document
    rows = found["indicators"] if isinstance(found, dict) else found
    values = {each["code"]: each["value"] for each in rows}
    assert (values["I-A1"], values["I-A2"], values["I-A5"]) == ("1", "1", "0/1 (0\u00a0%)")
