"""Several replies at once on the command line: a folder, or files named one by one."""

from __future__ import annotations

import io
import json
import shutil

import openpyxl
import pytest

from coordinator_app.excel import locking
from tests.services.exchange import spoiling


@pytest.fixture
def folder(run, file, tmp_path):
    """Return a folder: one sound reply, one with a conflict and a mistake, two that are none."""
    made = tmp_path / "replies"
    made.mkdir()
    for state, name in (("TTO", "tto.xlsx"), ("JAM", "jam.xlsx"), ("COL", "col.xlsx")):
        run("export", file, made / name, "--country", state)
    with spoiling.opened(made / "tto.xlsx") as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "venue", "title", "Mission 1").value = "Hall"
        spoiling.cell(page, "dates", "title", "Mission 1").value = "06/11/14"
        spoiling.cell(page, "participants", "title", "Mission 0").value = "at least 30"
    with spoiling.opened(made / "jam.xlsx") as book:
        page = spoiling.sheet(book, "country")
        page.cell(spoiling.FIRST, spoiling.column(page, "capital")).value = "Spanish Town"
    (made / "notes.xlsx").write_text("not a workbook", encoding="utf-8")
    run("set", file, "VIS-TTO-2024-001", "participants=about 28")
    return made


def shown(run, file, reference):
    return run("show", file, reference, "--json").document["fields"]


def operations(run, file):
    found = run("history", file, "--json").document
    return [each for each in found if each["label"].startswith("Take in ")]


def by_file(document):
    return {each.get("file") or each["source"]["file"]: each for each in document["files"]}


def test_a_dry_run_says_of_each_file_what_it_holds_and_writes_nothing(run, file, folder):
    before = file.read_bytes()
    done = run("import", file, folder, "--dry-run", "--json")
    assert done.code == 3
    found = by_file(done.document)
    assert list(found) == ["col.xlsx", "jam.xlsx", "notes.xlsx", "tto.xlsx"]
    assert set(found["tto.xlsx"]) >= {"source", "counts", "changes", "issues", "applied"}
    assert "still as it was sent" in found["col.xlsx"]["refused"]
    assert found["notes.xlsx"]["refused"].startswith("notes.xlsx: ")
    total = done.document["counts"]
    assert (total["theirs_only"], total["conflict"], total["invalid"]) == (2, 1, 1)
    assert file.read_bytes() == before


def test_each_is_taken_in_by_itself_and_what_is_left_waits_with_its_file(run, file, folder):
    done = run("import", file, folder)
    assert done.code == 3
    assert done.out.splitlines()[-1] == (
        "2 replies read · 2 files left out · 2 taken in · 2 left to decide"
    )
    assert shown(run, file, "VIS-TTO-2024-002")["venue"] == "Hall"
    assert shown(run, file, "JAM")["capital"] == "Spanish Town"
    latest, earlier = operations(run, file)
    assert latest["source"] != earlier["source"]
    assert run("undo", file, earlier["operation"]).code == 0
    assert shown(run, file, "VIS-TTO-2024-002")["venue"] == "Hall"
    assert shown(run, file, "JAM")["capital"] != "Spanish Town"


def test_files_are_named_one_by_one_and_nothing_waiting_is_a_plain_success(run, file, folder):
    done = run("import", file, folder / "jam.xlsx", folder / "col.xlsx", "--json")
    assert done.code == 0
    assert [each.get("applied", {}).get("taken") for each in done.document["files"]] == [1, None]


def test_when_every_file_is_refused_so_is_the_command(run, file, folder):
    done = run("import", file, folder / "notes.xlsx", folder / "col.xlsx")
    assert done.code == 1
    assert done.out.count("✗") == 2


def test_decisions_are_given_by_file(run, file, folder, tmp_path):
    listed = by_file(run("import", file, folder, "--dry-run", "--json").document)
    number = {each["field"]: str(each["n"]) for each in listed["tto.xlsx"]["changes"]}
    given = tmp_path / "decisions.json"
    decisions = {"tto.xlsx": {number["participants"]: "take", number["dates"]: "keep"}}
    given.write_text(json.dumps(decisions), encoding="utf-8")
    assert run("import", file, folder, "--decisions", given).code == 0
    assert shown(run, file, "VIS-TTO-2024-001")["participants"]["n"] == 30


@pytest.mark.parametrize("text", ['{"3": "take"}', '{"tto.xlsx": {"999": "take"}}', '{"x": {}}'])
def test_decisions_that_cannot_be_followed_are_refused_before_anything_is_taken(
    run, file, folder, tmp_path, text
):
    given = tmp_path / "decisions.json"
    given.write_text(text, encoding="utf-8")
    done = run("import", file, folder, "--decisions", given)
    assert (done.code, done.out) == (1, "")
    assert "{{" not in done.err
    assert operations(run, file) == []


def test_what_cannot_be_used_goes_back_in_a_folder(run, file, folder, tmp_path):
    done = run("import", file, folder, "--issues", tmp_path / "back")
    (out,) = (tmp_path / "back").iterdir()
    assert out.name == "tto to correct.xlsx"
    assert out.name in done.out
    page = spoiling.sheet(openpyxl.load_workbook(out), "visit")
    assert spoiling.cell(page, "dates", "title", "Mission 1").comment is not None


def test_the_second_of_two_corrections_is_compared_with_the_first(run, file, folder):
    shutil.copy(folder / "tto.xlsx", folder / "tto (2).xlsx")
    with spoiling.opened(folder / "tto (2).xlsx") as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "venue", "title", "Mission 1").value = "Another hall"
    done = run("import", file, folder / "tto.xlsx", folder / "tto (2).xlsx", "--json")
    first, second = done.document["files"]
    assert (first["counts"]["conflict"], second["counts"]["conflict"]) == (1, 2)
    assert shown(run, file, "VIS-TTO-2024-002")["venue"] == "Hall"


def lock(path, password):
    locking.lock(io.BytesIO(path.read_bytes()), path, password)


def test_protected_replies_are_opened_each_with_its_own_password(run, file, folder):
    lock(folder / "tto.xlsx", "uno")
    lock(folder / "jam.xlsx", "dos")
    none = by_file(run("import", file, folder, "--dry-run", "--json").document)
    assert "password" in none["tto.xlsx"]["refused"]
    one = by_file(run("import", file, folder, "--dry-run", "--json", "--password", "dos").document)
    assert ("refused" in one["tto.xlsx"], "refused" in one["jam.xlsx"]) == (True, False)
    both = run("import", file, folder, "--json", "--password", "dos", "--password", "uno")
    assert not [
        each for each in ("tto.xlsx", "jam.xlsx") if "refused" in by_file(both.document)[each]
    ]
    taken = {name: each["applied"]["taken"] for name, each in by_file(both.document).items()
             if "applied" in each}  # fmt: skip
    assert taken == {"tto.xlsx": 1, "jam.xlsx": 1}


def test_passwords_are_asked_for_file_by_file_on_the_terminal(run, file, folder, monkeypatch):
    lock(folder / "tto.xlsx", "uno")
    lock(folder / "jam.xlsx", "dos")
    asked = []

    def typed(prompt):
        asked.append(prompt)
        return {"jam.xlsx": "dos"}.get(prompt.split()[2].strip(":"), "")

    monkeypatch.setattr("coordinator_app.cli.replies.getpass.getpass", typed)
    done = run("import", file, folder, "--dry-run", "--json", "--ask-password")
    assert asked == ["Password of jam.xlsx: ", "Password of tto.xlsx: "]
    found = by_file(done.document)
    assert ("refused" in found["tto.xlsx"], "refused" in found["jam.xlsx"]) == (True, False)
    asked.clear()
    single = run("import", file, folder / "jam.xlsx", "--dry-run", "--json", "--ask-password")
    assert (single.code, asked) == (0, ["Password of jam.xlsx: "])
    assert "dos" not in single.out + single.err


def test_what_there_is_to_say_of_a_file_stands_beneath_it(run, file, folder):
    ref = run("import", file, folder / "jam.xlsx", "--dry-run", "--json").document["source"][
        "dispatch"
    ]
    run("sent", file, ref, "withdraw")
    said = run("import", file, folder, "--dry-run").out
    assert f"  ! The sent file {ref} that this one answers was withdrawn." in said
