"""The shipped sample: what the cited sources say, whole and linked, and nothing that nobody said."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from coordinator_app import paths
from coordinator_app.domain import edtf, values
from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Kind

PREFIXES = {
    "visit": "VIS", "training": "TRN", "event": "EVT", "follow_up": "FU", "institution": "INS",
    "contact": "CON", "source": "SRC", "assistance_request": "REQ",
}  # fmt: skip

#: The shared list of facts, as far as the sample tells them: number and record type.
FACTS = {
    **dict.fromkeys(
        ("F09", "F10", "F11", "F12", "F13", "F15", "F20", "F22", "F24", "F25", "F28", "F29",
         "F30", "F31", "F34", "F35", "F36", "F38", "F39", "F42", "F43", "F44", "F49"),
        "visit",
    ),
    **dict.fromkeys(
        ("F08", "F16", "F19", "F23", "F26", "F37", "F46", "F47", "F48", "F50", "F52", "F55",
         "F66"),
        "training",
    ),
    **dict.fromkeys(("F07", "F14", "F18", "F32", "F40", "F41", "F45", "F65"), "event"),
    **dict.fromkeys(("F03", "F04", "F05", "F06"), "assistance_request"),
    "F01": "source",
}  # fmt: skip

#: Every number of people, institutions and States that a fact states, with its qualifier.
COUNTS = {
    ("F08", "countries_count"): (14, "exact"),
    ("F11", "institutions_count"): (15, "about"),
    ("F13", "participants"): (25, "at_least"),
    ("F14", "countries_count"): (11, "exact"),
    ("F19", "participants"): (15, "at_least"),
    ("F22", "participants"): (12, "exact"),
    ("F22", "institutions_count"): (8, "exact"),
    ("F23", "participants"): (30, "exact"),
    ("F23", "institutions_count"): (7, "exact"),
    ("F24", "participants"): (21, "exact"),
    ("F24", "women"): (5, "exact"),
    ("F30", "participants"): (19, "exact"),
    ("F30", "institutions_count"): (9, "exact"),
    ("F31", "participants"): (15, "exact"),
    ("F32", "countries_count"): (22, "exact"),
    ("F37", "participants"): (18, "exact"),
    ("F41", "countries_count"): (19, "exact"),
    ("F41", "institutions_count"): (9, "exact"),
    ("F43", "participants"): (26, "exact"),
    ("F43", "institutions_count"): (7, "exact"),
    ("F46", "participants"): (24, "exact"),
    ("F46", "women"): (10, "exact"),
    ("F46", "countries_count"): (10, "exact"),
    ("F47", "participants"): (29, "exact"),
    ("F47", "women"): (12, "exact"),
    ("F50", "participants"): (46, "exact"),
    ("F55", "countries_count"): (27, "exact"),
    ("BOGOTA", "participants"): (None, "unknown"),
}

#: Dates that are not plainly stated, and how the sample keeps what is known of them.
DATES = {
    "BOGOTA": "2012?-03-12/2012?-03-14",
    "F07": "2010-05",
    "F10": "2013?",
    "F15": "2014-12-02?",
    "F22": "2015?-12-09",
    "F28": "2016-11/2016-12",
    "F30": "2017?-03-07",
    "F35": "2017-09-25?",
    "F39": None,
    "F42": "2018?-11-14/2018?-11-16",
    "F48": "2019",
    "F49-COL": "2017-10",
    "F50": "2016",
    "F66": "XXXX-06-16",
}

FUNDERS = {
    "BOGOTA": {"UNODA"},
    "F11": {"USA"},
    "F12": {"USA"},
    "F13": {"USA"},
    "F14": {"EU", "KOR", "NOR", "USA"},
    "F18": {"USA"},
    "F22": {"CAN"},
    "F25": {"CAN"},
    "F26": {"UNTF"},
    "F30": {"CAN"},
    "F31": {"CAN"},
    "F34": {"CAN"},
    "F37": {"CAN"},
    "F41": {"NOR", "ESP"},
    "F42": {"CAN"},
    "F43": {"CAN"},
    "F45": {"CAN"},
    "F46": {"CAN"},
    "F47": {"CAN"},
    "F50": {"UNSCAR"},
    "F52": {"EU"},
}


def _table(name: str) -> dict[str, dict[str, str]]:
    path = paths.resources() / "reference" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


COUNTRIES, ORGANISATIONS, THEMES, SOURCES = map(
    _table, ("countries", "organisations", "themes", "sources")
)
SAMPLE_TEXT = (paths.resources() / "sample" / "sample.json").read_text(encoding="utf-8")
SAMPLE: list[dict[str, Any]] = json.loads(SAMPLE_TEXT)


def _with_children(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield record
    for child in record.get("children", ()):
        yield from _with_children(child)


ROWS = [row for record in SAMPLE for row in _with_children(record)]
KEYED = {row["key"]: row for row in ROWS if "key" in row}
ACTIVITIES = [row for row in SAMPLE if row["type"] in {"visit", "training", "event"}]


def _links(row: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield every link of a row's values."""
    for value in row["values"].values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and "q" not in each:
                yield each


def test_every_fact_of_the_kinds_told_is_there_once():
    told = Counter(
        (row["key"].split("-")[0], row["type"])
        for row in SAMPLE
        if row["key"].startswith("F") and row["key"][1:3].isdigit()
    )
    assert dict(told.keys()) == FACTS
    twice = {fact: times for (fact, _), times in told.items() if times > 1}
    # A peer review is one visit for each State reviewed.
    assert twice == {"F44": 2, "F49": 2}


def test_keys_and_references_are_unique_and_well_formed():
    keys = [row["key"] for row in ROWS if "key" in row]
    assert len(keys) == len(set(keys))
    references = [row["reference"] for row in SAMPLE]
    assert len(references) == len(set(references))
    for row in SAMPLE:
        prefix, area, year, number = row["reference"].split("-")
        assert prefix == PREFIXES[row["type"]]
        assert area == "REG" or area in COUNTRIES
        assert re.fullmatch(r"\d{4}", year)
        assert re.fullmatch(r"\d{3}", number)
    assert not [row for row in ROWS if row not in SAMPLE and "reference" in row]


def test_references_count_from_one_without_gaps():
    series: dict[tuple[str, ...], list[int]] = {}
    for row in SAMPLE:
        *head, number = row["reference"].split("-")
        series.setdefault(tuple(head), []).append(int(number))
    for head, numbers in series.items():
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), head


@pytest.mark.parametrize("row", ACTIVITIES, ids=lambda row: row["key"])
def test_references_say_where_and_when(row):
    _, area, year, _ = row["reference"].split("-")
    found = row["values"]
    start = edtf.bounds(found["dates"])[0] if found["dates"] else None
    assert year == (f"{start.year}" if start else "0000")
    if row["type"] == "visit":
        assert found["country"] == {"country": area}
    elif area == "REG":
        assert found["scope"] in {"SUBREGIONAL", "REGIONAL"}
    elif row["key"] == "BOGOTA":
        assert found["host_country"] == {"country": area}
    else:
        assert found["countries"] == [{"country": area}]


def test_links_lead_somewhere():
    known = {
        "country": COUNTRIES, "organisation": ORGANISATIONS, "theme": THEMES, "source": SOURCES,
        "ref": KEYED,
    }  # fmt: skip
    for row in ROWS:
        for link in _links(row):
            ((kind, code),) = link.items()
            assert code, row
            assert kind == "label" or code in known[kind], link
        assert set(row.get("sources", ())) <= SOURCES.keys()


def test_rows_fit_the_catalogue():
    catalogue = built_in()
    for row in ROWS:
        assert row.keys() <= {"type", "key", "reference", "values", "sources", "children"}
        record_type = catalogue[row["type"]]
        for child in row.get("children", ()):
            assert catalogue[child["type"]] in catalogue.children_of(row["type"])
        for needed in record_type.fields:
            if needed.needed and needed.key != "parent":
                assert row["values"].get(needed.key), (row, needed.key)
        for key, value in row["values"].items():
            field = record_type.by_key[key]
            match field.kind:
                case Kind.LINK:
                    assert isinstance(value, dict)
                    assert len(value) == 1
                    assert "label" not in value
                case Kind.LINKS:
                    assert all(len(each) == 1 and "label" not in each for each in value)
                case Kind.PARTY:
                    assert isinstance(value, dict)
                    assert len(value) == 1
                case Kind.CHOICES:
                    assert values.normalise(field, value) == sorted(value)
                case _:
                    assert values.normalise(field, value) == value, (key, value)


def test_everything_told_has_a_source():
    for row in SAMPLE:
        own = set(row.get("sources", ()))
        linked = {
            child["values"]["source"].get("source")
            for child in row.get("children", ())
            if child["type"] == "source_link"
        }
        assert own | linked, row["key"]


def test_numbers_are_those_of_the_facts():
    counted = {}
    for row in ROWS:
        for key, value in row["values"].items():
            if isinstance(value, dict) and "q" in value:
                counted[row["key"], key] = (value["n"], value["q"])
    assert counted == COUNTS


def test_dates_keep_what_is_known_of_them():
    for key, dates in DATES.items():
        assert KEYED[key]["values"]["dates"] == dates
    plain = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
    for row in ACTIVITIES:
        if row["key"] not in DATES and row["key"] != "F49-CHL":
            assert plain.fullmatch(row["values"]["dates"]), row["key"]


def test_inferred_years_say_why():
    for row in ACTIVITIES:
        if "?" in (row["values"]["dates"] or ""):
            assert row["values"]["notes"], row["key"]
            assert any(
                child["type"] == "source_link" and child["values"].get("field_key") == "dates"
                for child in row["children"]
            ), row["key"]


def test_funders_are_those_of_the_facts():
    found: dict[str, set[str]] = {}
    for row in ACTIVITIES:
        for child in row.get("children", ()):
            if child["type"] == "activity_partner" and child["values"]["role"] == "FUNDER":
                found.setdefault(row["key"], set()).update(child["values"]["party"].values())
    assert found == FUNDERS
    partial = [row for row in ROWS if row["values"].get("partial")]
    assert [row["values"]["party"] for row in partial] == [{"organisation": "UNODA"}]


@pytest.mark.parametrize(
    "chain",
    [("F09", "F13", "F19", "F28"), ("F20", "F24", "F25", "F31"), ("F29", "F39"), ("F36", "F38")],
)
def test_series_are_chained(chain):
    assert len({KEYED[key]["values"]["series"] for key in chain}) == 1
    assert "previous_activity" not in KEYED[chain[0]]["values"]
    for before, after in pairwise(chain):
        assert KEYED[after]["values"]["previous_activity"] == {"ref": before}


def test_activities_are_carried_out_and_named_in_two_languages():
    for row in ACTIVITIES:
        assert row["values"]["status"] == "COMPLETED"
        assert row["values"]["title"] != row["values"]["title_alt"]
        assert len(row["values"]["title"]) <= 120


def test_bogota_is_as_the_summary_has_it():
    event = KEYED["BOGOTA"]
    assert event["reference"] == "EVT-COL-2012-001"
    assert [link["theme"] for link in event["values"]["themes"]] == ["SALW", "DRUGS", "ECON"]
    assert "obligations" not in event["values"]
    of_type = Counter(child["type"] for child in event["children"])
    assert of_type["delegation"] == 18
    assert of_type["activity_partner"] == 6
    assert of_type["outcome"] == 4
    ecuador = [
        child["values"]["listed_as"]
        for child in event["children"]
        if child["values"].get("party") == {"country": "ECU"}
    ]
    assert len(ecuador) == 1
    assert "Equator" in ecuador[0]
    first, second = (KEYED[key]["values"] for key in ("BOG-O1", "BOG-O2"))
    assert first["outcome_type"] == second["outcome_type"] == "INTEREST_EXPRESSED"
    assert (first["who"], first["addressed_to"]) == ({"country": "CAN"}, {"country": "COL"})
    assert second["who"] == {"label": "other participating countries"}


def test_requests_claim_no_more_than_their_sources():
    rows = {row["key"]: row for row in SAMPLE if row["type"] == "assistance_request"}
    days = {key: row["values"]["submitted_on"] for key, row in rows.items()}
    assert days == {"F03": "../2011-04", "F04": "../2011-04", "F05": "../2011-04", "F06": "2011"}
    assert [rows[key]["values"]["requester"] for key in ("F03", "F04")] == [
        {"organisation": "CARICOMSEC"}, {"organisation": "SGSICA"},
    ]  # fmt: skip
    items = [row for row in ROWS if row["type"] == "assistance_item"]
    assert [(row["key"], row["values"]["status"]) for row in items] == [("F06-1", "INTEREST")]
    assert "obligations" not in items[0]["values"]
    assert not [row for row in SAMPLE if row["type"] == "assistance_offer"]


def test_follow_ups_are_derived_and_have_no_date():
    rows = [row for row in SAMPLE if row["type"] == "follow_up"]
    assert {row["reference"] for row in rows} == {
        "FU-COL-2012-001", "FU-COL-2012-002", "FU-REG-2012-001", "FU-REG-2012-002",
    }  # fmt: skip
    for row in rows:
        found = row["values"]
        assert found["derived"] is True
        assert found["status"] == "OPEN"
        assert found["no_due_reason"] == "not in source"
        assert "due_on" not in found
        assert "label" in found["owner"]
        assert KEYED[found["origin"]["ref"]]["values"]["quote"] == found["origin_quote"]
        assert len(found["title"]) <= 120


def test_no_personal_data_but_two_names_of_the_summary():
    assert "@" not in SAMPLE_TEXT
    assert not re.search(r"\+\d[\d ().-]{6,}\d|\(\d{2,4}\) ?\d{3}|\b\d{3}[-. ]\d{4}\b", SAMPLE_TEXT)
    assert {row["values"]["name"] for row in SAMPLE if row["type"] == "contact"} == {
        "Baso Sangqu", "Albert Ramdin",
    }  # fmt: skip
    catalogue = built_in()
    heads = {"Ambassador Baso Sangqu", "Ambassador Albert Ramdin"}
    for row in ROWS:
        if row["type"] == "contact":
            continue
        for key, value in row["values"].items():
            if not catalogue[row["type"]].by_key[key].personal:
                continue
            # Elsewhere people appear by their function alone.
            shown = value["label"] if isinstance(value, dict) else value
            assert shown in heads or re.match(
                r"(Chair|Coordinator|CARICOM 1540 coordinator|EXBS regional adviser|Expert|Member"
                r"|Minister|Stimson Center expert)\b",
                shown,
            ), shown
    for row in ROWS:
        assert not {"email", "phone", "mobile", "start_time", "held_at"} & row["values"].keys()


def test_only_states_of_the_region_are_linked_as_those_it_is_for():
    for row in ACTIVITIES:
        states = [link["country"] for link in row["values"].get("countries", ())]
        assert len(states) == len(set(states))
        assert all(COUNTRIES[code]["in_scope"] == "1" for code in states)
    assert {"country": "MSR"} in KEYED["F08"]["values"]["countries"]
