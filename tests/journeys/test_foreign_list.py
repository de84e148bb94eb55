"""A list that somebody else made gets into an empty file with the command line alone, and out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_command_line import Office

LISTS = Path(__file__).resolve().parents[1] / "data" / "foreign"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.do("new")
    return made


def _answered(document: dict[str, Any]) -> dict[str, Any]:
    """Return the mapping with an answer to everything that was asked: the first proposal."""
    mapping: dict[str, Any] = document["mapping"]
    for doubt in document["doubts"]:
        if doubt["kind"] == "type":
            mapping["sheets"][doubt["sheet"]]["types"][doubt["raw"]] = {"type": ""}
        elif doubt["proposals"] and not doubt["settled"]:
            mapping["values"].append(
                {
                    "type": doubt["type"],
                    "field": doubt["field"],
                    "raw": doubt["raw"],
                    "value": doubt["proposals"][0]["value"],
                }
            )
    return mapping


@pytest.mark.parametrize("name", ["actividades.xlsx", "actividades.csv"])
def test_a_list_of_activities_is_mapped_asked_about_taken_in_and_undone(office, name):
    before = office.digest()
    dry = office.do("import", LISTS / name, "--dry-run", code=3)
    assert {each["raw"]: each["kind"] for each in dry["doubts"]} == {
        "MANDATO": "type", "CARICOM": "group", "Equator": "alike", "03/04/2018": "date",
        "Fundación Ejemplo": "unknown",
    }  # fmt: skip
    assert office.digest() == before

    mapping = office.folder / "mapping.json"
    mapping.write_text(json.dumps(_answered(dry)), encoding="utf-8")
    # fmt: off
    done = office.do("import", LISTS / name, "--mapping", mapping, "--create-missing",
                     "--keep-mapping", "Actividades")
    # fmt: on
    assert done["doubts"] == []
    assert {key: len(office.do("list", key)) for key in ("visit", "training", "event")} == {
        "visit": 4, "training": 2, "event": 2,
    }  # fmt: skip
    (course,) = [each for each in office.do("list", "training") if "Curso" in each["title"]]
    fields = course["fields"]
    assert [each["ref"] for each in fields["countries"]] == ["ECU"]
    assert (fields["dates"], fields["status"]) == ("2018-04-03", "COMPLETED")
    assert fields["participants"]["n"] == 25
    made = [each["title"] for each in office.do("list", "institution")]
    assert "Fundación Ejemplo" in made

    # The same list again: its mapping and its answers are remembered, and nothing is new.
    again = office.do("import", LISTS / name)
    assert again["source"]["seen_before"]
    assert again["doubts"] == []
    assert {k: n for k, n in again["counts"].items() if n and k != "unchanged"} == {}, again[
        "changes"
    ]
    office.do("undo", done["applied"]["operation"])
    assert office.digest() == before
