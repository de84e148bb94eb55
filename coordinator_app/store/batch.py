"""From edits to changes: normalises, checks links, names parents, mints ids and references."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coordinator_app.domain import identity
from coordinator_app.domain.catalogue import REFERENCE_VERSION
from coordinator_app.domain.changes import (
    DELETED,
    LIFE,
    LIVE,
    REFERENCE,
    Create,
    Delete,
    Edit,
    Restore,
    Update,
)
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.record import Record, linked_ids
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.domain.values import normalise, same
from coordinator_app.store.records import Records, states_of
from coordinator_app.store.references import References
from coordinator_app.texts import N_, Message, Messages


@dataclass
class Pending:
    """One record as an operation is about to leave it.

    Args:
        record: As it was; a new one as it will be.
        values: What its fields will hold, empty ones left out.
        new, old: What is logged; of a new record the values themselves, and nothing.
        parents: By field the changes this one supersedes.
    """

    record: Record
    created: bool
    change_id: str
    values: dict[str, Value]
    deleted: bool
    was_titled: str = ""
    scope: str = ""
    new: dict[str, Value] = field(default_factory=dict)
    old: dict[str, Value] = field(default_factory=dict)
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def heads(self) -> dict[str, list[str]]:
        """Compact heads: what it had, with this change in the place of all it supersedes."""
        heads = {key: list(ids) for key, ids in self.record.heads.items()}
        for key in self.new:
            heads[key] = [self.change_id]
        return heads

    def ids(self, key: str) -> tuple[str, ...]:
        """Return the record ids a linking field holds after the operation."""
        return linked_ids(self.values.get(key))

    def as_record(self) -> Record:
        """Return the record as it will be."""
        if self.created and not self.deleted:
            return self.record  # it holds the same values
        return Record(
            self.record.id,
            self.record.type,
            self.record.reference,
            values=self.values,
            deleted=self.deleted,
        )


class Batch:
    """Collects the edits of one operation; one pending change per record.

    Args:
        records: The workbook as it is.
        today: Dates references of what has no date of its own.
        new_id: Makes ids.

    Attributes:
        titles: By id, of the records it leaves changed; the writer tells them.
        links: What it makes records point at: which, by which field, at which id.
    """

    def __init__(self, records: Records, today: dt.date, new_id: Callable[[], str]) -> None:
        self._records = records
        self._catalogue = records.catalogue
        self._new_id = new_id
        self._pending: dict[str, Pending] = {}
        self._read: dict[str, Record | None] = {}
        self._references = References(records, today, self._find)
        self.titles: Mapping[str, str] = {}
        self.links: list[tuple[Pending, Field, str]] = []
        self._known_titles: dict[str, str] = {}

    def expect(self, edits: Iterable[Edit]) -> None:
        """Read in one go what the edits will ask for; one by one takes far longer."""
        ids = dict.fromkeys(each.id if isinstance(each, Create) else each.record for each in edits)
        self._read = {each: None for each in ids if each} | self._records.get_many(ids)

    def add(self, edit: Edit) -> None:
        """Take an edit into the operation.

        Raises:
            UserError: It cannot be applied.
        """
        match edit:
            case Create():
                self._create(edit)
            case Update():
                self._update(edit)
            case Delete(record):
                self._bury(record)
            case Restore(record):
                self._revive(record)

    def finished(self) -> list[Pending]:
        """Return what is to be written, links checked; records that end as they were are out."""
        for each in self._pending.values():
            self._settle(each)
        pending = [each for each in self._pending.values() if each.created or each.new]
        self._check_links(pending)
        for each in pending:
            states = states_of(each.as_record(), self._catalogue, self._find)
            each.scope = states[0] if len(states) == 1 else ""
        return pending

    def title_of(self, record_id: str) -> str:
        """Return the title of any record, those of this operation included."""
        if record_id in self.titles:
            return self.titles[record_id]
        if record_id not in self._known_titles:
            self._known_titles.update(self._records.titles((record_id,)))
        return self._known_titles.get(record_id, "")

    def _create(self, edit: Create) -> None:
        record_type = self._catalogue[edit.type]
        values = {**record_type.defaults, **edit.values}
        if not edit.stored:
            values = self._normalised(edit.type, values)
        _needs_all(record_type, values)
        record_id, change_id = edit.id or self._new_id(), edit.change_id or self._new_id()
        if record_type.reference_data and not edit.id:
            record_id, change_id = self._reference_ids(record_type, values)
        promised = edit.id or record_type.reference_data  # nobody else has an id just made
        if promised and self._find(record_id) is not None:
            raise UserError(N_("The entry {id} exists already."), id=record_id)
        reference = edit.reference or self._references.mint(edit.type, values)
        if reference:
            values[REFERENCE] = reference
        record = Record(record_id, edit.type, reference, values=values, made=change_id)
        self._pending[record_id] = Pending(record, True, change_id, values, False, new=values)

    def _normalised(self, type_key: str, values: Mapping[str, Value]) -> dict[str, Value]:
        """Return values in their stored shape, without the empty ones."""
        found = {
            key: normalise(self._catalogue.field(type_key, key), value)
            for key, value in values.items()
        }
        return {key: value for key, value in found.items() if value is not None}

    def _update(self, edit: Update) -> None:
        pending = self._open(edit.record)
        for key, value in edit.values.items():
            if key == LIFE:
                self._set_life(pending, value == DELETED, edit.parents.get(LIFE, ()))
                continue
            found = normalise(self._catalogue.field(pending.record.type, key), value)
            self._expect(pending, key, edit)
            self._set(pending, key, found, edit.parents.get(key, ()))

    def _expect(self, pending: Pending, key: str, edit: Update) -> None:
        if edit.expected is None or key not in edit.expected:
            return
        field_ = self._catalogue.field(pending.record.type, key)
        if not same(field_, pending.values.get(key), edit.expected[key]):
            raise UserError(
                N_("“{field}” was changed meanwhile."),
                where=pending.record.reference or pending.was_titled,
                do=N_("Look at it again and decide anew."),
                field=Message(field_.label),
            )

    def _set(self, pending: Pending, key: str, value: Value, more: tuple[str, ...]) -> None:
        field_ = self._catalogue.field(pending.record.type, key)
        before = pending.values.get(key)
        heads = pending.record.heads_of(key)
        if key not in pending.new and len(heads) == 1 and same(field_, before, value):
            return
        if field_.needed and value is None:
            raise UserError(
                N_("“{field}” cannot be left empty."),
                where=pending.record.reference or pending.was_titled,
                do=N_("Give a value, or delete the entry."),
                field=Message(field_.label),
            )
        if key not in pending.new and not pending.created:
            pending.old[key] = before
            pending.parents[key] = tuple(dict.fromkeys((*heads, *more)))
        if value is None:
            pending.values.pop(key, None)
        else:
            pending.values[key] = value
        if not pending.created:
            pending.new[key] = value

    def _set_life(self, pending: Pending, deleted: bool, more: tuple[str, ...]) -> None:
        if pending.deleted == deleted and LIFE not in pending.new:
            return
        if not pending.created and LIFE not in pending.new:
            pending.old[LIFE] = DELETED if pending.deleted else LIVE
            pending.parents[LIFE] = tuple(dict.fromkeys((*pending.record.heads_of(LIFE), *more)))
        pending.deleted = deleted
        pending.new[LIFE] = DELETED if deleted else LIVE

    def _bury(self, record_id: str) -> None:
        self._set_life(self._open(record_id), True, ())
        for child in self._owned(record_id):
            self._bury(child)

    def _revive(self, record_id: str) -> None:
        """Bring a record back, and the rows it owns that went into the bin together with it."""
        heads = self._open(record_id).record.heads_of(LIFE)
        self._set_life(self._open(record_id), False, ())
        rows = self._records.connection.execute(
            "SELECT DISTINCT c.record, c.id FROM change own JOIN change c ON c.txn = own.txn"
            " JOIN link l ON l.record = c.record AND l.field = ? AND l.target = ?"
            " WHERE own.id = ? AND json_extract(c.new, '$.\"$life\"') = ?",
            (PARENT, record_id, heads[0], DELETED),
        ).fetchall()
        for child, deletion in rows:
            # Deleted once more since then: that was meant for itself.
            if self._open(child).record.heads_of(LIFE) == (deletion,):
                self._revive(child)

    def _settle(self, pending: Pending) -> None:
        """Forget the fields that several edits together leave as they were."""
        if pending.created:
            return
        for key in list(pending.new):
            was, now = pending.old[key], pending.new[key]
            field_ = self._catalogue[pending.record.type].by_key.get(key)
            alike = was == now if field_ is None else same(field_, was, now)
            if alike and len(pending.record.heads_of(key)) == 1:
                for part in (pending.new, pending.old, pending.parents):
                    del part[key]

    def _owned(self, record_id: str) -> Iterator[str]:
        for child in self._records.children(record_id):
            yield child.id
        for each in list(self._pending.values()):
            if each.created and each.ids(PARENT) == (record_id,):
                yield each.record.id

    def _open(self, record_id: str) -> Pending:
        if record_id not in self._pending:
            record = self._find(record_id)
            if record is None:
                raise UserError(N_("There is no entry with the id {id}."), id=record_id)
            self._pending[record_id] = Pending(
                record, False, self._new_id(), dict(record.values), record.deleted, record.title
            )
        return self._pending[record_id]

    def _find(self, record_id: str) -> Record | None:
        pending = self._pending.get(record_id)
        if pending:
            return pending.as_record()
        if record_id not in self._read:
            self._read[record_id] = self._records.get(record_id)
        return self._read[record_id]

    def _check_links(self, pending: list[Pending]) -> None:
        self.links = [
            (each, field_, target)
            for each in pending
            for field_ in self._catalogue[each.record.type].linking
            if field_.key in each.new
            for target in each.ids(field_.key)
        ]
        types = self._records.types_of({target for _, _, target in self.links})
        types.update((each.record.id, each.record.type) for each in pending)
        for each, field_, target in self.links:
            if target not in types:
                raise UserError(
                    N_("“{field}” points at an entry that does not exist."),
                    where=each.record.reference,
                    do=N_("Choose an entry from the list."),
                    field=Message(field_.label),
                )
            if not self._catalogue.allows(field_, types[target]):
                raise UserError(
                    N_("“{field}” cannot point at an entry of the kind “{kind}”."),
                    where=each.record.reference,
                    do=N_("It takes: {names}."),
                    field=Message(field_.label),
                    kind=Message(self._catalogue[types[target]].label),
                    names=Messages(
                        Message(self._catalogue[each_type].label) for each_type in field_.targets
                    ),
                )
            if field_.key == PARENT:
                self._check_owners(each, target)

    def _check_owners(self, pending: Pending, parent: str) -> None:
        """Refuse a record that would own itself, directly or through others."""
        above: str | None = parent
        while above is not None:
            if above == pending.record.id:
                raise UserError(
                    N_("An entry cannot belong to itself."),
                    where=pending.record.reference or pending.was_titled,
                    do=N_("Choose another one."),
                )
            if pending.created and above not in self._pending:
                return  # it existed before and cannot belong to a new one
            owner = self._find(above)
            above = next(iter(owner.ids(PARENT)), None) if owner else None

    def _reference_ids(
        self, record_type: RecordType, values: Mapping[str, Value]
    ) -> tuple[str, str]:
        """Return ids that every workbook gives to the same piece of reference data."""
        code = values.get("code")
        name = (
            code
            if isinstance(code, str)
            else json.dumps([values.get(key) for key in record_type.natural_keys[0]])
        )
        return (
            identity.reference_id(record_type.key, name, REFERENCE_VERSION),
            identity.reference_id(f"{record_type.key}/change", name, REFERENCE_VERSION),
        )


def _needs_all(record_type: RecordType, values: Mapping[str, Value]) -> None:
    missing = [Message(each.label) for each in record_type.needed if each.key not in values]
    if missing:
        raise UserError(
            N_("A new entry of the kind “{kind}” needs: {fields}."),
            do=N_("Fill that in first."),
            kind=Message(record_type.label),
            fields=Messages(missing),
        )
