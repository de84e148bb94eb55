"""Rows that are records of ours: cell by cell against what was sent and what stands now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.snapshot import Said, usable
from coordinator_app.domain.values import same
from coordinator_app.merge.context import Context, decision, placed
from coordinator_app.merge.matching import Known, Matched
from coordinator_app.merge.permuted import Columns
from coordinator_app.merge.planned import Decision, PlannedCell, PlannedRow, RowClass
from coordinator_app.merge.promises import BLANK_ROW, Promises
from coordinator_app.merge.sent import SentRow
from coordinator_app.merge.states import with_state
from coordinator_app.merge.three_way import CellClass, classify, taken
from coordinator_app.texts import N_

_DEFAULTS = {
    CellClass.THEIRS_ONLY: Decision.TAKE,
    CellClass.CONFLICT: Decision.OPEN,
    CellClass.INVALID: Decision.OPEN,
    CellClass.EMPTIED: Decision.UNTICKED,
    CellClass.OUTSIDE: Decision.UNTICKED,
}
_IN_BIN = Issue(N_("The entry lies in the recycle bin."), N_("Taking this in takes it out again."))
_NO_MORE = Issue(N_("The entry is no longer in your file."))
_NEEDED = Issue(N_("This cannot be left empty."), N_("Give a value, or propose its removal."))


class Comparer:
    """Compares the rows that are records of ours.

    Args:
        context: The inputs of the plan.
        promises: New records of the same file.
    """

    def __init__(self, context: Context, promises: Promises) -> None:
        self._context = context
        self._sent = context.sent
        self._promises = promises
        self._sent_fields: dict[str, frozenset[str]] = {}
        self.columns = Columns()
        self.uncounted: Counter[CellClass] = Counter()

    def cells(self, matched: Matched) -> Iterator[PlannedCell]:
        """Yield the cells of a row that are not plainly unchanged; those are counted."""
        record_type = self._context.catalogue[matched.row.type]
        record = self._context.record(matched.id)
        sent = self._as_sent(matched, record, record_type)
        values = record.values if record and not record.deleted else {}
        first = self._context.starts[matched.index] + 1
        alive = sent is not None and record is not None and not record.deleted
        base = sent.base if sent is not None and alive else {}
        shown = self._shown(record_type) if alive else frozenset[str]()
        cells = matched.row.cells
        held = usable(cells)
        if len(held) == len(cells) and held.keys() <= shown and _in_both(held, base, values):
            # Nearly all rows of long lists: there is nothing to be said of any cell.
            self.columns.row_seen(record_type.key, held)
            self.uncounted[CellClass.UNCHANGED] += len(held)
            return
        unchanged = 0
        for offset, key in enumerate(cells):
            if key in shown and key in held and held[key] == base.get(key) == values.get(key):
                unchanged += 1
                self.columns.seen(record_type.key, key)
                continue
            field, said = record_type.by_key.get(key), cells[key]
            if field is None:
                continue
            cell = self._cell(matched, field, said, sent, record, first + offset)
            if cell is not None and cell.cls is CellClass.UNCHANGED:
                unchanged += 1
            elif cell is not None:
                yield cell
        self.uncounted[CellClass.UNCHANGED] += unchanged

    def _shown(self, record_type: RecordType) -> frozenset[str]:
        """Return the fields of a type that were sent and that we know."""
        if record_type.key not in self._sent_fields:
            offered = self._sent.offered.get(record_type.key)
            keys = offered.shown.intersection(record_type.by_key) if offered else frozenset[str]()
            self._sent_fields[record_type.key] = keys
        return self._sent_fields[record_type.key]

    def removal(self, matched: Matched) -> PlannedRow | None:
        """Return the proposal to remove the record of a row, if the row makes one."""
        record = self._context.record(matched.id)
        if not matched.row.remove or record is None or record.deleted:
            return None
        if matched.known is Known.OURS:
            return None
        return self._context.seen(PlannedRow(
            self._context.starts[matched.index], record.type, record.id, RowClass.REMOVAL,
            record.reference, record.title, record.values, decision=Decision.OPEN,
            place=matched.row.place, remark=matched.row.remove,
        ))  # fmt: skip

    def _as_sent(
        self, matched: Matched, record: Record | None, record_type: RecordType
    ) -> SentRow | None:
        """Return what a row was sent as; None when it was not."""
        match matched.known:
            case Known.SENT:
                return self._sent.rows[matched.id]
            case Known.TAKEN:
                return self._sent.taken[matched.id]
            case Known.SPARE if record is not None:
                return SentRow(record.id, record_type.key, record.reference, record.values)
            case _:
                return None

    def _cell(
        self,
        matched: Matched,
        field: Field,
        said: Said,
        sent: SentRow | None,
        record: Record | None,
        n: int,
    ) -> PlannedCell | None:
        """Return a cell with its class; None when it says nothing about the record."""
        base = sent.base.get(field.key) if sent else None
        ours = record.get(field.key) if record else None
        theirs, issue = self._read(matched, field, said, base)
        cls = self._class(matched, field, said, (base, ours, theirs), issue, sent)
        if cls is None:
            return None
        if sent is not None and self._sent.shows(matched.row.type, field.key):
            self.columns.seen(matched.row.type, field.key)
            if cls in (CellClass.THEIRS_ONLY, CellClass.CONFLICT, CellClass.EMPTIED):
                self.columns.changed(matched.row.type, field.key, base, theirs)
        gone = record is None or record.deleted
        if gone:
            cls = _of_a_deleted_record(cls)
        usable = issue is None and record is not None
        if issue is None and record is None:
            issue = _NO_MORE
        elif usable and cls is CellClass.EMPTIED and field.needed:
            issue, usable = _NEEDED, False
        elif usable and gone and cls not in (CellClass.UNCHANGED, CellClass.OURS_ONLY):
            issue = _IN_BIN
        result = taken(field, base, ours, theirs) if usable else None
        settled = self._context.settled(matched.id, field, theirs, said.raw)
        heads = (*(sent.heads.get(field.key, ()) if sent else ()),
                 *(record.heads_of(field.key) if record else ()))  # fmt: skip
        return PlannedCell(
            n, matched.row.type, matched.id, field.key, cls,
            (sent.reference if sent else "") or (record.reference if record else ""),
            record.title if record else "",
            base, ours, theirs, result, said.raw,
            decision(settled and cls in _DEFAULTS, _DEFAULTS.get(cls, Decision.NONE)),
            placed(issue, said.place, matched.id, field.key) if issue else None,
            said.place,
            tuple(dict.fromkeys(head for head in heads if head)),
            self._promises.needed(field, result),
            usable=usable,
            gone=gone,
        )  # fmt: skip

    def _read(
        self, matched: Matched, field: Field, said: Said, base: Value
    ) -> tuple[Value, Issue | None]:
        """Return what a cell means, or why it means nothing that can be used."""
        if said.issue is not None:
            if (promised := self._promises.meant(field, said)) is not None:
                return promised, None
            if self._context.as_sent(field, base, said):
                return base, None
            return None, said.issue
        if self._promises.broken(field, said.value, self._context.exists):
            return None, BLANK_ROW
        if said.value is None and matched.known in (Known.TAKEN, Known.SPARE):
            # The record was made with what a blank stands for; the blank is still that blank.
            record_type = self._context.catalogue[matched.row.type]
            state = with_state(record_type, {}, self._sent.scope).get(field.key)
            if base in (field.default, state):
                return base, None
        return self._promises.redirected(field, said.value), None

    def _class(
        self,
        matched: Matched,
        field: Field,
        said: Said,
        versions: tuple[Value, Value, Value],
        issue: Issue | None,
        sent: SentRow | None,
    ) -> CellClass | None:
        base, ours, theirs = versions
        type_key = matched.row.type
        if sent is None or not self._sent.shows(type_key, field.key):
            silent = theirs is None if issue is None else not said.raw
            return None if silent or same(field, ours, theirs) else CellClass.OUTSIDE
        asked = self._sent.asks_for(type_key, field.key)
        if issue is not None:
            return CellClass.INVALID if asked else CellClass.OUTSIDE
        if asked:
            return classify(field, base, ours, theirs)
        if same(field, base, theirs) or self._is_part(field, base, theirs):
            return classify(field, base, ours, base)
        return CellClass.SAME if same(field, ours, theirs) else CellClass.OUTSIDE

    def _is_part(self, field: Field, base: Value, theirs: Value) -> bool:
        """Say whether a list of links was sent cut down to the recipient's part of it."""
        if field.kind is not Kind.LINKS or not isinstance(base, list) or not self._sent.scope:
            return False
        came = set(theirs) if isinstance(theirs, list) else set()
        scope = self._sent.scope
        own = {each for each in base if each in scope or self._belongs(each)}
        return own <= came <= set(base)

    def _belongs(self, record_id: str) -> bool:
        record = self._context.record(record_id)
        return record is not None and bool(
            self._sent.scope.intersection(self._context.lookup.states_of(record))
        )


def _in_both(
    held: Mapping[str, Value], base: Mapping[str, Value], ours: Mapping[str, Value]
) -> bool:
    """Say whether all that a row holds was sent and stands today."""
    return held.items() <= base.items() and (base is ours or held.items() <= ours.items())


def _of_a_deleted_record(cls: CellClass) -> CellClass:
    """Return the class of a cell whose record we deleted: that is a change of ours to all of it."""
    match cls:
        case CellClass.UNCHANGED:
            return CellClass.OURS_ONLY
        case CellClass.THEIRS_ONLY | CellClass.SAME:
            return CellClass.CONFLICT
        case _:
            return cls
