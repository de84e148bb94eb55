"""Putting a backup back: looked into before, nothing overwritten silently, nothing lost."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create
from coordinator_app.domain.errors import UserError
from coordinator_app.store import attachments, backup, restoring, workbook
from coordinator_app.store.backup import Occasion
from coordinator_app.store.lock import Lock
from tests.store.book import Book, open_book

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
SPILL = (
    "import os, signal, sqlite3, sys\n"
    "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "c.execute('PRAGMA journal_mode=TRUNCATE'); c.execute('PRAGMA cache_size=1')\n"
    "c.execute('BEGIN IMMEDIATE')\n"
    "c.execute(\"UPDATE record SET title = 'torn'\")\n"
    "c.executemany('INSERT INTO setting VALUES (?, ?)', ((str(n), 'x' * 500) for n in range(2000)))\n"
    "os.kill(os.getpid(), signal.SIGKILL)\n"
)


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def saved(book: Book, state: str, where: Path) -> Path:
    """Return a backup of a workbook with one visit and one attached file."""
    book.do(
        Create("visit", {"title": "Visit", "country": state}),
        label="New {type}",
        params={"type": "visit"},
    )
    book.delete(book.make("institution", {"name": "Gone"}))
    path = book.path.with_name("a.pdf")
    path.write_bytes(b"report")
    attachments.put(book.connection, attachments.read(path))
    return backup.make(book.path, where, Occasion.HAND, AT).path


def test_a_look_before(book: Book, saved: Path):
    found = restoring.look(saved)
    assert found.counts == {"country": 1, "visit": 1}
    assert found.in_bin == 1
    assert found.operations == 4
    assert found.revision == book.log.revision()
    assert found.actor == "Ana"
    assert found.at.startswith("2026-03-02T09:00")
    assert found.workbook == workbook.meta(book.connection)["id"]
    assert (found.attachments, found.missing) == (1, ())


def test_a_look_names_attached_files_that_are_not_there(saved: Path, where: Path):
    (blob,) = (where / backup.ATTACHMENTS).iterdir()
    blob.unlink()
    assert restoring.look(saved).missing == (blob.name,)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b""])
def test_a_look_at_what_is_no_backup(tmp_path: Path, content: bytes):
    path = tmp_path / "x.c1540"
    path.write_bytes(content)
    with pytest.raises(UserError, match="not a coordinator file"):
        restoring.look(path)


def test_restored_to_a_new_place_it_is_the_same_with_its_files(book: Book, saved: Path, tmp_path):
    done = restoring.restore(saved, tmp_path / "new.c1540", AT)
    assert (done.path, done.aside, done.missing) == (tmp_path / "new.c1540", None, ())
    again = open_book(done.path)
    assert again.digest() == book.digest()
    assert again.check().clean
    (sha256,) = attachments.digests(again.connection)
    assert attachments.data(again.connection, sha256) == b"report"
    again.close()
    assert saved.exists()


def test_nothing_is_overwritten_silently(saved: Path, tmp_path: Path):
    target = tmp_path / "target.c1540"
    target.write_text("precious")
    with pytest.raises(UserError, match="a file of that name already"):
        restoring.restore(saved, target, AT)
    assert target.read_text() == "precious"


def test_what_is_replaced_is_kept_beside_it(book: Book, saved: Path):
    before = book.digest()
    book.make("institution", {"name": "Recorded since"})
    after = book.digest()
    book.close()
    done = restoring.restore(saved, book.path, AT, replace=True)
    assert done.aside is not None
    assert done.aside.name == "office replaced 2026-03-02 093000.c1540"
    for path, digest in ((book.path, before), (done.aside, after)):
        again = open_book(path)
        assert again.digest() == digest
        assert again.check().clean
        again.close()
    once_more = restoring.restore(saved, book.path, AT, replace=True)
    assert once_more.aside.name == "office replaced 2026-03-02 093000 2.c1540"


def test_a_file_that_is_open_is_not_replaced(book: Book, saved: Path, root: Path):
    before = book.digest()
    with pytest.raises(UserError, match="open in another window"):
        restoring.restore(saved, book.path, AT, replace=True)
    assert book.digest() == before


def test_a_backup_does_not_take_its_own_place(saved: Path):
    with pytest.raises(UserError, match="cannot take its own place"):
        restoring.restore(saved, saved, AT, replace=True)


def test_a_folder_that_is_not_there(saved: Path, tmp_path: Path):
    with pytest.raises(UserError, match="The folder does not exist"):
        restoring.restore(saved, tmp_path / "nowhere" / "x.c1540", AT)


def test_a_damaged_backup_replaces_nothing(book: Book, saved: Path):
    before = book.digest()
    book.close()
    spoilt = bytearray(saved.read_bytes())
    spoilt[8192:] = b"\xff" * (len(spoilt) - 8192)
    saved.write_bytes(spoilt)
    with pytest.raises(UserError, match="damaged"):
        restoring.restore(saved, book.path, AT, replace=True)
    again = open_book(book.path)
    assert again.digest() == before
    again.close()
    assert not list(book.path.parent.glob(".part-*"))
    assert not Lock(book.path).path.exists()


def test_a_damaged_file_can_be_replaced(book: Book, saved: Path):
    before = book.digest()
    book.close()
    book.path.write_bytes(b"torn beyond recognition" * 100)
    done = restoring.restore(saved, book.path, AT, replace=True)
    assert done.aside.read_bytes().startswith(b"torn")
    again = open_book(book.path)
    assert again.digest() == before
    again.close()


@pytest.mark.parametrize("recognisable", [True, False])
def test_the_journal_of_a_crash_never_meets_the_restored_file(book: Book, saved, recognisable):
    before = book.digest()
    book.close()
    subprocess.run([sys.executable, "-c", SPILL, str(book.path)], check=False)
    journal = book.path.with_name(book.path.name + "-journal")
    assert journal.stat().st_size > 0
    if not recognisable:
        content = bytearray(book.path.read_bytes())
        content[:16] = b"x" * 16
        book.path.write_bytes(content)
    done = restoring.restore(saved, book.path, AT, replace=True)
    assert not journal.exists() or journal.stat().st_size == 0
    again = open_book(book.path)
    assert again.digest() == before
    assert again.check().clean
    again.close()
    assert done.aside is not None
    assert done.aside.is_file()
    if recognisable:  # it was taken back before the file was put aside
        aside = open_book(done.aside)
        assert aside.digest() == before
        aside.close()


def test_an_attached_file_that_is_not_there_is_named_and_the_rest_restored(
    book: Book, saved: Path, where: Path, tmp_path: Path
):
    (blob,) = (where / backup.ATTACHMENTS).iterdir()
    blob.write_bytes(b"not what it was")
    done = restoring.restore(saved, tmp_path / "new.c1540", AT)
    assert done.missing == (blob.name,)
    again = open_book(done.path)
    assert again.digest() == book.digest()
    again.close()


def test_when_the_last_step_fails_the_old_file_is_back(book: Book, saved: Path, monkeypatch):
    before = book.digest()
    book.close()

    def fail(part: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "settle", fail)
    with pytest.raises(UserError, match="No space left"):
        restoring.restore(saved, book.path, AT, replace=True)
    again = open_book(book.path)
    assert again.digest() == before
    again.close()
    assert not list(book.path.parent.glob("*replaced*"))


def test_a_whole_copy_restores_too(book: Book, tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"report")
    attachments.put(book.connection, attachments.read(path))
    backup.copy_to(book.path, tmp_path / "copy.c1540")
    done = restoring.restore(tmp_path / "copy.c1540", tmp_path / "new.c1540", AT)
    assert done.missing == ()
    with sqlite3.connect(done.path) as copy:
        assert copy.execute("SELECT data FROM blob").fetchall() == [(b"report",)]
    copy.close()
    workbook.open_file(done.path, built_in()).close()
