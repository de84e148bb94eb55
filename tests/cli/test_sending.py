"""Files for many, reports and what becomes of sent files, on the command line."""

from __future__ import annotations

import hashlib
import zipfile

import openpyxl
import pytest

from coordinator_app.services.session import Session
from tests.services.exchange import busy_workbook


def test_a_file_for_each_of_several_states(run, file, tmp_path):
    folder = tmp_path / "out"
    done = run("export", file, folder, "--country", "TTO", "--country", "COL", "--json",
               "--name", "{code}-{state}")  # fmt: skip
    assert done.code == 0, done.err
    assert sorted(each.name for each in folder.iterdir()) == [
        "COL-Colombia.xlsx", "TTO-Trinidad and Tobago.xlsx",
    ]  # fmt: skip
    files = done.document["files"]
    assert [(each["country"], each["lang"], each["ok"]) for each in files] == [
        ("TTO", "en", True), ("COL", "es", True),
    ]  # fmt: skip
    assert openpyxl.load_workbook(folder / "COL-Colombia.xlsx").sheetnames[0] == "Léame"
    listed = run("sent", file, "--json").document
    assert {each["ref"] for each in listed} == {each["ref"] for each in files}


def test_a_file_for_each_point_of_contact_and_those_without_one_are_named(run, file, tmp_path):
    folder = tmp_path / "out"
    looked = run("export", file, folder, "--to-points-of-contact", "--dry-run", "--json")
    assert not folder.exists()
    assert [each["country"] for each in looked.document["files"]] == ["TTO"]
    assert len(looked.document["without_contact"]) == 24
    done = run("export", file, folder, "--to-points-of-contact", "--due", "2025-05-01", "--json")
    (made,) = done.document["files"]
    assert (made["to"], made["lang"], done.document["done"]) == ("Ána Pérez 0", "en", 1)
    assert "JAM" in done.document["without_contact"]
    again = run("export", file, folder, "--to-points-of-contact", "--json")
    assert again.code == 1
    assert "already" in again.document["files"][0]["problem"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--name", "{country}"), "cannot be used to name"),
        (("--to", "INS-TTO-2025-001"), "same recipient"),
        (("--profile", "DONOR_REPORT"), "not made for one State each"),
    ],
)
def test_what_cannot_be_sent_to_many_is_refused(run, file, tmp_path, words, what):
    done = run("export", file, tmp_path / "out", "--country", "all", *words)
    assert done.code == 1
    assert what in done.err
    assert not (tmp_path / "out").exists()


def test_a_report_a_look_and_a_password(run, file, tmp_path):
    donor = ("--profile", "DONOR_REPORT", "--from", "2024-01-01", "--until", "2024-12-31")
    looked = run("export", file, tmp_path / "d.xlsx", *donor, "--dry-run", "--json").document
    assert (looked["file"], looked["personal_data"]) == (None, False)
    assert {"name": "Participants", "rows": 2} in looked["pages"]
    made = run("export", file, tmp_path / "d.xlsx", *donor, "--password", "uno dos", "--json")
    assert made.document["password"] is True
    assert not zipfile.is_zipfile(tmp_path / "d.xlsx")
    assert "uno dos" not in made.out + made.err + run("history", file, "--json").out
    assert b"uno dos" not in file.read_bytes()
    (line,) = run("sent", file, "--json").document
    assert (line["status"], line["kind"]) == ("CLOSED", "DONOR_REPORT")


def test_a_file_of_a_training(run, file, tmp_path):
    (course,) = [
        each for each in run("list", file, "training", "--json").document
        if each["title"] == "Regional course"
    ]  # fmt: skip
    reference = course["ref"]
    done = run("export", file, tmp_path / "out", "--profile", "TRAINING_NOMINATION", "--training",
               reference, "--country", "all", "--json")  # fmt: skip
    langs = {each["country"]: each["lang"] for each in done.document["files"]}
    assert langs == {"TTO": "en", "JAM": "en", "COL": "es"}


def test_a_sent_file_is_reminded_of_given_more_time_written_again_and_closed(run, file, tmp_path):
    ref = run("export", file, tmp_path / "a.xlsx", "--country", "TTO", "--due", "2025-03-01",
              "--json").document["ref"]  # fmt: skip
    reminded = run("sent", file, ref, "remind", "--json").document
    assert ref in reminded["subject"]
    assert reminded["reminded"] == "2025-03-07"
    assert run("sent", file, ref, "extend").code == 1
    extended = run("sent", file, ref, "extend", "--due", "2025-04-01", "--json").document
    assert (extended["due"], extended["late"]) == ("2025-04-01", False)
    assert run("sent", file, ref, "again").code == 1
    again = run("sent", file, ref, "again", "--out", tmp_path / "b.xlsx", "--json").document
    assert again["file"].endswith("b.xlsx")
    assert zipfile.is_zipfile(tmp_path / "b.xlsx")
    assert run("sent", file, ref, "close", "--json").document["status"] == "LAPSED"
    told = [each["what"] for each in run("sent", file, ref, "--json").document["life"]]
    assert "Written again" in told
    assert "Closed without reply" in told


def test_the_person_is_told_how_late_a_reply_is(run, file, tmp_path):
    ref = run("export", file, tmp_path / "a.xlsx", "--country", "TTO", "--due", "2025-03-10",
              "--json").document["ref"]  # fmt: skip
    assert "Sent, waiting" in run("sent", file, "--today", "2025-03-10").out
    for words in (("sent", file), ("sent", file, ref)):
        assert "1 day late" in run(*words, "--today", "2025-03-11").out
        assert "5 days late" in run(*words, "--today", "2025-03-15").out
    (line,) = run("sent", file, "--today", "2025-03-15", "--json").document
    assert (line["late"], line["days_late"]) == (True, 5)


def test_lists_and_numbers_saved_as_files_are_noted_and_no_operation(run, file, tmp_path):
    before = run("history", file, "--json").out
    assert run("table", file, "contact", tmp_path / "people.xlsx", "--actor", "Ana").code == 0
    assert run("table", file, "visit", tmp_path / "visits.csv").code == 0
    assert run("report", file, "indicators", tmp_path / "numbers.json").code == 0
    numbers, visits, people = run("sent", file, "--lists", "--json").document
    assert (numbers["what"], visits["file"], visits["rows"]) == ("indicators", "visits.csv", 7)
    assert (people["actor"], people["personal"], people["rows"]) == ("Ana", True, 7)
    digest = hashlib.sha256((tmp_path / "people.xlsx").read_bytes()).hexdigest()
    assert people["sha256"] == digest
    assert (people["sensitivity"], visits["personal"]) == ("STRICT", False)
    assert run("history", file, "--json").out == before


def test_a_list_is_saved_also_from_a_file_that_another_window_holds(run, file, tmp_path):
    with Session.open_for(file, busy_workbook.clock(), "Window"):
        assert run("table", file, "visit", tmp_path / "visits.csv").code == 0
    assert run("sent", file, "--lists", "--json").document == []


def test_files_sent_in_one_go_are_withdrawn_in_one_go(run, file, tmp_path):
    files = run("export", file, tmp_path / "out", "--country", "TTO", "--country", "COL",
                "--country", "JAM", "--json").document["files"]  # fmt: skip
    refs = {each["ref"] for each in files}
    ref = files[1]["ref"]
    assert set(run("sent", file, ref, "--json").document["together"]) == refs
    run("sent", file, files[0]["ref"], "withdraw")
    done = run("sent", file, ref, "withdraw", "--together", "--json").document
    assert set(done["withdrawn"]) == refs - {files[0]["ref"]}
    assert {each["status"] for each in run("sent", file, "--json").document} == {"WITHDRAWN"}
    assert run("sent", file, ref, "withdraw", "--together").code == 1
    assert run("undo", file).code == 0
    waiting = [each["ref"] for each in run("sent", file, "--json").document
               if each["status"] == "SENT"]  # fmt: skip
    assert set(waiting) == refs - {files[0]["ref"]}


def test_words_of_a_report_are_given_or_read_from_a_file_and_its_numbers_kept(run, file, tmp_path):
    words = tmp_path / "summary.txt"
    words.write_text("Señales claras.\nTwo visits.", encoding="utf-8")
    report = ("--profile", "SECRETARIAT_QUARTER", "--from", "2024-01-01", "--until", "2024-12-31")
    done = run("export", file, tmp_path / "q.xlsx", *report, "--summary", words,
               "--risks", "Rain", "--json")  # fmt: skip
    assert done.code == 0, done.err
    book = openpyxl.load_workbook(tmp_path / "q.xlsx")
    assert "Señales claras." in [cell.value for row in book["Summary"].iter_rows() for cell in row]
    assert "Risks and decisions" in book.sheetnames
    shown = run("sent", file, done.document["ref"], "--json").document["figures"]
    assert {each["code"] for each in shown} >= {"I-V1", "I-F4"}
    assert all(each["then"] == each["now"] for each in shown)
    run("add", file, "visit", "title=One more", "country=COL", "dates=2024-10-10",
        "status=COMPLETED", "visit_type=COORDINATOR_MISSION")  # fmt: skip
    said = run("sent", file, done.document["ref"]).out
    (line,) = [each for each in said.splitlines() if " I-V1 " in f" {each} "]
    assert " → " in line
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\x00")
    refused = run("export", file, tmp_path / "r.xlsx", *report, "--summary", tmp_path / "odd.txt")
    assert (refused.code, "cannot be read" in refused.err) == (1, True)
