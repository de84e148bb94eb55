"""The tables: those of the log and the office, and one STRICT table per record type."""

from __future__ import annotations

from collections.abc import Iterator

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.record_type import RecordType
from coordinator_app.store import indexes
from coordinator_app.store.columns import columns
from coordinator_app.store.connection import APPLICATION_ID, USER_VERSION, Connection

_FIXED = """
CREATE TABLE record (
  rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
  reference TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
  title_fold TEXT NOT NULL DEFAULT '', deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX record_type ON record (type, deleted, title_fold);
CREATE INDEX record_type_reference ON record (type, deleted, reference);
CREATE INDEX record_reference ON record (reference) WHERE reference <> '';

CREATE TABLE link (
  record TEXT NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL,
  PRIMARY KEY (record, field, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target, field);

CREATE TABLE txn (
  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, at TEXT NOT NULL, actor TEXT NOT NULL,
  replica TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, params TEXT NOT NULL,
  source TEXT NOT NULL, undo_of TEXT NOT NULL, catalogue INTEGER NOT NULL,
  CHECK (kind IN ('edit', 'bulk', 'import', 'merge', 'undo', 'redo', 'sync'))
) STRICT;
CREATE INDEX txn_undo ON txn (undo_of) WHERE undo_of <> '';
CREATE TABLE change (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, txn INTEGER NOT NULL REFERENCES txn (id),
  type TEXT NOT NULL, record TEXT NOT NULL, scope TEXT NOT NULL, hlc TEXT NOT NULL,
  new TEXT NOT NULL, old TEXT NOT NULL, parents TEXT NOT NULL
) STRICT;
CREATE INDEX change_record ON change (record, seq);
CREATE INDEX change_txn ON change (txn);

CREATE TABLE dispatch_row (
  dispatch TEXT NOT NULL, record TEXT NOT NULL, type TEXT NOT NULL, position INTEGER NOT NULL,
  made TEXT NOT NULL, heads TEXT NOT NULL, spare INTEGER NOT NULL, reference TEXT NOT NULL,
  PRIMARY KEY (dispatch, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_file (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL,
  dispatch TEXT NOT NULL, operation TEXT NOT NULL, counts TEXT NOT NULL
) STRICT;
CREATE INDEX import_file_sha256 ON import_file (sha256);
CREATE INDEX import_file_dispatch ON import_file (dispatch);
CREATE TABLE import_row (
  dispatch TEXT NOT NULL, record TEXT NOT NULL, operation TEXT NOT NULL,
  PRIMARY KEY (dispatch, record)
) STRICT, WITHOUT ROWID;

-- Kept by the writer, not by triggers: SQLite refuses virtual tables in the triggers of a file
-- it was told not to trust (trusted_schema=OFF).
CREATE TABLE search_text (rid INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
  body, content='search_text', content_rowid='rid', prefix='2 3',
  tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE TABLE draft (
  id TEXT PRIMARY KEY, type TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE review (
  id TEXT PRIMARY KEY, dispatch TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL,
  at TEXT NOT NULL, content TEXT NOT NULL, counts TEXT NOT NULL, undecided INTEGER NOT NULL
) STRICT;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY, page TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL
) STRICT;
CREATE TABLE mapping (id TEXT PRIMARY KEY, name TEXT NOT NULL, content TEXT NOT NULL) STRICT;
CREATE TABLE alias (
  folded TEXT NOT NULL, type TEXT NOT NULL, record TEXT NOT NULL, warn INTEGER NOT NULL,
  PRIMARY KEY (folded, type, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE custom_field (
  type TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (type, key)
) STRICT, WITHOUT ROWID;
"""


def create(connection: Connection, catalogue: Catalogue) -> None:
    """Create every table of a new workbook, in a transaction of the caller."""
    for statement in statements(catalogue):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={USER_VERSION}")


def statements(catalogue: Catalogue) -> Iterator[str]:
    """Yield the DDL of a new workbook."""
    pending = ""
    for line in _FIXED.splitlines():
        if line.startswith("--"):
            continue
        pending += line + "\n"
        if line.endswith(";"):
            yield pending.strip()
            pending = ""
    for record_type in catalogue:
        yield from type_statements(record_type)


def type_statements(record_type: RecordType) -> Iterator[str]:
    """Yield the DDL of one record type: its table and an index per column people filter by."""
    table = record_type.key
    parts = [
        "rid INTEGER PRIMARY KEY",
        "id TEXT NOT NULL UNIQUE REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED",
        "made TEXT NOT NULL",
        "heads TEXT NOT NULL DEFAULT '{}'",
        "state_scope TEXT NOT NULL DEFAULT ''",
        "deleted INTEGER NOT NULL DEFAULT 0",
        "extra TEXT",
    ]
    for field in record_type.fields:
        for column in columns(field):
            points = " REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED" if column.links else ""
            parts.append(f'"{column.name}" {column.sql_type}{points}')
    yield f'CREATE TABLE "{table}" (\n  ' + ",\n  ".join(parts) + "\n) STRICT"
    yield from indexes.statements(record_type)
