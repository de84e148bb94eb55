"""What was sent row by row, and which files came back: the base of every reply."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.changes import LIFE, REFERENCE, Change
from coordinator_app.domain.fields import Value
from coordinator_app.domain.heads import resolve
from coordinator_app.domain.record import Record
from coordinator_app.store.connection import Connection, writing
from coordinator_app.store.log import Log, multi_fields

_ROW = "dispatch, record, type, position, made, heads, spare, reference"
_FILE = "sha256, name, at, dispatch, operation, counts"


@dataclass(frozen=True)
class DispatchRow:
    """One record as it was sent, or one blank row whose id was given in advance.

    Args:
        position: Its place among the rows of the dispatch.
        made, heads: Of the record at that moment; a spare row has made "".
        spare: It was sent blank.
        reference: The code that stood in the row.
    """

    dispatch: str
    record: str
    type: str
    position: int
    made: str = ""
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spare: bool = False
    reference: str = ""

    @classmethod
    def of(cls, dispatch: str, position: int, record: Record) -> DispatchRow:
        """Return the row of a record that is being sent as it stands now."""
        return cls(
            dispatch,
            record.id,
            record.type,
            position,
            record.made,
            record.heads,
            reference=record.reference,
        )

    def heads_of(self, key: str) -> tuple[str, ...]:
        """Return the change ids that a field's value came from when it was sent."""
        return self.heads.get(key) or ((self.made,) if self.made else ())


@dataclass(frozen=True)
class Base:
    """What a record's fields held when it was sent.

    Args:
        values: Field to value; empty fields are absent.
        lost: Fields whose sent change the log does not know (an older backup was restored):
            what was sent is not known, which is not the same as empty.
        unknown: Not even the change that made the record is known; every field is lost.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    unknown: bool = False


@dataclass(frozen=True)
class ImportFile:
    """A file that was taken in.

    Args:
        dispatch: The sent file it answered, "" when it answered none.
        operation: Id of the operation, "" when it changed nothing.
        counts: Class of change to how many there were.
    """

    sha256: str
    name: str
    at: str
    dispatch: str = ""
    operation: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


class Dispatches:
    """The sent rows and the files taken in of one workbook.

    Writing joins the transaction of the operation that sends or takes in (`also` of
    `Session.commit`), so that the two stand or fall together.
    """

    def __init__(self, connection: Connection, catalogue: Catalogue, log: Log) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._log = log

    def add_rows(self, rows: Iterable[DispatchRow]) -> None:
        """Keep what was sent."""
        with writing(self._connection):
            self._connection.executemany(
                f"INSERT INTO dispatch_row ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        each.dispatch,
                        each.record,
                        each.type,
                        each.position,
                        each.made,
                        _json(each.heads),
                        int(each.spare),
                        each.reference,
                    )
                    for each in rows
                ),
            )

    def rows(self, dispatch: str) -> list[DispatchRow]:
        """Return what was sent, in the order it was sent."""
        found = self._query(
            f"SELECT {_ROW} FROM dispatch_row WHERE dispatch = ? ORDER BY position, record",
            dispatch,
        )
        return [_row(each) for each in found]

    def sent(self, record: str) -> list[DispatchRow]:
        """Return the rows in which a record was sent, latest dispatch first."""
        found = self._query(
            f"SELECT {_ROW} FROM dispatch_row WHERE record = ? ORDER BY dispatch DESC", record
        )
        return [_row(each) for each in found]

    def bases(self, rows: Sequence[DispatchRow]) -> dict[str, Base]:
        """Return, by record, what its fields held at the changes that were sent.

        The look-up goes by change id alone: it depends neither on the place of a change in
        the log nor on what happened since. Spare rows have no base.
        """
        sent = [each for each in rows if each.made]
        wanted = {each.made for each in sent}
        wanted.update(head for each in sent for ids in each.heads.values() for head in ids)
        said = self._log.values_at(wanted)
        several = {each.record for each in sent if any(len(ids) > 1 for ids in each.heads.values())}
        changes = {record: self._log.changes_of(record) for record in several}
        return {each.record: self._base(each, said, changes.get(each.record, ())) for each in sent}

    def _base(
        self,
        row: DispatchRow,
        said: Mapping[str, Mapping[str, Value]],
        changes: Sequence[Change],
    ) -> Base:
        if row.made not in said:
            return Base(unknown=True)
        values = {
            key: value
            for key, value in said[row.made].items()
            if key not in (LIFE, REFERENCE) and key not in row.heads
        }
        lost = set()
        for key, heads in row.heads.items():
            if key in (LIFE, REFERENCE):
                continue
            if any(head not in said for head in heads):
                lost.add(key)
            elif len(heads) == 1:
                values[key] = said[heads[0]].get(key)
            else:
                values[key] = self._resolved(row, key, changes)
        held = {key: value for key, value in values.items() if value is not None}
        return Base(held, frozenset(lost))

    def _resolved(self, row: DispatchRow, key: str, changes: Sequence[Change]) -> Value:
        """Return the value of a field that had several heads (two workbooks were merged)."""
        multi = multi_fields(self._catalogue[row.type]) if row.type in self._catalogue else ()
        by_id = {change.id: change for change in changes}
        return resolve(by_id, key, row.heads[key], row.made, key in multi)[0]

    def add_file(self, file: ImportFile) -> None:
        """Keep that a file was taken in."""
        with writing(self._connection):
            self._connection.execute(
                f"INSERT INTO import_file ({_FILE}) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    file.sha256,
                    file.name,
                    file.at,
                    file.dispatch,
                    file.operation,
                    _json(file.counts),
                ),
            )

    def files(self, *, sha256: str = "", dispatch: str = "") -> list[ImportFile]:
        """Return the files taken in (of these bytes, in answer to this dispatch), latest first."""
        found = self._query(
            f"SELECT {_FILE} FROM import_file"
            " WHERE ? IN ('', sha256) AND ? IN ('', dispatch) ORDER BY id DESC",
            sha256,
            dispatch,
        )
        return [
            ImportFile(sha, name, at, answered, operation, json.loads(counts))
            for sha, name, at, answered, operation, counts in found
        ]

    def add_created(self, dispatch: str, operation: str, records: Iterable[str]) -> None:
        """Keep which records a reply created, so that its corrected file finds them again."""
        with writing(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO import_row (dispatch, record, operation) VALUES (?, ?, ?)",
                ((dispatch, record, operation) for record in records),
            )

    def created(self, dispatch: str) -> dict[str, str]:
        """Return the records that replies to a dispatch created, with the operation that did."""
        return dict(
            self._query(
                "SELECT record, operation FROM import_row WHERE dispatch = ?"
                " ORDER BY operation, record",
                dispatch,
            )
        )

    def _query(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, params).fetchall()


def spares(
    dispatch: str, position: int, promised: Iterable[tuple[str, str, str]]
) -> Iterator[DispatchRow]:
    """Yield blank rows that are sent with their ids and codes given in advance.

    Args:
        position: Of the first of them.
        promised: Record id, type and reference of each.
    """
    for number, (record, type_key, reference) in enumerate(promised, position):
        yield DispatchRow(dispatch, record, type_key, number, spare=True, reference=reference)


def _row(found: Sequence[Any]) -> DispatchRow:
    dispatch, record, type_key, position, made, heads, spare, reference = found
    return DispatchRow(
        dispatch,
        record,
        type_key,
        position,
        made,
        {key: tuple(ids) for key, ids in json.loads(heads).items()},
        bool(spare),
        reference,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
