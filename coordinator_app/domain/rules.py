"""What forbids an entry to become what somebody wants: its rules, and the guards of its states."""

from __future__ import annotations

from coordinator_app.domain.fields import Field
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.texts import N_, Message, Messages


def forbidden(
    record_type: RecordType, before: Record | None, after: Record, lookup: Lookup
) -> list[Issue]:
    """Return what forbids a step; what was wrong before forbids nothing now.

    Args:
        record_type: Of the record.
        before: As it is; None when it is being made.
        after: As it would become.
        lookup: Today, and the records around it.
    """
    known = _broken(record_type, before, lookup) if before is not None else []
    found = [issue for issue in _broken(record_type, after, lookup) if issue not in known]
    return found + _entering(record_type, before, after, lookup)


def _broken(record_type: RecordType, record: Record, lookup: Lookup) -> list[Issue]:
    return [issue for rule in record_type.rules for issue in rule(record, lookup) if issue.blocks]


def _entering(
    record_type: RecordType, before: Record | None, after: Record, lookup: Lookup
) -> list[Issue]:
    life = record_type.life
    state = after.text(life.field) if life else ""
    was = before.text(life.field) if life and before else ""
    if life is None or state == was:
        return []
    if not state:
        return [
            Issue(
                N_("“{was}” cannot be emptied."),
                N_("What may follow: {names}."),
                Place(after.id, life.field),
                blocks=True,
                params=_named(record_type.by_key[life.field], was, state, life.next_states(was)),
            )
        ]
    found = [
        issue
        for guard in life.guards.get(state, ())
        for issue in guard(after, lookup)
        if issue.blocks
    ]
    if was and state not in life.next_states(was):
        found.insert(
            0,
            Issue(
                N_("“{was}” cannot be followed by “{state}”."),
                N_("What may follow: {names}."),
                Place(after.id, life.field),
                blocks=True,
                params=_named(record_type.by_key[life.field], was, state, life.next_states(was)),
            ),
        )
    return found


def _named(
    field: Field, was: str, state: str, lawful: tuple[str, ...]
) -> dict[str, Message | Messages]:
    """Return the labels of states for a sentence."""
    return {
        "was": _label(field, was),
        "state": _label(field, state),
        "names": Messages(_label(field, each) for each in lawful),
    }


def _label(field: Field, code: str) -> Message:
    choice = field.choice(code)
    return Message(choice.label if choice else code)
