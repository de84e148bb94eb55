"""A workbook from its making to its closing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coordinator_app.domain.catalogue import Catalogue, built_in
from coordinator_app.domain.errors import UserError
from coordinator_app.store import migrations, schema, workbook
from coordinator_app.store.connection import USER_VERSION
from tests.store.book import open_book


def test_a_new_workbook_says_what_it_is(tmp_path):
    path = tmp_path / "office.c1540"
    workbook.create(path, built_in(), {"id": "1", "kind": "demo"})
    file = workbook.open_file(path, built_in())
    assert workbook.meta(file.connection) == {"id": "1", "kind": "demo"}
    assert not file.read_only
    assert not file.unclean
    file.close()
    assert sorted(each.name for each in tmp_path.iterdir() if each.stat().st_size) == [path.name]


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    path = tmp_path / "office.c1540"
    path.write_text("precious")
    with pytest.raises(UserError, match="a file of that name already"):
        workbook.create(path, built_in(), {})
    assert path.read_text() == "precious"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UserError, match="The folder does not exist") as refused:
        workbook.create(tmp_path / "nowhere" / "office.c1540", built_in(), {})
    assert refused.value.where == str(tmp_path / "nowhere")


def test_a_file_that_could_not_be_made_leaves_nothing_in_the_way(tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    path = tmp_path / "office.c1540"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "create", fail)
        with pytest.raises(UserError, match="nothing was written"):
            workbook.create(path, built_in(), {})
    assert list(tmp_path.iterdir()) == []
    workbook.create(path, built_in(), {})


def test_a_second_window_may_only_read(tmp_path):
    path = tmp_path / "office.c1540"
    first = open_book(path)
    record = first.make("institution", {"name": "Customs"})
    second = workbook.open_file(path, built_in())
    assert second.read_only
    assert second.held_by
    assert second.connection.execute("SELECT id FROM record").fetchall() == [(record,)]
    with pytest.raises(sqlite3.OperationalError):
        second.connection.execute("DELETE FROM record")
    another = first.make("institution", {"name": "Police"})
    assert (another,) in second.connection.execute("SELECT id FROM record").fetchall()
    second.close()
    assert first.file.lock.path.exists()
    first.close()


def test_a_reader_takes_no_lock(tmp_path):
    path = tmp_path / "office.c1540"
    open_book(path).close()
    reader = workbook.open_file(path, built_in(), read_only=True)
    assert reader.read_only
    writer = open_book(path)
    assert not writer.file.read_only
    writer.close()
    reader.close()


def test_after_a_crash_the_file_is_looked_at(tmp_path):
    path = tmp_path / "office.c1540"
    open_book(path).close()
    path.with_name(path.name + ".lock").touch()
    file = workbook.open_file(path, built_in())
    assert file.unclean
    file.close()
    file = workbook.open_file(path, built_in())
    assert not file.unclean
    file.close()


def test_a_damaged_file_is_refused_after_a_crash_and_the_lock_given_back(tmp_path):
    path = tmp_path / "office.c1540"
    book = open_book(path)
    for number in range(200):
        book.make("institution", {"name": f"Office {number}"})
    book.close()
    spoilt = bytearray(path.read_bytes())
    size = int.from_bytes(spoilt[16:18], "big")
    for page in range(2, len(spoilt) // size):
        spoilt[page * size : page * size + 8] = b"\xff" * 8
    path.write_bytes(spoilt)
    path.with_name(path.name + ".lock").touch()
    with pytest.raises(UserError, match="The file is damaged") as refused:
        workbook.open_file(path, built_in())
    assert "Restore a backup" in str(refused.value)
    assert not path.with_name(path.name + ".lock").exists()


def test_a_refused_file_gives_the_lock_back(tmp_path):
    path = tmp_path / "office.c1540"
    path.write_text("no database at all" * 100)
    for _ in range(2):
        with pytest.raises(UserError, match="not a coordinator file"):
            workbook.open_file(path, built_in())
    assert not path.with_name(path.name + ".lock").exists()


def test_types_this_version_adds_get_their_tables_after_a_backup(tmp_path):
    path = tmp_path / "office.c1540"
    older = Catalogue([each for each in built_in() if each.key != "follow_up"])
    workbook.create(path, older, {})
    asked: list[Path] = []
    file = workbook.open_file(path, built_in(), before_migration=asked.append)
    assert asked == [path]
    assert not migrations.lacking_columns(file.connection, built_in())
    file.close()
    workbook.open_file(path, built_in(), before_migration=asked.append).close()
    assert asked == [path]


def test_an_older_file_becomes_what_a_new_one_is(tmp_path):
    """A file made before there were requests and offers of assistance is made whole when opened."""
    since = {"assistance_request", "assistance_item", "assistance_offer"}
    older = Catalogue([each for each in built_in() if each.key not in since])
    workbook.create(tmp_path / "older.c1540", older, {})
    workbook.create(tmp_path / "new.c1540", built_in(), {})
    tables = []
    for name in ("older.c1540", "new.c1540"):
        file = workbook.open_file(tmp_path / name, built_in())
        rows = file.connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
        tables.append(sorted(map(str, rows)))
        file.close()
    assert tables[0] == tables[1]


def test_the_steps_lead_to_the_version():
    assert len(migrations.STEPS) == USER_VERSION - 1


def test_lacking_columns_are_found(tmp_path):
    path = tmp_path / "office.c1540"
    book = open_book(path)
    book.connection.execute('ALTER TABLE "theme" DROP COLUMN "typical_link"')
    assert migrations.lacking_columns(book.connection, built_in()) == {"theme": ["typical_link"]}
    book.close()
