"""Numbers from a workbook: read whole, opened to their entries, and the same as data."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest

from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing, reporting, samples
from coordinator_app.services.reference import country_id
from coordinator_app.services.session import Session
from coordinator_app.texts import load

TODAY = dt.date(2026, 5, 13)
CODES = [
    "I-V1", "I-V3", "I-T2", "I-T3", "I-T10", "I-P1", "I-F4", "I-F5", "I-A1", "I-A2", "I-A3",
    "I-A4", "I-A5",
]  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("reporting") / "demo.c1540"
    with samples.new_demo(path, Clock("abcdefgh", today=lambda: TODAY), "Ana") as session:
        yield session


@pytest.fixture
def mine(tmp_path) -> Iterator[Session]:
    with samples.new(
        tmp_path / "mine.c1540", Clock("abcdefgh", today=lambda: TODAY), "Ana"
    ) as made:
        yield made


def by_code(reading, **asked):
    return {each.code: each for each in reporting.indicators(reading, **asked)}


def test_an_empty_workbook_has_every_indicator_and_no_false_share(mine: Session):
    found = by_code(mine)
    assert list(found) == CODES
    shown = {code: each.figure.text(load("en")) for code, each in found.items()}
    assert shown["I-V1"] == "0/25 (0\u00a0%)"
    assert shown["I-V3"] == "25/25 (100\u00a0%)"
    assert shown["I-T2"] == "0"
    assert shown["I-F4"] == "nothing to count"


def test_every_number_opens_to_entries_that_are_there(demo: Session):
    for indicator in reporting.indicators(demo):
        figure = indicator.figure
        ids = {*figure.behind, *figure.among, *figure.through}
        assert set(demo.records.get_many(ids)) == ids
        if figure.denominator is not None:
            assert figure.denominator["n"] == len(figure.among)
            assert figure.numerator["n"] == len(figure.behind)
            assert set(figure.behind) <= set(figure.among)


def test_the_invented_year_has_something_to_say_in_each(demo: Session):
    found = by_code(demo)
    assert all(each.figure.numerator["n"] for each in found.values())
    assert found["I-T2"].figure.numerator["q"] == "about"
    assert found["I-F4"].excluded
    visited, missed = found["I-V1"].figure, found["I-V3"].figure
    assert len(visited.behind) + len(missed.behind) == 25


def test_groups_overlap_in_belize_and_the_union_counts_it_once(demo: Session):
    alone = {
        code: by_code(demo, group=code)["I-V1"].figure for code in ("CARICOM", "SICA", "ANDEAN")
    }
    together = by_code(demo)["I-V1"].figure
    belize = country_id("BLZ")
    assert belize in alone["CARICOM"].behind
    assert belize in alone["SICA"].behind
    assert [each for each in together.behind if each == belize] == [belize]
    assert len(together.behind) == sum(len(each.behind) for each in alone.values()) - 1
    assert sum(len(each.among) for each in alone.values()) == 26
    assert len(together.among) == 25


def test_the_period_is_the_year_up_to_today_unless_another_is_asked(demo: Session):
    year = by_code(demo, frm=dt.date(2025, 5, 14), to=TODAY)
    assert year == by_code(demo)
    assert by_code(demo, frm=dt.date(2025, 11, 1))["I-V1"] != year["I-V1"]


def test_a_year_that_ends_on_a_leap_day_begins_on_the_first_of_march(mine: Session):
    leap = dt.date(2024, 2, 29)
    editing.create(
        mine,
        "visit",
        {
            "title": "Mission",
            "country": country_id("JAM"),
            "dates": "2023-03-01",
            "status": "COMPLETED",
        },
    )
    editing.create(
        mine,
        "visit",
        {
            "title": "Mission",
            "country": country_id("TTO"),
            "dates": "2023-02-28",
            "status": "COMPLETED",
        },
    )
    assert by_code(mine, to=leap)["I-V1"].figure.behind == (country_id("JAM"),)


def test_deleted_entries_count_nowhere(mine: Session):
    visit = editing.create(
        mine,
        "visit",
        {
            "title": "Mission",
            "country": country_id("JAM"),
            "dates": "2026-03-02",
            "status": "COMPLETED",
        },
    )
    assert by_code(mine)["I-V1"].figure.numerator["n"] == 1
    editing.delete(mine, [visit.id])
    assert by_code(mine)["I-V1"].figure.numerator["n"] == 0


def test_what_cannot_be_asked_is_refused_in_a_sentence(mine: Session):
    with pytest.raises(UserError, match="no group of States called"):
        reporting.indicators(mine, group="CARICON")
    with pytest.raises(UserError, match="ends before it begins"):
        reporting.indicators(mine, frm=TODAY, to=TODAY - dt.timedelta(days=1))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_as_data_it_is_plain_and_names_references(demo: Session, lang):
    frame = reporting.asked(demo)
    data = reporting.as_data(demo, frame, reporting.indicators(demo), load(lang))
    assert json.loads(json.dumps(data)) == data
    assert [each["code"] for each in data] == CODES
    points = data[5]
    assert points["denominator"] == {"n": 25, "qualifier": "exact"}
    assert set(points["behind"]) < set(points["among"])
    assert "KNA" in set(points["among"]) - set(points["behind"])
    (undated, *_) = data[6]["excluded"]
    assert undated["count"] == len(undated["records"]) > 0
    assert all(name.startswith("FU-") for name in undated["records"])
