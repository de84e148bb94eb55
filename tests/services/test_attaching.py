"""Attaching files and saving them again."""

from __future__ import annotations

import pytest

from coordinator_app.domain.changes import Create, Delete, Operation
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.record import Record
from coordinator_app.services import attaching, maintenance, undoing
from coordinator_app.services.session import Session
from coordinator_app.store import attachments
from coordinator_app.texts import load


@pytest.fixture
def office(session: Session) -> str:
    return session.commit(Operation((Create("institution", {"name": "Customs"}),))).records[0]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "Informe ñ.pdf"
    path.write_bytes(b"%PDF-1.4 report")
    return path


def test_attached_and_saved_again(session, office, report, tmp_path):
    attached = attaching.attach(session, session.one(office).reference, report)
    assert attached.type == "attachment"
    assert attached.ids("parent") == (office,)
    assert attached.get("sensitivity") == "CONFIDENTIAL"
    assert attached.title == "Informe ñ.pdf"
    saved = attaching.save_as(session, attached, tmp_path / "out.pdf")
    assert saved.read_bytes() == report.read_bytes()
    (tmp_path / "folder").mkdir()
    in_folder = attaching.save_as(session, attached, tmp_path / "folder")
    assert in_folder == tmp_path / "folder" / "Informe ñ.pdf"
    assert not list(tmp_path.glob("**/.part-*"))


def test_it_is_one_operation_that_can_be_undone(session, office, report):
    before = maintenance.digest(session)
    attached = attaching.attach(session, office, report, title="Report of 2013")
    entry = session.log.entry(session.log.revision())
    assert load("en")(entry.label, **entry.params) == "Attach Informe ñ.pdf"
    assert session.one(attached.id).title == "Report of 2013 · Informe ñ.pdf"
    undoing.undo(session)
    assert maintenance.digest(session) == before
    undoing.redo(session)
    assert attachments.data(session.book.connection, attaching.digest(attached))
    assert maintenance.check(session).clean


def test_the_same_file_is_not_attached_twice_to_an_entry(session, office, report, tmp_path):
    first = attaching.attach(session, office, report)
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(report.read_bytes())
    assert attaching.attach(session, office, copy).id == first.id
    other = session.commit(Operation((Create("institution", {"name": "Police"}),))).records[0]
    second = attaching.attach(session, other, copy)
    assert second.id != first.id
    rows = session.book.connection.execute("SELECT count(*) FROM blob").fetchall()
    assert rows == [(1,)]


def test_what_cannot_be_attached(session, office, tmp_path, monkeypatch, report):
    with pytest.raises(UserError, match="no such file"):
        attaching.attach(session, office, tmp_path / "none.pdf")
    with pytest.raises(UserError, match="There is no entry"):
        attaching.attach(session, "VIS-XXX-1999-001", report)
    attached = attaching.attach(session, office, report)
    with pytest.raises(UserError, match="Nothing can be attached"):
        attaching.attach(session, attached.id, report)
    session.commit(Operation((Delete(office),)))
    with pytest.raises(UserError, match="Nothing can be attached"):
        attaching.attach(session, office, report)
    revision = session.log.revision()
    monkeypatch.setattr(attachments, "LARGEST", 3)
    other = session.commit(Operation((Create("institution", {"name": "Police"}),))).records[0]
    with pytest.raises(UserError, match="larger than"):
        attaching.attach(session, other, report)
    assert session.log.revision() != revision
    assert session.records.children(other) == []


def test_a_failed_operation_leaves_no_bytes(session, office, report, monkeypatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(attachments, "put", fail)
    with pytest.raises(ZeroDivisionError):
        attaching.attach(session, office, report)
    assert session.records.children(office) == []


def test_nothing_is_written_over_silently(session, office, report, tmp_path):
    attached = attaching.attach(session, office, report)
    target = tmp_path / "out.pdf"
    target.write_text("precious")
    with pytest.raises(UserError, match="a file of that name already"):
        attaching.save_as(session, attached, target)
    assert target.read_text() == "precious"
    attaching.save_as(session, attached, target, replace=True)
    assert target.read_bytes() == report.read_bytes()


def test_a_place_that_cannot_be_written(session, office, report, tmp_path):
    attached = attaching.attach(session, office, report)
    with pytest.raises(UserError, match="folder does not exist"):
        attaching.save_as(session, attached, tmp_path / "nowhere" / "out.pdf")


def test_bytes_that_are_not_here_write_nothing(session, office, report, tmp_path):
    attached = attaching.attach(session, office, report)
    session.book.connection.execute("DELETE FROM blob")
    with pytest.raises(UserError, match="not in this workbook"):
        attaching.save_as(session, attached, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Informe ñ.pdf", "Informe ñ.pdf"),
        ("../../.ssh/authorized_keys", "authorized_keys"),
        ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
        ("a/b\\c.pdf", "c.pdf"),
        ("what?: *.pdf", "what__ _.pdf"),
        ("two\nlines\x00.pdf", "two lines.pdf"),
        ("CON.txt", "_CON.txt"),
        ("..", "attachment"),
        (".", "attachment"),
        ("", "attachment"),
        ("trailing. ", "trailing"),
    ],
)
def test_a_name_from_elsewhere_cannot_lead_out_of_the_folder(given, name):
    record = Record("r", "attachment", values={"file": {"sha256": "", "name": given, "size": 0}})
    assert attaching.file_name(record) == name


@pytest.mark.parametrize("name", ["setup.exe", "RUN.BAT", "list.xlsm", "a.b.ps1", "x.js", "y.jse"])
def test_a_word_on_what_runs_when_opened(name):
    word = attaching.warning(name)
    assert name in word.sentence(load("en"))


@pytest.mark.parametrize("name", ["a.pdf", "list.xlsx", "exe", "note.txt", "photo.jpg", "x.json"])
def test_no_word_on_others(name):
    assert attaching.warning(name) is None


def test_a_word_when_they_weigh_much(session, office, report, monkeypatch):
    assert attaching.weight_word(session) is None
    attaching.attach(session, office, report)
    monkeypatch.setattr(attaching, "_HEAVY", 10)
    assert "weigh" in attaching.weight_word(session).sentence(load("en"))
