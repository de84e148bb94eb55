"""The files of an entry."""

from __future__ import annotations

import pytest

from coordinator_app.services import editing, filing
from coordinator_app.texts import load

EN, ES = load("en"), load("es")


@pytest.fixture
def source(session):
    return editing.create(session, "source", {"title": "Report"}).id


def test_files_are_listed_as_they_were_attached(session, source, tmp_path):
    for name, size in (("b.pdf", 3000), ("a.docx", 1_572_864), ("c.exe", 2)):
        (tmp_path / name).write_bytes(b"x" * size)
    made = filing.attach(
        session, source, [tmp_path / name for name in ("b.pdf", "a.docx", "c.exe")]
    )
    listed = filing.files(session, source, EN)
    assert [each.id for each in listed] == [each.id for each in made]
    assert [(each.name, each.size) for each in listed] == [
        ("b.pdf", "3 kB"),
        ("a.docx", "1.5 MB"),
        ("c.exe", "1 kB"),
    ]
    assert [bool(each.warning) for each in listed] == [False, False, True]
    assert filing.files(session, source, ES)[1].size == "1,5 MB"


def test_a_copy_to_open_leaves_the_file_alone(session, source, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"as attached")
    [made] = filing.attach(session, source, [tmp_path / "a.txt"])
    copy = filing.copy_to_open(session, made.id)
    assert (copy.name, copy.read_bytes()) == ("a.txt", b"as attached")
    copy.write_bytes(b"changed")
    target = tmp_path / "saved.txt"
    target.write_bytes(b"in its place")
    assert filing.save(session, made.id, target).read_bytes() == b"as attached"
