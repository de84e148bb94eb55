"""The shipped reference lists: whole, consistent, and true to the dates."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter

import pytest

from coordinator_app import paths
from coordinator_app.domain import edtf
from coordinator_app.domain.folding import fold

BOGOTA = dt.date(2012, 3, 14)
LATER = dt.date(2025, 6, 30)
STATUSES = {"FULL", "ASSOCIATE", "ASSOCIATE_PENDING", "OBSERVER", "FORMER", "ANALYTIC"}
SCOPES = {
    "NATIONAL", "SUBREGIONAL", "REGIONAL", "INTERNATIONAL", "DONOR_GOV", "NGO", "ACADEMIA",
}  # fmt: skip


def _table(name: str) -> list[dict[str, str]]:
    path = paths.resources() / "reference" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


COUNTRIES = {row["code"]: row for row in _table("countries")}
ALIASES = _table("aliases")
GROUPS = {row["code"]: row for row in _table("groups")}
MEMBERSHIPS = _table("memberships")
ORGANISATIONS = {row["code"]: row for row in _table("organisations")}
THEMES = {row["code"]: row for row in _table("themes")}
SOURCES = {row["code"]: row for row in _table("sources")}


def _members(group: str, on: dt.date, status: str = "FULL") -> set[str]:
    """Return who belongs to a group on a day."""
    return {
        row["iso3"]
        for row in MEMBERSHIPS
        if row["group"] == group
        and row["status"] == status
        and (not row["valid_from"] or _bound(row["valid_from"], 0) <= on)
        and (not row["valid_to"] or on <= _bound(row["valid_to"], 1))
    }


def _bound(text: str, side: int) -> dt.date:
    day = edtf.bounds(text)[side]
    assert day is not None
    return day


@pytest.mark.parametrize(
    "name",
    ["countries", "aliases", "groups", "memberships", "organisations", "themes", "sources"],
)
def test_tables_are_plain(name):
    path = paths.resources() / "reference" / f"{name}.csv"
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    for row in _table(name):
        assert None not in row, f"too many cells: {row}"
        assert None not in row.values(), f"too few cells: {row}"
        for cell in row.values():
            assert cell == " ".join(cell.split())


@pytest.mark.parametrize("name", ["countries", "groups", "organisations", "themes", "sources"])
def test_codes_are_unique(name):
    codes = [row["code"] for row in _table(name)]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z0-9][A-Z0-9_-]+", code) for code in codes)


def test_counts_of_states():
    in_scope = {code for code, row in COUNTRIES.items() if row["in_scope"] == "1"}
    un_members = {code for code, row in COUNTRIES.items() if row["un_member"] == "1"}
    assert len(in_scope) == 33
    assert len(in_scope & un_members) == 25
    assert len(COUNTRIES) - len(in_scope) == 22
    assert COUNTRIES.keys() - in_scope <= un_members


def test_counts_of_groups():
    un_members = {code for code, row in COUNTRIES.items() if row["un_member"] == "1"}
    caricom, sica, andean = (_members(group, LATER) for group in ("CARICOM", "SICA", "ANDEAN"))
    assert (len(caricom), len(caricom & un_members)) == (15, 14)
    assert (len(sica), len(andean)) == (8, 4)
    assert len((caricom | sica | andean) & un_members) == 25
    assert caricom & sica == {"BLZ"}
    everybody = caricom | sica | andean | _members("CARICOM", LATER, "ASSOCIATE")
    everybody |= _members("CARICOM", LATER, "ASSOCIATE_PENDING")
    assert everybody == {code for code, row in COUNTRIES.items() if row["in_scope"] == "1"}


def test_country_rows_are_whole():
    for code, row in COUNTRIES.items():
        assert re.fullmatch("[A-Z]{3}", code)
        assert all(row.values()), f"{code} has an empty cell"
        assert re.fullmatch("[A-Z]{2}", row["iso2"])
        assert re.fullmatch("[a-z]{2,3}(;[a-z]{2,3})*", row["languages"])
        assert re.fullmatch("[A-Z]{3}(;[A-Z]{3})*", row["currency"])
        assert COUNTRIES[row["reporting_state"]]["un_member"] == "1"
        assert (row["reporting_state"] == code) == (row["un_member"] == "1")
    assert len({row["iso2"] for row in COUNTRIES.values()}) == len(COUNTRIES)
    for column in ("name_en", "name_es", "name_fr", "name_nl", "name_pt"):
        names = [fold(row[column]) for row in COUNTRIES.values()]
        assert len(names) == len(set(names)), column


def test_aliases_are_unique_and_say_one_thing():
    folded = Counter(fold(row["alias"]) for row in ALIASES)
    assert not [alias for alias, times in folded.items() if times > 1]
    for row in ALIASES:
        assert row["warn"] in {"0", "1"}
        assert not row["iso3"] or row["iso3"] in COUNTRIES
        assert row["note"] or (row["warn"] == "0" and row["iso3"]), row["alias"]
    # An alias that is also somebody's name must mean that State.
    named = {
        fold(row[column]): code
        for code, row in COUNTRIES.items()
        for column in ("name_en", "name_es", "name_fr", "name_nl", "name_pt")
    }
    for row in ALIASES:
        assert named.get(fold(row["alias"]), row["iso3"]) == row["iso3"], row["alias"]


@pytest.mark.parametrize(
    ("alias", "iso3", "warn"),
    [
        ("Equator", "ECU", "1"), ("Granada", "GRD", "1"), ("Dominica Republic", "DOM", "1"),
        ("The Bahamas", "BHS", "0"), ("St. Kitts", "KNA", "0"), ("St Kitts & Nevis", "KNA", "0"),
        ("Saint Kitts y Nevis", "KNA", "0"), ("St. Vincent", "VCT", "0"),
        ("Antigua", "ATG", "0"), ("Trinidad", "TTO", "0"), ("T&T", "TTO", "0"),
        ("Trinidad y Tobago", "TTO", "0"), ("Belice", "BLZ", "0"), ("Monserrat", "MSR", "0"),
        ("Haïti", "HTI", "0"), ("Surinam", "SUR", "0"), ("Rep. Dom.", "DOM", "0"),
        ("R. Dominicana", "DOM", "0"), ("Rép. dominicaine", "DOM", "0"),
        ("Guyana Francesa", "", "0"), ("French Guiana", "", "0"), ("Dominican", "", "0"),
    ],
)  # fmt: skip
def test_known_spellings(alias, iso3, warn):
    found = [row for row in ALIASES if row["alias"] == alias]
    assert [(row["iso3"], row["warn"]) for row in found] == [(iso3, warn)]


def test_membership_rows_are_whole():
    seen = Counter((row["group"], row["iso3"], row["status"]) for row in MEMBERSHIPS)
    assert not [row for row, times in seen.items() if times > 1]
    for row in MEMBERSHIPS:
        assert row["group"] in GROUPS
        assert row["iso3"] in COUNTRIES
        assert row["status"] in STATUSES
        assert row["confidence"] in {"V", "H", "M", "SEED"}
        assert (row["confidence"] in {"V", "SEED"}) == bool(row["source"])
        assert not row["source"] or row["source"] in SOURCES
        for column in ("valid_from", "valid_to"):
            assert not row[column] or edtf.normalise(row[column]) == row[column]
        if row["valid_from"] and row["valid_to"]:
            assert _bound(row["valid_from"], 0) <= _bound(row["valid_to"], 1)
    assert {row["group"] for row in MEMBERSHIPS} == GROUPS.keys()


def test_nobody_is_full_and_something_else_at_once():
    for group in GROUPS:
        for day in (BOGOTA, dt.date(2013, 6, 26), dt.date(2013, 6, 27), LATER):
            full = _members(group, day)
            for other in STATUSES - {"FULL"}:
                assert not full & _members(group, day, other), (group, day, other)


def test_memberships_at_the_time_of_the_conference_differ_from_later():
    then, now = _members("SICA", BOGOTA), _members("SICA", LATER)
    assert now - then == {"DOM"}
    assert not then - now
    assert "DOM" in _members("SICA", BOGOTA, "ASSOCIATE")
    assert _members("CARICOM", BOGOTA) == _members("CARICOM", LATER)
    assert "CUW" not in _members("CARICOM", BOGOTA, "ASSOCIATE")
    assert "CUW" in _members("CARICOM", LATER, "ASSOCIATE")
    assert not _members("CARICOM", BOGOTA, "ASSOCIATE_PENDING")
    assert _members("CARICOM", LATER, "ASSOCIATE_PENDING") == {"MTQ"}
    assert _members("OAS", BOGOTA) - _members("OAS", LATER) == {"NIC"}
    assert "NIC" in _members("OAS", dt.date(2023, 11, 18))
    assert _members("OAS", dt.date(2023, 11, 19), "FORMER") == {"NIC"}
    assert "VEN" in _members("ANDEAN", dt.date(2005, 12, 31))
    assert _members("ANDEAN", BOGOTA, "FORMER") == {"VEN"}


def test_other_memberships():
    assert _members("ANDEAN", LATER, "ASSOCIATE") == {"ARG", "BRA", "CHL", "PRY", "URY"}
    assert _members("ANDEAN", LATER, "OBSERVER") == {"PAN"}
    assert _members("ANDEAN_SEED", BOGOTA, "ANALYTIC") == {"BOL", "COL", "ECU", "PER"}
    assert _members("CARICOM", LATER, "OBSERVER") == {"COL"}
    assert _members("SICA", LATER, "OBSERVER") == {"COL"}
    assert "MSR" in _members("OECS", LATER)
    assert "MSR" not in _members("CARIFORUM", LATER)
    assert "DOM" in _members("CARIFORUM", LATER)


def test_organisations():
    assert len(ORGANISATIONS) == 58
    for code, row in ORGANISATIONS.items():
        assert row["scope"] in SCOPES, code
        assert row["name_en"], code
        assert row["name_es"], code
        assert not row["country"] or row["country"] in COUNTRIES, code
        assert row["country"] or row["scope"] not in {"NATIONAL", "DONOR_GOV"}, code


def test_themes_and_sources():
    assert len(THEMES) == 24
    assert len({row["label_en"] for row in THEMES.values()}) == 24
    assert len(SOURCES) == 133
    for code, row in SOURCES.items():
        assert row["title"], code
        assert row["address"], code
        assert row["language"] in {"", "en", "es", "fr", "nl", "pt"}, code
        assert row["reliability"] in {"OFFICIAL", "PARTNER", "PRESS"}, code
