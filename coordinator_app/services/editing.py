"""Recording and changing entries: rules and guards on the way in, consequences in the same step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coordinator_app.domain import rules
from coordinator_app.domain.changes import (
    LIFE,
    ChangeSet,
    Create,
    Delete,
    Edit,
    Operation,
    Restore,
    Update,
)
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.values import normalise
from coordinator_app.services.consequences import consequences
from coordinator_app.services.session import GIVEN, Reading, Session
from coordinator_app.texts import N_, Message


def create(
    session: Session,
    type_key: str,
    values: Mapping[str, Value],
    *,
    owned: Sequence[tuple[str, Mapping[str, Value]]] = (),
    label: str = "",
) -> Record:
    """Record a new entry, with rows it owns, as one operation.

    Args:
        owned: Record type and values of each owned row.

    Raises:
        UserError: A value does not fit, something needed is missing, or a guard forbids it.
    """
    record_id = uuid7()
    edits: list[Edit] = [Create(type_key, dict(values), record_id)]
    edits += [Create(child, {**rows, PARENT: record_id}) for child, rows in owned]
    apply(session, edits, label or N_("New: {type}"), type=session.catalogue[type_key].label)
    return _there(session, record_id)


def update(
    session: Session, record_id: str, values: Mapping[str, Value], *, label: str = ""
) -> ChangeSet:
    """Change fields of an entry.

    Raises:
        UserError: A value does not fit or a guard forbids it; nothing was changed.
    """
    return apply(
        session,
        [Update(record_id, dict(values))],
        label or N_("Edit {title}"),
        title=_there(session, record_id).title,
    )


def update_many(
    session: Session, values: Mapping[str, Mapping[str, Value]], *, label: str = ""
) -> ChangeSet:
    """Change fields of several entries as one operation.

    Args:
        values: Record id to the fields to set.

    Raises:
        UserError: One of them cannot be changed so; none was.
    """
    edits = [Update(record_id, dict(fields)) for record_id, fields in values.items()]
    return apply(
        session, edits, label or N_("Edit of {count} entries"), kind="bulk", count=str(len(edits))
    )


def delete(session: Session, record_ids: Iterable[str]) -> ChangeSet:
    """Put entries, with the rows they own, into the recycle bin.

    Raises:
        UserError: One of them is reference data that comes with the program; none was deleted.
    """
    record_ids = tuple(record_ids)
    refuse_given(session, record_ids)
    edits = [Delete(record_id) for record_id in record_ids]
    title = _there(session, edits[0].record).title if edits else ""
    return session.commit(
        Operation(tuple(edits), label=N_("Delete {title}"), params={"title": title})
    )


def restore(session: Session, record_id: str) -> ChangeSet:
    """Take an entry out of the recycle bin, with what was deleted with it."""
    return session.commit(
        Operation(
            (Restore(record_id),),
            label=N_("Restore {title}"),
            params={"title": _there(session, record_id).title},
        )
    )


def apply(
    session: Session,
    edits: Sequence[Edit],
    label: str,
    *,
    kind: str = "edit",
    source: str = "",
    **params: str,
) -> ChangeSet:
    """Check edits, add their consequences and commit them as one operation.

    Raises:
        UserError: A rule forbids one of them; nothing was changed.
    """
    refuse_given(session, [edit.record for edit in edits if isinstance(edit, Delete)])
    for edit in edits:
        for issue in problems(session, edit):
            if issue.blocks:
                raise issue.error(_where(session, edit))
    whole = (*edits, *consequences(session, edits))
    return session.commit(Operation(whole, kind, label, params, source))


def refuse_given(reading: Reading, record_ids: Iterable[str]) -> None:
    """Refuse to delete reference data that every file holds: numbers would lose their base.

    Raises:
        UserError: One of the entries is such.
    """
    given = reading.log.made_by(record_ids, GIVEN)
    if given:
        record = _there(reading, given[0])
        raise UserError(
            N_("“{title}” comes with the program and cannot be deleted."),
            where=record.reference or record.title,
            do=N_("Change it, or leave it unused."),
            title=record.title,
        )


def dependents(reading: Reading, record_id: str) -> list[Record]:
    """Return the living entries that point at one without belonging to it."""
    return [
        record
        for record in reading.records.linked_from(record_id, "", "")
        if record_id not in record.ids(PARENT)
    ]


def issues(reading: Reading, record: Record) -> list[Issue]:
    """Return what is wrong with or missing from an entry as it stands."""
    record_type = reading.catalogue[record.type]
    state = record.get(record_type.life.field) if record_type.life else None
    found = [
        Issue(
            N_("“{field}” is missing."),
            place=Place(record.id, field.key),
            params={"field": Message(field.label)},
        )
        for field in record_type.fields
        if record.get(field.key) is None and (field.needed or state in field.needed_for)
    ]
    for rule in (*record_type.rules, *record_type.marks):
        found += rule(record, reading.records)
    return found


def problems(reading: Reading, edit: Edit) -> list[Issue]:
    """Return what forbids an edit, seen on the entry as it would become.

    Raises:
        UserError: A value is not of its field's kind.
    """
    before, after = _before_and_after(reading, edit)
    if after is None:
        return []
    return rules.forbidden(reading.catalogue[after.type], before, after, reading.records)


def _before_and_after(reading: Reading, edit: Edit) -> tuple[Record | None, Record | None]:
    match edit:
        case Create(type=type_key, values=values, id=record_id):
            record_type = reading.catalogue[type_key]
            by_key = record_type.by_key
            clean = {
                key: normalise(by_key.get(key) or reading.catalogue.field(type_key, key), value)
                for key, value in {**record_type.defaults, **values}.items()
            }
            return None, Record(record_id, type_key, values=_held(clean))
        case Update(record=record_id, values=values):
            before = _there(reading, record_id)
            clean = {
                key: normalise(reading.catalogue.field(before.type, key), value)
                for key, value in values.items()
                if key != LIFE
            }
            after = Record(
                before.id,
                before.type,
                before.reference,
                before.title,
                _held({**before.values, **clean}),
            )
            return before, after
        case _:
            return None, None


def _held(values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None}


def _there(reading: Reading, record_id: str) -> Record:
    record = reading.records.get(record_id)
    if record is None:
        raise UserError(N_("There is no entry with the id {id}."), id=record_id)
    return record


def _where(reading: Reading, edit: Edit) -> str:
    if isinstance(edit, Create):
        return ""
    record = reading.records.get(edit.record)
    return (record.reference or record.title) if record else ""
