"""The tables can be read by any SQLite tool, and follow the catalogue."""

from __future__ import annotations

import sqlite3

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.store import schema
from coordinator_app.store.columns import all_columns
from tests.store.book import Book

TYPES = [each.key for each in built_in()]


def test_every_statement_runs_on_an_empty_file():
    connection = sqlite3.connect(":memory:")
    for statement in schema.statements(built_in()):
        connection.execute(statement)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_nothing_in_it_needs_our_program(book: Book):
    plain = sqlite3.connect(book.path)
    for name, kind in plain.execute("SELECT name, type FROM sqlite_master").fetchall():
        if kind == "table":
            plain.execute(f'SELECT * FROM "{name}" LIMIT 1').fetchall()
    for (sql,) in plain.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
        assert "COLLATE" not in sql.replace("COLLATE NOCASE", "")
    plain.execute("PRAGMA integrity_check")
    plain.close()


@pytest.mark.parametrize("table", TYPES)
def test_each_type_has_a_strict_table_with_its_columns(book: Book, table: str):
    columns = {row[1]: row for row in book.query(f'PRAGMA table_info("{table}")')}
    assert {"rid", "id", "made", "heads", "state_scope", "deleted", "extra"} <= columns.keys()
    assert set(all_columns(built_in()[table])) <= columns.keys()
    assert book.query("SELECT strict FROM pragma_table_list WHERE name = ?", table) == [(1,)]
    nullable = [name for name in all_columns(built_in()[table]) if not columns[name][3]]
    assert nullable == list(all_columns(built_in()[table]))


@pytest.mark.parametrize("table", TYPES)
def test_columns_that_point_at_records_are_foreign_keys(book: Book, table: str):
    keys = {row[3]: row[2] for row in book.query(f'PRAGMA foreign_key_list("{table}")')}
    assert keys["id"] == "record"
    for field in built_in()[table].fields:
        if field.kind.value in ("link", "party"):
            assert keys[field.key] == "record"


def test_row_numbers_are_declared_so_that_no_vacuum_moves_them(book: Book):
    for table in (*TYPES, "record", "search_text", "change", "txn"):
        primary = [row[2] for row in book.query(f'PRAGMA table_info("{table}")') if row[5]]
        assert primary == ["INTEGER"], table


@pytest.mark.parametrize(
    ("sql", "params", "index"),
    [
        ("SELECT 1 FROM change WHERE id = ?", ("x",), "sqlite_autoindex_change"),
        ("SELECT 1 FROM change WHERE record = ? ORDER BY seq", ("x",), "change_record"),
        ("SELECT 1 FROM change WHERE txn = ?", (1,), "change_txn"),
        ("SELECT 1 FROM txn WHERE undo_of = ? AND undo_of <> ''", ("x",), "txn_undo"),
        ("SELECT 1 FROM link WHERE target = ? AND field = ?", ("x", "y"), "link_target"),
        (
            "SELECT 1 FROM record WHERE reference > ? AND reference < ? AND reference <> ''",
            ("a", "b"),
            "record_reference",
        ),
        ("SELECT 1 FROM dispatch_row WHERE dispatch = ?", ("x",), "PRIMARY KEY"),
    ],
)
def test_what_is_asked_often_uses_an_index(
    book: Book, sql: str, params: tuple[object, ...], index: str
):
    plan = " ".join(row[3] for row in book.query(f"EXPLAIN QUERY PLAN {sql}", *params))
    assert index in plan
    assert "SCAN" not in plan
