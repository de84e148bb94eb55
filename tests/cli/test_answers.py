"""What commands answer a person, in one sentence that says what matters."""

from __future__ import annotations

import os
import shutil

import pytest

from coordinator_app.domain.catalogue import built_in


def test_a_state_that_comes_with_the_program_is_not_deleted(run, file):
    before = run("list", file, "country", "--json").out
    done = run("delete", file, "TTO")
    assert done.code == 1
    assert done.err.strip().count("\n") == 0
    assert "comes with the program" in done.err
    assert run("list", file, "country", "--json").out == before


def test_a_deleted_entry_says_so_when_shown_and_when_changed(run, file):
    run("delete", file, "VIS-TTO-2024-001")
    said = "It is deleted and lies in the recycle bin"
    assert said in run("show", file, "VIS-TTO-2024-001").out
    done = run("set", file, "VIS-TTO-2024-001", "city=Arima")
    assert "Changed" in done.out
    assert said in done.out
    run("undelete", file, "VIS-TTO-2024-001")
    assert said not in run("set", file, "VIS-TTO-2024-001", "city=Toco").out


@pytest.mark.parametrize("name", ["TTO", "tto", "Trinidad & Tobago", "Trinidad y Tobago"])
def test_a_state_is_named_for_a_form_as_in_a_value(run, file, tmp_path, name):
    done = run("export", file, tmp_path / "out.xlsx", "--country", name, "--json")
    assert done.code == 0, done.err
    sent = run("show", file, done.document["dispatch"], "--json").document
    assert [each["ref"] for each in sent["fields"]["countries"]] == ["TTO"]


def test_a_doubtful_state_is_asked_back(run, file, tmp_path):
    done = run("export", file, tmp_path / "out.xlsx", "--country", "Granada")
    assert done.code == 1
    assert "Grenada" in done.err


@pytest.mark.parametrize(
    "words",
    [("set", "VIS-TTO-2024-001", "status=DONE"), ("list", "visit", "--filter", "status=DONE")],
)
def test_a_value_that_is_not_in_the_list_is_refused_with_the_list(run, file, words):
    verb, *rest = words
    done = run(verb, file, *rest)
    assert done.code == 1
    status = built_in().field("visit", "status")
    assert all(choice.code in done.err for choice in status.choices)


def test_a_search_without_hits_says_so(run, file):
    done = run("find", file, "no such thing at all")
    assert (done.code, done.out) == (0, "Nothing found.\n")


@pytest.mark.parametrize("word", ["frob", "none.c1540", "no/such/file.c1540"])
def test_a_word_that_is_no_command_and_no_file_opens_no_window(run, monkeypatch, word):
    monkeypatch.setattr("coordinator_app.ui.start.show", lambda *_: pytest.fail("it opened"))
    done = run(word)
    assert (done.code, done.out) == (2, "")
    assert f"“{word}”" in done.err
    assert done.err.strip().count("\n") == 0


@pytest.mark.parametrize("verb", ["new", "check"])
def test_a_mirrored_folder_is_pointed_out(run, file, tmp_path, verb):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    target = folder / "mine.c1540"
    if verb == "check":
        shutil.copy(file, target)
    done = run(verb, target, "--json")
    assert done.code == 0
    assert done.document
    assert "Dropbox" in done.err


def test_a_protected_file_is_told_as_that(run, file, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)
    done = run("set", file, "VIS-TTO-2024-001", "city=Arima")
    assert done.code == 1
    assert "write-protected" in done.err
    assert "only be read" in done.err
    assert run("show", file, "VIS-TTO-2024-001").code == 0


def test_a_backup_into_a_folder_that_takes_none_is_told_in_our_words(run, file, tmp_path):
    done = run("backup", file, tmp_path / "nowhere" / "copy.c1540")
    assert done.code == 1
    assert "The folder does not exist" in done.err
    assert "unable to open" not in done.err


def test_putting_a_backup_back_names_what_replaces_a_file(run, file, tmp_path):
    copy = tmp_path / "copy.c1540"
    run("backup", file, copy)
    done = run("restore", copy, file)
    assert done.code == 1
    assert "--replace" in done.err


def test_a_sent_file_is_told_in_words(run, file, tmp_path):
    reference = run(
        "export", file, tmp_path / "o.xlsx", "--country", "TTO", "--json"
    ).document["dispatch"]  # fmt: skip
    shown = run("show", file, reference).out
    history = run("history", file, reference).out
    for said in (shown, history):
        assert "Kind of file" in said
        assert "State update form" in said
        assert "COUNTRY_RETURN" not in said
        assert "{" not in said
        assert "Digest" not in said
    for document in (
        run("show", file, reference, "--json").document,
        run("list", file, "dispatch", "--filter", "file_name=o.xlsx", "--json").document[0],
    ):
        assert document["fields"]["profile"] == "COUNTRY_RETURN"
        assert "title" in document["fields"]["columns"]["visit"]["shown"]
    changes = run("history", file, reference, "--json").document[0]["changes"]
    [columns] = [each["new"] for each in changes if each["field"] == "columns"]
    assert "visit" in columns


def test_the_certainty_of_a_source_is_told_in_words(run, tmp_path):
    path = tmp_path / "sample.c1540"
    run("new", path, "--sample")
    out = run("history", path).out + run("show", path, "VIS-TTO-2013-001").out
    assert "DERIVED" not in out
    assert "STATED" not in out


def test_the_indicators_say_their_period(run, file):
    words = ("report", file, "indicators", "--from", "2024-01-01", "--to", "2024-12-31")
    first, *_ = run(*words, "--group", "SICA").out.splitlines()
    assert first == "1 Jan 2024 – 31 Dec 2024 · as at 31 Dec 2024 · SICA"
    for each in run(*words, "--as-at", "2025-01-15", "--json").document:
        assert each["period"] == {
            "from": "2024-01-01",
            "to": "2024-12-31",
            "as_at": "2025-01-15",
            "groups": ["CARICOM", "SICA", "ANDEAN"],
        }
    default, *_ = run("report", file, "indicators").out.splitlines()
    assert default.startswith("8 Mar 2024 – 7 Mar 2025")


@pytest.mark.parametrize(("lang", "day"), [("en", "31 Mar 2026"), ("es", "31 mar 2026")])
def test_a_day_in_a_refusal_reads_as_people_write_it(run, file, lang, day):
    values = ("title=Mission", "country=TTO", "dates=2026-03-30/2026-03-31")
    planned = run("add", file, "visit", *values, "--json").document["ref"]
    done = run("set", file, planned, "status=COMPLETED", "--lang", lang)
    assert done.code == 1
    assert day in done.err
    assert "2026-03-31" not in done.err
