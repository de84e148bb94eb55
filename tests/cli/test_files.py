"""Commands that write files: forms, lists, backups, documents; and those that look after a file."""

from __future__ import annotations

import csv
import json
import sqlite3

import openpyxl
import pytest

from tests.services.exchange import spoiling


def send(run, file, out, *words):
    return run("export", file, out, "--country", "TTO", *words, "--json")


def test_a_form_is_written_and_tracked(run, file, tmp_path):
    out = tmp_path / "form.xlsx"
    minister = run("list", file, "contact", "--filter", "name=Ana Perez 0", "--json").document[0]
    words = ("--to", minister["ref"], "--due", "2025-04-30", "--note", "With thanks", "--personal")
    sent = send(run, file, out, *words).document
    assert set(sent) == {
        "dispatch", "ref", "file", "sha256", "to", "sheets", "pages", "cells", "left_out",
        "sensitivity", "personal_data", "password",
    }  # fmt: skip
    assert sent["file"] == str(out)
    assert sent["personal_data"] is True
    assert set(sent["sheets"][0]) == {"name", "type", "rows", "spare", "fields"}
    rows = sum(each["rows"] * len(each["fields"]) for each in sent["sheets"])
    assert 0 < sent["cells"] <= rows
    tracked = run("show", file, sent["dispatch"], "--json").document["fields"]
    assert (tracked["due_back"], tracked["sha256"]) == ("2025-04-30", sent["sha256"])
    assert tracked["recipient"]["ref"] == minister["ref"]
    assert "With thanks" in str([cell.value for row in openpyxl.load_workbook(out).active.rows
                                 for cell in row])  # fmt: skip


def test_a_form_speaks_the_language_of_the_command_unless_told_otherwise(run, file, tmp_path):
    names = {each["type"]: each["name"]
             for each in send(run, file, tmp_path / "a.xlsx", "--lang", "es").document["sheets"]}  # fmt: skip
    assert names["visit"] == "Visitas"
    done = run("export", file, tmp_path / "b.xlsx", "--country", "tto", "--lang", "es",
               "--file-lang", "en")  # fmt: skip
    assert "Visits:" in done.out
    assert "listo" in done.out


def test_a_form_may_have_some_sheets_only(run, file, tmp_path):
    sent = send(run, file, tmp_path / "a.xlsx", "--type", "visit", "--type", "follow_up").document
    assert [each["type"] for each in sent["sheets"]] == ["visit", "follow_up"]


def test_nothing_is_written_over_unless_told_so(run, file, tmp_path):
    out = tmp_path / "form.xlsx"
    out.write_bytes(b"mine")
    refused = send(run, file, out)
    assert (refused.code, out.read_bytes()) == (1, b"mine")
    assert run("list", file, "dispatch", "--json").document == []
    assert send(run, file, out, "--replace").code == 0
    assert out.read_bytes()[:2] == b"PK"


@pytest.fixture
def reply(run, file, tmp_path):
    """Return a reply with one sound change, one that cannot be used, and one both made."""
    out = tmp_path / "reply.xlsx"
    send(run, file, out)
    with spoiling.opened(out) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "venue", "title", "Mission 1").value = "Hall"
        spoiling.cell(page, "dates", "title", "Mission 1").value = "06/11/14"
        spoiling.cell(page, "participants", "title", "Mission 0").value = "at least 30"
    run("set", file, "VIS-TTO-2024-001", "participants=about 28")
    return out


def test_a_reply_is_looked_at_without_taking_anything(run, file, reply):
    before = file.read_bytes()
    done = run("import", file, reply, "--dry-run", "--json")
    assert done.code == 3
    assert set(done.document) >= {"source", "counts", "changes", "issues", "applied"}
    assert set(done.document["source"]) >= {"dispatch", "sha256", "base"}
    changes = {each["field"]: each for each in done.document["changes"]}
    assert set(changes["venue"]) >= {
        "n", "type", "ref", "field", "base", "ours", "theirs", "class", "decision",
    }  # fmt: skip
    assert changes["participants"]["class"] == "conflict"
    assert changes["participants"]["ours"] == {"n": 28, "qualifier": "about"}
    assert changes["participants"]["theirs"] == {"n": 30, "qualifier": "at_least"}
    (issue,) = done.document["issues"]
    assert set(issue) == {"file", "sheet", "cell", "field", "value", "what", "do"}
    assert file.read_bytes() == before


def test_what_is_safe_is_taken_and_the_rest_waits(run, file, reply):
    done = run("import", file, reply)
    assert done.code == 3
    assert "1 taken in." in done.out
    assert "2 left to decide" in done.out
    assert "Visits!" in done.out
    assert run("show", file, "VIS-TTO-2024-002", "--json").document["fields"]["venue"] == "Hall"
    mine = run("show", file, "VIS-TTO-2024-001", "--json").document["fields"]["participants"]
    assert mine == {"n": 28, "qualifier": "about"}


@pytest.mark.parametrize(("whose", "n"), [("theirs", 30), ("ours", 28)])
def test_conflicts_may_be_decided_all_at_once(run, file, reply, whose, n):
    run("import", file, reply, "--conflicts", whose)
    now = run("show", file, "VIS-TTO-2024-001", "--json").document["fields"]["participants"]
    assert now["n"] == n


def test_nothing_is_taken_when_told_so(run, file, reply):
    done = run("import", file, reply, "--accept", "none", "--json")
    assert done.document["applied"]["taken"] == 0
    assert "venue" not in run("show", file, "VIS-TTO-2024-002", "--json").document["fields"]


def test_decisions_are_given_by_number_as_values_are_printed(run, file, reply, tmp_path):
    listed = run("import", file, reply, "--dry-run", "--json").document["changes"]
    number = {each["field"]: str(each["n"]) for each in listed}
    given = tmp_path / "decisions.json"
    decisions = {
        number["participants"]: {"value": {"n": 29, "qualifier": "exact"}},
        number["dates"]: {"value": "6 Nov 2014"},
        number["venue"]: "keep",
    }
    given.write_text(json.dumps(decisions), encoding="utf-8")
    done = run("import", file, reply, "--decisions", given, "--json")
    assert done.code == 0
    first = run("show", file, "VIS-TTO-2024-001", "--json").document["fields"]
    second = run("show", file, "VIS-TTO-2024-002", "--json").document["fields"]
    assert first["participants"] == {"n": 29, "qualifier": "exact"}
    assert second["dates"] == "2014-11-06"
    assert "venue" not in second


@pytest.mark.parametrize("text", ["", "[]", "{", '{"999": "take"}', '{"x": "keep"}', "3"])
def test_decisions_that_cannot_be_followed_are_refused_and_nothing_is_taken(
    run, file, reply, tmp_path, text
):
    given = tmp_path / "decisions.json"
    given.write_text(text, encoding="utf-8")
    before = run("history", file, "--json").document
    done = run("import", file, reply, "--decisions", given)
    assert (done.code, done.out) == (1, "")
    assert run("history", file, "--json").document == before


def test_what_cannot_be_used_is_written_to_be_sent_back(run, file, reply, tmp_path):
    out = tmp_path / "back.xlsx"
    done = run("import", file, reply, "--issues", out)
    assert done.code == 3
    assert "back.xlsx" in done.out
    page = spoiling.sheet(openpyxl.load_workbook(out), "visit")
    assert page.max_row == spoiling.FIRST
    assert spoiling.cell(page, "dates", "title", "Mission 1").comment is not None


def test_a_dry_run_writes_what_cannot_be_used_too(run, file, reply, tmp_path):
    out = tmp_path / "back.xlsx"
    assert run("import", file, reply, "--dry-run", "--issues", out).code == 3
    assert out.exists()


def test_with_nothing_to_send_back_no_file_is_written(run, file, tmp_path):
    form, out = tmp_path / "form.xlsx", tmp_path / "back.xlsx"
    send(run, file, form)
    done = run("import", file, form, "--issues", out)
    assert done.code == 0
    assert "nothing to send back" in done.out
    assert not out.exists()


def test_nothing_is_taken_in_when_what_goes_back_cannot_be_written(run, file, reply, tmp_path):
    (tmp_path / "back.xlsx").write_bytes(b"mine")
    done = run("import", file, reply, "--issues", tmp_path / "back.xlsx")
    assert done.code == 1
    assert "venue" not in run("show", file, "VIS-TTO-2024-002", "--json").document["fields"]
    assert (tmp_path / "back.xlsx").read_bytes() == b"mine"


def test_a_list_is_saved_as_excel_with_true_values(run, file, tmp_path):
    out = tmp_path / "visits.xlsx"
    done = run("table", file, "visit", out, "--filter", "country=TTO", "--json")
    assert done.document == {"file": str(out), "type": "visit", "rows": 6}
    page = openpyxl.load_workbook(out).active
    head = [cell.value for cell in page[1]]
    assert head[:3] == ["Our code", "Title", "State"]
    assert page.max_row == 7
    assert "Marking" not in head


def test_a_list_is_saved_as_csv_that_no_spreadsheet_takes_for_formulas(run, file, tmp_path):
    out = tmp_path / "institutions.csv"
    assert (
        run("table", file, "institution", out, "--filter", "country=TTO", "--lang", "es").code == 0
    )
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert len(rows) == 4
    assert "'=Laboratory +1" in {each["Nombre"] for each in rows}
    cells = [cell for each in rows for cell in each.values() if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r"]


@pytest.mark.parametrize("kind", ["sample", "demo"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_list_of_practice_data_says_so_in_every_row(run, tmp_path, kind, ending):
    file, out = tmp_path / "practice.c1540", tmp_path / f"visits{ending}"
    run("new", file, f"--{kind}")
    assert run("table", file, "visit", out).code == 0
    if ending == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as stream:
            head, *rows = csv.reader(stream)
    else:
        head, *rows = ([c.value for c in row] for row in openpyxl.load_workbook(out).active.rows)
    assert head[-1] == "Marking"
    said = {row[-1] for row in rows}
    assert len(said) == 1
    assert kind.upper() in said.pop()


def test_an_empty_file_the_sample_and_the_demo_are_made(run, tmp_path):
    made = {}
    for kind, words in (("", ()), ("sample", ("--sample",)), ("demo", ("--demo",))):
        path = tmp_path / f"new{kind}.c1540"
        document = run("new", path, *words, "--json").document
        assert (document["file"], document["kind"]) == (str(path), kind)
        made[kind] = document["counts"]
    assert "visit" not in made[""]
    assert made[""]["country"] == 55
    assert made["sample"]["visit"] < made["demo"]["visit"]
    assert made["demo"]["follow_up"] == 250
    assert "ready" in run("new", tmp_path / "other.c1540").out


def test_a_file_is_attached_to_an_entry(run, file, tmp_path):
    paper = tmp_path / "note.pdf"
    paper.write_bytes(b"%PDF-1.4 a note")
    done = run("attach", file, "VIS-TTO-2024-001", paper, "--title", "Note verbale", "--json")
    assert done.document["fields"]["file"]["name"] == "note.pdf"
    shown = run("show", file, "VIS-TTO-2024-001", "--json").document
    assert [each["title"] for each in shown["children"]["attachment"]] == [
        "Note verbale · note.pdf"
    ]
    assert "note.pdf" in run("attach", file, "VIS-TTO-2024-002", paper).out


def test_a_file_is_backed_up_and_put_back(run, file, tmp_path):
    backup = run("backup", file, "--json").document["file"]
    copy = tmp_path / "copy.c1540"
    assert str(copy) in run("backup", file, copy).out
    assert run("backup", file, copy).code == 1
    run("set", file, "VIS-TTO-2024-001", "city=Arima")
    assert run("restore", backup, file).code == 1
    restored = run("restore", backup, file, "--replace", "--json").document
    assert (restored["file"], restored["missing"]) == (str(file), [])
    city = run("show", file, "VIS-TTO-2024-001", "--json").document["fields"]["city"]
    assert city == "Port of Spain"
    aside = run("show", restored["aside"], "VIS-TTO-2024-001", "--json").document
    assert aside["fields"]["city"] == "Arima"
    assert "Restored: new.c1540" in run("restore", copy, tmp_path / "new.c1540").out


def test_a_sound_file_is_found_sound(run, file):
    assert run("check", file, "--json").document == {"ok": True, "findings": []}
    assert "All is well" in run("check", file).out


def test_what_does_not_fit_is_found_and_what_is_derived_is_repaired(run, file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE record SET title = 'Other' WHERE reference = 'VIS-TTO-2024-001'")
    connection.close()
    found = run("check", file, "--json")
    assert (found.code, found.document["ok"]) == (1, False)
    assert set(found.document["findings"][0]) == {"what", "where", "do"}
    assert len(found.err.strip().splitlines()) == 1
    assert run("check", file, "--repair", "--json").document == {"ok": True, "findings": []}
    title = run("show", file, "VIS-TTO-2024-001", "--json").document["title"]
    assert title == "Mission 0"


def test_a_value_that_its_log_does_not_know_is_found_and_not_repaired(run, file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE visit SET city = 'Elsewhere' WHERE title = 'Mission 0'")
    connection.close()
    assert run("check", file).code == 1
    assert run("check", file, "--repair").code == 1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_catalogue_is_written_as_a_document(run, tmp_path, lang):
    out = tmp_path / "catalogue.md"
    done = run("docs", out, "--lang", lang, "--json").document
    text = out.read_text(encoding="utf-8")
    assert done["file"] == str(out)
    assert all(f"(`{key}`)" in text for key in done["types"])
    assert ("## Visits (`visit`)" in text) == (lang == "en")
    assert text.endswith("\n")


def test_the_program_tries_its_own_parts(run):
    found = run("selftest", "--json")
    assert (found.code, found.document["ok"]) == (0, True)
    assert set(found.document["steps"]) == {"resources", "texts", "store", "courier", "undo"}


def test_a_part_that_fails_is_told(run, monkeypatch):
    monkeypatch.setattr("coordinator_app.cli.commands.selftest._texts", bool)
    found = run("selftest")
    assert found.code == 1
    assert "FAILED" in found.out
    assert found.err.strip()


def test_a_word_is_said_where_a_file_lies_badly(run, tmp_path):
    folder = tmp_path / "OneDrive - Office"
    folder.mkdir()
    run("new", folder / "mine.c1540")
    done = run("add", folder / "mine.c1540", "visit", "title=A", "country=TTO", "--json")
    assert done.code == 0
    assert done.document["title"] == "A"
    assert "OneDrive" in done.err
