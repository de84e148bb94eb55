"""Does the file hold what its log says? Findings as data; what is derived can be made anew."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.catalogue import REFERENCE_VERSION
from coordinator_app.domain.changes import DELETED, LIFE, REFERENCE, Change
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold as folded_text
from coordinator_app.domain.heads import Folded, fold
from coordinator_app.domain.identity import reference_id
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.store.connection import Connection
from coordinator_app.store.derived import Derived, Page, Registered
from coordinator_app.store.log import multi_fields, without_reference
from coordinator_app.store.records import Records
from coordinator_app.texts import N_, Texts

Progress = Callable[[int, int], None]

_RESTORE = N_("Restore a backup (Settings, Backups).")
_REPAIR = N_("Repair puts it right.")
#: Operations of this source lay the data whose ids are the same in every workbook.
_REFERENCE_SOURCE = "reference"


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit.

    Args:
        what, do: English msgids, {names} filled from params.
        where: The reference, title or table; data, not translated.
        record, key: The record and its field, where it is about one.
        derived: It follows from other data, so that repairing loses nothing.
    """

    what: str
    where: str
    do: str
    record: str = ""
    key: str = ""
    derived: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)

    def told(self, texts: Texts) -> dict[str, str]:
        """Return it in a language, as data for any front end."""
        return {
            "what": texts(self.what, **self.params),
            "where": self.where,
            "do": texts(self.do, **self.params),
        }


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Args:
        findings: What does not fit.
        records, changes: How many were compared.
    """

    findings: tuple[Finding, ...] = ()
    records: int = 0
    changes: int = 0

    @property
    def clean(self) -> bool:
        """Say whether everything fits."""
        return not self.findings

    @property
    def repairable(self) -> bool:
        """Say whether repairing would help with some of it."""
        return any(finding.derived for finding in self.findings)


class Checker:
    """Compares the rows of one workbook with its log, and what is derived with the rows.

    Args:
        connection: Not in a transaction.
        records: Reads through the same connection.
        writable: The search index can only be checked by somebody who may write.
    """

    def __init__(self, connection: Connection, records: Records, *, writable: bool) -> None:
        self._connection = connection
        self._records = records
        self._writable = writable
        self._changes = 0

    def check(self, progress: Progress | None = None) -> Checked:
        """Check everything.

        Args:
            progress: Called with records done and records in all; it may raise to stop.
        """
        findings: list[Finding] = []
        done = 0
        try:
            findings += self._engine()
            total = self._connection.execute("SELECT count(*) FROM record").fetchone()[0]
            derived = Derived(self._connection, self._records)
            for page in derived.pages(log=True, derived=True):
                derived.learn(page.rows.values())
                findings += self._page(page, derived)
                done += len(page.registered)
                if progress is not None:
                    progress(done, total)
            findings += self._search()
            findings += self._operations()
            findings += self._reference_data()
        except sqlite3.DatabaseError as error:
            findings.append(
                Finding(
                    N_("The file is damaged: {message}."),
                    "",
                    _RESTORE,
                    params={"message": str(error)},
                )
            )
        return Checked(tuple(findings), done, self._changes)

    def _engine(self) -> Iterator[Finding]:
        """Ask SQLite whether the pages, indexes and keys of the file are whole."""
        for (message,) in self._connection.execute("PRAGMA integrity_check(20)").fetchall():
            if message != "ok":
                yield Finding(
                    N_("The file is damaged: {message}."), "", _RESTORE, params={"message": message}
                )
        for table, rid, target, _ in self._connection.execute(
            "PRAGMA foreign_key_check"
        ).fetchall():
            yield Finding(
                N_("A row of “{table}” points at something in “{target}” that is not there."),
                f"{table} {rid}",
                _RESTORE,
                params={"table": table, "target": target},
            )

    def _page(self, page: Page, derived: Derived) -> Iterator[Finding]:
        known = {each.id for each in page.registered}
        self._changes += sum(len(changes) for changes in page.changes.values())
        for record_id in page.changes.keys() - known:
            yield Finding(
                N_("The log tells of an entry that is not there."), record_id, _RESTORE, record_id
            )
        for record_id in page.links.keys() - known:
            yield Finding(
                N_("A link starts from an entry that is not there."),
                record_id,
                _REPAIR,
                record_id,
                derived=True,
            )
        for each in page.registered:
            row = page.rows.get(each.id)
            if row is not None:
                yield from self._against_log(each, row, page.changes.get(each.id, ()))
                yield from self._against_values(each, row, page, derived)
            elif each.type in self._records.catalogue:
                yield _about(each, N_("The values of the entry are not there."))

    def _against_log(
        self, each: Registered, row: Record, changes: Sequence[Change]
    ) -> Iterator[Finding]:
        """Compare a row with the fold of its changes."""
        ids = {change.id for change in changes}
        makers = [change for change in changes if change.creates]
        if len(makers) != 1:
            yield _about(each, N_("The log creates the entry {count} times."), count=len(makers))
            return
        if any(change.type != each.type for change in changes):
            yield _about(each, N_("The log says that it is of another kind."))
        for change in changes:
            for key, parents in change.parents.items():
                if not ids.issuperset(parents):
                    yield _about(each, N_("A change rests on one that is not there."), key)
        folded = made_of(changes, self._records.catalogue[each.type])
        yield from _of_row(each, row, folded)
        if each.reference != (makers[0].values.get(REFERENCE) or ""):
            yield _about(each, N_("It bears another reference than the log gave it."))

    def _against_values(
        self, each: Registered, row: Record, page: Page, derived: Derived
    ) -> Iterator[Finding]:
        """Compare what is derived with the values it follows from."""
        links = derived.links(row)
        if links != page.links.get(each.id, set()):
            yield _about(each, N_("Its links are not those of its values."), derived=True)
        for key, target in sorted(links):
            if not derived.knows(target):
                yield _about(each, N_("“{field}” points at an entry that does not exist."), key)
        title = derived.title(row)
        if (each.title, each.title_fold) != (title, folded_text(title)):
            yield _about(each, N_("Its title does not follow from its values."), derived=True)
        if page.bodies.get(each.rid) != derived.body(row, each.title):
            yield _about(each, N_("The search does not know it as it is."), derived=True)

    def _search(self) -> Iterator[Finding]:
        extra = self._connection.execute(
            "SELECT count(*) FROM search_text WHERE rid NOT IN (SELECT rid FROM record)"
        ).fetchone()[0]
        if extra:
            yield Finding(
                N_("The search knows entries that are not there."), "search", _REPAIR, derived=True
            )
        if not self._writable:
            return
        try:
            # Rank 1 compares the index with the texts it was made from.
            self._connection.execute(
                "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError:
            yield Finding(
                N_("The search index does not fit the texts."), "search", _REPAIR, derived=True
            )

    def _operations(self) -> Iterator[Finding]:
        for (uid,) in self._connection.execute(
            "SELECT uid FROM txn t WHERE undo_of <> ''"
            " AND NOT EXISTS (SELECT 1 FROM txn u WHERE u.uid = t.undo_of)"
        ).fetchall():
            yield Finding(N_("An operation undoes one that is not there."), uid, _RESTORE)

    def _reference_data(self) -> Iterator[Finding]:
        """Compare the ids of shipped data with those every other workbook gives to it."""
        for record_id, type_key, reference, new in self._connection.execute(
            "SELECT c.record, c.type, r.reference, c.new FROM txn t JOIN change c ON c.txn = t.id"
            " JOIN record r ON r.id = c.record WHERE t.source = ? AND c.parents = '{}'",
            (_REFERENCE_SOURCE,),
        ).fetchall():
            if type_key not in self._records.catalogue:
                continue
            name = reference_name(self._records.catalogue[type_key], json.loads(new))
            if record_id != reference_id(type_key, name, REFERENCE_VERSION):
                yield Finding(
                    N_("It has another id than in every other workbook."),
                    reference or name,
                    _RESTORE,
                    record_id,
                )


def made_of(changes: Sequence[Change], record_type: RecordType) -> Folded:
    """Return the record that its changes make; one that was never edited takes a short way."""
    plain = [without_reference(change) for change in changes]
    if len(plain) > 1:
        return fold(plain, multi_fields(record_type))
    only = plain[0]
    values = {key: value for key, value in only.values.items() if value is not None and key != LIFE}
    heads = dict.fromkeys((*only.values, LIFE), (only.id,))
    return Folded(only.id, values, heads, only.values.get(LIFE) == DELETED)


def reference_name(record_type: RecordType, values: Mapping[str, Value]) -> str:
    """Return the name that makes the id of a piece of reference data."""
    code = values.get("code")
    if isinstance(code, str):
        return code
    return json.dumps([values.get(key) for key in record_type.natural_keys[0]])


def digest(connection: Connection, records: Records) -> str:
    """Return the SHA-256 of values and links of all living records.

    Two workbooks with the same digest hold the same, whatever their logs say. The sent files
    themselves are left out: they keep their history when what came back is undone.
    """
    found = hashlib.sha256()
    for page in Derived(connection, records).pages(derived=True):
        for each in page.registered:
            row = page.rows.get(each.id)
            if each.deleted or each.type == "dispatch" or row is None:
                continue
            links = sorted(page.links.get(each.id, ()))
            found.update(
                json.dumps(
                    [each.id, each.type, row.values, row.extra, links], sort_keys=True
                ).encode()
            )
    return found.hexdigest()


def _about(
    each: Registered, what: str, field_key: str = "", *, derived: bool = False, **params: Any
) -> Finding:
    return Finding(
        what,
        each.reference or each.title or each.id,
        _REPAIR if derived else _RESTORE,
        each.id,
        field_key,
        derived,
        {"field": field_key, **params},
    )


def _of_row(each: Registered, row: Record, folded: Folded) -> Iterator[Finding]:
    values = {**row.extra, **row.values}
    for key in sorted(values.keys() | folded.values.keys()):
        if values.get(key) != folded.values.get(key):
            yield _about(each, N_("“{field}” does not hold what the log says."), key)
    if row.made != folded.made or _sorted(row.heads) != _sorted(folded.compact()):
        yield _about(each, N_("It does not name the changes that its values come from."))
    if not row.deleted == bool(each.deleted) == folded.deleted:
        yield _about(each, N_("It is not clear whether it lies in the recycle bin."))


def _sorted(heads: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {key: sorted(ids) for key, ids in heads.items()}
