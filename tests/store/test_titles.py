"""What records are called, and what they are found by."""

from __future__ import annotations

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.store.titles import search_body, title

NAMES = {"t": "Trinidad and Tobago", "p": "Pérez, Ana", "i": "Aduanas"}


def title_of(record: str) -> str:
    return NAMES.get(record, "")


@pytest.mark.parametrize(
    ("type_key", "values", "expected"),
    [
        ("institution", {"name": "Customs"}, "Customs"),
        ("institution", {}, ""),
        ("contact_role", {"parent": "p", "role": "POC"}, "Pérez, Ana"),
        ("visit_meeting", {"institution": {"id": "i"}, "topic": "Lists"}, "Aduanas · Lists"),
        ("visit_meeting", {"institution": {"label": "A bank"}}, "A bank"),
        ("visit_meeting", {"topic": "Lists"}, "Lists"),
        ("participant", {"person": {"id": "gone"}}, ""),
        ("interaction", {"text": "\n  first line \nsecond"}, "first line"),
        ("attachment", {"file": {"sha256": "", "name": "a.pdf", "size": 1}}, "a.pdf"),
        ("country_profile", {"as_of": "2013", "stage": "X"}, "2013"),
    ],
)
def test_titles(type_key, values, expected):
    assert title(built_in()[type_key], values, title_of) == expected


def test_a_long_title_is_cut_where_it_ends():
    found = title(built_in()["institution"], {"name": "word " * 60}, title_of)
    assert len(found) <= 120
    assert found.endswith("…")
    assert not found.endswith(" …")


def test_a_record_is_found_by_its_words_and_those_of_what_it_links_to():
    body = search_body(
        built_in()["follow_up"],
        "FU-TTO-2025-001",
        "Enviar el borrador",
        {
            "title": "Enviar el borrador",
            "notes": "Línea uno\nlínea dos",
            "countries": ["t"],
            "owner": {"id": "p"},
            "status": "OPEN",
            "due_on": "2025",
        },
        title_of,
    )
    for word in ("fu tto 2025 001", "enviar", "linea dos", "trinidad", "perez"):
        assert word in body
    assert "open" not in body.split()


def test_an_owned_row_is_not_found_by_its_parent():
    body = search_body(
        built_in()["follow_up_update"], "", "Called", {"parent": "t", "text": "Called"}, title_of
    )
    assert "trinidad" not in body
