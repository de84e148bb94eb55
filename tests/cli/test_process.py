"""The program as a process: encodings, pipes, no screen, nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from coordinator_app.services import samples
from tests.cli.command import ROOT, coordinator
from tests.services.exchange import busy_workbook

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ñandú 1540.c1540"
    samples.new(path, busy_workbook.clock(), "Ana").close()
    return path


def test_accents_are_read_and_written_whatever_the_console_speaks(file):
    words = ("add", file, "visit", "title=Misión «ñandú» — 1", "country=Trinidad y Tabago")
    added = coordinator(
        *words, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C.UTF-8"
    )
    assert added.code == 0
    assert added.document["title"] == "Misión «ñandú» — 1"
    listed = coordinator("list", file, "visit", PYTHONIOENCODING="cp1252")
    assert "Misión «ñandú» — 1" in listed.out
    refused = coordinator("show", file, "ÑU", "--lang", "es", PYTHONIOENCODING="ascii")
    assert (refused.code, refused.out) == (1, "")
    assert "ÑU" in refused.err


def test_a_document_is_alone_on_the_output(file):
    done = coordinator("list", file, "country", "--json")
    assert (done.code, done.err) == (0, "")
    assert len(json.loads(done.out)) == 55


def test_there_is_no_window_without_a_screen(file):
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a screen")
    done = coordinator(file, without=_SCREENS)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.strip().splitlines()) == 1


def test_every_command_works_without_a_screen(file):
    assert coordinator("check", file, without=_SCREENS).code == 0
    assert coordinator("selftest", without=_SCREENS).code == 0


def test_a_reader_that_has_seen_enough_ends_it_quietly(file):
    command = [sys.executable, "-m", "coordinator_app", "types", "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_two_commands_at_once_both_say_how_it_went(file):
    command = [sys.executable, "-m", "coordinator_app", "add", str(file), "visit", "country=TTO"]
    both = [
        subprocess.Popen([*command, f"title={n}", "--json"], cwd=ROOT, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
        for n in range(2)
    ]  # fmt: skip
    ended = [(each.communicate(timeout=60), each.returncode) for each in both]
    recorded = [json.loads(out) for (out, _), code in ended if code == 0]
    refused = [err for (_, err), code in ended if code == 1]
    assert len(recorded) >= 1
    assert len(recorded) + len(refused) == 2
    assert all(b"another window" in err for err in refused)
    listed = coordinator("list", file, "visit", "--json").document
    assert sorted(each["id"] for each in listed) == sorted(each["id"] for each in recorded)
    assert coordinator("check", file, "--json").document["ok"]


def test_the_installed_command_is_the_same_program():
    code = "import sys; from coordinator_app.cli.main import main; sys.argv=['coordinator','--version']; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.decode() == coordinator("--version").out
