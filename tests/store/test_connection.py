"""Opening a file: settings, recognition, one sentence for everything that cannot be opened."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.store.connection import (
    APPLICATION_ID,
    USER_VERSION,
    connect,
    database,
    immediate,
    writing,
)
from tests.store.book import Book, open_book

SETTINGS = {
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "synchronous": 2,
    "busy_timeout": 5000,
    "temp_store": 2,
    "cache_size": -65536,
}


@pytest.mark.parametrize(("pragma", "value"), SETTINGS.items())
def test_every_connection_has_our_settings(book: Book, pragma: str, value: int):
    assert book.query(f"PRAGMA {pragma}") == [(value,)]


def test_the_file_is_recognised_by_its_header(book: Book):
    header = book.path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert header[68:72] == b"1540"
    assert int.from_bytes(header[60:64], "big") == USER_VERSION


def test_the_journal_is_truncated_and_stays_empty(book: Book):
    assert book.query("PRAGMA journal_mode") == [("truncate",)]
    book.make("institution", {"name": "Customs"})
    journal = book.path.with_name(book.path.name + "-journal")
    assert not journal.exists() or journal.stat().st_size == 0


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()


def _newer(path: Path) -> None:
    open_book(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={USER_VERSION + 1}")
    connection.close()


def _text(path: Path) -> None:
    path.write_text("Dear colleague, please find attached. " * 200)


def _empty(path: Path) -> None:
    path.touch()


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_foreign, "This is not a coordinator file."),
        (_text, "This is not a coordinator file."),
        (_empty, "This is not a coordinator file."),
        (_newer, "made by a newer version"),
        (_missing, "There is no such file."),
        (_folder, "This is a folder."),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_workbook_is_refused_in_one_sentence(tmp_path, spoil, sentence, read_only):
    path = tmp_path / "file.c1540"
    spoil(path)
    with pytest.raises(UserError, match=sentence) as refused:
        connect(path, read_only=read_only)
    assert refused.value.do
    assert "Traceback" not in str(refused.value)


def test_a_refused_file_is_not_kept_open(tmp_path):
    path = tmp_path / "file.c1540"
    _text(path)
    with pytest.raises(UserError):
        connect(path)
    program = Path("/proc/self/fd")
    if program.is_dir():
        assert path not in [each.resolve() for each in program.iterdir()]


@pytest.mark.parametrize(
    "name", ["o'brien", "100% new?", "a#b", "ñandú café", "two  blanks", "c&d"]
)
def test_any_lawful_name_can_be_opened(tmp_path, name):
    book = open_book(tmp_path / f"{name}.c1540")
    record = book.make("institution", {"name": "Customs"})
    book.close()
    again = open_book(tmp_path / f"{name}.c1540")
    assert again.get(record).get("name") == "Customs"
    again.close()
    assert [each.suffix for each in tmp_path.iterdir() if each.stat().st_size] == [".c1540"]


def test_a_second_writer_is_told_in_one_sentence(book: Book):
    other = connect(book.path)
    other.execute("PRAGMA busy_timeout=10")
    with (
        immediate(book.connection),
        pytest.raises(UserError, match="Another program is writing"),
        immediate(other),
    ):
        pass
    other.close()


def test_an_error_inside_leaves_nothing(book: Book):
    def fail() -> None:
        with immediate(book.connection):
            book.connection.execute("INSERT INTO setting VALUES ('a', '1')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not book.connection.in_transaction
    assert book.query("SELECT * FROM setting") == []


def test_a_reader_in_the_way_of_a_commit_is_told_and_nothing_is_written(book: Book):
    book.connection.execute("PRAGMA busy_timeout=10")
    reader = connect(book.path, read_only=True)
    cursor = reader.execute("SELECT * FROM sqlite_master")
    cursor.fetchone()  # an open cursor: the reader's fault, and what it does to the writer
    with (
        pytest.raises(UserError, match="Another program is using the file"),
        immediate(book.connection),
    ):
        book.connection.execute("INSERT INTO setting VALUES ('a', '1')")
    reader.close()
    assert not book.connection.in_transaction
    assert book.query("SELECT * FROM setting") == []


def test_a_full_disk_is_told_and_nothing_is_written(book: Book):
    pages = book.query("PRAGMA page_count")[0][0]
    book.connection.execute(f"PRAGMA max_page_count={pages + 1}")
    before = book.digest()
    with pytest.raises(UserError, match="no room"):
        book.make("institution", {"name": "x" * 100_000})
    assert not book.connection.in_transaction
    book.connection.execute("PRAGMA max_page_count=1000000")
    assert book.digest() == before
    assert book.check().clean


def test_a_disk_that_is_full_before_anything_is_written_is_no_other_program(book: Book):
    full = mock.Mock(spec=book.connection)
    full.execute.side_effect = sqlite3.OperationalError("database or disk is full")
    with pytest.raises(UserError, match="no room"), immediate(full):
        pass


def test_small_writes_join_the_transaction_that_is_open(book: Book):
    def fail() -> None:
        with immediate(book.connection):
            with writing(book.connection):
                book.connection.execute("INSERT INTO setting VALUES ('a', '1')")
            assert book.connection.in_transaction
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert book.query("SELECT * FROM setting") == []
    with writing(book.connection):
        book.connection.execute("INSERT INTO setting VALUES ('a', '1')")
    assert not book.connection.in_transaction
    assert book.query("SELECT * FROM setting") == [("a", "1")]


def test_sqlite_utils_sees_the_same_connection(book: Book):
    assert database(book.connection).conn is book.connection
    assert "record" in database(book.connection).table_names()


def test_a_reader_can_open_what_a_crash_left(tmp_path):
    """A journal that still has to be played back must not keep anybody from reading."""
    path = tmp_path / "office.c1540"
    open_book(path).close()
    script = (
        "import os, signal, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode=TRUNCATE'); c.execute('PRAGMA cache_size=1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.executemany('INSERT INTO setting VALUES (?, ?)', ((str(n), 'x' * 500) for n in range(2000)))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.with_name("office.c1540-journal").stat().st_size > 0
    reader = connect(path, read_only=True)
    assert reader.execute("SELECT count(*) FROM setting").fetchone() == (0,)
    with pytest.raises(sqlite3.OperationalError):
        reader.execute("INSERT INTO setting VALUES ('a', '1')")
    reader.close()


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("database or disk is full", "no room left on the disk"),
        ("database is locked", "Another program is using the file"),
        ("disk I/O error", "does not take what is written"),
        ("attempt to write a readonly database", "write-protected"),
        ("database disk image is malformed", "The file is damaged"),
    ],
)
def test_what_a_person_can_mend_is_told(book: Book, message: str, sentence: str):
    with pytest.raises(UserError, match=sentence) as told, immediate(book.connection):
        raise sqlite3.OperationalError(message)
    assert told.value.do
    assert not book.connection.in_transaction


def test_our_own_mistakes_stay_what_they_are(book: Book):
    with pytest.raises(sqlite3.OperationalError, match="no such table"), immediate(book.connection):
        book.connection.execute("SELECT * FROM no_such_table")
    with pytest.raises(sqlite3.IntegrityError), immediate(book.connection):
        book.connection.execute("INSERT INTO meta VALUES ('id', 'twice')")
