"""Looking things up: the catalogue, lists, one entry, the search, the indicators."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.services.session import Session
from tests.services.exchange import busy_workbook
from tests.services.exchange.busy_workbook import LONG, TTO


def test_the_catalogue_prints_one_type_as_other_programs_know_it(run):
    known = Path(__file__).with_name("visit_site.json").read_text(encoding="utf-8")
    assert run("types", "visit_site", "--json").out == known


def test_the_catalogue_prints_every_type_with_every_field(run):
    found = run("types", "--json").document
    assert {each["key"]: [one["key"] for one in each["fields"]] for each in found} == {
        each.key: [field.key for field in each.fields] for each in built_in()
    }
    assert all(set(each["labels"]) == {"en", "es"} for each in found)
    words = run("types", "visit", "--lang", "es").out
    assert "dates" in words
    assert "Fechas" in words


def test_a_list_is_ordered_by_id_and_prints_the_same_twice(run, file):
    found = run("list", file, "follow_up", "--json")
    ids = [each["id"] for each in found.document]
    assert ids == sorted(ids)
    assert len(ids) == 10
    assert run("list", file, "follow_up", "--json").out == found.out
    assert set(found.document[0]) == {"id", "ref", "type", "title", "deleted", "fields"}


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (["title=mission"], {f"Mission {n}" for n in range(6)}),
        (["title==Mission 1"], {"Mission 1"}),
        (["country=JAM"], {"Kingston visit nobody else may see"}),
        (["title==Mission 1", "title==Mission 2"], {"Mission 1", "Mission 2"}),
        (["dates=2024-11", "country=TTO"], {"Mission 1"}),
        (["participants=>=20"], {"Mission 0"}),
        (["participants="], {"Mission 4", "Kingston visit nobody else may see"}),
        (["title=mission", "city=Kingston"], set()),
    ],
)
def test_filters_narrow_a_list(run, file, filters, titles):
    words = [word for each in filters for word in ("--filter", each)]
    found = run("list", file, "visit", *words, "--json").document
    assert {each["title"] for each in found} == titles


def test_a_list_for_people_has_a_line_for_each_entry(run, file):
    lines = run("list", file, "visit", "--filter", "title==Mission 1").out.splitlines()
    (line,) = lines
    assert line.split(maxsplit=1) == ["VIS-TTO-2024-002", "Mission 1"]


def test_one_entry_is_shown_with_all_that_belongs_to_it(run, file):
    training = run("list", file, "training", "--filter", "title=Customs", "--json").document[0]
    shown = run("show", file, training["ref"], "--json").document
    assert set(shown) == {*training, "children", "issues", "sources"}
    assert shown["issues"] == []
    assert {key: shown[key] for key in training} == training
    people = shown["children"]["participant"]
    assert len(people) == 10
    assert {each["fields"]["attendance"] for each in people} == {"ATTENDED"}
    words = run("show", file, training["ref"]).out
    assert words.startswith(f"{training['ref']}  Customs workshop")
    assert "Trainee 3" in words


def test_a_text_of_several_lines_is_shown_in_its_column(run, file):
    shown = run("show", file, "VIS-TTO-2024-001").out
    assert [line.strip() in shown for line in LONG.splitlines()] == [True] * 4
    assert run("show", file, "VIS-TTO-2024-001", "--json").document["fields"]["summary"] == LONG


def test_sources_are_shown_with_what_they_are_of(run, tmp_path):
    path = tmp_path / "sample.c1540"
    assert run("new", path, "--sample").code == 0
    sourced = [
        shown
        for each in run("list", path, "visit", "--filter", "country=TTO", "--json").document
        if (shown := run("show", path, each["ref"], "--json").document)["sources"]
    ]
    assert len(sourced) == 3
    assert all(each["sources"][0]["ref"].startswith("SRC-") for each in sourced)
    assert all(each["children"]["source_link"] for each in sourced)


def test_everything_is_searched_without_regard_to_accents_and_case(run, file):
    found = run("find", file, "ana perez 3", "--json").document
    assert [each["title"] for each in found if each["type"] == "contact"] == ["Ána Pérez 3"]
    assert set(found[0]) == {"id", "ref", "type", "title"}
    by_reference = run("find", file, "VIS-TTO-2024-002").out
    assert "Mission 1" in by_reference
    assert run("find", file, "no such thing at all", "--json").document == []
    assert run("find", file, '"*(', "--json").code == 0
    spanish = run("find", file, "trinidad", "--lang", "es", "--json").document
    assert spanish[0]["title"] == "Trinidad y Tabago"


def test_indicators_have_numerator_denominator_and_what_was_left_out(run, file):
    found = run(
        "report", file, "indicators", "--from", "2024-01-01", "--to", "2024-12-31", "--json"
    )
    by_code = {each["code"]: each for each in found.document}
    assert list(by_code) == [
        "I-V1", "I-V3", "I-T2", "I-T3", "I-T10", "I-P1", "I-F4", "I-F5", "I-A1", "I-A2", "I-A3",
    "I-A4", "I-A5",
    ]  # fmt: skip
    visited = by_code["I-V1"]
    assert visited["numerator"] == {"n": 2, "qualifier": "exact"}
    assert visited["denominator"] == {"n": 25, "qualifier": "exact"}
    assert set(visited["behind"]) == {"JAM", "TTO"}
    narrow = run("report", file, "indicators", "--group", "SICA", "--json").document
    assert narrow[0]["denominator"]["n"] == 8


def test_a_reason_for_leaving_something_out_gives_its_number_once(run, file):
    lines = run("report", file, "indicators", "--from", "2023-01-01", "--to", "2025-03-07").out
    left_out = [line.strip() for line in lines.splitlines() if "left out" in line]
    assert left_out
    assert not any(line.endswith(")") for line in left_out)


def test_a_report_can_be_written_to_a_file(run, file, tmp_path):
    out = tmp_path / "indicators.json"
    printed = run("report", file, "indicators", "--json").out
    done = run("report", file, "indicators", out)
    assert (done.code, out.name in done.out) == (0, True)
    assert out.read_text(encoding="utf-8") == printed
    assert run("report", file, "indicators", out).code == 1
    assert run("report", file, "indicators", out, "--replace").code == 0


def test_reading_writes_nothing(run, file):
    before = file.read_bytes()
    for words in (("list", "visit"), ("show", "TTO"), ("find", "port"), ("history",), ("check",),
                  ("report", "indicators")):  # fmt: skip
        assert run(words[0], file, *words[1:]).code == 0
    assert file.read_bytes() == before
    assert not file.with_name(f"{file.name}.lock").exists()


def test_an_entry_of_several_states_names_them_all(run, file):
    (shared,) = run("list", file, "training", "--filter", "title=Regional", "--json").document
    assert [each["ref"] for each in shared["fields"]["countries"]] == ["COL", "JAM", "TTO"]
    with Session.open_for(file, busy_workbook.clock(), "Ana") as session:
        assert TTO in session.one(shared["ref"]).ids("countries")
