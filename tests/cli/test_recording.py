"""Recording, changing, deleting and taking back, as commands."""

from __future__ import annotations

import pytest

from coordinator_app.domain.changes import Create, Operation
from coordinator_app.domain.identity import uuid7
from coordinator_app.services.session import Session
from tests.services.exchange import busy_workbook
from tests.services.exchange.busy_workbook import JAM, TTO


def fields(done):
    return done.document["fields"]


def test_an_entry_is_recorded_with_values_as_people_write_them(run, file):
    done = run(
        "add", file, "visit", "title=Round table", "country=Trinidad & Tobago",
        "dates=20-22 May 2025", "participants=at least 25", "visit_type=National round table",
        "invited_on=1 March 2025", "obligations=OP2; OP3d", "planned_cost=USD 1,200.50",
        "notes=First line\nwith = signs", "--json",
    )  # fmt: skip
    assert done.code == 0
    assert done.document["ref"] == "VIS-TTO-2025-001"
    assert (done.document["type"], done.document["title"]) == ("visit", "Round table")
    assert done.document["deleted"] is False
    found = fields(done)
    assert found["country"] == {"id": TTO, "ref": "TTO", "title": "Trinidad and Tobago"}
    assert found["dates"] == "2025-05-20/2025-05-22"
    assert found["participants"] == {"n": 25, "qualifier": "at_least"}
    assert found["visit_type"] == "NATIONAL_ROUNDTABLE"
    assert found["invited_on"] == "2025-03-01"
    assert found["obligations"] == ["OP2", "OP3d"]
    assert found["planned_cost"] == {"minor": 120050, "currency": "USD"}
    assert found["notes"] == "First line\nwith = signs"
    assert found["status"] == "PLANNED"
    assert run("show", file, "VIS-TTO-2025-001", "--json").document["fields"] == found


def test_spanish_values_are_read_in_spanish(run, file):
    done = run("add", file, "visit", "title=Misión", "country=Trinidad y Tabago",
               "dates=mayo de 2025", "participants=al menos 25", "--lang", "es", "--json")  # fmt: skip
    found = fields(done)
    assert found["dates"] == "2025-05"
    assert found["participants"]["qualifier"] == "at_least"
    assert found["country"]["title"] == "Trinidad y Tabago"


def test_rows_of_an_entry_are_recorded_with_their_parent(run, file):
    added = run("add", file, "visit_meeting", "parent=VIS-TTO-2024-001", "topic=Ports",
                "institution=The new committee", "--json")  # fmt: skip
    assert fields(added)["parent"]["ref"] == "VIS-TTO-2024-001"
    assert fields(added)["institution"] == {"label": "The new committee"}
    shown = run("show", file, "VIS-TTO-2024-001", "--json").document
    (meeting,) = shown["children"]["visit_meeting"]
    assert meeting["id"] == added.document["id"]
    assert "  The new committee · Ports" in run("show", file, "VIS-TTO-2024-001").out


def test_a_party_may_be_an_entry_or_a_name(run, file):
    ministry = run("list", file, "institution", "--filter", "acronym=MNS", "--json").document[0]
    by_reference = run("add", file, "follow_up", "title=A", f"owner={ministry['ref']}", "--json")
    owner = {key: ministry[key] for key in ("id", "ref", "title")}
    assert fields(by_reference)["owner"] == owner
    by_name = run("add", file, "follow_up", "title=B", "owner=Whoever comes next", "--json")
    assert fields(by_name)["owner"] == {"label": "Whoever comes next"}


def test_what_an_entry_lacks_is_said_at_once(run, file):
    done = run("add", file, "follow_up", "title=Send the law", "owner=The ministry")
    assert done.code == 0
    assert "Recorded: FU-" in done.out
    assert "! It has no due date." in done.out


def test_fields_are_changed_emptied_and_left_alone(run, file):
    changed = run("set", file, "VIS-TTO-2024-001", "city=Arima", "venue=Town hall")
    assert changed.out.startswith("Changed: VIS-TTO-2024-001 Mission 0")
    emptied = run("set", file, "VIS-TTO-2024-001", "venue=", "--json")
    assert "venue" not in fields(emptied)
    assert fields(emptied)["city"] == "Arima"
    before = run("history", file, "--json").document
    assert "Nothing to change" in run("set", file, "VIS-TTO-2024-001", "city=Arima").out
    assert run("history", file, "--json").document == before


def test_nothing_is_changed_when_one_value_does_not_fit(run, file):
    before = run("show", file, "VIS-TTO-2024-001", "--json").document
    assert run("set", file, "VIS-TTO-2024-001", "city=Arima", "dates=someday").code == 1
    assert run("show", file, "VIS-TTO-2024-001", "--json").document == before


def test_a_doubtful_name_is_asked_back(run, file):
    done = run("add", file, "visit", "title=A", "country=Granada")
    assert done.code == 1
    assert "Grenada" in done.err
    assert run("list", file, "visit", "--filter", "title==A", "--json").document == []


def test_deleting_says_what_still_points_there_and_can_be_taken_back(run, file):
    deleted = run("delete", file, "VIS-TTO-2024-001", "--json").document
    assert deleted["operation"]
    assert len(deleted["linked"]) == 8
    assert "FU-TTO-2024-001" in deleted["linked"]
    listed = run("list", file, "visit", "--json").document
    assert "VIS-TTO-2024-001" not in [each["ref"] for each in listed]
    assert run("show", file, "VIS-TTO-2024-001", "--json").document["deleted"] is True
    assert "recycle bin" in run("show", file, "VIS-TTO-2024-001").out.splitlines()[0]
    back = run("undelete", file, "VIS-TTO-2024-001", "--json").document
    assert back["deleted"] is False
    assert "was not deleted" in run("undelete", file, "VIS-TTO-2024-001").out
    assert "point at it" in run("delete", file, "VIS-TTO-2024-001").out


def test_a_reference_that_two_entries_bear_is_asked_back_with_their_ids(run, file):
    ids = [uuid7(), uuid7()]
    with Session.open_for(file, busy_workbook.clock(), "Ana") as session:
        session.commit(
            Operation(
                tuple(
                    Create("visit", {"title": each, "country": JAM}, each, "VIS-JAM-2020-001")
                    for each in ids
                )
            )
        )
    done = run("show", file, "VIS-JAM-2020-001")
    assert done.code == 1
    assert all(each in done.err for each in ids)
    assert run("show", file, ids[1], "--json").document["title"] == ids[1]
    assert run("delete", file, ids[0]).code == 0
    assert run("show", file, "VIS-JAM-2020-001", "--json").document["id"] == ids[1]


def test_undo_and_redo_go_through_what_was_done_last(run, file):
    reference = "VIS-TTO-2024-001"
    run("set", file, reference, "city=Arima")
    run("set", file, reference, "city=Chaguanas")
    latest = run("history", file, "--json").document[0]
    undone = run("undo", file, "--json").document
    assert undone["operation"] == latest["operation"]
    assert undone["undone"] == [{"ref": reference, "field": "city"}]
    assert (undone["kept"], undone["impossible"]) == ([], [])
    assert fields(run("show", file, reference, "--json"))["city"] == "Arima"
    assert "Undone: Edit Mission 0" in run("undo", file).out
    assert fields(run("show", file, reference, "--json"))["city"] == "Port of Spain"
    assert "Redone: Edit Mission 0" in run("redo", file).out
    assert run("redo", file, "--json").document["operation"]
    assert fields(run("show", file, reference, "--json"))["city"] == "Chaguanas"


def test_an_older_operation_is_undone_but_for_what_was_changed_since(run, file):
    reference = "VIS-TTO-2024-001"
    run("set", file, reference, "city=Arima", "venue=Town hall")
    (older, *_) = run("history", file, "--json").document
    run("set", file, reference, "city=Chaguanas")
    undone = run("undo", file, older["operation"], "--json").document
    assert undone["undone"] == [{"ref": reference, "field": "venue"}]
    (kept,) = undone["kept"]
    assert (kept["ref"], kept["field"]) == (reference, "city")
    assert kept["why"]
    assert fields(run("show", file, reference, "--json"))["city"] == "Chaguanas"


def test_only_the_persons_own_steps_are_undone(run, file):
    run("set", file, "VIS-TTO-2024-001", "city=Arima", "--actor", "Eva")
    done = run("undo", file, "--actor", "Rosa")
    assert done.code == 1
    assert "nothing to undo" in done.err


def test_history_tells_who_changed_what_when(run, file):
    run("set", file, "VIS-TTO-2024-001", "city=Arima", "--actor", "Eva")
    entries = run("history", file, "VIS-TTO-2024-001", "--json").document
    assert set(entries[0]) == {
        "operation", "at", "actor", "kind", "label", "source", "changes", "undone_by",
    }  # fmt: skip
    assert (entries[0]["actor"], entries[0]["kind"]) == ("Eva", "edit")
    assert entries[0]["changes"] == [
        {"type": "visit", "ref": "VIS-TTO-2024-001", "field": "city", "old": "Port of Spain",
         "new": "Arima"}
    ]  # fmt: skip
    first = {each["field"]: each["new"] for each in entries[-1]["changes"]
             if each["ref"] == "VIS-TTO-2024-001"}  # fmt: skip
    assert first["participants"] == {"n": 25, "qualifier": "at_least"}
    assert first["country"]["ref"] == "TTO"
    run("undo", file, "--actor", "Eva")
    now = run("history", file, "--json").document
    assert now[1]["undone_by"] == now[0]["operation"]
    said = run("history", file, "VIS-TTO-2024-001", "--lang", "en").out
    assert "City: Port of Spain → Arima" in said
    assert "VIS-TTO-2024-002" not in said  # made in the same operation; only counted
    assert len(run("history", file, "--limit", "1", "--json").document) == 1


@pytest.mark.parametrize("text", ["=1+1", "-5 to +5", "0042", "ñandú “x” 5 < 6 & 7", "TRUE", "1e5"])
def test_texts_stay_as_they_were_written(run, file, text):
    done = run("set", file, "VIS-TTO-2024-001", f"venue={text}", "--json")
    assert fields(done)["venue"] == text
