"""How the command line is spoken: verbs, options anywhere, exit codes, two languages."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import sqlite3

import pytest

from coordinator_app.cli import main as cli
from coordinator_app.domain.clock import Clock
from coordinator_app.services.session import Session
from coordinator_app.store.lock import Lock
from coordinator_app.texts import load


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_explains_itself(run, verb):
    done = run(verb, "--help")
    assert (done.code, done.err) == (0, "")
    assert cli.VERBS[verb] in done.out
    assert "--json" in done.out


def test_help_names_every_verb_in_the_language_asked_for(run):
    english, spanish = run("--help").out, run("--lang", "es", "--help").out
    assert all(f"    {verb}" in english for verb in cli.VERBS)
    assert load("es")(cli.VERBS["find"]) in spanish
    assert "Usage:" in english


def test_the_version_is_told(run):
    assert run("--version").out.strip()


WRONG = {
    "nothing after the verb": ("list",),
    "a word too many": ("redo", "file", "more"),
    "an option nobody knows": ("list", "file", "visit", "--bogus"),
    "a verb nobody knows": ("lits", "file", "visit"),
    "no such language": ("list", "file", "visit", "--lang", "fr"),
    "no such day": ("list", "file", "visit", "--today", "tomorrow"),
    "no such due day": ("export", "file", "out.xlsx", "--due", "soon"),
    "no number": ("history", "file", "--limit", "few"),
    "less than one": ("history", "file", "--limit", "-1"),
    "an option without its value": ("list", "file", "visit", "--filter"),
    "one or the other": ("new", "file", "--sample", "--demo"),
    "no such choice": ("import", "file", "in.xlsx", "--accept", "some"),
    "nothing to set": ("set", "file", "VIS-TTO-2024-001"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_usage_ends_with_2_and_says_why(run, words):
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.strip()


def test_wrong_usage_is_told_in_the_language_asked_for(run):
    spanish = run("list", "--lang", "es").err
    assert load("es")("Missing: {names}.", names="FILE, TYPE") in spanish
    assert "Missing" in run("list").err


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "--lang", "es", "list"),
        ("list", "--json", "--lang", "es"),
    ],
)
def test_common_options_stand_before_or_after_the_verb(run, file, words):
    done = run(*words, file, "country", "--filter", "code=TTO")
    assert [each["title"] for each in done.document] == ["Trinidad y Tabago"]


def test_common_options_may_stand_between_fields_and_values(run, file):
    done = run("add", file, "visit", "title=Mission", "--json", "country=TTO", "--actor", "Eva")
    assert done.document["fields"]["country"]["ref"] == "TTO"
    (latest, *_) = run("history", file, "--json").document
    assert latest["actor"] == "Eva"


def test_today_is_the_day_it_says(run, file):
    late = run("list", file, "follow_up", "--filter", "is=overdue", "--json")
    then = run(
        "list", file, "follow_up", "--filter", "is=overdue", "--json", "--today", "2024-12-01"
    )
    assert len(late.document) > 0
    assert then.document == []


REFUSED = {
    "no such file": ("list", "{folder}/none.c1540", "visit"),
    "a folder instead of a file": ("list", "{folder}", "visit"),
    "not a workbook": ("list", "{folder}/letter.txt", "visit"),
    "no such kind": ("list", "{file}", "visitt"),
    "no such field": ("list", "{file}", "visit", "--filter", "nothing=1"),
    "no value of that field": ("list", "{file}", "visit", "--filter", "dates=someday"),
    "no filter at all": ("list", "{file}", "visit", "--filter", "title"),
    "no such entry": ("show", "{file}", "VIS-TTO-1999-001"),
    "several ways to read it": ("set", "{file}", "VIS-TTO-2024-001", "dates=06/11/14"),
    "a field nobody knows": ("set", "{file}", "VIS-TTO-2024-001", "colour=red"),
    "a field that must be there": ("set", "{file}", "VIS-TTO-2024-001", "title="),
    "a status that cannot follow": ("set", "{file}", "VIS-TTO-2024-001", "status=PLANNED"),
    "a doubtful name": ("add", "{file}", "visit", "title=A", "country=Granada"),
    "needed fields": ("add", "{file}", "visit", "dates=2025"),
    "no parent": ("add", "{file}", "visit_meeting", "topic=Ports"),
    "nothing to delete": ("delete", "{file}", "XX"),
    "no such operation": ("undo", "{file}", "XX"),
    "nothing to redo": ("redo", "{file}"),
    "no such report": ("report", "{file}", "feelings"),
    "no such group": ("report", "{file}", "indicators", "--group", "FOO"),
    "no State": ("export", "{file}", "{folder}/out.xlsx"),
    "no such State": ("export", "{file}", "{folder}/out.xlsx", "--country", "XXX"),
    "two States": ("export", "{file}", "{folder}/out.xlsx", "--country", "TTO", "--country", "JAM"),
    "no such kind of file": ("export", "{file}", "{folder}/o.xlsx", "--country", "TTO", "--profile", "P"),
    "no such sheet": ("export", "{file}", "{folder}/o.xlsx", "--country", "TTO", "--type", "event"),
    "not an Excel name": ("export", "{file}", "{folder}/out.doc", "--country", "TTO"),
    "no reply": ("import", "{file}", "{folder}/none.xlsx"),
    "not an Excel file": ("import", "{file}", "{folder}/letter.txt"),
    "no such attachment": ("attach", "{file}", "VIS-TTO-2024-001", "{folder}/none.pdf"),
    "a folder to attach": ("attach", "{file}", "VIS-TTO-2024-001", "{folder}"),
    "a field said twice": ("set", "{file}", "VIS-TTO-2024-001", "city=Arima", "city=Toco"),
    "a folder in the way of a backup": ("restore", "{file}", "{folder}", "--replace"),
    "not a coordinator file's name": ("new", "{folder}/mine.xlsx"),
    "no such backup": ("restore", "{folder}/none.c1540", "{folder}/new.c1540"),
    "a file in the way": ("new", "{file}"),
    "no such folder": ("new", "{folder}/nowhere/new.c1540"),
    "no folder for the document": ("docs", "{folder}/nowhere/catalogue.md"),
    "a document in the way": ("docs", "{folder}/letter.txt"),
    "a list in the way": ("table", "{file}", "visit", "{folder}/list.csv"),
    "not a list's name": ("table", "{file}", "visit", "{folder}/list.doc"),
    "no such kind to describe": ("types", "visitt"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_ends_with_1_and_one_sentence_and_changes_nothing(
    run, file, tmp_path, words, lang
):
    (tmp_path / "letter.txt").write_text("Dear sir,", encoding="utf-8")
    (tmp_path / "list.csv").write_text("mine", encoding="utf-8")
    filled = [each.format(file=file, folder=tmp_path) for each in words]
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    done = run(*filled, "--json", "--lang", lang)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.strip().splitlines()) == 1
    assert "Traceback" not in done.err
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_refusal_is_told_in_the_language_asked_for(run, tmp_path):
    path = tmp_path / "none.c1540"
    sentence = "There is no such file."
    assert load("es")(sentence) != sentence
    assert sentence in run("list", path, "visit").err
    assert load("es")(sentence) in run("list", path, "visit", "--lang", "es").err


WRITING = [
    ("add", "{file}", "visit", "title=A", "country=TTO"),
    ("set", "{file}", "VIS-TTO-2024-001", "city=Arima"),
    ("delete", "{file}", "VIS-TTO-2024-001"),
    ("undelete", "{file}", "VIS-TTO-2024-001"),
    ("attach", "{file}", "VIS-TTO-2024-001", "{file}"),
    ("undo", "{file}"),
    ("redo", "{file}"),
    ("export", "{file}", "{folder}/out.xlsx", "--country", "TTO"),
    ("import", "{file}", "{file}", "--issues", "{folder}/issues.xlsx"),
    ("check", "{file}", "--repair"),
]


@pytest.mark.parametrize("words", WRITING, ids=[words[0] for words in WRITING])
def test_a_file_that_a_window_holds_is_not_changed(run, file, tmp_path, words):
    with Session.open_for(file, Clock("otherone"), "Window"):
        done = run(*(each.format(file=file, folder=tmp_path) for each in words))
    assert done.code == 1
    assert "open in another window" in done.err
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_folder_that_takes_no_changes_is_told_as_that(run, file, monkeypatch):
    monkeypatch.setattr(Lock, "acquire", lambda self: False)  # nobody holds it: it cannot be made
    done = run("set", file, "VIS-TTO-2024-001", "city=Arima")
    assert done.code == 1
    assert "The folder of the file takes no changes" in done.err
    assert run("show", file, "VIS-TTO-2024-001").code == 0


def test_a_file_that_a_window_holds_can_be_read(run, file):
    with Session.open_for(file, Clock("otherone"), "Window"):
        assert run("show", file, "VIS-TTO-2024-001").code == 0
        assert run("check", file).code == 0


def test_a_file_of_a_newer_version_is_refused(run, file):
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    for words in (("list", file, "visit"), ("set", file, "VIS-TTO-2024-001", "city=Arima")):
        done = run(*words)
        assert done.code == 1
        assert "newer version" in done.err


def test_a_damaged_file_is_told_in_one_sentence_wherever_it_is_met(run, file):
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xaa" * (len(whole) - 8192))
    for words in (("list", file, "visit"), ("check", file), ("set", file, "TTO", "capital=Arima")):
        done = run(*words)
        assert (done.code, done.out) == (1, "")
        assert "damaged" in done.err


def test_our_own_mistakes_are_not_taken_for_a_damaged_file(run, file, monkeypatch):
    def broken(*_, **__):
        raise sqlite3.ProgrammingError("Cannot operate on a closed database.")

    monkeypatch.setattr("coordinator_app.services.searching.find", broken)
    with pytest.raises(sqlite3.ProgrammingError):
        run("find", file, "port")


@pytest.fixture
def opened(monkeypatch):
    """Return the windows that were asked for, without opening any."""
    asked = []

    def show(*given):
        asked.append(given)
        return 0

    monkeypatch.setattr(importlib.import_module("coordinator_app.ui.start"), "show", show)
    return asked


def test_without_a_verb_the_window_opens(run, file, opened):
    assert run(file, "--lang", "es").code == 0
    (shown, lang, clock) = opened[0]
    assert (shown, lang, clock.today()) == (str(file), "es", dt.date(2025, 3, 7))
    assert run().code == 0
    assert opened[1][:2] == (None, "")


def test_without_a_screen_it_says_so(run, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = run("--lang", "es")
    assert (done.code, done.out) == (1, "")
    sentence = "There is no screen to open the window on. Use a verb: coordinator --help"
    assert done.err.strip() == load("es")(sentence)


def test_the_configured_name_and_language_are_used(run, file, monkeypatch, tmp_path):
    home = tmp_path / "home"
    (home / "settings").mkdir(parents=True)
    told = {"replica": "abcdefgh", "actor": "Rosa", "lang": "es"}
    (home / "settings" / "installation.json").write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setenv("COORDINATOR_HOME", str(home))
    assert "registr" in run("add", file, "theme", "code=ZZ", "label_en=Zed").out.lower()
    assert run("history", file, "--json").document[0]["actor"] == "Rosa"
