"""A small workbook for tests of the store, and the few steps all of them take."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import ChangeSet, Create, Delete, Edit, Operation, Update
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.record import Record
from coordinator_app.store import workbook
from coordinator_app.store.commit import Writer
from coordinator_app.store.connection import Connection
from coordinator_app.store.integrity import Checked, Checker, digest
from coordinator_app.store.log import Log
from coordinator_app.store.records import Records

START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@dataclass
class Book:
    """An open workbook with everything that reads and writes it."""

    path: Path
    file: workbook.Workbook
    connection: Connection
    records: Records
    log: Log
    writer: Writer

    def do(self, *edits: Edit, kind: str = "edit", label: str = "", **more: Any) -> ChangeSet:
        """Commit edits as one operation."""
        return self.writer.commit(Operation(edits, kind, label, **more))

    def make(self, type_key: str, values: Mapping[str, Any], **more: Any) -> str:
        """Create a record; return its id."""
        return self.do(Create(type_key, values, **more)).changes[0].record

    def set(self, record: str, **values: Any) -> ChangeSet:
        """Change fields of a record."""
        return self.do(Update(record, values))

    def delete(self, *records: str) -> ChangeSet:
        """Put records into the recycle bin."""
        return self.do(*(Delete(each) for each in records))

    def get(self, record: str) -> Record:
        """Return a record that must be there."""
        found = self.records.get(record)
        assert found is not None
        return found

    def undo(self, operation: str, kind: str = "undo") -> ChangeSet:
        """Take an operation back."""
        return self.writer.commit(self.log.plan_undo(operation, kind).operation)

    def check(self) -> Checked:
        """Compare everything with the log."""
        return Checker(self.connection, self.records, writable=not self.file.read_only).check()

    def digest(self) -> str:
        """Return the digest of what the workbook holds."""
        return digest(self.connection, self.records)

    def query(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.connection.execute(sql, params).fetchall()

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def ticking(start: dt.datetime = START) -> Callable[[], dt.datetime]:
    """Return a clock that goes on by a second each time it is looked at."""
    seconds = itertools.count()
    return lambda: start + dt.timedelta(seconds=next(seconds))


def open_book(path: Path, actor: str = "Ana", replica: str = "replica1") -> Book:
    """Open a workbook, made first if need be."""
    if not path.exists():
        workbook.create(path, built_in(), {"id": uuid7(), "kind": ""})
    file = workbook.open_file(path, built_in())
    clock = Clock(replica, ticking())
    records = Records(file.connection, built_in(), clock.today)
    writer = Writer(file.connection, records, clock, actor, uuid7)
    return Book(path, file, file.connection, records, Log(file.connection, records), writer)
