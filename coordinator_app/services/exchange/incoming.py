"""A reply that came in: whose it is, what was sent, and how the two compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.reading import Reading as Understanding
from coordinator_app.domain.record import Record
from coordinator_app.domain.snapshot import Snapshot
from coordinator_app.excel import profiles, reader
from coordinator_app.excel.manifest import Manifest
from coordinator_app.merge.plan import plan as compare
from coordinator_app.merge.planned import Decision, Plan, PlannedCell
from coordinator_app.merge.sent import Incoming
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services.exchange import standing, superseding
from coordinator_app.services.exchange.originals import Originals
from coordinator_app.services.exchange.past import Past, known_past
from coordinator_app.services.exchange.scoped import ScopedLookup
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.dispatches import Dispatches, ImportFile
from coordinator_app.texts import N_

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
        said: By record, the fields its rows have cells for; only where older replies to the same
            file still wait for decisions.
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
    said: superseding.Said = field(default_factory=dict, repr=False, compare=False)

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
    past = known_past(reading, dispatch)
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
        said=superseding.said(reading, dispatch.id, snapshot, past.codes),
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


def _lookup(reading: Reading, dispatch: Record, past: Past) -> ScopedLookup:
    """Return what names in a reply may mean; to an outsider only what was sent, and States."""
    states = dispatch.ids("countries")
    outside = not states and profiles.profile(dispatch.text("profile")).scope in _OUTSIDERS
    among = {*past.sent.rows, *past.sent.taken} if outside else None
    return ScopedLookup(reading.records, states, among)


def _plan(
    reading: Reading,
    snapshot: Snapshot,
    past: Past,
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
