"""A reply that came in: whose it is, what was sent, and how the two compare."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Sensitivity, Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.reading import Reading as Understanding
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.snapshot import Snapshot
from coordinator_app.excel import profiles, reader
from coordinator_app.excel.manifest import Manifest
from coordinator_app.merge.plan import plan as compare
from coordinator_app.merge.planned import Decision, Plan, PlannedCell
from coordinator_app.merge.sent import Incoming, Offered, Sent, SentRow, Spare
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.exchange import settled, standing
from coordinator_app.services.exchange.originals import Originals
from coordinator_app.services.exchange.scoped import ScopedLookup
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.dispatches import Dispatches, DispatchRow, ImportFile
from coordinator_app.texts import N_

HISTORY, KEYS = "history", "keys"
_WITHDRAWN = Issue(
    N_("The sent file {ref} that this one answers was withdrawn."),
    N_("Take in what is still of use, or nothing."),
)
#: What files are about that may go to somebody who is no State and not of our office.
_OUTSIDERS = (profiles.Scope.REQUEST, profiles.Scope.PROVIDER)
#: Told how many rows of how many are compared.
Progress = Callable[[int, int], None]


class NotOurs(UserError):  # noqa: N818  nothing is wrong with the file: it is a list of somebody's
    """A file bears no sign of one that was sent."""


@dataclass(frozen=True)
class Received:
    """A reply, read and compared; nothing is decided or written yet.

    Args:
        path: Where it lies; None when a saved review was taken up again.
        sha256: Of its bytes.
        dispatch: The record that tracks the file it answers; None when it answers none.
        plan: What differs.
        known: Earlier times the same bytes were taken in, latest first; those undone left out.
        revision: Of the workbook when it was compared.
        anew: Compares a file that answers none with the workbook as it is by then.
        remember: Called, when it is taken in, within that transaction: what else it taught.
        originals: Gives rows of a list as they stood in it, by sheet and number.
        password: It was opened with; kept nowhere.
    """

    path: Path | None
    name: str
    sha256: str
    dispatch: Record | None
    plan: Plan
    known: tuple[ImportFile, ...] = ()
    revision: str = ""
    anew: Callable[[Reading], Received] | None = field(default=None, repr=False, compare=False)
    remember: Callable[[Session], None] | None = field(default=None, repr=False, compare=False)
    originals: Originals | None = field(default=None, repr=False, compare=False)
    password: str = field(default="", repr=False, compare=False)

    @property
    def dispatch_id(self) -> str:
        """Id of the record that tracks the file it answers, "" when it answers none."""
        return self.dispatch.id if self.dispatch is not None else ""

    @property
    def scope(self) -> tuple[str, ...]:
        """Ids of the States it is about."""
        return self.dispatch.ids("countries") if self.dispatch is not None else ()

    def lookup(self, reading: Reading) -> Lookup:
        """Return what names in it are looked up with."""
        if self.dispatch is None:
            return reading.records
        return ScopedLookup(reading.records, self.scope)


@dataclass(frozen=True)
class _Past:
    """What the workbook knows of a sent file.

    Args:
        sent: As the comparison wants it.
        shown: By record, the values that stood in the file.
        codes: Readable codes to record ids.
        base: How well the sent values are known.
    """

    sent: Sent
    shown: Mapping[str, Mapping[str, Value]]
    codes: Mapping[str, str]
    base: str
    shared: frozenset[str] = field(default_factory=frozenset)


def receive(
    reading: Reading, path: Path, *, password: str = "", progress: Progress | None = None
) -> Received:
    """Read a reply and compare it with what was sent and with today's entries.

    Args:
        password: Opens the file, where it needs one.
        progress: Told how many rows of how many are compared; what it raises ends it.

    Raises:
        PasswordNeeded: It does, and none was given.
        UserError: It cannot be read, or is no reply to a file sent from this workbook.
    """
    found = reader.identify(path, reading.catalogue, password=password)
    dispatch, manifest = _whose(reading, found.manifest, path)
    past = _past(reading, dispatch)
    lookup = _lookup(reading, dispatch, past)
    understanding = Understanding(manifest.lang, lookup, reading.today())
    offered = {key: each.shown for key, each in past.sent.offered.items()}
    known = reader.Known(understanding, past.shown, past.codes, offered)
    snapshot = reader.read(path, reading.catalogue, manifest, known, password=password)
    plan = _plan(reading, snapshot, past, lookup, progress)
    return Received(
        path,
        path.name,
        snapshot.sha256,
        dispatch,
        standing.applied(reading, _told(plan, dispatch), dispatch),
        known_files(reading, snapshot.sha256, dispatch.id),
        reading.log.revision(),
        password=password,
    )


def is_reply(reading: Reading, path: Path, *, password: str = "") -> bool:
    """Say whether a file is one of those sent, whoever sent it, and not a list of somebody else.

    Raises:
        Refusal: It cannot be read.
    """
    return reader.identify(path, reading.catalogue, password=password).manifest is not None


def known_files(reading: Reading, sha256: str, dispatch: str) -> tuple[ImportFile, ...]:
    """Return the times the same bytes were taken in, but for those that were undone."""
    kept = Dispatches(reading.book.connection, reading.catalogue, reading.log)
    return tuple(
        each
        for each in kept.files(sha256=sha256, dispatch=dispatch)
        if not _undone(reading, each.operation)
    )


def _undone(reading: Reading, operation: str) -> bool:
    entry = reading.log.operation(operation) if operation else None
    return entry is not None and bool(entry.undone_by)


def _whose(reading: Reading, manifest: Manifest | None, path: Path) -> tuple[Record, Manifest]:
    if manifest is None:
        raise NotOurs(
            N_("This file was not sent from this coordinator file."),
            where=path.name,
            do=N_("Choose the reply to a file that you sent, or bring it in as a list."),
        )
    mine = reading.meta.get("id", "")
    if manifest.workbook and mine and manifest.workbook != mine:
        raise UserError(
            N_("This file answers one that was sent from another coordinator file."),
            where=path.name,
            do=N_("Open the coordinator file it was sent from, and take it in there."),
        )
    dispatch = reading.records.get(manifest.dispatch)
    if dispatch is None or dispatch.type != "dispatch":
        raise UserError(
            N_("The sent file that this one answers is not on record here."),
            where=path.name,
            do=N_("An older backup may have been restored; open the file it was sent from."),
        )
    if dispatch.deleted:
        raise UserError(
            N_("The sent file {ref} that this one answers was deleted."),
            where=path.name,
            do=N_("Take it out of the recycle bin first."),
            ref=dispatch.reference,
        )
    if not _answered(dispatch):
        raise UserError(
            N_("This file is a report; nothing is taken in from it."),
            where=path.name,
            do=N_("Choose the reply to a file that asked for one."),
        )
    lang = manifest.lang or dispatch.text("language") or "en"
    return dispatch, replace(manifest, lang=lang)


def _answered(dispatch: Record) -> bool:
    """Say whether the kind of a sent file is one that a reply is expected to."""
    kinds = {each.key: each for each in profiles.PROFILES}
    kind = kinds.get(dispatch.text("profile"))
    return kind is None or kind.answered


def _past(reading: Reading, dispatch: Record) -> _Past:
    kept = Dispatches(reading.book.connection, reading.catalogue, reading.log)
    rows = kept.rows(dispatch.id)
    bases = kept.bases(rows)
    doubtful = [each for each in rows if not each.spare and bases[each.record].unknown]
    doubtful += [each for each in rows if not each.spare and bases[each.record].lost]
    ours = reading.records.get_many(each.record for each in rows)
    shown: dict[str, Mapping[str, Value]] = {}
    for row in rows:
        if row.spare or row.record not in ours:
            continue
        # What was sent is not known after an older backup was restored: today's value stands in.
        now, base = ours[row.record].values, bases[row.record]
        lost = {key: now.get(key) for key in base.lost}
        values = dict(now) if base.unknown else {**base.values, **lost}
        shown[row.record] = {key: value for key, value in values.items() if value is not None}
    found = settled.remembered(reading, dispatch.id)
    offered, given = _offered(dispatch), _given(dispatch)
    sent = Sent(
        dispatch.id,
        {
            each.record: _sent_row(each, _shifted(shown[each.record], each.record, found))
            for each in rows
            if each.record in shown
        },
        offered,
        {each.id: each for each in _spares(rows, given)},
        _taken(reading, kept.created(dispatch.id), found),
        settled.by_cell(found),
        frozenset(dispatch.ids("countries")),
        Sensitivity[dispatch.text("ceiling") or Sensitivity.INTERNAL.name],
        given,
        settled.unread(found),
    )
    return _Past(
        sent,
        shown,
        {each.reference: each.record for each in rows if each.reference},
        KEYS if doubtful else HISTORY,
        _shared(reading, rows, shown, frozenset(dispatch.ids("countries"))),
    )


def _shifted(
    base: Mapping[str, Value], record: str, found: Sequence[settled.Settled]
) -> Mapping[str, Value]:
    """Return the base with what was decided against in its place: it is no news any more."""
    seen = {
        each.field: each.value
        for each in found
        if each.record == record and each.field and not each.raw
    }
    return {**base, **seen}


def _sent_row(row: DispatchRow, base: Mapping[str, Value]) -> SentRow:
    held = {key: value for key, value in base.items() if value is not None}
    heads = {key: row.heads_of(key) for key in {*held, *row.heads}}
    return SentRow(row.record, row.type, row.reference, held, heads)


def _offered(dispatch: Record) -> dict[str, Offered]:
    columns = json.loads(dispatch.text("columns") or "{}")
    return {
        type_key: Offered(frozenset(each["shown"]), frozenset(each["editable"]))
        for type_key, each in columns.items()
    }


def _taken(
    reading: Reading, created: Mapping[str, str], found: Sequence[settled.Settled]
) -> dict[str, SentRow]:
    """Return the records that earlier replies made, as they were taken in."""
    records = reading.records.get_many(created)
    said = reading.log.values_at(each.made for each in records.values())
    taken = {}
    for each in records.values():
        by_key = reading.catalogue[each.type].by_key
        first = {key: value for key, value in said.get(each.made, {}).items() if key in by_key}
        base = {
            key: value
            for key, value in _shifted(first, each.id, found).items()
            if value is not None
        }
        heads = dict.fromkeys(base, (each.made,))
        taken[each.id] = SentRow(each.id, each.type, each.reference, base, heads)
    return taken


def _given(dispatch: Record) -> dict[str, Mapping[str, Value]]:
    """Return what stood in the blank rows already, by record type."""
    columns = json.loads(dispatch.text("columns") or "{}")
    return {type_key: each["given"] for type_key, each in columns.items() if "given" in each}


def _spares(
    rows: Sequence[DispatchRow], given: Mapping[str, Mapping[str, Value]]
) -> Iterator[Spare]:
    """Yield the blank rows."""
    for row in rows:
        if row.spare:
            yield Spare(row.record, row.type, row.reference, given.get(row.type, {}))


def _shared(
    reading: Reading,
    rows: Sequence[DispatchRow],
    shown: Mapping[str, Mapping[str, Value]],
    scope: frozenset[str],
) -> frozenset[str]:
    """Return the ids of rows that belonged to other States too, which are only to be read.

    Args:
        scope: The States the file was about; none: the whole workbook.
    """
    if not scope:
        return frozenset()
    found: set[str] = set()
    owned: list[tuple[str, tuple[str, ...]]] = []
    for row in rows:
        path = reading.catalogue[row.type].state_path if row.type in reading.catalogue else ""
        if path in ("", "id") or row.record not in shown:
            continue
        ids = Record(row.record, row.type, values=shown[row.record]).ids(path)
        if path == PARENT:
            owned.append((row.record, ids))
        elif not scope.issuperset(ids):
            found.add(row.record)
    return frozenset(found | {record for record, owners in owned if found & set(owners)})


def _lookup(reading: Reading, dispatch: Record, past: _Past) -> ScopedLookup:
    """Return what names in a reply may mean; to an outsider only what was sent, and States."""
    states = dispatch.ids("countries")
    outside = not states and profiles.profile(dispatch.text("profile")).scope in _OUTSIDERS
    among = {*past.sent.rows, *past.sent.taken} if outside else None
    return ScopedLookup(reading.records, states, among)


def _plan(
    reading: Reading,
    snapshot: Snapshot,
    past: _Past,
    lookup: ScopedLookup,
    progress: Progress | None,
) -> Plan:
    ours = reading.records.get_many((*past.sent.rows, *past.sent.taken, *past.sent.spares))
    incoming = Incoming(snapshot.label, snapshot, past.base)
    found = compare(incoming, past.sent, ours, lookup, reading.catalogue, progress)
    cells = tuple(_outside(cell) if cell.record in past.shared else cell for cell in found.cells)
    counts = dict(found.counts)
    for before, after in zip(found.cells, cells, strict=True):
        if before.cls is not after.cls:
            counts[before.cls.value] -= 1
            counts[after.cls.value] += 1
    issues = (*found.issues, *snapshot.notices)
    return replace(found, cells=cells, counts=counts, issues=issues)


def _told(plan: Plan, dispatch: Record) -> Plan:
    """Return the plan with a word on a sent file that was withdrawn."""
    if dispatch.text("status") != "WITHDRAWN":
        return plan
    issue = replace(_WITHDRAWN, params={"ref": dispatch.reference})
    return replace(plan, issues=(issue, *plan.issues))


_ASKED = frozenset(
    {CellClass.THEIRS_ONLY, CellClass.CONFLICT, CellClass.EMPTIED, CellClass.INVALID}
)


def _outside(cell: PlannedCell) -> PlannedCell:
    """Return a cell of an entry that several States share: its changes were not asked for."""
    if cell.cls not in _ASKED:
        return cell
    decision = cell.decision if cell.decision is Decision.KEEP else Decision.UNTICKED
    return replace(cell, cls=CellClass.OUTSIDE, decision=decision)
