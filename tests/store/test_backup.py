"""Backups are whole, checked, rotated, and carry each attached file once beside them."""

from __future__ import annotations

import datetime as dt
import errno
import sqlite3
from pathlib import Path

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.store import attachments, backup
from coordinator_app.store.backup import Backup, Occasion
from coordinator_app.store.connection import APPLICATION_ID, USER_VERSION, connect
from tests.store.book import Book, open_book

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "data" / "office backups"


def put(book: Book, content: bytes) -> attachments.Blob:
    path = book.path.with_name("a.bin")
    path.write_bytes(content)
    blob = attachments.read(path)
    attachments.put(book.connection, blob)
    return blob


def names(where: Path) -> list[str]:
    return sorted(each.name for each in where.iterdir())


def test_a_backup_is_the_whole_workbook(book: Book, state: str, where: Path):
    book.make("visit", {"title": "Visit", "country": state})
    made = backup.make(book.path, where, Occasion.HAND, AT)
    assert made.path.name == "2026-03-02_093000_hand.c1540"
    assert made.size == made.path.stat().st_size
    copy = open_book(made.path)
    assert copy.digest() == book.digest()
    assert copy.log.revision() == book.log.revision()
    assert copy.check().clean
    assert copy.query("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert copy.query("PRAGMA user_version") == [(USER_VERSION,)]
    copy.close()


def test_the_workbook_can_be_open_and_goes_on(book: Book, where: Path):
    book.make("institution", {"name": "Customs"})
    before = book.digest()
    made = backup.make(book.path, where, Occasion.IMPORT, AT)
    book.make("institution", {"name": "Police"})
    copy = open_book(made.path)
    assert copy.digest() == before != book.digest()
    copy.close()


def test_what_is_not_committed_is_not_in_it(book: Book, where: Path):
    book.connection.execute("BEGIN IMMEDIATE")
    book.connection.execute("INSERT INTO setting VALUES ('a', '1')")
    made = backup.make(book.path, where, Occasion.HAND, AT)
    book.connection.execute("ROLLBACK")
    with sqlite3.connect(made.path) as copy:
        assert copy.execute("SELECT * FROM setting").fetchall() == []
    copy.close()


def test_two_in_one_second_do_not_overwrite_each_other(book: Book, where: Path):
    made = [backup.make(book.path, where, Occasion.HAND, AT) for _ in range(3)]
    assert len({each.path for each in made}) == 3
    assert len(backup.listed(where)) == 3


def test_attached_files_lie_beside_them_once(book: Book, where: Path):
    large = put(book, b"x" * 300_000)
    made = [backup.make(book.path, where, Occasion.HAND, AT) for _ in range(2)]
    assert all(each.size < book.path.stat().st_size - 250_000 for each in made)
    assert names(where / backup.ATTACHMENTS) == [large.sha256]
    assert backup.blob_path(where, large.sha256).read_bytes() == large.data
    with sqlite3.connect(made[0].path) as copy:
        assert copy.execute("SELECT sha256, size, length(data) FROM blob").fetchall() == [
            (large.sha256, 300_000, 0)
        ]
    copy.close()
    assert attachments.data(book.connection, large.sha256) == large.data
    assert [name for name in names(where) if "part" in name] == []


def test_a_torn_attached_file_is_written_again(book: Book, where: Path):
    blob = put(book, b"x" * 1000)
    backup.make(book.path, where, Occasion.HAND, AT)
    backup.blob_path(where, blob.sha256).write_bytes(b"x")
    backup.make(book.path, where, Occasion.HAND, AT)
    assert backup.blob_path(where, blob.sha256).read_bytes() == blob.data


def test_a_place_that_cannot_be_written_is_one_sentence(book: Book, tmp_path: Path):
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(UserError, match="folder does not exist") as refused:
        backup.make(book.path, tmp_path / "data" / "backups", Occasion.HAND, AT)
    assert refused.value.do


def test_a_copy_that_is_not_sound_is_not_kept(book: Book, where: Path, monkeypatch):
    real = backup._copy_without_blobs

    def torn(connection: sqlite3.Connection, part: Path) -> None:
        real(connection, part)
        spoilt = bytearray(part.read_bytes())
        spoilt[8192:] = b"\xff" * (len(spoilt) - 8192)
        part.write_bytes(spoilt)

    monkeypatch.setattr(backup, "_copy_without_blobs", torn)
    with pytest.raises(UserError):
        backup.make(book.path, where, Occasion.HAND, AT)
    assert names(where) == []


def test_a_copy_that_forgot_what_it_is_is_not_kept(book: Book, where: Path, monkeypatch):
    real = backup._copy_without_blobs

    def forgetful(connection: sqlite3.Connection, part: Path) -> None:
        real(connection, part)
        with sqlite3.connect(part) as copy:
            copy.execute("PRAGMA user_version=0")
        copy.close()

    monkeypatch.setattr(backup, "_copy_without_blobs", forgetful)
    with pytest.raises(UserError, match="not sound"):
        backup.make(book.path, where, Occasion.HAND, AT)
    assert names(where) == []


def test_a_whole_copy_carries_its_attached_files(book: Book, tmp_path: Path):
    blob = put(book, b"report")
    backup.copy_to(book.path, tmp_path / "copy.c1540")
    with connect(tmp_path / "copy.c1540", read_only=True) as copy:
        assert attachments.data(copy, blob.sha256) == b"report"
    copy.close()
    with pytest.raises(UserError, match="a file of that name already"):
        backup.copy_to(book.path, tmp_path / "copy.c1540")
    with pytest.raises(UserError, match="The folder does not exist"):
        backup.copy_to(book.path, tmp_path / "nowhere" / "copy.c1540")


class TestFolders:
    def test_workbooks_of_one_name_have_folders_of_their_own(self, tmp_path: Path):
        place = tmp_path / "backups"
        books = []
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            books.append(open_book(tmp_path / name / "office.c1540"))
        ids = [book.query("SELECT value FROM meta WHERE key = 'id'")[0][0] for book in books]
        first = backup.folder(place, books[0].path, ids[0])
        assert first == place / "office backups"
        backup.make(books[0].path, first, Occasion.HAND, AT)
        assert backup.folder(place, books[0].path, ids[0]) == first
        second = backup.folder(place, books[1].path, ids[1])
        assert second != first
        backup.make(books[1].path, second, Occasion.HAND, AT)
        (place / "other backups").mkdir()
        (place / "office notes").mkdir()
        assert set(backup.folders(place, books[0].path)) == {first, second}
        for book in books:
            book.close()

    def test_no_folder_yet(self, tmp_path: Path):
        assert backup.folders(tmp_path / "none", tmp_path / "office.c1540") == []
        assert backup.listed(tmp_path / "none") == []
        assert backup.rotate(tmp_path / "none") == []


class TestRotation:
    @pytest.fixture
    def days(self, where: Path):
        """Return a function that lays a backup on each of so many days."""
        where.mkdir(parents=True)

        def lay(count: int, occasion: Occasion = Occasion.DAILY, per_day: int = 1) -> None:
            for day in range(count):
                for hour in range(per_day):
                    at = AT - dt.timedelta(days=day, hours=hour)
                    (where / f"{at:%Y-%m-%d_%H%M%S}_{occasion}.c1540").touch()

        return lay

    def kept(self, where: Path) -> list[dt.date]:
        return [each.at.date() for each in backup.listed(where)]

    def test_seven_days_and_eight_weeks(self, where: Path, days):
        days(120)
        removed = backup.rotate(where)
        kept = self.kept(where)
        assert len(removed) + len(kept) == 120
        assert kept[:7] == [AT.date() - dt.timedelta(days=day) for day in range(7)]
        weeks = [day.isocalendar()[:2] for day in kept]
        assert len(set(weeks)) == 8
        assert len(kept) <= 7 + 8
        for week in set(weeks):  # of each week the last one
            last = max(day for day in kept if day.isocalendar()[:2] == week)
            assert last.isoweekday() == 7 or last == AT.date()
        assert backup.rotate(where) == []

    def test_days_without_work_do_not_count(self, where: Path, days):
        days(3)
        for weeks in (20, 40, 60):
            at = AT - dt.timedelta(weeks=weeks)
            (where / f"{at:%Y-%m-%d_%H%M%S}_daily.c1540").touch()
        assert backup.rotate(where) == []

    def test_of_one_day_the_last(self, where: Path, days):
        days(2, per_day=3)
        backup.rotate(where)
        assert [each.at.hour for each in backup.listed(where)] == [9, 9]

    @pytest.mark.parametrize(
        ("occasion", "kept"), [(Occasion.IMPORT, 10), (Occasion.MIGRATION, 5), (Occasion.HAND, 30)]
    )
    def test_others_by_occasion(self, where: Path, days, occasion, kept):
        days(30, occasion)
        days(2)
        backup.rotate(where)
        found = [each for each in backup.listed(where) if each.occasion is occasion]
        assert [each.at.date() for each in found] == [
            AT.date() - dt.timedelta(days=day) for day in range(kept)
        ]
        assert len(backup.listed(where)) == kept + 2

    def test_what_is_not_ours_is_left_alone(self, where: Path, days):
        days(40)
        for name in ("notes.txt", "2026-03-02_office.c1540", "office.c1540"):
            (where / name).touch()
        backup.rotate(where)
        assert {"notes.txt", "2026-03-02_office.c1540", "office.c1540"} <= set(names(where))

    def test_left_overs_of_a_crash_go(self, where: Path, days):
        days(1)
        (where / ".part-2026-03-01_093000_daily.c1540").touch()
        backup.rotate(where)
        assert len(names(where)) == 1

    def test_attached_files_go_with_the_last_backup_that_knows_them(self, book: Book, where: Path):
        old = put(book, b"old")
        for day in range(3):
            at = AT - dt.timedelta(days=400 + day)
            backup.make(book.path, where, Occasion.IMPORT, at)
        book.connection.execute("DELETE FROM blob")
        new = put(book, b"new")
        for day in range(9):
            backup.make(book.path, where, Occasion.IMPORT, AT - dt.timedelta(days=day))
        backup.rotate(where)
        assert set(names(where / backup.ATTACHMENTS)) == {old.sha256, new.sha256}
        backup.make(book.path, where, Occasion.IMPORT, AT + dt.timedelta(days=1))
        assert len(backup.rotate(where)) == 1
        assert names(where / backup.ATTACHMENTS) == [new.sha256]

    def test_nothing_attached_goes_while_a_backup_cannot_be_read(self, book: Book, where: Path):
        blob = put(book, b"old")
        for day in range(11):
            backup.make(book.path, where, Occasion.IMPORT, AT - dt.timedelta(days=day))
        book.connection.execute("DELETE FROM blob")
        backup.listed(where)[0].path.write_bytes(b"torn")
        assert len(backup.rotate(where)) == 1
        assert names(where / backup.ATTACHMENTS) == [blob.sha256]

    def test_the_list_says_when_and_why(self, where: Path, days):
        days(2)
        days(1, Occasion.MIGRATION)
        listed = backup.listed(where)
        assert [(each.at, each.occasion) for each in listed] == [
            (AT, Occasion.MIGRATION),
            (AT, Occasion.DAILY),
            (AT - dt.timedelta(days=1), Occasion.DAILY),
        ]
        assert listed == [Backup(each.path, each.occasion, each.at, 0) for each in listed]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "folder cannot be written to"),
        (OSError(errno.ENOSPC, "No space left on device"), "no room left on the disk"),
        (OSError(errno.EIO, "Input/output error"), "cannot be written: Input/output error"),
    ],
)
def test_what_keeps_a_copy_from_being_written_is_told(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(backup, "settle", fail)
    with pytest.raises(UserError, match=sentence):
        backup.copy_to(book.path, tmp_path / "copy.c1540")
    assert not list(tmp_path.glob("*copy*"))
