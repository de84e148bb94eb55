"""New workbooks: empty, with the cited facts, or with the invented year."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from coordinator_app import paths
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import reference, samples, undoing
from coordinator_app.services.session import DEMO, SAMPLE, Session

MAKERS = {"": samples.new, SAMPLE: samples.new_sample, DEMO: samples.new_demo}
TODAY = dt.date(2026, 5, 13)


def clock(replica: str = "abcdefgh") -> Clock:
    return Clock(replica, today=lambda: TODAY)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_workbook_says_what_it_is_and_opens_again(kind, tmp_path: Path):
    path = tmp_path / "mine.c1540"
    with MAKERS[kind](path, clock(), "Ana") as made:
        assert made.kind == kind
        count = made.records.count("follow_up")
    with Session.open_for(path, clock(), "Ana") as again:
        assert again.kind == kind
        assert again.records.count("country") == 55
        assert again.records.count("follow_up") == count


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_that_is_there_is_never_overwritten(kind, tmp_path: Path):
    path = tmp_path / "mine.c1540"
    path.write_bytes(b"somebody's work")
    with pytest.raises(UserError):
        MAKERS[kind](path, clock(), "Ana")
    assert path.read_bytes() == b"somebody's work"


def test_an_empty_workbook_holds_reference_data_alone(tmp_path: Path):
    with samples.new(tmp_path / "mine.c1540", clock(), "Ana") as made:
        own = [each.key for each in made.catalogue if not each.reference_data]
        held = {key for key in own if made.records.count(key)}
    assert held == {"institution", "source"}


def test_reference_data_is_nobodys_last_step(tmp_path: Path):
    with samples.new(tmp_path / "mine.c1540", clock(), "Ana") as made:
        with pytest.raises(UserError, match="nothing to undo"):
            undoing.undo(made)
        assert made.records.count("country") == 55


def test_workbooks_made_apart_hold_the_same_reference_ids(tmp_path: Path):
    ids = []
    for replica in ("aaaaaaaa", "bbbbbbbb"):
        with samples.new(tmp_path / f"{replica}.c1540", clock(replica), replica) as made:
            keys = (
                "country",
                "country_group",
                "group_membership",
                "theme",
                "institution",
                "source",
            )
            ids.append({(each.id, each.made) for key in keys for each in made.records.all(key)})
    assert ids[0] == ids[1]


def test_the_sample_is_laid_as_it_is_declared(tmp_path: Path):
    text = (paths.resources() / "sample" / "sample.json").read_text(encoding="utf-8")
    with samples.new_sample(tmp_path / "sample.c1540", clock(), "Ana") as sample:
        for entry in json.loads(text):
            record = sample.one(entry["reference"])
            assert record.type == entry["type"]
            owned = [each.type for each in sample.records.children(record.id)]
            children = [each["type"] for each in entry.get("children", ())]
            assert sorted(owned) == sorted(
                children + ["source_link"] * len(entry.get("sources", ()))
            )


def test_declared_entries_find_each_other(tmp_path: Path):
    entries: list[dict[str, Any]] = [
        {"type": "contact", "key": "C", "values": {"name": "Perpetua Lantern", "country": {"country": "JAM"}}},
        {
            "type": "follow_up",
            "values": {"title": "Send the list", "owner": {"ref": "C"}, "countries": [{"country": "JAM"}, {"country": "BLZ"}]},
            "children": [{"type": "follow_up_update", "values": {"text": "Asked"}}],
        },
    ]  # fmt: skip
    contact, follow_up, news = samples.declared(entries)
    assert follow_up.values["owner"] == {"id": contact.id}
    both = [reference.country_id("JAM"), reference.country_id("BLZ")]
    assert follow_up.values["countries"] == both
    assert news.values["parent"] == follow_up.id


def test_nothing_is_left_of_a_workbook_that_could_not_be_filled(tmp_path: Path, monkeypatch):
    def lay(session: Session) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(reference, "lay", lay)
    with pytest.raises(UserError, match="disk is full"):
        samples.new(tmp_path / "mine.c1540", clock(), "Ana")
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".c1540"] == []
    monkeypatch.undo()
    samples.new(tmp_path / "mine.c1540", clock(), "Ana").close()


@pytest.mark.parametrize("kind", [SAMPLE, DEMO])
def test_what_a_workbook_came_with_is_nobodys_last_step(kind, tmp_path: Path):
    with MAKERS[kind](tmp_path / "mine.c1540", clock(), "Ana") as made:
        with pytest.raises(UserError, match="nothing to undo"):
            undoing.undo(made)
        assert made.records.count("visit")
