"""The main job from end to end: send a State its part, get it back edited, decide, undo."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from coordinator_app.services import editing, maintenance, undoing
from coordinator_app.services.exchange import dispatch, incoming, review
from coordinator_app.services.session import Session
from tests.services.exchange import busy_workbook, spoiling
from tests.services.exchange.busy_workbook import TTO

_ZERO = ("theirs_only", "ours_only", "same", "conflict", "emptied", "outside", "invalid", "new",
         "duplicate", "removal")  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with busy_workbook.make(tmp_path / "mine.c1540") as made:
        yield made


@pytest.fixture
def sent(session: Session, tmp_path: Path) -> dispatch.Sent:
    return dispatch.send(
        session, dispatch.Request(TTO, lang="es", personal=True), tmp_path / "ficha.xlsx"
    )


def nothing_but_unchanged(counts: Mapping[str, int], cells: int) -> None:
    assert counts["unchanged"] == cells
    assert {name: counts[name] for name in _ZERO} == dict.fromkeys(_ZERO, 0)


def test_what_is_sent_is_worth_the_name(sent):
    assert len(sent.preview.sheets) >= 5
    assert sum(each.rows for each in sent.preview.sheets) >= 30
    assert {"contact_role", "participant", "country_profile"} <= {
        each.type for each in sent.preview.sheets if each.rows
    }


def test_a_file_that_nobody_touched_changes_nothing(session, sent):
    received = incoming.receive(session, sent.file)
    assert received.plan.base == "history"
    nothing_but_unchanged(received.plan.counts, sent.preview.cells)


def libreoffice(path: Path, folder: Path) -> Path:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder.mkdir()
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / path.name


def gnumeric(path: Path, folder: Path) -> Path:
    program = shutil.which("ssconvert")
    if program is None:
        pytest.skip("Gnumeric is not installed")
    folder.mkdir()
    subprocess.run(
        [program, str(path), str(folder / path.name)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / path.name


def by_openpyxl(path: Path, folder: Path) -> Path:
    folder.mkdir()
    openpyxl.load_workbook(path).save(folder / path.name)
    return folder / path.name


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("program", [libreoffice, gnumeric, by_openpyxl])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_file_saved_again_by_another_program_changes_nothing(
    session: Session, tmp_path: Path, program: Callable[[Path, Path], Path], lang: str
):
    request = dispatch.Request(TTO, lang=lang, personal=True)
    sent = dispatch.send(session, request, tmp_path / f"form-{lang}.xlsx")
    received = incoming.receive(session, program(sent.file, tmp_path / "again"))
    nothing_but_unchanged(received.plan.counts, sent.preview.cells)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_whole_way_there_and_back(session, sent, tmp_path):
    saved = libreoffice(sent.file, tmp_path / "again")
    _edit(saved)
    visit = next(each for each in session.records.all("visit") if each.title == "Mission 0")
    editing.update(session, visit.id, {"summary": "Written by me meanwhile"})
    before, operations = maintenance.digest(session), _operations(session)

    received = incoming.receive(session, saved)
    counts = received.plan.counts
    assert (counts["theirs_only"], counts["conflict"], counts["new"]) == (2, 1, 2)
    others = set(_ZERO) - {"theirs_only", "conflict", "new"}
    assert {name: counts[name] for name in others} == dict.fromkeys(others, 0)
    first = review.outcome(session, received)
    conflict = next(cell for cell in received.plan.cells if cell.cls.value == "conflict")
    assert first.waits
    assert first.decided.left == (conflict.n,)
    assert conflict.theirs == "Primera línea.\nSegunda línea, “citas” y más."

    decisions = review.answers(session, received, {conflict.n: "take"})
    applied = review.apply(session, received, decisions=decisions)
    assert not applied.outcome.waits
    _is_taken_in(session, visit.id)

    again = incoming.receive(session, saved)
    assert [each.name for each in again.known] == [saved.name]
    assert again.plan.counts["new"] == 0
    changes = ("theirs_only", "conflict", "emptied", "outside", "invalid", "duplicate")
    assert {name: again.plan.counts[name] for name in changes} == dict.fromkeys(changes, 0)
    assert review.apply(session, again).operation == ""

    for entry in session.log.entries():
        if entry.operation not in operations and entry.kind not in ("undo", "redo"):
            undoing.undo(session, entry.operation)
    assert maintenance.digest(session) == before
    tracked = session.records.get(sent.dispatch)
    assert (tracked.get("status"), tracked.get("replies")) == ("UNDONE", 1)
    once_more = incoming.receive(session, saved).plan.counts
    assert (once_more["theirs_only"], once_more["conflict"], once_more["new"]) == (2, 1, 2)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_conflict_that_was_kept_is_not_asked_again(session, sent, tmp_path):
    saved = libreoffice(sent.file, tmp_path / "again")
    _edit(saved)
    visit = next(each for each in session.records.all("visit") if each.title == "Mission 0")
    editing.update(session, visit.id, {"summary": "Written by me meanwhile"})

    left = review.apply(session, incoming.receive(session, saved))
    assert left.outcome.waits
    assert [each.undecided for each in review.waiting(session, sent.dispatch)] == [1]
    assert session.records.get(sent.dispatch).get("status") == "RETURNED"
    resumed, _ = review.resume(session, left.review)
    (conflict,) = resumed.plan.cells
    assert conflict.ours == "Written by me meanwhile"

    decided = review.apply(session, resumed, decisions={conflict.n: "keep"})
    assert not decided.outcome.waits
    assert review.waiting(session, sent.dispatch) == []
    assert session.records.get(visit.id).get("summary") == "Written by me meanwhile"
    assert session.records.get(sent.dispatch).get("status") == "MERGED"
    again = incoming.receive(session, saved).plan
    assert [again.counts[name] for name in ("theirs_only", "conflict", "new")] == [0, 0, 0]


def _operations(session: Session) -> set[str]:
    return {entry.operation for entry in session.log.entries()}


def _is_taken_in(session: Session, visit: str) -> None:
    assert session.records.get(visit).get("summary").startswith("Primera línea.\nSegunda")
    titles = {each.title: each for each in session.records.all("institution")}
    port, lab = titles["Port Authority"], titles["National Forensic Laboratory"]
    assert port.reference == "INS-TTO-2025-005"
    assert port.get("country") == lab.get("country") == TTO
    roles = [each for each in session.records.all("contact_role")
             if each.get("position") == "Officer 1"]  # fmt: skip
    assert session.records.get(roles[0].text("institution")).title == "Customs and Excise Division"
    dates = {each.title: each.get("dates") for each in session.records.all("visit")}
    assert dates["Mission 2"] == "2023-03"


def _edit(path: Path) -> None:
    with spoiling.opened(path) as book:
        roles = spoiling.sheet(book, "contact_role")
        institution = spoiling.cell(roles, "institution", "position", "Officer 1")
        institution.value = "Customs and Excise Division"
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "dates", "title", "Mission 2").value = "marzo de 2023"
        text = "Primera línea.\r\nSegunda línea, “citas” y más."
        spoiling.cell(visits, "summary", "title", "Mission 0").value = text
        spoiling.sort(visits, "title")
        spoiling.move(visits, "city", visits.max_column + 2)
        institutions = spoiling.sheet(book, "institution")
        name = spoiling.column(institutions, "name")
        institutions.cell(spoiling.blank_row(institutions, "name"), name).value = "Port Authority"
        below = institutions.max_row + 1
        institutions.cell(below, name).value = "National Forensic Laboratory"
        institutions.cell(below, spoiling.column(institutions, "city")).value = "Saint Joseph"
