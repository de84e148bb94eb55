"""Trying a reply without saving: a report is written and nothing else."""

from __future__ import annotations

import openpyxl
import pytest

from tests.services.exchange import spoiling


@pytest.fixture
def reply(run, file, tmp_path):
    """Return a reply with one change."""
    out = tmp_path / "form.xlsx"
    assert run("export", file, out, "--country", "TTO").code == 0
    with spoiling.opened(out) as book:
        spoiling.cell(spoiling.sheet(book, "visit"), "venue", "title", "Mission 1").value = "Hall"
    return out


def test_the_report_is_written_and_nothing_else(run, file, reply, tmp_path):
    out = tmp_path / "try.xlsx"
    before = run("history", file, "--json").document
    done = run("import", file, reply, "--rehearse", out, "--json")
    assert done.code == 0
    assert done.document["rehearsal"] == str(out)
    assert done.document["applied"] is None
    assert openpyxl.load_workbook(out)["Changes"]["D2"].value == "Hall"
    assert run("history", file, "--json").document == before


def test_it_is_said_in_words(run, file, reply, tmp_path):
    done = run("import", file, reply, "--rehearse", tmp_path / "try.xlsx")
    assert "What would change: try.xlsx; nothing was written." in done.out


def test_a_file_that_is_there_is_not_written_over(run, file, reply, tmp_path):
    out = tmp_path / "try.xlsx"
    out.write_text("mine", encoding="utf-8")
    assert run("import", file, reply, "--rehearse", out).code == 1
    assert out.read_text(encoding="utf-8") == "mine"


def test_several_files_are_tried_one_at_a_time(run, file, reply, tmp_path):
    done = run("import", file, reply, reply, "--rehearse", tmp_path / "try.xlsx")
    assert (done.code, "one file at a time" in done.err) == (1, True)


def test_why_a_change_waits_is_told(run, file, reply):
    with spoiling.opened(reply) as book:
        spoiling.cell(
            spoiling.sheet(book, "visit"), "dates", "title", "Mission 3"
        ).value = "6/11/14"
    document = run("import", file, reply, "--dry-run", "--json").document
    reasons = {each["field"]: each["reason"] for each in document["changes"]}
    assert reasons["venue"] == ""
    assert "6/11/14" in reasons["dates"]
